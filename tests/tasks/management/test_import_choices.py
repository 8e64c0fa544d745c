"""Tests what ``import_document`` says and takes of another list and of a corrected document."""

import json
from pathlib import Path

import pytest

from tasks.enums import PeriodState
from tasks.filing.period_actions import create_periods
from tasks.management.commands.import_document import Command
from tasks.models import Plan, PlanDocument, Task
from tests.tasks.importing.papers import docx
from tests.tasks.management.test_import_document import LETTER, TABLE, plan, run

__all__ = ["plan"]


LIST = [
    ["序号", "工作任务", "牵头单位"],
    ["1", "引进项目22个", "区经信委"],
    ["2", "举办龙舟赛一次", "区文旅局"],
]


@pytest.fixture
def begun(plan):
    """The plan is in, its first quarter issued."""
    run(plan, "--create-units", "--commit")
    made = Plan.objects.get()
    create_periods(plan=made, by=None)
    made.periods.filter(number=1).update(state=PeriodState.ISSUED)
    return made


@pytest.fixture
def another(tmp_path) -> Path:
    path = tmp_path / "民生实事.docx"
    letter = (
        "南政办发〔2023〕5号",
        "南山区人民政府关于印发2023年民生实事的通知",
        "2023年3月10日",
        "附件",
        "民生实事任务分解表",
    )
    path.write_bytes(docx(*letter, LIST).getvalue())
    return path


@pytest.fixture
def corrected(tmp_path) -> Path:
    path = tmp_path / "更正.docx"
    rows = [TABLE[0], [*TABLE[1][:2], "引进项目25个", *TABLE[1][3:5], "", TABLE[1][6]]]
    path.write_bytes(docx(*LETTER, rows).getvalue())
    return path


@pytest.mark.django_db
def test_another_list_is_told_and_comes_in_with_what_the_options_say(begun, another):
    out, status, _ = run(another, "--json", "--create-units")
    answer = json.loads(out)
    assert (status, answer["treatment"], answer["since"], answer["differences"], answer["missing"]) == (
        0,
        "list",
        "H1",
        [],
        [],
    )
    assert answer["list"] == {
        "title": "南山区人民政府关于印发2023年民生实事的通知",
        "document_number": "南政办发〔2023〕5号",
        "issued_on": "2023-03-10",
        "level": "district",
        "decided_by": "",
    }
    task = Task.objects.get()
    assert answer["near_equal"] == [
        {
            "key": f"0-{task.pk}",
            "at": "附件 第2行",
            "task": "引进项目20个",
            "similarity": answer["near_equal"][0]["similarity"],
            "stricter": ["引进项目达到22个"],
            "linked": True,
        }
    ]
    run(
        another,
        "--create-units",
        "--commit",
        "--level",
        "municipal",
        "--decided-by",
        "市政府第3次常务会议",
        "--since",
        "Q3",
    )
    document = PlanDocument.objects.get()
    assert (document.level.label, document.decided_by, document.tasks.first().edition.since) == (
        "市级",
        "市政府第3次常务会议",
        3,
    )


@pytest.mark.django_db
def test_a_correction_lists_its_differences_and_takes_those_that_are_named(begun, corrected):
    out, _, _ = run(corrected, "--json", "--create-units")
    answer = json.loads(out)
    assert (answer["treatment"], answer["since"], answer["list"]) == ("correction", "H1", None)
    assert answer["differences"] == [
        {
            "key": "0-text",
            "at": "附件1 第2行",
            "field": "text",
            "label": "任务内容",
            "before": "引进项目20个",
            "after": "引进项目25个",
            "stands_by": "",
            "taken": True,
        },
        {
            "key": "0-cooperating",
            "at": "附件1 第2行",
            "field": "cooperating",
            "label": "配合单位",
            "before": "各镇街、区财政局",
            "after": "",
            "stands_by": "",
            "taken": False,
        },
    ]
    basis = ("--basis", "区政府第9次常务会议", "--basis-on", "2023-04-01", "--reason", "印错")
    assert run(corrected, "--commit", *basis, "--take", "0-cooperating")[1] == 0
    edition = Task.objects.get().edition
    assert (edition.since, edition.text, edition.cooperating) == (2, "引进项目20个", [])


@pytest.mark.django_db
def test_a_correction_without_a_basis_is_refused_with_the_reasons(begun, corrected):
    out, status, _said = run(corrected, "--commit", "--json", "--create-units")
    assert (status, json.loads(out)["errors"]) == (
        1,
        ["请写明更正的依据：文号或会议。", "请写明更正的理由。", "请填写依据的日期。"],
    )
    assert Task.objects.get().editions.count() == 1


@pytest.mark.django_db
def test_the_summary_of_a_correction_names_the_keys(begun, corrected):
    out, _, _ = run(corrected, "--create-units")
    assert out.splitlines()[6:9] == [
        "按“更正文件”处理，自2023年上半年起。",
        "取用 [0-text] 附件1 第2行 任务内容：引进项目20个 → 引进项目25个",
        "不取用 [0-cooperating] 附件1 第2行 配合单位：各镇街、区财政局 → （空）",
    ]


@pytest.mark.parametrize(
    "option", [["--as", "report"], ["--basis-on", "2023-13-01"], ["--level", "village"], ["--since", "Q9"]]
)
def test_choices_that_mean_nothing_are_wrong_arguments(db, plan, option):
    with pytest.raises(SystemExit) as left:
        Command().run_from_argv(["manage.py", "import_document", str(plan), "--skip-checks", *option])
    assert left.value.code == 2

"""Tests the output of ``import_document``."""

import json
from argparse import ArgumentTypeError
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tasks.importing import read_raw_document
from tasks.importing.form_fitting import build_form_tables
from tasks.importing.paper_form_actions import keep_paper_form
from tasks.importing.teaching import Teaching
from tasks.importing.understand import understand_document
from tasks.management.arguments import parse_period_argument
from tasks.management.commands.import_document import Command
from tasks.models import Event, Government, Period, Task, Unit
from tasks.periods import QUARTERLY
from tests.tasks.importing.odd_papers import ODD_PAPERS, OddPaper, write_workbook
from tests.tasks.importing.papers import docx, xlsx

LETTER = (
    "南政办发〔2023〕1号",
    "南山区人民政府办公室关于印发2023年重点工作分工的通知",
    "2023年2月6日",
    "附件1",
    "重点工作任务分解表",
)
TABLE = [
    ["序号", "任务板块", "工作任务", "责任领导", "牵头单位", "配合单位", "完成时限"],
    ["1", "产业强区", "引进项目20个", "陈  英", "区经信委\n（区招商中心）", "各镇街、区财政局", "12月底"],
]
KEYS = [
    "file", "title", "document_number", "issued_on", "government", "year", "period", "kind",
    "treatment", "since", "list", "differences", "missing", "near_equal", "tables",
    "blocked", "unknown_units", "warnings", "errors", "nothing_new", "committed",
]  # fmt: skip


@pytest.fixture
def plan(tmp_path) -> Path:
    path = tmp_path / "方案.docx"
    path.write_bytes(docx(*LETTER, TABLE).getvalue())
    return path


def run(*arguments) -> tuple[str, int, str]:
    """Returns standard output, exit status and standard error."""
    out = StringIO()
    try:
        call_command("import_document", *map(str, arguments), stdout=out)
    except CommandError as error:
        return out.getvalue(), error.returncode, str(error)
    return out.getvalue(), 0, ""


@pytest.mark.django_db
def test_the_answer_of_a_dry_run(plan):
    out, status, said = run(plan, "--json")
    assert (status, said) == (0, "")
    assert json.loads(out) == {
        "file": "方案.docx",
        "title": "南山区人民政府办公室关于印发2023年重点工作分工的通知",
        "document_number": "南政办发〔2023〕1号",
        "issued_on": "2023-02-06",
        "year": 2023,
        "period": None,
        "kind": "plan",
        "government": "南山区人民政府",
        "treatment": "plan",
        "since": None,
        "list": None,
        "differences": [],
        "missing": [],
        "near_equal": [],
        "tables": [
            {
                "name": "附件1",
                "title": "重点工作任务分解表",
                "columns": TABLE[0],
                "rows": [
                    {
                        "number": 1,
                        "kind": "key",
                        "section": "产业强区",
                        "name": None,
                        "text": "引进项目20个",
                        "leaders": ["陈英"],
                        "lead_units": ["区经信委（区招商中心）"],
                        "cooperating_units": ["各镇街", "区财政局"],
                        "due": "12月底",
                        "progress": None,
                        "problem": None,
                        "next_step": None,
                        "judgement": None,
                        "quarter_targets": None,
                        "period_targets": None,
                        "target": None,
                        "coordination": None,
                        "figures": [],
                        "at": "附件1 第2行",
                        "match": None,
                        "change": "new",
                        "differs": [],
                        "outcome": None,
                        "warnings": [],
                    }
                ],
            }
        ],
        "blocked": [],
        "unknown_units": ["区经信委", "各镇街", "区财政局"],
        "warnings": ["辖区政府“南山区人民政府”尚未建立；加 --create-units 可一并新建。"],
        "errors": [],
        "nothing_new": False,
        "committed": False,
    }
    assert Government.objects.count() == 0


@pytest.mark.django_db
def test_commit_writes_and_a_second_time_says_that_nothing_changes(plan):
    out, status, _ = run(plan, "--commit", "--create-units", "--json")
    assert (status, json.loads(out)["committed"], Task.objects.count()) == (0, True, 1)
    out, status, _ = run(plan, "--commit", "--create-units")
    assert (status, out.splitlines()[-1]) == (0, "与已导入的内容完全一致，没有变化。")
    out, _, _ = run(plan, "--json")
    row = json.loads(out)["tables"][0]["rows"][0]
    assert (row["match"], row["change"]) == ({"task": "引进项目20个", "similarity": 1.0}, "same")
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_a_commit_with_unknown_units_is_refused_and_writes_nothing(plan):
    Government.objects.create(name="南山区人民政府")
    out, status, said = run(plan, "--commit", "--json")
    error = "有 3 个单位尚未登记：区经信委、各镇街、区财政局。请先登记，或加 --create-units 新建。"
    assert (status, said) == (1, f"{error}\n未导入，未写入任何内容。")
    answer = json.loads(out)
    assert (answer["errors"], answer["committed"], len(answer["tables"][0]["rows"])) == ([error], False, 1)
    assert (Task.objects.count(), Unit.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_options_win_over_the_document_and_the_difference_is_said(plan):
    out, status, _ = run(plan, "--json", "--government", "北山区政府", "--year", 2024, "--create-units")
    answer = json.loads(out)
    assert (status, answer["government"], answer["year"], answer["warnings"]) == (
        0,
        "北山区人民政府",
        2024,
        [
            "辖区政府按指定的“北山区人民政府”导入，文件中写的是“南山区人民政府”。",
            "年度按指定的“2024”导入，文件中写的是“2023”。",
        ],
    )


@pytest.mark.django_db
def test_a_government_named_that_does_not_exist_is_an_error(plan):
    _, status, said = run(plan, "--government", "北山区人民政府")
    assert (status, said.splitlines()[0]) == (
        1,
        "辖区政府“北山区人民政府”尚未建立；加 --create-units 可一并新建。",
    )


@pytest.mark.django_db
def test_what_a_bare_sheet_does_not_say_is_asked_for(tmp_path):
    path = tmp_path / "表.xlsx"
    rows = [["序号", "工作任务", "责任单位", "进展情况"], [1, "修路", "区交通局", "在建"]]
    path.write_bytes(xlsx({"Sheet1": rows}).getvalue())
    out, status, _ = run(path, "--json")
    answer = json.loads(out)
    assert (status, len(answer["tables"][0]["rows"]), answer["errors"]) == (
        1,
        1,
        [
            "文件没有写明年度，请指定（--year）。",
            "文件没有写明是哪一期的进展（一季度、上半年、前三季度、全年），请指定（--period）。",
            "文件没有写明辖区政府，请指定（--government）。",
        ],
    )
    options = (
        "--year",
        2023,
        "--period",
        "H1",
        "--government",
        "南山区人民政府",
        "--create-units",
        "--commit",
    )
    assert run(path, *options)[1] == 0
    assert str(Period.objects.get()) == "2023年上半年"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        (
            ["关于2023年工作的通知", [["姓名", "电话", "住址"], ["甲", "1", "乙"], ["丙", "2", "丁"]]],
            "第 1 个表格没有认出表头（首行为：姓名、电话、住址）。表头应有任务（目标、事项等）一列和责任单位、序号等列。",
        ),
        (
            ["关于2023年工作的通知"],
            "文件中没有表格，无法导入。附表应是 Word 表格或 Excel 工作表；图片和没有编号、没有责任单位的文字读不出任务。",
        ),
        ([*LETTER, [TABLE[0]]], "认出了表头，但没有读到任何任务。"),
    ],
)
def test_a_document_without_a_table_we_know(tmp_path, blocks, error):
    path = tmp_path / "通知.docx"
    path.write_bytes(docx(*blocks).getvalue())
    out, status, _ = run(path, "--json", "--government", "南山区人民政府", "--create-units")
    assert (status, json.loads(out)["errors"]) == (1, [error])


@pytest.mark.django_db
def test_a_file_that_cannot_be_opened_answers_in_the_same_shape(tmp_path):
    path = tmp_path / "方案.docx"
    path.write_bytes(b"not a document")
    out, status, said = run(path, "--json")
    answer = json.loads(out)
    assert (status, list(answer), answer["errors"]) == (1, KEYS, [said])
    assert said == "文件“方案.docx”不是 Word（.docx）或 Excel（.xlsx）文件。"


@pytest.mark.django_db
def test_the_summary_for_people(plan):
    out, _, _ = run(plan, "--create-units")
    assert out.splitlines() == [
        "文件：方案.docx",
        "标题：南山区人民政府办公室关于印发2023年重点工作分工的通知",
        "文号：南政办发〔2023〕1号　成文日期：2023-02-06",
        "南山区人民政府　2023年　年度方案",
        "附件1　重点工作任务分解表：1 项",
        "共 1 项：新增 1，表述有变化 0，与已有一致 0，未比对 0。",
        "尚未登记的单位（3 个）：区经信委、各镇街、区财政局",
        "以上为预览，未写入任何内容；加 --commit 导入。",
    ]


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--period", "Q2"], 2),
        (["--kind", "letter"], 2),
        (["--year", "12"], 2),
        (["--unknown"], 2),
        (["--government", "北山区人民政府"], 1),
    ],
)
def test_the_exit_status_tells_wrong_arguments_from_data_that_refuses(db, plan, options, status):
    with pytest.raises(SystemExit) as left:
        Command().run_from_argv(["manage.py", "import_document", str(plan), "--skip-checks", *options])
    assert left.value.code == status


@pytest.mark.django_db
def test_a_place_that_can_hardly_be_so_stops_the_command_until_it_is_decided(tmp_path):
    path = tmp_path / "南山区2023年上半年重点任务进展情况表.xlsx"
    rows = [
        ["序号", "工作任务", "责任单位", "进展情况"],
        [1, "修路", "区交通局", "在建"],
        [2, "320", "区交通局", "在建"],
    ]
    path.write_bytes(xlsx({"Sheet1": [["南山区2023年上半年重点任务进展情况表"], *rows]}).getvalue())
    out, status, _ = run(path, "--json", "--create-units", "--commit")
    blocked = json.loads(out)["blocked"]
    assert (status, [(one["key"], one["at"], one["message"]) for one in blocked]) == (
        1,
        [("row:Sheet1!A4", "Sheet1!A4", "任务内容“320”是数字。")],
    )
    assert Task.objects.count() == 0
    out, status, _ = run(path, "--json", "--create-units", "--commit", "--decide", "row:Sheet1!A4=drop")
    assert (status, json.loads(out)["blocked"], [task.current.text for task in Task.objects.all()]) == (0, [], ["修路"])


@pytest.mark.parametrize(("given", "number"), [("M06", 2), ("Q3", 3), ("M12", 4)])
def test_a_period_may_be_named_by_its_last_month(given, number):
    assert QUARTERLY.parse_code(parse_period_argument(given)) == number


@pytest.mark.parametrize("given", ["M13", "H2", ""])
def test_a_code_that_no_plan_has_is_refused(given):
    with pytest.raises(ArgumentTypeError, match=r"没有“.*”这一期"):
        parse_period_argument(given)


def test_a_form_of_paper_is_taken_by_its_name(tmp_path, cast):
    paper = ODD_PAPERS["号、做什么、谁牵头、干得怎样"]
    path = tmp_path / "月报.xlsx"
    title = ["示范区人民政府2023年上半年重点工作进展情况"]
    path.write_bytes(write_workbook(OddPaper({"月": [title, *paper.sheets["Sheet1"][1:]]}, {}, [])).getvalue())
    understood = understand_document(read_raw_document(path, path.name), teaching=Teaching(paper.taught))
    keep_paper_form(name="部门月报", tables=build_form_tables(understood.teaching, understood.places), by=cast.office)
    given = (path, "--json", "--government", cast.government.name, "--form")
    data, status, _ = run(*given, "部门月报")
    answer = json.loads(data)
    assert [row["text"] for row in answer["tables"][0]["rows"]] == [row["text"] for row in paper.rows]
    assert (status, "按来文格式“部门月报”读取。" in answer["warnings"]) == (0, True)
    assert run(*given, "周报")[1:] == (2, "没有名为“周报”的来文格式；有多个辖区的，请加 --government。")

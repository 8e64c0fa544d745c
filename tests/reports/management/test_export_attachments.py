"""``export_attachments``: what it writes, what it says, and what it refuses."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tasks.enums import EntryState, Outcome
from tasks.models import Event, Judgement, PlanDocument, ProgressEntry, Task
from tests.cast import PlanFactory
from tests.reports.printed import read


def judge(entry: ProgressEntry, outcome: Outcome) -> None:
    entry.text, entry.state = "进展良好。", EntryState.ACCEPTED
    entry.judgement = Judgement.objects.create(entry=entry, outcome=outcome, judged_at=datetime(2024, 4, 2, tzinfo=UTC))
    entry.save()


def export(folder, **options) -> tuple[list[str], list[str]]:
    """Lines on standard output and on standard error."""
    out, err = StringIO(), StringIO()
    given = {"year": 2024, "period": "Q1", "out": folder, "government": "示范区人民政府", **options}
    call_command("export_attachments", **given, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue().splitlines()


def test_a_period_without_a_layout_of_its_own_is_exported_in_the_general_one(cast, tmp_path):
    judge(cast.target_entry, Outcome.ON_TRACK)
    judge(cast.key_entry, Outcome.LAGGING)
    out, err = export(tmp_path)
    assert out == [str(tmp_path / "2024年一季度附件.xlsx")]
    assert err == [
        "有1项因尚未研判，未列入附件。",
        "有1项尚未审核通过，按现有内容列入。",
    ]
    tables = read(tmp_path / "2024年一季度附件.xlsx")
    assert [(each.label, each.title, each.rows) for each in tables] == [
        (
            "附件1",
            "1项经济社会发展预期目标任务1-3月进展情况表",
            [["1", "地区生产总值增长6%以上", "王明", "区教委", "区财政局", "进展良好。", "符合"]],
        ),
        (
            "附件2",
            "1项重点民生实事任务1-3月进展情况表",
            [["1", "学位扩容", "新增普惠性学位3000个", "王明", "区教委", "区财政局", ""]],
        ),
        (
            "附件3",
            "推进滞后的1项重点工作任务1-3月进展情况表",
            [
                [
                    "1",
                    "推动教育强区建设",
                    "建成小学两所，投用中学一所",
                    "王明",
                    "区教委",
                    "区财政局",
                    "进展良好。",
                ]
            ],
        ),
    ]


def test_a_plan_is_exported_as_it_was_issued(cast, tmp_path):
    out, err = export(tmp_path, period="PLAN", layout="plan", format="docx")
    assert (out, err) == ([str(tmp_path / "2024年目标任务附件.docx")], [])
    tables = read(tmp_path / "2024年目标任务附件.docx")
    assert [(each.title, len(each.rows)) for each in tables] == [
        ("2024年经济社会发展预期目标任务分解表", 1),
        ("2024年重点民生实事任务分解表", 1),
        ("2024年重点工作任务分解表", 2),
    ]


def test_separate_files_are_printed_one_a_line(cast, tmp_path):
    out, _ = export(tmp_path, separate=True)
    assert out == [
        str(tmp_path / "附件1 1项经济社会发展预期目标任务1-3月进展情况表.xlsx"),
        str(tmp_path / "附件2 1项重点民生实事任务1-3月进展情况表.xlsx"),
    ]


def test_an_export_leaves_one_event(cast, tmp_path):
    export(tmp_path)
    (event,) = Event.objects.filter(kind="exported")
    assert (event.actor_name, event.period, event.government_id) == ("系统", "一季度", cast.government.pk)
    assert event.after == {"文件": ["2024年一季度附件.xlsx"], "行数": 2}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"year": 1999}, "没有示范区人民政府1999年的年度方案。"),
        ({"period": "H1"}, "2024年没有上半年的填报期。"),
        ({"government": "无此区"}, "没有无此区2024年的年度方案。"),
        ({"layout": "full_year_2022"}, "2024年一季度没有可列入附件的事项。"),
    ],
)
def test_what_cannot_be_exported_is_said_and_nothing_is_written(cast, tmp_path, options, message):
    with pytest.raises(CommandError) as caught:
        export(tmp_path / "新", **options)
    assert str(caught.value).startswith(message)
    assert caught.value.returncode == 1
    assert not (tmp_path / "新").exists()


def test_an_unknown_layout_is_answered_with_those_there_are(cast, tmp_path):
    with pytest.raises(CommandError) as caught:
        export(tmp_path, layout="年报")
    assert str(caught.value).startswith("版式 年报：没有这个版式。现有版式：full_year（通用全年报告样式）、")


def test_a_folder_that_is_a_file_is_said(cast, tmp_path):
    (tmp_path / "占用").write_text("")
    with pytest.raises(CommandError, match="无法写入文件夹"):
        export(tmp_path / "占用")


def test_a_year_of_two_governments_asks_which(cast, tmp_path):
    PlanFactory(government=cast.stranger.government, year=2020)
    PlanFactory(government=cast.government, year=2020)
    with pytest.raises(CommandError, match="请用 --government 指明") as caught:
        export(tmp_path, year=2020, government=None)
    assert caught.value.returncode == 2


def test_a_list_is_exported_by_its_number_or_title_and_a_level_by_its_name(cast, tmp_path):
    facts = {"title": "市级民生实事", "document_number": "市府办〔2024〕2号", "level": "municipal"}
    document = PlanDocument.objects.create(plan=cast.plan, **facts)
    Task.objects.filter(pk=cast.livelihood.pk).update(document=document)
    asked = [
        {"document": "市府办〔2024〕2号"},
        {"document": "市级民生实事"},
        {"document": "own"},
        {"level": "municipal"},
        {},
    ]
    counts = []
    for number, options in enumerate(asked):
        [path], _ = export(tmp_path / str(number), layout="ledger", **options)
        [table] = read(Path(path))
        counts.append(len(table.rows))
    assert counts == [1, 1, 3, 1, 4]


def test_a_list_that_the_year_does_not_have_is_said(cast, tmp_path):
    with pytest.raises(CommandError, match="2024年没有文号或标题为“国办发1号”的来源文件。"):
        export(tmp_path, document="国办发1号")

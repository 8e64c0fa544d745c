"""From items and a layout to finished sheets."""

import pytest

from reports.layouts.layout import AttachmentLayout, ColumnLayout, Layout
from reports.printing.sheet import Align, Column, Merge, Sheet
from reports.reporting.attachments import Attachments, Occasion, build_attachments
from reports.reporting.items import ReportItem
from tasks.enums import EntryState, Outcome, TaskKind

H1 = Occasion(2023, "H1")
NUMBER = ColumnLayout("number", "序号", 1)
TEXT = ColumnLayout("text", "{year}年任务", 3)


def item(text="建成小学两所", kind=TaskKind.KEY, **given) -> ReportItem:
    blank = dict.fromkeys(("section", "name", "leaders", "lead_units", "cooperating_units", "due"), "")
    return ReportItem(**{**blank, "kind": kind, "text": text, "state": EntryState.ACCEPTED, **given})


def table(*columns: ColumnLayout, kinds=(TaskKind.KEY,), outcomes=(), words=None, title="{count}项任务表"):
    return AttachmentLayout("附件{order}", title, kinds, outcomes, columns or (NUMBER, TEXT), True, words or {})


def layout(*tables: AttachmentLayout) -> Layout:
    return Layout("x", "样式", 2023, frozenset(), frozenset(), tables)


ON_TRACK = table(outcomes=(Outcome.ON_TRACK,), title="正常推进{count}项")
LAGGING = table(outcomes=(Outcome.LAGGING,), title="推进滞后{count}项")


def test_a_sheet_is_numbered_titled_and_labelled_by_what_it_holds():
    items = [item("甲", outcome=Outcome.ON_TRACK), item("乙", outcome=Outcome.ON_TRACK)]
    assert build_attachments(layout(ON_TRACK), items, H1) == Attachments(
        sheets=(
            Sheet(
                "附件1",
                "正常推进2项",
                (Column("序号", 0.25), Column("2023年任务", 0.75, Align.LEFT)),
                ((1, "甲"), (2, "乙")),
            ),
        ),
        unjudged=0,
        unplaced=0,
        unreviewed=0,
    )


def test_every_outcome_has_its_own_table_with_its_own_numbers():
    items = [
        item("甲", outcome=Outcome.ON_TRACK),
        item("乙", outcome=Outcome.LAGGING),
        item("丙", outcome=Outcome.ON_TRACK),
    ]
    sheets = build_attachments(layout(LAGGING, ON_TRACK), items, H1).sheets
    assert [(each.label, each.title, each.rows) for each in sheets] == [
        ("附件1", "推进滞后1项", ((1, "乙"),)),
        ("附件2", "正常推进2项", ((1, "甲"), (2, "丙"))),
    ]


def test_a_table_without_rows_is_not_sent_and_takes_no_number():
    sheets = build_attachments(layout(LAGGING, ON_TRACK), [item("甲", outcome=Outcome.ON_TRACK)], H1).sheets
    assert [(each.label, each.title) for each in sheets] == [("附件1", "正常推进1项")]


def test_items_left_out_or_unreviewed_are_counted_and_said():
    items = [
        item("甲", outcome=None),
        item("乙", kind=TaskKind.TARGET),
        item("丙", outcome=Outcome.LAGGING, state=EntryState.SUBMITTED),
    ]
    attachments = build_attachments(layout(LAGGING, ON_TRACK), items, H1)
    assert attachments.row_count == 1
    assert attachments.remarks == [
        "有1项因尚未研判，未列入附件。",
        "有1项在该版式中没有对应的附件，未列入，可换用其他版式。",
        "有1项尚未审核通过，按现有内容列入。",
    ]


def test_a_table_without_outcomes_takes_judged_and_unjudged():
    items = [item("甲"), item("乙", outcome=Outcome.LAGGING)]
    (sheet,) = build_attachments(layout(table()), items, H1).sheets
    assert sheet.rows == ((1, "甲"), (2, "乙"))


def test_the_same_section_in_consecutive_rows_is_one_cell():
    section = ColumnLayout("section", "任务", 1, spans=2)
    items = [item("甲", section="一"), item("乙", section="一"), item("丙", section="二")]
    (sheet,) = build_attachments(layout(table(NUMBER, section, ColumnLayout("text", "", 3))), items, H1).sheets
    assert [(column.label, column.spans) for column in sheet.columns] == [("序号", 1), ("任务", 2), ("", 0)]
    assert sheet.merges == (Merge(1, 0, 1),)


@pytest.mark.parametrize(
    ("outcome", "printed", "word"),
    [
        (Outcome.ON_TRACK, "", "符合"),
        (Outcome.ON_TRACK, "基本符合", "基本符合"),
        (Outcome.AHEAD, "", "超进度"),
        (None, "", "尚未研判"),
    ],
)
def test_the_judgement_prints_the_documents_word_then_the_tables_then_the_apps(outcome, printed, word):
    judged = table(ColumnLayout("judgement", "是否符合", 1), words={Outcome.ON_TRACK: "符合"})
    (sheet,) = build_attachments(layout(judged), [item(outcome=outcome, printed=printed)], H1).sheets
    assert sheet.rows == ((word,),)


def test_an_optional_column_is_left_out_where_it_is_empty_and_its_label_moves_on():
    columns = (
        ColumnLayout("section", "任务", 1, spans=2, optional=True),
        ColumnLayout("text", "", 3),
        ColumnLayout("leaders", "责任区领导", 1, optional=True),
    )
    bare, full = item("甲"), item("乙", section="一", leaders="王  明")
    (without,) = build_attachments(layout(table(*columns)), [bare], H1).sheets
    (with_all,) = build_attachments(layout(table(*columns)), [bare, full], H1).sheets
    assert [(column.label, column.spans, column.share) for column in without.columns] == [("任务", 1, 1.0)]
    assert [(column.label, column.spans, column.share) for column in with_all.columns] == [
        ("任务", 2, 0.2),
        ("", 0, 0.6),
        ("责任区领导", 1, 0.2),
    ]
    assert with_all.rows == (("", "甲", ""), ("一", "乙", "王  明"))


def test_what_no_office_file_can_hold_does_not_reach_the_sheet():
    (sheet,) = build_attachments(layout(table(TEXT)), [item("甲\x00乙\r\n丙")], H1).sheets
    assert sheet.rows == (("甲乙\n丙",),)


@pytest.mark.parametrize(
    ("code", "label", "months"),
    [
        ("Q1", "2023年一季度", "1-3月"),
        ("H1", "2023年上半年", "1-6月"),
        ("Q3", "2023年前三季度", "1-9月"),
        ("FY", "2023年全年", "1-12月"),
    ],
)
def test_periods_are_named_and_counted_from_january(code, label, months):
    occasion = Occasion(2023, code)
    assert (occasion.label, occasion.months, occasion.file_stem) == (label, months, f"{label}附件")


def test_a_plan_is_named_by_what_it_is():
    assert Occasion(2024, "PLAN").file_stem == "2024年目标任务附件"

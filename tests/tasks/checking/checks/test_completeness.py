"""Tests that no item is left out or listed twice."""

import pytest

from tasks.checking.checks import FindingSeverity, check_document, count_findings
from tasks.checking.checks.completeness import check_completeness
from tasks.enums import Outcome, ResponsibilityRole, TaskKind
from tests.tasks.checking.checks.papers import attachment, codes, document, item, named, of_progress, only


def test_a_sound_item_gives_no_finding():
    assert of_progress("6个村的管网已全部建成，累计铺设管网32公里。", "铺设供水管网60公里") == []


def test_an_item_without_judgement_is_found_once_for_the_item():
    finding = only(document(item(outcome=None), item()))
    assert (finding.code, finding.message) == ("no_judgement", "还没有研判结论。")


def test_a_table_that_prints_no_judgement_is_asked_about_once():
    projects = [item(kind=TaskKind.LIVELIHOOD, outcome=None) for _ in range(3)]
    finding = only(document(*projects))
    assert (finding.code, finding.severity, finding.item) == ("no_judgement", "note", None)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"progress": "", "outcome": Outcome.ON_TRACK}, ["fine_but_empty"]),
        ({"progress": "", "outcome": Outcome.ON_TRACK, "is_filed": False}, ["no_entry"]),
        ({"progress": " \n", "outcome": Outcome.LAGGING}, ["no_entry"]),
        ({"progress": "", "is_filed": False, "outcome": Outcome.LAGGING}, ["no_entry"]),
        ({"progress": "", "published": "已开工。", "is_filed": False}, []),
        ({"progress": "近期无进展。"}, ["fine_but_no_progress"]),
        ({"progress": "暂无。"}, ["fine_but_no_progress"]),
        ({"progress": "无。"}, ["fine_but_no_progress"]),
        ({"progress": "目前没有进展。", "outcome": Outcome.LAGGING}, []),
        ({"progress": "A段已通水。B段已通水。C段已通水。D段暂无进展。"}, []),
    ],
)
def test_silence_does_not_go_with_a_good_judgement(given, expected):
    assert codes(document(item(**given))) == expected


def test_an_item_needs_a_lead_unit():
    helper = named("县财政局", role=ResponsibilityRole.COOPERATE)
    assert codes(document(item(units=(helper,)))) == ["no_lead"]


def test_one_item_in_two_attachments_is_found_whatever_its_spaces():
    first, again = item("建成青石河水厂"), item("建成青石河水厂 ", "水厂已通水。")
    assert codes(document(first, again)) == ["in_two_attachments"]


def test_items_of_the_plan_and_of_the_last_period_are_missed():
    paper = document(item(), planned=(item("修建村道9公里"),), gone=(item("新建粮库2座"),))
    assert codes(paper) == ["in_no_attachment", "gone"]


def test_a_kind_that_is_not_reported_at_all_is_told_once():
    targets = tuple(item(kind=TaskKind.TARGET) for _ in range(3))
    finding = only(document(item(), gone=targets))
    assert (finding.code, finding.severity, finding.message) == (
        "gone",
        "look",
        "上期报告有3项预期目标，本期没有，请确认本期是否不报。",
    )


def test_the_same_task_by_its_identifier_is_one_task():
    paper = document(item("甲", task=1), item("乙", "其他", task=1))
    assert [one.message for one in check_document(paper) if one.code == "in_two_attachments"] == [
        f"同一事项列了 2 次：附件第{paper.items[0].number}项、附件第{paper.items[1].number}项。"
    ]


def test_attachment_helper_keeps_its_rows():
    row = item()
    assert attachment(row).items == (row,)


def test_in_the_middle_of_a_round_what_most_items_lack_is_told_once():
    blank = {"progress": "", "is_filed": False, "outcome": None}
    paper = document(*(item(**blank) for _ in range(30)), item())
    assert [one.message for one in check_document(paper)] == [
        "31项中有 30 项没有报送进展。",
    ]


def test_what_is_filed_and_not_judged_is_told_once_while_most_items_are_not_judged():
    filed = item(outcome=None), item(outcome=None)
    paper = document(*(item(progress="", is_filed=False, outcome=None) for _ in range(30)), *filed, item())
    assert [(one.message, one.size) for one in check_document(paper)] == [
        ("33项中有 30 项没有报送进展。", 30),
        ("33项重点工作任务中有 32 项没有研判，其中 2 项已报送。", 2),
    ]


@pytest.mark.parametrize("kind", list(TaskKind))
def test_each_item_that_is_done_lowers_what_must_be_corrected_by_one(kind):
    """From nothing filed to everything judged, whether one finding tells of all or each has its own."""
    of = 50
    stands = [(done, waiting) for done in range(of + 1) for waiting in {0, (of - done) // 2, of - done}]
    blank, filed, judged = {"progress": "", "is_filed": False, "outcome": None}, {"outcome": None}, {}
    left = []
    for done, waiting in stands:
        rows = [judged] * done + [filed] * waiting + [blank] * (of - done - waiting)
        paper = document(*(item(kind=kind, is_filed_here=True, indicators=(), **row) for row in rows))
        must = [one for one in check_completeness(paper) if one.severity == FindingSeverity.MUST]
        left.append(count_findings(must))
    assert left == [of - done for done, _ in stands]


def test_nothing_filed_and_an_empty_text_filed_are_told_apart():
    rows = item(progress="", is_filed=False, outcome=None), item(progress="", outcome=None), item()
    assert [one.message for one in check_document(document(*rows))] == [
        "责任单位还没有报送。",
        "进展情况空白。",
    ]


def test_what_is_not_filed_is_not_asked_to_be_judged():
    assert codes(document(item(progress="", outcome=None), item())) == ["no_entry"]

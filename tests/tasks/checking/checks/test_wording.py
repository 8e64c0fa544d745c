"""Tests spelling and punctuation."""

import pytest

from tasks.checking.checks import Code, check_document
from tasks.enums import Outcome
from tests.tasks.checking.checks.papers import codes, document, item, of_progress, only

LONG = "全面完成河道清淤、岸坡修复和截污管网建设，沿河步道向居民开放，夜间照明同步投用。"


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("正在拟定拟定人才政策。", ["doubled"]),
        ("完成管网施工完成约3200米。", ["doubled"]),
        ("已编制数字化应用技术方案编制并通过评审。", ["doubled"]),
        ("建成农村公路公里26公里。", ["doubled"]),
        ("持续推动推进碳达峰行动。", ["doubled"]),
        ("学生减负认可率达95%。学生减负认可率达95%。", ["doubled"]),
        ("一项一项抓落实，点对点点对点送岗位。", []),
        ("完成主体施工，桩基完成49%。", []),
        ("已完成和提前完成24个。", []),
        ("村规划已编制，待流域规划编制完成后再行启动村规划编制。", []),
        ("发现问题785处，已整改784处；发现问题98处，已整改98处。", []),
    ],
)
def test_words_stand_once(progress, expected):
    assert of_progress(progress) == expected


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("①水厂已通水。\n②管网已完工。\n④泵站在建。", ["order"]),
        ("①水厂已通水。\n②管网已完工。\n③泵站在建。", []),
        ("①东片：①水厂已通水。②管网已完工。", []),
        ("一是水厂已通水。三是管网已完工。", ["order"]),
        ("一是水厂已通水。二是管网已完工。", []),
        ("建成十里长廊，一是为民，水质达到三级。", []),
    ],
)
def test_numbered_items_count_up(progress, expected):
    assert of_progress(progress) == expected


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("水厂已通水，，管网已完工。", ["punctuation"]),
        ("合作规模 及品牌不断扩大。", ["punctuation"]),
        ("交地率61.2 %。", ["punctuation"]),
        ("举办“科创 建功”论坛。", []),
        ("投入近250余万元。", ["approximate_twice"]),
        ("入驻企业约30家左右。", ["approximate_twice"]),
        ("签约1000亿元以上，开工率达70%以上。", []),
        ("截止6月底，拨付资金1.3亿元。", ["until"]),
        ("截至6月底，报名截止。", []),
        ("水厂已通水", ["no_stop"]),
        ("获评“示范水厂”。", []),
        ("水厂建设：已通水。\n水厂建设：尚在施工。", ["one_name_twice"]),
        ("东湖水厂：已通水。\n西湖水厂：尚在施工。", []),
    ],
)
def test_marks_and_set_phrases(progress, expected):
    assert of_progress(progress) == expected


def test_a_missing_stop_is_told_of_the_item_or_once_of_the_document():
    sound = [item(), item(), item()]
    assert codes(document(*sound, item(progress="水厂已通水"))) == ["no_stop"]
    finding = only(document(item(progress="水厂已通水"), item(progress="管网已完工")))
    assert (finding.code, finding.item, finding.message) == ("no_stop", None, "2 个事项的进展句末没有句号。")


def test_half_width_marks_are_told_of_the_item_or_once_of_the_document():
    sound = [item(progress="水厂已通水，管网已完工。") for _ in range(3)]
    mixed = item(progress="水厂已通水,管网已完工。")
    assert [(one.code, one.item) for one in check_document(document(*sound, mixed))] == [("width", mixed)]
    assert only(document(mixed)).item is None


def test_numbers_with_thousands_marks_are_no_mixed_width():
    assert of_progress("完成投资1,200万元，同比增长3:7分成不变。") == []


def test_a_text_copied_from_another_matter_is_found():
    first, other = item("治理青石河", LONG), item("推进智慧教育", LONG)
    assert codes(document(first, other)) == ["copied"]
    alike = item("治理青石河东段", LONG)
    assert codes(document(first, alike)) == []


@pytest.mark.parametrize(
    ("previous", "expected"),
    [(LONG, ["unchanged"]), (LONG.replace("。", ""), ["unchanged"]), ("刚刚进场施工。", []), (None, [])],
)
def test_a_text_unchanged_since_the_last_period_is_found(previous, expected):
    assert of_progress(LONG, previous=previous) == expected


@pytest.mark.parametrize(
    ("outcome", "behind_before", "expected"),
    [
        (Outcome.ON_TRACK, 1, ["better_in_same_words"]),
        (Outcome.ON_TRACK, 0, ["unchanged"]),
        (Outcome.LAGGING, 1, ["unchanged"]),
        (None, 1, ["unchanged"]),
    ],
)
def test_the_words_of_a_lagging_item_make_it_no_better_in_the_next_period(outcome, behind_before, expected):
    told = codes(document(item("治理青石河", LONG, previous=LONG, outcome=outcome, behind_before=behind_before)))
    assert [code for code in told if code != "no_judgement"] == expected


@pytest.mark.parametrize(
    ("reason", "quoted"),
    [
        ("“海外项目”落后时间进度 30 个百分点（落地2个；2 ÷ 10 = 20 %，时间进度 50 %）。", 1),
        ("连续 2 期落后。", 1),
        ("征地较晚，1 ÷ 10 = 10 %，时间进度 25 %。", 1),
        ("海外项目完成全年目标的20%，低于序时进度。主要是用地尚未交付。", 0),
        ("", 0),
    ],
)
def test_a_reason_in_the_words_of_the_machine_is_named(reason, quoted):
    lagging = item(outcome=Outcome.LAGGING, reason=reason, progress="落地海外项目2个。")
    found = [each for each in check_document(document(lagging)) if each.code == Code.MACHINE_WORDS]
    assert [len(each.quotes) for each in found] == [quoted] * bool(quoted)


@pytest.mark.parametrize("filler", [" ", "\n", "其中", "《", "）"])
def test_a_text_of_one_mark_is_read_through_once(filler):
    # where the time grew with the third power of the blanks, this did not end
    text = f"建成投用。{filler * 4000}完"
    assert len(check_document(document(item("建成柳湾驿站", text, previous=text)))) < 25

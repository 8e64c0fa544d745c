"""逾期未完成 and 临近时限: the item's own deadline against what is reported."""

import json
from datetime import date
from pathlib import Path

import pytest

from tasks.assessing.lagging import LaggingRules, detect_signals, suggest_standing
from tasks.assessing.lagging.due import is_completed
from tasks.enums import Comparison, FigureState, Standing
from tasks.periods import Quarter
from tests.tasks.assessing.lagging.made import DEFAULTS, HALF_YEAR, codes, facts, found, held, indicator, read

PASSED, CLOSE, FAR = date(2030, 5, 31), date(2030, 7, 31), date(2030, 9, 30)
#: the filing ends on 5 July
FILED = {"as_of": date(2030, 7, 5)}
LABELS = Path(__file__).parents[3] / "labels"


def due(progress, day=PASSED, text="建成东湖公园", **others) -> list[tuple[str, str, str]]:
    """Code, severity and quote of the signals about the deadline alone."""
    given = FILED | {"text": text, "progress": progress, "due": day} | others
    return [one for one in found(**given) if one[0] in ("overdue", "due_soon")]


def test_what_is_past_its_deadline_and_not_done_lags_by_what_is_left():
    progress = "东湖公园主体完工，正在铺装园路，预计8月开放。"
    assert due(progress) == [("overdue", "high", "正在铺装园路；预计8月开放")]


def test_the_message_says_the_day_and_how_long_it_has_passed():
    signal = detect_signals(facts(progress="东湖公园正在绿化。", due=PASSED, **FILED), DEFAULTS)[0]
    assert (signal.code, signal.message) == ("overdue", "时限 2030年5月31日 已过，没有完成的报告")


def test_what_is_past_its_deadline_and_done_says_nothing():
    assert found(text="建成东湖公园", progress="东湖公园已建成，5月20日开放。", due=PASSED, **FILED) == []


def test_the_figure_that_falls_short_is_quoted_with_its_arithmetic():
    given = read("5月底前新建智慧公交站台40个", "已新建智慧公交站台26个。", due=PASSED, **FILED)
    signal = detect_signals(given, DEFAULTS)[0]
    assert (signal.quote, signal.arithmetic) == ("已新建智慧公交站台26个", "26 ÷ 40 = 65 %")


def test_a_report_that_says_neither_is_no_report_of_completion():
    assert due("东湖公园各项工作取得积极成效。") == [("overdue", "high", "")]


def test_a_deadline_close_ahead_warns_where_nothing_is_built_yet():
    assert due("东湖公园正在办理施工许可。", CLOSE) == [("due_soon", "medium", "东湖公园正在办理施工许可")]


def test_a_deadline_close_ahead_warns_where_the_unit_admits_a_delay():
    assert due("东湖公园正在铺装园路，进度滞后。", CLOSE) == [("due_soon", "medium", "东湖公园正在铺装园路；进度滞后")]


def test_a_deadline_close_ahead_is_silent_where_the_work_is_being_built():
    assert due("东湖公园园路铺装正在施工。", CLOSE) == []


def test_a_deadline_far_ahead_is_silent():
    assert due("东湖公园正在办理施工许可。", FAR) == []


def test_how_far_ahead_is_close_is_a_setting():
    assert due("东湖公园正在办理施工许可。", FAR, rules=LaggingRules(due_soon_days=90))[0][0] == "due_soon"


def test_a_figure_is_held_against_its_course_to_the_deadline():
    # 6 of 7 months have passed: 85.7 % of 70 is 60
    on, behind = (indicator("70", value, is_confirmed=True) for value in ("60", "59"))
    assert held(on, due=CLOSE, **FILED) == []
    assert held(behind, due=CLOSE, **FILED) == [
        ("due_soon", "medium", "59 ÷ 70 = 84.3 %"),
        ("behind_course", "low", "59 ÷ 70 = 84.3 %，时间进度 85.7 %，按时限 7月31日"),
    ]


def test_a_day_that_has_passed_lags_before_the_filing_ends():
    assert due("", is_filed=False, is_past_filing=False) == [("overdue", "high", "")]


def test_what_is_not_filed_though_filing_and_deadline_have_passed_lags():
    assert due("", is_filed=False) == [("overdue", "high", "")]


def test_what_the_last_filed_entry_reports_as_done_is_not_asked_again():
    assert due("", is_filed=False, previous_progress="东湖公园已建成开放。") == []
    done, short = (indicator("12", None, previous=one) for one in (12, 8))
    given = {"text": "新增车位12个", "is_filed": False, "previous_progress": "已新增车位。"}
    assert due("", indicators=(done,), **given) == []
    assert due("", indicators=(short,), **given) == [("overdue", "high", "")]


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("办结信访积案", "梳理积案12件，办结2件。", [("overdue", "high", "")]),
        # counted by another word than the task has
        ("办结12件建议提案", "已办结2项。", [("overdue", "high", "")]),
        ("办结信访积案", "梳理积案12件，办结12件。", []),
        ("办结信访积案", "信访积案已全部办结。", []),
    ],
)
def test_cases_of_which_some_are_closed_are_not_done(text, said, expected):
    """In the report of this period as in the last one, where nothing is filed yet."""
    unfiled = {"text": text, "is_filed": False, "previous_progress": said}
    assert due("", indicators=read(text, "").indicators, **unfiled) == expected
    assert [one[:2] for one in due(said, text=text, indicators=read(text, said).indicators)] == [
        one[:2] for one in expected
    ]


def test_without_a_deadline_nothing_is_overdue():
    assert due("东湖公园正在绿化。", None) == []


def test_the_end_of_the_year_binds_what_must_be_done_and_not_what_is_only_tended():
    year = {"quarter": Quarter(2030, 4), "as_of": date(2031, 1, 5), "day": date(2030, 12, 31)}
    assert due("东湖公园正在绿化。", **year)[0][:2] == ("overdue", "high")
    assert due("持续加强监管。", text="严格监管，确保全年平稳", **year)[0][:2] == ("overdue", "medium")


# figures


def of_figures(*indicators, progress="已全部完成") -> list[tuple[str, str, str]]:
    return due(progress, text="新增车位", indicators=indicators)


def test_where_there_are_figures_they_decide():
    assert of_figures(indicator("12", "12"), progress="正在收尾，预计8月完成") == []
    assert of_figures(indicator("12", "11")) == [("overdue", "high", "")]


def test_every_figure_has_to_be_reached():
    assert of_figures(indicator("12", "12"), indicator("5", "3", measure="公园")) == [("overdue", "high", "")]


def test_one_of_a_small_count_missing_is_overdue_all_the_same():
    assert of_figures(indicator("2", "1")) == [("overdue", "high", "")]


def test_a_doubtful_figure_and_an_estimate_weigh_less():
    assert of_figures(indicator("12", "3", confidence=0.5)) == [("overdue", "medium", "")]
    assert of_figures(indicator("12", "12", state=FigureState.ESTIMATED)) == [("overdue", "medium", "")]


def test_a_ceiling_is_not_reached_from_below():
    assert of_figures(indicator("12", "3", comparison=Comparison.AT_MOST)) == []


def test_a_number_that_is_not_reported_needs_the_word_that_all_is_done():
    silent = indicator("3", None)
    assert of_figures(silent, progress="东库、西库加固完工") == [("overdue", "medium", "")]
    assert of_figures(silent, progress="东库、西库、南库均已加固完工，全部完成") == []


# words


@pytest.mark.parametrize(
    "progress",
    [
        "东湖公园建成开放，有效满足周边居民休闲需求。",
        "东湖公园已完工开放，预计年接待游客10万人次。",
        "东湖公园已全面建成，达到预期效果。",
        "东湖公园按计划建成，4月开放，争取到上级资金500万元。",
        "东湖公园工程建成并通过竣工验收，工程合格率98%。",
        "东湖公园建成投用，正在办理竣工结算。",
    ],
)
def test_what_follows_the_end_does_not_undo_it(progress):
    assert due(progress) == []


@pytest.mark.parametrize(
    "progress",
    [
        "召开推进会3次，印发实施方案。",
        "完成立项和可研批复。",
        "主体工程已完工。",
        "完成总工程量的95%。",
        "东湖公园一期建成开放，二期正在建设。",
        "部分园区未建成。",
        "力争8月建成。",
    ],
)
def test_a_step_on_the_way_is_not_the_end(progress):
    assert [one[:2] for one in due(progress)] == [("overdue", "high")]


def test_a_step_that_the_task_asks_for_is_its_end():
    assert due("5月10日召开动员大会。", text="召开动员大会") == []
    assert due("主体工程已完工。", text="完成东湖公园主体工程") == []
    assert due("工作方案已印发。", text="出台工作方案") == []


# starts

START = "5月底前开工建设东湖公园"


def test_a_start_is_kept_by_what_has_begun():
    for progress in ("东湖公园5月12日开工。", "东湖公园正在进行桩基施工。", "东湖公园施工单位已进场。"):
        assert due(progress, text=START) == []


def test_a_start_is_missed_by_what_is_planned_or_prepared():
    for progress in ("东湖公园力争8月开工。", "具备开工条件。", "正在办理施工许可。", "未开工。"):
        assert [one[:2] for one in due(progress, text=START)] == [("overdue", "high")]


def test_the_signal_of_a_start_asks_for_the_start():
    signal = detect_signals(facts(text=START, progress="东湖公园完成招标。", due=PASSED, **FILED), DEFAULTS)[0]
    assert signal.message == "时限 2030年5月31日 已过，没有开始的报告"


def test_figures_of_starts_decide_and_those_of_results_run_on_to_the_end_of_the_year():
    started = read("5月底前开工项目30个", "已开工项目18个。", due=PASSED, **FILED)
    assert detect_signals(started, DEFAULTS)[0].code == "overdue"
    school = read("5月底前开工建设学校，新增学位1800个", "学校5月8日开工，新增学位900个。", due=PASSED, **FILED)
    assert (school.is_start_due, school.time_share, school.deadline) == (
        True,
        HALF_YEAR.share_of_year,
        date(2030, 12, 31),
    )
    assert detect_signals(school, DEFAULTS) == []


def test_a_bare_date_in_the_cell_leaves_the_wording_to_say_that_it_is_a_start():
    assert facts(text=START, due=FAR, due_text="2030年9月30日").is_start_due
    assert not facts(text=START, due=FAR, due_text="9月底前完工").is_start_due


# the whole


def test_a_planned_date_is_held_against_the_item_s_own_deadline():
    assert "late_date" in codes(progress="东湖公园正在绿化，预计8月建成。", due=CLOSE, as_of=date(2030, 6, 25))


def test_the_standing_is_that_of_one_heavy_signal():
    known = facts(progress="东湖公园正在绿化。", due=PASSED, **FILED)
    assert suggest_standing(detect_signals(known, DEFAULTS), known, DEFAULTS) is Standing.LAGGING


def test_the_rule_can_be_switched_off():
    assert due("东湖公园正在绿化。", rules=LaggingRules(disabled=("overdue",))) == []


def load(name: str) -> list[dict]:
    return json.loads((LABELS / f"{name}.json").read_text(encoding="utf-8"))


def rows(part: str) -> list[dict]:
    """Of the first labels, rows 0 and 3 of four were for writing the reader; the others were held back."""
    if part == "fresh":
        return load("completions_fresh")
    return [row for at, row in enumerate(load("completions")) if (at % 4 in (0, 3)) == (part == "written")]


@pytest.mark.parametrize(("part", "size"), [("written", 15), ("held back", 15), ("fresh", 40)])
def test_whether_a_report_says_that_the_task_is_done_is_read_as_labelled(part, size):
    day = {"due": date(2024, 6, 30), "as_of": date(2024, 7, 5), "quarter": Quarter(2024, 2)}
    told = [(row, is_completed(read(row["task"], row["progress"], **day), DEFAULTS)) for row in rows(part)]
    wrong = [row["progress"] for row, is_done in told if row["is_done"] is not is_done]
    assert (len(told), wrong) == (size, [])

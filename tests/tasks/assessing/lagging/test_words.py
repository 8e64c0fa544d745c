"""预警: the signals that the rules find in words."""

from datetime import date

import pytest

from tasks.enums import FigureState, IndicatorKind
from tasks.periods import Quarter
from tests.tasks.assessing.lagging.made import WHOLE_YEAR, codes, found, held, indicator


def test_a_task_not_started_at_half_year_is_a_red_light():
    assert found(progress="东湖公园尚未开工。") == [("not_started", "high", "东湖公园尚未开工")]


def test_not_started_in_the_first_quarter_is_a_yellow_light():
    assert found(progress="东湖公园尚未开工。", quarter=Quarter(2030, 1)) == [
        ("not_started", "medium", "东湖公园尚未开工")
    ]


def test_one_of_many_not_started_weighs_little():
    others = "".join(f"{name}路已通车；" for name in "东西南北中")
    assert found(text="建成六条道路", progress=others + "湖滨路尚未开工。") == [
        ("not_started", "low", "湖滨路尚未开工")
    ]


@pytest.mark.parametrize(
    "progress",
    [
        "东湖公园已完成前期手续并开工，主体结构封顶。",
        "东湖公园尚未发现安全问题，主体结构已封顶。",
        "东湖公园按计划已建成。",
        "东湖公园已完成设计并建成投用。",
    ],
)
def test_words_that_only_look_like_delay(progress):
    assert codes(progress=progress) == []


def test_only_papers_when_a_result_is_due():
    assert found(progress="东湖公园已完成立项，正在开展初步设计，计划9月开工。") == [
        ("preparing", "medium", "东湖公园已完成立项；正在开展初步设计；计划9月开工")
    ]


def test_papers_are_the_work_where_a_plan_is_to_be_drafted():
    assert codes(text="完成城市设计", progress="城市设计已完成初稿并通过城市设计专家会。") == ["preparing"]
    assert codes(text="完成城市设计", progress="城市设计已完成。") == []


def test_effort_cannot_be_only_preparing():
    assert found(text="深化作风建设", progress="制定工作方案。") == [("preparing", "low", "制定工作方案")]


def test_earthworks_at_half_year_where_a_building_is_due():
    assert found(text="建成东湖学校", progress="东湖学校5月开工，目前正在开挖土石方。") == [
        ("work_behind", "medium", "东湖学校5月开工；目前正在开挖土石方")
    ]


def test_the_share_of_works_done_is_held_against_time():
    assert found(progress="东湖公园主体工程完成27%。") == [("work_behind", "medium", "东湖公园主体工程完成27%")]
    assert found(progress="东湖公园主体工程完成57%。") == []
    assert found(progress="东湖公园主体工程已完工，绿化完成27%。") == []


def test_a_stated_share_of_the_year_is_a_figure_without_its_target():
    assert held(text="推进招商引资", progress="签约46亿元，完成全年任务的31%") == [
        ("behind_course", "medium", "完成 31 %，时间进度 50 %")
    ]


def test_a_project_that_withdrew_is_heavy_when_nothing_else_goes_on():
    text = "引进东方、西方两家企业"
    assert found(text=text, progress="东方企业已投产。西方企业因协商未达成一致已退出。") == [
        ("withdrawn", "medium", "西方企业因协商未达成一致已退出")
    ]
    assert found(text="成立东湖研究院", progress="东湖研究院审批未通过，无法成立。")[0] == (
        "withdrawn",
        "high",
        "东湖研究院审批未通过；无法成立",
    )


@pytest.mark.parametrize("progress", ["东湖公园已建成，建立退出机制。", "东湖公园已建成，有序退出落后产能。"])
def test_an_orderly_exit_is_a_policy(progress):
    assert codes(progress=progress) == []


def test_a_date_after_the_deadline():
    assert found(progress="东湖公园主体结构封顶，预计2031年6月完工。") == [("late_date", "high", "预计2031年6月完工")]
    assert codes(progress="东湖公园主体结构封顶，预计2030年11月完工。") == []
    assert codes(progress="东湖公园主体结构封顶，预计11月完工。", due=date(2030, 9, 30)) == ["late_date"]


def test_the_name_of_a_plan_period_is_no_date():
    assert codes(progress="东湖公园已建成，拟实施2030-2035年规划。") == []


def test_an_empty_entry_is_silent_once_it_is_due():
    assert found(progress=" ") == [("no_entry", "medium", "")]
    assert found(progress="", is_filed=False, is_past_filing=False) == []


def test_no_progress_in_the_units_own_words():
    assert found(progress="近期无进展。")[0] == ("no_progress", "high", "近期无进展")


def test_the_same_words_as_last_period():
    words = "东湖公园主体结构已经封顶，正在进行外立面施工和园路铺装。"
    assert found(progress=words, previous_progress=words + "。") == [("unchanged", "medium", "")]
    assert found(progress=words, previous_progress="东湖公园完成场地平整，基础施工正在进行，进度正常。") == []


def test_a_promise_without_a_figure_weighs_by_what_was_asked():
    rate, count = indicator("5", kind=IndicatorKind.GROWTH), indicator("12")
    assert [one[:2] for one in held(rate)] == [("no_figure", "medium")]
    assert [one[:2] for one in held(count, indicator("10", "9"), text="新增车位，新增泊位")] == [
        ("no_figure", "medium")
    ]
    spoken = {"text": "推进停车，新增车位", "progress": "新增车位陆续投用"}
    assert [one[:2] for one in held(count, indicator("10", "9"), **spoken)] == [("no_figure", "low")]


def test_a_confirmed_indicator_without_a_figure_is_worth_a_look():
    asked = indicator("12", is_confirmed=True)
    assert [one[:2] for one in held(asked, indicator("10", "9"), progress="新增车位陆续投用")] == [
        ("no_figure", "medium")
    ]


def test_a_named_thing_passed_over_while_the_others_are_spoken_of():
    assert found(text="建成东湖公园、西山隧道", progress="东湖公园已建成开放。") == [
        ("unmentioned", "medium", "西山隧道")
    ]


def test_names_given_as_examples_need_not_all_be_spoken_of():
    assert found(text="建成东湖公园、西山隧道等10个项目", progress="东湖公园已建成开放。") == []


def test_the_units_own_admission():
    assert found(progress="东湖公园已开放，与目标差距较大。") == [("admitted", "medium", "与目标差距较大")]
    assert codes(progress="东湖公园已开放，着力缩小差距，未出现滞后。") == []


def test_a_hindrance_is_no_blame():
    assert found(progress="东湖公园已完工，受连续降雨影响。") == [("blocked", "low", "受连续降雨影响")]
    assert codes(progress="东湖公园不受天气影响，已完工。") == []


def test_a_year_that_ends_with_papers_is_not_reached():
    assert found(text="成功创建示范园区", progress="已向市级部门申报。", quarter=WHOLE_YEAR)[0] == (
        "not_reached",
        "high",
        "已向市级部门申报",
    )


def test_an_expected_figure_counted_as_done():
    counted = indicator("100", "120", quote="预计新增120个", is_confirmed=True)
    assert held(counted, progress="预计新增120个") == [("upgraded", "medium", None)]
    estimate = indicator("100", "120", state=FigureState.ESTIMATED)
    assert held(estimate) == []
    assert held(estimate, quarter=WHOLE_YEAR) == [("upgraded", "medium", None)]


def test_a_missing_figure_weighs_little_in_the_first_quarter_and_before_a_month_the_task_names():
    promise = indicator("360")
    others = {"indicators": (promise,), "progress": "主体工程正在装修。"}
    first = found(text="新增学位360个", quarter=Quarter(2030, 1), **others)
    named = found(text="新增学位360个，9月投入使用", **others)
    assert [(code, weight) for code, weight, _ in first + named if code == "no_figure"] == [
        ("no_figure", "low"),
        ("no_figure", "low"),
    ]


def test_a_share_of_the_whole_works_on_course_answers_for_the_one_thing_promised():
    others = {"text": "东湖厂房15万平方米竣工交付", "indicators": (indicator("15"),)}
    weights = [
        [weight for code, weight, _ in found(progress=f"总体完成工程量的{share}%。", **others) if code == "no_figure"]
        for share in (58, 30)
    ]
    assert weights == [["low"], ["medium"]]


def test_a_phase_spoken_of_is_its_project_spoken_of():
    assert codes(text="东湖产业园一期建成投产，西山产业园二期开工", progress="一期已投产，二期已开工。") == []


def test_not_passed_is_lost():
    assert codes(text="创建示范区1个", progress="示范区创建未通过市级初审。") == ["withdrawn"]


def test_works_told_by_their_shape_alone():
    assert found(text="新建农田5万亩", progress="项目道路完成铺筑，形象进度25%。") == [
        ("work_behind", "medium", "形象进度25%")
    ]

"""Tests the judgement against the figures and words of the item."""

import dataclasses

import pytest

from tasks.assessing.lagging import LaggingRules
from tasks.checking.checks import check_document
from tasks.enums import Outcome
from tests.tasks.checking.checks.papers import codes, document, item, of_progress

REACHED = Outcome.REACHED


@pytest.mark.parametrize(
    ("text", "progress", "expected"),
    [
        ("安装智能水表2600个", "上半年安装智能水表520个。", ["fine_but_short"]),
        ("安装智能水表2600个", "上半年安装智能水表1200个。", []),
        ("新建垃圾分类亭4个", "新建垃圾分类亭1个。", []),
        ("加快100条道路建设", "10条道路已完工。", []),
        ("城镇登记失业率控制在5%以内", "城镇登记失业率4.1%。", []),
        ("培育龙头企业40家", "预计培育龙头企业5家。", []),
    ],
)
def test_on_track_far_behind_the_course_is_a_contradiction(text, progress, expected):
    assert of_progress(progress, text) == expected


@pytest.mark.parametrize(
    ("text", "progress", "expected"),
    [
        ("全年优良天数达320天", "全年优良天数317天。", ["fine_but_short"]),
        ("全年优良天数达320天", "全年优良天数325天。", []),
        ("培育产业基地10个", "新建产业基地8个，提档升级产业基地6个。", []),
        ("农村改厕900户", "完成农村改厕960户。", []),
        ("新增学位1500个", "柳湾小学（学位900个）、竹林中学（学位600个）已交付。", []),
        ("新增学位1500个", "柳湾小学（学位900个）、竹林中学（学位300个）已交付。", ["fine_but_short"]),
        ("完成外立面整治", "已进场施工，预计2024年5月完工。", ["reached_but_undone"]),
        ("建成青石会客厅", "中标单位被取消资格，计划年后重新开展招标工作。", ["reached_but_undone"]),
        ("完成外立面整治", "已于2023年5月完工，2024年转入管养。", []),
    ],
)
def test_reached_in_a_whole_year_means_reached(text, progress, expected):
    assert codes(document(item(text, progress, outcome=REACHED), number=4)) == expected


@pytest.mark.parametrize(
    ("text", "progress", "quotes"),
    [
        # only the second of two things is told
        ("建成柳湾驿站，启动柳湾大桥", "柳湾驿站已建成。柳湾大桥待方案批复后启动。", ("柳湾大桥待方案批复后启动",)),
        # something is left
        ("改造背街小巷24条", "改造背街小巷19条，剩余5条因管网交叉施工延后。", ("剩余5条因管网交叉施工延后",)),
        ("改造背街小巷24条", "改造背街小巷26条，剩余2条列入明年。", None),
        # nothing but meetings and papers
        ("拆除违法建筑", "召开推进会3次，印发工作方案。", ("召开推进会3次", "印发工作方案")),
        ("出台拆违工作方案", "召开推进会3次，印发工作方案。", None),
        (
            "设立乡村振兴基金",
            "管委会两次召开专题会研究基金事宜，与5家银行举行座谈，各方对出资达成共识。",
            ("管委会两次召开专题会研究基金事宜", "与5家银行举行座谈", "各方对出资达成共识"),
        ),
        ("设立乡村振兴基金", "管委会两次召开专题会研究基金事宜，基金注册成立。", None),
        # what goes on after the end
        ("完成柳湾复检迎检", "顺利通过复检，正在常态化开展创建。", None),
        # no end is asked for
        ("推进柳湾大桥建设", "柳湾大桥有序推进。", None),
    ],
)
def test_a_thing_of_which_no_clause_tells_the_end_is_not_reached(text, progress, quotes):
    paper = document(item(text, progress, outcome=REACHED), number=4)
    found = [one.quotes for one in check_document(paper) if one.code == "reached_but_undone"]
    assert found == ([quotes] if quotes else [])


def test_the_words_that_the_rules_of_the_plan_take_as_done_tell_the_end():
    text, progress = "建成柳湾驿站，建成柳湾花园", "柳湾驿站已建成。柳湾花园迎客，正在补种。"
    paper = document(item(text, progress, outcome=REACHED), number=4)
    own = dataclasses.replace(paper, rules=LaggingRules.from_dict({"done": ["迎客"]}))
    assert [codes(one) for one in (paper, own)] == [["reached_but_undone"], []]


def test_an_admitted_gap_does_not_go_with_on_track():
    assert of_progress("已入库3家，与全年目标存在较大差距。", "培育企业") == ["fine_but_words"]
    assert of_progress("已消除差距，进度不再滞后。", "培育企业") == []


def test_lagging_with_every_target_passed_is_a_contradiction():
    done = {"outcome": Outcome.LAGGING}
    assert of_progress("新增停车位7200个。", "新增停车位7000个", **done) == ["behind_but_passed"]
    assert of_progress("新增停车位3000个。", "新增停车位7000个", **done) == []
    assert of_progress("新增停车位7200个。", "新增停车位7000个，建成枢纽站", **done) == []


def test_a_cumulative_figure_does_not_fall():
    fell = {"previous": "引育领军人才15人。"}
    assert of_progress("引育领军人才14人。", "引育领军人才20人", **fell) == ["fell"]
    assert of_progress("引育领军人才16人。", "引育领军人才20人", **fell) == []


@pytest.mark.parametrize(
    ("text", "progress", "expected"),
    [
        ("治理修复污染土壤3万立方米", "治理修复污染土壤28700平方米。", ["units_differ"]),
        ("治理修复污染土壤3万立方米", "治理修复污染土壤1.9万立方米。", []),
        ("提升农房风貌640户", "提升农房风貌310栋。", ["units_differ"]),
        ("新增绿地30公顷", "新增绿地20万平方米。", []),
        ("新建口袋公园12个", "新建口袋公园8座。", []),
    ],
)
def test_what_is_promised_and_reported_is_counted_in_the_same_things(text, progress, expected):
    assert of_progress(progress, text) == expected


@pytest.mark.parametrize(
    ("text", "progress", "expected"),
    [
        ("新增国土绿化2.5万亩", "完成林带建设0.042亩。", ["lost_magnitude"]),
        ("新增就业3万人", "上半年城镇新增就业1.73人。", ["lost_magnitude"]),
        ("新增就业3万人", "上半年城镇新增就业1.73万人。", []),
        ("流转土地200亩", "流转土地0.5亩。", []),
        ("严打电信诈骗", "每百起案件移送起诉31.5人。", []),
    ],
)
def test_a_figure_that_has_lost_its_ten_thousand_is_found(text, progress, expected):
    assert of_progress(progress, text, indicators=()) == expected

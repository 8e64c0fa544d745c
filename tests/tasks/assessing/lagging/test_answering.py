"""全年未完成: the year's end has a grammar, and what looks like a warning and is none."""

import pytest

from tasks.assessing.lagging import detect_signals
from tests.tasks.assessing.lagging.made import DEFAULTS, HALF_YEAR, WHOLE_YEAR, read


def signals(task: str, progress: str, quarter=WHOLE_YEAR) -> list[tuple[str, str, str]]:
    """Code, severity and quote of the signals of an invented item with the figures that are read."""
    return [
        (one.code.value, one.severity.value, one.quote)
        for one in detect_signals(read(task, progress, quarter=quarter), DEFAULTS)
    ]


@pytest.mark.parametrize(
    ("task", "progress", "found"),
    [
        (
            "建成柳湾湿地驿站，开展河湖清漂行动",
            "河湖清漂行动已完成26次。柳湾湿地驿站正在施工。",
            [("not_reached", "medium", "柳湾湿地驿站正在施工")],
        ),
        ("建成柳湾湿地驿站", "项目正有序推进。", [("not_reached", "medium", "项目正有序推进")]),
        (
            "完成云渡敬老院改造",
            "云渡敬老院各项工作正按计划推进。",
            [("not_reached", "medium", "云渡敬老院各项工作正按计划推进")],
        ),
        ("建成东岭小学", "东岭小学主体完工。", [("not_reached", "medium", "东岭小学主体完工")]),
        (
            "建成云岭书院、东溪驿站",
            "云岭书院10月开放，东溪驿站正在装修。",
            [("not_reached", "medium", "东溪驿站正在装修")],
        ),
        (
            "建设城南客运站，新增停车位300个",
            "新增停车位320个。城南客运站仍在选址。",
            [("not_reached", "medium", "城南客运站仍在选址")],
        ),
        (
            "建立镇级救援队",
            "镇级救援队将于明年一季度组建。",
            [("not_reached", "high", "镇级救援队将于明年一季度组建")],
        ),
        (
            "开展营商环境提升行动",
            "召开推进会3次，印发方案1份，成立工作专班。",
            [("not_reached", "medium", "召开推进会3次；印发方案1份；成立工作专班")],
        ),
    ],
)
def test_an_object_that_is_not_where_the_verb_asks_for_is_not_reached(task, progress, found):
    assert [one for one in signals(task, progress) if one[0] != "preparing"] == found


@pytest.mark.parametrize(
    ("task", "progress"),
    [
        ("建成云岭书院、东溪驿站", "云岭书院、东溪驿站均已建成开放，正在招募志愿者。"),
        ("建设城南客运站，新增停车位300个", "新增停车位320个。城南客运站5月开工，主体封顶。"),
        ("建成柳湾湿地驿站，开展河湖清漂行动", "河湖清漂行动已完成26次。柳湾湿地驿站建成开放，二期正在谋划。"),
        ("启动建设应急物资库", "应急物资库5月启动建设，正在进行场平。"),
        ("启动编制柳湾保护规划", "规划编制工作已启动，正在开展调查。"),
        ("出台人才安居办法", "召开座谈会3次，人才安居办法已印发。"),
        ("持续推进文明城市创建", "文明城市创建有序推进，开展志愿服务312场。"),
        ("加快推进铁路专用线建设", "铁路专用线正有序推进，路基完成70%。"),
        ("开展营商环境提升行动", "召开推进会3次，印发方案1份，办结企业诉求218件。"),
    ],
)
def test_an_object_that_is_where_the_verb_asks_for_gives_no_signal(task, progress):
    assert [one for one in signals(task, progress) if one[1] != "low"] == []


def test_a_start_that_waits_for_something_is_no_start():
    found = signals(
        "启动建设县级应急物资库，开展防汛演练",
        "防汛演练已开展8场。应急物资库完成概念方案，待运营主体明确后即行启动建设。",
    )
    assert found[0] == ("not_reached", "high", "待运营主体明确后即行启动建设")


def test_a_promised_number_that_is_only_hoped_for_is_not_reached():
    found = signals("形成光伏组件产能80万千瓦", "已引进企业5家。今后可望依托配套，形成80万千瓦光伏组件产能。")
    assert found[0] == ("not_reached", "high", "形成80万千瓦光伏组件产能")


def test_before_the_end_a_hoped_number_is_preparation():
    found = signals("新增养老床位1200张", "在建的澄湖、东岭等4个养老院共可新增养老床位1260张。", HALF_YEAR)
    assert found[0] == ("preparing", "medium", "在建的澄湖、东岭等4个养老院共可新增养老床位1260张")


def test_drawings_that_are_finished_are_preparation():
    found = signals("完成灌渠衬砌150公里", "全部渠段施工图设计已完成。", HALF_YEAR)
    assert found[0] == ("preparing", "medium", "全部渠段施工图设计已完成")


def test_where_each_is_to_grow_one_that_falls_is_below_the_target():
    found = signals("4个重点行业用电均增长10%以上", "4个重点行业中，食品用电增长12.5%，建材用电下降20.3%。", HALF_YEAR)
    assert ("below_target", "medium", "建材用电下降20.3%") in found


@pytest.mark.parametrize(
    ("task", "progress", "code"),
    [
        ("加快东港物流园、北岭粮仓等30个项目建设", "北岭粮仓等3个项目已完工，其余27个项目正在施工。", "behind_course"),
        ("建成投用县中医院，开工建设县儿童医院", "县中医院新楼主体装饰及净化装饰已全面进场。", "work_behind"),
        ("建成东港冷库等3个项目", "目前青岚物流标准化冷库、石埠粮仓2个项目建设已完成。", "withdrawn"),
        ("深化要素市场改革", "缓解约束企业发展的用能问题47个。", "withdrawn"),
        ("落实退役军人优待", "退役军人享受同等待遇，发放优待证3100张。", "blocked"),
        ("推动开放平台建设", "会同三家协会设立项目库，公开标准12项。", "preparing"),
        ("启动创建省级森林康养基地", "创建方案已印发，申报材料正在汇编。", "preparing"),
        ("完成危房改造130户", "完成危房改造82户，对尚未纳入监测的群体开展走访。", "not_started"),
    ],
)
def test_words_of_something_else_give_no_signal(task, progress, code):
    assert code not in [one[0] for one in signals(task, progress, HALF_YEAR)]


def test_words_that_mean_it_still_give_their_signal():
    assert signals("建成智慧粮库", "智慧粮库招标流标，正重新组织。", HALF_YEAR)[0][:2] == ("withdrawn", "high")


def test_unlike_things_are_not_compared_as_fallen():
    asked = read("新建10个乡村停车场", "乡村停车场：已完成5个小微停车场，380个停车位建设。")
    assert [str(one.value) for one in asked.indicators] == ["5"]


@pytest.mark.parametrize("mark", [",", "，"])
def test_a_quote_never_starts_or_ends_inside_a_number(mark):
    found = signals("建成柳湾湿地驿站", f"驿站投资率达5{mark}200万元正有序推进。")
    assert [one[2] for one in found] == [f"驿站投资率达5{mark}200万元正有序推进"]

"""量化指标: which figure is matched to which commitment, and when none is."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tasks.assessing.quantities import match_figures, read_commitments


def answers(task: str, progress: str) -> list[tuple[str, str, str] | None]:
    """Lists value, unit and state of the match of every commitment of the task."""
    found = match_figures(read_commitments(task), progress)
    return [(str(each.value), each.unit, each.state.value) if each else None for each in found]


@pytest.mark.parametrize(
    ("task", "progress", "answer"),
    [
        ("新建管网60公里", "建设管网30公里，正在实施管网30公里。", ("30", "公里", "achieved")),
        ("新增泊位7000个", "新增泊位约3600个。正在建设停车场4个，预计新增泊位4700个。", ("3600", "个", "achieved")),
        ("拆除违法建筑20万平方米", "拆除违建18.6万㎡。", ("18.6", "万平方米", "achieved")),
        ("新增绿地50公顷", "已新增绿地120亩。", ("8", "公顷", "achieved")),
        ("新建道路30公里", "已建成道路12000米。", ("12", "公里", "achieved")),
        ("实现产值10亿元", "上半年完成产值7000万元。", ("0.7", "亿元", "achieved")),
        ("新增市场主体2万户", "新增市场主体18506户。", ("1.8506", "万户", "achieved")),
        ("建成公园12座", "建成公园5个。", ("5", "座", "achieved")),
        ("工业增加值增长7%", "产值210亿元，工业增加值同比下降2.6%。", ("-2.6", "%", "achieved")),
        ("能耗下降3%", "能耗同比下降3.2%。", ("3.2", "%", "achieved")),
        ("调查失业率控制在5.5%以内", "调查失业率5.3%。", ("5.3", "%", "achieved")),
        ("森林覆盖率达到45%", "森林覆盖率由44.1%提升至44.6%。", ("44.6", "%", "achieved")),
        ("办好民生实事10件", "10件民生实事已完成6件。", ("6", "件", "achieved")),
        ("新建3个社区公园", "新建3个社区公园：已建成1个。", ("1", "个", "achieved")),
        ("培育科技型企业200家", "新培育科技型企业205家，累计达1260家。", ("205", "家", "achieved")),
        ("新增托位550个", "托位总数达2320个，新增托位665个。", ("665", "个", "achieved")),
        ("引进电商企业5家", "引入全国性电商1家、垂直电商1家、社区电商1家。", ("3", "家", "achieved")),
        ("改造危房70户", "危房改造已开工57户，其中完工45户。", ("45", "户", "achieved")),
        ("开工建设保障房2000套", "保障房已开工1500套。", ("1500", "套", "achieved")),
        ("建成保障房2000套", "保障房已开工1500套。", ("1500", "套", "underway")),
        ("改造电梯50台", "正在评估摸排的195台电梯。", ("195", "台", "underway")),
        ("产值增长8%", "预计产值增长9%。", ("9", "%", "estimated")),
        ("排查消防隐患200家次", "检查企业84家次，发现隐患63处。", ("84", "家次", "achieved")),
        ("争取东湖、西湖资金12亿元", "已到位东湖资金3亿元、西湖资金5亿元，合计8亿元。", ("8", "亿元", "achieved")),
        ("推进项目96个", "96个重点项目开复工71个。", ("71", "个", "achieved")),
        ("建成200兆瓦光伏项目", "200兆瓦光伏项目完成支架安装60%。", ("200", "兆瓦", "underway")),
        ("完成500户棚户区回迁", "500户群众全部选房。", ("500", "户", "achieved")),
        ("改造小区10个", "小区改造已开工10个，其中完工2个。", ("2", "个", "achieved")),
        ("治理企业12家", "6家已完成治理并验收，4家正在安装，2家停产。", ("6", "家", "achieved")),
        ("进出口总额增长8%", "进出口总额97亿元，同比下降4.5%。", ("-4.5", "%", "achieved")),
        ("居民收入与经济增长同步", "居民收入增长5%，低于GDP增速0.4个百分点。", ("-0.4", "个百分点", "achieved")),
        ("孵化企业200", "孵化企业163家。", ("163", "家", "achieved")),
    ],
)  # fmt: skip
def test_a_promise_finds_its_figure(task, progress, answer):
    assert answers(task, progress) == [answer]


@pytest.mark.parametrize(
    ("task", "progress"),
    [
        ("改造小区130万平方米", "2个项目已完工，其余3个正在收尾。"),
        ("受益人口7000人", "共计通水1552户。"),
        ("打造精品线路5条", "启动改造3座旅游公厕。"),
        ("居民收入增长与经济增长基本同步", "居民收入增长5%，经济增长6%。"),
        ("合同登记额增长15%", "合同登记约2.24亿元。"),
        ("新建派出所2个", "正在开展土地置换。"),
        ("新建步道30公里", ""),
    ],
)
def test_what_the_report_does_not_say_stays_open(task, progress):
    assert answers(task, progress) == [None]


def test_each_promise_gets_its_own_figure_in_its_own_order():
    task = "引进甲、乙等6个研发机构，建成丙、丁等10家研发机构，新增公厕5个"
    progress = "①引进研发机构2家。②建成戊、己等9家研发机构。③公厕正在选址。"
    assert answers(task, progress) == [("2", "个", "achieved"), ("9", "家", "achieved"), None]


def test_a_share_of_the_target_is_turned_into_a_value_nobody_should_trust_unseen():
    (found,) = match_figures(read_commitments("完成投资300亿元"), "完成年度计划投资的70%。")
    assert (str(found.value), found.confidence < 0.5, found.reason) == (
        "210",
        True,
        "按“完成目标的百分比”折算，非直接填报数；已完成数",
    )


def test_the_reason_says_what_was_compared():
    (found,) = match_figures(read_commitments("新增绿地50公顷"), "已新增绿地120亩。")
    assert (found.reason, found.quote, found.confidence) == (
        "单位“亩”按“公顷”计；名称一致（新增绿地）；任务与进展中同类数字各仅一处；已完成数",
        "已新增绿地120亩",
        0.97,
    )


def test_a_finished_drawing_is_no_finished_building():
    (found,) = match_figures(read_commitments("改造老旧小区100万平方米"), "已完成老旧小区初步设计方案110万平方米。")
    assert (found.state.value, found.confidence < 0.6) == ("underway", True)


def test_a_figure_that_bears_one_promise_s_name_is_not_lent_to_another():
    assert answers("新建城市公园2个、口袋公园6个", "口袋公园建成4个，在建2个。") == [
        None,
        ("4", "个", "achieved"),
    ]


def test_households_are_not_answered_by_places_where_places_are_promised_too():
    assert answers("改造老旧小区18个2460户", "老旧小区改造已完工5个。") == [("5", "个", "achieved"), None]


def test_equal_targets_that_are_written_apart_keep_their_own_figures():
    (whole,) = read_commitments("新建管网60公里")
    apart = [replace(whole, value=Decimal(written)) for written in ("60", "60.0", "60")]
    found = [match_figures([each], "建设管网30公里。") for each in apart]
    assert [str(match.commitment.value) for (match,) in found if match] == ["60", "60.0", "60"]

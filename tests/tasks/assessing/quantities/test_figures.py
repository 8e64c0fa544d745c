"""量化指标: the figures of a progress text with their measure, state and cut-off date."""

from decimal import Decimal

import pytest

from tasks.assessing.quantities import Figure, Span, read_stated_figures
from tasks.enums import FigureState, IndicatorKind


def read(text: str) -> list[tuple[str, str, str]]:
    """Lists value, unit and state of every figure."""
    return [(str(each.value), each.unit, each.state.value) for each in read_stated_figures(text)]


def test_a_figure_is_read_whole():
    text = "截至6月30日，累计新增公共停车泊位3600个。"
    assert read_stated_figures(text) == (
        Figure(
            measure="新增公共停车泊位",
            value=Decimal(3600),
            unit="个",
            kind=IndicatorKind.CUMULATIVE,
            state=FigureState.ACHIEVED,
            span=Span(18, 23),
            quote="累计新增公共停车泊位3600个",
            as_of="截至6月30日",
            sentence="截至6月30日，累计新增公共停车泊位3600个",
            is_total=True,
            clause_words="累计新增公共停车泊位",
        ),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("已建成12公里，30公里在建。", [("12", "公里", "achieved"), ("30", "公里", "underway")]),
        ("建成管网30公里，正在实施20公里。", [("30", "公里", "achieved"), ("20", "公里", "underway")]),
        ("1座完工投用，2座主体完工。", [("1", "座", "achieved"), ("2", "座", "underway")]),
        ("正在建设停车场4个，预计新增泊位700个。", [("4", "个", "underway"), ("700", "个", "estimated")]),
        ("已完成6座，其余8座正在施工。", [("6", "座", "achieved"), ("8", "座", "underway")]),
        ("已建成充电桩210个、在建90个。", [("210", "个", "achieved"), ("90", "个", "underway")]),
        ("计划投资25亿元。", [("25", "亿元", "planned")]),
        ("预计上半年完成产值540亿，增长13%。", [("540", "亿", "estimated"), ("13", "%", "estimated")]),
        ("3个饮水工程尚未启动。", [("3", "个", "planned")]),
        ("拟于下半年盘活10亿元。", [("10", "亿元", "planned")]),
        ("保障房已开工1500套。", [("1500", "套", "underway")]),
        ("开工率77%。", [("77", "%", "achieved")]),
        ("通过“星火计划”引进人才3人。", [("3", "人", "achieved")]),
        ("已签约计划产业园、甲中心等项目18个。", [("18", "个", "achieved")]),
        ("环线道路7公里完成总工程量90%。", [("7", "公里", "underway"), ("90", "%", "achieved")]),
    ],
)
def test_the_words_around_a_figure_tell_its_state(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10件实事已完成6件。", [("10", "件", "planned"), ("6", "件", "achieved")]),
        ("56个项目中，已完工30个，在建26个。",
         [("56", "个", "planned"), ("30", "个", "achieved"), ("26", "个", "underway")]),
        ("新建学校12所，其中5所已建成，7所正在建设。",
         [("12", "所", "planned"), ("5", "所", "achieved"), ("7", "所", "underway")]),
        ("新建3个社区公园：已建成1个。", [("3", "个", "planned"), ("1", "个", "achieved")]),
        ("已新增商业设施20万平方米，其中甲小镇6万平方米。",
         [("20", "万平方米", "achieved"), ("6", "万平方米", "achieved")]),
    ],
)  # fmt: skip
def test_a_scope_that_is_repeated_is_not_an_achievement(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("产值同比增长7.2%", "growth", "7.2"),
        ("产值同比下降2.6%", "growth", "-2.6"),
        ("收入增长-19%", "growth", "-19"),
        ("降幅3.1%", "growth", "-3.1"),
        ("覆盖率提升至88%", "level", "88"),
        ("占比44%", "level", "44"),
        ("共3.2万平方米", "cumulative", "3.2"),
    ],
)
def test_growth_level_and_amount_are_kept_apart(text, kind, value):
    (found,) = read_stated_figures(text)
    assert (found.kind.value, str(found.value)) == (kind, value)


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("截至9月底，建成5座。", "截至9月底"),
        ("1-6月,新增300个。", "1-6月"),
        ("1—6月累计新增63万平方米。", "1—6月"),
        ("上半年完成3058辆。", "上半年"),
        ("截至630日,接种5万人。", "截至630日"),
        ("2022年全年收入46亿元。", "2022年全年"),
        ("已建成5座。", None),
        ("较上半年增加5座。", None),
    ],
)
def test_the_cut_off_is_kept_as_printed(text, as_of):
    assert [each.as_of for each in read_stated_figures(text)] == [as_of]


def test_a_rate_without_a_name_speaks_of_the_amount_before_it():
    text = "一般公共预算收入24.9亿元，完成全年预算的62%，同比增长10.9%。其中：税收20亿元，同比增长12.5%。"
    assert [(each.measure, each.is_target_share, each.is_partial) for each in read_stated_figures(text)] == [
        ("一般公共预算收入", False, False),
        ("一般公共预算收入", True, False),
        ("一般公共预算收入", False, False),
        ("税收", False, True),
        ("税收", False, True),
    ]


def test_plans_surveys_and_former_values_are_marked():
    text = "完成初步设计方案110万平方米；时限由80天压缩至55天。"
    assert [(str(each.value), each.is_preliminary, each.is_base) for each in read_stated_figures(text)] == [
        ("110", True, False),
        ("80", False, True),
        ("55", False, False),
    ]


def test_a_heading_is_the_topic_of_what_follows():
    text = "社区停车场：已完成6个。\n道路：已完成5公里。"
    assert [each.topic for each in read_stated_figures(text)] == ["社区停车场", "道路"]

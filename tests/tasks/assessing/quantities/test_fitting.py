"""量化指标: the stage that a commitment's verb asks for, the basis of a sum, and things that are named but not numbered."""

import pytest

from tasks.assessing.quantities import match_figures, read_year_commitments


def answer(task: str, progress: str) -> tuple[str, str] | None:
    """The figure that answers the first commitment, with its state."""
    found = match_figures(read_year_commitments(task, 2031), progress)[0]
    return (str(found.value), found.state.value) if found else None


@pytest.mark.parametrize(
    ("task", "progress", "found"),
    [
        (
            "建成澄湖粮仓等12个项目",
            "已开工建设澄湖粮仓、北港棉库等9个项目。目前东岭糖库、南塘油库2个项目建设已完成。",
            ("2", "achieved"),
        ),
        ("开工建设澄湖粮仓等12个项目", "已开工建设澄湖粮仓等9个项目，其中建成2个项目。", ("9", "achieved")),
        ("建成5座跨河便桥", "柳湾便桥建成通车，石埠、云渡2座便桥主跨合龙。", ("1", "achieved")),
        ("竣工公租房900套", "已开工公租房700套，竣工120套。", ("120", "achieved")),
        ("开工公租房900套", "已开工公租房700套，竣工120套。", ("700", "achieved")),
        ("投产项目8个", "签约项目20个，开工11个，投产3个。", ("3", "achieved")),
        ("完成3座水库除险加固", "已着手青岚水库灌浆、柳湾水库溢洪道改造等4座水库除险加固。", ("4", "underway")),
    ],
)
def test_the_figure_at_the_stage_of_the_verb_answers(task, progress, found):
    assert answer(task, progress) == found


@pytest.mark.parametrize(
    ("task", "progress"),
    [
        ("形成光伏组件产能80万千瓦", "今后可望依托链主企业带动配套，形成80万千瓦光伏组件产能。"),
        ("新增养老床位1200张", "在建的澄湖、东岭等4个养老院共可新增养老床位1260张。"),
        ("新增充电桩600个", "与运营商签订协议，未来将新增充电桩600个。"),
    ],
)
def test_what_something_unfinished_may_bring_is_no_figure(task, progress):
    assert answer(task, progress) is None


@pytest.mark.parametrize(
    ("task", "progress", "found"),
    [
        ("新建5个滨水社区", "新建5个滨水社区：已印发实施方案，6项重点工作完成3项。", ("5", "planned")),
        ("建成6个口袋公园", "12道工序完成5道，4项手续办结2项。", None),
        ("引进企业5家", "20条措施已落实12条。", None),
        ("完成重点任务20项", "20项重点任务已完成7项。", ("7", "achieved")),
        ("办结民生实事12件", "12件实事已办结5件。", ("5", "achieved")),
    ],
)
def test_steps_of_the_work_are_not_the_things_that_are_asked_for(task, progress, found):
    assert answer(task, progress) == found


def test_what_was_hoped_for_and_has_come_is_a_figure():
    assert answer("新增养老床位1200张", "建成后将新增床位的澄湖养老院已投用，已新增养老床位300张。") == (
        "300",
        "achieved",
    )


@pytest.mark.parametrize(
    ("task", "progress"),
    [
        ("体育产业增加值增长8%", "体育产业实现营业收入64亿元，同比增长9.3%。"),
        ("规上工业增加值增长7%", "规上工业产值增长8.9%。"),
        ("四大支柱产业产值增长6%", "战略性新兴产业产值增长13%。"),
    ],
)
def test_a_sum_on_another_basis_is_no_answer(task, progress):
    assert answer(task, progress) is None


@pytest.mark.parametrize(
    ("progress", "value"), [("茶叶出口额8.6亿元，与2030年持平。", "0"), ("茶叶出口额8.6亿元，同比增长3%。", "3")]
)
def test_level_with_a_year_that_is_named_is_no_growth(progress, value):
    assert answer("茶叶出口额增长12%", progress) == (value, "achieved")


def test_traditional_characters_are_read_like_simplified_ones():
    assert answer("出口總額達到9億美元", "出口總額4.3億美元。") == ("4.3", "achieved")


@pytest.mark.parametrize(
    ("task", "values"),
    [
        ("改造乡镇卫生院9所，含中心卫生院4所、一般卫生院5所", ["9"]),
        ("改造供水管线90公里，包括主管20公里、支管70公里", ["90"]),
        ("新建泵站4座，改造闸门7座", ["4", "7"]),
        ("降低含量指标5项，新增检测点6项", ["5", "6"]),
    ],
)
def test_the_parts_that_a_whole_contains_are_no_commitments_of_their_own(task, values):
    assert [str(one.value) for one in read_year_commitments(task, 2031)] == values


@pytest.mark.parametrize(
    ("progress", "found"),
    [
        ("河口、东关、西门农贸市场改造完成。", ("3", "achieved")),
        ("河口农贸市场改造完成，东关农贸市场正在改造。", ("1", "achieved")),
        ("河口农贸市场、东关农贸市场等改造完成。", None),
        ("河口农贸市场主体完工。", None),
        ("农贸市场改造方案已完成。", None),
    ],
)
def test_a_closed_list_of_finished_things_is_their_number(progress, found):
    assert answer("改造农贸市场3个", progress) == found


def test_a_list_is_never_sure():
    (found,) = match_figures(read_year_commitments("改造农贸市场3个", 2031), "河口、东关、西门农贸市场改造完成。")
    assert (found.confidence, found.reason) == (0.6, "所列名称共 3 个；已完成数")

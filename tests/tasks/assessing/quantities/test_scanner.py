"""量化指标: what is a quantity in a text, and what only looks like one."""

from decimal import Decimal

import pytest

from tasks.assessing.quantities import read_quantities


def read(text: str) -> list[tuple[str, str, str]]:
    """Lists value, unit and printed words of every quantity."""
    return [(str(each.value), each.unit, text[each.span.start : each.span.end]) for each in read_quantities(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新增泊位7000个", [("7000", "个", "7000个")]),
        ("拆除150万平方米违建", [("150", "万平方米", "150万平方米")]),
        ("签约708.5亿元", [("708.5", "亿元", "708.5亿元")]),
        ("增长７．５％", [("7.5", "%", "７．５％")]),
        ("下降3‰", [("3", "‰", "3‰")]),
        ("提高2个百分点", [("2", "个百分点", "2个百分点")]),
        ("新建三条道路、两座桥", [("3", "条", "三条"), ("2", "座", "两座")]),
        ("新增十个站点", [("10", "个", "十个")]),
        ("新增三万人", [("3", "万人", "三万人")]),
        ("服务600余家企业", [("600", "家", "600余家")]),
        ("节约资金1个亿", [("1", "亿", "1个亿")]),
        ("完成四分之三", [("75", "%", "四分之三")]),
        ("占百分之六十", [("60", "%", "百分之六十")]),
        ("投资占比过半", [("50", "%", "过半")]),
        ("产值翻番", [("100", "%", "翻番")]),
        ("规模翻两番", [("300", "%", "翻两番")]),
        ("实现全覆盖", [("100", "%", "全覆盖")]),
        ("收入增长-19%", [("-19", "%", "-19%")]),
        ("开行120、85、40列", [("120", "列", "120"), ("85", "列", "85"), ("40", "列", "40列")]),
        ("甲8条10公里道路", [("8", "条", "8条"), ("10", "公里", "10公里")]),
        ("培育企业200", [("200", "", "200")]),
        ("新建8005G基站", [("800", "", "800")]),
        ("浓度降至35微克/立方米", [("35", "微克/立方米", "35微克/立方米")]),
        ("总额540亿，", [("540", "亿", "540亿")]),
    ],
)
def test_a_quantity_is_read_with_its_unit_and_words(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "2023年完成，6月30日前报送",
        "印发〔2023〕15号文件",
        "召开第73次常务会议",
        "第十四届人大三次会议",
        "建设轨道16号线和3号楼",
        "推广5G、4K和3D技术",
        "建设12英寸产线和220千伏线路",
        "控制PM2.5污染",
        "地块C3-1和B1-3",
        "3#楼主体施工",
        "打造1688国际创意谷",
        "深化“三变”改革",
        "建设“两横三纵”路网",
        "做到两个维护、增强四个意识",
        "落实八项规定",
        "加快三期工程和二级医院建设",
        "推进国企改革三年行动",
        "建设一批项目，形成一套机制",
        "一站式服务、一件事一次办",
        "打造15分钟生活圈、24小时热线",
        "引进50亿级项目",
        "实施“1+14+1”方案",
        "纪念5·12活动",
        "零部件产业",
        "登录12345平台",
        "走过73-96号",
        "近百家企业、数十个项目",
    ],
)
def test_names_dates_ordinals_and_specifications_are_no_quantities(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("提高5-10个百分点", "5", "10", "个百分点"),
        ("增长5%—7%", "5", "7", "%"),
        ("引进3至5家", "3", "5", "家"),
        ("新增80～100名", "80", "100", "名"),
        ("投资5-8万元", "5", "8", "万元"),
        ("培育三到五家", "3", "5", "家"),
    ],
)
def test_a_range_is_one_quantity_with_two_ends(text, low, high, unit):
    (found,) = read_quantities(text)
    assert (found.value, found.upper, found.unit) == (Decimal(low), Decimal(high), unit)


def test_titles_in_book_marks_hold_no_quantities():
    assert read("出台《支持企业发展20条措施》，新增3家") == [("3", "家", "3家")]

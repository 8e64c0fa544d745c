"""量化指标: the commitments of a task text: measure, comparison, value, unit, kind and quote."""

import pytest

from tasks.assessing.quantities import read_commitments


def read(text: str) -> list[tuple[str, str, str, str, str, str]]:
    """Lists measure, comparison, value, unit, kind and quote of every commitment."""
    return [
        (each.measure, each.comparison.value, str(each.value), each.unit, each.kind.value, each.quote)
        for each in read_commitments(text)
    ]


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("新增公共停车泊位3000个", ("新增公共停车泊位", "=", "3000", "个", "cumulative", "3000个")),
        ("城镇新增就业3万人以上", ("城镇新增就业", ">=", "3", "万人", "cumulative", "3万人以上")),
        ("地区生产总值增长6%左右", ("地区生产总值", "~", "6", "%", "growth", "6%左右")),
        ("民间投资占比60%以上", ("民间投资占比", ">=", "60", "%", "level", "60%以上")),
        ("园区企业入驻率达70%", ("园区企业入驻率", "=", "70", "%", "level", "70%")),
        ("调查失业率控制在5.5%以内", ("调查失业率", "<=", "5.5", "%", "lower", "控制在5.5%以内")),
        ("压减企业11家", ("压减企业", "=", "11", "家", "lower", "11家")),
        ("单位GDP能耗下降3%", ("单位GDP能耗下降", "=", "3", "%", "lower", "3%")),
        ("审批时限压缩至60个工作日", ("审批时限", "<=", "60", "个工作日", "lower", "压缩至60个工作日")),
        ("“一窗通办”比例提高至80%以上", ("“一窗通办”比例", ">=", "80", "%", "level", "80%以上")),
        ("建设供水管网约250公里", ("建设供水管网", "~", "250", "公里", "cumulative", "约250公里")),
        ("亩均税收达到32万元", ("亩均税收", "=", "32", "万元", "level", "32万元")),
        ("充电桩保有量突破1.2万个", ("充电桩保有量", ">=", "1.2", "万个", "level", "突破1.2万个")),
        ("压减一般性支出10%", ("压减一般性支出", "=", "10", "%", "lower", "10%")),
        ("污染地块安全利用率达到93%", ("污染地块安全利用率", "=", "93", "%", "level", "93%")),
        ("补办证书3200本", ("补办证书", "=", "3200", "本", "cumulative", "3200本")),
        ("督察反馈的14个问题全部整改", ("督察反馈问题全部整改", "=", "14", "个", "cumulative", "14个")),
        ("日处理能力由3万吨提升至6万吨", ("日处理能力", "=", "6", "万吨", "level", "6万吨")),
        ("粮食播种面积不低于45万亩", ("粮食播种面积", ">=", "45", "万亩", "cumulative", "不低于45万亩")),
        ("智能产业产值突破2000亿元", ("智能产业产值", ">=", "2000", "亿元", "cumulative", "突破2000亿元")),
        ("推动区属工业产值翻番", ("区属工业产值", "=", "100", "%", "growth", "翻番")),
        ("实现燃气报警装置全覆盖", ("燃气报警装置", "=", "100", "%", "level", "全覆盖")),
        ("全部拆除可燃雨棚", ("拆除可燃雨棚", "=", "100", "%", "level", "全部")),
        ("民间投资占比过半", ("民间投资占比", ">=", "50", "%", "level", "过半")),
        ("工业投资占比不低于四分之一", ("工业投资占比", ">=", "25", "%", "level", "不低于四分之一")),
        (
            "资产100%统一归并划转",
            ("资产统一归并划转", "=", "100", "%", "level", "100%"),
        ),
        ("引进高层次人才80～100名", ("引进高层次人才", ">=", "80", "名", "cumulative", "80～100名")),
        ("正式签约1000亿元以上", ("正式签约", ">=", "1000", "亿元", "cumulative", "1000亿元以上")),
        ("PM2.5平均浓度降至35微克/立方米以下",
         ("PM2.5平均浓度", "<=", "35", "微克/立方米", "lower", "降至35微克/立方米以下")),
        ("死亡率控制在0.02以内", ("死亡率", "<=", "0.02", "", "lower", "控制在0.02以内")),
        ("8个轨道站点步行便捷性改造", ("轨道站点步行便捷性改造", "=", "8", "个", "cumulative", "8个")),
        ("新增一所公办幼儿园", ("新增公办幼儿园", "=", "1", "所", "cumulative", "一所")),
    ],
)  # fmt: skip
def test_a_promise_is_read_whole(text, promise):
    assert read(text) == [promise]


def test_income_in_step_with_the_economy_is_a_distance_of_zero():
    assert read("居民收入增长与经济增长基本同步") == [
        ("居民收入", "~", "0", "个百分点", "relative", "与经济增长基本同步")
    ]


def test_one_task_holds_many_promises():
    text = (
        "新增8000个公共停车位、5个公厕、4座人行天桥，改造棚户区840户，"
        "实现签约金额1500亿元，先进制造业占比50%以上，开工率达70%以上"
    )
    assert [(measure, value, unit) for measure, _, value, unit, _, _ in read(text)] == [
        ("新增公共停车位", "8000", "个"),
        ("新增公厕", "5", "个"),
        ("新增人行天桥", "4", "座"),
        ("改造棚户区", "840", "户"),
        ("签约金额", "1500", "亿元"),
        ("先进制造业占比", "50", "%"),
        ("开工率", "70", "%"),
    ]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("引进甲研究院、乙中心等6个研发机构", ["引进研发机构"]),
        ("引进甲总部、乙总部等物流项目20个", ["引进物流项目"]),
        ("培育龙头企业20家，市级技术中心8个、科技型企业90家", ["培育龙头企业", "培育市级技术中心", "培育科技型企业"]),
        ("开通公交线路5条，优化15条", ["开通公交线路", "优化公交线路"]),
        ("投用甲大道、乙路等8条10公里道路", ["投用道路", "投用道路"]),
        ("接待游客15万人次，旅游收入5亿元，分别增长10%、12%", ["接待游客", "旅游收入", "接待游客", "旅游收入"]),
        ("事故起数和死亡人数分别下降5%和3%", ["事故起数", "死亡人数"]),
        ("新建绿道8公里，粮食产量3万吨", ["新建绿道", "粮食产量"]),
    ],
)  # fmt: skip
def test_a_list_lends_its_action_and_its_nouns(text, measures):
    assert [each.measure for each in read_commitments(text)] == measures


@pytest.mark.parametrize(
    "text",
    [
        "聚焦生物疫苗、光纤传感等10个产业方向，完善转化体系",
        "积极引进高端装备等项目",
        "实施总投资50亿元的轨道交通项目",
        "引进10亿元以上项目",
        "全面完成20年以上老旧管网改造",
        "空气质量完成年度目标任务",
        "现有企业30家，持续优化服务",
        "开展3天集中培训",
    ],
)
def test_setting_stock_size_and_duration_promise_nothing(text):
    assert read(text) == []


def test_spans_are_characters_of_the_text_that_was_handed_in():
    text = "改造１００户，新增绿地约３．５万平方米。"
    assert [text[each.span.start : each.span.end] for each in read_commitments(text)] == [
        "１００户",
        "约３．５万平方米",
    ]


def test_half_width_punctuation_and_lost_units_are_borne():
    text = "新建3个社区公园、30个健身点,孵化企业200,新建8005G基站"
    assert [(each.measure, str(each.value), each.unit) for each in read_commitments(text)] == [
        ("新建社区公园", "3", "个"),
        ("新建健身点", "30", "个"),
        ("孵化企业", "200", ""),
        ("新建5G基站", "800", ""),
    ]


def test_what_is_striven_for_is_of_the_kind_of_what_is_promised():
    assert [(each.kind.value, str(each.value)) for each in read_commitments("服务业增长5%以上，力争6%")] == [
        ("growth", "5"),
        ("growth", "6"),
    ]


@pytest.mark.parametrize(
    "text",
    ["新建东湖小学，总建筑面积7200平方米", "更新改造二次供水设施", "整治站点周边1公里范围内油烟"],
)
def test_sizes_second_times_and_radii_promise_nothing(text):
    assert read_commitments(text) == ()

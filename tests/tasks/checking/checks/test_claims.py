"""Tests what is compared between two places of a report, with its period, and the arithmetic of its sentences."""

import pytest

from tasks.checking.checks import CheckedDocument, check_document
from tasks.checking.checks.claims import Stage, read_measure_claims, read_stage_claims
from tasks.enums import Outcome, TaskKind
from tasks.periods import Quarter
from tests.measure.measure_claims import measure
from tests.tasks.checking.checks.papers import attachment, codes, document, item, named, of_progress

YEAR_END = {"outcome": Outcome.REACHED}


def of_year(progress: str, text: str = "", **more) -> list[str]:
    """Returns the codes found at the end of the year in a report with one item that is judged as reached."""
    return codes(document(item(text, progress, **(YEAR_END | more)), number=4))


def quoted(paper: CheckedDocument, code: str) -> list[tuple[str, str]]:
    """Returns the quote and the other side's words of each finding with the code."""
    found = [one for one in check_document(paper) if one.code == code]
    return [(one.quotes[0], one.other.words if one.other else "") for one in found]


@pytest.mark.parametrize(
    ("half", "name", "recall", "precision"),
    [
        (False, "claims.json", 0.95, 0.95),
        (True, "claims.json", 0.85, 0.9),
        (False, "claims_reports.json", 0.95, 0.9),
        (True, "claims_reports.json", 0.85, 0.9),
        (None, "claims_reports_fresh.json", 0.9, 0.95),
        (None, "claims_reports_later.json", 0.8, 0.95),
        (None, "claims_reports_third.json", 0.85, 0.95),
    ],
)
def test_planted_mistakes_are_found_in_both_halves(half, name, recall, precision):
    planted, found, right, wrong = measure(name, held_back=half)
    assert found / planted >= recall
    assert right / (right + wrong) >= precision


def test_a_stage_is_read_of_what_a_clause_begins_with():
    (claim,) = read_stage_claims("县竹林水厂形象进度已到80%，新增就业30人。")
    assert (claim.thing, claim.stage, claim.percent) == ("竹林水厂", Stage.BUILDING, 80)
    assert read_stage_claims("建成竹林水厂，竹林水厂预计年底建成。") == ()


def test_a_measure_has_one_name_however_it_is_told():
    one, other = read_measure_claims("新修通村公路26公里。"), read_measure_claims("通村公路已建成2.6万米。")
    assert [claim.measure for claim in (*one, *other)] == ["通村公路", "通村公路"]
    assert read_measure_claims("其中通村公路6公里，剩余通村公路3公里。") == ()


def test_two_items_tell_one_stage_of_a_project():
    early, late = item("推进水务", "竹林水厂启动施工。"), item("建成竹林水厂", "竹林水厂形象进度已到80%。")
    assert quoted(document(early, late), "two_stages") == [("竹林水厂形象进度已到80%。", "竹林水厂启动施工。")]
    other = item("建成柳湾水厂", "柳湾水厂形象进度已到80%。")
    phase = item("建成竹林水厂", "竹林水厂二期形象进度已到80%。")
    assert codes(document(early, other)) == []
    assert codes(document(early, phase)) == []


def test_two_items_tell_one_value_of_what_one_of_them_promises():
    first = item("改善灌溉", "清淤塘坝31口，建成高标准灌渠34公里。", **YEAR_END)
    other = item("新建高标准灌渠30公里", "已完成45公里高标准灌渠建设任务。", **YEAR_END)
    assert codes(document(first, other, number=4)) == ["two_values"]
    assert codes(document(item("疏浚东溪", "疏浚河道6.5公里。"), item("疏浚西溪", "疏浚河道8.1公里。"))) == []


def test_a_promise_stands_in_one_item():
    one = item("新增养老床位1200张", "新增养老床位610张。", kind=TaskKind.LIVELIHOOD)
    other = item("新增1200张养老床位，培训护理员300人", "新增养老床位610张。培训护理员170人。")
    assert codes(document(one, other)) == ["promised_twice"]
    linked = {"same_as": 7}
    one = item("新增养老床位1200张", "新增养老床位610张。", **linked)
    other = item("新增1200张养老床位，培训护理员300人", "新增养老床位610张。培训护理员170人。", **linked)
    assert codes(document(one, other)) == []


def test_a_promise_has_one_judgement():
    one = item("建设龙门渡大桥", "龙门渡大桥正在进行桩基施工。")
    other = item("推进跨江通道，建设龙门渡大桥", "桩基施工受阻。", outcome=Outcome.LAGGING)
    paper = CheckedDocument(Quarter(2023, 2), (attachment(one, other),))
    assert codes(paper) == ["judged_two_ways"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("园内企业18家，11家投产，7家停产检修。", [("7家停产检修", "园内企业18家，11家投产，7家正在试产。")]),
        ("园内企业18家，11家投产，7家正在试产。", []),
        ("园内企业18家，11家投产。", []),
    ],
)
def test_a_paragraph_tells_the_states_of_its_row(told, expected):
    row = item("茶园投产企业达到20家", "园内企业18家，11家投产，7家正在试产。", outcome=Outcome.LAGGING)
    paper = document(row, narrative=(f"1.茶园投产企业达到20家。{told}（牵头单位：县水利局）",))
    found = [(quote, other) for quote, other in quoted(paper, "retold")]
    assert [
        (expect in quote, words in other) for (quote, other), (expect, words) in zip(found, expected, strict=True)
    ] == [(True, True) for _ in expected]


@pytest.mark.parametrize(
    ("units", "told", "expected"),
    [
        (("县农业局", "县茶业公司"), "县茶业公司", ["leads_differ"]),
        (("茶业公司",), "县茶业公司", ["leads_differ"]),
        (("县农业局", "县茶业公司"), "县农业局、县茶业公司", []),
        (("县农业局", "县茶业公司"), "县农业局等", []),
    ],
)
def test_a_paragraph_names_the_lead_units_of_its_row(units, told, expected):
    row = item("建成检测中心", "设备安装受阻。", outcome=Outcome.LAGGING, units=tuple(map(named, units)))
    paper = document(row, narrative=(f"1.建成检测中心。设备安装受阻。（牵头单位：{told}）",))
    assert [code for code in codes(paper) if code == "leads_differ"] == expected


def test_a_figure_of_the_narrative_is_that_of_the_table():
    row = item("推进改厕", "改造农村户厕1860座。")
    assert codes(document(row, narrative=("上半年改造农村户厕1680座。",))) == ["two_values"]
    assert codes(document(row, narrative=("上半年改造农村户厕1860座。",))) == []
    assert codes(document(row, narrative=("上半年改造农村户厕超过1800座。",))) == []


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("累计救助困难家庭305户。", ["fell"]),
        ("累计救助困难家庭360户。", []),
        ("剩余困难家庭305户。", []),
    ],
)
def test_a_running_total_of_the_words_does_not_fall(progress, expected):
    assert of_progress(progress, "做好慈善", previous="累计救助困难家庭342户。") == expected


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("今年计划实施危旧房改造约140户。", ["still_planned"]),
        ("今年计划实施危旧房改造140户，已全部完成。", []),
        ("①2024年1月，组织镇村开展自查。", ["after_the_period"]),
        ("①2023年11月，组织镇村开展自查。", []),
        ("项目贷款至2024年1月到期，组织镇村开展自查。", []),
    ],
)
def test_a_report_of_the_year_tells_of_the_year(progress, expected):
    assert of_year(progress) == expected


@pytest.mark.parametrize(
    ("previous", "progress", "expected"),
    [
        ("取水泵房总体87%。", "取水泵房完成87%。", ["stood_still"]),
        ("取水泵房总体87%。", "取水泵房完成94%。", []),
        ("群众满意度98%。", "群众满意度98%，走访900户。", []),
    ],
)
def test_a_share_of_the_work_grows(previous, progress, expected):
    assert of_progress(progress, "建成竹林水厂", previous=previous) == expected


@pytest.mark.parametrize(
    ("text", "progress", "expected"),
    [
        ("建成柳湾驿站", "柳湾驿站正在施工。", ["reached_but_undone"]),
        ("建成柳湾驿站", "柳湾驿站已建成开放，二期正在规划。", []),
        ("开工建设柳湾驿站", "柳湾驿站正在施工。", []),
    ],
)
def test_what_is_still_being_built_is_not_reached(text, progress, expected):
    assert of_year(progress, text) == expected


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("消防站改造工程正按计划节点有序推进。", ["behind_but_on_plan"]),
        ("消防站改造工程下一步将按计划节点推进。", []),
        ("受征地影响，未能按计划节点推进。", []),
    ],
)
def test_what_lags_does_not_go_as_planned(progress, expected):
    assert of_progress(progress, "新建2个消防站", outcome=Outcome.LAGGING) == expected


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("全年产量8100吨，同比增长2.5%。受高温影响，养殖产量下降。", ["explained_otherwise"]),
        ("全年产量8100吨，同比下降2.5%。受高温影响，养殖产量下降。", []),
        ("全年产量8100吨，同比增长2.5%。受高温影响，塘口售价下降。", []),
        ("产值18亿元，同比增长7.2%，主要受两家龙头停产、出口订单减少影响。", ["explained_otherwise"]),
        ("产值18亿元，同比下降7.2%，主要受两家龙头停产、出口订单减少影响。", []),
        ("产值18亿元，同比下降7.2%，得益于新建生产线投产。", ["explained_otherwise"]),
        ("产值18亿元，同比增长7.2%，受出口订单减少影响增速回落。", []),
        ("药品成本同比增长7.2%，主要受原料短缺影响。", []),
        ("万元产值能耗同比下降7.2%，得益于设备更新。", []),
    ],
)
def test_an_explanation_goes_the_way_of_its_number(progress, expected):
    assert of_progress(progress, "提高水产养殖产量") == expected


def test_a_target_is_within_what_there_is_to_do():
    words = "经全面摸底，全县闲置土地共41宗、1920亩，已清理1700亩。"
    assert of_progress(words, "清理闲置土地3000亩") == ["less_to_do"]
    assert of_progress(words, "清理闲置土地1800亩") == []
    all_done = "涉及我县188件议案建议已全部办结。"
    assert of_progress(all_done, "办结人大议案建议46件") == ["other_total"]
    assert of_progress(all_done, "办结人大议案建议188件") == []


PASSAGE = "会同气象部门建立预警信息联合会商和快速发布机制"


def test_a_passage_stands_in_one_item():
    one, other = item("抓好防汛", f"储备冲锋舟6艘。{PASSAGE}。"), item("保护森林", f"新修防火道9公里。{PASSAGE}。")
    assert codes(document(one, other)) == ["passage_twice"]
    asked = item("抓好防汛", f"储备冲锋舟6艘。{PASSAGE}。"), item(PASSAGE, f"新修防火道9公里。{PASSAGE}，发布预警3期。")
    assert codes(document(*asked)) == []
    title = "落实《中华人民共和国突发事件应对法实施办法》要求"
    assert codes(document(item("抓好防汛", f"{title}，储备冲锋舟6艘。"), item("保护森林", f"{title}，巡山9次。"))) == []


def test_many_common_passages_are_told_once():
    items = [
        item(f"办好{'甲乙丙丁戊己庚辛壬'[at]}{'子丑寅卯辰巳午未申'[at]}的事", f"新增{at}处。{PASSAGE}。")
        for at in range(9)
    ]
    (found,) = [one for one in check_document(document(*items)) if one.code == "passage_twice"]
    assert (found.item, found.message[:9]) == (None, "8 项的进展中有与")


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("①举办采茶节。②深化茶旅融合，建设数字茶园平台。", ["task_as_result"]),
        ("①深化茶旅融合，建设数字茶园平台。完成平台招标。", []),
        ("①举办采茶节。②深化茶旅融合，建设数字茶园平台，已上线。", []),
        ("持续深化茶旅融合，着力建设数字茶园平台。", ["task_as_result"]),
        ("持续深化茶旅融合，着力建设数字茶园样板。", []),
    ],
)
def test_the_words_of_the_task_are_no_result(progress, expected):
    assert of_progress(progress, "深化茶旅融合，建设数字茶园平台") == expected


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("不断优化公交线网，努力实现候车8分钟可达。", ["task_as_result"]),
        ("优化公交线网，实现候车8分钟可达。", []),
        ("不断优化公交线网，努力实现候车6分钟可达。", []),
    ],
)
def test_a_number_of_the_task_that_is_hoped_for_is_no_result(progress, expected):
    assert of_progress(progress, "优化公交线网，实现候车8分钟可达") == expected


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("摸排困境儿童79名，全部纳入困镜儿童保障范围。", ["slip"]),
        ("摸排困境儿童79名，全部纳入困境儿童保障范围。", []),
        ("新建东城小学1所，改建西城小学1所。", []),
        ("走访企业40户，帮助12家企业办理认证。新增企业6家，帮助12家企业办理认证。", ["doubled"]),
        ("片区一剩余1处问题整改中。片区二整改9处，剩余1处问题整改中。", []),
        ("设立互助社3个。新设立“石埠社”、“和睦社”、“柳湾社”和“云渡社”等。", ["list_length"]),
        ("设立互助社5个。新设立“石埠社”、“和睦社”、“柳湾社”等。", []),
        ("一是压减审批环节，平均用时3天。走访企业81户。", ["order"]),
        ("截至5月底，破获案件17起。", ["stale"]),
        ("截至6月25日，破获案件17起。", []),
    ],
)
def test_words_agree_with_themselves(progress, expected):
    assert of_progress(progress, "办好实事") == expected


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("20件工程中，12件已办结，占比60%；4件较快，占比26%；4件偏慢，占比20%。", ["ratio"]),
        ("20件工程中，12件已办结，占比60%；4件较快，占比20%；4件偏慢，占比20%。", []),
        ("审批事项160项，网上办144项，占90%；即办96项，占66.7%。", []),
        ("抽检药品4000批次，不合格12批次，不合格率3%。", ["ratio"]),
        ("抽检药品4000批次，不合格12批次，不合格率3‰。", []),
        ("工程40个，到6月底11个已竣工，5个快于计划，21个按计划推进。", ["states_sum"]),
        ("工程37个，到6月底11个已竣工，5个快于计划，21个按计划推进。", []),
        ("工程40个，已竣工11个，新增产值5亿元。", []),
        ("加固堤防2180.4米（迎水坡801.5米，背水坡1590.6米）。", ["parts_sum"]),
        ("加固堤防2392.1米（迎水坡801.5米，背水坡1590.6米）。", []),
        ("规上企业由120家增加到150家，增长30%。", ["change"]),
        ("规上企业由120家增加到150家，增长25%。", []),
        ("食用菌产量由1.6万吨增加到2.0万吨，增加0.5万吨。", ["change"]),
        ("污水收集率由71%提高到78%，提高7%。", ["change"]),
        ("污水收集率由71%提高到78%，提高7个百分点。", []),
        ("污水收集率由71%提高到78%，处理量增长7%。", []),
        ("增速居5个区县第6位。", ["rank"]),
        ("增速居12个区县第1位。", []),
        ("增速由第2位前移3位。", ["rank"]),
        ("增速由第5位前移3位至第1位。", ["rank"]),
        ("增速由第5位前移3位至第2位。", []),
        ("增速由第2位后移3位至第5位。", []),
        ("造林2.4万亩，分布在3个镇，东镇0.9万亩、西镇0.8万亩、北镇0.3万亩。", ["states_sum"]),
        ("造林2.4万亩，分布在3个镇，东镇0.9万亩、西镇0.8万亩、北镇0.7万亩。", []),
        ("造林2.4万亩，分布在3个镇，东镇0.9万亩、西镇0.8万亩。", []),
        ("造林2.4万亩，分布在3个镇，东镇桥0.9万座、西镇桥0.8万座、北镇桥0.3万座。", []),
        ("产值480亿元，投资90亿元，其中技改占37.5%。", []),
    ],
)
def test_the_arithmetic_of_a_sentence_is_right(progress, expected):
    assert of_progress(progress, "办好实事") == expected


@pytest.mark.parametrize("piece", ["由1到2，增长", "3个工程已完成，", "竹林水厂", "困境困镜", "占比6%；4件"])
def test_a_long_text_is_checked_in_bounded_time(piece):
    """No time is asserted: a rule that is not linear would take minutes here."""
    words = (piece * 6_000)[:6_000]
    assert isinstance(check_document(document(item("建成竹林水厂", words), item("建成竹林水厂", words[1:]))), list)


def found(paper: CheckedDocument, code: str) -> list[tuple[tuple[str, ...], str]]:
    """Returns the quotes and the other side's words of each finding with the code."""
    return [(one.quotes, one.other.words if one.other else "") for one in check_document(paper) if one.code == code]


def told(*paragraphs: str, items, **more) -> CheckedDocument:
    return document(*items, narrative=paragraphs, **more)


def test_a_project_has_one_extent_wherever_it_is_named():
    own = item("建成竹林港区", "竹林港区建有千吨级泊位3个。")
    other = item("投产柳湾物流园", "柳湾物流园依托竹林港区2个千吨级泊位直装直运。")
    assert found(document(own, other), "two_values") == [
        (("柳湾物流园依托竹林港区2个千吨级泊位直装直",), "竹林港区建有千吨级泊位3个。")
    ]
    size = item("建成110千伏竹林变电站", "已投运，总容量10万千伏安。")
    user = item("投产柳湾物流园", "柳湾物流园依托竹林变电站新增的16万千伏安容量用电。")
    assert codes(document(size, user)) == ["two_values"]
    agreed = item("投产柳湾物流园", "柳湾物流园依托竹林港区3个千吨级泊位直装直运。")
    strange = item("投产柳湾物流园", "柳湾物流园依托竹林港区2家企业直装直运。")
    assert [codes(document(own, one)) for one in (agreed, strange)] == [[], []]


@pytest.mark.parametrize(
    ("outcome", "said", "expected"),
    [
        (Outcome.REACHED, "尚在装修，设备无法进场", ["two_stages"]),
        (Outcome.REACHED, "正在使用，客流增长", []),
        (Outcome.NOT_REACHED, "尚在装修，设备无法进场", []),
    ],
)
def test_what_is_judged_reached_is_open_nowhere_else(outcome, said, expected):
    own = item("建成柳湾口岸联检中心", "9月竣工验收，10月启用。", outcome=outcome)
    other = item("推进智慧口岸", f"完成采购，柳湾口岸联检中心{said}。", outcome=Outcome.REACHED)
    assert [code for code in codes(document(own, other, number=4)) if code == "two_stages"] == expected


def test_one_promise_in_other_words_is_told_by_the_figures_reported():
    first = item("新增普惠托位300个", "已新增180个，其中柳湾园100个、东岭园80个。", number=1)
    again = item("全年增加普惠性托育位300个", "增加180个，柳湾园100个已开始收托。", number=2)
    other = item("全年增加普惠性托育位300个", "增加150个，西溪园70个已开始收托。", number=2)
    assert found(document(first, again), "promised_twice") == [(("增加普惠性托育位300个",), "新增普惠托位300个")]
    assert found(document(first, other), "promised_twice") == []


def test_one_thing_under_two_names_is_told_by_its_figures():
    first = item("建成人才公寓600套", "竹林公寓6栋楼竣工，共600套，已入住412套。", number=1)
    again = item("新增租赁住房600套", "6栋楼提供房源600套，412套已签约。", number=2)
    other = item("新增租赁住房600套", "9栋楼提供房源600套，298套已签约。", number=2)
    assert found(document(first, again), "promised_twice") == [(("新增租赁住房600套",), "建成人才公寓600套")]
    assert found(document(first, other), "promised_twice") == []


@pytest.mark.parametrize(
    ("paragraph", "outcome", "expected"),
    [
        ("竹林水厂进展正常，其余任务有序推进。", Outcome.LAGGING, ["retold"]),
        ("竹林水厂进展正常，其余任务有序推进。", Outcome.ON_TRACK, []),
        ("竹林水厂等供水工程按节点顺利推进。", Outcome.LAGGING, ["retold"]),
        ("竹林水厂11月1日投入运行。", Outcome.LAGGING, ["retold"]),
        ("竹林水厂将投入运行。", Outcome.LAGGING, []),
        ("竹林水厂未能按期推进。", Outcome.LAGGING, []),
        ("部分子项目如竹林水厂等已建成投用。", Outcome.LAGGING, []),
        ("柳湾水厂进展正常。", Outcome.LAGGING, []),
    ],
)
def test_the_narrative_does_not_praise_what_the_table_judges_as_lagging(paragraph, outcome, expected):
    one = item("建成竹林水厂", "管网受征地影响进度滞后。", outcome=outcome)
    assert [code for code in codes(told(paragraph, items=[one])) if code == "retold"] == expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("由县住建局牵头的竹林水厂工程已封顶。", ["leads_differ"]),
        ("由县水利局牵头的竹林水厂工程已封顶。", []),
        ("由县水利局、县住建局牵头的竹林水厂工程已封顶。", []),
        ("由县住建局牵头的柳湾水厂工程已封顶。", []),
        ("4月由县住建局牵头启动建成竹林水厂攻坚。", ["leads_differ"]),
    ],
)
def test_the_lead_unit_of_a_sentence_is_that_of_the_table(paragraph, expected):
    one = item("建成竹林水厂", "竹林水厂已封顶。")
    assert codes(told(paragraph, items=[one])) == expected


@pytest.mark.parametrize(
    ("progress", "text", "expected"),
    [
        # a share of the target
        ("衬砌渠道18.6公里，占计划的68%。", "衬砌渠道30公里", ["ratio"]),
        ("衬砌渠道18.6公里，占计划的62%。", "衬砌渠道30公里", []),
        ("签约13个，其中制造业9个、服务业4个，达年度任务的52%。", "新签约项目25个", []),
        # an enumeration
        ("落实四项措施：一是建账，二是代耕，三是补贴。", "", ["list_length"]),
        ("落实三项措施：一是建账，二是代耕，三是补贴。", "", []),
        # units that are exchanged
        ("路面宽度由6.5米拓宽到8.5公里。", "", ["units_differ"]),
        ("路面宽度由6.5米拓宽到8.5米。", "", []),
        ("里程由900米延长到1.2公里。", "", []),
        ("拨付奖补资金1850亿元。", "兑现奖补资金3000万元", ["units_differ"]),
        ("拨付奖补资金1850万元。", "兑现奖补资金3000万元", []),
        # a rank among islands
        ("水质在全省8个海岛县中排名第9位。", "", ["rank"]),
        # a cause that goes the other way than the number, with the value of last year between
        (
            "接待游客86万人次，去年同期为76万人次，同比增长13%。阴雨较多，来县游客明显减少。",
            "",
            ["explained_otherwise"],
        ),
        ("接待游客286万人次，上年为250万人次，增长16.4%。", "", ["change"]),
        ("接待游客286万人次，上年为250万人次，增长14.4%。", "", []),
        ("采茶1265吨，比上年同期的1100吨增长18%。", "", ["change"]),
        # a rate may be that of another pair, and what exceeds the target is no part
        ("64个问题中销号41个、正在整改23个，销号率64.1%。", "", []),
        ("应收水费1460万元，实收1314万元，收缴率92%。", "", ["ratio"]),
        ("完成312万吨，其中出口187.2万吨、进口124.8万吨，出口占60%。", "", []),
        ("新改建公路86公里，其中新建31公里、改建55公里，超任务6公里。", "", []),
        ("在全市9家省级以上园区综合考核中列第11位。", "", ["rank"]),
        ("在全市9家省级以上园区综合考核中列第1位。", "", []),
        ("不断完善应急广播体系，推动信息到户。", "完善应急广播体系，推动信息到户", ["task_as_result"]),
        # no number: a word
        ("零就业家庭保持动态清零。", "", []),
    ],
)
def test_numbers_of_one_item_agree_with_the_words_around_them(progress, text, expected):
    assert of_progress(progress, text) == expected


def test_the_narrative_opens_nothing_that_is_left_to_be_built():
    one = item("推进云白公路建设", "云白公路铺筑22公里，余下10公里明年二季度铺完。")
    done = item("推进云白公路建设", "云白公路铺筑32公里，全线通车。")
    assert codes(told("云白公路建成通车，出行改变。", items=[one])) == ["retold"]
    assert codes(told("云白公路建成通车，出行改变。", items=[done])) == []


def test_a_figure_of_the_narrative_is_that_of_the_item_under_its_shorter_name():
    one = item("修复滨海岸线8公里", "修复岸线8.4公里。")
    assert codes(told("全年修复滨海岸线4.8公里。", items=[one])) == ["two_values"]
    assert codes(told("全年修复滨海岸线8.4公里。", items=[one])) == []
    unnamed = item("建成标准厂房8万平方米", "建成8.4万平方米，出租5.1万平方米。")
    assert codes(told("全年建成标准厂房4.8万平方米。", items=[unnamed])) == ["two_values"]
    assert codes(told("全年建成标准厂房8.4万平方米。", items=[unnamed])) == []


def test_one_amount_of_a_like_measure_is_not_judged_two_ways():
    fine = item("引进高层次人才30名", "引进高层次人才34名。", number=1)
    late = item("引育高层次人才30人", "到岗高层次人才19人，尚差11人。", number=2, outcome=Outcome.LAGGING)
    assert codes(document(fine, late)) == ["judged_two_ways"]
    other = item("培训护理人员30人", "培训护理人员19人，尚差11人。", number=2, outcome=Outcome.LAGGING)
    assert codes(document(fine, other)) == []


def test_a_running_total_with_a_short_name_does_not_fall():
    fell = of_progress("1—6月累计出口4.7亿元。", "扩大外贸", previous="1—3月累计出口5.2亿元。")
    assert fell == ["fell"]
    assert of_progress("1—6月累计出口5.7亿元。", "扩大外贸", previous="1—3月累计出口5.2亿元。") == []


def test_all_places_of_a_report_go_on_to_one_day():
    early, late = item(progress="截至6月20日，更新管网87公里。"), item(progress="截至6月30日，衬砌渠道18公里。")
    assert found(document(early, late), "stale") == [(("截至6月20日，更新管网87公",), "截至6月30日，衬砌渠道18公里。")]
    assert codes(document(early)) == codes(document(late)) == []


def test_totals_that_name_no_kind_are_counted_where_the_whole_is_stated():
    rows = [item(outcome=Outcome.LAGGING), item(), item(), item()]
    wrong = told("4项任务中，3项按序时推进，1项滞后。", items=[*rows[1:], item()])
    right = told("4项任务中，3项按序时推进，1项滞后。", items=rows)
    assert [codes(one) for one in (wrong, right)] == [["count_narrative", "count_narrative"], []]
    assert codes(told("到年底4项任务达标3项，未达标1项。", items=rows)) == []

"""Papers of many offices with their clutter, written down with their rows before the reader saw them.

``SEEN`` were for mending the reader, ``HELD_BACK`` were looked at only when that was done. At first sight 12 of 108
and 8 of 107 cells were wrong, two papers of the former without a word (16 of 108 and 16 of 105 before slips of the
labels were repaired: a section, the name of an indicator and the figures beside an item are kept as printed; a column of
units of measure and one of codes stopped a person then, and are read since). After
what the former showed was mended, 6 cells of the latter were wrong, four of them in a circular that stops a person;
then lines for signatures were mended too.

A value that is a tuple names the words that have to stand in the cell, where a reader may join several columns.
"""

from collections.abc import Callable
from datetime import date
from io import BytesIO

from docx import Document as Word
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from tests.tasks.importing.layouts import Layout, merged, sheet
from tests.tasks.importing.papers import LEFT, UP, docx, saved

NOTES = ["注：1.进度截至6月底；2.绿灯为正常推进。"]
SIGNED = ["填表人：郑一帆", None, "审核人：龚海", None, "联系电话：62345678"]


def csv(text: str) -> Callable[[], BytesIO]:
    return lambda: BytesIO(text.encode("gb18030"))


def book(**sheets: list[list]) -> Callable[[], BytesIO]:
    def build() -> BytesIO:
        made = Workbook()
        made.remove(made.active)
        for name, rows in sheets.items():
            active = made.create_sheet(name)
            for row in rows:
                active.append(row)
        return saved(made)

    return build


def letter(*lines: str) -> Callable[[], BytesIO]:
    def build() -> BytesIO:
        word = Word()
        for line in lines:
            word.add_paragraph(line)
        return saved(word)

    return build


def filled_numbers(active) -> None:
    active["A3"].fill = PatternFill("solid", fgColor="FF00B050")
    active["A4"].fill = PatternFill("solid", fgColor="FFFF0000")


SEEN = [
    Layout("每镇一行并有小计", sheet([
        ["序号", "工作任务", "乡镇", "计划公里", "完成公里", "牵头单位"],
        [1, "硬化通组公路", "白水镇", 12, 7, "县交通局"], [None, None, "柳林乡", 8, 5, None], [None, None, "小计", 20, 12, None],
        [2, "新建农桥", "白水镇", 3, 1, "县水利局"], [None, None, "小计", 3, 1, None],
    ], "松岭县2032年上半年交通建设任务进展情况表", merged("A3:A5", "B3:B5", "F3:F5", "A6:A7", "B6:B7", "F6:F7")), "xlsx",
        rows=[{"number": 1, "text": "硬化通组公路", "lead": ["县交通局"], "figures": ("白水镇", "7", "柳林乡", "5", "12")},
              {"number": 2, "text": "新建农桥", "lead": ["县水利局"], "figures": ("白水镇", "1")}], absent=("'text': '小计'",)),
    Layout("公司月报有灯和签名", sheet([
        ["单位：平江城投集团", None, None, None, None, "2032年6月"],
        ["序号", "重点工作", "责任部门", "本月完成情况", "下月工作计划", "亮灯"],
        ["一、基础设施板块"],
        [1, "建成东环隧道", "工程部", "左洞贯通。", "右洞贯通。", "绿灯"],
        [2, "盘活闲置厂房6处", "资产部、法务部", "签约2处。", "再签1处。", "红灯"],
        ["二、经营板块"],
        [3, "实现营收21亿元", "财务部", "累计9.6亿元。", "催收货款。", "黄灯"],
        SIGNED, NOTES,
    ], "平江城投集团2032年6月重点工作推进表", merged("A4:F4", "A7:F7", "A10:F10")), "xlsx",
        rows=[{"number": 1, "section": "一、基础设施板块", "text": "建成东环隧道", "lead": ["工程部"], "progress": "左洞贯通。",
               "next_step": "右洞贯通。", "outcome": "on_track"},
              {"number": 2, "lead": ["资产部", "法务部"], "text": "盘活闲置厂房6处", "outcome": "lagging"},
              {"number": 3, "section": "二、经营板块", "text": "实现营收21亿元", "progress": "累计9.6亿元。", "outcome": "lagging"}],
        absent=("郑一帆", "62345678")),
    Layout("学校要点有举措和困难", lambda: docx("云岭学校2032年上半年工作要点落实情况", [
        ["序号", "工作要点", "牵头处室", "协办处室", "落实情况", "存在的困难", "下一步打算"],
        ["1", "开齐劳动课程", "教务处", "政教处", "六个年级已开课。", "场地不足。", "租用农场。"],
        ["2", "改造食堂一座", "总务处", "", "正在招标。", "", "8月完工。"],
    ]), "docx",
        rows=[{"number": 1, "text": "开齐劳动课程", "lead": ["教务处"], "cooperating": ["政教处"], "progress": "六个年级已开课。",
               "problem": "场地不足。", "next_step": "租用农场。"},
              {"number": 2, "text": "改造食堂一座", "lead": ["总务处"], "progress": "正在招标。", "next_step": "8月完工。"}]),
    Layout("指标表的单位在括号里", sheet([
        ["序号", "指标名称（单位）", "年度目标", "6月末完成", "完成率", "责任单位"],
        [1, "规上工业增加值（亿元）", 120, 63.5, "52.9%", "县工信局"],
        [2, "新增城镇就业（人）", 5000, 2610, "52.2%", "县人社局"],
    ], "松岭县2032年上半年主要指标完成情况表"), "xlsx",
        rows=[{"number": 1, "name": ("规上工业增加值",), "lead": ["县工信局"], "progress": ("63.5",), "target": ("120",)},
              {"number": 2, "name": ("新增城镇就业",), "lead": ["县人社局"], "progress": ("2610",), "target": ("5000",)}]),
    Layout("GBK的csv", csv(
        "松岭县2032年上半年重点任务进展情况,,,,\r\n序号,工作任务,牵头单位,配合单位,进展情况\r\n"
        '1,"新建停车位1,200个",县城管局,"县财政局、各街道","已建成700个,其中地下320个。"\r\n2,修缮古戏台,县文旅局,,"正在备料,\r\n7月开工。"\r\n'), "csv",
        rows=[{"number": 1, "text": "新建停车位1,200个", "lead": ["县城管局"], "cooperating": ["县财政局", "各街道"],
               "progress": "已建成700个,其中地下320个。"},
              {"number": 2, "text": "修缮古戏台", "lead": ["县文旅局"], "progress": ("正在备料", "7月开工。")}]),
    Layout("任务格里分行写单位", sheet([
        ["序号", "工作任务", "进展情况"],
        [1, "建设智慧路灯3000盏\n责任单位：县城管局（牵头）、县发改局", "已装1800盏。"],
        [2, "清退小水电9座\n责任单位：县水利局", "清退4座。"],
    ], "松岭县2032年上半年重点任务进展情况表"), "xlsx",
        rows=[{"text": "建设智慧路灯3000盏", "lead": ["县城管局"], "cooperating": ["县发改局"], "progress": "已装1800盏。"},
              {"text": "清退小水电9座", "lead": ["县水利局"], "progress": "清退4座。"}]),
    Layout("整改清单是否销号", sheet([
        ["序号", "整改事项", "责任单位", "整改情况", "是否销号"],
        [1, "拆除违建两处", "县城管局", "两处均已拆除。", "是"], [2, "补植林木300亩", "县林业局", "已补植120亩。", "否"],
    ], "松岭县2032年上半年督察反馈问题整改进展情况表"), "xlsx",
        rows=[{"text": "拆除违建两处", "lead": ["县城管局"], "progress": "两处均已拆除。", "outcome": "reached"},
              {"text": "补植林木300亩", "lead": ["县林业局"], "progress": "已补植120亩。", "outcome": None}]),
    Layout("单位标题行下列事项", sheet([
        ["序号", "工作任务", "进展情况", "存在问题"],
        ["县交通局（2项）"], [1, "改建客运站", "主体完工。", None], [2, "加装护栏15公里", "完成6公里。", "缺材料。"],
        ["县民政局（1项）"], [3, "建成养老驿站4个", "建成2个。", None],
    ], "松岭县2032年上半年重点任务进展情况表", merged("A3:D3", "A6:D6")), "xlsx",
        rows=[{"number": 1, "text": "改建客运站", "lead": ["县交通局"], "progress": "主体完工。"},
              {"number": 2, "text": "加装护栏15公里", "lead": ["县交通局"], "problem": "缺材料。"},
              {"number": 3, "text": "建成养老驿站4个", "lead": ["县民政局"], "progress": "建成2个。"}]),
    Layout("打印页里重复的表头和页码", sheet([
        ["序号", "工作任务", "责任单位", "完成时限", "进展情况"],
        [1, "新建图书馆", "县文旅局", "12月底", "地下室完工。"], [None, None, None, None, "第1页，共2页"],
        ["序号", "工作任务", "责任单位", "完成时限", "进展情况"],
        [2, "普查古树", "县林业局", "6月底", "完成普查。"], [None, None, None, None, "第2页，共2页"],
    ], "松岭县2032年上半年重点任务进展情况表"), "xlsx",
        rows=[{"number": 1, "text": "新建图书馆", "due": "12月底", "progress": "地下室完工。"},
              {"number": 2, "text": "普查古树", "lead": ["县林业局"], "due": "6月底", "progress": "完成普查。"}], absent=("共2页",)),
    Layout("填报说明在前一张表", book(填报说明=[["填报说明"], ["1", "请于7月5日前报送。"], ["2", "数据截至6月30日。"]], 汇总=[
        ["松岭县2032年上半年民生实事推进情况"],
        ["序号", "实事项目", "责任单位", "推进情况"], [1, "新增托位150个", "县卫健局", "新增80个。"], ["合计", "1项"]]), "xlsx",
        rows=[{"number": 1, "text": "新增托位150个", "lead": ["县卫健局"], "progress": "新增80个。"}], absent=("请于7月5日", "合计")),
    Layout("底色涂在序号上", sheet([
        ["序号", "工作任务", "责任单位", "进展情况"], [1, "新建车站", "县交通局", "在建。"], [2, "改造管网", "县住建局", "未动工。"],
    ], "松岭县2032年上半年重点任务进展情况表", filled_numbers), "xlsx",
        rows=[{"text": "新建车站", "lead": ["县交通局"]}, {"text": "改造管网", "progress": "未动工。"}], told=("颜色",)),
    Layout("两行表头各有目标完成", lambda: docx("松岭县2032年上半年重点项目进展情况表", [
        ["序号", "项目名称", "责任单位", LEFT, "投资情况（万元）", LEFT, "形象进度"],
        [UP, UP, "牵头", "配合", "年度计划", "累计完成", UP],
        ["1", "北山水库", "县水利局", "北山镇", "8000", "4300", "坝体填筑过半。"],
        ["2", "体育中心", "县文旅局", "", "12000", "3600", "基坑开挖。"],
    ]), "docx",
        rows=[{"number": 1, "text": "北山水库", "lead": ["县水利局"], "cooperating": ["北山镇"], "progress": ("坝体填筑过半。",)},
              {"number": 2, "text": "体育中心", "lead": ["县文旅局"], "progress": ("基坑开挖。",)}]),
]  # fmt: skip

HELD_BACK = [
    Layout("合并的镇名和合计在上", sheet([
        ["序号", "任务名称", "责任单位", "镇街", "任务数（户）", "完成数（户）"],
        [1, "改厕", "县农业农村局", "合计", 900, 410], [None, None, None, "石门镇", 500, 260], [None, None, None, "罗田镇", 400, 150],
    ], "望江县2033年上半年民生实事进展情况表", merged("A3:A5", "B3:B5", "C3:C5")), "xlsx",
        rows=[{"number": 1, "name": "改厕", "lead": ["县农业农村局"], "progress": ("410", "石门镇", "260", "罗田镇", "150")}],
        absent=("'text': '合计'",)),
    Layout("局机关月表有三色", sheet([
        ["填报单位：望江市水务局"], ["序号", "任务内容", "牵头科室", "配合科室", "截至6月底进展", "下月安排", "评价"],
        [1, "整治河道24公里", "河湖科", "建管科", "整治13公里。", "开工二标段。", "绿"],
        [2, "改造泵站5座", "建管科", "", "完成1座。", "增加班组。", "红"],
        ["备注：绿色为正常，红色为滞后。"], [None, None, None, None, "（盖章）", None, "2033年7月2日"],
    ], "望江市水务局2033年上半年重点工作台账"), "xlsx",
        rows=[{"number": 1, "text": "整治河道24公里", "lead": ["河湖科"], "cooperating": ["建管科"], "progress": "整治13公里。",
               "next_step": "开工二标段。", "outcome": "on_track"},
              {"number": 2, "text": "改造泵站5座", "lead": ["建管科"], "progress": "完成1座。", "outcome": "lagging"}], absent=("盖章",)),
    Layout("学校按学期的表", lambda: docx("望江县实验学校2033年上半年重点任务完成情况", [
        ["类别", "任务", "责任处室", "责任人", "完成情况", "备注"],
        ["教学", "组织公开课40节", "教务处", "罗敏", "组织23节。", ""],
        [UP, "培训班主任2次", "德育处", "田野", "培训1次。", "9月再训"],
        ["后勤", "更换课桌300套", "总务处", "万钧", "更换300套。", ""],
    ]), "docx",
        rows=[{"section": "教学", "text": "组织公开课40节", "lead": ["教务处"], "progress": "组织23节。"},
              {"section": "教学", "text": "培训班主任2次", "lead": ["德育处"], "progress": "培训1次。"},
              {"section": "后勤", "text": "更换课桌300套", "lead": ["总务处"]}], told=("备注",)),
    Layout("指标分计量单位一列", sheet([
        ["指标", "计量单位", "全年目标", "上半年完成", "同比增长（%）", "牵头部门"],
        ["一般公共预算收入", "亿元", 18.6, 9.9, 6.2, "县财政局"], ["进出口总额", "亿美元", 3.2, 1.1, -4.5, "县商务局"],
    ], "望江县2033年上半年经济指标完成情况"), "xlsx",
        rows=[{"name": "一般公共预算收入", "lead": ["县财政局"], "progress": "9.9亿元", "figures": ("6.2",), "target": "18.6亿元"},
              {"name": "进出口总额", "lead": ["县商务局"], "progress": "1.1亿美元", "figures": ("-4.5",), "target": "3.2亿美元"}]),
    Layout("带BOM和制表符的csv", lambda: BytesIO(("\ufeff望江县2033年上半年督办事项办理情况\r\n编号\t督办事项\t承办单位\t协办单位\t办理情况\t办理状态\r\n"
        "1\t修复滨江步道\t县城管局\t县水利局\t已修复2公里。\t正常推进\r\n2\t整治噪声\t县公安局\t\t尚未摸排。\t推进缓慢\r\n").encode()), "csv",
        rows=[{"number": 1, "text": "修复滨江步道", "lead": ["县城管局"], "cooperating": ["县水利局"], "progress": "已修复2公里。",
               "outcome": "on_track"},
              {"number": 2, "text": "整治噪声", "lead": ["县公安局"], "progress": "尚未摸排。", "outcome": "lagging"}]),
    Layout("一格写牵头和各镇", sheet([
        ["序号", "重点工作", "责任单位", "工作进展"],
        [1, "推广良种5万亩", "县农业农村局牵头，各乡镇、县气象局配合", "推广3万亩。"],
        [2, "开行专线2条", "牵头单位：县交通局\n配合单位：县文旅局、县公安局", "开行1条。"],
    ], "望江县2033年上半年重点工作进展情况表"), "xlsx",
        rows=[{"text": "推广良种5万亩", "lead": ["县农业农村局"], "cooperating": ["各乡镇", "县气象局"], "progress": "推广3万亩。"},
              {"text": "开行专线2条", "lead": ["县交通局"], "cooperating": ["县文旅局", "县公安局"]}]),
    Layout("年终状态有跨年和终止", sheet([
        ["序号", "工作任务", "责任单位", "完成情况", "完成状态"],
        [1, "建成粮库", "县发改局", "已投用。", "已完成"], [2, "修编规划", "县自然资源局", "待批复。", "跨年实施"],
        [3, "引进酒店", "县商务局", "投资方退出。", "终止"], [4, "建设货场", "县交通局", "完成七成。", "未完成"],
        [5, "治理矿坑", "县自然资源局", "剩余扫尾。", "基本完成"],
    ], "望江县2033年重点工作任务完成情况表"), "xlsx",
        rows=[{"text": "建成粮库", "outcome": "reached"}, {"text": "修编规划", "outcome": None}, {"text": "引进酒店", "outcome": None},
              {"text": "建设货场", "outcome": "not_reached"}, {"text": "治理矿坑", "outcome": None}], told=("跨年", "终止", "基本完成")),
    Layout("单位行用中文编号", sheet([
        ["序号", "事项", "办理情况", "下步打算"],
        ["一、县教育局"], [1, "扩建幼儿园", "封顶。", "装修。"], ["二、县卫健局"], [1, "建成急救站", "选址。", "报批。"],
    ], "望江县2033年上半年人大议案办理情况表", merged("A3:D3", "A5:D5")), "xlsx",
        rows=[{"text": "扩建幼儿园", "lead": ["县教育局"], "progress": "封顶。", "next_step": "装修。"},
              {"text": "建成急救站", "lead": ["县卫健局"], "progress": "选址。"}]),
    Layout("续表和签字栏", lambda: docx("望江县2033年上半年重点任务进展情况表",
        [["序号", "任务", "牵头单位", "进展情况"], ["1", "建成冷链仓库", "县供销社", "主体封顶。"]], "续表",
        [["序号", "任务", "牵头单位", "进展情况"], ["2", "开发助浴服务", "县民政局", "服务320人次。"],
         ["单位负责人（签字）：", LEFT, "填报日期：2033年7月1日", LEFT]]), "docx",
        rows=[{"number": 1, "text": "建成冷链仓库", "lead": ["县供销社"], "progress": "主体封顶。"},
              {"number": 2, "text": "开发助浴服务", "lead": ["县民政局"], "progress": "服务320人次。"}], absent=("签字", "填报日期")),
    Layout("时限有日期格和文字", sheet([
        ["序号", "工作任务", "责任单位", "完成时限", "进展情况"],
        [1, "出台人才政策", "县委组织部", date(2033, 6, 30), "已出台。"], [2, "维护路灯", "县城管局", "长期坚持", "检修400盏。"],
        [3, "建成支线机场", "县交通局", "2034年10月", "航站楼开工。"],
    ], "望江县2033年上半年重点任务进展情况表"), "xlsx",
        rows=[{"number": 1, "text": "出台人才政策", "due": ("2033", "6", "30"), "progress": "已出台。"},
              {"number": 2, "text": "维护路灯", "due": "长期坚持", "progress": "检修400盏。"},
              {"number": 3, "text": "建成支线机场", "due": "2034年10月"}]),
    Layout("通报正文里的滞后事项", letter("望江县人民政府办公室关于2033年上半年重点工作督查情况的通报",
        "各乡镇人民政府，县政府各部门：", "现将上半年督查情况通报如下。", "二、推进滞后的事项",
        "1.改建客运中心。牵头单位：县交通局。截至6月底，仅完成拆迁。", "2.建设污水厂。牵头单位：县住建局。截至6月底，尚未开工。"), "docx",
        rows=[{"text": ("改建客运中心",), "lead": ["县交通局"], "outcome": "lagging"},
              {"text": ("建设污水厂",), "lead": ["县住建局"], "outcome": "lagging"}], told=("没有表格",), blocked=True),
    Layout("三级编号和空行", sheet([
        ["编号", "工作任务", "责任单位", "进展情况"], ["（一）产业", None, None, None], [], ["1.1", "建成标准厂房", "县工信局", "交付两栋。"],
        ["1.2", "开办夜市", "县商务局", "开办。"], [], ["（二）民生", None, None, None], ["2.1", "铺设燃气管30公里", "县住建局", "铺设19公里。"],
    ], "望江县2033年上半年重点任务进展情况表"), "xlsx",
        rows=[{"section": "（一）产业", "text": "建成标准厂房", "lead": ["县工信局"], "progress": "交付两栋。"},
              {"section": "（一）产业", "text": "开办夜市", "lead": ["县商务局"]},
              {"section": "（二）民生", "text": "铺设燃气管30公里", "progress": "铺设19公里。"}], told=("以下各列未导入：编号",)),
]  # fmt: skip

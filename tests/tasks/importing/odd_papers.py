"""Odd tables that the machine does not understand alone, each with what a person teaches and what the paper says.

They were written down, with their rows, before the reader was taught anything.
"""

from dataclasses import dataclass, field
from io import BytesIO

from openpyxl import Workbook

from tasks.enums import Outcome
from tasks.importing.columns import Column
from tasks.importing.teaching import Continuation, TaughtTable

TITLE = "云溪区人民政府2024年上半年重点工作进展情况"


@dataclass(frozen=True)
class OddPaper:
    """A paper of one sheet or of several.

    Attributes:
        sheets: name → rows of cells.
        taught: place of a table → what a person teaches of it.
        rows: what the paper says: of each item the values that are not blank.
    """

    sheets: dict[str, list[list]]
    taught: dict[str, TaughtTable]
    rows: list[dict]
    merged: dict[str, list[str]] = field(default_factory=dict)


def write_workbook(paper: OddPaper) -> BytesIO:
    """Writes the sheets of a paper, with their merged areas."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in paper.sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in paper.merged.get(name, []):
            sheet.merge_cells(area)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def sheet(*rows: list) -> dict[str, list[list]]:
    return {"Sheet1": [[TITLE], *rows]}


def item(number: int | None, text: str, **more) -> dict:
    return {"number": number, "text": text, **more}


C = Column
ODD_PAPERS = {
    # labels of which none names the work
    "号、做什么、谁牵头、干得怎样": OddPaper(
        sheet(
            ["号", "做什么", "谁牵头", "谁帮忙", "干得怎样"],
            [1, "建成体育公园1个", "区文旅局", "区财政局", "主体完工。"],
            [2, "新建充电桩500个", "区发改局", "", "已建成410个。"],
        ),
        {"1.1": TaughtTable((1, 2), columns={0: C.NUMBER, 1: C.TEXT, 2: C.LEAD, 3: C.COOPERATE, 4: C.PROGRESS})},
        [
            item(1, "建成体育公园1个", lead=["区文旅局"], cooperating=["区财政局"], progress="主体完工。"),
            item(2, "新建充电桩500个", lead=["区发改局"], progress="已建成410个。"),
        ],
    ),
    # no header at all
    "没有表头": OddPaper(
        sheet(
            [1, "整治城中村2个", "区住建局", "已完成1个。"],
            [2, "建成口袋公园3个", "区城管局", "开工2个。"],
        ),
        {"1.1": TaughtTable((1, 1), columns={0: C.NUMBER, 1: C.TEXT, 2: C.LEAD, 3: C.PROGRESS})},
        [
            item(1, "整治城中村2个", lead=["区住建局"], progress="已完成1个。"),
            item(2, "建成口袋公园3个", lead=["区城管局"], progress="开工2个。"),
        ],
    ),
    # a row of column numbers under the header
    "表头之下有栏次": OddPaper(
        sheet(
            ["甲", "乙", "丙", "丁"],
            ["1", "2", "3", "4"],
            [1, "新建小学两所", "区教委", "一所封顶。"],
            [2, "改造老旧小区8个", "区住建局", "完工3个。"],
        ),
        {"1.1": TaughtTable((1, 2), 3, columns={0: C.NUMBER, 1: C.TEXT, 2: C.LEAD, 3: C.PROGRESS})},
        [
            item(1, "新建小学两所", lead=["区教委"], progress="一所封顶。"),
            item(2, "改造老旧小区8个", lead=["区住建局"], progress="完工3个。"),
        ],
    ),
    # one item over several lines of a sheet, its words broken by the line
    "一项拆成几行": OddPaper(
        sheet(
            ["编", "要办的事", "主抓", "眼下"],
            [1, "建成区级养老服务", "区民政局", "已完成选址，"],
            ["", "中心1个", "", "正在招标。"],
            [2, "新增托位300个", "区卫健委", "新增120个。"],
        ),
        {
            "1.1": TaughtTable(
                (1, 2), columns={0: C.NUMBER, 1: C.TEXT, 2: C.LEAD, 3: C.PROGRESS}, continues=Continuation.NUMBER
            )
        },
        [
            item(1, "建成区级养老服务中心1个", lead=["区民政局"], progress="已完成选址，正在招标。"),
            item(2, "新增托位300个", lead=["区卫健委"], progress="新增120个。"),
        ],
    ),
    # states of the office's own
    "甲乙丙丁作状态": OddPaper(
        sheet(
            ["序号", "工作任务", "责任单位", "进展情况", "评级"],
            [1, "建成消防站1座", "区消防大队", "已投用。", "甲"],
            [2, "新建公厕5座", "区城管局", "在建3座。", "乙"],
            [3, "开通公交线2条", "区交通局", "线路未批。", "丙"],
        ),
        {
            "1.1": TaughtTable(
                columns={4: C.JUDGEMENT},
                states={"甲": Outcome.REACHED, "乙": Outcome.ON_TRACK, "丙": Outcome.LAGGING},
            )
        },
        [
            item(1, "建成消防站1座", lead=["区消防大队"], progress="已投用。", judgement="甲", outcome="reached"),
            item(2, "新建公厕5座", lead=["区城管局"], progress="在建3座。", judgement="乙", outcome="on_track"),
            item(3, "开通公交线2条", lead=["区交通局"], progress="线路未批。", judgement="丙", outcome="lagging"),
        ],
    ),
    # ticks under labels that are no states
    "打勾的好中差": OddPaper(
        sheet(
            ["序号", "工作任务", "责任单位", "进展情况", "好", "中", "差"],
            [1, "修复河堤4公里", "区水利局", "完成4公里。", "√", "", ""],
            [2, "建设粮库1座", "区粮储局", "基础完成。", "", "√", ""],
            [3, "搬迁企业2家", "区工信局", "尚未签约。", "", "", "√"],
        ),
        {
            "1.1": TaughtTable(
                columns={4: C.STATE, 5: C.STATE, 6: C.STATE},
                states={"好": Outcome.REACHED, "中": Outcome.ON_TRACK, "差": Outcome.LAGGING},
            )
        },
        [
            item(1, "修复河堤4公里", lead=["区水利局"], progress="完成4公里。", judgement="好", outcome="reached"),
            item(2, "建设粮库1座", lead=["区粮储局"], progress="基础完成。", judgement="中", outcome="on_track"),
            item(3, "搬迁企业2家", lead=["区工信局"], progress="尚未签约。", judgement="差", outcome="lagging"),
        ],
    ),
    # 牵头 and 配合 under labels that say the opposite of what they hold
    "甲方乙方": OddPaper(
        sheet(
            ["序号", "工作任务", "甲方", "乙方", "进展情况"],
            [1, "整治黑臭水体3处", "区水利局", "区生态环境局", "完成1处。"],
            [2, "建成幼儿园2所", "区教委", "区住建局", "在建。"],
        ),
        {"1.1": TaughtTable(columns={2: C.COOPERATE, 3: C.LEAD})},
        [
            item(1, "整治黑臭水体3处", lead=["区生态环境局"], cooperating=["区水利局"], progress="完成1处。"),
            item(2, "建成幼儿园2所", lead=["区住建局"], cooperating=["区教委"], progress="在建。"),
        ],
    ),
    # three lines of a header
    "三行表头": OddPaper(
        sheet(
            ["次", "大事", "", "管事的", "近况"],
            ["", "哪方面", "哪一件", "", ""],
            ["", "（类）", "（件）", "（局）", "（截至6月底）"],
            [1, "民生", "新建便民市场2个", "区商务局", "建成1个。"],
            [2, "民生", "新增停车位500个", "区城管局", "新增200个。"],
        ),
        {"1.1": TaughtTable((1, 4), columns={0: C.NUMBER, 1: C.SECTION, 2: C.TEXT, 3: C.LEAD, 4: C.PROGRESS})},
        [
            item(1, "新建便民市场2个", section="民生", lead=["区商务局"], progress="建成1个。"),
            item(2, "新增停车位500个", section="民生", lead=["区城管局"], progress="新增200个。"),
        ],
    ),
    # a sheet of contacts that looks like a table of tasks
    "联系表不是任务": OddPaper(
        {
            **sheet(
                ["序号", "工作任务", "责任单位", "进展情况"],
                [1, "建成图书馆分馆2个", "区文旅局", "建成1个。"],
            ),
            "联络": [["序号", "工作内容", "责任单位", "进展情况"], [1, "联络", "区府办", "张三 1234"]],
        },
        {"2.1": TaughtTable(is_left_out=True)},
        [item(1, "建成图书馆分馆2个", lead=["区文旅局"], progress="建成1个。")],
    ),
    # the second sheet goes on without a header
    "下一张表没有表头": OddPaper(
        {
            **sheet(
                ["序号", "工作任务", "责任单位", "进展情况"],
                [1, "绿化造林800亩", "区林业局", "完成500亩。"],
            ),
            "续": [[2, "新建水厂1座", "区水利局", "开工。"], [3, "改造管网6公里", "区城管局", "完成2公里。"]],
        },
        {"2.1": TaughtTable(is_joined=True)},
        [
            item(1, "绿化造林800亩", lead=["区林业局"], progress="完成500亩。"),
            item(2, "新建水厂1座", lead=["区水利局"], progress="开工。"),
            item(3, "改造管网6公里", lead=["区城管局"], progress="完成2公里。"),
        ],
    ),
    # the work stands in two columns
    "内容分两列": OddPaper(
        sheet(
            ["序", "干什么", "干到什么程度", "谁来干", "干了什么"],
            [1, "建设人才公寓", "年内交付200套", "区人社局", "主体封顶。"],
            [2, "治理内涝点", "消除6处", "区城管局", "消除4处。"],
        ),
        {"1.1": TaughtTable((1, 2), columns={0: C.NUMBER, 1: C.TEXT, 2: C.TEXT, 3: C.LEAD, 4: C.PROGRESS})},
        [
            item(1, "建设人才公寓\n年内交付200套", lead=["区人社局"], progress="主体封顶。"),
            item(2, "治理内涝点\n消除6处", lead=["区城管局"], progress="消除4处。"),
        ],
    ),
    # two items under one merged number: each line is an item
    "每一行都是一项": OddPaper(
        sheet(
            ["组", "事情", "归口", "现状"],
            [1, "建成党群中心1个", "区委组织部", "已开工。"],
            [1, "建成党群中心1个", "区委社工部", "待招标。"],
        ),
        {"1.1": TaughtTable((1, 2), columns={1: C.TEXT, 2: C.LEAD, 3: C.PROGRESS, 0: None}, continues=Continuation.NEVER)},
        [
            item(None, "建成党群中心1个", lead=["区委组织部"], progress="已开工。"),
            item(None, "建成党群中心1个", lead=["区委社工部"], progress="待招标。"),
        ],
        {"Sheet1": ["B3:B4"]},
    ),
    # problem, plan and coordination under words of the office's own
    "卡在哪、怎么办、要谁帮": OddPaper(
        sheet(
            ["序号", "工作任务", "责任单位", "近况", "卡在哪", "怎么办", "要谁帮"],
            [1, "建设快速路1条", "区交通局", "完成勘察。", "用地未批。", "7月报批。", "请区自然资源局加快审批。"],
            [2, "建成康养中心1个", "区民政局", "已装修。", "", "8月投用。", ""],
        ),
        {"1.1": TaughtTable((1, 2), columns={3: C.PROGRESS, 4: C.PROBLEM, 5: C.NEXT_STEP, 6: C.COORDINATION})},
        [
            item(
                1, "建设快速路1条", lead=["区交通局"], progress="完成勘察。", problem="用地未批。", next_step="7月报批。",
                coordination="请区自然资源局加快审批。",
            ),
            item(2, "建成康养中心1个", lead=["区民政局"], progress="已装修。", next_step="8月投用。"),
        ],
    ),
}  # fmt: skip

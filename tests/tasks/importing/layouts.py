"""Invented papers, each with one thing that is easily read wrong; written in code, so that what is odd can be seen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO

from docx import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from tests.tasks.importing.papers import saved

SPACES = nsdecls("w", "wp", "a", "r") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TITLE = "石河县2031年上半年重点工作任务进展情况表"
HEAD = ["序号", "工作任务", "牵头单位", "进展情况"]
BRIDGE = [1, "新建青石大桥", "县交通局", "已完成桥墩。"]
CLINIC = [2, "改造卫生室30所", "县卫健局", "已改造12所。"]
CANAL = [3, "疏浚灌渠18公里", "县水利局", "已疏浚9公里。"]


@dataclass(frozen=True)
class Layout:
    """A paper and what is to come of it.

    Attributes:
        rows: values of the rows that are to be read, by their keys in ``row_values``.
        told: words each of which a person is told, in a warning or as a place that blocks.
        blocked: whether the import is to stop until a person has decided.
        absent: words that may stand in no row.
    """

    name: str
    build: Callable[[], BytesIO]
    ending: str
    rows: list[dict] = field(default_factory=list)
    told: tuple[str, ...] = ()
    blocked: bool = False
    absent: tuple[str, ...] = ()
    period: str | None = None


def sheet(rows: list[list], title: str = TITLE, finish: Callable | None = None) -> Callable[[], BytesIO]:
    """Builds a workbook of a title and rows; ``finish`` changes its only sheet."""

    def build() -> BytesIO:
        book = Workbook()
        book.active.append([title])
        for row in rows:
            book.active.append(row)
        if finish:
            finish(book.active)
        return saved(book)

    return build


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def cell(*runs: str, span: int = 1, properties: str = "", paragraph: str = "") -> str:
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{properties}</w:tcPr>'
        f"<w:p><w:pPr>{paragraph}</w:pPr>{inside}</w:p></w:tc>"
    )


def table(rows: list[list[str]], widths: list[int]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(f"<w:tr>{''.join(one if one.startswith('<') else cell(one) for one in row)}</w:tr>" for row in rows)
    return f"<w:tbl {SPACES}><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def paper(
    rows: list[list[str]], widths: list[int] | None = None, finish: Callable | None = None
) -> Callable[[], BytesIO]:
    """Builds a Word file of a title and a table; ``finish`` changes the document."""

    def build() -> BytesIO:
        word = Word()
        word.add_paragraph(TITLE)
        body = word.element.body
        body.insert(len(body) - 1, parse_xml(table(rows, widths or [1500] * len(rows[0]))))
        if finish:
            finish(word)
        return saved(word)

    return build


def strings(*rows: list) -> list[list[str]]:
    return [[str(value) for value in row] for row in rows]


def fill(colours: dict[str, str]) -> Callable:
    def finish(active) -> None:
        for place, colour in colours.items():
            active[place].fill = PatternFill("solid", fgColor=colour)

    return finish


def with_fonts(**fonts: Font) -> Callable:
    def finish(active) -> None:
        for place, font in fonts.items():
            active[place].font = font

    return finish


def with_formats(**formats: str) -> Callable:
    def finish(active) -> None:
        for place, number_format in formats.items():
            active[place].number_format = number_format

    return finish


def with_hidden_row(active) -> None:
    active.row_dimensions[4].hidden = True


def with_hidden_column(active) -> None:
    active.column_dimensions["E"].hidden = True


def with_theme_fill(active) -> None:
    active["E3"].fill = PatternFill("solid", fgColor=Color(theme=5))


def with_comment(active) -> None:
    active["D3"].comment = Comment("此数未经核实", "督查办")


def with_numbered_style(word) -> None:
    style = parse_xml(
        f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="Liebiao"><w:name w:val="Liebiao"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    word.styles.element.append(style)


PLACEHOLDER = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入文字。</w:t></w:r></w:sdtContent></w:sdt>"
BOX = "<w:txbxContent><w:p><w:r><w:t>另有两孔正在浇筑。</w:t></w:r></w:p></w:txbxContent>"
BOX_TWICE = (
    f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>'
    f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
LAMPED = [*HEAD, "亮灯"]
DONE = {"text": "新建青石大桥", "lead": ["县交通局"], "progress": "已完成桥墩。"}


def boxed_table() -> BytesIO:
    """A table inside a text box."""
    word = Word()
    word.add_paragraph(TITLE)
    inner = table(strings(HEAD, BRIDGE, CLINIC), [1500] * 4)
    xml = f"<w:p {SPACES}><w:r><w:pict><v:textbox><w:txbxContent>{inner}<w:p/></w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    word.element.body.insert(1, parse_xml(xml))
    return saved(word)


#: read while the reader was mended
SEEN = [
    Layout("单位站在任务列", sheet([HEAD, [1, "县交通局", "已完成桥墩。"], [2, "县卫健局", "已改造12所。"]]), "xlsx",
           told=("单位名称",), blocked=True),
    Layout("日期站在任务列", sheet([HEAD, BRIDGE, [2, "2031年6月底", "县卫健局", "已改造12所。"]]), "xlsx",
           rows=[DONE], told=("日期",), blocked=True),
    Layout("栏目名称站在任务列", sheet([HEAD, BRIDGE, [2, "二季度进展", "县卫健局", "已改造12所。"]]), "xlsx",
           rows=[DONE], told=("栏目名称",), blocked=True),
    Layout("数字站在任务列", sheet([HEAD, BRIDGE, [2, "1,200户", "县卫健局", "已改造12所。"]]), "xlsx",
           rows=[DONE], told=("数字",), blocked=True),
    Layout("进展表没有单位", sheet([["序号", "工作任务", "进展情况"], [1, "新建青石大桥", "已完成桥墩。"]]), "xlsx",
           told=("没有牵头",), blocked=True),
    Layout("领导写在单位列", sheet([HEAD, [1, "新建青石大桥", "王建国", "在建。"], [2, "改造卫生室30所", "李敏", "在建。"]]), "xlsx",
           told=("姓名",), blocked=True),
    Layout("只有协办单位", sheet([["序号", "工作任务", "协办单位", "进展情况"], BRIDGE, CLINIC]), "xlsx",
           told=("牵头",), blocked=True),
    Layout("标题里的滞后", sheet([HEAD, BRIDGE, CLINIC, CANAL], title="石河县2031年上半年滞后事项整改完成情况表"), "xlsx",
           told=("标题",), blocked=True),
    Layout("隐藏的行", sheet([HEAD, BRIDGE, CLINIC, CANAL], finish=with_hidden_row), "xlsx",
           rows=[DONE], told=("隐藏",), blocked=True, absent=("改造卫生室30所",)),
    Layout("占位文字", paper([*strings(HEAD), ["1", "新建青石大桥", "县交通局", cell(PLACEHOLDER)]]), "docx",
           rows=[{"text": "新建青石大桥", "progress": None}], absent=("单击此处",)),
    Layout("新旧两种写法的文本框", paper([*strings(HEAD), ["1", "新建青石大桥", "县交通局", cell("已完成桥墩。", BOX_TWICE)]]), "docx",
           rows=[DONE | {"progress": "已完成桥墩。\n另有两孔正在浇筑。"}]),
    Layout("红黄绿三列打勾", sheet([[*HEAD, "绿灯", "黄灯", "红灯"], [*BRIDGE, "√"], [*CLINIC, None, None, "√"]]), "xlsx",
           rows=[DONE | {"outcome": "on_track"}, {"text": "改造卫生室30所", "outcome": "lagging"}]),
    Layout("一至十一月", sheet([HEAD, BRIDGE], title="石河县2031年1—11月重点工作任务进展情况表"), "xlsx",
           rows=[DONE], told=("1—11月",), period="FY"),
]  # fmt: skip

#: looked at only when the reader was done
HELD_BACK = [
    Layout("多行的竖线都错开", paper([
        [cell("序号"), cell("工作任务", span=2), cell("牵头单位", span=2), cell("进展情况")],
        [cell("1"), cell("新建青石大桥"), cell("县交通局", span=2), cell("已完成桥墩。", span=2)],
        [cell("2"), cell("改造卫生室30所", span=2), cell("县卫健局"), cell("已改造12所。", span=2)],
    ], [600, 2800, 80, 1400, 70, 2600]), "docx",
           rows=[DONE, {"text": "改造卫生室30所", "lead": ["县卫健局"], "progress": "已改造12所。"}], told=("错开",)),
    Layout("竖线错开且格数不同", paper([
        [cell("序号"), cell("工作任务", span=2), cell("牵头单位", span=2), cell("进展情况")],
        [cell("1"), cell("新建青石大桥"), cell("县交通局", span=2), cell("", span=1), cell("已完成桥墩。")],
    ], [600, 1400, 1400, 1400, 1400, 2600]), "docx", told=("错位",), blocked=True),
    Layout("单位写在领导列", sheet([["序号", "工作任务", "责任领导", "牵头单位", "进展情况"],
                              [1, "新建青石大桥", "县交通局", "县交通局", "在建。"], [2, "改造卫生室30所", "县卫健局", "县卫健局", "在建。"]]),
           "xlsx", told=("单位名称",), blocked=True),
    Layout("时限列不是日期", sheet([["序号", "工作任务", "牵头单位", "完成时限", "进展情况"],
                             [1, "新建青石大桥", "县交通局", "县住建局", "在建。"], [2, "改造卫生室30所", "县卫健局", "县财政局", "在建。"]]),
           "xlsx", told=("不是日期",), blocked=True),
    Layout("白字", sheet([HEAD, BRIDGE, [2, "改造卫生室30所", "县卫健局", "内部掌握，勿外传"]], finish=with_fonts(D4=Font(color="FFFFFFFF"))),
           "xlsx", rows=[DONE], told=("看不见",), absent=("勿外传",)),
    Layout("隐藏的列", sheet([[*HEAD, "存在问题"], [*BRIDGE, "内部：资金缺口"]], finish=with_hidden_column), "xlsx",
           rows=[DONE | {"problem": None}], told=("隐藏",), absent=("资金缺口",)),
    Layout("带颜色的圆点", sheet([LAMPED, [*BRIDGE, "●"], [*CLINIC, "●"]],
                          finish=with_fonts(E3=Font(color="FF00B050"), E4=Font(color="FFFF0000"))), "xlsx",
           rows=[DONE | {"outcome": "on_track"}, {"text": "改造卫生室30所", "outcome": "lagging"}], told=("颜色",)),
    Layout("主题色底纹", sheet([LAMPED, [*BRIDGE, None]], finish=with_theme_fill), "xlsx",
           rows=[DONE | {"outcome": None}], told=("颜色",)),
    Layout("万元格式和末位数字", sheet([HEAD, [1, "完成投资3亿元", "县发改局", 12345678], [2, "达标率90%", "县卫健局", 0.4567]],
                             finish=with_formats(D3='0!.0,"万元"', D4="0.0%")), "xlsx",
           rows=[{"text": "完成投资3亿元", "progress": "1234.6万元"}, {"text": "达标率90%", "progress": "45.7%"}]),
    Layout("Excel批注", sheet([HEAD, BRIDGE], finish=with_comment), "xlsx", rows=[DONE], told=("批注", "此数未经核实")),
    Layout("样式带的编号", paper([*strings(HEAD), [cell(paragraph='<w:pStyle w:val="Liebiao"/>'), *strings(BRIDGE)[0][1:]],
                            [cell(paragraph='<w:pStyle w:val="Liebiao"/>'), *strings(CLINIC)[0][1:]]], finish=with_numbered_style),
           "docx", rows=[DONE | {"number": 1}, {"text": "改造卫生室30所", "number": 2}]),
    Layout("文本框里的表", boxed_table, "docx", rows=[DONE, {"text": "改造卫生室30所"}]),
    Layout("五月份", sheet([HEAD, BRIDGE], title="石河县2031年5月份重点工作完成情况表"), "xlsx", told=("5月份",)),
    Layout("方框勾选", sheet([[*HEAD, "是否达到序时进度"], [*BRIDGE, "☑达到 □未达到"], [*CLINIC, "□达到 ☑未达到"]]), "xlsx",
           rows=[DONE | {"outcome": "on_track"}, {"text": "改造卫生室30所", "outcome": "lagging"}]),
]  # fmt: skip


def sheets_of_units() -> BytesIO:
    """A sheet for each unit, which its name tells."""
    book = Workbook()
    book.remove(book.active)
    for unit, row in (("县交通局", BRIDGE), ("县卫健局", CLINIC)):
        active = book.create_sheet(unit)
        active.append([TITLE])
        active.append(["序号", "工作任务", "进展情况"])
        active.append([row[0], row[1], row[3]])
    return saved(book)


def merged(*areas: str) -> Callable:
    def finish(active) -> None:
        for area in areas:
            active.merge_cells(area)

    return finish


#: tables that offices lay out otherwise
SHAPES = [
    Layout("一个单位一张工作表", sheets_of_units, "xlsx", rows=[DONE, {"text": "改造卫生室30所", "lead": ["县卫健局"]}]),
    Layout("单位写在任务格的括号里", sheet([["序号", "工作任务", "进展情况"],
                                  [1, "新建青石大桥（牵头单位：县交通局；配合单位：各乡镇）", "已完成桥墩。"]]), "xlsx",
           rows=[DONE | {"cooperating": ["各乡镇"]}]),
    Layout("一项几个指标", sheet([["序号", "工作任务", "指标名称", "目标值", "完成值", "牵头单位"],
                            [1, "发展农业", "粮食（万吨）", 12, 6, "县农业农村局"], [None, None, "生猪（万头）", 30, 14, "县农业农村局"]],
                           finish=merged("A3:A4", "B3:B4")), "xlsx",
           rows=[{"text": "发展农业", "progress": "粮食（万吨）：6\n生猪（万头）：14"}], told=("目标值",)),
    Layout("数字列在文字列之前", sheet([["序号", "工作任务", "牵头单位", "完成值", "进展情况"],
                               [1, "新建青石大桥", "县交通局", "三孔", "已完成桥墩。"], [2, "改造卫生室30所", "县卫健局", 12, "已改造12所。"]]),
           "xlsx", rows=[DONE, {"text": "改造卫生室30所", "progress": "已改造12所。"}], told=("完成值",)),
    Layout("一格几种状态", sheet([[*HEAD, "状态"], [*BRIDGE, "①正常②滞后"]]), "xlsx",
           rows=[DONE | {"outcome": "lagging"}], told=("几种结论",)),
    Layout("督查结果", sheet([[*HEAD, "督查结果"], [*BRIDGE, "欠进度"], [*CLINIC, "达进度"], [*CANAL, "超进度"]]), "xlsx",
           rows=[DONE | {"outcome": "lagging"}, {"text": "改造卫生室30所", "outcome": "on_track"},
                 {"text": "疏浚灌渠18公里", "outcome": "ahead"}]),
    Layout("标题和表头之间有日期", sheet([["（2031年7月5日）"], ["统计截止时间：2031年6月30日"], HEAD, BRIDGE],
                                title="石河县2031年重点工作任务进展情况表"), "xlsx", rows=[DONE]),
    Layout("逐条文字的方案", lambda: prose("1.新建青石大桥。", "牵头单位：县交通局", "2.改造卫生室30所。", "牵头单位：县卫健局"), "docx",
           rows=[{"text": "新建青石大桥。", "lead": ["县交通局"]}, {"text": "改造卫生室30所。", "number": 2}], told=("没有表格",)),
]  # fmt: skip


def prose(*lines: str) -> BytesIO:
    """A document of paragraphs."""
    word = Word()
    word.add_paragraph("石河县人民政府关于下达2031年重点工作任务的通知")
    for line in lines:
        word.add_paragraph(line)
    return saved(word)

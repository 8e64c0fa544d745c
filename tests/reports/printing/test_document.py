"""The Word document an office would send, read back as XML."""

import zipfile
from io import BytesIO

import pytest
from docx import Document
from lxml import etree

from reports.printing.document import write_document
from reports.printing.sheet import Align, Column, Merge, Sheet
from tests.reports.printed import PrintedTable, W, read_document

COLUMNS = (
    Column("序号", 0.1),
    Column("工作任务", 0.2, spans=2),
    Column("", 0.3, Align.LEFT, spans=0),
    Column("进展情况", 0.4, Align.LEFT),
)
SHEET = Sheet(
    "附件1",
    "3项任务进展情况表",
    COLUMNS,
    ((1, "甲板块", "任务1", "已完成"), (2, "甲板块", "任务2", "办理中\n预计9月完成"), (3, "乙", "任务3", "")),
    (Merge(1, 0, 1),),
)
LONG = Sheet("附件2", "1项", COLUMNS, ((1, "甲", "任务", "字" * 2000),))


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "附件.docx"
    with path.open("wb") as stream:
        write_document([SHEET, LONG], stream)
    return path


def part(path, name: str):
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def rows_with(path, mark: str) -> list[list[bool]]:
    """For every table, which of its rows carry a mark."""
    tables = part(path, "word/document.xml").iter(f"{W}tbl")
    return [[row.find(f"{W}trPr/{W}{mark}") is not None for row in each.iter(f"{W}tr")] for each in tables]


def test_the_tables_come_back_cell_by_cell(path):
    header = [("序号", 1), ("工作任务", 2), ("进展情况", 1)]
    assert read_document(path) == [
        PrintedTable(
            "附件1",
            "3项任务进展情况表",
            header,
            [
                ["1", "甲板块", "任务1", "已完成"],
                ["2", "", "任务2", "办理中\n预计9月完成"],
                ["3", "乙", "任务3", ""],
            ],
            {(1, 0, 1)},
        ),
        PrintedTable("附件2", "1项", header, [["1", "甲", "任务", "字" * 2000]], set()),
    ]


def test_the_header_is_repeated_on_every_page(path):
    assert rows_with(path, "tblHeader") == [[True, False, False, False], [True, False]]


def test_short_rows_stay_whole_and_long_ones_may_go_on_overleaf(path):
    assert rows_with(path, "cantSplit") == [[True, True, True, True], [True, False]]


def test_the_page_is_a4_on_its_side_with_the_margins_of_the_standard(path):
    (section,) = Document(path).sections
    sizes = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(size.mm) for size in sizes] == [297, 210, 28, 26, 36, 36]


def test_every_attachment_begins_a_page(path):
    paragraphs = part(path, "word/document.xml").find(f"{W}body").findall(f"{W}p")
    breaks = ["".join(each.itertext()) for each in paragraphs if each.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert breaks == ["附件2"]


def test_every_run_names_its_chinese_typeface(path):
    runs = list(part(path, "word/document.xml").iter(f"{W}r"))
    faces = [run.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") for run in runs]
    assert faces[:3] == ["黑体", "方正小标宋简体", "黑体"]
    assert set(faces) == {"黑体", "方正小标宋简体", "仿宋"}


def test_word_is_told_what_to_take_where_a_typeface_is_missing(path):
    fonts = part(path, "word/fontTable.xml").findall(f"{W}font")
    alternatives = {
        font.get(f"{W}name"): font.find(f"{W}altName").get(f"{W}val")
        for font in fonts
        if font.find(f"{W}altName") is not None
    }
    ours = {name: alternatives[name] for name in ("方正小标宋简体", "黑体", "仿宋", "宋体")}
    assert ours == {"方正小标宋简体": "黑体", "黑体": "SimHei", "仿宋": "仿宋_GB2312", "宋体": "SimSun"}


def test_page_numbers_stand_at_the_outer_edge(path):
    section = Document(path).sections[0]

    def number_of(footer):
        (paragraph,) = footer.paragraphs
        return "".join(each.text for each in paragraph._p.iter(f"{W}t")), paragraph.alignment

    assert [number_of(each) for each in (section.footer, section.even_page_footer)] == [
        ("— 1 —", 2),
        ("— 1 —", 0),
    ]


def test_rare_characters_and_markup_survive(tmp_path):
    path = tmp_path / "附件.docx"
    odd = Sheet("附件1", "表", COLUMNS, ((1, "甲", '𬭎䶮😀&<b>"', "=1+1"),))
    with path.open("wb") as stream:
        write_document([odd], stream)
    (table,) = read_document(path)
    assert table.rows == [["1", "甲", '𬭎䶮😀&<b>"', "=1+1"]]


def test_python_docx_opens_what_was_written():
    stream = BytesIO()
    write_document([SHEET], stream)
    (table,) = Document(stream).tables
    assert [cell.text for cell in table.rows[1].cells] == ["1", "甲板块", "任务1", "已完成"]

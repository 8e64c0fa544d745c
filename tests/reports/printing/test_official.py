"""The Word file of a report as GB/T 9704-2012 wants it: read back with python-docx, and converted by LibreOffice."""

import re
import subprocess
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from reports.printing.delivery import OfficeFile
from reports.printing.official import write_official_document
from reports.printing.paragraphs import number_paragraphs, read_paragraphs
from reports.printing.portable import convert_to_pdf
from reports.printing.sheet import Align, Column, Merge, Sheet

TEXT = """
【文号】示府办发〔2024〕6号
【标题】示范区人民政府督查办
关于一季度推进情况的报告
【主送】区政府：
【正文】现将有关情况报告如下。
【一级】总体情况
【二级】重点任务
【条目】新增学位3000个。建成1200个。（牵头单位：区教委）
【附件】正常推进1项重点工作任务情况表
【附件】推进滞后2项重点工作任务情况表
【署名】示范区人民政府督查办
【日期】2024年4月8日
【附注】（此件公开发布）
"""
COLUMNS = (Column("序号", 0.1), Column("板块", 0.2), Column("进展", 0.7, Align.LEFT))


def sheet(label: str, title: str, rows: int) -> Sheet:
    body = tuple((number, "教育", f"第{number}项进展。") for number in range(1, rows + 1))
    return Sheet(label, title, COLUMNS, body, (Merge(1, 0, rows - 1),) if rows > 1 else ())


WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
SHEETS = (
    sheet("附件1", "正常推进1项重点工作任务情况表", 1),
    sheet("附件2", "推进滞后2项重点工作任务情况表", 2),
)


def report(text: str = TEXT, sheets=SHEETS):
    return Document(BytesIO(write_official_document(number_paragraphs(read_paragraphs(text)), sheets)))


def millimetres(length) -> float:
    return round(length / Mm(1), 1)


def looks(paragraph) -> tuple:
    """Text, typeface, points and boldness of the first run."""
    run = paragraph.runs[0]
    face = run._r.rPr.rFonts.get(qn("w:eastAsia"))
    return paragraph.text, face, run.font.size.pt, bool(run.font.bold)


def test_the_text_stands_in_156_by_225_millimetres_of_a4():
    section = report().sections[0]
    page = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [millimetres(each) for each in page] == [210, 297, 37, 28]
    text = (
        section.page_width - section.left_margin - section.right_margin,
        section.page_height - section.top_margin - section.bottom_margin,
    )
    assert [millimetres(each) for each in text] == [156, 225]


def test_the_grid_holds_22_lines_and_the_type_28_characters():
    document = report()
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    assert (grid.get(qn("w:type")), int(225 / 25.4 * 72 / pitch)) == ("lines", 22)
    body = document.paragraphs[5]
    spacing = body._p.pPr.find(qn("w:spacing"))
    assert (spacing.get(qn("w:lineRule")), int(spacing.get(qn("w:line"))) / 20) == ("exact", pitch)
    closer = int(body.runs[0]._r.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert int(156 / 25.4 * 72 / (16 + closer)) == 28


def test_each_level_has_its_typeface():
    found = [looks(paragraph) for paragraph in report().paragraphs if paragraph.text]
    assert found[:14] == [
        ("示府办发〔2024〕6号", "仿宋", 16, False),
        ("示范区人民政府督查办\n关于一季度推进情况的报告", "方正小标宋简体", 22, False),
        ("区政府：", "仿宋", 16, False),
        ("现将有关情况报告如下。", "仿宋", 16, False),
        ("一、总体情况", "黑体", 16, False),
        ("（一）重点任务", "楷体", 16, False),
        ("1. 新增学位3000个。建成1200个。（牵头单位：区教委）", "仿宋", 16, True),
        ("附件：1.\t正常推进1项重点工作任务情况表", "仿宋", 16, False),
        ("2.\t推进滞后2项重点工作任务情况表", "仿宋", 16, False),
        ("示范区人民政府督查办", "仿宋", 16, False),
        ("2024年4月8日", "仿宋", 16, False),
        ("（此件公开发布）", "仿宋", 16, False),
        ("附件1", "黑体", 16, False),
        ("正常推进1项重点工作任务情况表", "方正小标宋简体", 22, False),
    ]


def test_typefaces_that_a_machine_lacks_have_an_alternative():
    parts = report().part.package.iter_parts()
    table = next(part.blob.decode() for part in parts if part.partname == "/word/fontTable.xml")
    alternatives = dict(re.findall(r'w:name="([^"]+)"[^/]*?<w:altName w:val="([^"]+)"', table))
    assert {name: alternatives[name] for name in ("方正小标宋简体", "黑体", "仿宋", "楷体", "宋体")} == {
        "方正小标宋简体": "黑体",
        "黑体": "SimHei",
        "仿宋": "仿宋_GB2312",
        "楷体": "楷体_GB2312",
        "宋体": "SimSun",
    }


def test_page_numbers_stand_at_the_outer_edge():
    section = report().sections[0]
    footers = [footer.paragraphs[0] for footer in (section.footer, section.even_page_footer)]
    shown = [("".join(node.text for node in each._p.iter(qn("w:t"))), each.alignment.name) for each in footers]
    assert shown == [("— 1 —", "RIGHT"), ("— 1 —", "LEFT")]
    assert report().settings.odd_and_even_pages_header_footer


def test_attachments_lie_on_their_side_behind_one_section_break():
    document = report()
    portrait, landscape = document.sections
    assert (portrait.orientation, landscape.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert (millimetres(landscape.page_width), millimetres(landscape.page_height)) == (297, 210)
    assert [len(table.rows) for table in document.tables] == [2, 3]
    headers = [table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables]
    assert headers == [True, True]
    merged = [cell._tc.tcPr.find(qn("w:vMerge")) for cell in document.tables[1].columns[1].cells[1:]]
    assert merged[0].get(qn("w:val")) == "restart"


def test_page_numbers_of_landscape_pages_stand_at_the_foot_of_the_sheet_turned_with_it():
    section = report().sections[1]
    boxes = []
    for footer in (section.footer, section.even_page_footer):
        paragraph = footer.paragraphs[0]._p
        offsets = [int(node.text) / 36000 for node in paragraph.iter(f"{WP}posOffset")]
        shape = next(paragraph.iter(f"{WPS}bodyPr"))
        inner = next(paragraph.iter(qn("w:txbxContent")))
        text = "".join(node.text for node in inner.iter(qn("w:t")))
        boxes.append((offsets, shape.get("vert"), next(inner.iter(qn("w:jc"))).get(qn("w:val")), text))
    # 20 mm from the edge that is the sheet's foot; on odd pages towards its right, seen upright
    assert boxes == [
        ([20.0, 138.4], "vert", "right", "— 1 —"),
        ([20.0, 33.6], "vert", "left", "— 1 —"),
    ]


def test_a_report_without_attachments_has_one_section():
    document = report(sheets=())
    assert (len(document.sections), document.tables) == (1, [])


@pytest.mark.parametrize(
    ("issuer", "right"),
    # 2024年4月8日 is some 6.4 characters wide: its middle is 7.2 from the edge
    [("区政府督查办", 4.2), ("某某自治州某某自治县人民政府督查办公室", 0)],
    ids=["short", "long"],
)
def test_the_issuer_stands_above_the_middle_of_the_date_and_inside_the_text(issuer, right):
    document = report(f"【正文】报告如下。\n【署名】{issuer}\n【日期】2024年4月8日", sheets=())
    found = next(each for each in document.paragraphs if each.text == issuer)
    assert round(found.paragraph_format.right_indent.pt / 16, 1) == right


def pages(text: str, sheets=SHEETS) -> list[str]:
    """The text of every page of the PDF that LibreOffice makes; fails where it is not installed."""
    pdf = convert_to_pdf(
        OfficeFile("报告.docx", write_official_document(number_paragraphs(read_paragraphs(text)), sheets))
    )
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf.content, capture_output=True, check=True)
    return said.stdout.decode().split("\f")[:-1]


@pytest.mark.office
def test_libreoffice_makes_one_page_of_text_and_one_of_each_attachment():
    found = [re.sub(r"\s", "", page) for page in pages(TEXT)]
    assert [re.search(r"—(\d+)—", page)[1] for page in found] == ["1", "2", "3"]
    assert ["附件1" in page.split("正常")[0] for page in found] == [False, True, False]


@pytest.mark.office
def test_libreoffice_sets_22_lines_of_28_characters():
    # 22 lines of 28 characters, two of them the indent
    text = "【正文】" + "督" * (22 * 28 - 2)
    full = pages(text, ())
    assert [page.count("督") for page in full] == [614]
    assert [page.count("督") for page in pages(text + "办", ())] == [614, 0]
    first = full[0].split("\n")
    assert [line.count("督") for line in first if "督" in line] == [26] + [28] * 21

"""Tests the readers of Word and Excel files."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from docx import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl import Workbook, load_workbook

from tasks.importing import Unreadable, read_raw_document
from tasks.importing.cell_values import format_cell_value
from tests.tasks.importing.papers import AUTO, LEFT, UP, docx, number_paragraph, saved, xlsx

RUN = "<w:r><w:t>{}</w:t></w:r>"


def texts(raw) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in grid.rows] for grid in raw.grids]


def test_word_merges_are_expanded_and_know_their_first_cell():
    raw = read_raw_document(docx("前言", [["甲", "乙", LEFT], ["丙", "丁", "戊"], [UP, "己", AUTO]], "后语"), "a.docx")
    assert texts(raw) == [[["甲", "乙", "乙"], ["丙", "丁", "戊"], ["丙", "己", ""]]]
    grid = raw.grids[0]
    assert [[cell.anchor for cell in row] for row in grid.rows] == [
        [(0, 0), (0, 1), (0, 1)],
        [(1, 0), (1, 1), (1, 2)],
        [(1, 0), (2, 1), (2, 2)],
    ]
    assert [[cell.auto for cell in row] for row in grid.rows][2] == [False, False, True]
    assert (grid.captions, raw.tail) == (["前言"], ["后语"])


def test_word_keeps_line_breaks_and_leaves_deletions_and_field_codes_out():
    word = Word()
    cell = word.add_table(1, 1).rows[0].cells[0]
    cell.text = "第一段  "
    cell.add_paragraph("第二段\n换行")
    for xml in (
        f"<w:p {nsdecls('w')}><w:del>{RUN.format('删去')}</w:del><w:ins>{RUN.format('添上')}</w:ins></w:p>",
        f"<w:p {nsdecls('w')}><w:r><w:instrText>PAGE</w:instrText></w:r>{RUN.format('末段')}</w:p>",
        f"<w:p {nsdecls('w')}><w:sdt><w:sdtContent>{RUN.format('控件内')}</w:sdtContent></w:sdt></w:p>",
    ):
        cell._tc.append(parse_xml(xml))
    file = BytesIO()
    word.save(file)
    file.seek(0)
    assert texts(read_raw_document(file, "a.docx")) == [[["第一段\n第二段\n换行\n添上\n末段\n控件内"]]]


def test_excel_values_read_as_they_are_printed():
    book = Workbook()
    sheet = book.active
    sheet.append([7, 7.5, 0.085, date(2023, 6, 30), True, "　区教委 \n 区财政局 ", "=不是公式"])
    sheet["C1"].number_format = "0.0%"
    sheet["G1"].data_type = "s"
    assert texts(read_raw_document(saved(book), "a.xlsx")) == [
        [["7", "7.5", "8.5%", "2023-06-30", "是", "区教委\n区财政局", "=不是公式"]]
    ]


def test_excel_merges_are_expanded_and_blank_rows_dropped():
    rows = [["甲", "乙", None], [], ["丙", None, "丁"], [None, None, "戊"]]
    raw = read_raw_document(xlsx({"表": rows}, {"表": ["B1:C1", "A3:A4"]}), "a.xlsx")
    assert texts(raw) == [[["甲", "乙", "乙"], ["丙", "", "丁"], ["丙", "", "戊"]]]
    assert (raw.grids[0].sheet, raw.grids[0].numbers) == ("表", [1, 3, 4])


def test_a_formula_gives_its_stored_result_or_nothing_and_is_named():
    book = Workbook()
    book.active.append(["序号", "任务"])
    book.active.append(["=ROW()-1", "修路"])
    raw = read_raw_document(saved(book), "a.xlsx")
    assert texts(raw) == [[["序号", "任务"], ["", "修路"]]]
    assert raw.warnings == ["Sheet!A2 是公式 =ROW()-1，文件里没有它的计算结果，按空白处理。"]


def test_hidden_sheets_are_left_out_and_hidden_rows_and_columns_are_no_print():
    book = load_workbook(xlsx({"表": [["甲", "乙"], ["丙", "丁"]], "底稿": [["戊"]]}))
    book["底稿"].sheet_state = "hidden"
    book["表"].row_dimensions[2].hidden = True
    book["表"].column_dimensions["B"].hidden = True
    raw = read_raw_document(saved(book), "a.xlsx")
    assert (texts(raw), raw.grids[0].hidden) == ([[["甲"], ["丙"]]], {1})
    assert raw.warnings == [
        "工作表“底稿”是隐藏的，未导入。",
        "表!B1在隐藏的列中，打印时看不见，未读入：“乙”。",
        "表!B2在隐藏的列中，打印时看不见，未读入：“丁”。",
    ]


@pytest.mark.parametrize("file", [docx(), xlsx({"空": []})])
def test_a_file_without_anything_in_it(file):
    raw = read_raw_document(file, "空")
    assert (raw.grids, raw.tail, raw.warnings) == ([], [], [])


def add_list(word: Word, number_format: str, pattern: str) -> str:
    """Adds a list definition of one level; returns its id."""
    numbering = word.part.numbering_part.element
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    definition = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{level}</w:abstractNum>'
    numbering.insert(0, parse_xml(definition))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return "77"


@pytest.mark.parametrize(
    ("number_format", "pattern", "cell", "warnings"),
    [
        ("decimal", "%1.", "1.建成学校\n2.建成医院", []),
        ("decimalEnclosedCircle", "%1", "①建成学校\n②建成医院", []),
        ("chineseCounting", "（%1）", "（一）建成学校\n（二）建成医院", []),
        ("bullet", "·", "建成学校\n建成医院", []),
        ("hebrew1", "%1", "建成学校\n建成医院", ["第 1 个表格有 2 段文字的自动编号读不出来，请核对。"]),
    ],
)
def test_a_list_inside_a_cell_keeps_the_numbers_that_word_shows(number_format, pattern, cell, warnings):
    word = Word()
    identity = add_list(word, number_format, pattern)
    place = word.add_table(1, 1).rows[0].cells[0]
    place.text = "建成学校"
    place.add_paragraph("建成医院")
    for paragraph in place.paragraphs:
        number_paragraph(paragraph, identity)
    file = BytesIO()
    word.save(file)
    file.seek(0)
    raw = read_raw_document(file, "a.docx")
    assert (texts(raw), raw.warnings) == ([[[cell]]], warnings)


def test_a_sheet_of_two_far_corners_is_not_spread_out_in_memory():
    book = Workbook()
    for row in range(1, 200):
        book.active.cell(row, 1, "甲")
    book.active.cell(1, 16_000, "乙")
    with pytest.raises(Unreadable) as refused:
        read_raw_document(saved(book), "a.xlsx")
    assert str(refused.value) == ("文件“a.xlsx”有一个表格占 199 行 16000 列，远大于附表，未导入。请删去多余的行列。")


@pytest.mark.parametrize("number", ["x", "", "-3", "1e5", "9" * 5000, "٣"])
def test_a_number_that_is_none_counts_as_missing(number):
    word = Word()
    cells = word.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "甲", "乙"
    cells[0]._tc.get_or_add_tcPr().append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="{number}"/>'))
    number_paragraph(cells[1].paragraphs[0])
    cells[1].paragraphs[0]._p.find(f".//{qn('w:ilvl')}").set(qn("w:val"), number)
    row = word.tables[0].rows[0]._tr.get_or_add_trPr()
    row.append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="{number}"/>'))
    assert texts(read_raw_document(saved(word), "a.docx")) == [[["甲", "乙"]]]


def test_a_number_of_hundreds_of_digits_in_percent_is_read_as_it_stands():
    assert format_cell_value(SimpleNamespace(value=10**400, number_format="0%")) == str(10**400)

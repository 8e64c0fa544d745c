"""学样板: an office's own table is understood, and filled without losing what makes it theirs."""

import time
import zipfile
from dataclasses import replace
from html import unescape
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.worksheet.datavalidation import DataValidation

from reports.printing.sheet import FilledSample, Merge
from reports.printing.workbook import CellTooLongError
from reports.sampling.files import fill_sample, require_fillable
from reports.sampling.reading import MAX_BYTES, SampleColumn, open_sample, propose_reading, read_data
from tasks.importing import Unreadable
from tests.reports.sampling.samples import document, save, workbook


def proposal(content: bytes, name: str = "表.xlsx"):
    return propose_reading(open_sample(BytesIO(content), name))


def filling(content: bytes, form: str, rows, **given) -> FilledSample:
    reading = proposal(content, f"表.{form}")
    columns = tuple(column.at for column in reading.columns)
    usual = {"name": "附件1 情况表", "form": form, "content": content, "table": 0, "body": reading.body}
    return FilledSample(**usual | {"columns": columns, "rows": tuple(rows)} | given)


def filled_sheet(rows, content: bytes | None = None, **given):
    made = fill_sample(filling(content or workbook(), "xlsx", rows, **given))
    return load_workbook(BytesIO(made.content)).worksheets[0]


def five(count: int) -> list[tuple]:
    return [(at, "板块", f"任务{at}", "区教委", f"进展{at}") for at in range(1, count + 1)]


def texts(sheet, row: int) -> list:
    return [cell.value for cell in sheet[row]]


def test_a_worksheet_is_understood():
    reading = proposal(workbook())
    assert (reading.header, reading.body, reading.title, reading.merges_sections) == (3, (4, 7), 0, True)
    assert reading.columns == (
        SampleColumn(0, "number", "序号"),
        SampleColumn(1, "section", "任务板块"),
        SampleColumn(2, "text", "任务内容"),
        SampleColumn(3, "lead_units", "牵头单位"),
        SampleColumn(4, "progress", "{year}年{months}进展情况"),
    )
    assert read_data(reading.build_data()) == reading


def test_a_word_table_is_understood():
    reading = proposal(document(), "表.docx")
    assert (reading.header, reading.body, reading.title, reading.merges_sections) == (0, (1, 2), 1, False)
    assert [(column.field, column.label) for column in reading.columns] == [
        ("number", "序号"),
        ("text", "任务内容"),
        ("lead_units", "牵头单位"),
        ("progress", "{year}年{period}进展情况"),
    ]


@pytest.mark.parametrize("count", [1, 3, 4, 9])
def test_a_worksheet_has_as_many_rows_as_there_are_and_keeps_what_stands_below(count):
    sheet = filled_sheet(five(count))
    assert [texts(sheet, row)[:5] for row in range(5, 5 + count)] == [list(row) for row in five(count)]
    assert (sheet.cell(5 + count, 1).value, sheet.cell(6 + count, 1).value) == ("填表人：", "注：本表由督查办汇总。")
    assert sheet.row_dimensions[5 + count].height == 31
    merged = {area.coord for area in sheet.merged_cells.ranges}
    head = {"A1:F1", "A2:F2", "A3:A4", "B3:C3", "D3:D4", "E3:E4", "F3:F4"}
    assert merged == head | {f"A{5 + count}:C{5 + count}", f"A{6 + count}:F{6 + count}"}
    assert sheet.print_area == f"'情况表'!$A$1:$F${6 + count}"
    assert sheet.max_row == 6 + count


def test_every_row_has_the_style_of_the_sample():
    sheet = filled_sheet(five(9))
    styles = {(cell.font.name, cell.font.size, cell.font.color.rgb, cell.border.left.style)
              for row in range(5, 14) for cell in sheet[row]}  # fmt: skip
    assert styles == {("楷体", 10, "FF1F3864", "thin")}
    assert {sheet.row_dimensions[row].height for row in range(5, 14)} == {36}
    assert (sheet.column_dimensions["E"].width, sheet.print_title_rows) == (60, "$3:$4")
    assert sheet.oddFooter.center.text == "第&P页"


def test_a_long_text_gets_the_height_that_it_needs():
    sheet = filled_sheet([(1, "", "任务", "区教委", "长" * 400)])
    assert 150 < sheet.row_dimensions[5].height < 409
    assert sheet["E5"].alignment.wrap_text


def test_sections_are_merged_and_heads_are_renewed():
    heads = ((0, 0, "5项任务情况表"), (3, 4, "2024年1-3月进展情况"))
    sheet = filled_sheet(five(5), merges=(Merge(1, 0, 2), Merge(1, 3, 4)), heads=heads)
    merged = {area.coord for area in sheet.merged_cells.ranges}
    assert {"B5:B7", "B8:B9"} < merged
    # the label stands in the upper of the two merged rows
    assert (sheet["A1"].value, sheet["E3"].value, sheet["A1"].font.size) == ("5项任务情况表", "2024年1-3月进展情况", 20)


def with_total() -> bytes:
    """A sample whose body of four rows is added up below, marked by a rule, and chosen from a list; another sheet quotes it."""
    book = load_workbook(BytesIO(workbook()))
    sheet = book.active
    sheet.unmerge_cells("A9:C9")
    sheet.unmerge_cells("A10:F10")
    sheet["A9"], sheet["F9"], sheet["F10"] = "合计", "=SUM(F5:F8)", "=F9/COUNTA($B$5:$B$8)"
    sheet.conditional_formatting.add("F5:F8", CellIsRule(operator="lessThan", formula=["60"]))
    choices = DataValidation(type="list", formula1='"是,否"')
    choices.add("E5:E8")
    sheet.add_data_validation(choices)
    sheet.auto_filter.ref = "A4:F8"
    book.create_sheet("汇总")["A1"] = "=情况表!F9+SUM(情况表!F5:F8)"
    return save(book)


@pytest.mark.parametrize(("count", "end"), [(2, 6), (4, 8), (9, 13)])
def test_what_refers_to_the_body_reaches_to_its_last_row(count, end):
    sheet = filled_sheet(five(count), with_total())
    assert (sheet.cell(end + 1, 6).value, sheet.cell(end + 2, 6).value) == (
        f"=SUM(F5:F{end})",
        f"=F{end + 1}/COUNTA($B$5:$B${end})",
    )
    assert [str(one.sqref) for one in sheet.conditional_formatting] == [f"F5:F{end}"]
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == [f"E5:E{end}"]
    assert sheet.auto_filter.ref == f"A4:F{end}"
    assert sheet.parent["汇总"]["A1"].value == f"=情况表!F{end + 1}+SUM(情况表!F5:F{end})"


def test_a_text_that_looks_like_a_formula_stays_text():
    cell = filled_sheet([(1, "", "=1+1", "区教委", "")])["C5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_text_too_long_for_a_cell_is_refused():
    with pytest.raises(CellTooLongError, match="“附件1 情况表”第1行有一格超过 Excel 单元格上限32767个字"):
        filled_sheet([(1, "", "任务", "区教委", "长" * 32768)])


def filled_table(rows, **given):
    made = fill_sample(filling(document(), "docx", rows, **given))
    return Document(BytesIO(made.content))


def four(count: int) -> list[tuple]:
    return [(at, f"任务{at}", "区教委", f"进展{at}\n第二段") for at in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, 2, 7])
def test_a_word_table_has_as_many_rows_as_there_are_and_keeps_what_stands_below(count):
    paper = filled_table(four(count))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert rows[1:-1] == [[str(value) for value in row] for row in four(count)]
    assert rows[-1] == ["填表说明：按月更新。"] * 4
    assert [paragraph.text for paragraph in paper.paragraphs] == ["附件2", "2023年民生实事上半年情况表", "联系人：张某"]
    assert paper.sections[0].footer.paragraphs[0].text == "督查办印制"


def test_the_words_of_a_word_table_have_the_style_of_the_sample():
    heads = ((-1, 0, "7项民生实事"), (0, 3, "2024年一季度进展情况"))
    paper = filled_table(four(7), heads=heads)
    runs = [run for row in paper.tables[0].rows[1:-1] for cell in row.cells for p in cell.paragraphs for run in p.runs]
    assert {(run.font.size.pt, str(run.font.color.rgb)) for run in runs} == {(9.0, "1F3864")}
    title, head = paper.paragraphs[1], paper.tables[0].rows[0].cells[3]
    assert (title.text, title.runs[0].font.size.pt) == ("7项民生实事", 22.0)
    assert (head.text, head.paragraphs[0].runs[0].bold) == ("2024年一季度进展情况", True)


def test_rows_of_a_word_table_are_merged():
    paper = filled_table(four(3), merges=(Merge(1, 0, 1),))
    marks = [row.find(f"{qn('w:tc')}[2]/{qn('w:tcPr')}/{qn('w:vMerge')}") for row in paper.tables[0]._tbl.tr_lst[1:4]]
    assert [mark is not None and mark.get(qn("w:val")) for mark in marks] == ["restart", "continue", False]
    assert [row.cells[1].text for row in paper.tables[0].rows[1:4]] == ["任务1", "任务1", "任务3"]


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_what_is_internal_bears_the_mark(form):
    content, rows = (workbook(), five(1)) if form == "xlsx" else (document(), four(1))
    made = fill_sample(replace(filling(content, form, rows), is_internal=True))
    with zipfile.ZipFile(BytesIO(made.content)) as archive:
        parts = [unescape(archive.read(name).decode()) for name in archive.namelist() if name.endswith(".xml")]
    assert any("内部" in part for part in parts)


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_the_time_grows_as_the_rows_do(form):
    content, rows = (workbook(), five) if form == "xlsx" else (document(), four)

    def measure(count: int) -> float:
        sample = filling(content, form, rows(count))
        begin = time.process_time()
        fill_sample(sample)
        return time.process_time() - begin

    measure(50)
    assert measure(1600) < 16 * max(measure(200), 0.01)


def test_a_sample_without_a_head_that_is_understood_is_proposed_for_a_person_to_say():
    book = Workbook()
    book.active["A1"], book.active["B1"] = "甲", "乙"
    reading = proposal(save(book))
    assert (reading.header, reading.body, reading.columns) == (0, (1, 1), ())


def macro() -> bytes:
    stream = BytesIO(workbook())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "空.xlsx", "文件“空.xlsx”是空的。"),
        (b"PK\x03\x04", "坏.xlsx", "文件“坏.xlsx”已损坏或不完整，请重新传送或另存后再导入。"),
        (save(Document()), "无表.docx", "文件“无表.docx”中没有找到表格，不能作样板。"),
        (save(Workbook()), "空白.xlsx", "文件“空白.xlsx”中没有找到表格，不能作样板。"),
        (macro(), "宏.xlsx", "文件“宏.xlsx”含有宏，不能作样板；请另存为不含宏的文件。"),
        ("序号,任务\n1,甲\n".encode(), "表.csv", "文件“表.csv”不是 Word（.docx）或 Excel（.xlsx）文件，不能作样板。"),
        (b"%PDF-1.4", "表.pdf", "文件“表.pdf”是 PDF，不能导入；请导入 Word（.docx）或 Excel（.xlsx）原件。"),
        (b"x" * (MAX_BYTES + 1), "大.xlsx", "文件“大.xlsx”超过 2 MB，未导入。附表一般不足 1 MB，请检查是否选错文件。"),
    ],
)
def test_what_is_no_sample_is_refused_with_the_reason(content, name, why):
    with pytest.raises(Unreadable) as refusal:
        open_sample(BytesIO(content), name)
    assert str(refusal.value) == why


def test_a_table_that_cannot_be_filled_is_found_before_it_is_used():
    content = document()
    reading = replace(proposal(content, "表.docx"), body=(90, 91))
    with pytest.raises(Unreadable, match="这张表的结构特殊，填不进去"):
        require_fillable("docx", content, reading)
    require_fillable("docx", content, proposal(content, "表.docx"))


def test_a_cell_without_a_paragraph_is_filled():
    paper = Document(BytesIO(document()))
    cell = paper.tables[0].rows[1].cells[1]._tc
    cell.remove(cell.p_lst[0])
    made = fill_sample(filling(save(paper), "docx", four(2)))
    assert Document(BytesIO(made.content)).tables[0].rows[1].cells[1].text == "任务1"

"""Invented empty tables, as offices keep them from year to year."""

from io import BytesIO

from docx import Document
from docx.shared import Pt, RGBColor
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

THIN = Side(style="thin")
GRID = Border(THIN, THIN, THIN, THIN)


def workbook(rows: int = 4) -> bytes:
    """A head of two rows, ``rows`` empty ones in blue 楷体, the first two of one section, and two lines below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "情况表"
    sheet["A1"], sheet["A2"] = "2023年上半年重点任务情况表", "单位：督查办"
    sheet["A1"].font = Font(name="方正小标宋_GBK", size=20)
    for at, label in enumerate(("序号", "工作任务", None, "牵头单位", "2023年1-6月进展情况", "经办人"), start=1):
        sheet.cell(3, at, label)
    sheet["B4"], sheet["C4"] = "任务板块", "任务内容"
    for area in ("A1:F1", "A2:F2", "A3:A4", "B3:C3", "D3:D4", "E3:E4", "F3:F4"):
        sheet.merge_cells(area)
    for row in range(3, 5 + rows):
        for column in range(1, 7):
            cell = sheet.cell(row, column)
            cell.border = GRID
            cell.font = Font(name="黑体", bold=True) if row < 5 else Font(name="楷体", size=10, color="FF1F3864")
            cell.fill = PatternFill("solid", fgColor="FFDDEBF7") if row < 5 else PatternFill()
            cell.alignment = Alignment(vertical="center")
    for row in range(5, 5 + rows):
        sheet.cell(row, 1, row - 4)
        sheet.row_dimensions[row].height = 36
    if rows > 1:
        sheet.merge_cells("B5:B6")
    foot = 5 + rows
    sheet.cell(foot, 1, "填表人：")
    sheet.merge_cells(start_row=foot, end_row=foot, start_column=1, end_column=3)
    sheet.cell(foot + 1, 1, "注：本表由督查办汇总。")
    sheet.merge_cells(start_row=foot + 1, end_row=foot + 1, start_column=1, end_column=6)
    sheet.row_dimensions[foot].height = 31
    for letter, width in zip("ABCDEF", (6, 14, 40, 14, 60, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.print_title_rows = "3:4"
    sheet.print_area = f"A1:F{foot + 1}"
    sheet.oddFooter.center.text = "第&P页"
    return save(book)


def document(rows: int = 2) -> bytes:
    """A title above a table with one row as head, ``rows`` empty ones in small blue letters, and a note across."""
    paper = Document()
    paper.add_paragraph("附件2")
    paper.add_paragraph().add_run("2023年民生实事上半年情况表").font.size = Pt(22)
    table = paper.add_table(rows=rows + 2, cols=4)
    for cell, label in zip(table.rows[0].cells, ("序号", "任务内容", "牵头单位", "2023年上半年进展情况"), strict=True):
        cell.paragraphs[0].add_run(label).bold = True
    for row in table.rows[1 : rows + 1]:
        for cell in row.cells:
            run = cell.paragraphs[0].add_run(" ")
            run.font.size, run.font.color.rgb = Pt(9), RGBColor(0x1F, 0x38, 0x64)
    last = table.rows[rows + 1].cells
    last[0].merge(last[3]).text = "填表说明：按月更新。"
    paper.sections[0].footer.paragraphs[0].text = "督查办印制"
    paper.add_paragraph("联系人：张某")
    return save(paper)


def save(file) -> bytes:
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()

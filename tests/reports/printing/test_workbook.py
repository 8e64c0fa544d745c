"""The Excel an office would send."""

import re
import zipfile
from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.printing.sheet import Align, Column, Merge, Sheet, remove_unprintable
from reports.printing.workbook import CellTooLongError, write_workbook

COLUMNS = (
    Column("序号", 0.1),
    Column("工作任务", 0.2, spans=2),
    Column("", 0.3, Align.LEFT, spans=0),
    Column("进展情况", 0.4, Align.LEFT),
)


def sheet(*texts: str, label: str = "附件1", section: str = "甲板块") -> Sheet:
    rows = tuple((number, section, f"任务{number}", text) for number, text in enumerate(texts, start=1))
    merges = (Merge(1, 0, len(rows) - 1),) if len(rows) > 1 else ()
    return Sheet(label, f"{len(rows)}项任务进展情况表", COLUMNS, rows, merges)


def written(*sheets: Sheet) -> BytesIO:
    stream = BytesIO()
    write_workbook(sheets, stream)
    return stream


def reread(*sheets: Sheet):
    return load_workbook(written(*sheets)).worksheets


def test_a_sheet_comes_back_cell_by_cell():
    (worksheet,) = reread(sheet("已完成", "正在办理\n预计9月完成"))
    assert list(worksheet.iter_rows(values_only=True)) == [
        ("附件1", None, None, None),
        ("2项任务进展情况表", None, None, None),
        ("序号", "工作任务", None, "进展情况"),
        (1, "甲板块", "任务1", "已完成"),
        (2, None, "任务2", "正在办理\n预计9月完成"),
    ]
    assert {str(each) for each in worksheet.merged_cells.ranges} == {"A2:D2", "B3:C3", "B4:B5"}


def test_every_attachment_has_a_worksheet_named_by_its_label():
    sheets = [sheet("甲", label=label) for label in ("附件1", "附件2", "附件2", "附件[3]/4")]
    assert [each.title for each in reread(*sheets)] == ["附件1", "附件2", "附件2（2）", "附件34"]


def test_a_sheet_without_label_is_named_by_its_title():
    assert [each.title for each in reread(sheet("甲", label=""))] == ["1项任务进展情况表"]


def test_cells_are_set_in_official_type_with_borders_and_wrapped():
    (worksheet,) = reread(sheet("已完成", "办理中"))

    def type_of(address):
        cell = worksheet[address]
        return cell.font.name, cell.font.size, cell.alignment.horizontal, bool(cell.border.left)

    assert {address: type_of(address) for address in ("A1", "A2", "A3", "A4", "D4")} == {
        "A1": ("黑体", 16, "left", False),
        "A2": ("方正小标宋简体", 22, "center", False),
        "A3": ("黑体", 11, "center", True),
        "A4": ("仿宋", 10.5, "center", True),
        "D4": ("仿宋", 10.5, "left", True),
    }
    assert worksheet["D4"].alignment.wrap_text is True
    # the cell under a merged section closes the table's border
    assert worksheet["B5"].border.bottom.style == "thin"


def test_it_prints_on_a4_on_its_side_with_the_header_repeated_and_page_numbers():
    (worksheet,) = reread(sheet("已完成"))
    setup = worksheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
    assert worksheet.sheet_properties.pageSetUpPr.fitToPage is True
    assert worksheet.print_title_rows == "$3:$3"
    assert worksheet.oddFooter.right.text == "— &P —"
    assert worksheet.evenFooter.left.text == "— &P —"


def test_the_columns_fill_the_page_in_their_shares():
    (worksheet,) = reread(sheet("已完成"))
    widths = [worksheet.column_dimensions[letter].width for letter in "ABCD"]
    assert [round(width / sum(widths), 2) for width in widths] == [0.1, 0.2, 0.3, 0.4]


@pytest.mark.parametrize("text", ["=1+1", "+8613800000000", "-5.2%", "@SUM(A1)", '=HYPERLINK("x")'])
def test_a_text_that_begins_like_a_formula_stays_the_text_it_is(text):
    (worksheet,) = reread(sheet(text))
    cell = worksheet["D4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_no_formula_stands_in_the_file():
    with zipfile.ZipFile(written(sheet("=1+1", "@x"))) as archive:
        assert re.findall(r"<f[ >]", archive.read("xl/worksheets/sheet1.xml").decode()) == []


def test_rare_characters_and_emoji_survive():
    (worksheet,) = reread(sheet(remove_unprintable("𬭎䶮😀&<>\x0b")))
    assert worksheet["D4"].value == "𬭎䶮😀&<>"


def test_a_row_is_as_high_as_its_fullest_cell_needs():
    (worksheet,) = reread(sheet("短", "字" * 260))
    heights = [worksheet.row_dimensions[row].height for row in (4, 5)]
    # 40 % of 267 mm less padding holds 28 characters of 10.5 points: 10 lines of 15.2 points and 8 of padding
    assert heights == [24, 160.2]


def test_a_long_row_makes_the_type_smaller_so_that_excel_can_show_it():
    (worksheet,) = reread(sheet("字" * 800))
    assert (worksheet["D4"].font.size, worksheet.max_row) == (9.5, 4)
    assert worksheet.row_dimensions[4].height <= 409


def test_a_row_too_high_for_excel_goes_on_in_merged_rows():
    (worksheet,) = reread(sheet("字" * 2000, "短"))
    assert {str(each) for each in worksheet.merged_cells.ranges} == {
        "A2:D2",
        "B3:C3",
        "A4:A6",
        "B4:B7",
        "C4:C6",
        "D4:D6",
    }
    assert [worksheet.cell(row, 4).value for row in (4, 5, 6, 7)] == ["字" * 2000, None, None, "短"]
    assert all(worksheet.row_dimensions[row].height <= 409 for row in range(4, 8))


def test_a_text_that_no_excel_cell_holds_is_refused_with_its_place():
    with pytest.raises(CellTooLongError) as caught:
        written(sheet("短", "字" * 40000))
    assert str(caught.value) == ("附件1第2行第4列有40000个字，超过 Excel 单元格上限32767个字，请改为导出 Word。")

"""Tests that cells of a 离线填报表 are found by their heads, however sheets, rows and columns were changed."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from tasks.importing import Unreadable
from tasks.importing.offline import OfflineRow, read_offline
from tests.tables import letter_of
from tests.tasks.importing.papers import docx

TEXT_HEADS = ["序号", "任务内容", "进展情况*", "存在问题*", "编号（请勿改动）"]
FIGURE_HEADS = ["指标", "本期完成值*", "编号（请勿改动）"]
#: letters of the columns
TEXT, PROBLEM = letter_of(TEXT_HEADS, "进展情况"), letter_of(TEXT_HEADS, "存在问题")
VALUE = letter_of(FIGURE_HEADS, "本期完成值")


def workbook(*sheets: list[list], change=None) -> BytesIO:
    """Writes a file of sheets, each a list of rows; ``change(worksheets)`` makes further changes."""
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    if change:
        change(book.worksheets)
    stream = BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def read(*sheets: list[list], change=None) -> list[OfflineRow]:
    return read_offline(workbook(*sheets, change=change), "填报表.xlsx")


def told(row: OfflineRow) -> tuple:
    return row.number, row.key, {name: cell.text for name, cell in row.cells.items()}


def test_heads_are_found_below_a_title_and_cells_by_their_heads():
    rows = read(
        [
            ["带 * 的列可以填写"],
            ["填报表"],
            TEXT_HEADS,
            [1, "修路", "开工。", "", "甲"],
            [2, "架桥", "", "", "乙"],
        ]
    )
    assert [told(row) for row in rows] == [
        (4, "甲", {"text": "开工。", "problem": ""}),
        (5, "乙", {"text": "", "problem": ""}),
    ]
    assert (rows[0].place, rows[0].cells["text"].address) == ("“Sheet”第 4 行", f"{TEXT}4")


def test_columns_may_stand_elsewhere_and_be_missing_and_sheets_have_any_name():
    def rename(sheets):
        sheets[0].title = "李静填"

    (row,) = read([["编号（请勿改动）", "我的备注", " 进展 情况＊"], ["甲", "问过", "开工。"]], change=rename)
    assert (row.sheet, told(row)) == ("李静填", (2, "甲", {"text": "开工。"}))


def test_figures_come_from_their_own_sheet_as_people_read_them():
    def formats(sheets):
        sheets[1][f"{VALUE}4"].number_format = "0%"

    rows = read(
        [TEXT_HEADS, [1, "修路", "", "", "甲"]],
        [FIGURE_HEADS, ["里程", 3.5, "甲1"], ["桥", 12.0, "甲2"], ["率", 0.05, "甲3"], ["楼", "３栋", "甲4"]],
        change=formats,
    )
    assert [row.cells["value"].text for row in rows if "value" in row.cells] == ["3.5", "12", "5%", "３栋"]


def test_rows_that_say_nothing_are_none_and_a_row_without_key_is_one():
    rows = read(
        [TEXT_HEADS, [None] * len(TEXT_HEADS), [3, "只改了序号", None, None, None], [None, None, "新增的", None, None]]
    )
    assert [told(row) for row in rows] == [(4, "", {"text": "新增的", "problem": ""})]


def test_line_ends_of_all_programs_are_one_and_indents_stay():
    (row,) = read([TEXT_HEADS, [1, "修路", "①开工。_x000D_\n　　②完工。  \n\n", "", "甲"]])
    assert row.cells["text"].text == "①开工。\n　　②完工。"


def test_a_formula_without_its_result_an_error_and_a_merged_cell_are_faults():
    def spoil(sheets):
        sheets[0][f"{TEXT}2"] = '=CONCAT("一","二")'
        sheets[0][f"{PROBLEM}2"] = "#REF!"
        sheets[0][f"{PROBLEM}2"].data_type = "e"
        sheets[0].merge_cells(f"{TEXT}3:{PROBLEM}3")

    first, second = read([TEXT_HEADS, [1, "修路", "", "", "甲"], [2, "架桥", "开工", "", "乙"]], change=spoil)
    assert [first.cells["text"].fault, first.cells["problem"].fault, second.cells["problem"].fault] == [
        "是公式，文件里没有它的计算结果，请改填结果",
        "是错误值 #REF!",
        "与别的单元格合并了，请取消合并",
    ]
    assert second.cells["text"].text == "开工"


def test_a_format_down_to_the_last_row_costs_nothing():
    def shade(sheets):
        sheets[0].row_dimensions[1_048_576].height = 30

    assert len(read([TEXT_HEADS, [1, "修路", "开工。", "", "甲"]], change=shade)) == 1


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (docx("通知", "附件", [["序号"], ["1"]]), "通知.docx", "文件“通知.docx”不是 Excel（.xlsx）文件。"),
        (workbook([["序号", "任务"], [1, "修路"]]), "别的.xlsx", "文件“别的.xlsx”中没有找到填报表。"),
        (
            workbook([TEXT_HEADS[:-1], [1, "修路", "开工", ""]]),
            "无编号.xlsx",
            "文件“无编号.xlsx”中没有找到填报表。",
        ),
        (BytesIO(b"%PDF-1.7"), "图.pdf", "文件“图.pdf”是 PDF"),
        (BytesIO(b""), "空.xlsx", "文件“空.xlsx”是空的。"),
    ],
)
def test_what_is_not_ours_is_turned_away_with_the_reason(content, name, said):
    with pytest.raises(Unreadable) as refusal:
        read_offline(content, name)
    assert str(refusal.value).startswith(said)

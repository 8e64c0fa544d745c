"""名册: what people do to a workbook before they send it back, and what they paste."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook, load_workbook

from tasks.importing.raw import Unreadable
from tasks.importing.roster import read_pasted_roster, read_roster
from tests.tasks.organisation.rosters import ACCOUNTS, HEADS, UNITS, book, read, saved


def edited(change) -> BytesIO:
    """A workbook with one unit and one account, after ``change(workbook)``."""
    written = load_workbook(book(units=[["区审计局", "审计局"]], accounts=[["zhouli", "周莉", "填报员", "区审计局"]]))
    change(written)
    return saved(written)


def cells(reading) -> list[tuple]:
    return [(row.part, row.number, *row.cells.values()) for row in reading.rows]


def why(source, name="名册.xlsx") -> str:
    with pytest.raises(Unreadable) as refusal:
        read_roster(source, name)
    return str(refusal.value)


def test_blank_rows_examples_and_other_sheets_are_passed_over():
    def change(written):
        written["单位"].append([])
        written["单位"].append(["　 ", None, " "])
        written["单位"].append(["示例：区教委", "教委"])
        written["单位"].append(["区水务局"])
        written.create_sheet("填写说明").append(["随便写的"])

    assert cells(read_roster(edited(change), "名册.xlsx")) == [
        (UNITS, 2, "区审计局", "审计局"),
        (UNITS, 6, "区水务局"),
        (ACCOUNTS, 2, "zhouli", "周莉", "填报员", "区审计局"),
    ]


def test_sheets_may_be_renamed_columns_moved_and_a_title_put_above():
    written = Workbook()
    sheet = written.active
    sheet.append(["某区账号一览"])
    sheet.append(["姓名*", "角色 *", "用户名*", "备注"])
    sheet.append(["周莉", "查阅", "zhouli", "新来的"])
    reading = read_roster(saved(written), "名册.xlsx")
    assert cells(reading) == [(ACCOUNTS, 3, "周莉", "查阅", "zhouli")]
    assert reading.warnings == ["“账号”中的“备注”列不在名册之内，没有读。"]


def test_numbers_are_read_as_people_see_them():
    reading = read(accounts=[[20240001, "周莉", "查阅", None, None, 13812345678]], officials=[["赵敏", "副区长", 3.0]])
    assert cells(reading) == [
        ("officials", 2, "赵敏", "副区长", "3"),
        ("accounts", 2, "20240001", "周莉", "查阅", "13812345678"),
    ]


def test_a_formula_without_result_a_merged_cell_and_an_error_are_faults_with_their_column():
    def change(written):
        sheet = written["账号"]
        sheet["B2"] = "=A2"
        sheet["F2"] = "#N/A"
        sheet["F2"].data_type = "e"
        sheet.append(["zhouyi", "周一", "填报员", None])
        sheet.merge_cells("D2:D3")

    first, second = read_roster(edited(change), "名册.xlsx").rows[1:]
    assert first.faults == ("“姓名”是公式，文件里没有它的计算结果，请改填结果", "“联系电话”是错误值 #N/A")
    assert second.faults == ("“所在单位”与别的单元格合并了，请取消合并",)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.xlsx", "文件“a.xlsx”是空的。"),
        ("用户名,姓名".encode("gbk"), "名册.CSV", "文件“名册.CSV”是文本（.csv），其中的编码和号码靠不住。"
         "请用 Excel 打开、另存为 .xlsx 后上传，或复制各行粘贴。"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "老.xlsx", "文件“老.xlsx”是旧格式，但不是完整的 Word、Excel 或 WPS 文件。"
         "请用 Word 或 WPS 另存为 .docx（表格另存为 .xlsx）后再导入。"),
        (b"not at all", "a.xlsx", "文件“a.xlsx”不是 Word（.docx）或 Excel（.xlsx）文件。"),
        (b"P" * (5 * 1024 * 1024 + 1), "a.xlsx", "文件“a.xlsx”超过 5 MB，未导入。附表一般不足 1 MB，请检查是否选错文件。"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workbook_is_refused_with_the_reason(content, name, said):
    assert why(BytesIO(content), name) == said


def test_a_workbook_without_the_heads_or_without_rows_is_refused():
    other = Workbook()
    other.active.append(["序号", "单位"])
    assert why(saved(other)) == (
        "文件“名册.xlsx”中没有找到名册：三张表的表头各含“单位名称”“领导姓名”“用户名”。"
        "请用本系统下载的模板填写，表头不要改动。"
    )
    assert why(book(units=[])) == "没有读到要导入的行。示例行不导入，请在其下填写。"


def test_more_than_two_thousand_rows_are_refused():
    assert why(book(units=[[f"区第{number}局"] for number in range(2001)])) == "名册超过 2,000 行，请分几次导入。"


def test_pasted_rows_are_read_with_and_without_their_heads():
    row = "zhouli\t 周莉 \t填报员\t区教委\r\n"
    with_heads = "\t".join(HEADS[ACCOUNTS]) + "\r\n" + row
    assert cells(read_pasted_roster(row, ACCOUNTS)) == [(ACCOUNTS, 1, "zhouli", "周莉", "填报员", "区教委")]
    assert cells(read_pasted_roster(with_heads, ACCOUNTS)) == [(ACCOUNTS, 2, "zhouli", "周莉", "填报员", "区教委")]


def test_a_pasted_cell_with_a_line_break_stays_one_cell():
    pasted = StringIO()
    csv.writer(pasted, delimiter="\t").writerow(["区审计局", "审计局\n区审计"])
    assert cells(read_pasted_roster(pasted.getvalue(), UNITS)) == [(UNITS, 1, "区审计局", "审计局\n区审计")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n \t\n", "没有读到要导入的行。示例行不导入，请在其下填写。"),
        ("zhouli 周莉 填报员", "粘贴的内容没有分列。请在 Excel 中选中各行复制，再粘贴到这里。"),
        ("x" * 500_001, "粘贴的内容超过 500,000 字，请分几次导入，或上传文件。"),
        ('a\t"' + "x" * 140_000, "粘贴的内容中有一格过长，可能缺了一个引号，请检查后重新粘贴。"),
    ],
)
def test_what_cannot_be_pasted_says_why(text, said):
    with pytest.raises(Unreadable) as refusal:
        read_pasted_roster(text, ACCOUNTS)
    assert str(refusal.value) == said


def test_characters_that_no_database_holds_are_left_out():
    assert cells(read_pasted_roster("zhou\x00li\t\u200b周莉\ufeff", ACCOUNTS)) == [(ACCOUNTS, 1, "zhouli", "周莉")]


def test_the_heads_of_the_page_of_an_account_are_read_too():
    text = "用户名\t姓名\t角色\t单位\nzhouli\t周莉\t填报员\t区教委\n"
    reading = read_pasted_roster(text, ACCOUNTS)
    assert (cells(reading), reading.warnings) == ([(ACCOUNTS, 2, "zhouli", "周莉", "填报员", "区教委")], [])

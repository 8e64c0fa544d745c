"""Papers of other shapes: a card for each item, progress told by months, labels in traditional letters."""

import pytest

from tasks.importing.cards import CARDS
from tasks.importing.columns import Column, read_column
from tests.tasks.importing.papers import LEFT, docx, understood, xlsx

GOVERNMENT = "云溪区人民政府"


def card(number: str, task: str, unit: str, progress: str) -> list[list]:
    return [
        ["督办事项办理卡", LEFT, LEFT, LEFT],
        ["序号", number, "责任单位", unit],
        ["工作任务", task, LEFT, LEFT],
        ["进展情况", progress, LEFT, LEFT],
    ]


CARDS_IN = [("1", "整治城中村2个", "区住建局", "已完成1个。"), ("2", "新建充电桩500个", "区发改局", "已建成410个。")]


@pytest.mark.parametrize("apart", [True, False])
def test_a_card_for_each_item_is_read_as_a_row(apart):
    tables = [card(*one) for one in CARDS_IN]
    blocks = (
        [part for table in tables for part in ("　", table)] if apart else [[row for table in tables for row in table]]
    )
    document = understood(docx("云溪区2024年上半年重点工作推进情况", *blocks), "卡片.docx", government=GOVERNMENT)
    read = [(str(row.number), row.text, row.lead[0].text, row.progress) for row in document.rows]
    assert (read, CARDS in document.warnings) == (CARDS_IN, True)


def test_a_table_is_no_card():
    rows = [["序号", "工作任务", "责任单位", "进展情况"], ["1", "修路", "区交通局", "在建"]]
    document = understood(xlsx({"表": rows}), "表.xlsx", government=GOVERNMENT, period="H1")
    assert (len(document.rows), CARDS in document.warnings) == (1, False)


def test_the_last_month_of_the_period_tells_the_progress():
    heads = ["序号", "工作任务", "责任单位", *(f"{month}月" for month in range(1, 13))]
    told = ["动工。", "在建。", "封顶。", "验收。"]
    rows = [
        heads,
        ["1", "建成体育公园1个", "区文旅局", *told, *[""] * 8],
        ["2", "整治城中村2个", "区住建局", *[""] * 2, "完成1个。", *[""] * 9],
    ]
    document = understood(xlsx({"表": rows}), "台账.xlsx", government=GOVERNMENT, year=2024, period="Q1")
    assert [row.progress for row in document.rows] == ["封顶。", "完成1个。"]
    (left,) = [warning for warning in document.warnings if "未导入" in warning]
    assert [month for month in ("1月", "2月", "3月", "4月") if month in left] == ["1月", "2月", "4月"]


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("責任單位", Column.LEAD),
        ("牽頭單位", Column.LEAD),
        ("進展情況", Column.PROGRESS),
        ("存在問題", Column.PROBLEM),
        ("工作任務", Column.TEXT),
        ("完成時限", Column.DUE),
        ("序號", Column.NUMBER),
        ("責任領導", Column.LEADERS),
        ("配合單位", Column.COOPERATE),
    ],
)
def test_labels_in_traditional_letters_mean_the_same(label, column):
    assert read_column(label) is column

"""CSV as programs write it: any coding of Chinese letters, any sign between the cells."""

from io import BytesIO

import pytest

from tasks.importing import Unreadable, read_raw_document
from tests.tasks.importing.papers import understood

ROWS = [
    ["序号", "工作任务", "责任单位", "进展情况"],
    ["1", "整治城中村2个", "区住建局", "①完成1个；\n②另1个在建，年底完成。"],
    ["2", "建成体育公园1个", "区文旅局", "主体“完工”"],
]


def written(divider: str, coding: str) -> bytes:
    lines = [divider.join(f'"{cell}"' for cell in row) for row in [["云溪区2024年上半年推进情况", "", "", ""], *ROWS]]
    return "\r\n".join(lines).encode(coding)


@pytest.mark.parametrize(
    ("divider", "coding", "told"),
    [
        (",", "gb18030", "文件是文本表格（CSV），按GB18030编码、以逗号分隔读取，请核对。"),
        (",", "utf-8-sig", "文件是文本表格（CSV），按UTF-8编码、以逗号分隔读取，请核对。"),
        (";", "utf-8", "文件是文本表格（CSV），按UTF-8编码、以分号分隔读取，请核对。"),
        ("\t", "utf-16", "文件是文本表格（CSV），按UTF-16编码、以制表符分隔读取，请核对。"),
    ],
)
def test_the_same_rows_come_of_every_coding_and_divider(divider, coding, told):
    document = understood(BytesIO(written(divider, coding)), "进展.csv", government="云溪区人民政府")
    read = [(row.number, row.text, [part.text for part in row.lead], row.progress) for row in document.rows]
    assert read == [(int(number), text, [unit], progress) for number, text, unit, progress in ROWS[1:]]
    assert (document.warnings[0], document.period) == (told, 2)


@pytest.mark.parametrize("content", ["工作任务".encode(), b"\0\1,\2\3\n\4,\5", "没有表格。\n只有，文字。".encode()])
def test_a_text_without_cells_is_no_table(content):
    with pytest.raises(Unreadable, match="不是 Word"):
        read_raw_document(BytesIO(content), "说明.csv")


def test_a_cell_without_end_is_named():
    content = ("序号,任务\n1,修路\n" * 50 + '2,"' + "路" * 300_000).encode()
    with pytest.raises(Unreadable, match="有一格过长，可能缺了引号"):
        read_raw_document(BytesIO(content), "进展.csv")

"""Tests that files that must not reach a parser are refused with a reason."""

import struct
import zipfile
from io import BytesIO

import pytest

from tasks.importing import Unreadable, read_raw_document
from tasks.importing.gate import MAX_CELLS, MEGABYTE, count_area_cells
from tests.tasks.importing.papers import docx, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"


def refusal(content, filename: str, **options) -> str:
    source = BytesIO(content) if isinstance(content, bytes) else content
    with pytest.raises(Unreadable) as refused:
        read_raw_document(source, filename, **options)
    return str(refused.value)


def plain_xlsx() -> bytes:
    return xlsx({"Sheet1": [["序号", "工作任务", "责任单位"], [1, "修路", "区交通局"]]}).getvalue()


def repacked(content: bytes, changed: dict[str, bytes]) -> bytes:
    """Returns the package with some parts replaced or added."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, part in changed.items():
            new.writestr(name, part)
    return file.getvalue()


def test_neither_word_nor_excel():
    assert refusal("工作任务".encode(), "任务.txt") == "文件“任务.txt”不是 Word（.docx）或 Excel（.xlsx）文件。"


def test_a_zip_that_is_something_else():
    content = repacked(plain_xlsx(), {})
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("photo.jpg", content[:10])
    assert refusal(file.getvalue(), "照片.docx") == "文件“照片.docx”不是 Word（.docx）或 Excel（.xlsx）文件。"


def test_a_pdf_is_named_as_one():
    assert (
        refusal(b"%PDF-1.7 ...", "报告.pdf")
        == "文件“报告.pdf”是 PDF，不能导入；请导入 Word（.docx）或 Excel（.xlsx）原件。"
    )


@pytest.mark.parametrize("filename", ["报告.doc", "附表.xls", "报告.docx"])
def test_an_old_file_that_is_not_whole(filename):
    assert refusal(OLE + b"\0" * 600, filename) == (
        f"文件“{filename}”是旧格式，但不是完整的 Word、Excel 或 WPS 文件。"
        "请用 Word 或 WPS 另存为 .docx（表格另存为 .xlsx）后再导入。"
    )


def test_an_encrypted_document():
    content = OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100
    assert refusal(content, "方案.docx") == "文件“方案.docx”设有打开密码（已加密），请取消密码后再导入。"


def test_a_zip_with_a_password():
    content = bytearray(plain_xlsx())
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(start)
        while at >= 0:
            content[at + offset : at + offset + 2] = struct.pack("<H", 1)
            at = content.find(start, at + 4)
    assert refusal(bytes(content), "表.xlsx") == "文件“表.xlsx”设有压缩密码，请取消密码后再导入。"


def test_an_empty_file():
    assert refusal(b"", "空.docx") == "文件“空.docx”是空的。"


def test_a_file_cut_off_on_its_way():
    assert refusal(plain_xlsx()[:900], "表.xlsx") == "文件“表.xlsx”已损坏或不完整，请重新传送或另存后再导入。"


def test_a_part_whose_bytes_have_changed():
    content = bytearray(plain_xlsx())
    at = content.find(b"xl/workbook.xml") + 40
    content[at : at + 30] = b"\x55" * 30
    assert refusal(bytes(content), "表.xlsx").startswith("文件“表.xlsx”已损坏")


def test_a_part_that_is_not_xml():
    content = repacked(plain_xlsx(), {SHEET: b"<worksheet><sheetData>"})
    assert refusal(content, "表.xlsx") == (
        "文件“表.xlsx”已损坏：xl/worksheets/sheet1.xml 不是完整的 XML。请重新保存后再导入。"
    )


def test_a_package_whose_main_part_is_rubbish():
    content = repacked(docx("报告").getvalue(), {"word/document.xml": b"<document/>"})
    assert refusal(content, "报告.docx") == "文件“报告.docx”已损坏，Word 内容读不出来。请重新保存后再导入。"


def test_more_bytes_than_the_limit():
    assert refusal(b"PK" + b"\0" * (2 * MEGABYTE), "大.xlsx", limit=MEGABYTE) == (
        "文件“大.xlsx”超过 1 MB，未导入。附表一般不足 1 MB，请检查是否选错文件。"
    )


def test_fifty_megabytes_of_nothing_in_a_small_file():
    content = repacked(plain_xlsx(), {"xl/media/nothing.bin": b"\0" * (50 * MEGABYTE)})
    assert refusal(content, "表.xlsx") == ("文件“表.xlsx”解压后有 50 MB，与文件大小极不相称，疑为压缩炸弹，未导入。")


def test_a_merged_area_as_large_as_a_sheet():
    with zipfile.ZipFile(BytesIO(plain_xlsx())) as archive:
        sheet = archive.read(SHEET)
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><pageMargins'
    content = repacked(plain_xlsx(), {SHEET: sheet.replace(b"<pageMargins", merged)})
    assert (
        refusal(content, "表.xlsx")
        == f"文件“表.xlsx”的表格超过 {MAX_CELLS} 格（含合并范围），未导入。请删去空白的行列。"
    )


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_entities_of_its_own(declaration, encoding):
    part = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}<x>&a;</x>'.encode(encoding)
    content = repacked(plain_xlsx(), {"xl/styles.xml": part})
    assert refusal(content, "表.xlsx") == (
        "文件“表.xlsx”内含外部实体或文档类型声明（xl/styles.xml），可能有害，未导入。"
    )


def swapped(*pairs: tuple[bytes, bytes]) -> bytes:
    """Returns a plain workbook with parts of its sheet replaced."""
    with zipfile.ZipFile(BytesIO(plain_xlsx())) as archive:
        sheet = archive.read(SHEET)
    for before, after in pairs:
        assert before in sheet
        sheet = sheet.replace(before, after)
    return repacked(plain_xlsx(), {SHEET: sheet})


MERGED = b'<mergeCells count="1"><mergeCell ref="%s"/></mergeCells><pageMargins'


@pytest.mark.parametrize("reference", [b"a1:zz99999", b"A:Z", b"1:1000", b"$A$1:$XFD$1048576"])
def test_a_merged_area_counts_as_the_parser_reads_it(reference):
    assert "格（含合并范围）" in refusal(swapped((b"<pageMargins", MERGED % reference)), "表.xlsx")


def test_a_prefix_hides_no_merged_area():
    prefixed = (
        (b"<mergeCells", b"<x:mergeCells"),
        (b"<mergeCell ", b"<x:mergeCell "),
        (b"</mergeCells", b"</x:mergeCells"),
    )
    space = (b"<worksheet ", b'<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ')
    content = swapped((b"<pageMargins", MERGED % b"A1:ZZ1000"), *prefixed, space)
    assert "格（含合并范围）" in refusal(content, "表.xlsx")


def test_elements_within_elements_without_end():
    part = b"<x>" * 200 + b"</x>" * 200
    assert refusal(repacked(plain_xlsx(), {"xl/styles.xml": part}), "表.xlsx") == (
        "文件“表.xlsx”的结构过于庞大或层层嵌套，疑为压缩炸弹，未导入。"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_under_another_name_is_read_too(encoding):
    part = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'.encode(encoding)
    assert "可能有害，未导入" in refusal(repacked(plain_xlsx(), {"xl/worksheets/sheet1.bin": part}), "表.xlsx")


def test_more_elements_than_tables_have(monkeypatch):
    monkeypatch.setattr("tasks.importing.gate.MAX_ELEMENTS", 20)
    assert "的结构过于庞大" in refusal(plain_xlsx(), "表.xlsx")


def test_more_xml_than_tables_have(monkeypatch):
    monkeypatch.setattr("tasks.importing.gate.MAX_XML", 1000)
    assert "远大于附表，未导入。" in refusal(plain_xlsx(), "表.xlsx")


def test_a_file_that_is_not_there(tmp_path):
    assert refusal(tmp_path / "无.docx", "无.docx") == "没有找到文件“无.docx”。"


def test_a_folder(tmp_path):
    assert refusal(tmp_path, "附件") == "文件“附件”打不开，请检查路径和权限。"


@pytest.mark.parametrize(
    ("reference", "cells"),
    [
        ("A1:C3", 9),
        ("$B$2:$B$4", 3),
        ("AA1:AB2", 4),
        ("A1", 1),
        ("a1:c3", 9),
        ("A:B", 2_097_152),
        ("2:2", 16_384),
        ("", 0),
        ("?", 0),
        ("C3:A1", 0),
    ],
)
def test_the_size_of_an_area(reference, cells):
    assert count_area_cells(reference) == cells

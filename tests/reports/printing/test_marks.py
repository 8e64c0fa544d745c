"""内部 and the watermark at the head of every page of a file."""

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from reports.printing.delivery import OfficeFile, write_one_file
from reports.printing.official import write_official_document
from reports.printing.paragraphs import number_paragraphs, read_paragraphs
from reports.printing.portable import convert_to_pdf
from reports.printing.sheet import Column, Sheet
from reports.printing.watermark import stamp_watermark

COLUMNS = (Column("序号", 0.2), Column("进展", 0.8))


def sheet(title: str, *, is_internal: bool = False) -> Sheet:
    return Sheet("附件1", title, COLUMNS, ((1, "建成一所。"),), is_internal=is_internal)


def write_report(*sheets: Sheet, is_internal: bool = False) -> bytes:
    text = number_paragraphs(read_paragraphs("【标题】关于推进情况的报告\n【正文】现报告如下。"))
    return write_official_document(text, sheets, is_internal=is_internal)


def heads(content: bytes) -> list[str]:
    """The heads of odd and even pages of every section, as a reader meets them."""
    sections = Document(BytesIO(content)).sections
    return [head.paragraphs[0].text for each in sections for head in (each.header, each.even_page_header)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: write_report(sheet("表")), [""] * 4),
        (lambda: write_report(sheet("表"), sheet("表二", is_internal=True)), ["内部"] * 4),
        (lambda: write_report(sheet("表"), is_internal=True), ["内部"] * 4),
        (lambda: write_report(is_internal=True), ["内部"] * 2),
        (lambda: write_one_file([sheet("表", is_internal=True)], "表", "docx").content, ["内部"] * 2),
    ],
    ids=["none", "a table", "the whole with tables", "the whole", "a table alone"],
)
def test_every_page_of_a_word_file_bears_the_mark_where_it_tells_of_something_internal(content, said):
    assert heads(content()) == said


@pytest.mark.parametrize(("is_internal", "said"), [(True, "内部"), (False, None)])
def test_every_sheet_of_a_workbook_bears_the_mark_where_one_of_them_is_internal(is_internal, said):
    content = write_one_file([sheet("甲"), sheet("乙", is_internal=is_internal)], "表", "xlsx").content
    printed = [
        head.left.text
        for worksheet in load_workbook(BytesIO(content))
        for head in (worksheet.oddHeader, worksheet.evenHeader)
    ]
    assert printed == [said] * 4


def test_a_watermark_leaves_the_mark_and_the_text_as_they_were():
    content = write_report(sheet("表", is_internal=True))
    stamped = stamp_watermark(content, '李静 "区教委" <2024-04-02>')
    assert (heads(stamped), [line.text for line in Document(BytesIO(stamped)).paragraphs]) == (
        heads(content),
        [line.text for line in Document(BytesIO(content)).paragraphs],
    )
    shapes = Document(BytesIO(stamped)).sections[0].header._element.xpath(".//*[local-name()='textpath']/@string")
    assert shapes == ['李静 "区教委" <2024-04-02>']


@pytest.mark.office
def test_the_pdf_shows_mark_and_watermark_on_every_page(tmp_path):
    plain = write_report(sheet("表", is_internal=True))
    made = {
        name: convert_to_pdf(OfficeFile("报告.docx", each)).content
        for name, each in (("plain", plain), ("stamped", stamp_watermark(plain, "李静 区教委 2024-04-02 09:30")))
    }
    for name, content in made.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    pages = run("pdftotext", tmp_path / "stamped.pdf", "-").decode().split("\f")[:-1]
    assert ["内部" in page for page in pages] == [True, True]
    # the watermark is drawn, so that nobody takes it out as text: each page has more ink than without
    dark = {name: [count_ink(tmp_path / f"{name}.pdf", page) for page in (1, 2)] for name in made}
    assert [after > before + 500 for before, after in zip(dark["plain"], dark["stamped"], strict=True)] == [True, True]


def count_ink(path: Path, page: int) -> int:
    """The pixels of a page that are not white."""
    picture = run("pdftoppm", "-r", "50", "-gray", "-f", page, "-l", page, path)
    return sum(value < 250 for value in picture[-400 * 500 :])


def run(*command) -> bytes:
    return subprocess.run([str(part) for part in command], capture_output=True, check=True).stdout

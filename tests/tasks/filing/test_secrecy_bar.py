"""A file that bears a mark of secrecy does not come in; the audit log keeps the mark and not the name."""

import shutil
from io import BytesIO

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tasks.enums import EventKind
from tasks.filing.secrecy_bar import refuse_classified
from tasks.models import Event
from tasks.permissions import Refused
from tasks.secrecy.file_texts import read_pdf_text

PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 41>>stream
BT /F 12 Tf 20 50 Td (Progress 2024) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
"""


def word(*paragraphs: str, head: str = "") -> bytes:
    document = docx.Document()
    for text in paragraphs:
        line = document.add_paragraph()
        # Word cuts a line into runs wherever its type changes
        for letter in text:
            line.add_run(letter)
    document.sections[0].header.paragraphs[0].text = head
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel(cell: str) -> bytes:
    book = openpyxl.Workbook()
    book.active["B7"] = cell
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def bar(cast, name: str, content: bytes) -> str:
    """Why the file is refused; "" where it is not."""
    try:
        refuse_classified(SimpleUploadedFile(name, content), by=cast.clerk)
    except Refused as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize(
    ("name", "content", "mark"),
    [
        ("进展（机密★10年）.png", lambda: b"\x89PNG", "机密★10年"),
        ("进展.docx", lambda: word("一季度进展", "机密★20年"), "机密★20年"),
        ("进展.docx", lambda: word("一季度进展", head="秘密★长期"), "秘密★长期"),
        ("进展.xlsx", lambda: excel("密级：绝密"), "密级：绝密"),
    ],
)
def test_a_mark_in_name_or_text_is_refused_and_recorded_without_the_name(cast, name, content, mark):
    assert bar(cast, name, content()) == (
        f"“{name}”带有密级标志“{mark}”，未保存。涉密信息不得录入本系统，请按保密规定另行报送；"
        "确实不涉密的，去掉该标志后再传。"
    )
    event = Event.objects.get()
    assert (event.kind, event.after["密级标志"], event.succeeded) == (EventKind.EVIDENCE_CLASSIFIED, mark, False)
    assert name not in str(event.__dict__)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("保守工作秘密.docx", lambda: word("商业秘密保护示范企业20家", "不涉及国家秘密")),
        ("进展.xlsx", lambda: excel("秘密投票")),
        ("坏文件.docx", lambda: b"PK\x03\x04"),
        ("进展.pdf", lambda: PDF),
    ],
)
def test_ordinary_words_and_what_cannot_be_read_come_in(cast, name, content):
    assert bar(cast, name, content()) == ""
    assert not Event.objects.exists()


def test_an_installation_may_bar_nothing(cast, settings):
    settings.DUBAN_CLASSIFIED_WORDS = []
    assert bar(cast, "机密★.png", b"") == ""


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_the_text_of_a_pdf_is_read_where_the_program_is_there():
    assert read_pdf_text(BytesIO(PDF)).strip() == "Progress 2024"

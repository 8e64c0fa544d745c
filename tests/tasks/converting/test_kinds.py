"""Which kind a file is of: its content tells, whatever its name says."""

import zipfile
from io import BytesIO

import pytest

from tasks.converting.kinds import FileKind, recognise_file


def zipped(**parts: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", FileKind.PDF),
        (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
        (b"\xff\xd8\xff\xe0", FileKind.JPEG),
        (b"RIFF\x10\0\0\0WEBPVP8 ", FileKind.WEBP),
        (b"\0\0\0\x18ftypheic\0\0\0\0", FileKind.HEIC),
        (b"II*\0\x08\0\0\0", FileKind.TIFF),
        (rb"{\rtf1\ansi", FileKind.RTF),
        (b'\xef\xbb\xbf<html><meta charset="gb2312">', FileKind.HTML),
        ("<!DOCTYPE html><table>".encode("utf-16"), FileKind.HTML),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', FileKind.XML_SHEET),
        (zipped(**{"word/document.xml": b""}), FileKind.DOCX),
        (zipped(**{"xl\\workbook.xml": b""}), FileKind.XLSX),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), FileKind.ODT),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), FileKind.ODS),
        (zipped(**{"OFD.xml": b""}), FileKind.OFD),
        (zipped(**{"a.txt": b""}), FileKind.ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, FileKind.UNKNOWN_OLE),
        (b"PK\x03\x04 broken", None),
        (b"MZ\x90\0", None),
        ("任务".encode(), None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_content_says(content, kind):
    file = BytesIO(content)
    assert (recognise_file(file), file.tell()) == (kind, 0)

"""佐证材料: which files are accepted, refused and removed."""

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tasks.enums import EventKind
from tasks.filing.evidence_actions import add_evidence, remove_evidence
from tasks.permissions import Refused
from tests.acts import kinds_of_events, submit
from tests.cast import make_cast

PDF = b"%PDF-1.7\n..."
OLD_WORD = (Path(__file__).parents[1] / "importing/cases/I2_s.doc").read_bytes()


def zipped(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def add(cast, name="验收单.pdf", content=PDF):
    return add_evidence(entry=cast.key_entry, upload=upload(name, content), by=cast.clerk)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("验收单.pdf", PDF),
        ("现场.PNG", b"\x89PNG\r\n\x1a\n...."),
        ("现场.jpeg", b"\xff\xd8\xff\xe0...."),
        ("报告.docx", zipped("[Content_Types].xml", "word/document.xml")),
        ("台账.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml")),
        ("公文.ofd", zipped("OFD.xml")),
        ("现场.webp", b"RIFF\x10\0\0\0WEBPVP8 "),
        ("现场.heic", b"\0\0\0\x18ftypheic\0\0\0\0"),
        ("扫描.tif", b"II*\0\x08\0\0\0"),
        ("旧.doc", OLD_WORD),
        ("旧.WPS", OLD_WORD),
        ("汇报.pptx", zipped("[Content_Types].xml", "ppt/presentation.xml")),
        ("打包.zip", zipped("现场/照片.jpg", "说明.docx")),
    ],
)
def test_documents_and_pictures_are_taken(cast, name, content):
    evidence = add(cast, name, content)
    assert (evidence.name, evidence.size, evidence.sha256) == (
        name,
        len(content),
        hashlib.sha256(content).hexdigest(),
    )
    with evidence.file.open() as kept:
        assert kept.read() == content


def test_a_file_lies_under_a_random_name(cast):
    evidence = add(cast)
    assert evidence.file.name == f"evidence/{evidence.key}"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.pdf", b"", "“空.pdf”是空文件"),
        ("程序.exe", b"MZ\x90\x00....", "“程序.exe”不是可上传的文件。可上传 PDF"),
        ("改名.pdf", b"MZ\x90\x00....", "“改名.pdf”的内容不是 PDF 文件"),
        ("图片.pdf", b"\xff\xd8\xff\xe0....", "“图片.pdf”的内容与后缀名不符，实为JPG 图片（.jpg）"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "“旧.doc”的内容不是 DOC 文件，可能改过后缀或已损坏"),
        ("旧.xls", OLD_WORD, "“旧.xls”的内容与后缀名不符，实为旧版 Word 或 WPS 文字文档（.doc）"),
        ("压缩包.docx", zipped("a.txt"), "“压缩包.docx”的内容与后缀名不符，实为压缩包（.zip）"),
        ("坏.docx", b"PK\x03\x04 broken", "“坏.docx”的内容不是 DOCX 文件"),
        ("网页.html", b"<script>alert(1)</script>", "“网页.html”不是可上传的文件"),
    ],
)
def test_anything_else_is_refused_with_the_reason(cast, name, content, said):
    with pytest.raises(Refused, match=said):
        add(cast, name, content)
    assert cast.key_entry.evidence.count() == 0


def test_a_file_past_the_limit_is_refused(cast, settings):
    settings.DUBAN_UPLOAD_LIMIT = 1024**2
    with pytest.raises(Refused, match=r"“大\.pdf”为 1\.5 兆字节，超过上限 1 兆字节"):
        add(cast, "大.pdf", PDF + b"0" * (3 * 2**19))


def test_the_same_content_is_not_kept_twice(cast):
    add(cast)
    with pytest.raises(Refused, match=r"“另一名\.pdf”与已上传的材料内容相同"):
        add(cast, "另一名.pdf")


@pytest.mark.django_db(transaction=True)
def test_removing_takes_the_file_away_and_leaves_its_hash_in_the_trail():
    cast = make_cast()
    evidence = add(cast)
    place = evidence.file.path
    remove_evidence(evidence=evidence, by=cast.clerk)
    assert (cast.key_entry.evidence.count(), evidence.file.storage.exists(place)) == (0, False)
    assert kinds_of_events() == [EventKind.EVIDENCE_ADDED, EventKind.EVIDENCE_REMOVED]


def test_evidence_of_a_filed_entry_stays_as_it_is(cast):
    evidence = add(cast)
    submit(cast.key_entry, cast.clerk)
    with pytest.raises(Refused, match="已报送督查办"):
        remove_evidence(evidence=evidence, by=cast.clerk)
    with pytest.raises(Refused, match="已报送督查办"):
        add(cast, "迟到.pdf", PDF + b"2")


def test_a_cooperating_unit_adds_nothing(cast):
    with pytest.raises(Refused, match="本单位不是该事项的牵头单位"):
        add_evidence(entry=cast.key_entry, upload=upload("验收单.pdf", PDF), by=cast.cooperating_clerk)

"""A zip as evidence: what it may not hold, and that names in GBK are read."""

import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tasks.filing import archives
from tasks.filing.archives import list_member_names, refuse_bad_archive
from tasks.permissions import Refused

OLD_WORD = (Path(__file__).parents[1] / "importing/cases/I2_s.doc").read_bytes()


class Zip(BytesIO):
    name = "材料.zip"


def packed(*members: tuple[str | zipfile.ZipInfo, bytes]) -> Zip:
    file = Zip()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file


def inner(*names: str) -> bytes:
    return packed(*((name, b"<x/>") for name in names)).getvalue()


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def fault(file: Zip) -> str:
    """Why the archive is not taken; "" where it is."""
    try:
        refuse_bad_archive(file)
    except Refused as refusal:
        return str(refusal).removeprefix("“材料.zip”没有上传：").removesuffix("。请整理后重新压缩，或者逐个上传。")
    return ""


def test_pictures_and_papers_are_taken():
    file = packed(
        ("现场/1.jpg", b"\xff\xd8\xff"), ("现场/", b""), ("说明.docx", inner("word/document.xml")), ("旧.doc", OLD_WORD)
    )
    assert (fault(file), file.tell()) == ("", 0)


@pytest.mark.parametrize(
    ("member", "content", "told"),
    [
        ("查看.exe", b"", "“查看.exe”是程序、脚本或网页"),
        ("查看.JS", b"", "“查看.JS”是程序、脚本或网页"),
        ("照片.jpg.lnk", b"", "“照片.jpg.lnk”是程序、脚本或网页"),
        ("照片.exe. ", b"", "“照片.exe. ”是程序、脚本或网页"),
        ("照片.jpg", b"MZ\x90\0", "“照片.jpg”是程序"),
        ("照片.jpg", b"\x7fELF", "“照片.jpg”是程序"),
        ("又一个.zip", b"", "“又一个.zip”又是一个压缩包"),
        ("照片.jpg", inner("a.jpg"), "“照片.jpg”又是一个压缩包，或者已损坏"),
        ("../照片.jpg", b"", "“../照片.jpg”指向压缩包以外的位置"),
        ("/etc/照片.jpg", b"", "“/etc/照片.jpg”指向压缩包以外的位置"),
        ("..\\照片.jpg", b"", "“../照片.jpg”指向压缩包以外的位置"),
        ("C:\\照片.jpg", b"", "“C:/照片.jpg”指向压缩包以外的位置"),
        (link("照片.jpg"), b"/etc/passwd", "“照片.jpg”指向压缩包以外的位置"),
        ("零.bin2", b"\0" * (2 * 1024 * 1024), "解压后的大小与压缩包极不相称，疑为压缩炸弹"),
    ],
)
def test_what_may_do_harm_is_named(member, content, told):
    assert fault(packed((member, content))) == told


def test_the_bounds_are_said(monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    assert fault(packed(*((f"{n}.jpg", b"") for n in range(3)))) == "压缩包里有 3 个文件，至多 2 个"
    monkeypatch.setattr(archives, "MOST_OF_ONE", 3)
    assert fault(packed(("a.jpg", b"1234"))) == "解压后过大：合计至多 200 兆字节，每个文件至多 0 兆字节"
    assert fault(packed()) == "压缩包是空的"


def test_a_password_and_a_damaged_archive_are_told():
    content = bytearray(packed(("a.jpg", b"1")).getvalue())
    at = content.index(b"PK\x01\x02") + 8
    content[at] |= 1
    assert fault(Zip(bytes(content))) == "压缩包设有密码，请取消密码"
    content[at] &= 0xFE
    content[content.index(b"a.jpg") + 5] ^= 0xFF
    assert fault(Zip(bytes(content))) == "压缩包已损坏，解不开"


def test_a_name_that_windows_wrote_is_read():
    marked = packed(("XXXX.jpg", b"1"), ("照片.jpg", b"2")).getvalue()
    assert list_member_names(BytesIO(marked.replace(b"XXXX", "现场".encode("gb18030")))) == ["现场.jpg", "照片.jpg"]
    assert list_member_names(BytesIO(b"no zip")) == []

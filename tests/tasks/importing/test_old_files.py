"""Files of other formats: converted in place of the person, or refused with what to do. A program stands in the place of LibreOffice."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks.converting import libreoffice
from tasks.importing import Unreadable, old_files, read_raw_document
from tasks.importing.gate import MEGABYTE
from tasks.importing.old_files import NotYetConverted
from tests.pages import errors, found, said
from tests.tasks.importing.papers import xlsx
from tests.tasks.jobs.works import work_in_place

CASES = Path(__file__).parent / "cases"
OLD = (CASES / "I2_s.xls").read_bytes()
PAPER = {"Sheet1": [["序号", "工作任务", "责任单位"], [1, "修路", "区交通局"]]}
SAVE = "请用 Word 或 WPS 另存为 .docx（表格另存为 .xlsx）后再导入。"
KIND = "旧版 Excel 或 WPS 表格"


@pytest.fixture(autouse=True)
def nothing_is_kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def as_soffice(tmp_path, monkeypatch):
    """``as_soffice("exit 1")``: a program of that name that does so; ``$made`` is the workbook that one may write."""
    made = tmp_path / "made.xlsx"
    made.write_bytes(xlsx(PAPER).getvalue())

    def install(script: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\nfor last; do :; done; made={made}\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return install


def refusal(content: bytes, name: str = "附表.xls", **options) -> str:
    with pytest.raises(Unreadable) as refused:
        read_raw_document(BytesIO(content), name, **options)
    return str(refused.value)


def test_what_comes_of_an_old_file_is_read_and_said(as_soffice):
    as_soffice('cp "$made" "${last%.xls}.xlsx"')
    raw = read_raw_document(BytesIO(OLD), "附表.xls")
    assert [[cell.text for cell in row] for row in raw.grids[0].rows] == [
        ["序号", "工作任务", "责任单位"],
        ["1", "修路", "区交通局"],
    ]
    assert raw.warnings == [f"文件是{KIND}，由 LibreOffice 转换后读取。图形和条件格式可能有变，请对照原件核对。"]


def test_the_same_file_is_converted_once(as_soffice, monkeypatch):
    as_soffice('cp "$made" "${last%.xls}.xlsx"')
    runs, run = [], libreoffice.run_libreoffice
    monkeypatch.setattr(libreoffice, "run_libreoffice", lambda *given: runs.append(given) or run(*given))
    for name in ("附表.xls", "另一名.et"):
        read_raw_document(BytesIO(OLD), name)
    assert len(runs) == 1


def test_without_libreoffice_it_is_said_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(OLD) == f"文件“附表.xls”是{KIND}，本机没有安装 LibreOffice，不能代为转换。{SAVE}"


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$", 'echo no >"${last%.xls}.docx"'])
def test_a_conversion_that_fails_is_told(as_soffice, script):
    as_soffice(script)
    assert refusal(OLD) == f"文件“附表.xls”是{KIND}，LibreOffice 转换不了，可能已损坏或内容过于庞大。{SAVE}"


def test_what_comes_of_it_passes_the_gate_too(as_soffice, tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (50 * MEGABYTE))
    as_soffice(f'cp {tmp_path}/bomb.xlsx "${{last%.xls}}.xlsx"')
    assert "疑为压缩炸弹，未导入。" in refusal(OLD)


def test_one_that_takes_long_is_ended_and_told(as_soffice):
    as_soffice("sleep 60")
    with pytest.raises(NotYetConverted, match="1 秒内没有转换完，没有导入"):
        read_raw_document(BytesIO(OLD), "附表.xls", patience=1)


def test_the_program_reaches_nothing_but_its_folder(as_soffice, tmp_path):
    """It asks for a file of the server, writes beside its folder and looks at the server's surroundings."""
    (tmp_path / "media").mkdir()
    (tmp_path / "media/secret").write_text("机密")
    outside = settings.VAR_DIR / "written"
    as_soffice(
        f"cat {settings.VAR_DIR}/secret_key /proc/$PPID/environ >$HOME/seen 2>/dev/null; echo x >{outside}; env >>$HOME/seen\n"
        "python3 -c \"import socket; socket.create_connection(('127.0.0.1', 1))\" 2>>$HOME/seen\n"
        'grep -q -e SECRET -e DATABASE -e DJANGO $HOME/seen || grep -q PermissionError $HOME/seen || exit 1; cp "$made" "${last%.xls}.xlsx"'
    )
    (settings.VAR_DIR / "secret_key").write_text("SECRET")
    assert read_raw_document(BytesIO(OLD), "附表.xls").grids
    assert not outside.exists()


def flagged(content: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    at = content.index(mark) + offset
    return content[:at] + value + content[at + len(value) :]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("方案.doc", flagged((CASES / "I2_s.doc").read_bytes(), b"\xec\xa5", 11, b"\x01")),
        ("附表.xls", flagged(OLD, b"\x09\x08\x10\x00", 20, b"\x2f\x00")),
        ("附表.ods", None),
    ],
)
def test_an_old_file_with_a_password_is_named_as_one(name, content):
    assert refusal(content or encrypted_ods(), name) == f"文件“{name}”设有打开密码（已加密），请取消密码后再导入。"


def encrypted_ods() -> bytes:
    return ods(b"<x/>", manifest=b"<manifest><encryption-data/></manifest>")


def ods(content: bytes, *, manifest: bytes = b"<manifest/>") -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return file.getvalue()


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("附表.ods", ods(LAUGHS), "内含外部实体或文档类型声明（content.xml），可能有害，未导入。"),
        ("附表.ods", ods(b"<x>" + b" " * (60 * MEGABYTE) + b"</x>"), "疑为压缩炸弹，未导入。"),
        (
            "附表.xml",
            b'<?xml version="1.0"?>'
            + LAUGHS.replace(b"<x>", b'<x xmlns="urn:schemas-microsoft-com:office:spreadsheet">'),
            "内含外部实体或文档类型声明（附表.xml），可能有害，未导入。",
        ),
        ("附表.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, "不是完整的 Word、Excel 或 WPS 文件。"),
    ],
)
def test_a_hostile_file_reaches_no_program(as_soffice, monkeypatch, name, content, told):
    monkeypatch.setattr(old_files, "convert_with_libreoffice", None)
    assert told in refusal(content, name)


def test_two_hundred_megabytes_are_not_even_read(tmp_path):
    path = tmp_path / "大.xls"
    with path.open("wb") as file:
        file.write(OLD)
        file.truncate(200 * MEGABYTE)
    with pytest.raises(Unreadable, match="超过 20 MB，未导入"):
        read_raw_document(path, "大.xls")


def upload(client, content: bytes = OLD):
    file = SimpleUploadedFile("附表.xls", content)
    return client.post(reverse("import_document"), {"file": file, "year": 2024, "kind": "plan"}, follow=True)


def test_what_takes_long_is_converted_in_the_background(cast, sign_in, as_soffice, settings, monkeypatch):
    """The page gives up at once; the job is done, and the preview finds what it has made."""
    work_in_place(settings)
    as_soffice('cp "$made" "${last%.xls}.xlsx"')
    client = sign_in(cast.office)

    def give_up(*_given, **_options):
        raise libreoffice.TooSlow

    with monkeypatch.context() as patched:
        convert = old_files.convert_with_libreoffice
        patched.setattr(
            old_files,
            "convert_with_libreoffice",
            lambda *given, patience, **more: convert(*given, patience=patience, **more) if patience > 20 else give_up(),
        )
        page = upload(client)
        assert found(page, "a.btn") == ["继续导入", "下载文件（4.9 KB）"] or found(page, "a.btn")[0] == "继续导入"
        preview = client.get(reverse("import_preview"))
    assert "修路" in preview.content.decode()


def test_a_preview_whose_conversion_is_gone_asks_for_the_file_again(cast, sign_in, as_soffice, monkeypatch, tmp_path):
    as_soffice('cp "$made" "${last%.xls}.xlsx"')
    client = sign_in(cast.office)
    assert upload(client).redirect_chain[-1][0] == reverse("import_preview")
    for path in (tmp_path / "media/converted").iterdir():
        path.unlink()
    monkeypatch.setenv("PATH", "/nowhere")
    page = client.get(reverse("import_preview"), follow=True)
    assert said(page) == [f"文件“附表.xls”是{KIND}，本机没有安装 LibreOffice，不能代为转换。{SAVE}"]


def test_a_refusal_stands_at_the_field(cast, sign_in, as_soffice):
    as_soffice("exit 1")
    assert errors(upload(sign_in(cast.office))) == [
        f"文件“附表.xls”是{KIND}，LibreOffice 转换不了，可能已损坏或内容过于庞大。{SAVE}"
    ]

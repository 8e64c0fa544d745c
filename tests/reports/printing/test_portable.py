"""LibreOffice that is missing, fails or hangs: told in words, and nothing of it goes on."""

import fcntl
import zipfile
from io import BytesIO

import pytest
from django.conf import settings
from django.urls import reverse

from reports.printing.delivery import OfficeFile
from reports.printing.portable import PdfConversionError, compute_document_digest, convert_to_pdf
from tasks import clock
from tasks.converting import libreoffice
from tasks.enums import EventKind
from tasks.models import Event, JobWorker
from tests.pages import found, said
from tests.tasks.jobs.works import work_in_place

FILE = OfficeFile("报告.docx", b"PK")


@pytest.fixture
def as_soffice(tmp_path, monkeypatch):
    """``as_soffice("exit 1")``: a program of that name that does so, the only one on the path besides the system's."""

    def install(script: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return install


def refusal_of(patience: int = 20) -> str:
    with pytest.raises(PdfConversionError) as refused:
        convert_to_pdf(FILE, patience)
    return str(refused.value)


def test_what_it_writes_is_the_pdf(as_soffice):
    as_soffice('for last; do :; done; echo "%PDF" >"${last%.docx}.pdf"')
    assert convert_to_pdf(FILE) == OfficeFile("报告.pdf", b"%PDF\n")


def test_a_missing_one_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", f"{tmp_path}")
    assert refusal_of() == "本机没有安装 LibreOffice，不能生成 PDF，请改用 Word 文档。"


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$"])
def test_one_that_fails_or_writes_nothing_is_told(as_soffice, script):
    as_soffice(script)
    assert refusal_of() == "LibreOffice 没有生成 PDF，请改用 Word 文档。"


def test_one_that_hangs_is_ended(as_soffice):
    as_soffice("sleep 60")
    assert refusal_of(patience=1) == "LibreOffice 在 1 秒内没有生成 PDF，已中止。请稍后再试，或改用 Word 文档。"


def test_one_waits_for_the_other(as_soffice, tmp_path):
    as_soffice("sleep 60")
    with (settings.VAR_DIR / "libreoffice.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert refusal_of(patience=0) == "等了 0 秒仍在转换别的文件，请稍后再试。"


def test_a_document_is_the_same_whenever_it_was_packed():
    def pack(second: int, words: bytes) -> bytes:
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(zipfile.ZipInfo("word/document.xml", (2024, 7, 8, 9, 0, second)), words)
        return stream.getvalue()

    first, later, other = (compute_document_digest(pack(*each)) for each in ((0, b"a"), (2, b"a"), (0, b"b")))
    assert (first == later, first == other) == (True, False)


def test_the_job_says_what_to_do_instead(cast, sign_in, as_soffice, settings):
    work_in_place(settings)
    as_soffice("exit 1")
    answer = sign_in(cast.office).post(reverse("report_pdf", args=[2024, "Q1"]), follow=True)
    assert "LibreOffice 没有生成 PDF，请改用 Word 文档。" in " ".join(found(answer, "span"))


def test_before_a_pdf_is_asked_for_the_report_says_that_nobody_would_make_it(cast, sign_in, as_soffice):
    as_soffice("exit 1")
    office, address = sign_in(cast.office), f"{reverse('report_page')}?of=2024-Q1"
    warning = "后台进程没有运行，现在提交的 PDF 要等它启动以后才生成，请告知系统管理员；急用请下载 Word 文档。"
    assert warning in found(office.get(address), "p.why")
    now = clock.get_real_moment()
    JobWorker.objects.create(name="甲", begun_at=now, seen_at=now)
    assert warning not in found(office.get(address), "p.why")


def test_the_page_of_the_job_leads_back_to_the_report(cast, sign_in, as_soffice):
    as_soffice("exit 1")
    page = sign_in(cast.office).post(reverse("report_pdf", args=[2024, "Q1"]), follow=True)
    assert f'<a href="{reverse("report_page")}?of=2024-Q1">返回报告</a>' in page.content.decode()


def test_a_report_is_made_once_for_the_same_content(cast, sign_in, as_soffice, settings, monkeypatch):
    work_in_place(settings)
    as_soffice('for last; do :; done; echo "%PDF" >"${last%.docx}.pdf"')
    runs, run = [], libreoffice.run_libreoffice
    monkeypatch.setattr(libreoffice, "run_libreoffice", lambda *given: runs.append(given) or run(*given))
    client, address = sign_in(cast.office), reverse("report_pdf", args=[2024, "Q1"])
    pages = [client.post(address, follow=True) for _ in range(2)]
    assert [found(page, "a.btn") for page in pages] == [["下载文件（5 字节）"]] * 2
    assert len(runs) == 1
    told = Event.objects.filter(kind=EventKind.EXPORTED).values_list("after", flat=True)
    assert [each["文件"][0][-4:] for each in told] == [".pdf", ".pdf"]


def test_where_there_is_no_libreoffice_no_pdf_is_offered(cast, sign_in, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", f"{tmp_path}")
    client = sign_in(cast.office)
    assert "make-pdf" not in client.get(reverse("report_page")).content.decode()
    answer = client.post(reverse("report_pdf", args=[2024, "Q1"]), follow=True)
    assert said(answer) == ["本机没有安装 LibreOffice，不能生成 PDF，请改用 Word 文档。"]

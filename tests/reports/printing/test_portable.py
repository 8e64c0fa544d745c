"""LibreOffice that is missing, fails or hangs: told in words, and nothing of it goes on."""

import time
from pathlib import Path

import pytest
from django.urls import reverse

from reports.printing.delivery import OfficeFile
from reports.printing.portable import PdfConversionError, convert_to_pdf
from tests.pages import found

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


def test_one_that_hangs_is_ended_with_what_it_has_started(as_soffice, tmp_path):
    as_soffice(f"sleep 60 & echo $! >{tmp_path}/child; wait")
    begun = time.monotonic()
    assert refusal_of(patience=1) == "LibreOffice 在 1 秒内没有生成 PDF，已中止。请稍后再试，或改用 Word 文档。"
    assert time.monotonic() - begun < 10
    state = Path(f"/proc/{(tmp_path / 'child').read_text().strip()}/stat")
    # ended, or waiting only for the first process of the machine to take notice
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_the_page_says_what_to_do_instead(cast, sign_in, as_soffice):
    as_soffice("exit 1")
    answer = sign_in(cast.office).get(reverse("report_file", args=[2024, "Q1", "pdf"]))
    assert (answer.status_code, found(answer, "p")[0]) == (400, "LibreOffice 没有生成 PDF，请改用 Word 文档。")

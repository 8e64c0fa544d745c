"""In a real browser: findings mended and set aside, a paragraph reworded, the report issued and frozen."""

from hashlib import sha256

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tasks.enums import Outcome
from tasks.filing.period_actions import close_period
from tasks.models import PublishedFile
from tests.acts import accept, judge, submit

pytestmark = pytest.mark.django_db(transaction=True)
DOUBLED, NO_STOP = "正在拟定拟定选址方案。", "一季度新增普惠性学位800个"


@pytest.fixture
def quarter(cast):
    """一季度 filed, accepted, judged and closed, with three defects in its texts."""
    texts = {
        cast.target_entry: (cast.clerk, "一季度，地区生产总值增长6.5%。", Outcome.ON_TRACK),
        cast.livelihood_entry: (cast.clerk, NO_STOP, Outcome.ON_TRACK),
        cast.key_entry: (cast.clerk, "①小学主体完工。③中学正在装修。", Outcome.ON_TRACK),
        cast.other_entry: (cast.other_clerk, DOUBLED, Outcome.LAGGING),
    }
    for entry, (clerk, text, outcome) in texts.items():
        submit(entry, clerk, text)
        accept(entry, cast.office)
        judge(entry, cast.office, outcome, "尚未开工。" if outcome.is_behind else "")
    close_period(period=cast.period, by=cast.office)
    cast.period.refresh_from_db()
    return cast


def finding(page: Page, words: str):
    return page.locator("tr[data-row]", has_text=words)


def reword(page: Page, words: str, better: str) -> None:
    """From the finding to the place that mends it, and back."""
    page.goto("/checks/")
    finding(page, words).locator("a.btn").click()
    page.get_by_label("报告用语").fill(better)
    page.get_by_role("button", name="保存报告用语").click()
    expect(page.get_by_role("heading", name="校核")).to_be_visible()
    expect(finding(page, words)).to_have_count(0)


def set_aside(page: Page, words: str) -> None:
    row = finding(page, words)
    row.locator("summary").click()
    row.get_by_label("理由").fill("原文如此。")
    row.get_by_role("button", name="注明不处理").click()
    expect(page.get_by_text("已注明不处理 1 处")).to_be_visible()


def reword_paragraph(page: Page) -> None:
    page.goto("/report/")
    page.get_by_role("link", name="改写“根据").click()
    page.locator("#wording").fill("现将一季度推进情况报告如下。")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".paper")).to_contain_text("现将一季度推进情况报告如下。")


def issue(page: Page) -> None:
    page.goto("/issue/")
    page.get_by_label("批准人", exact=False).first.fill("王明")
    page.locator("[name=approved_on]").fill("2024-04-02")
    knows = page.locator("[name=knows]")
    if knows.count():
        knows.check()
    page.get_by_role("button", name="印发", exact=True).click()
    expect(page.locator("table.published")).to_be_visible()


def downloaded(page: Page, ending: str, folder):
    page.goto("/issue/")
    with page.expect_download() as download:
        page.locator("table.published a", has_text=ending).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_report_is_checked_worded_issued_and_frozen(browse, quarter, tmp_path):
    office = browse(quarter.office)
    reword(office, "“拟定”重复", "正在拟定选址方案。")
    reword(office, NO_STOP, "一季度新增普惠性学位800个。")
    set_aside(office, "①小学主体完工")
    reword_paragraph(office)
    issue(office)
    word = downloaded(office, ".docx", tmp_path)
    first = sha256(word.read_bytes()).hexdigest()
    assert sha256(downloaded(office, ".xlsx", tmp_path).read_bytes()).hexdigest() in hashes()
    assert first in hashes()
    assert "现将一季度推进情况报告如下。" in [paragraph.text.strip() for paragraph in Document(word).paragraphs]

    office.goto("/issue/")
    office.get_by_label("更正理由").fill("数字有误。")
    office.get_by_role("button", name="开始更正").click()
    office.goto(f"/review/{quarter.livelihood_entry.pk}/")
    office.get_by_label("报告用语").fill("一季度新增普惠性学位900个。")
    office.get_by_role("button", name="保存报告用语").click()
    assert sha256(downloaded(office, ".docx", tmp_path).read_bytes()).hexdigest() == first


def hashes() -> set[str]:
    return set(PublishedFile.objects.values_list("sha256", flat=True))

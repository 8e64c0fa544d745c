"""Walks an office's way through an installed product in a browser, from the guide to the first filing; ``deploy/rehearsal``
calls it.

    first_quarter.py begin ADDRESS FILE KEY   the guide, 100 units and 300 accounts from Excel, plan, period, a filing
    first_quarter.py reminded ADDRESS FILE    somebody who has not filed reads the reminder that was sent
    first_quarter.py again ADDRESS FILE       on the restored machine the clerk finds what he filed

ADDRESS is reached on this machine whatever its name; FILE keeps the accounts between the three.
"""

import hashlib
import json
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

from demonstration import launch_chromium
from docx import Document
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Browser, Page, sync_playwright

PATIENCE = 120_000
UNITS = [f"区{first}{second}局" for first, second in product("教民财交水农商文卫审", "育政务通利业贸化健计")]
LEADERS = ["王明", "李强", "张伟", "刘芳", "陈静", "杨洋", "赵磊", "黄敏", "周涛", "吴刚"]
ITEMS = 120
FILED = "已完成选址和方案批复，主体工程开工，完成总工程量的四成。"


@dataclass
class Kept:
    """What the later parts need.

    Attributes:
        passwords: username → the password that the person has now.
        first: username → the password on the person's strip.
        clerk: who files; ``idle`` does not.
        entry: the address of what was filed.
        evidence: the SHA-256 of the file that was filed with it.
    """

    passwords: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    clerk: str = "a000"
    idle: str = "a001"
    entry: str = ""
    evidence: str = ""


def build_accounts() -> list[list[str]]:
    """Builds 300 rows: the office, ten leaders, two clerks for each unit and a head for most."""
    clerks = [[f"a{n:03}", f"填报{n}", "填报员", unit, ""] for n, unit in enumerate(UNITS)]
    seconds = [[f"b{n:03}", f"协办{n}", "填报员", unit, ""] for n, unit in enumerate(UNITS)]
    heads = [[f"h{n:03}", f"审核{n}", "单位审核人", unit, ""] for n, unit in enumerate(UNITS[:89])]
    leaders = [[f"l{n:02}", name, "区领导", "", name] for n, name in enumerate(LEADERS)]
    return [["ducha", "督查员", "督查办", "", ""], *clerks, *seconds, *heads, *leaders]


def fill_roster(path: Path) -> None:
    """Fills the template that the product handed out."""
    workbook = load_workbook(path)
    add_rows(workbook["单位"], "单位名称", [[name] for name in UNITS])
    add_rows(workbook["领导"], "领导姓名", [[name, "副区长", str(n + 1)] for n, name in enumerate(LEADERS)])
    add_rows(workbook["账号"], "用户名", build_accounts())
    workbook.save(path)


def add_rows(sheet: Worksheet, head: str, rows: list[list[str]]) -> None:
    """Writes rows into the first empty ones below the head."""
    column = [str(cell.value or "") for cell in sheet["A"]]
    top = next(n for n, value in enumerate(column) if value.startswith(head))
    empty = next((n for n, value in enumerate(column) if n > top and not value), len(column))
    for down, row in enumerate(rows):
        for across, value in enumerate(row):
            sheet.cell(empty + 1 + down, 1 + across, value)


def write_plan(path: Path, year: int) -> None:
    """Writes the year's plan as an office prints it."""
    word = Document()
    word.add_paragraph(f"示范区人民政府办公室关于印发{year}年区政府工作报告目标任务的通知")
    word.add_paragraph(f"附件1\n{year}年重点工作任务分解表")
    rows = [["序号", "工作任务", "责任领导", "牵头单位", "配合单位"]]
    for n in range(ITEMS):
        text = f"推进{UNITS[n % 100][1:3]}领域第{n + 1}类项目建设，新建便民服务点{n + 2}个"
        rows.append([str(n + 1), text, LEADERS[n % 10], UNITS[n % 100], UNITS[(n + 7) % 100]])
    table = word.add_table(len(rows), 5)
    for line, row in zip(table.rows, rows, strict=True):
        for cell, value in zip(line.cells, row, strict=True):
            cell.text = value
    word.save(str(path))


@contextmanager
def timed(step: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    sys.stdout.write(f"    {step}：{time.monotonic() - began:.0f} 秒\n")
    sys.stdout.flush()


class Walk:
    """A browser before the installed product, and what it remembers."""

    def __init__(self, browser: Browser, address: str, kept: Kept):
        self.browser, self.address, self.kept = browser, address, kept

    def open_window(self) -> Page:
        # the certificate is the office's own; curl has checked it
        context = self.browser.new_context(base_url=self.address, locale="zh-CN", ignore_https_errors=True)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    def sign_in(self, username: str) -> Page:
        """Signs in, and changes a password that stands on a strip."""
        page = self.open_window()
        page.goto("/sign-in/")
        known = self.kept.passwords.get(username)
        page.fill("[name=username]", username)
        page.fill("[name=password]", known or self.kept.first[username])
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda url: "/sign-in" not in url)
        if known is None:
            self.change_password(page, username)
        return page

    def change_password(self, page: Page, username: str) -> None:
        fresh = f"Aa1-{secrets.token_urlsafe(12)}"
        page.fill("[name=old_password]", self.kept.first[username])
        page.fill("[name=new_password1]", fresh)
        page.fill("[name=new_password2]", fresh)
        page.get_by_role("button", name="保存新密码").click()
        page.wait_for_url(lambda url: "password" not in url)
        self.kept.passwords[username] = fresh


def start(walk: Walk, key: str) -> None:
    """The guide: the key, the government, its first administrator."""
    page = walk.open_window()
    page.goto("/")
    password = walk.kept.passwords["guanli"] = f"Aa1-{secrets.token_urlsafe(12)}"
    given = {"key": key, "name": "示范区人民政府", "office_name": "督查办", "username": "guanli", "person": "吴敏"}
    for name, value in (given | {"password": password, "again": password}).items():
        page.fill(f"[name={name}]", value)
    page.get_by_role("button", name="启用").click()
    page.wait_for_url("**/sign-in/")


def bring_people(walk: Walk, folder: Path) -> None:
    """Units, leaders and accounts from the product's own workbook, and the strips with first passwords."""
    page = walk.sign_in("guanli")
    expect_text(page, "启用清单")
    page.goto("/roster/")
    with page.expect_download() as handed:
        page.get_by_role("link", name="下载模板").click()
    path = folder / "roster.xlsx"
    handed.value.save_as(path)
    fill_roster(path)
    page.set_input_files("[name=file]", path)
    page.get_by_role("button", name="上传核对").click()
    page.get_by_role("button", name="确认导入").click()
    page.get_by_role("heading", name="密码条").wait_for()
    strips = page.locator("section.strips dl")
    names = strips.locator("dd:nth-of-type(3)").all_inner_texts()
    walk.kept.first |= dict(zip(names, strips.locator("code.secret").all_inner_texts(), strict=True))
    if len(walk.kept.first) != len(build_accounts()):
        raise SystemExit(f"密码条有 {len(walk.kept.first)} 个，应有 {len(build_accounts())} 个。")


def bring_plan(walk: Walk, folder: Path, year: int) -> Page:
    """The plan out of a Word document."""
    path = folder / "plan.docx"
    write_plan(path, year)
    page = walk.sign_in("ducha")
    page.goto("/import/")
    page.set_input_files("[name=file]", path)
    page.get_by_role("button", name="预览").click()
    page.get_by_role("button", name="确认导入").click()
    expect_text(page, f"共 {ITEMS} 项")
    return page


def open_quarter(page: Page, today: date) -> None:
    """The period that opened last by its date, or the year's first; due on the next day."""
    page.goto("/periods/")
    if (button := page.get_by_role("button", name="补齐 4 个填报期")).count():
        button.click()
    rows = page.locator("tr[data-row]")
    opens = [date.fromisoformat(each) for each in rows.locator("[data-label=开启]").all_inner_texts()]
    place = max((n for n, day in enumerate(opens) if day <= today), default=0)
    row = rows.nth(place)
    row.locator("[name=due_on]").fill(str(max(today, opens[place]) + timedelta(days=1)))
    row.get_by_role("button", name="开启填报").click()
    # the page that says in numbers what is opened
    page.locator("div.foot button").first.click()
    row.get_by_role("button", name="截止填报").wait_for()


def file_entry(walk: Walk, evidence: Path) -> None:
    """A clerk files one of his unit's items, with a file."""
    page = walk.sign_in(walk.kept.clerk)
    page.goto("/mine/")
    page.locator("main a[href^='/entries/']").first.click()
    walk.kept.entry = urlsplit(page.url).path
    walk.kept.evidence = hashlib.sha256(evidence.read_bytes()).hexdigest()
    page.fill("[name=text]", FILED)
    page.set_input_files("[name=files]", evidence)
    page.locator("#entry-form button[formaction*=submit]").first.click()
    expect_text(page, "已报送")


def expect_text(page: Page, text: str) -> None:
    page.get_by_text(text).first.wait_for()


def begin(walk: Walk, key: str) -> None:
    today = date.today()  # noqa: DTZ011  the machine's own day, as the product sees it
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with timed("引导：启用"):
            start(walk, key)
        with timed(f"名册：{len(UNITS)} 个单位、{len(build_accounts())} 个账号，下载模板、核对、导入、密码条"):
            bring_people(walk, folder)
        with timed(f"方案：{ITEMS} 项，预览、导入"):
            office = bring_plan(walk, folder, today.year)
        with timed("开启本季度"):
            open_quarter(office, today)
        with timed("填报员登录、改密码、报送"):
            file_entry(walk, folder / "plan.docx")


def find_reminder(walk: Walk) -> None:
    page = walk.sign_in(walk.kept.idle)
    page.goto("/notices/")
    expect_text(page, "填报")
    if not page.locator("main a[href^='/notices/'], main button.link").count():
        raise SystemExit("没有收到通知。")


def find_filing(walk: Walk) -> None:
    page = walk.sign_in(walk.kept.clerk)
    page.goto(walk.kept.entry)
    expect_text(page, FILED)
    with page.expect_download() as handed:
        page.locator("a[href^='/evidence/']").first.click()
    if hashlib.sha256(handed.value.path().read_bytes()).hexdigest() != walk.kept.evidence:
        raise SystemExit("佐证材料与上传的不同。")


PARTS: dict[str, Callable[..., None]] = {"begin": begin, "reminded": find_reminder, "again": find_filing}


def main(part: str, address: str, file: Path, *more: str) -> None:
    kept = Kept(**json.loads(file.read_text())) if file.exists() else Kept()
    here = f"--host-resolver-rules=MAP {urlsplit(address).hostname} 127.0.0.1"
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright, here)
        try:
            PARTS[part](Walk(browser, address, kept), *more)
        except Exception:
            shot = file.with_suffix(".png")
            for context in browser.contexts:
                for page in context.pages:
                    page.screenshot(path=shot)
            sys.stderr.write(f"最后的页面：{shot}\n")
            raise
    file.touch(mode=0o600)
    file.write_text(json.dumps(asdict(kept)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), *sys.argv[4:])

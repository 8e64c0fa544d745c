"""A company that has nothing yet, in a real browser: its own paper in, a month filed and judged, its own tables out."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tasks.enums import Role
from tasks.models import Government, Unit
from tasks.starting.setup_actions import ChosenSet, FirstAdministrator, start_from_server
from tasks.terms import OUR_WORDS
from tests.cast import UserFactory
from tests.reports.printed import read_workbook
from tests.tasks.importing.papers import xlsx

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "示范水务集团有限公司"
PAPER = [
    [f"{NAME}2025年重点工作分解表"],
    ["序号", "重点工作", "集团领导", "牵头部门", "协同部门"],
    [1, "建成智慧水厂2座", "陈英", "工程部", "财务部"],
    [2, "完成章程修订", "陈英", "财务部", ""],
]
TEXT, PROBLEM, PLAN = "智慧水厂已建成1座。", "设备未到货，进度滞后。", "下月完成设备安装。"


@pytest.fixture
def company(settings) -> Government:
    settings.DUBAN_TODAY = date(2025, 2, 3)
    keeper = FirstAdministrator("guanli", "吴敏", "启用-2026-口令")
    names = {"name": NAME, "short_name": "示范水务", "office_name": "企管部"}
    return start_from_server(values=names, administrator=keeper, another=False, chosen=ChosenSet("company"), by=None)[
        0
    ].home


def bring_the_paper(office: Page, folder) -> None:
    path = folder / "分解表.xlsx"
    path.write_bytes(xlsx({"Sheet1": PAPER}).getvalue())
    office.goto("/import/")
    office.set_input_files("input[type=file]", path)
    office.get_by_role("button", name="预览").click()
    office.get_by_label("新建这些单位").check()
    office.get_by_role("button", name="确认导入").click()
    expect(office.locator("ul.messages")).to_contain_text("已导入“分解表.xlsx”，共 2 项。")


def open_january(office: Page) -> None:
    office.goto("/periods/")
    fill_up = office.get_by_role("button", name="补齐 12 个填报期")
    if fill_up.count():
        fill_up.click()
    office.get_by_role("button", name="开启填报").first.click()
    office.get_by_role("button", name=re.compile("^按 .* 开启")).click()
    expect(office.locator("ul.messages")).to_contain_text("2025年1月")


def file_the_month(clerk: Page) -> None:
    clerk.goto("/mine/")
    clerk.locator("tr[data-row]", has_text="智慧水厂").get_by_role("link", name="填报").click()
    clerk.get_by_label("进展情况").fill(TEXT)
    clerk.get_by_label("存在问题").fill(PROBLEM)
    clerk.locator("[name=next_step]").fill(PLAN)
    clerk.get_by_role("button", name="报送").click()
    expect(clerk.locator("ul.messages")).to_contain_text("“重点工作第1项”已报送企管部。")


def accept_and_judge(office: Page) -> None:
    office.goto("/review/?tab=waiting")
    office.get_by_role("link", name="建成智慧水厂2座").click()
    office.get_by_role("button", name="审核通过").click()
    office.goto("/judging/")
    expect(office.get_by_role("heading", name="建成智慧水厂2座")).to_be_visible()
    office.get_by_role("button", name=re.compile("^正常")).click()
    expect(office.get_by_text("“重点工作第1项”评价为“正常”。")).to_be_visible()


def list_own_pages(office: Page) -> list[str]:
    """The pages of the round, as the person reads them."""
    found = []
    for address in ("/board/", "/tasks/", "/judging/", "/report/", "/scorecard/", "/export/", "/year/"):
        office.goto(address)
        found.append(office.locator("main").inner_text())
    return found


def test_a_company_goes_its_first_month_from_nothing_in_its_own_words(browse, company, tmp_path):
    office = browse(UserFactory(government=company, role=Role.OFFICE, name="陈红"))
    bring_the_paper(office, tmp_path)
    open_january(office)
    unit = Unit.objects.get(name="工程部")
    file_the_month(browse(UserFactory(government=company, role=Role.CLERK, unit=unit, name="李静")))
    accept_and_judge(office)
    assert [OUR_WORDS.findall(text) for text in list_own_pages(office)] == [[]] * 7
    office.goto("/export/")
    with office.expect_download() as download:
        office.get_by_role("link", name="Excel 工作簿").click()
    path = tmp_path / "附表.xlsx"
    download.value.save_as(path)
    printed = [[str(cell) for cell in row] for table in read_workbook(path) for row in table.rows]
    assert [row for row in printed if any("智慧水厂已建成" in cell for cell in row)]

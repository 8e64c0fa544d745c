"""A bureau, a company and a school that have nothing yet, in a real browser: set up, the own paper in, a period filed and judged,
the report and the own tables out."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tasks.enums import Role
from tasks.models import Government, Unit, User
from tasks.starting.setup_actions import renew_setup_key
from tasks.terms import OUR_WORDS
from tests.cast import UserFactory
from tests.reports.printed import read_workbook
from tests.tasks.importing.papers import docx, xlsx

pytestmark = pytest.mark.django_db(transaction=True)
TEXT, PROBLEM, PLAN, REASON = "智慧教室已建成1间。", "设备未到货，进度滞后。", "下月完成设备安装。", "设备未到货。"
PASSWORD = "启用-2026-口令"
PAGES = ("/board/", "/tasks/", "/judging/", "/report/", "/scorecard/", "/export/", "/year/", "/periods/")


@dataclass(frozen=True)
class Place:
    """
    Attributes:
        chosen: the name of its ready set.
        paper: the name of its own paper, and what it holds.
        today: on which its first period, ``label``, is filed.
        periods: how many its year has.
        item: the first of its items, as its pages call it.
        judging: what the office does with an entry, and the word that it finds.
        title: of its report.
    """

    chosen: str
    name: str
    office: str
    unit: str
    paper: tuple[str, bytes]
    today: date
    periods: int
    label: str
    item: str
    judging: tuple[str, str]
    title: str


def build_table(title: str, leader: str, lead: str, cooperating: str, unit: str, other: str) -> list[list]:
    return [
        [title],
        ["序号", "重点工作", leader, lead, cooperating],
        [1, "建成智慧教室2间", "陈英", unit, other],
        [2, "完成章程修订", "陈英", other, ""],
    ]


def build_word(name: str, title: str, *of_table: str) -> bytes:
    table = build_table(title, *of_table)
    return docx(f"{name}关于印发{title}的通知", title, table[1:]).getvalue()


PLACES = {
    "bureau": Place(
        "市直部门", "示范市教育局", "办公室", "基建科",
        ("分工.docx", build_word("示范市教育局", "2025年重点工作分工", "局领导", "牵头科室", "配合科室", "基建科", "法规科")),
        date(2025, 2, 3), 12, "2025年1月", "重点工作第1项", ("评定", "红灯"), "关于2025年重点工作1月推进情况的报告",
    ),
    "company": Place(
        "国企集团", "示范水务集团有限公司", "企管部", "工程部",
        ("分解表.xlsx", xlsx({"Sheet1": build_table("示范水务集团有限公司2025年重点工作分解表", "集团领导", "牵头部门", "协同部门", "工程部", "财务部")}).getvalue()),
        date(2025, 2, 3), 12, "2025年1月", "重点工作第1项", ("评价", "滞后"), "关于2025年重点工作1月推进情况的报告",
    ),
    "school": Place(
        "学校", "示范中学教育集团", "校办", "总务处",
        ("要点.docx", build_word("示范中学教育集团", "2025学年年度重点分解表", "校领导", "责任部门", "协办部门", "总务处", "教务处")),
        date(2025, 12, 28), 4, "2025学年9—12月", "年度重点第1项", ("评定", "滞后"), "关于2025学年重点工作9-12月推进情况的报告",
    ),
}  # fmt: skip


@pytest.fixture(params=PLACES.values(), ids=PLACES)
def place(request, settings) -> Place:
    settings.DUBAN_TODAY = request.param.today
    return request.param


def set_up(visitor: Page, place: Place) -> Government:
    """Goes through the guide of an empty installation."""
    key = renew_setup_key(by=None)
    visitor.goto("/")
    visitor.locator("[name=key]").fill(key)
    visitor.locator("[name=name]").fill(place.name)
    visitor.locator("[name=short_name]").fill(place.name[2:6])
    visitor.get_by_label(re.compile(f"{place.chosen}：")).check()
    visitor.locator("[name=username]").fill("guanli")
    visitor.locator("[name=person]").fill("吴敏")
    for name in ("password", "again"):
        visitor.locator(f"[name={name}]").fill(PASSWORD)
    visitor.get_by_role("button", name="启用").click()
    expect(visitor.locator("ul.messages")).to_contain_text(f"“{place.name}”已启用。")
    return User.objects.get(username="guanli").home


def bring_the_paper(office: Page, place: Place, folder: Path) -> None:
    name, content = place.paper
    path = folder / name
    path.write_bytes(content)
    office.goto("/import/")
    office.set_input_files("input[type=file]", path)
    office.get_by_role("button", name="预览").click()
    office.get_by_label("新建这些单位").check()
    office.get_by_role("button", name="确认导入").click()
    expect(office.locator("ul.messages")).to_contain_text(f"已导入“{name}”，共 2 项。")


def open_the_period(office: Page, place: Place) -> None:
    office.goto("/periods/")
    fill_up = office.get_by_role("button", name=f"补齐 {place.periods} 个填报期")
    if fill_up.count():
        fill_up.click()
    expect(office.locator("tr[data-row]")).to_have_count(place.periods)
    office.get_by_role("button", name="开启填报").first.click()
    office.get_by_role("button", name=re.compile("^按 .* 开启")).click()
    expect(office.locator("ul.messages")).to_contain_text(place.label)


def file_the_period(clerk: Page, place: Place) -> None:
    clerk.goto("/mine/")
    clerk.locator("tr[data-row]", has_text="智慧教室").get_by_role("link", name="填报").click()
    clerk.get_by_label("进展情况").fill(TEXT)
    clerk.get_by_label("存在问题").fill(PROBLEM)
    clerk.locator("[name=next_step]").fill(PLAN)
    clerk.get_by_role("button", name="报送").click()
    expect(clerk.locator("ul.messages")).to_contain_text(f"“{place.item}”已报送{place.office}。")


def accept_and_judge(office: Page, place: Place) -> None:
    office.goto("/review/?tab=waiting")
    office.get_by_role("link", name="建成智慧教室2间").click()
    office.get_by_role("button", name="审核通过").click()
    office.goto("/judging/")
    expect(office.get_by_role("heading", name="建成智慧教室2间")).to_be_visible()
    act, word = place.judging
    expect(office.locator("form.decision")).to_contain_text("为“完成”时填写")
    office.get_by_label("理由").fill(REASON)
    office.locator("form.decision button", has_text=word).click()
    expect(office.get_by_text(f"“{place.item}”{act}为“{word}”。")).to_be_visible()


def list_pages(page: Page) -> list[str]:
    """The pages of the round, as the person reads them."""
    found = []
    for address in PAGES:
        page.goto(address)
        found.append(page.locator("main").inner_text())
    return found


def download(page: Page, link: str, folder: Path) -> Path:
    page.goto("/export/")
    with page.expect_download() as coming:
        page.get_by_role("link", name=link).first.click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def test_a_place_goes_its_first_period_from_nothing_in_its_own_words(browse, place, tmp_path):
    government = set_up(browse(None), place)
    office = browse(UserFactory(government=government, role=Role.OFFICE, name="陈红"))
    bring_the_paper(office, place, tmp_path)
    open_the_period(office, place)
    unit = Unit.objects.get(name=place.unit)
    file_the_period(browse(UserFactory(government=government, role=Role.CLERK, unit=unit, name="李静")), place)
    accept_and_judge(office, place)
    assert [OUR_WORDS.findall(text) for text in list_pages(office)] == [[]] * len(PAGES)
    office.goto("/report/")
    report = "".join(office.get_by_label("报告正文").inner_text().split())
    assert (place.title in report, REASON in report, OUR_WORDS.findall(report)) == (True, True, []), report
    tables = read_workbook(download(office, "Excel 工作簿", tmp_path))
    printed = ["".join(str(cell) for cell in row) for table in tables for row in table.rows]
    assert [row for row in printed if "智慧教室已建成1间" in row]
    assert OUR_WORDS.findall("".join(printed)) == []

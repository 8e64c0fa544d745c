"""A day of the quarter in a real browser, at both widths: everybody begins on the own first page and does what it asks."""

import re

import pytest
from playwright.sync_api import Page, expect

from tasks.enums import EntryState, Outcome, RequestState
from tasks.models import ChangeRequest, CoordinationReply, Notice

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "①小学用地尚未交付。\n②中学主体完工。"
HELP = "请区领导协调小学用地交付。"
BEHIND = "小学用地尚未交付，未能开工。"
ANSWER = "已约请规划部门本周会商。"


@pytest.fixture(autouse=True)
def _head_reads_first(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()


@pytest.fixture
def sent_to(browse, width):
    """``sent_to(user)``: a window of the person, on the first page."""

    def window(user) -> Page:
        page = browse(user, width)
        page.goto("/")
        expect(page).to_have_url(re.compile("/board/"))
        return page

    return window


def office_reminds(office: Page) -> None:
    """From the count of what is owed to a message that its readers have been shown to the sender first."""
    office.goto("/reminders/")
    for words in ("新增普惠性学位", "建成小学两所"):
        office.locator("tr[data-row]", has_text=words).get_by_role("checkbox").check()
    office.get_by_label("附言").fill("请今天报送。")
    office.get_by_role("button", name="下一步：核对收件人").click()
    expect(office.get_by_role("cell", name=re.compile("李静"))).to_be_visible()
    office.get_by_role("button", name="发送", exact=True).click()
    expect(office.locator("ul.messages")).to_contain_text("催办")


def clerk_files(clerk: Page) -> None:
    """The notice leads to the item; the item is filed with a request to the leader."""
    clerk.get_by_role("link", name=re.compile("通知")).click()
    clerk.get_by_role("button", name=re.compile("建成小学两所")).click()
    clerk.get_by_label("进展情况").fill(TEXT)
    clerk.get_by_label("存在问题").fill("用地交付滞后。")
    clerk.get_by_label("下一步措施").fill("5月底前交付用地并开工。")
    clerk.get_by_label("需区领导协调").check()
    clerk.locator("[name=coordination]").fill(HELP)
    clerk.get_by_role("button", name="报送").click()
    expect(clerk.locator("ul.messages")).to_contain_text("“重点工作任务第1项”已报送本单位审核人。")


def clerk_asks_for_time(clerk: Page, entry) -> None:
    clerk.goto(f"/entries/{entry.pk}/request/?kind=extend_filing")
    clerk.get_by_label("申请延至").fill("2024-04-12")
    clerk.get_by_label("申请理由").fill("学位数待开学后核定。")
    clerk.get_by_role("button", name="提出申请").click()
    expect(clerk.locator("ul.messages")).to_contain_text("申请")


def head_confirms(head: Page) -> None:
    head.locator("tr[data-row]", has_text="建成小学两所").get_by_role("link").last.click()
    head.get_by_role("button", name=re.compile("审核通过")).click()
    expect(head.locator("ul.messages")).to_contain_text("“重点工作任务第1项”已审核通过，报送督查办。")


def office_decides(office: Page) -> None:
    office.goto("/requests/")
    office.locator("tr[data-row] a").first.click()
    office.get_by_label("同意", exact=True).check()
    office.get_by_label("办理意见").fill("同意。")
    office.get_by_role("button", name="办理，下一件").click()
    expect(office.locator("ul.messages")).to_contain_text("同意")


def office_accepts_and_judges(office: Page) -> None:
    office.goto("/review/?tab=waiting")
    office.get_by_role("link", name="建成小学两所，投用中学一所").click()
    office.get_by_role("button", name=re.compile("审核通过")).click()
    expect(office.locator("ul.messages")).to_contain_text("“重点工作任务第1项”已审核通过。")
    office.goto("/judging/")
    if not office.locator(".queue a").first.is_visible():
        office.locator(".queue-fold > summary").click()
    office.locator(".queue a", has_text="建成小学两所").click()
    office.get_by_label(re.compile("理由")).fill(BEHIND)
    office.get_by_role("button", name=re.compile("推进滞后")).click()
    expect(office.locator("ul.messages")).to_contain_text("研判为“推进滞后”")


def leader_reads_and_answers(leader: Page) -> None:
    """What lags and why stands on the first page; the answer is given below it."""
    expect(leader.get_by_text(BEHIND).first).to_be_visible()
    leader.locator("summary", has_text="答复").first.click()
    leader.get_by_label("答复").first.fill(ANSWER)
    leader.get_by_role("button", name=re.compile("答复")).first.click()
    expect(leader.locator("ul.messages")).to_contain_text("答复")


def test_a_day_of_everybody(sent_to, cast, fits):
    office, clerk = sent_to(cast.office), None
    office_reminds(office)
    clerk = sent_to(cast.clerk)
    clerk_files(clerk)
    clerk_asks_for_time(clerk, cast.livelihood_entry)
    head = sent_to(cast.unit_head)
    head_confirms(head)
    office_decides(office)
    office_accepts_and_judges(office)
    leader = sent_to(cast.leader)
    leader_reads_and_answers(leader)
    clerk.goto("/board/")
    expect(clerk.get_by_text(ANSWER)).to_be_visible()
    assert [fits(page) for page in (office, clerk, head, leader)] == [True] * 4
    cast.key_entry.refresh_from_db()
    cast.livelihood_entry.refresh_from_db()
    assert (cast.key_entry.state, cast.key_entry.judgement.outcome) == (EntryState.ACCEPTED, Outcome.LAGGING)
    assert f"{cast.livelihood_entry.deadline}" == "2024-04-12"
    assert ChangeRequest.objects.get().state == RequestState.GRANTED
    assert CoordinationReply.objects.get().text == ANSWER
    assert {notice.recipient for notice in Notice.objects.all()} == {
        cast.clerk,
        cast.unit_head,
        cast.office,
        cast.second_office,
        cast.office_head,
        cast.leader,
    }

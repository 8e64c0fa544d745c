"""The item as the hub, the queue beside the work, and a word to the unit: hands on the keyboard, nothing out of view."""

import pytest
from playwright.sync_api import Page, expect

from tasks.models import Comment, Notice
from tests.acts import submit
from tests.cast import EntryFactory, TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 30


@pytest.fixture
def long_queue(cast):
    """The last of many items that wait for 研判."""
    last = None
    for number in range(MANY):
        task = TaskFactory(plan=cast.plan, number=50 + number, edition__lead=[cast.lead_unit])
        last = EntryFactory(task=task, period=cast.period)
    return last


def measure(page: Page) -> dict:
    """Where the rows of the queue stand in the window, in pixels."""
    return page.evaluate(
        """() => {
            const rows = [...document.querySelectorAll(".queue a")].map((row) => row.getBoundingClientRect());
            const now = document.querySelector("#now").getBoundingClientRect();
            const column = document.querySelector("[data-fold]").getBoundingClientRect();
            const whole = rows.filter((row) => row.top >= column.top - 1 && row.bottom <= innerHeight + 1).length;
            return { first: column.top, whole, isSeen: now.top >= column.top - 1 && now.bottom <= innerHeight + 1, moved: scrollY };
        }"""
    )


def test_the_present_row_stays_in_view_and_the_hands_on_the_keyboard(browse, cast, long_queue):
    page = browse(cast.office)
    page.goto(f"/judging/{long_queue.pk}/?show=all")
    seen = measure(page)
    assert (seen["isSeen"], seen["moved"]) == (True, 0)
    assert (seen["first"] <= 120, seen["whole"] >= 9) == (True, True)
    page.keyboard.press("k")
    page.wait_for_url("**#now")
    assert measure(page)["isSeen"]
    # the row has not taken the focus, so that ↵ still decides
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("e")
    expect(page.get_by_label("理由")).to_be_focused()


def test_on_a_telephone_the_queue_is_folded_and_the_text_comes_first(browse, cast, long_queue, fits):
    page = browse(cast.office, 390)
    page.goto(f"/judging/{long_queue.pk}/")
    expect(page.locator(".queue")).to_be_hidden()
    page.get_by_text("队列").click()
    expect(page.locator(".queue")).to_be_visible()
    assert fits(page)


def test_a_word_is_written_with_a_name_out_of_the_list_and_read_by_being_seen(browse, cast, fits):
    submit(cast.key_entry, cast.clerk)
    office, clerk = browse(cast.office), browse(cast.clerk, 390)
    office.goto(f"/tasks/{cast.key.pk}/")
    text = office.get_by_label("写留言")
    text.press_sequentially("请@李")
    office.get_by_role("button", name="李静").click()
    text.press_sequentially("补凭证")
    office.get_by_role("button", name="发送").click()
    expect(office.get_by_text("留言已发出，对方会收到通知。")).to_be_visible()
    assert Comment.objects.get().text == "请@李静 补凭证"
    clerk.goto(f"/tasks/{cast.key.pk}/")
    assert fits(clerk)
    expect(clerk.locator(".thread h2 .st")).to_be_visible()
    clerk.locator(".thread").scroll_into_view_if_needed()
    expect(clerk.locator(".thread h2 .st")).to_be_hidden(timeout=30_000)
    assert Notice.objects.filter(recipient=cast.clerk, read_at=None).count() == 0


def test_a_word_is_sent_from_a_draft_without_leaving_it(browse, cast):
    clerk = browse(cast.clerk)
    clerk.goto(f"/entries/{cast.key_entry.pk}/")
    clerk.get_by_label("进展情况").fill("正在写。")
    text = clerk.get_by_label("写留言")
    text.press_sequentially("@没有这人")
    clerk.get_by_role("button", name="发送").click()
    expect(clerk.locator(".thread .error")).to_contain_text("没有找到“@没有这人”")
    text.fill("")
    text.press_sequentially("请问@督查")
    expect(clerk.locator(".names button").first).to_have_text("督查办")
    text.press("Enter")
    assert text.input_value() == "请问@督查办 "
    clerk.get_by_role("button", name="发送").click()
    expect(clerk.locator(".thread [role=status]")).to_have_text("留言已发出，对方会收到通知。")
    assert Comment.objects.get().text == "请问@督查办"
    assert clerk.get_by_label("进展情况").input_value() == "正在写。"

"""While somebody writes, no key does anything but write: what is open gets the cursor, and it alone is sent."""

import pytest
from playwright.sync_api import Page, expect

from tasks.enums import EntryState
from tasks.models import Comment, CooperationNote, ProgressEntry
from tests.acts import save, submit
from tests.cooperation import ask

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "数据不对，请核"


def states(*entries: ProgressEntry) -> list[str]:
    for entry in entries:
        entry.refresh_from_db()
    return [entry.state for entry in entries]


@pytest.fixture
def waiting(cast) -> list[ProgressEntry]:
    """Two items that wait for the head of 区教委; a third is not filed yet."""
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    return [submit(entry, cast.clerk) for entry in (cast.target_entry, cast.key_entry)]


def test_no_key_approves_or_undoes_while_a_return_is_written(browse, cast, waiting):
    first, second = waiting
    page = browse(cast.unit_head)
    page.goto(f"/entries/{first.pk}/")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/entries/{second.pk}/")
    shown_key, text = page.locator(".messages kbd"), page.locator("details.inline textarea")
    expect(shown_key).to_be_visible()
    page.keyboard.press("e")
    expect(text).to_be_focused()
    expect(shown_key).to_be_hidden()
    page.keyboard.insert_text(REASON)
    page.evaluate("document.activeElement.blur()")
    for key in ("Enter", "u", "e"):
        page.keyboard.press(key)
    expect(text).to_be_focused()
    expect(text).to_have_value(REASON)
    assert states(first, second) == [EntryState.SUBMITTED, EntryState.CONFIRMING]
    for _ in "shut", "open":
        page.locator("summary", has_text="退回填报员").click()
    expect(text).to_be_focused()
    page.keyboard.press("Control+Enter")
    # to no form that he would fill in himself, least of all the one he has just returned
    page.wait_for_url("**/mine/")
    expect(page.get_by_text("待审核的已全部办完，本单位还有 2 项未报。")).to_be_visible()
    second.refresh_from_db()
    assert (second.state, second.return_reason) == (EntryState.DRAFT, REASON)


def test_only_the_form_with_the_cursor_is_sent(browse, cast):
    entry = save(cast.key_entry, cast.clerk, "建成一所。")
    page = browse(cast.clerk)
    page.goto(f"/entries/{entry.pk}/")
    page.get_by_label("写留言").fill("口径是什么？")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".word")).to_contain_text("口径是什么？")
    assert [one.text for one in Comment.objects.all()] == ["口径是什么？"]
    assert states(entry) == [EntryState.DRAFT]


def test_a_line_of_cooperation_is_not_lost(browse, cast):
    ask(cast)
    page: Page = browse(cast.cooperating_clerk)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"/entries/{cast.key_entry.pk}/")
    text = page.locator("#note textarea")
    text.click()
    page.keyboard.insert_text("已拨付资金500万元。")
    page.reload()
    expect(text).to_have_value("已拨付资金500万元。")
    expect(page.get_by_text("离开前填写的内容已放回本页，请核对后重新提交。")).to_be_visible()
    text.click()
    page.get_by_role("link", name="督办台账").click()
    page.wait_for_url("**/")
    page.goto(f"/entries/{cast.key_entry.pk}/")
    expect(text).to_have_value("已拨付资金500万元。")
    assert asked == ["beforeunload", "beforeunload"]
    text.click()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#note .soft", has_text="保存")).to_be_visible()
    assert CooperationNote.objects.get(entry=cast.key_entry).text == "已拨付资金500万元。"

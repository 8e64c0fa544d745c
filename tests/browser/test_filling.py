"""A unit's items one after the other, without a mouse: the cursor waits in the text, keys file, move and take over."""

import re

import pytest
from playwright.sync_api import Page, expect

from tasks.enums import EntryState, PeriodState
from tasks.models import Evidence, Government
from tests.acts import submit
from tests.cast import EntryFactory, PeriodFactory

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = "<table><tr><td>类别</td><td>产值（亿元）</td></tr><tr><td>整车</td><td>121.4</td></tr></table>"
PASTE = """([html, plain]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", plain);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
DROP = """([name, content]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], name));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def half_year(cast):
    """区教委 files two items of a half-year, one of which was filed in the quarter before."""
    submit(cast.key_entry, cast.clerk, "①建成2所，投用1所。")
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    period = PeriodFactory(plan=cast.plan, number=2, state=PeriodState.OPEN)
    return [
        EntryFactory(period=period, task=task, edition=task.current) for task in (cast.livelihood_entry.task, cast.key)
    ]


def open_entry(browse, user, entry, width: int = 1440) -> Page:
    page = browse(user, width)
    page.goto(f"/entries/{entry.pk}/")
    return page


def test_the_cursor_stays_where_somebody_wrote_before_the_script_was_there(browse, cast, half_year):
    page = browse(cast.clerk)
    held = []
    page.route("**/filling*.js", lambda route: held.append(route))
    page.goto(f"/entries/{half_year[0].pk}/", wait_until="commit")
    page.get_by_label("存在问题").fill("用地交付滞后。")
    held[0].fallback()
    page.wait_for_load_state()
    expect(page.get_by_label("存在问题")).to_be_focused()


def test_two_items_are_filed_with_the_keyboard_alone(browse, cast, half_year):
    first, second = half_year
    page = open_entry(browse, cast.clerk, first)
    text = page.get_by_label("进展情况")
    expect(text).to_be_focused()
    page.keyboard.insert_text("已招生。")
    page.keyboard.press("Alt+ArrowDown")
    page.wait_for_url(re.compile(f"/entries/{second.pk}/"))
    first.refresh_from_db()
    assert (first.state, first.text) == (EntryState.DRAFT, "已招生。")
    page.keyboard.press("Alt+c")
    expect(text).to_have_value("①建成＿＿所，投用＿＿所。")
    page.keyboard.insert_text("3")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#id_text_error").get_by_text("还有 1 处“＿＿”没有填")).to_be_visible()
    expect(text).to_be_focused()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("2")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(f"/entries/{first.pk}/"))
    expect(page.get_by_role("button", name="撤销")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("本单位应报的 2 项已全部报送。")).to_be_visible()
    second.refresh_from_db()
    assert (second.state, second.text) == (EntryState.SUBMITTED, "①建成3所，投用2所。")


def test_cells_and_files_are_taken_where_one_writes(browse, cast, half_year):
    page = open_entry(browse, cast.clerk, half_year[0])
    page.keyboard.insert_text("①已开工。")
    page.evaluate(PASTE, [TABLE, "类别\t产值（亿元）\n整车\t121.4"])
    expect(page.get_by_label("进展情况")).to_have_value("①已开工。\n类别\t产值（亿元）\n整车\t121.4")
    page.evaluate(DROP, ["验收单.pdf", "%PDF-1.7"])
    expect(page.locator("[data-evidence]").get_by_role("link", name="验收单.pdf", exact=True)).to_be_visible()
    page.evaluate(DROP, ["程序.exe", "MZ"])
    expect(page.locator("[data-uploads]")).to_contain_text("“程序.exe”不是可上传的文件")
    assert [one.name for one in Evidence.objects.all()] == ["验收单.pdf"]


def test_on_a_telephone_the_text_stands_on_the_first_screen(browse, cast, half_year, fits):
    page = open_entry(browse, cast.clerk, half_year[1], 390)
    assert page.get_by_label("进展情况").bounding_box()["y"] < 390
    assert fits(page)
    desk = open_entry(browse, cast.clerk, half_year[1])
    assert desk.get_by_label("进展情况").bounding_box()["y"] <= 160


@pytest.mark.parametrize("width", [1440, 390])
def test_the_first_field_that_lacks_stands_in_view_and_on_a_desk_takes_the_cursor(browse, cast, half_year, width):
    Government.objects.filter(pk=cast.government.pk).update(asks_self_rating=True)
    page = open_entry(browse, cast.clerk, half_year[0], width)
    page.get_by_label("进展情况").fill("学位项目在建。")
    page.get_by_label("自评").select_option("滞后")
    expect(page.get_by_label("报送前提示")).to_contain_text("自评为滞后，请写明存在问题和下一步措施")
    page.get_by_role("button", name=re.compile("^报送")).click()
    lacking = page.get_by_label("存在问题")
    expect(lacking).to_have_attribute("aria-invalid", "true")
    expect(lacking).to_be_in_viewport(ratio=1)
    if width > 800:
        expect(lacking).to_be_focused()

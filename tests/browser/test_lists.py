"""The list of items on a screen: dense, narrowed by typing, and with what can be done with its ticked rows."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tasks.enums import EntryState, Standing
from tasks.models import Judgement, ProgressEntry
from tests.cast import EntryFactory, TaskFactory, UnitFactory

pytestmark = pytest.mark.django_db(transaction=True)
LIST = reverse("task_list")
#: the share of its cell that a long text fills, and the height of a row
MEASURE = """() => {
  const text = [...document.querySelectorAll(".c2")].find((each) => each.scrollHeight > 30);
  const cell = text.closest("td"), style = getComputedStyle(cell);
  const room = cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return { share: text.clientWidth / room, row: text.closest("tr").offsetHeight,
           top: document.querySelector("tr[data-row]").getBoundingClientRect().top };
}"""


def fill(cast, count: int) -> None:
    """Adds items of as many units, with texts longer than two lines."""
    for number in range(10, 10 + count):
        unit = UnitFactory(government=cast.government, name=f"区{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[number - 10]}局")
        task = TaskFactory(
            plan=cast.plan,
            number=number,
            edition__text="推进老旧小区改造，完成管网更新" * 8,
            edition__section=cast.section,
            edition__lead=[unit],
        )
        EntryFactory(task=task, period=cast.period)


def test_the_list_is_dense_and_narrows_to_what_is_typed(browse, cast):
    fill(cast, 14)
    page = browse(cast.office)
    page.goto(LIST)
    measured = page.evaluate(MEASURE)
    assert measured["share"] > 0.9
    assert measured["row"] <= 46
    assert measured["top"] <= 200
    page.locator("select[name=lead]").click()
    page.get_by_placeholder("汉字或拼音首字母").fill("zz")
    expect(page.locator(".finder div button")).to_have_count(0)
    page.get_by_placeholder("汉字或拼音首字母").fill("qcj")
    expect(page.locator(".finder div button")).to_have_text(["区丑局"])
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-row]")).to_have_count(1)
    page.goto(LIST)
    expect(page.locator("tr[data-row]")).to_have_count(1)
    page.get_by_role("button", name="清除").click()
    expect(page.locator("tr[data-row]")).to_have_count(18)


def test_the_bar_tells_what_the_ticked_rows_allow_and_a_row_is_judged_in_place(browse, cast, width, fits):
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(
        state=EntryState.ACCEPTED, standing=Standing.NORMAL, revision=1, text="已完成选址。"
    )
    page = browse(cast.office, width)
    page.goto(LIST)
    expect(page.locator(".batch")).to_be_hidden()
    for box in page.locator("[data-pick]").all():
        box.check()
    expect(page.get_by_role("button", name="判 1 项正常推进")).to_be_visible()
    expect(page.get_by_role("button", name="催办 3 项")).to_be_visible()
    expect(page.locator("[data-suits=accept]")).to_be_hidden()
    assert fits(page)
    page.goto(LIST)
    page.locator("[data-judge]").click()
    page.locator("#judging textarea").fill("已完成选址，按计划推进。")
    page.locator("#judging").get_by_role("button", name="正常推进").click()
    expect(page.get_by_text("已研判为“正常推进” 1 项。")).to_be_visible()
    assert page.url.endswith(LIST)
    assert Judgement.objects.get().reason == "已完成选址，按计划推进。"

"""In a real browser: a text is pasted, its figures are read, one is corrected; the office agrees with one key."""

import pytest
from playwright.sync_api import expect

from tasks.assessing.indicator_actions import propose_indicators, settle_indicators
from tasks.enums import IndicatorState, Outcome, Standing
from tests.acts import accept

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "一季度新增公共停车位100个，其余正在选址。"


def confirm_indicators(cast) -> None:
    propose_indicators(plan=cast.plan, by=cast.office)
    indicator = cast.other_key.indicators.get()
    indicator.state = IndicatorState.CONFIRMED
    settle_indicators(task=cast.other_key, decisions=[indicator], by=cast.office)


def test_figures_are_read_corrected_and_agreed_with_in_one_key(browse, cast):
    confirm_indicators(cast)
    clerk = browse(cast.other_clerk)
    clerk.goto(f"/entries/{cast.other_entry.pk}/")
    clerk.get_by_label("进展情况").fill(TEXT)
    figure = clerk.get_by_label("新增公共停车位")
    expect(figure).to_have_value("100")
    expect(clerk.locator("[data-course]")).to_contain_text("100 ÷ 7000 = 1.4 %")
    figure.fill("１２０")
    expect(clerk.locator("[data-course]")).to_contain_text("120 ÷ 7000 = 1.7 %")
    clerk.get_by_label("存在问题").fill("用地未供。")
    clerk.get_by_label("下一步措施").fill("6月底前供地。")
    clerk.get_by_role("button", name="报送").click()
    expect(clerk.get_by_text("“重点工作任务第2项”已报送督查办。")).to_be_visible()

    cast.other_entry.refresh_from_db()
    reading = cast.other_entry.readings.get()
    assert (cast.other_entry.standing, reading.value, reading.quote) == (Standing.LAGGING, 120, "")
    accept(cast.other_entry, cast.office)

    office = browse(cast.office)
    office.goto("/judging/")
    expect(office.locator(".evidence-rows code").nth(1)).to_have_text("120 ÷ 7000 = 1.7 %，时间进度 25 %")
    expect(office.get_by_label("理由")).to_have_value(
        "新增公共停车位完成全年目标的1.7%，低于序时进度。主要是用地未供。下一步，6月底前供地。"
    )
    office.keyboard.press("Enter")
    expect(office.get_by_text("“重点工作任务第2项”研判为“推进滞后”。")).to_be_visible()
    cast.other_entry.refresh_from_db()
    assert cast.other_entry.judgement.outcome == Outcome.LAGGING


def test_rank_and_second_basis_appear_while_the_text_is_written_and_a_correction_stays(browse, cast):
    confirm_indicators(cast)
    clerk = browse(cast.other_clerk)
    clerk.goto(f"/entries/{cast.other_entry.pk}/")
    text = clerk.get_by_label("进展情况")
    expect(clerk.locator("[data-quoted]")).to_be_hidden()
    text.fill("新增公共停车位100个，总数居全市第3位（并列）。")
    place = clerk.locator("[name^=rank_place_]")
    expect(place).to_have_value("3")
    expect(clerk.locator("[data-part=second]")).to_be_hidden()
    text.fill("新增公共停车位100个，总数居全市第5位，剔除路边车位后为80个。")
    expect(place).to_have_value("5")
    expect(clerk.locator("[name^=second_value_]")).to_have_value("80")
    place.fill("6")
    text.fill("新增公共停车位110个，总数居全市第7位，剔除路边车位后为80个。")
    expect(clerk.get_by_label("新增公共停车位")).to_have_value("110")
    expect(place).to_have_value("6")
    clerk.get_by_label("存在问题").fill("用地未供。")
    clerk.get_by_label("下一步措施").fill("6月底前供地。")
    clerk.get_by_role("button", name="报送").click()
    expect(clerk.get_by_text("“重点工作任务第2项”已报送督查办。")).to_be_visible()
    reading = cast.other_entry.readings.get()
    assert reading.beside == "全市第6位，剔除路边车位后 80个"


def test_the_indicators_of_a_plan_are_settled_on_the_keyboard(browse, cast):
    propose_indicators(plan=cast.plan, by=cast.office)
    office = browse(cast.office)
    office.goto("/indicators/")
    for title in ("预期目标第1项", "民生实事第1项", "重点工作任务第1项", "重点工作任务第2项"):
        office.wait_for_load_state()
        office.keyboard.press("Enter")
        expect(office.get_by_text(f"{title}的指标已核定。")).to_be_visible()
    expect(office.get_by_text("已全部核定")).to_be_visible()


def test_the_pages_of_the_reading_fit_the_window(browse, cast, width, fits):
    confirm_indicators(cast)
    page = browse(cast.office, width)
    for address in (
        f"/indicators/{cast.other_key.pk}/",
        "/rules/",
        "/rules/agreement/",
        f"/tasks/{cast.other_key.pk}/",
    ):
        page.goto(address)
        assert fits(page), address

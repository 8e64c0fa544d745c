"""公开摘要 in the browser: without signing in, at both widths, for everybody."""

import pytest
from playwright.sync_api import expect

from tasks.enums import EntryState, Outcome, PeriodState
from tests.acts import issue
from tests.browser.test_accessibility import faults
from tests.cast import judge


@pytest.fixture
def issued(cast, settings):
    """一季度 with one item that lags and one that does not, issued for the public."""
    settings.DUBAN_PUBLIC_SUMMARY = True
    for entry, outcome in ((cast.key_entry, Outcome.LAGGING), (cast.other_entry, Outcome.ON_TRACK)):
        entry.text, entry.state = "建成一所。" * 30, EntryState.ACCEPTED
        entry.save()
        judge(entry, outcome, "用地未落实")
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    issue(cast.period, cast.office)
    return cast


def test_the_page_is_read_without_signing_in(browse, issued, width, fits):
    page = browse(None, width)
    page.goto("/public/")
    assert page.evaluate("location.pathname") == f"/public/{issued.government.pk}/"
    expect(page.get_by_role("heading", level=1)).to_have_text("示范区人民政府2024年一季度重点工作推进情况")
    expect(page.get_by_text("推进滞后 1 项")).to_be_visible()
    assert fits(page)
    assert faults(page) == []

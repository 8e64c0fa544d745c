"""A request and a succession in a real browser, on a desk and on a phone: asked, answered, done, seen by everybody."""

import pytest
from playwright.sync_api import Page, expect

from tasks.models import ProgressEntry, Unit

pytestmark = pytest.mark.django_db(transaction=True)
TASK = "建成小学两所，投用中学一所"
NEW = "建成小学三所，投用中学一所"


def ask_for_another_text(clerk: Page, entry: ProgressEntry, fits) -> None:
    clerk.goto(f"/entries/{entry.pk}/")
    clerk.get_by_role("link", name="提出申请").click()
    clerk.get_by_role("link", name="调整任务表述").click()
    expect(clerk.get_by_label("任务内容改为")).to_have_value(TASK)
    clerk.get_by_label("任务内容改为").fill(NEW)
    clerk.get_by_label("申请理由").fill("增加一所。")
    assert fits(clerk)
    clerk.get_by_role("button", name="提出申请").click()
    expect(clerk.get_by_text("已申请调整任务表述，等待督查办办理。")).to_be_visible()


def grant_it(office: Page, fits) -> None:
    office.goto("/requests/")
    assert fits(office)
    office.get_by_role("link", name=TASK).click()
    expect(office.locator("del")).to_have_text("两")
    expect(office.locator("ins")).to_have_text("三")
    assert fits(office)
    office.get_by_label("同意", exact=True).check()
    office.get_by_label("依据").fill("区政府第12次常务会议纪要")
    office.get_by_role("button", name="办理，下一件").click()
    expect(office.get_by_text("已同意区教委的申请（调整任务表述）。")).to_be_visible()


def rename_the_unit(administrator: Page, unit: Unit, fits) -> None:
    administrator.goto(f"/units/{unit.pk}/")
    administrator.get_by_role("link", name="机构调整", exact=True).last.click()
    expect(administrator.get_by_label("区教委", exact=True)).to_be_checked()
    administrator.get_by_label("更名", exact=True).check()
    administrator.get_by_label("承接单位").fill("区教育局")
    administrator.get_by_role("button", name="预览").click()
    expect(administrator.get_by_text("区教育局（新设）")).to_be_visible()
    assert fits(administrator)
    administrator.get_by_role("button", name="确认办理").click()
    expect(administrator.get_by_text("区教委已更名为区教育局，3 个未完事项随之调整")).to_be_visible()
    assert fits(administrator)


def test_what_is_granted_and_who_follows_stand_on_the_items_page(cast, browse, width, fits):
    clerk, office, administrator = (browse(person, width) for person in (cast.clerk, cast.office, cast.administrator))
    ask_for_another_text(clerk, cast.key_entry, fits)
    grant_it(office, fits)
    rename_the_unit(administrator, cast.lead_unit, fits)
    clerk.goto(f"/tasks/{cast.key.pk}/")
    expect(clerk.locator("p.song").first).to_have_text(NEW)
    expect(clerk.get_by_role("heading", name="提出申请")).to_be_visible()
    expect(clerk.locator("dl.facts").first).to_contain_text("区教育局")
    assert fits(clerk)

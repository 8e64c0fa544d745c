"""A unit takes its items along, fills them in, brings them back, chooses where somebody else was there first, files."""

import pytest
from django.urls import reverse

from tasks.enums import EntryState
from tests.acts import save
from tests.browser.test_accessibility import faults
from tests.cast import make_cast
from tests.tasks.pages.filing.filled_in import filled_in

pytestmark = pytest.mark.django_db(transaction=True)


def fill(texts) -> None:
    texts(1, "进展情况").value = "①小学主体完工；②中学五月投用。"
    texts(1, "进展情况", kind="民生实事").value = "新增学位900个。"
    texts(1, "需区领导协调", kind="预期目标").value = "也许"


def test_the_way_there_and_back(browse, width, fits, tmp_path):
    cast = make_cast()
    page = browse(cast.clerk, width)
    page.goto(reverse("my_tasks"))
    page.get_by_role("link", name="离线填报").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载离线填报表").click()
    path = tmp_path / "填报表.xlsx"
    path.write_bytes(filled_in(taken.value.path().read_bytes(), fill))
    save(cast.key_entry, cast.unit_head, "小学在建。")

    page.get_by_label("填好的离线填报表").set_input_files(path)
    page.get_by_role("button", name="上传核对").click()
    page.get_by_text("尚未写入").wait_for()
    assert fits(page)
    assert faults(page) == []
    page.get_by_label("以我的为准").check()
    page.get_by_role("checkbox", name="报送这一项").first.check()
    page.get_by_role("button", name="存草稿，并报送勾选的").click()

    page.get_by_role("heading", name="离线填报结果").wait_for()
    assert fits(page)
    assert faults(page) == []
    cast.key_entry.refresh_from_db()
    cast.livelihood_entry.refresh_from_db()
    assert (cast.key_entry.state, cast.key_entry.text) == (
        EntryState.SUBMITTED,
        "①小学主体完工；②中学五月投用。",
    )
    assert (cast.livelihood_entry.state, cast.livelihood_entry.text) == (EntryState.DRAFT, "新增学位900个。")


def test_what_was_found_can_be_read_by_everybody(browse, width, fits):
    cast = make_cast()
    page = browse(cast.office, width)
    page.goto(f"{reverse('search_page')}?q=新增停车位")
    assert page.locator("mark").all_inner_texts() == ["新增", "停车位"]
    assert fits(page)
    assert faults(page) == []

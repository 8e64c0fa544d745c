"""A person teaches an odd table once; next quarter's paper is known again."""

import pytest
from django.urls import reverse

from tasks.models import PaperForm, ProgressEntry
from tests.browser.test_accessibility import faults
from tests.cast import make_cast
from tests.tasks.pages.importing.test_teaching_page import odd

pytestmark = pytest.mark.django_db(transaction=True)
MEANINGS = ("number", "text", "lead", "cooperate", "progress")


def bring(page, tmp_path, title: str) -> None:
    path = tmp_path / "月报.xlsx"
    path.write_bytes(odd(title))
    page.goto(reverse("import_document"))
    page.get_by_label("文件", exact=True).set_input_files(path)
    page.get_by_role("button", name="预览").click()
    # with its script
    page.wait_for_url("**/import/preview/**")


def test_a_table_is_taught_once_and_known_again(browse, width, fits, tmp_path):
    cast = make_cast()
    page = browse(cast.office, width)
    bring(page, tmp_path, "示范区人民政府2023年上半年重点工作进展情况")
    for at, meaning in enumerate(MEANINGS):
        page.locator(f"#teach_column-{at}").select_option(meaning)
        page.get_by_text(f"第 {at + 1} 列是").wait_for()
    assert fits(page)
    assert faults(page) == []
    page.get_by_label("来文格式的名称").fill("部门月报")
    page.get_by_role("button", name="存为来文格式").click()
    page.get_by_text("已存为来文格式“部门月报”").wait_for()
    page.get_by_label("新建这些单位").check()
    page.get_by_role("button", name="确认导入").click()
    page.get_by_text("已导入“月报.xlsx”，共 2 项。").wait_for()

    bring(page, tmp_path, "示范区人民政府2023年前三季度重点工作进展情况")
    page.get_by_text("按来文格式“部门月报”读取").wait_for()
    page.get_by_role("button", name="确认导入").click()
    page.get_by_text("已导入“月报.xlsx”，共 2 项。").wait_for()
    assert (PaperForm.objects.count(), ProgressEntry.objects.filter(period__plan__year=2023).count()) == (1, 4)


def test_columns_named_faster_than_the_paper_is_read_are_all_taught(browse, tmp_path):
    page = browse(make_cast().office)
    bring(page, tmp_path, "示范区人民政府2023年上半年重点工作进展情况")
    held, sent = [], []

    def hold_first(route):
        """Keeps the first answer back until everything is chosen."""
        sent.append(route)
        route.continue_() if len(sent) > 1 else held.append(route)

    page.locator("#teach_column-0").select_option(MEANINGS[0])
    page.get_by_text("第 1 列是").wait_for()
    page.route(f"**{reverse('import_teaching')}**", hold_first)
    for at, meaning in enumerate(MEANINGS[1:], start=1):
        page.locator(f"#teach_column-{at}").select_option(meaning)
    page.get_by_label("来文格式的名称").fill("部门月报")
    held[0].continue_()
    page.get_by_text("已教的读法（6）").wait_for()
    assert page.get_by_label("来文格式的名称").input_value() == "部门月报"
    assert len(sent) == 2

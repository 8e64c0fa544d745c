"""报告 in a real browser: read, reworded, taken back, at both widths."""

from playwright.sync_api import expect

from tasks.enums import Outcome
from tests.cast import judge


def test_the_office_rewords_a_paragraph_and_takes_it_back(browse, cast, width, fits):
    cast.other_entry.text, cast.other_entry.state = "建成停车位301个。", "accepted"
    cast.other_entry.save()
    judge(cast.other_entry, Outcome.LAGGING, "选址未落实")
    page = browse(cast.office, width)
    page.goto("/report/?of=2024-Q1")
    paper = page.get_by_role("article")
    item = paper.get_by_text("1. 新增公共停车位7000个。建成停车位301个。选址未落实。")
    expect(item).to_be_visible()
    assert fits(page)
    page.get_by_role("link", name="改写“新增公共停车位").click()
    page.get_by_label("条目").fill("新增公共停车位进度滞后。")
    assert fits(page)
    page.get_by_role("button", name="保存").click()
    expect(paper.get_by_text("1. 新增公共停车位进度滞后。")).to_be_visible()
    expect(paper.get_by_text("已改写")).to_be_visible()
    page.get_by_role("button", name="恢复为生成稿").click()
    expect(item).to_be_visible()


def test_the_office_writes_a_template_of_its_own(browse, cast, width, fits):
    page = browse(cast.office, width)
    page.goto("/report/?of=2024-Q1")
    page.get_by_role("link", name="修改模板").click()
    assert fits(page)
    page.get_by_label("模板").fill("【标题】督查专报\n【正文】共{{ 重点任务.总数 }}项，{{ 数 }}。")
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_role("alert")).to_contain_text("第2行：不认识“数”")
    page.get_by_label("模板").fill("【标题】督查专报\n【正文】共{{ 重点任务.总数 }}项。")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("共2项。")).to_be_visible()
    assert fits(page)


def test_a_layout_is_tried_out(browse, cast, width, fits):
    page = browse(cast.office, width)
    page.goto("/report/layouts/?show=progress&of=2024-Q1")
    expect(page.get_by_text("没有发现错误：4 个附件。")).to_be_visible()
    assert fits(page)

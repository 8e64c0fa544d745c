"""报告 in a real browser: read, reworded, taken back, at both widths."""

from playwright.sync_api import expect

from tasks.enums import Outcome
from tests.cast import judge
from tests.reports.sampling.samples import workbook


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


def test_a_layout_is_changed_with_its_data_beside_it(browse, cast, width, fits):
    page = browse(cast.office, width)
    page.goto("/report/layouts/")
    assert fits(page)
    page.get_by_role("button", name="复制通用进展报告样式为本级版式").click()
    assert fits(page)
    page.get_by_label("预览内容").select_option("2024-Q1")
    page.get_by_label("标题").first.fill("共{count}项目标")
    expect(page.locator("#tried h3").first).to_have_text("附件1　共1项目标")
    page.get_by_label("第2栏的宽度").first.fill("宽")
    expect(page.get_by_role("alert")).to_contain_text("第1张表第2栏宽度 应为大于 0 的数")
    page.get_by_label("第2栏的宽度").first.fill("170")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存，现为第 2 版。")).to_be_visible()
    page.get_by_role("link", name="历次版本").click()
    expect(page.get_by_text("写入：第1张表，标题：共{count}项目标")).to_be_visible()
    assert fits(page)


def test_a_sample_is_learnt(browse, cast, width, fits, tmp_path):
    (tmp_path / "去年.xlsx").write_bytes(workbook())
    page = browse(cast.office, width)
    page.goto("/report/layouts/")
    page.get_by_role("button", name="复制通用进展报告样式为本级版式").click()
    page.locator("summary").filter(has_text="第 4 张表").click()
    page.locator("details").filter(has_text="第 4 张表").get_by_role("link", name="学样板").click()
    page.get_by_label("样板文件").set_input_files(tmp_path / "去年.xlsx")
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_label("第 3 列")).to_have_value("text")
    assert fits(page)
    page.get_by_label("第 6 列").select_option("note")
    expect(page.locator(".map.off")).to_have_count(0)
    page.get_by_role("button", name="用这份样板").click()
    expect(page.get_by_text("今后填入样板“去年.xlsx”，现为第 2 版。")).to_be_visible()
    assert fits(page)

"""The acts of the manual: a quarter lived through in the pages, with a picture of every step worth showing."""

import re
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Page

LAST_PLAN = Path("fixtures/documents/2024年目标任务分解通知.docx")
PARKING = "新建1500个公共停车位"
OLD_HOUSES = "完成10万平方米CD级危房治理"
SEWERS = "新改建污水管网10公里以上"
UNFINISHED = "项目处置攻坚"
PARKING_TEXT = (
    "①1—3月，新建公共停车位210个，其余点位正在办理用地手续。\n②新建山城步道2.6公里，另有1条步道完成路面铺装。"
)
VAGUE_TEXT = "①危房治理和老旧小区改造有序推进。\n②加装改造电梯进展顺利。"
CLEAR_TEXT = (
    "①1—3月，完成CD级危房治理2.6万平方米，改造老旧小区58万平方米。\n②加装改造电梯13部，另有9部正在施工。"
)
PARKS = "未来科技园、数字软件园、黄金湾智谷项目招引"
PARKS_TEXT = "1—3月，引进企业6家，另有18家正在洽谈。"
PARKS_BEHIND = "引进企业6家，为全年目标的12%；在谈企业多，落地慢。"
SEWERS_TEXT = "1—3月，新改建污水管网2.8公里，另有1.5公里完成沟槽开挖。"
REASON = "请写明危房治理、老旧小区改造的面积和加装改造电梯的部数，均为年初至3月底累计数。"
BEHIND = "公共停车位完成210个，为全年目标的14%；部分点位用地手续尚未办结。"
OBJECTION = "另有180个停车位3月底已完工，正在办理验收，请予复核。"


def enter(page: Page, text: str, *, reads: str = "") -> None:
    """Writes the progress, and waits until the page has read ``reads`` out of it and kept the draft."""
    page.get_by_label("进展情况").fill(text)
    if reads:
        page.wait_for_function(
            "wanted => [...document.querySelectorAll('input.figure')].some(input => input.value === wanted)",
            arg=reads,
        )


def row(page: Page, words: str):
    return page.locator("tr[data-row]", has_text=words)


def open_mine(page: Page, words: str) -> None:
    page.goto("/mine/")
    row(page, words).locator("td.do a").click()


def said(page: Page, words: str) -> None:
    page.locator("ul.messages", has_text=words).wait_for()


def settled_units(stage) -> None:
    """The administrator lets a unit's entries go through its head."""
    page = stage.person("guanli")
    page.goto("/units/")
    page.locator("tr[data-row]").get_by_role("link", name="区住房城乡建委", exact=True).click()
    page.get_by_label("报送前须经单位审核人审核").check()
    stage.picture(page, "administrator-unit", height=540)
    page.get_by_role("button", name="保存").click()
    said(page, "区住房城乡建委")
    page.context.close()


def signing_in(stage) -> None:
    page = stage.window()
    page.goto("/sign-in/")
    page.get_by_label("用户名").fill("tianbao")
    stage.picture(page, "sign-in", height=420)
    page.context.close()


def filing(stage) -> None:
    clerk = stage.person("tianbao")
    clerk.goto("/mine/")
    stage.picture(clerk, "clerk-tasks", height=740)
    open_mine(clerk, PARKING)
    enter(clerk, PARKING_TEXT, reads="210")
    clerk.get_by_label("存在问题").fill("部分点位用地手续办理较慢。")
    clerk.get_by_label("下一步措施").fill("4月底前完成全部点位用地手续。")
    clerk.locator("[data-saved]", has_text="已自动保存").wait_for()
    clerk.wait_for_timeout(600)
    stage.picture(clerk, "clerk-entry", height=1140)
    clerk.get_by_role("button", name="报送").click()
    said(clerk, "已报送本单位审核人")
    for words, text, reads in ((OLD_HOUSES, VAGUE_TEXT, ""), (SEWERS, SEWERS_TEXT, "2.8")):
        open_mine(clerk, words)
        enter(clerk, text, reads=reads)
        clerk.get_by_role("button", name="报送").click()
        said(clerk, "已报送本单位审核人")
    clerk.context.close()
    other = stage.person("tianbao2")
    open_mine(other, PARKS)
    enter(other, PARKS_TEXT, reads="6")
    other.get_by_label("存在问题").fill("意向企业多，落地慢。")
    other.get_by_role("button", name="报送").click()
    said(other, "已报送督查办")
    other.context.close()


def two_at_once(stage) -> None:
    clerk, head = stage.person("tianbao"), stage.person("shenhe")
    open_mine(clerk, UNFINISHED)
    open_mine(head, UNFINISHED)
    enter(head, "1—3月，2个项目完成处置，其余项目已逐一制定方案。")
    head.get_by_role("button", name="存草稿").click()
    said(head, "已存草稿")
    enter(clerk, "西站TOD项目已复工，华宇城项目完成方案审查。")
    clerk.get_by_role("button", name="存草稿").click()
    clerk.locator("[role=alert]", has_text="其他人已保存新内容").wait_for()
    stage.picture(clerk, "clerk-conflict", height=900)
    clerk.context.close()
    head.context.close()


def confirm(head: Page, words: str) -> None:
    open_mine(head, words)
    head.get_by_role("button", name=re.compile("审核通过")).click()
    said(head, "已审核通过，报送督查办")


def confirming(stage) -> None:
    head = stage.person("shenhe")
    open_mine(head, PARKING)
    stage.picture(head, "head-confirm", height=720)
    for words in (PARKING, OLD_HOUSES, SEWERS):
        confirm(head, words)
    head.context.close()


def next_years_plan(plan: Path) -> Path:
    """The plan of the demonstration's year, a year later: a document that has not been imported yet."""
    with ZipFile(LAST_PLAN) as source, ZipFile(plan, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(b"2024", b"2025")
            target.writestr(name, content)
    return plan


def importing(stage) -> None:
    office = stage.person("ducha")
    office.goto("/import/")
    office.locator("#id_file").set_input_files(next_years_plan(stage.folder / "2025年目标任务分解通知.docx"))
    office.get_by_role("button", name="预览").click()
    office.wait_for_url("**/preview/**")
    stage.picture(office, "office-import", height=560)
    office.context.close()


def reviewing(stage) -> None:
    office = stage.person("ducha")
    office.goto("/review/")
    stage.picture(office, "office-review", height=640)
    office.get_by_role("link", name=re.compile(OLD_HOUSES)).click()
    office.locator("summary", has_text="退回修改").click()
    office.get_by_label("退回意见").fill(REASON)
    stage.picture(office, "office-return", height=860)
    office.get_by_role("button", name="退回", exact=True).click()
    said(office, "已退回区住房城乡建委")
    office.context.close()


def correcting(stage) -> None:
    phone = stage.person("tianbao", width=390)
    phone.goto("/mine/")
    stage.picture(phone, "clerk-returned-phone", height=860)
    phone.context.close()
    clerk = stage.person("tianbao")
    open_mine(clerk, OLD_HOUSES)
    enter(clerk, CLEAR_TEXT, reads="13")
    clerk.get_by_role("button", name="报送").click()
    said(clerk, "已报送本单位审核人")
    clerk.context.close()
    head = stage.person("shenhe")
    confirm(head, OLD_HOUSES)
    head.context.close()


def accepting(stage) -> None:
    office = stage.person("ducha")
    for words in (OLD_HOUSES, PARKING, SEWERS, PARKS):
        office.goto("/review/?tab=waiting")
        office.get_by_role("link", name=re.compile(words)).click()
        if words == OLD_HOUSES:
            stage.picture(office, "office-accept", height=700)
        office.get_by_role("button", name=re.compile("审核通过")).click()
        office.locator("ul.messages").wait_for()
    office.context.close()


def settling_indicators(stage) -> None:
    office = stage.person("ducha")
    office.goto("/indicators/")
    if office.get_by_role("button", name="从任务文本识别指标").count():
        office.get_by_role("button", name="从任务文本识别指标").click()
        office.goto("/indicators/")
    stage.picture(office, "office-indicators", height=640)
    office.context.close()


def judging(stage) -> None:
    office = stage.person("ducha")
    office.goto("/judging/")
    office.locator(".queue a", has_text="新建1500个").click()
    office.get_by_label(re.compile("理由")).fill(BEHIND)
    stage.picture(office, "office-judging", height=900)
    office.get_by_role("button", name=re.compile("推进滞后")).click()
    said(office, "研判为“推进滞后”")
    office.locator(".queue a", has_text="大力开展未来科技园").click()
    office.get_by_label(re.compile("理由")).fill(PARKS_BEHIND)
    office.get_by_role("button", name=re.compile("推进滞后")).click()
    said(office, "研判为“推进滞后”")
    for words in ("新改建污水管网", "完成10万平方米"):
        office.locator(".queue a", has_text=words).click()
        office.get_by_role("button", name=re.compile("正常推进")).click()
        said(office, "研判为“正常推进”")
    office.goto("/checks/")
    stage.picture(office, "office-checks", height=760)
    office.goto("/export/")
    stage.picture(office, "office-export", height=700)
    office.context.close()


def objecting(stage) -> None:
    clerk = stage.person("tianbao")
    open_mine(clerk, PARKING)
    clerk.get_by_role("link", name="申请复核").click()
    clerk.get_by_label(re.compile("理由")).fill(OBJECTION)
    clerk.get_by_role("button", name="申请复核").click()
    clerk.wait_for_load_state()
    clerk.context.close()
    other = stage.person("ducha2")
    other.goto("/objections/")
    other.locator("tr[data-row] a").first.click()
    stage.picture(other, "office-objection", height=820)
    other.context.close()


def issuing(stage) -> None:
    office = stage.person("ducha")
    office.goto("/report/")
    stage.picture(office, "office-report", height=960)
    office.goto("/issue/")
    office.get_by_label("填报期").select_option(label="2022 年 · 全年")
    office.locator(".period .means", has_text="已印发").wait_for()
    office.get_by_label("批准人", exact=True).fill("王明")
    office.get_by_label("批准人职务").fill("督查办主任")
    office.get_by_label("批准日期").fill("2024-04-02")
    office.get_by_label("同时生成公开版").check()
    office.get_by_label("已知晓上述问题").check()
    office.get_by_role("button", name="印发", exact=True).click()
    office.locator("ul.messages", has_text="印发").wait_for()
    stage.picture(office, "office-issue", height=900)
    office.context.close()


def leading(stage) -> None:
    phone = stage.person("lingdao", width=390)
    phone.goto("/tasks/")
    stage.picture(phone, "leader-tasks-phone", height=900)
    phone.context.close()


def auditing(stage) -> None:
    page = stage.person("shenji")
    page.goto("/events/")
    stage.picture(page, "auditor-events", height=640)
    page.context.close()


ACTS = (
    signing_in,
    settled_units,
    filing,
    two_at_once,
    confirming,
    importing,
    reviewing,
    correcting,
    accepting,
    settling_indicators,
    judging,
    objecting,
    issuing,
    leading,
    auditing,
)

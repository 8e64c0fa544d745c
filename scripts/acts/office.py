"""The scenes of the supervision office, the administrator and the auditor."""

import re
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Page

from acts.doing import take_pictures, wait_for_message

LAST_PLAN = Path("fixtures/documents/2024年目标任务分解通知.docx")
VAGUE = "三大工程"
CORRECTED = "轨道7号线"
MARKETS = "一带一路"
REASON = "请写明三大工程各自的开工套数、完成投资，均为年初至6月底累计数。"
BEHIND = "落地海外项目2个，为全年目标的20%；外贸进出口同比下降0.2%。"
OBJECTION = "另有3个海外项目6月底已签约，正在办理境外投资备案，请予复核。"


def show_quarter(stage) -> None:
    take_pictures(
        stage,
        "ducha",
        ("/board/", "office-board", 1080),
        ("/year/", "office-year", 760),
    )


def write_next_years_plan(plan: Path) -> Path:
    """Writes the demonstration's plan with the next year, as a document that is not imported yet."""
    with ZipFile(LAST_PLAN) as source, ZipFile(plan, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(b"2024", b"2025")
            target.writestr(name, content)
    return plan


def import_plan(stage) -> None:
    office = stage.open_signed_in("ducha")
    office.goto("/import/")
    office.locator("#id_file").set_input_files(write_next_years_plan(stage.folder / "2025年目标任务分解通知.docx"))
    office.get_by_role("button", name="预览").click()
    office.wait_for_url("**/preview/**")
    stage.take_picture(office, "office-import", height=560)
    office.goto("/indicators/")
    stage.take_picture(office, "office-indicators", height=640)
    office.context.close()


def show_reminders(stage) -> None:
    take_pictures(
        stage,
        "ducha",
        ("/reminders/", "office-remind", 860),
        ("/calendar/", "office-calendar", 700),
    )


def review_entries(stage) -> None:
    office = stage.open_signed_in("ducha")
    office.goto("/review/?tab=waiting")
    for box in office.locator("tbody input[type=checkbox]").all()[:3]:
        box.check()
    stage.take_picture(office, "office-review", height=700)
    office.goto("/review/?tab=waiting")
    office.get_by_role("link", name=re.compile(VAGUE)).click()
    office.get_by_label("退回意见").fill(REASON)
    stage.take_picture(office, "office-return", height=860)
    office.get_by_role("button", name="退回", exact=True).click()
    wait_for_message(office, "已退回区住房城乡建委")
    office.goto("/review/?tab=waiting")
    office.get_by_role("link", name=re.compile(CORRECTED)).click()
    stage.take_picture(office, "office-accept", height=700)
    office.context.close()


def show_request(stage) -> None:
    office = stage.open_signed_in("ducha")
    office.goto("/requests/")
    office.locator("tr[data-row] a", has_text=re.compile(MARKETS)).first.click()
    stage.take_picture(office, "office-request", height=760)
    office.context.close()


def judge_entry(stage) -> None:
    office = stage.open_signed_in("ducha")
    office.goto("/judging/")
    office.locator(".queue a", has_text=re.compile(MARKETS)).first.click()
    office.get_by_label(re.compile("理由")).fill(BEHIND)
    stage.take_picture(office, "office-judging", height=900)
    office.get_by_role("button", name=re.compile("推进滞后")).click()
    wait_for_message(office, "研判为“推进滞后”")
    office.goto("/judging/?summary=1")
    stage.take_picture(office, "office-summary", height=760)
    office.context.close()


def show_checks(stage) -> None:
    take_pictures(
        stage,
        "ducha",
        ("/checks/", "office-checks", 760),
        ("/export/", "office-export", 700),
        ("/report/", "office-report", 960),
    )


def issue_report(stage) -> None:
    office = stage.open_signed_in("ducha")
    office.goto("/issue/?of=2022-FY")
    office.get_by_label("批准人", exact=True).fill("王明")
    office.get_by_label("批准人职务").fill("督查办主任")
    office.get_by_label("批准日期").fill("2024-07-08")
    office.get_by_label("同时生成公开版").check()
    office.get_by_label("已知晓上述问题").check()
    office.get_by_role("button", name="印发", exact=True).click()
    office.locator("ul.messages", has_text="印发").wait_for()
    stage.take_picture(office, "office-issue", height=900)
    issued = office.get_by_role("link", name=re.compile(r"\.docx$")).first.get_attribute("href")
    stage.take_first_sheet(office.context.request.get(issued).body(), "issued-report")
    office.context.close()


def object_to_judgement(stage) -> None:
    clerk = stage.open_signed_in("tianbao2")
    clerk.goto("/mine/")
    clerk.locator("tr[data-row]", has_text=re.compile(MARKETS)).locator("td.do a").click()
    clerk.get_by_role("link", name="申请复核").click()
    clerk.get_by_label(re.compile("理由")).fill(OBJECTION)
    clerk.get_by_role("button", name="申请复核").click()
    clerk.wait_for_load_state()
    clerk.context.close()
    other = stage.open_signed_in("ducha2")
    other.goto("/objections/")
    other.locator("tr[data-row] a").first.click()
    stage.take_picture(other, "office-objection", height=820)
    other.context.close()


def show_scorecard(stage) -> None:
    take_pictures(
        stage,
        "ducha",
        ("/scorecard/", "office-scorecard", 760),
        ("/scorecard/rules/", "office-scoring-rules", 760),
    )


def show_search(stage) -> None:
    take_pictures(
        stage,
        "ducha",
        ("/search/?q=公共停车位", "office-search", 620),
    )


def show_unit(stage) -> None:
    page = stage.open_signed_in("guanli")
    page.goto("/units/")
    page.locator("tr[data-row]").get_by_role("link", name="区住房城乡建委", exact=True).click()
    stage.take_picture(page, "administrator-unit", height=540)
    page.context.close()


def show_events(stage) -> None:
    page: Page = stage.open_signed_in("shenji")
    page.goto("/events/")
    stage.take_picture(page, "auditor-events", height=640)
    page.context.close()


ACTS = (
    show_quarter,
    import_plan,
    show_reminders,
    review_entries,
    show_request,
    judge_entry,
    show_checks,
    issue_report,
    object_to_judgement,
    show_scorecard,
    show_search,
    show_unit,
    show_events,
)

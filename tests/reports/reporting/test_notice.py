"""印发通知: the plan's notice says what is known of its approval, and nothing else."""

from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from docx import Document
from lxml import html

from reports.layouts.layout import load_layouts
from reports.reporting.attachments import Occasion
from reports.reporting.narrative import get_template_path
from reports.reporting.report import build_report, write_report_files
from tasks.clock import now
from tasks.models import NarrativeTemplate, Plan
from tests.pages import NO_WORKER, found, words

NOTICE = Path(__file__).resolve().parents[3] / "fixtures/documents/2024年目标任务分解通知.docx"
PAGE = "/report/?of=2024-PLAN"
#: of the cast's livelihood item, for which the notice of 2024 has no table
LEFT_OUT = "有1项在该版式中没有对应的附件，未列入，可换用其他版式。"
TASKS = "区政府办公室对{}明确的目标任务进行了分解，{}现印发给你们。"


def print_notice(plan: Plan) -> list[str]:
    """Returns the paragraphs of the Word file."""
    report = build_report(plan, Occasion(plan.year, "PLAN"))
    return [line.text for line in Document(BytesIO(write_report_files(report)[0].content)).paragraphs]


def list_links(answer) -> list[str]:
    """The links on the report page that lead to the plan's own."""
    return [
        words(link) for link in html.fromstring(answer.content.decode()).xpath("//main//a[@href='/plan/?year=2024']")
    ]


def opening(plan: Plan) -> str:
    [line] = [line for line in print_notice(plan) if "现印发给你们" in line]
    return line


def test_no_template_that_comes_with_the_program_keeps_a_place_open():
    paths = {get_template_path(layout) for layout in load_layouts().values()}
    assert [path.name for path in paths if path.exists() and "×" in path.read_text(encoding="utf-8")] == []


@pytest.mark.django_db
def test_the_notice_of_2024_comes_back_as_it_was_issued():
    call_command("import_document", str(NOTICE), commit=True, create_units=True, stdout=StringIO())
    printed = print_notice(Plan.objects.get())
    number, _, *text = [line.text for line in Document(NOTICE).paragraphs][:5]
    assert [line for line in printed if line in (number, *text)] == [number, *text]
    assert "×" not in "".join(printed)


def test_every_fact_that_is_known_has_its_words(cast):
    for name, value in {
        "congress": "区第十九届人民代表大会第四次会议",
        "approving_meeting": "区委常委会第12次会议",
        "approved_on": date(2024, 1, 30),
        "recipients": "各镇人民政府，区级各部门",
    }.items():
        setattr(cast.plan, name, value)
    assert opening(cast.plan) == (
        "2024年《示范区人民政府工作报告》已经区第十九届人民代表大会第四次会议审议通过。根据工作安排，"
        + TASKS.format("报告", "并报经区委常委会第12次会议（2024年1月30日）审议同意，")
    )
    assert "各镇人民政府，区级各部门：" in print_notice(cast.plan)


def test_a_fact_that_is_not_known_leaves_its_sentence_out(cast):
    assert opening(cast.plan) == "根据工作安排，" + TASKS.format("2024年《示范区人民政府工作报告》", "")
    printed = "".join(print_notice(cast.plan))
    assert [word for word in ("×", "：", "审议") if word in printed.replace("附件：", "")] == []


def test_the_report_page_says_what_is_missing_and_where_to_enter_it(cast, sign_in):
    client = sign_in(cast.office)
    answer = client.get(PAGE)
    assert found(answer, "p.why") == [
        NO_WORKER,
        LEFT_OUT,
        "方案没有填写文号、人大会议、审议会议、主送，通知中不写这些内容。",
    ]
    assert list_links(answer) == ["填写文号、人大会议、审议会议、主送"]
    Plan.objects.filter(pk=cast.plan.pk).update(
        document_number="示府办〔2024〕6号", congress="区十九届人大四次会议", approving_meeting="区政府第5次常务会议"
    )
    assert found(client.get(PAGE), "p.why") == [NO_WORKER, LEFT_OUT, "方案没有填写主送，通知中不写这些内容。"]
    Plan.objects.filter(pk=cast.plan.pk).update(recipients="各镇街")
    answer = client.get(PAGE)
    assert (found(answer, "p.why"), list_links(answer)) == ([NO_WORKER, LEFT_OUT], [])


def test_an_own_template_that_keeps_a_place_open_is_pointed_at(cast, sign_in):
    NarrativeTemplate.objects.create(
        government=cast.government,
        layout="plan_2024",
        text="【正文 开头】报告已经第××次会议审议通过。",
        saved_at=now(),
        saved_by=cast.office,
    )
    assert found(sign_in(cast.office).get(PAGE), "ul.found") == [
        "留有空位 还有没填的“××”，请填写或改写这一句。 报告已经第××次会议审议通过。"
    ]

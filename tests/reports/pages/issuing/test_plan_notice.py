"""印发通知 in the browser: checked, issued, frozen; what stands open keeps it from being issued."""

from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from docx import Document

from tasks.adjusting.grounds import Grounds
from tasks.clock import now
from tasks.models import (
    Edition,
    NarrativeTemplate,
    Plan,
    PlanDocument,
    Publication,
    PublishedFile,
    ReportParagraph,
    Task,
)
from tests.acts import issue as issue_report
from tests.cast import UserFactory
from tests.pages import errors, found, said
from tests.tasks.adjusting.changing import add, amend, content, say
from tests.tasks.issuing.test_publication_actions import close

NOTICE = Path(__file__).resolve().parents[4] / "fixtures/documents/2024年目标任务分解通知.docx"
FACTS = {
    "document_number": "示府办〔2024〕6号",
    "congress": "区第十九届人民代表大会第四次会议",
    "approving_meeting": "区政府第57次常务会议",
    "recipients": "各镇人民政府，区级各部门",
}


def page(plan: Plan) -> str:
    return f"/plans/{plan.pk}/issue/"


def send(client, plan: Plan, **other):
    """Sends the form as the page shows it."""
    form = client.get(page(plan)).context["page"].form
    shown = {name: form[name].value() for name in ("seen", "mark", "title")}
    usual = {"approved_by_name": "王明", "approved_by_title": "副区长", "approved_on": "2024-02-01", "knows": "on"}
    return client.post(page(plan), shown | usual | other, follow=True)


def fill(cast, **other) -> None:
    Plan.objects.filter(pk=cast.plan.pk).update(**FACTS | other)


def lines(publication: Publication) -> list[str]:
    """The paragraphs of the Word file."""
    return [line.text for line in Document(BytesIO(bytes_of(publication.files.get(kind="docx")))).paragraphs]


def bytes_of(file: PublishedFile) -> bytes:
    with file.file.open("rb") as kept:
        return kept.read()


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


@pytest.mark.django_db
def test_the_notice_of_2024_is_issued_without_an_open_place_and_stays_as_it_was(sign_in):
    call_command("import_document", str(NOTICE), commit=True, create_units=True, stdout=StringIO())
    plan = Plan.objects.get()
    client = sign_in(UserFactory(role="office", government=plan.government))
    answer = send(client, plan, approved_on="2024-02-02")
    first = Publication.objects.get()
    assert said(answer) == [f"《{first.title}》已印发（第 1 版）。"]
    printed = lines(first)
    assert ("×" in "".join(printed), plan.document_number in printed, "2024年2月2日" in printed) == (False, True, True)
    before = {file.name: bytes_of(file) for file in first.files.all()}
    edition = Edition.objects.filter(task__plan=plan, since=0).first()
    Edition.objects.filter(pk=edition.pk).update(text="更正后的任务内容。")
    Plan.objects.filter(pk=plan.pk).update(recipients="各镇街")
    shown = client.get(page(plan))
    changed = [each for each in found(shown, "li") if "任务内容" in each or "正文" in each]
    assert [each.split()[-1] for each in changed] == ["“各镇街：”", "任务内容"]
    assert changed[0].startswith("正文 1 段不同")
    send(client, plan, reason="主送和一项任务有误", approved_on="2024-02-05")
    assert {file.name: bytes_of(file) for file in first.files.all()} == before
    assert all(file.is_intact() for file in PublishedFile.objects.all())
    second = Publication.objects.get(revision=2)
    assert ("各镇街：" in lines(second), "更正后的任务内容。" in str(second.data["rows"])) == (True, True)


def test_every_recipient_is_printed(cast, office):
    towns = "，".join(f"第{number}镇人民政府" for number in range(1, 401))
    fill(cast, recipients=towns)
    send(office, cast.plan)
    assert f"{towns}：" in lines(Publication.objects.get())


def test_recipients_have_a_bound(cast, office):
    given = FACTS | {"recipients": "镇" * 4001, "seen": office.get("/plan/").context["page"].form["seen"].value()}
    answer = office.post("/plan/", given)
    assert (answer.status_code, errors(answer)) == (422, ["主送至多 4,000 字，现有 4001 字。"])


def test_what_the_notice_leaves_out_has_to_be_known_first(cast, office):
    answer = send(office, cast.plan, knows="")
    assert (answer.status_code, errors(answer)) == (422, ["请处理上述问题，或勾选后印发。"])
    assert "没有填写文号、人大会议、审议会议、主送，通知中不写这些内容" in found(answer, "div.why")[0]
    assert said(send(office, cast.plan))[0].endswith("已印发（第 1 版）。")


def own_template(cast, text: str) -> None:
    NarrativeTemplate.objects.create(
        government=cast.government, layout="plan_2024", text=text, saved_at=now(), saved_by=cast.office
    )


@pytest.mark.parametrize(
    ("template", "place"),
    [
        (
            "【标题】通知\n【正文 开头】报告已经第××次会议审议通过。",
            "还有没填的“××”，请填写或改写这一句（报告已经第××次会议审议通过。）",
        ),
        (
            "【标题】通知\n【正文 开头】报经{{ 审议会议 }}审议同意。",
            "模板用到的“审议会议”没有数据，文中空缺，请补充数据、改写这一段或修改模板（报经审议同意。）",
        ),
    ],
)
def test_a_place_that_nothing_fills_is_a_finding_and_keeps_the_notice_from_being_issued(cast, office, template, place):
    own_template(cast, template)
    shown = office.get(page(cast.plan))
    assert found(shown, "div.why") == [f"■ 文件中还有没填的内容，填好后才能印发 {place}"]
    answer = send(office, cast.plan)
    assert (answer.status_code, Publication.objects.count()) == (409, 0)


def test_what_the_office_writes_itself_fills_the_place(cast, office):
    own_template(cast, "【标题】通知\n【正文 开头】报经{{ 审议会议 }}审议同意。")
    ReportParagraph.objects.create(
        plan=cast.plan,
        number=0,
        key="开头",
        generated="报经审议同意。",
        wording="现印发给你们。",
        edited_at=now(),
        edited_by=cast.office,
    )
    assert said(send(office, cast.plan)) == ["《通知》已印发（第 1 版）。"]


def test_a_report_with_a_place_that_nothing_fills_is_not_issued_either(cast, office):
    close(cast)
    NarrativeTemplate.objects.create(
        government=cast.government,
        layout="progress",
        text="【标题】报告\n【正文 开头】按照{{ 文号 }}，现将情况报告如下。",
        saved_at=now(),
        saved_by=cast.office,
    )
    given = {"title": "报告", "approved_by_name": "王明", "approved_on": "2024-04-01", "seen": "0", "knows": "on"}
    answer = office.post(f"/issue/{cast.period.pk}/", given)
    assert answer.status_code == 409
    assert "模板用到的“文号”没有数据" in "".join(errors(answer))


def test_what_changed_since_the_page_was_opened_is_looked_at_first(cast, office):
    fill(cast)
    form = office.get(page(cast.plan)).context["page"].form
    stale = form["mark"].value()
    fill(cast, recipients="各镇街")
    answer = send(office, cast.plan, mark=stale)
    assert (answer.status_code, errors(answer)) == (
        409,
        ["■ 您打开本页之后，通知的内容有了变化，没有印发。请核对下面的变化后再印发。"],
    )
    assert answer.context["page"].form["mark"].value() != stale


def test_who_is_second_is_led_to_what_was_issued(cast, office, sign_in):
    fill(cast)
    send(office, cast.plan)
    [message] = said(send(sign_in(cast.second_office), cast.plan, seen="0", reason="更正"))
    assert message.startswith("陈红已于 4月2日 ")


def test_the_notice_stands_first_among_the_issues_of_its_year_for_everybody(cast, office, sign_in):
    fill(cast)
    close(cast)
    send(office, cast.plan)
    issue_report(cast.period, cast.office, title="一季度报告")
    for who in ("office", "clerk", "leader", "cooperating_clerk"):
        answer = sign_in(cast.person(who)).get("/issue/")
        titles = found(answer, "h2.as-title")
        assert titles[1:] == ["一季度报告"]
        assert ("目标任务的通知" in titles[0], found(answer, "h3")) == (True, ["2024年"])


def test_the_notice_is_no_part_of_the_public_pages(cast, office, settings, sign_in):
    settings.DUBAN_PUBLIC_SUMMARY = True
    fill(cast)
    send(office, cast.plan, has_public_version="on")
    assert {file.audience for file in PublishedFile.objects.all()} == {"internal", "public"}
    assert sign_in(None).get(f"/public/{cast.government.pk}/").status_code == 404


def test_nobody_else_opens_the_page(cast, sign_in):
    for who in ("clerk", "unit_head", "leader", "administrator", "auditor"):
        assert sign_in(cast.person(who)).get(page(cast.plan)).status_code == 403
    assert sign_in(cast.stranger).get(page(cast.plan)).status_code == 404


def change_plan(cast) -> None:
    """In March an item is added in the first place, and another reworded."""
    decided = Grounds("区政府第12次常务会议", date(2024, 3, 28), "补充任务")
    add(cast, content=content(cast, "建成数字政务平台"), number=1, grounds=decided)
    amend(cast, say("建成小学三所"), grounds=decided)


def printed_keys(publication: Publication) -> list[tuple[int, str]]:
    return [(row["number"], row["text"]) for row in publication.data["rows"] if row["kind"] == "key"]


def test_the_first_issue_prints_the_plan_as_decided_by_its_date(cast, office):
    fill(cast, issued_on=date(2024, 2, 1))
    change_plan(cast)
    send(office, cast.plan, approved_on="2024-02-01")
    publication = Publication.objects.get()
    assert printed_keys(publication) == [(1, "建成小学两所，投用中学一所"), (2, "新增公共停车位7000个")]
    assert "更正版" not in "".join(lines(publication))


def test_a_revision_prints_what_stands_with_the_added_items_last_and_says_so(cast, office):
    fill(cast, issued_on=date(2024, 2, 1))
    send(office, cast.plan, approved_on="2024-02-01")
    change_plan(cast)
    send(office, cast.plan, approved_on="2024-04-02", reason="任务有调整")
    second = Publication.objects.get(revision=2)
    assert printed_keys(second) == [(1, "建成小学三所"), (2, "新增公共停车位7000个"), (3, "建成数字政务平台")]
    assert (
        "本通知为更正版，附件按现行内容印发：与首次印发时相比，调整1项、新增1项，新增的列在各附件末尾，原有事项序号不变。"
        in "".join(lines(second))
    )


def test_an_issue_dated_after_the_changes_is_looked_at_again_first(cast, office):
    fill(cast, issued_on=date(2024, 2, 1))
    change_plan(cast)
    answer = send(office, cast.plan, approved_on="2024-04-01")
    assert answer.status_code == 409
    assert len(answer.context["page"].readiness.data["rows"]) == 5
    again = answer.context["page"].form["mark"].value()
    assert said(send(office, cast.plan, approved_on="2024-04-01", mark=again))[0].endswith("已印发（第 1 版）。")


def test_the_page_counts_the_items_of_the_notice_alone(cast, office):
    other = PlanDocument.objects.create(plan=cast.plan, title="民生实事清单", level="district")
    Task.objects.filter(pk=cast.livelihood.pk).update(document=other)
    assert "3 事项" in " ".join(found(office.get(page(cast.plan)), "div.tally"))


def test_a_notice_that_came_in_as_it_was_issued_on_paper_is_not_called_unissued(cast, sign_in):
    Plan.objects.filter(pk=cast.plan.pk).update(document_number="示府办发〔2024〕6号", issued_on=date(2024, 2, 2))
    page = sign_in(cast.office).get("/issue/")
    assert "2024年方案的印发通知 已按文件印发 示府办发〔2024〕6号 2024年2月2日印发" in found(page, "li")

"""Every address × every role × both methods: what the server answers, written out. A new address fails until it stands here.

The posts are empty, so what a role may do shows as an error in the form or a redirect, and what it may not as a
refusal. Answers:

    L  led to the sign-in page          2  the page (or the form again)      3  done, led on to another page
    F  403, the role may not            N  404, not this person's to see     M  405, not asked in this way
    B  400, no such choice                           U  422, the form again, with what to mend
    C  409, not as things stand now
"""

from dataclasses import dataclass
from functools import cache
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse

from reports.layouts.layout import FOLDER
from tasks import clock
from tasks.commenting.comment_actions import add_comment
from tasks.enums import (
    Audience,
    EntryState,
    JobKind,
    JobState,
    Outcome,
    PeriodState,
    ReceiptState,
    ReminderKind,
    RequestKind,
    Role,
    SignInRoad,
)
from tasks.issuing.layout_actions import LayoutText, add_layout
from tasks.issuing.publication_actions import issue
from tasks.judging.objection_actions import file_objection
from tasks.models import (
    ChangeRequest,
    Delivery,
    Evidence,
    Job,
    Notice,
    Objection,
    OfficeLayout,
    PaperForm,
    PlanDocument,
    Project,
    PublishedFile,
    Receipt,
    Scorecard,
    SignedInSession,
    UnitAlias,
)
from tasks.organisation.activation import TOKENS
from tasks.reminding.messages import Message, build_message_line
from tasks.reminding.notice_actions import put_notice
from tasks.requesting.request_actions import file_request
from tests.answers import ANSWERS, METHODS, WHO
from tests.cast import PeriodFactory, UserFactory, judge
from tests.tasks.adjusting.changing import amend, say
from tests.tasks.continuing.last_year import unfinished_item_of
from tests.tasks.measures.measures import measure_of
from tests.tasks.outlooks.reports import plan_report_of, project_of, reported_outcome_of

#: address → the parts of it, where it has any; all speak of the cast's own papers
PARTS = {
    "help_section": lambda cast: {"book": "manual", "key": "被退回"},
    "help_picture": lambda cast: {"name": "sign-in.png"},
    "public_government": lambda cast: {"pk": cast.government.pk},
    "entry_page": lambda cast: {"pk": cast.key_entry.pk},
    "entry_read": lambda cast: {"pk": cast.key_entry.pk},
    "evidence_add": lambda cast: {"pk": cast.key_entry.pk},
    "entry_submit": lambda cast: {"pk": cast.key_entry.pk},
    "entry_withdraw": lambda cast: {"pk": cast.key_entry.pk},
    "entry_confirm": lambda cast: {"pk": cast.key_entry.pk},
    "entry_send_back": lambda cast: {"pk": cast.key_entry.pk},
    "entry_take_over": lambda cast: {"pk": cast.key_entry.pk},
    "note_save": lambda cast: {"pk": cast.key_entry.pk},
    "notes_ask": lambda cast: {"pk": cast.key_entry.pk},
    "ask_drop": lambda cast: {"pk": cast.key_entry.pk},
    "comment_thread": lambda cast: {"pk": cast.key_entry.pk},
    "comment_names": lambda cast: {"pk": cast.key_entry.pk},
    "thread_read": lambda cast: {"pk": cast.key_entry.pk},
    "comment_withdraw": lambda cast: {"pk": add_comment(entry=cast.key_entry, text="口径一致。", by=cast.clerk).pk},
    "coordination_answer": lambda cast: {"pk": cast.key_entry.pk},
    "review_entry": lambda cast: {"pk": cast.key_entry.pk},
    "judge_entry": lambda cast: {"pk": cast.key_entry.pk},
    "report_template": lambda cast: {"layout": "progress"},
    "layout_copy": lambda cast: {"key": "progress"},
    **dict.fromkeys(("layout_edit", "layout_history", "layout_switch"), lambda cast: {"pk": office_layout_of(cast).pk}),
    "layout_sample": lambda cast: {"pk": office_layout_of(cast).pk, "order": 1},
    "layout_text": lambda cast: {"pk": office_layout_of(cast).pk, "number": 1},
    "report_pdf": lambda cast: {"year": 2024, "code": "Q1"},
    "report_file": lambda cast: {"year": 2024, "code": "Q1", "form": "docx"},
    "objection_page": lambda cast: {"pk": objection_of(cast).pk},
    "objection_file": lambda cast: {"pk": judge(cast.key_entry, Outcome.ON_TRACK).entry_id},
    "request_page": lambda cast: {"pk": request_of(cast).pk},
    "request_withdraw": lambda cast: {"pk": request_of(cast).pk},
    "request_file": lambda cast: {"pk": cast.key_entry.pk},
    "issue_report": lambda cast: {"pk": cast.period.pk},
    "notice_issue": lambda cast: {"pk": cast.plan.pk},
    "notice_sign_off_ask": lambda cast: {"pk": cast.plan.pk},
    "notice_sign_off_decide": lambda cast: {"pk": cast.plan.pk},
    "receipt_decide": lambda cast: {"pk": receipt_of(cast).pk},
    "correction_begin": lambda cast: {"pk": cast.period.pk},
    "correction_drop": lambda cast: {"pk": cast.period.pk},
    "sign_off_ask": lambda cast: {"pk": cast.period.pk},
    "sign_off_take_back": lambda cast: {"pk": cast.period.pk},
    "notice_sign_off_take_back": lambda cast: {"pk": cast.plan.pk},
    "sign_off_decide": lambda cast: {"pk": cast.period.pk},
    "imported_report": lambda cast: {"pk": PeriodFactory(plan=cast.plan, number=2, state=PeriodState.ISSUED).pk},
    "publication_page": lambda cast: {"pk": published_file_of(cast).publication_id},
    "published_file": lambda cast: parts_of(published_file_of(cast)),
    "period_open": lambda cast: {"pk": cast.period.pk},
    "period_close": lambda cast: {"pk": cast.period.pk},
    "period_extend": lambda cast: {"pk": cast.period.pk},
    "period_units": lambda cast: {"pk": cast.period.pk},
    "periods_create": lambda cast: {"pk": cast.plan.pk},
    "plan_rhythm": lambda cast: {"pk": cast.plan.pk},
    **dict.fromkeys(
        ("job_page", "job_state", "job_repeat", "job_seen", "job_file"), lambda cast: {"pk": job_of(cast).pk}
    ),
    "notice_page": lambda cast: {"pk": notice_of(cast).pk},
    "item_resume": lambda cast: {"pk": cast.key.pk},
    "task_page": lambda cast: {"pk": cast.key.pk},
    "task_adjust": lambda cast: {"pk": cast.key.pk},
    "plan_change": lambda cast: {"pk": amend(cast, say("建成小学三所")).pk},
    "plan_change_undo": lambda cast: {"pk": amend(cast, say("建成小学三所")).pk},
    "evidence_file": lambda cast: {"key": evidence_of(cast).key},
    "evidence_view": lambda cast: {"key": evidence_of(cast).key},
    "indicator_task": lambda cast: {"pk": cast.key.pk},
    "milestones_page": lambda cast: {"pk": cast.key.pk},
    "plan_rules": lambda cast: {"pk": cast.plan.pk},
    **dict.fromkeys(
        ("plan_report_page", "project_list", "project_list_file"),
        lambda cast: {"pk": project_in_report_of(cast).report_id},
    ),
    "project_edit": lambda cast: {"pk": project_in_report_of(cast).pk},
    "plan_document_page": lambda cast: {"pk": PlanDocument.objects.create(plan=cast.plan, title="民生实事").pk},
    **dict.fromkeys(("paper_form_rename", "paper_form_drop"), lambda cast: {"pk": paper_form_of(cast).pk}),
    "carry_over_task": lambda cast: {"pk": unfinished_item_of(cast).pk},
    "continuation_list_file": lambda cast: parts_with_earlier_plan(cast),
    "continuation_task": lambda cast: {"pk": cast.key.pk},
    **dict.fromkeys(
        ("measure_page", "measure_edit", "measure_outcome", "measure_file"), lambda cast: {"pk": measure_of(cast).pk}
    ),
    "measure_list_file": lambda cast: parts_with_measure(cast),
    "task_link": lambda cast: {"pk": cast.key.pk},
    "task_unlink": lambda cast: {"pk": cast.key.pk},
    "delivery_retry": lambda cast: {"pk": delivery_of(cast).pk},
    "unit_edit": lambda cast: {"pk": cast.lead_unit.pk},
    "alias_add": lambda cast: {"pk": cast.lead_unit.pk},
    "alias_remove": lambda cast: {"pk": alias_of(cast).pk},
    "official_edit": lambda cast: {"pk": cast.official.pk},
    "kind_edit": lambda cast: {"pk": cast.key.item_kind.pk},
    "kind_move": lambda cast: {"pk": cast.key.item_kind.pk},
    "kind_remove": lambda cast: {"pk": cast.key.item_kind.pk},
    "user_edit": lambda cast: {"pk": cast.clerk.pk},
    "password_reset": lambda cast: {"pk": cast.clerk.pk},
    "demonstration_enter": lambda cast: {"pk": cast.clerk.pk},
    "account_unlock": lambda cast: {"pk": cast.clerk.pk},
    "second_factor_remove": lambda cast: {"pk": cast.clerk.pk},
    "session_end": lambda cast: {"pk": session_of(cast).pk},
    "account_activate": lambda cast: invitation_of(cast),
    "export_attachments": lambda cast: {"year": 2024, "code": "Q1", "form": "xlsx"},
    "scorecard_reopen": lambda cast: {"pk": scorecard_of(cast).pk},
    "scorecard_unit": lambda cast: {"pk": cast.lead_unit.pk},
    "scorecard_unit_file": lambda cast: {"pk": cast.lead_unit.pk},
    "entry_exclude": lambda cast: {"unit": cast.lead_unit.pk, "pk": cast.key_entry.pk},
    "entry_include": lambda cast: {"unit": cast.lead_unit.pk, "pk": cast.key_entry.pk},
}


def office_layout_of(cast) -> OfficeLayout:
    """A layout of the cast's government's own."""
    found = OfficeLayout.objects.filter(government=cast.government).first()
    content = LayoutText(name="季报样式", text=(FOLDER / "progress.toml").read_text(encoding="utf-8"))
    return found or add_layout(government=cast.government, content=content, by=cast.office)


def parts_with_earlier_plan(cast) -> dict:
    """No parts: the file is that of a plan with an earlier one."""
    unfinished_item_of(cast)
    return {}


def parts_with_measure(cast) -> dict:
    """No parts: the file is that of a government with a measure."""
    measure_of(cast)
    return {}


def project_in_report_of(cast) -> Project:
    found = Project.objects.first()
    if found is None:
        report = plan_report_of(cast)
        reported_outcome_of(report)
        found = project_of(report)
    return found


def paper_form_of(cast) -> PaperForm:
    form, _ = PaperForm.objects.get_or_create(
        government=cast.government,
        fingerprint="0" * 64,
        defaults={"name": "月报", "tables": [], "taught_by": cast.office, "taught_at": clock.now()},
    )
    return form


def alias_of(cast) -> UnitAlias:
    return UnitAlias.objects.create(government=cast.government, unit=cast.lead_unit, name="区教育局")


def session_of(cast) -> SignedInSession:
    return SignedInSession.objects.create(
        user=cast.clerk,
        session_key="elsewhere",
        road=SignInRoad.LOCAL_PASSWORD,
        device="未知设备",
        signed_in_at=clock.now(),
        seen_at=clock.now(),
    )


def invitation_of(cast) -> dict:
    """The parts of the link of somebody who has no password yet."""
    invited = UserFactory(government=cast.government, name="周莉", username="周莉")
    invited.set_unusable_password()
    invited.save()
    return {"pk": invited.pk, "token": TOKENS.make_token(invited)}


def delivery_of(cast) -> Delivery:
    return Delivery.objects.create(
        government=cast.government,
        channel="wecom",
        key="day",
        subject="催办",
        state="failed",
        error="接口拒绝连接。",
        next_at=clock.now(),
        made_at=clock.now(),
    )


def evidence_of(cast) -> Evidence:
    """A file that was handed over: with a draft, the lead units alone would find it."""
    cast.key_entry.state = EntryState.SUBMITTED
    cast.key_entry.save()
    return Evidence.objects.create(
        entry=cast.key_entry,
        key=uuid4(),
        file=ContentFile(b"\x89PNG\r\n\x1a\n", name="photo"),
        name="现场.png",
        size=8,
        sha256="0" * 64,
        uploaded_at=clock.now(),
        uploaded_by=cast.clerk,
    )


def notice_of(cast) -> Notice:
    line = build_message_line(ReminderKind.OVERDUE, "overdue", "逾期未报", cast.key_entry)
    return put_notice(message=Message(cast.clerk, "逾期未报 1 项", [line]), by=None)


def job_of(cast) -> Job:
    """One of the office, which did not get done."""
    now = clock.get_real_moment()
    return Job.objects.create(
        government=cast.government,
        person=cast.office,
        kind=JobKind.REPORT_PDF,
        subject="2024年一季度报告 PDF",
        arguments={"plan": cast.plan.pk, "code": "Q1", "layout": "progress"},
        state=JobState.FAILED,
        error="模板有误。",
        asked_at=now,
        ended_at=now,
    )


def objection_of(cast) -> Objection:
    judge(cast.key_entry, Outcome.LAGGING, "用地未落实")
    return file_objection(entry=cast.key_entry, reason="已开工", seen=cast.key_entry.judgement_id, by=cast.clerk)


def request_of(cast) -> ChangeRequest:
    return file_request(
        entry=cast.key_entry,
        kind=RequestKind.EXTEND_FILING,
        wanted={"due_on": "2024-04-20"},
        reason="资料待核。",
        by=cast.clerk,
    )


def receipt_of(cast) -> Receipt:
    return Receipt.objects.create(
        task=cast.key,
        unit=cast.lead_unit,
        state=ReceiptState.DISPUTED,
        reason="不属本单位职责。",
        made_at=clock.now(),
        made_by=cast.clerk,
    )


def published_file_of(cast) -> PublishedFile:
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    publication = issue(
        period=cast.period,
        files=[("报告.docx", b"words", Audience.INTERNAL)],
        data={},
        title="报告",
        approved_by_name="王明",
        approved_on=clock.today(),
        seen=0,
        by=cast.office,
    )
    return publication.files.get()


def scorecard_of(cast) -> Scorecard:
    return Scorecard.objects.create(
        plan=cast.plan,
        data={"units": [], "entries": {}, "excluded": [], "unassigned": []},
        approved_by_name="王明",
        approved_on=clock.today(),
        recorded_at=clock.now(),
        recorded_by=cast.office,
    )


def parts_of(file: PublishedFile) -> dict:
    return {"pk": file.publication_id, "key": file.key}


def names(patterns, prefix: str = "") -> list[str]:
    """The full name of every address below ``patterns``, in their order."""
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            found.append(f"{prefix}{pattern.name}")
        else:
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found += names(pattern.url_patterns, inner)
    return found


def letter(answer) -> str:
    """The answer in one letter, as the table writes it."""
    if answer.status_code == 302:
        return "L" if answer.url.startswith(reverse("sign_in")) else "3"
    return {200: "2", 400: "B", 403: "F", 404: "N", 405: "M", 409: "C", 422: "U"}.get(
        answer.status_code, str(answer.status_code)
    )


@dataclass(frozen=True)
class Answer:
    """``letter`` as the table writes it; ``page`` the HTML, "" where it is a file or no page."""

    letter: str
    page: str


def answer_of(client, method: str, address: str) -> Answer:
    """One request, and nothing of it left behind."""
    with transaction.atomic():
        answer = client.generic(method, address, content_type="application/x-www-form-urlencoded")
        # a file is read to its end, so that it is closed
        content = b"".join(answer)
        transaction.set_rollback(True)
    is_page = answer.headers["Content-Type"].startswith("text/html")
    return Answer(letter(answer), content.decode() if is_page else "")


@cache
def answers_kept() -> dict[str, dict[tuple[str, str], Answer]]:
    """What ``answers`` has asked for so far, by the name of the address."""
    return {}


def answers(visitors, name: str) -> dict[tuple[str, str], Answer]:
    """What everybody is answered under an address: (who, method) → answer. Asked once in a run, of a fresh cast."""
    if name not in answers_kept():
        cast, clients = visitors
        address = reverse(name, kwargs=PARTS[name](cast) if name in PARTS else {})
        answers_kept()[name] = {
            (who, method): answer_of(clients[who], method, address) for method in METHODS for who in WHO
        }
    return answers_kept()[name]


def test_every_address_has_its_line():
    assert sorted(names(get_resolver().url_patterns)) == sorted(ANSWERS)


def test_every_role_has_a_column(cast):
    assert {cast.person(who).role for who in WHO if who != "anonymous"} == set(Role)


def test_every_line_has_all_columns():
    assert {name: row for name, row in ANSWERS.items() if {len(answers) for answers in row} != {len(WHO)}} == {}


@pytest.mark.parametrize("name", ANSWERS)
def test_the_server_answers_each_role(visitors, name):
    given = answers(visitors, name)
    assert tuple("".join(given[who, method].letter for who in WHO) for method in METHODS) == ANSWERS[name]

"""Each named constraint of the database refuses a row that violates it."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import UniqueConstraint, Value

from tasks import clock
from tasks.commenting.comment_actions import add_comment
from tasks.enums import EntryState, Outcome, ResponsibilityRole
from tasks.models import (
    ChangeRequest,
    CooperationNote,
    CoordinationReply,
    Delivery,
    Ending,
    EntryRevision,
    Exclusion,
    FindingDecision,
    Indicator,
    InternalItem,
    Judgement,
    Leadership,
    Milestone,
    NarrativeTemplate,
    Notice,
    Objection,
    PlanChange,
    PlanDocument,
    Publication,
    PublishedFile,
    Reading,
    Receipt,
    Reminder,
    ReportParagraph,
    Responsibility,
    Scorecard,
    SetupKey,
    SignOff,
    SourceDocument,
    TimedRun,
    UnitAlias,
    UnitSuccession,
)
from tests.cast import (
    EditionFactory,
    EntryFactory,
    OfficialFactory,
    PeriodFactory,
    PlanFactory,
    SectionFactory,
    TaskFactory,
    UnitFactory,
)
from tests.tasks.measures.measures import OF_MEASURES
from tests.tasks.models.continuations import OF_CONTINUATIONS
from tests.tasks.models.jobs import DAYS_OF_JOBS, OF_JOBS
from tests.tasks.models.layout_rows import OF_LAYOUTS
from tests.tasks.models.prepared_changes import OF_PREPARED_CHANGES
from tests.tasks.models.rhythm_rows import OF_RHYTHMS
from tests.tasks.models.session_rows import OF_SESSIONS
from tests.tasks.outlooks.reports import OF_PLAN_REPORTS

MODELS = list(apps.get_app_config("tasks").get_models())
#: the person is the notice's own recipient; a delivery is the machine's own act; a password is its owner's, whoever gave it
OF_NOBODY_ELSE = {"TimedRun.ended_at", "Notice.read_at", "Delivery.sent_at", "User.password_set_at", *DAYS_OF_JOBS}
CONSTRAINTS = {constraint.name: constraint for model in MODELS for constraint in model._meta.constraints}


def put(row: models.Model, **values) -> None:
    """Writes ``values`` into the row past everything but the database."""
    type(row).objects.filter(pk=row.pk).update(**values)


def name_twice(**differing) -> None:
    """Two responsibilities of one edition that agree in all but ``differing``: pairs of values."""
    edition = EditionFactory(task=TaskFactory(), since=1)
    unit = UnitFactory()
    same = {"unit": unit, "role": ResponsibilityRole.LEAD, "position": 1, "label": "区教委"}
    for place in (0, 1):
        values = same | {key: pair[place] for key, pair in differing.items()}
        Responsibility.objects.create(edition=edition, **values)


def lead_twice(officials, positions) -> None:
    edition = EditionFactory(task=TaskFactory(), since=1)
    for official, position in zip(officials, positions, strict=True):
        Leadership.objects.create(edition=edition, official=official, position=position)


def indicator_of(cast, **values) -> Indicator:
    given = {"position": 1, "measure": "学位", "comparison": ">=", "value": Decimal(3000), "kind": "cumulative"}
    return Indicator.objects.create(task=cast.livelihood, **given | values)


def milestone_of(cast, **values) -> Milestone:
    given = {"position": 1, "text": "主体封顶", "due_on": date(2024, 6, 30), "source": "office"}
    return Milestone.objects.create(task=cast.key, **given | values)


def judge(cast, **values) -> Judgement:
    given = {"outcome": Outcome.ON_TRACK, "judged_at": clock.now(), "judged_by": cast.office}
    return Judgement.objects.create(entry=cast.key_entry, **given | values)


def document_of(cast, **values) -> PlanDocument:
    return PlanDocument.objects.create(plan=cast.plan, **{"title": "民生实事"} | values)


def source_of(cast, **values) -> SourceDocument:
    return SourceDocument.objects.create(plan=cast.plan, filename="方案.docx", imported_at=clock.now(), **values)


def revision_of(cast, **values) -> EntryRevision:
    return EntryRevision.objects.create(entry=cast.key_entry, number=1, state="draft", saved_at=clock.now(), **values)


def revise_twice(cast) -> None:
    for _ in range(2):
        revision_of(cast)


def read_twice(cast) -> None:
    indicator = indicator_of(cast)
    for _ in range(2):
        Reading.objects.create(entry=cast.livelihood_entry, indicator=indicator)


def reading_of(cast, **values) -> Reading:
    return Reading.objects.create(entry=cast.livelihood_entry, indicator=indicator_of(cast), **values)


def set_aside(cast, reason: str = "数字无误") -> None:
    FindingDecision.objects.create(
        period=cast.period, key="k", reason=reason, decided_at=clock.now(), decided_by=cast.office
    )


def paragraph(cast, number: int = 1) -> None:
    ReportParagraph.objects.create(
        plan=cast.plan,
        number=number,
        key="opening",
        wording="改写",
        edited_at=clock.now(),
        edited_by=cast.office,
    )


def template(cast, text: str = "模板") -> None:
    NarrativeTemplate.objects.create(
        government=cast.government,
        layout="progress",
        text=text,
        saved_at=clock.now(),
        saved_by=cast.office,
    )


def publish(cast, **values) -> Publication:
    given = {
        "period": cast.period,
        "revision": 1,
        "title": "报告",
        "approved_by_name": "王明",
        "approved_on": date(2024, 4, 1),
        "issued_at": clock.now(),
        "issued_by": cast.office,
        "data": {},
    }
    return Publication.objects.create(**given | values)


def published_file(publication, **values) -> PublishedFile:
    given = {"name": "报告.docx", "kind": "docx", "audience": "internal", "size": 5, "sha256": "0" * 64}
    return PublishedFile.objects.create(publication=publication, key=uuid4(), file="x", **given | values)


def object_to(cast, **values) -> Objection:
    given = {
        "judgement": judge(cast),
        "unit": cast.lead_unit,
        "reason": "已开工",
        "filed_at": clock.now(),
        "filed_by": cast.clerk,
        "due_on": date(2024, 5, 2),
    }
    return Objection.objects.create(entry=cast.key_entry, **given | values)


def object_to_its_own_result(cast) -> None:
    same = judge(cast)
    object_to(cast, judgement=same, result=same, **decided(cast, "changed"))


def decided(cast, state: str) -> dict:
    return {"state": state, "decision": "经核查", "decided_at": clock.now(), "decided_by": cast.office}


def call_two_units_alike(cast) -> None:
    for unit in (cast.lead_unit, cast.other_unit):
        UnitAlias.objects.create(government=cast.government, unit=unit, name="区局")


def told(cast, **values) -> Reminder:
    given = {"recipient": cast.clerk, "kind": "overdue", "key": "overdue/entry:1", "text": "逾期"}
    return Reminder.objects.create(notice=noticed(cast), made_at=clock.now(), **given | values)


def noticed(cast, subject: str = "逾期未报") -> Notice:
    return Notice.objects.create(government=cast.government, recipient=cast.clerk, subject=subject, sent_at=clock.now())


def deliver(cast, **values) -> Delivery:
    given = {"channel": "email", "key": "notice:1", "subject": "逾期未报"}
    moments = {"next_at": clock.now(), "made_at": clock.now()}
    return Delivery.objects.create(government=cast.government, **given | moments | values)


def request(cast, **values) -> ChangeRequest:
    given = {"kind": "hand_over", "task": cast.key, "period": cast.period, "unit": cast.lead_unit}
    filed = {"reason": "职能划转", "filed_at": clock.now(), "filed_by": cast.clerk}
    return ChangeRequest.objects.create(**given | filed | values)


def exclude(cast, **values) -> Exclusion:
    given = {"reason": "山体滑坡", "basis": "区政府第12次常务会议纪要"}
    return Exclusion.objects.create(
        entry=cast.key_entry, decided_at=clock.now(), decided_by=cast.office, **given | values
    )


def end(cast, **values) -> Ending:
    given = {"kind": "done", "since": 2, "on": date(2024, 5, 20), "words": "已完成。", "basis": "区政府第30次常务会议"}
    made = {"made_at": clock.now(), "made_by": cast.office}
    return Ending.objects.create(task=cast.key, **given | made | values)


def score(cast, **values) -> Scorecard:
    given = {"approved_by_name": "王明", "approved_on": date(2024, 12, 30)}
    return Scorecard.objects.create(plan=cast.plan, recorded_at=clock.now(), recorded_by=cast.office, **given | values)


def sign(cast, **values) -> Receipt:
    given = {"state": "received", "in_charge": "周强", "contact": "李静", "telephone": "6620"}
    moment = {"made_at": clock.now(), "made_by": cast.clerk}
    return Receipt.objects.create(task=cast.key, unit=cast.lead_unit, **given | moment | values)


def succeed(cast, **values) -> UnitSuccession:
    given = {"former": cast.lead_unit, "successor": cast.other_unit, "kind": "renamed"}
    return UnitSuccession.objects.create(since=date(2024, 6, 1), **given | values)


def changed(cast, **wrong) -> PlanChange:
    usual = {
        "plan": cast.plan,
        "task": cast.key,
        "item": "重点工作任务第1项",
        "kind": "correct",
        "since": 1,
        "basis": "区政府第12次常务会议",
        "decided_on": date(2024, 4, 2),
        "reason": "分工有误",
        "made_at": clock.now(),
        "made_by": cast.office,
    }
    return PlanChange.objects.create(**usual | wrong)


def sign_off(cast, **values) -> SignOff:
    given = {"data": {}, "fingerprint": "0" * 64, "asked_at": clock.now(), "asked_by": cast.office}
    return SignOff.objects.create(**{"period": cast.period} | given | values)


DAY = date(2024, 4, 3)


def note_of(cast, **values) -> CooperationNote:
    given = {"text": "已拨付资金500万元。", "saved_at": clock.now(), "saved_by": cast.cooperating_clerk}
    return CooperationNote.objects.create(entry=cast.key_entry, unit=cast.cooperating_unit, **given | values)


NONSENSE = {  # what no attribute would hold comes as an expression
    **(OF_PREPARED_CHANGES | OF_CONTINUATIONS | OF_JOBS | OF_LAYOUTS | OF_MEASURES | OF_PLAN_REPORTS | OF_RHYTHMS),
    **OF_SESSIONS,
    "timedrun_job_known": lambda cast: TimedRun.objects.create(job=Value("tea"), begun_at=clock.now()),
    "timed_run_ends_after_begin": lambda cast: TimedRun.objects.create(job="backup", begun_at=clock.now(), error="E"),
    "one_setup_key": lambda cast: SetupKey.objects.create(pk=2),
    "government_office_has_a_name": lambda cast: put(cast.government, office_name=""),
    "identity_means_one_user": lambda cast: [put(user, identity="330106") for user in (cast.clerk, cast.office)],
    "plan_approval_day_has_a_meeting": lambda cast: put(cast.plan, approved_on=date(2024, 1, 30)),
    "ending_kind_known": lambda cast: end(cast, kind=Value("forgotten")),
    "ending_since_a_period": lambda cast: end(cast, since=14),
    "ending_with_basis": lambda cast: end(cast, basis=""),
    "ending_done_has_words": lambda cast: end(cast, words=""),
    "ending_merged_names_the_other": lambda cast: end(cast, kind="merged"),
    "ending_not_merged_into_itself": lambda cast: end(cast, kind="merged", merged_into=cast.key),
    "comment_says_something": lambda cast: put(add_comment(entry=cast.key_entry, text="好。", by=cast.clerk), text=""),
    "notice_with_subject": lambda cast: noticed(cast, subject=""),
    "reminder_kind_known": lambda cast: told(cast, kind=Value("whim")),
    "told_once": lambda cast: [told(cast), told(cast)],
    "delivery_channel_known": lambda cast: deliver(cast, channel=Value("pigeon")),
    "delivery_state_known": lambda cast: deliver(cast, state=Value("lost")),
    "delivered_once": lambda cast: [deliver(cast), deliver(cast)],
    "delivery_sent_has_time": lambda cast: deliver(cast, state="sent"),
    "changerequest_kind_known": lambda cast: request(cast, kind=Value("holiday")),
    "changerequest_state_known": lambda cast: put(request(cast), **decided(cast, "perhaps")),
    "changerequest_decided_at_and_by": lambda cast: request(cast, **decided(cast, "granted") | {"decided_by": None}),
    "request_with_reason": lambda cast: request(cast, reason=""),
    "one_open_request_of_a_kind": lambda cast: [request(cast), request(cast)],
    "request_ended_has_time": lambda cast: request(cast, state="granted"),
    "request_refused_with_reason": lambda cast: request(cast, **decided(cast, "refused") | {"decision": ""}),
    "planchange_kind_known": lambda cast: changed(cast, kind=Value("whim")),
    "planchange_undone_at_and_by": lambda cast: changed(cast, undone_at=clock.now()),
    "plan_change_since_a_period": lambda cast: changed(cast, since=0),
    "plan_change_with_basis": lambda cast: changed(cast, basis=""),
    "plan_change_with_reason": lambda cast: changed(cast, reason=""),
    "plan_change_adds_once": lambda cast: [changed(cast, kind="add"), changed(cast, kind="add")],
    "reply_says_something": lambda cast: CoordinationReply.objects.create(
        entry=cast.key_entry,
        official=cast.official,
        text="",
        answered_at=clock.now(),
        answered_by=cast.leader,
    ),
    "one_note_a_unit": lambda cast: [note_of(cast), note_of(cast)],
    "cooperationnote_asked_at_and_by": lambda cast: note_of(cast, asked_at=clock.now(), due_on=DAY),
    "cooperationnote_saved_at_and_by": lambda cast: note_of(cast, saved_by=None),
    "cooperationnote_taken_over_at_and_by": lambda cast: note_of(cast, taken_over_at=clock.now()),
    "note_asked_for_a_day": lambda cast: note_of(cast, asked_at=clock.now(), asked_by=cast.clerk),
    "note_ask_is_whole": lambda cast: note_of(cast, measure="口袋公园"),
    "note_unit_has_a_measure": lambda cast: note_of(cast, unit_of_measure="个"),
    "note_asked_or_written": lambda cast: note_of(cast, saved_at=None, saved_by=None, text=""),
    "note_written_says_something": lambda cast: note_of(cast, text=""),
    "note_value_plausible": lambda cast: note_of(cast, value=-(10**12)),
    "exclusion_with_reason_and_basis": lambda cast: exclude(cast, basis=""),
    "one_approved_scorecard_a_year": lambda cast: [score(cast), score(cast)],
    "one_approved_scorecard_a_period": lambda cast: [score(cast, period=cast.period) for _ in range(2)],
    "scorecard_ended_at_and_by": lambda cast: score(cast, ended_at=clock.now(), ended_because="数据有误"),
    "scorecard_ended_with_reason": lambda cast: score(cast, ended_at=clock.now(), ended_by=cast.office),
    "scorecard_approved_by_somebody": lambda cast: score(cast, approved_by_name=""),
    "unitsuccession_kind_known": lambda cast: succeed(cast, kind=Value("vanished")),
    "unit_succeeded_once": lambda cast: [succeed(cast), succeed(cast)],
    "unit_succeeds_another": lambda cast: succeed(cast, successor=cast.lead_unit),
    "official_succeeds_another": lambda cast: put(cast.official, successor=cast.official),
    "publication_revision_once": lambda cast: [publish(cast), publish(cast)],
    "publication_of_plan_revision_once": lambda cast: [publish(cast, period=None, plan=cast.plan) for _ in range(2)],
    "publication_of_period_or_plan": lambda cast: publish(cast, plan=cast.plan),
    "receipt_state_known": lambda cast: sign(cast, state=Value("perhaps"), reason="职能不符"),
    "receipt_decided_at_and_by": lambda cast: sign(cast, decided_by=cast.office),
    "receipt_once_a_unit": lambda cast: [sign(cast), sign(cast)],
    "receipt_names_whom_to_call": lambda cast: sign(cast, telephone=""),
    "receipt_disputed_with_reason": lambda cast: sign(cast, state="disputed"),
    "receipt_kept_with_reason": lambda cast: sign(
        cast, **decided(cast, "kept") | {"reason": "职能不符", "decision": ""}
    ),
    "publication_revision_from_one": lambda cast: publish(cast, revision=0, reason="更正"),
    "publication_revised_with_reason": lambda cast: publish(cast, revision=2),
    "publication_scope_known": lambda cast: publish(cast, scope=Value("rumour")),
    "publication_internal_or_public": lambda cast: publish(cast, scope="house", has_public_version=True),
    "publication_has_title": lambda cast: publish(cast, title=""),
    "publication_was_approved": lambda cast: publish(cast, approved_by_name=""),
    "publishedfile_audience_known": lambda cast: published_file(publish(cast), audience=Value("friends")),
    "published_name_once": lambda cast: [published_file(one) for one in [publish(cast)] * 2],
    "published_file_not_empty": lambda cast: published_file(publish(cast), size=0),
    "internal_item_with_reason": lambda cast: InternalItem.objects.create(
        task=cast.key, reason="", marked_at=clock.now(), marked_by=cast.office
    ),
    "objection_state_known": lambda cast: object_to(cast, **decided(cast, Value("perhaps"))),
    "objection_decided_at_and_by": lambda cast: object_to(cast, **decided(cast, "upheld") | {"decided_by": None}),
    "one_open_objection_an_entry": lambda cast: [object_to(cast), object_to(cast)],
    "objection_with_reason": lambda cast: object_to(cast, reason=""),
    "objection_decided_with_reason": lambda cast: object_to(cast, **decided(cast, "upheld") | {"decision": ""}),
    "objection_changed_has_result": lambda cast: object_to(cast, **decided(cast, "changed")),
    "objection_result_is_new": object_to_its_own_result,
    "unit_name_once": lambda cast: UnitFactory(government=cast.government, name="区教委"),
    "alias_means_one_unit": call_two_units_alike,
    "official_rank_plausible": lambda cast: put(cast.official, rank=0),
    "official_deputy_has_days": lambda cast: put(cast.official, deputy_from=date(2024, 4, 1)),
    "official_deputy_is_another": lambda cast: put(
        cast.official, deputy=cast.official, deputy_from=date(2024, 4, 1), deputy_until=date(2024, 4, 1)
    ),
    "government_viewer_scope_known": lambda cast: put(cast.government, viewer_scope=Value("everything")),
    "signoff_decided_at_and_by": lambda cast: sign_off(cast, approved=True, decided_at=clock.now()),
    "sign_off_of_period_or_plan": lambda cast: sign_off(cast, plan=cast.plan),
    "sign_off_decided_as_a_whole": lambda cast: sign_off(cast, approved=True),
    "sign_off_returned_with_reason": lambda cast: sign_off(
        cast, approved=False, decided_at=clock.now(), decided_by=cast.office_head
    ),
    "official_name_once": lambda cast: OfficialFactory(government=cast.government, name="王明"),
    "user_role_known": lambda cast: put(cast.office, role="boss"),
    "user_of_a_unit_names_it": lambda cast: put(cast.clerk, unit=None),
    "leader_is_an_official": lambda cast: put(cast.leader, official=None),
    "user_has_home": lambda cast: put(cast.office, government=None),
    "one_plan_a_year": lambda cast: PlanFactory(government=cast.government, year=2024),
    "plan_year_plausible": lambda cast: put(cast.plan, year=24),
    "section_name_once": lambda cast: SectionFactory(plan=cast.plan, name=cast.section.name),
    "item_kind_name_once": lambda cast: put(cast.key.item_kind, name="民生实事"),
    "item_kind_with_name": lambda cast: put(cast.key.item_kind, name=""),
    "item_kind_of_a_nature": lambda cast: put(cast.target.item_kind, code="wish-1"),
    "task_not_same_as_itself": lambda cast: put(cast.key, same_as=cast.key),
    "plandocument_level_known": lambda cast: document_of(cast, level=Value("village")),
    "plan_document_has_a_title": lambda cast: document_of(cast, title=""),
    "source_since_a_period": lambda cast: source_of(cast, since=13),
    "source_basis_day_has_a_basis": lambda cast: source_of(cast, basis_on=date(2024, 4, 2)),
    "task_number_from_one": lambda cast: put(cast.key, number=0),
    "one_edition_a_period": lambda cast: EditionFactory(task=cast.key, since=0),
    "edition_since_a_period": lambda cast: put(cast.key.current, since=13),
    "edition_says_something": lambda cast: put(cast.key.current, text=""),
    "edition_due_day_has_a_state": lambda cast: put(cast.key.current, due_on=date(2024, 9, 30)),
    "leader_named_once": lambda cast: lead_twice([cast.official, cast.official], [1, 2]),
    "leader_position_once": lambda cast: lead_twice([cast.official, OfficialFactory()], [1, 1]),
    "responsibility_role_known": lambda cast: put(cast.key.current.responsibilities.first(), role="watch"),
    "responsibility_position_once": lambda cast: name_twice(label=["区教委", "区教育委员会"]),
    "responsibility_named_once": lambda cast: name_twice(position=[1, 2]),
    "period_state_known": lambda cast: put(cast.period, state="ajar"),
    "period_once_a_plan": lambda cast: PeriodFactory(plan=cast.plan, number=1),
    "period_number_in_a_year": lambda cast: put(cast.period, number=13),
    "period_due_after_opening": lambda cast: put(cast.period, due_on=date(2024, 1, 1)),
    "progressentry_state_known": lambda cast: put(cast.key_entry, state="lost"),
    "one_entry_a_task_and_period": lambda cast: EntryFactory(task=cast.key, period=cast.period),
    "progressentry_saved_at_and_by": lambda cast: put(cast.key_entry, saved_at=clock.now()),
    "progressentry_submitted_at_and_by": lambda cast: put(cast.key_entry, submitted_by=cast.clerk),
    "progressentry_reviewed_at_and_by": lambda cast: put(cast.key_entry, reviewed_at=clock.now()),
    "entry_returned_with_reason": lambda cast: put(cast.key_entry, state=EntryState.RETURNED),
    "entry_coordination_is_asked_for": lambda cast: put(cast.key_entry, coordination="请协调用地"),
    "progressentry_expected_on_plausible": lambda cast: put(cast.key_entry, expected_on=date(1924, 12, 31)),
    "entryrevision_expected_on_plausible": lambda cast: revision_of(cast, expected_on=date(2210, 1, 1)),
    "progressentry_self_rating_known": lambda cast: put(cast.key_entry, self_rating=Value("fine")),
    "entryrevision_self_rating_known": lambda cast: revision_of(cast, self_rating=Value("fine")),
    "milestone_source_known": lambda cast: milestone_of(cast, source=Value("hearsay")),
    "milestone_state_known": lambda cast: milestone_of(cast, state=Value("maybe")),
    "milestone_position_once": lambda cast: [milestone_of(cast), milestone_of(cast)],
    "milestone_says_something": lambda cast: milestone_of(cast, text=""),
    "revision_number_once": revise_twice,
    "judgement_outcome_known": lambda cast: judge(cast, outcome=Value("perhaps")),
    "judgement_behind_has_reason": lambda cast: judge(cast, outcome=Outcome.LAGGING),
    "indicator_comparison_known": lambda cast: indicator_of(cast, comparison=Value("?")),
    "indicator_kind_known": lambda cast: indicator_of(cast, kind=Value("feeling")),
    "indicator_state_known": lambda cast: indicator_of(cast, state=Value("maybe")),
    "indicator_course_known": lambda cast: indicator_of(cast, course=Value("zigzag")),
    "indicator_position_once": lambda cast: [indicator_of(cast), indicator_of(cast)],
    "indicator_span_forward": lambda cast: indicator_of(cast, start=9, end=3),
    "reading_state_known": lambda cast: Reading.objects.create(
        entry=cast.livelihood_entry, indicator=indicator_of(cast), state=Value("dreamt")
    ),
    "one_reading_an_entry": read_twice,
    "indicator_upper_value_has_a_level": lambda cast: indicator_of(cast, upper_value=Decimal(70)),
    "reading_rank_has_a_place": lambda cast: reading_of(cast, rank_scope="全市"),
    "reading_rank_within_its_places": lambda cast: reading_of(cast, rank_place=9, rank_of=5),
    "reading_second_value_has_a_basis": lambda cast: reading_of(cast, second_value=Decimal(3)),
    "paragraph_reworded_once": lambda cast: [paragraph(cast), paragraph(cast)],
    "paragraph_of_a_period": lambda cast: paragraph(cast, number=13),
    "one_template_a_layout": lambda cast: [template(cast), template(cast)],
    "template_says_something": lambda cast: template(cast, text=""),
    "finding_set_aside_once": lambda cast: [set_aside(cast), set_aside(cast)],
    "finding_set_aside_with_reason": lambda cast: set_aside(cast, reason=""),
}


def said_of(constraint) -> str:
    """What the database names in its refusal: the constraint, on SQLite the columns of a unique one."""
    if connection.vendor == "sqlite" and isinstance(constraint, UniqueConstraint):
        model = next(model for model in MODELS if constraint in model._meta.constraints)
        columns = [model._meta.get_field(name).column for name in constraint.fields]
        return ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    return constraint.name


def test_every_constraint_has_its_nonsense():
    """Those of days stand in ``test_days.py``."""
    assert set(NONSENSE) == {name for name in CONSTRAINTS if not name.endswith("_days_plausible")}


@pytest.mark.parametrize("name", NONSENSE)
def test_the_database_refuses_nonsense(cast, name):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        NONSENSE[name](cast)
    assert said_of(CONSTRAINTS[name]) in str(refusal.value)


def test_every_act_that_may_be_missing_has_its_person_and_its_time_together():
    """Each nullable ``…_at`` of every model has a ``…_by`` beside it and a constraint that holds them together."""
    missing = [
        f"{model.__name__}.{field.name}"
        for model in MODELS
        for field in model._meta.fields
        if field.name.endswith("_at") and field.null
        if f"{model._meta.model_name}_{field.name}_and_by" not in CONSTRAINTS
    ]
    assert set(missing) == OF_NOBODY_ELSE

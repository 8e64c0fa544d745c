"""撤销导入: what a document brought goes whole, as long as nothing was built on it; else it is said what stands against it."""

from functools import partial

import pytest

from tasks.enums import EventKind, ReminderKind, Role
from tasks.filing.period_actions import create_periods
from tasks.models import (
    Edition,
    Event,
    Government,
    Indicator,
    Milestone,
    Notice,
    Plan,
    PlanDocument,
    ProgressEntry,
    Reminder,
    Responsibility,
    Section,
    SourceDocument,
    Task,
    Unit,
    User,
)
from tasks.permissions import Refused
from tasks.undoing.event_undo_actions import undo_event
from tasks.undoing.undoable_events import list_undoable_events
from tests.acts import save
from tests.cast import UserFactory
from tests.tasks.importing.lists import bring, correct, corrected, livelihood, make_begun_plan, plan
from tests.tasks.importing.test_import_actions import LAGGING, NORMAL, report
from tests.together import refusals_at_one_moment

COUNTED = (Plan, PlanDocument, Task, Edition, Responsibility, Section, Indicator, Milestone, ProgressEntry,
           SourceDocument, Unit)  # fmt: skip


@pytest.fixture
def begun(db, keep_once) -> Plan:
    return keep_once(make_begun_plan).lay_down()


@pytest.fixture
def office(begun) -> User:
    return User.objects.get(username="nanshan")


@pytest.fixture
def first(db) -> User:
    """An office whose government has no plan yet."""
    government = Government.objects.create(name="南山区人民政府")
    return UserFactory(username="nanshan", name="罗刚", role=Role.OFFICE, government=government)


def counts() -> dict[str, int]:
    return {model.__name__: model._base_manager.count() for model in COUNTED}


def latest() -> Event:
    return Event.objects.filter(kind=EventKind.DOCUMENT_IMPORTED).latest("pk")


def undo(by: User) -> None:
    undo_event(event=latest(), by=by)


def refusal(by: User) -> str:
    before = counts()
    with pytest.raises(Refused) as refused:
        undo(by)
    assert counts() == before
    return str(refused.value)


def test_the_first_document_of_a_year_goes_with_everything_it_made(first):
    before = counts()
    bring(plan(), by=first)
    assert Task.objects.count() > 0
    assert list_undoable_events(first, Plan.objects.all()) == [latest().pk]
    undo(first)
    assert counts() == before
    event = Event.objects.latest("pk")
    assert (event.kind, event.before["文件"], event.actor_name) == (EventKind.IMPORT_TAKEN_BACK, "方案.docx", "罗刚")


def test_it_may_be_imported_again(first):
    bring(plan(), by=first)
    made = counts()
    undo(first)
    bring(plan(), by=first)
    assert counts() == made


def test_another_list_goes_and_the_plan_stays_as_it_was(begun, office):
    before, rows = counts(), list(Plan.objects.values())
    tasks = list(Task.objects.order_by("pk").values())
    bring(livelihood(), by=office)
    undo(office)
    assert (counts(), list(Plan.objects.values()), list(Task.objects.order_by("pk").values())) == (before, rows, tasks)


def test_the_units_that_were_told_are_told_again(begun, office):
    bring(livelihood(), by=office)
    undo(office)
    told = Notice.objects.filter(subject__startswith="撤销").order_by("recipient__username")
    assert [(one.recipient.username, one.subject, one.body) for one in told] == [
        ("jiaowei", "撤销填报事项 1 项", "2023年民生实事第1项已随导入的文件撤销，不需填报。"),
        ("zhujian", "撤销填报事项 1 项", "2023年民生实事第2项已随导入的文件撤销，不需填报。"),
    ]


def test_a_unit_that_somebody_uses_stays(begun, office):
    bring(livelihood(), by=office)
    unit = Unit.objects.get(name="区文旅局")
    UserFactory(username="wenlv", role=Role.CLERK, government=begun.government, unit=unit)
    undo(office)
    assert Unit.objects.filter(name="区文旅局").exists()


def test_a_draft_stands_against_it_by_name(begun, office):
    bring(livelihood(), by=office)
    entry = ProgressEntry.objects.get(edition__name="学位扩容", period__number=2)
    save(entry, User.objects.get(username="jiaowei"), "正在选址。")
    told = refusal(office)
    assert told.startswith("这次导入不能撤销，因为区教委区教委已于")
    assert told.endswith("对“民生实事第1项 新建小学两所”办理“存草稿”。")


def test_a_reminder_by_hand_stands_against_it(begun, office):
    bring(livelihood(), by=office)
    Reminder.objects.filter(entry__isnull=False).update(kind=ReminderKind.MANUAL)
    assert refusal(office) == "这次导入不能撤销，因为已有：催办 2 条。"


def test_periods_stand_against_the_first_document(first):
    bring(plan(), by=first)
    create_periods(plan=Plan.objects.get(), by=None)
    assert "填报期" in refusal(first)


def test_a_report_s_judgements_are_final(first):
    bring(plan(), by=first)
    bring(report(LAGGING, NORMAL), by=first)
    assert refusal(first) == ("进展文件带来的研判已经定稿，不能删除，这次导入不能撤销；有差错的，请在“研判”中更正。")
    assert list_undoable_events(first, Plan.objects.all()) == []


def test_a_later_import_stands_against_the_first(first):
    bring(plan(), by=first)
    event = latest()
    bring(report(LAGGING, NORMAL), by=first)
    with pytest.raises(Refused, match="办理“导入文件”，在此之前的“导入文件”不能撤销"):
        undo_event(event=event, by=first)


def test_a_correction_is_not_taken_back_as_a_whole(begun, office):
    correct(corrected(r0c4="区商务委"), by=office)
    assert refusal(office).startswith("这次导入改写了原有的事项，不能整体撤销")
    assert list_undoable_events(office, [begun]) == []


def test_only_who_imported_it_takes_it_back(begun, office):
    bring(livelihood(), by=office)
    other = UserFactory(username="other", role=Role.OFFICE, government=begun.government)
    assert refusal(other).startswith("只能撤销本人刚才办理的事项")


def test_it_is_taken_back_once(begun, office):
    bring(livelihood(), by=office)
    event = latest()
    undo(office)
    with pytest.raises(Refused, match="撤销或恢复，不必再撤销"):
        undo_event(event=event, by=office)


def test_the_first_document_is_taken_back_once(first):
    bring(plan(), by=first)
    event = latest()
    undo(first)
    with pytest.raises(Refused, match="这次导入的内容已不在，可能同事刚刚已撤销。"):
        undo_event(event=event, by=first)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_back_at_one_moment_one_is_told():
    make_begun_plan()
    office = User.objects.get(username="nanshan")
    bring(livelihood(), by=office)
    answers = refusals_at_one_moment(*[partial(undo_event, event=latest(), by=office)] * 2)
    assert sorted("不必再撤销" in answer for answer in answers) == [False, True]
    assert not PlanDocument.objects.exists()

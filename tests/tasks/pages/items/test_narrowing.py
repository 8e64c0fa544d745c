"""What the figures of boards narrow the list by, and how the page says so."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import BadRequest
from django.urls import reverse

from tasks.enums import CoordinationState, DeadlineState, EntryState, Outcome, PeriodState
from tasks.models import CoordinationReply, Edition, Period, ProgressEntry
from tasks.pages.items.filters import build_entry_filter, select_filtered_entries
from tests.acts import deputise, submit
from tests.cast import EntryFactory, PeriodFactory, TaskFactory, judge
from tests.pages import found
from tests.tasks.pages.items.test_filters import GROWTH, PARKING, SCHOOL_PLACES, SCHOOLS, asked, texts

LIST = reverse("task_list")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("outcome=judged", [SCHOOLS, PARKING]),
        ("outcome=behind", [PARKING]),
        ("outcome=going", [SCHOOLS]),
        ("filer={other}", [PARKING]),
        ("filer={cooperating}", []),
    ],
)
def test_several_outcomes_and_the_unit_that_files(cast, query, expected):
    judge(cast.other_entry, Outcome.LAGGING, "进度慢")
    judge(cast.key_entry, Outcome.EXPECTED)
    keys = {"other": cast.other_unit.pk, "cooperating": cast.cooperating_unit.pk}
    assert texts(cast.office, query.format(**keys)) == expected


def test_the_second_lead_unit_does_not_file(cast):
    task = TaskFactory(
        plan=cast.plan, number=9, edition__text="整治农房", edition__lead=[cast.other_unit, cast.lead_unit]
    )
    EntryFactory(task=task, period=cast.period)
    assert "整治农房" not in texts(cast.office, f"filer={cast.lead_unit.pk}")
    assert texts(cast.office, f"filer={cast.other_unit.pk}") == [PARKING, "整治农房"]


@pytest.mark.parametrize(("who", "led", "helped"), [("clerk", 3, 0), ("cooperating_clerk", 0, 3)])
def test_a_unit_leads_or_cooperates(cast, who, led, helped):
    user = getattr(cast, who)
    assert [len(texts(user, f"part={part}")) for part in ("lead", "cooperate")] == [led, helped]


def test_overdue_is_what_the_unit_still_has_after_its_own_day(cast, settings):
    settings.DUBAN_TODAY = date(2024, 4, 8)
    submit(cast.key_entry, cast.clerk)
    ProgressEntry.objects.filter(pk=cast.other_entry.pk).update(due_on=date(2024, 4, 20))
    assert texts(cast.office, "overdue=yes") == [GROWTH, SCHOOL_PLACES]


def test_what_reached_the_office_since_a_day(cast):
    for entry, day, state in (
        (cast.target_entry, 1, EntryState.ACCEPTED),
        (cast.key_entry, 2, EntryState.SUBMITTED),
        (cast.other_entry, 2, EntryState.CONFIRMING),
    ):
        entry.state = state
        entry.submitted_at, entry.submitted_by = datetime(2024, 4, day, 2, tzinfo=UTC), cast.clerk
        entry.save()
    assert texts(cast.office, "since=2024-04-02") == [SCHOOLS]


@pytest.fixture
def overdue(cast):
    """The key task's entry is 逾期未完成; another one is late in filing."""
    signals = {cast.key_entry.pk: "overdue", cast.other_entry.pk: "no_entry"}
    for pk, code in signals.items():
        ProgressEntry.objects.filter(pk=pk).update(signals=[{"code": code, "message": "…", "quote": ""}])


def test_the_office_narrows_to_what_is_past_its_deadline_and_not_done(cast, overdue, sign_in):
    assert texts(cast.office, "unfinished=yes") == [SCHOOLS]
    page = sign_in(cast.office).get(LIST)
    (link,) = [one for one in page.context["page"].tallies if one.group == "unfinished"]
    assert (link.count, link.label, link.query) == (1, "逾期未完成", "?unfinished=yes")
    page = sign_in(cast.office).get(LIST + link.query)
    assert "只列 逾期未完成：是。 全部事项" in found(page, "p.help")


UNITS = ["clerk", "unit_head", "cooperating_clerk"]


@pytest.mark.parametrize("who", UNITS)
def test_units_do_not_read_a_deadline_that_nobody_has_confirmed(cast, overdue, sign_in, who):
    set_due(cast.key, DeadlineState.PROPOSED)
    assert texts(cast.person(who), "unfinished=yes") == []
    assert "逾期未完成" not in sign_in(cast.person(who)).get(LIST).content.decode()


@pytest.mark.parametrize("who", [*UNITS, "leader", "head", "office_head"])
def test_everybody_narrows_to_what_is_past_its_confirmed_deadline_and_not_done(cast, overdue, sign_in, who):
    set_due(cast.key, DeadlineState.CONFIRMED)
    assert texts(cast.person(who), "unfinished=yes") == [SCHOOLS]
    tallies = sign_in(cast.person(who)).get(LIST).context["page"].tallies
    assert [(one.count, one.label) for one in tallies if one.group == "unfinished"] == [(1, "逾期未完成")]


def set_due(task, state: DeadlineState, day: date = date(2024, 3, 31)) -> None:
    Edition.objects.filter(task=task).update(due_on=day, due_state=state)


@pytest.mark.parametrize("query", ["stood=behind", "worse=yes"])
@pytest.mark.parametrize("who", UNITS)
def test_nobody_else_may_ask_what_the_machine_suggests(cast, who, query):
    with pytest.raises(BadRequest, match=query.partition("=")[0]):
        select_filtered_entries(asked(cast.person(who), query))


def test_what_is_due_within_thirty_days_and_not_judged_done(cast):
    for task, day in (
        (cast.target, date(2024, 4, 2)),
        (cast.livelihood, date(2024, 5, 2)),
        (cast.key, date(2024, 5, 3)),
    ):
        set_due(task, DeadlineState.CONFIRMED, day)
    set_due(cast.other_key, DeadlineState.CONFIRMED, date(2024, 4, 1))
    assert texts(cast.office, "soon=yes") == texts(cast.leader, "soon=yes") == [GROWTH, SCHOOL_PLACES]
    judge(cast.target_entry, Outcome.REACHED)
    judge(cast.livelihood_entry, Outcome.ON_TRACK)
    assert texts(cast.office, "soon=yes") == [SCHOOL_PLACES]
    set_due(cast.livelihood, DeadlineState.PROPOSED, date(2024, 5, 2))
    assert (texts(cast.leader, "soon=yes"), texts(cast.clerk, "soon=yes")) == ([SCHOOL_PLACES], [])


def test_how_items_stand_as_judged_or_else_as_suggested_of_what_was_handed_over(cast):
    ProgressEntry.objects.filter(period=cast.period).update(standing="lagging", state="submitted")
    judge(ProgressEntry.objects.get(pk=cast.target_entry.pk), Outcome.LAGGING)
    judge(ProgressEntry.objects.get(pk=cast.livelihood_entry.pk), Outcome.ON_TRACK)
    ProgressEntry.objects.filter(pk=cast.other_entry.pk).update(state="draft")
    narrowed = {stood: texts(cast.head, f"stood={stood}") for stood in ("behind", "warned", "open")}
    assert narrowed == {"behind": [GROWTH, SCHOOLS], "warned": [SCHOOLS], "open": [PARKING]}
    assert texts(cast.head, "outcome=on_course") == [SCHOOL_PLACES]


def test_what_stands_behind_now_and_did_not_before(cast):
    half_year = PeriodFactory(plan=cast.plan, number=2)
    judge(cast.target_entry, Outcome.LAGGING)
    judge(cast.key_entry, Outcome.ON_TRACK)
    for task in (cast.target, cast.key, cast.livelihood):
        EntryFactory(task=task, period=half_year, state="submitted", standing="lagging")
    assert texts(cast.head, "worse=yes&of=2024-H1") == [SCHOOL_PLACES, SCHOOLS]
    assert texts(cast.head, "worse=yes&of=2024-Q1") == []


def test_a_leader_narrows_to_his_own_items_and_those_of_whom_he_deputises(cast):
    assert texts(cast.leader, "mine=yes") == [GROWTH, SCHOOL_PLACES, SCHOOLS]
    deputy = deputise(cast)
    assert texts(deputy, "mine=yes") == [GROWTH, SCHOOL_PLACES, SCHOOLS]
    assert texts(cast.head, "mine=yes") == []


def test_a_turn_and_a_named_period(cast):
    judge(cast.key_entry, Outcome.ON_TRACK)
    half_year = PeriodFactory(plan=cast.plan, number=2)
    judge(EntryFactory(task=cast.key, period=half_year), Outcome.LAGGING, "用地未落实")
    assert texts(cast.office, "turn=newly&of=2024-H1") == [SCHOOLS]
    assert texts(cast.office, "turn=newly&of=2024-Q1") == []


def test_a_request_waits_until_these_words_are_answered(cast):
    entry = submit(cast.key_entry, cast.clerk, needs_coordination=True, coordination="请协调用地。")
    assert texts(cast.office, "coordination=waiting") == [SCHOOLS]
    reply = CoordinationReply.objects.create(
        entry=entry,
        official=cast.official,
        asked="请协调用地。",
        text="已协调。",
        answered_at=datetime(2024, 4, 2, tzinfo=UTC),
        answered_by=cast.leader,
    )
    assert texts(cast.office, "coordination=answered") == [SCHOOLS]
    reply.asked = "请协调资金。"
    reply.save()
    assert texts(cast.office, f"coordination={CoordinationState.WAITING}") == [SCHOOLS]


def test_a_draft_asks_for_nothing_yet(cast):
    cast.key_entry.needs_coordination = True
    cast.key_entry.save()
    assert texts(cast.office, "coordination=waiting") == []


@pytest.mark.parametrize("query", ["of=2024-FY", "of=一季度", "of=2023-Q1"])
def test_a_period_that_has_not_begun_is_refused(cast, query):
    with pytest.raises(BadRequest, match="没有这个填报期"):
        select_filtered_entries(asked(cast.office, query))


def test_the_page_says_what_it_is_narrowed_by_and_keeps_it(cast, sign_in):
    query = f"?filer={cast.lead_unit.pk}&overdue=yes&of=2024-Q1"
    page = sign_in(cast.office).get(LIST + query)
    assert "只列 报送单位：区教委，逾期未报：是。 全部事项" in found(page, "p.help")
    assert [field.value() for field in page.context["page"].filter.form.hidden_fields() if field.value()] == [
        str(cast.lead_unit.pk),
        "yes",
        "2024-Q1",
    ]


def test_an_address_that_names_a_period_leaves_the_chosen_one_alone(cast, sign_in):
    Period.objects.filter(pk=cast.period.pk).update(state=PeriodState.ISSUED)
    PeriodFactory(plan=cast.plan, number=2)
    client = sign_in(cast.office)
    heads = [found(client.get(LIST + query), "h1") for query in ("?of=2024-Q1", "")]
    assert heads == [["2024年一季度事项"], ["2024年上半年事项"]]


def test_choosing_a_period_ends_what_the_address_named(cast, sign_in):
    half_year = PeriodFactory(plan=cast.plan, number=2)
    answer = sign_in(cast.office).post(
        reverse("switch_period"), {"period": half_year.pk, "next": f"{LIST}?of=2024-Q1&kind=key"}
    )
    assert answer.url == f"{LIST}?kind=key"


def test_nothing_is_told_without_such_a_filter(cast):
    assert build_entry_filter(asked(cast.office, "kind=key&of=2024-Q1")).told == []

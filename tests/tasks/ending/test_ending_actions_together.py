"""Two people at one moment: an ending meets another one, a filing, an opening, a judgement."""

from datetime import date

import pytest

from tasks.ending.ending_actions import end_item
from tasks.enums import EndingKind, EntryState, EventKind, Outcome
from tasks.filing.entry_actions import submit
from tasks.filing.period_actions import create_periods, open_period
from tasks.judging.judgement_actions import judge
from tasks.models import Ending, Event, Period, ProgressEntry
from tests.acts import content
from tests.cast import make_cast
from tests.tasks.ending.years import end, entry_of, resume, wish
from tests.together import refusals_at_one_moment

pytestmark = pytest.mark.django_db(transaction=True)
NOW = {"on": date(2024, 4, 1)}


def kinds() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_of_two_officers_one_ends_the_item_and_the_other_is_told():
    cast = make_cast()
    said = refusals_at_one_moment(
        lambda: end(cast, EndingKind.DONE, **NOW),
        lambda: end(cast, EndingKind.CANCELLED, by=cast.second_office, **NOW),
    )
    kind = Ending.objects.get().kind
    by = {EndingKind.DONE: "陈红", EndingKind.CANCELLED: "何伟"}[kind]
    told = f"重点工作任务第1项已由{by}列为“{kind.label}”，没有再办理；要更改的，请先恢复办理。"
    assert said == (["", told] if kind == EndingKind.DONE else [told, ""])
    assert kinds() == [EventKind.TASK_ENDED]


def test_a_unit_that_files_while_the_item_is_closed_is_either_kept_or_told():
    cast = make_cast()
    said = refusals_at_one_moment(
        lambda: end(cast, EndingKind.DONE, **NOW),
        lambda: submit(entry=cast.key_entry, **content("全部建成。"), by=cast.clerk),
    )
    entry, made = entry_of(cast.key, 1), Ending.objects.get()
    if entry.is_automatic:
        assert (said, made.since) == (["", "该事项已经完成，本期不再填报。"], 1)
    else:
        assert (said, made.since, entry.state, entry.text) == (["", ""], 2, EntryState.SUBMITTED, "全部建成。")


def test_a_unit_that_files_while_the_item_is_stopped_is_either_kept_or_told():
    cast = make_cast()
    said = refusals_at_one_moment(
        lambda: end(cast, EndingKind.SUSPENDED, **NOW),
        lambda: submit(entry=cast.key_entry, **content("已开工。"), by=cast.clerk),
    )
    entry, made = entry_of(cast.key, 1), Ending.objects.get()
    if entry is None:
        assert (said, made.since) == (["", "该事项已停办，本期不再填报。"], 1)
    else:
        assert (said, made.since, entry.text) == (["", ""], 2, "已开工。")


def test_a_period_that_opens_while_an_item_is_closed_does_not_ask_for_it():
    cast = make_cast()
    create_periods(plan=cast.plan, by=cast.office)
    second = Period.objects.get(plan=cast.plan, number=2)
    assert refusals_at_one_moment(
        lambda: open_period(period=second, by=cast.office),
        lambda: end_item(task=cast.key, wish=wish(**NOW), by=cast.second_office),
    ) == ["", ""]
    assert entry_of(cast.key, 2).is_automatic
    assert ProgressEntry.objects.filter(period=second, state=EntryState.BLANK).count() == 3


def test_a_judgement_and_an_ending_of_one_item_end_it_once():
    cast = make_cast()
    given = {"entry": cast.key_entry, "outcome": Outcome.REACHED, "reason": "已核对。", "seen": None}
    said = refusals_at_one_moment(
        lambda: judge(**given, completed_on=date(2024, 4, 1), by=cast.office),
        lambda: end(cast, EndingKind.DONE, by=cast.second_office, **NOW),
    )
    assert Ending.objects.count() == 1
    assert entry_of(cast.key, 1).judgement.outcome == Outcome.REACHED
    assert sum(map(bool, said)) == 1


def test_of_two_officers_one_takes_the_ending_back():
    cast = make_cast()
    end(cast, EndingKind.DONE, **NOW)
    said = refusals_at_one_moment(lambda: resume(cast), lambda: resume(cast, by=cast.second_office))
    assert sorted(said) == ["", "该事项没有办结或停办，可能同事刚刚已恢复办理。"]
    assert entry_of(cast.key, 1).state == EntryState.BLANK

"""Random histories of one item over the four periods of a year, for tests that demand one answer of everybody."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tasks.enums import UNFILED, EntryState, Outcome, PeriodState, Standing
from tasks.models import Judgement, Period, ProgressEntry, User
from tests.cast import Cast, EntryFactory, PeriodFactory
from tests.frozen import remove

#: the day on which the histories are looked at; a Monday, so that a deadline at the weekend has not passed yet
TODAY = date(2024, 7, 8)
LAST_FRIDAY = date(2024, 7, 5)
TEXTS = (
    "",
    "已完成。",
    "东湖公园一期工程已经开工，完成投资三千万元，二期正在办理前期手续。",
    "东湖公园一期工程已经开工,完成投资三千万元,二期正在办理前期手续",
    "西湖小学主体结构封顶，室内装修完成六成，预计九月投入使用。",
)


@dataclass(frozen=True)
class Filed:
    """What one period knows of the item.

    Attributes:
        days: how many days before ``TODAY`` the period is due; negative for later.
        later: how many days later the entry's own day is; None for none.
    """

    period: PeriodState
    is_listed: bool
    state: EntryState
    standing: Standing
    outcome: Outcome | None
    text: str
    days: int
    later: int | None

    @property
    def is_there(self) -> bool:
        return self.is_listed and self.period != PeriodState.PLANNED

    @property
    def is_filed(self) -> bool:
        return self.is_there and self.state not in UNFILED

    @property
    def is_judged_behind(self) -> bool:
        return self.is_there and self.outcome in (Outcome.LAGGING, Outcome.NOT_REACHED)

    @property
    def stood_behind(self) -> bool:
        if self.outcome:
            return self.is_judged_behind
        return self.is_filed and self.standing == Standing.LAGGING


FILED = st.builds(
    Filed,
    period=st.sampled_from([PeriodState.OPEN, PeriodState.OPEN, PeriodState.CLOSED, PeriodState.PLANNED]),
    is_listed=st.sampled_from([True, True, True, False]),
    state=st.sampled_from(EntryState),
    standing=st.sampled_from([Standing.LAGGING, Standing.LAGGING, Standing.WATCH, Standing.NORMAL]),
    outcome=st.sampled_from([None, None, Outcome.LAGGING, Outcome.NOT_REACHED, Outcome.ON_TRACK]),
    text=st.sampled_from(TEXTS),
    days=st.integers(-3, 3),
    later=st.sampled_from([None, None, 1, 4]),
)
HISTORIES = st.tuples(FILED, FILED, FILED, FILED)

BEHIND = Filed(PeriodState.OPEN, True, EntryState.ACCEPTED, Standing.LAGGING, Outcome.LAGGING, TEXTS[2], 1, None)
#: what may stand between two periods in which the item was judged behind, where opinions differ
BETWEEN = {
    "unfiled": replace(BEHIND, state=EntryState.BLANK, standing=Standing.LAGGING, outcome=None),
    "unfiled and judged": replace(BEHIND, state=EntryState.DRAFT, text=TEXTS[4]),
    "suggested": replace(BEHIND, outcome=None),
    "unlisted": replace(BEHIND, is_listed=False),
    "only planned": replace(BEHIND, period=PeriodState.PLANNED),
}


def over_histories(test):
    """A test of ``history``: over random ones, and over each that opinions could differ on.

    An example writes all rows anew, so the test's own transaction may be used again.
    """
    test = given(history=HISTORIES)(test)
    for between in BETWEEN.values():
        test = example(history=(BEHIND, between, BEHIND, BEHIND))(test)
    return settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])(test)


def live(cast: Cast, history: tuple[Filed, ...]) -> list[ProgressEntry | None]:
    """Writes a history of the key task, and nothing else, over the year; its entries in order, None where unlisted."""
    entries = ProgressEntry.objects.filter(period__plan=cast.plan)
    entries.update(judgement=None)
    remove(Judgement.objects.filter(entry__in=entries))
    entries.delete()
    return [_entry(cast, number, filed) for number, filed in enumerate(history, start=1)]


def _entry(cast: Cast, number: int, filed: Filed) -> ProgressEntry | None:
    due = TODAY - timedelta(filed.days)
    dates = {"opens_on": due - timedelta(10), "due_on": due, "state": filed.period}
    period = Period.objects.filter(plan=cast.plan, number=number).first()
    period = period or PeriodFactory(plan=cast.plan, number=number)
    Period.objects.filter(pk=period.pk).update(**dates)
    if not filed.is_there:
        return None
    entry = EntryFactory(
        task=cast.key,
        period=period,
        state=filed.state,
        standing=filed.standing,
        text=filed.text,
        due_on=due + timedelta(filed.later) if filed.later else None,
        return_reason="请补充。" if filed.state == EntryState.RETURNED else "",
    )
    if filed.outcome:
        judge(entry, filed.outcome, cast.office)
    whole = ProgressEntry.objects.select_related("period__plan__government", "task", "edition", "judgement")
    return whole.get(pk=entry.pk)


def judge(entry: ProgressEntry, outcome: Outcome, by: User) -> None:
    entry.judgement = Judgement.objects.create(
        entry=entry,
        outcome=outcome,
        reason="进度慢。",
        judged_at=datetime(2024, 7, 7, 7, tzinfo=UTC),
        judged_by=by,
    )
    entry.save()


def streak_in(history: tuple[Filed, ...], number: int, name: str) -> int:
    """In how many periods running, up to the one of that number, ``name`` held of the item."""
    count = 0
    for filed in reversed(history[:number]):
        if filed.period == PeriodState.PLANNED:
            continue
        if not (filed.is_there and getattr(filed, name)):
            break
        count += 1
    return count

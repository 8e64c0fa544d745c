"""Creates a city's rows: 10 governments × 4 years × 150 items, filed and judged in every past period."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import chain
from types import MappingProxyType

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tasks.enums import EntryState, Outcome, PeriodState, ResponsibilityRole, Role, Standing, TaskKind
from tasks.models import (
    Edition,
    Government,
    Judgement,
    Leadership,
    Official,
    Period,
    Plan,
    ProgressEntry,
    Responsibility,
    Task,
    Unit,
    User,
)
from tasks.models.item_kind import build_kind_code
from tasks.periods import Quarter

GOVERNMENTS, YEARS = 10, (2021, 2022, 2023, 2024)
ITEMS = {TaskKind.TARGET: 10, TaskKind.LIVELIHOOD: 20, TaskKind.KEY: 120}
UNITS, OFFICIALS, COOPERATING = 100, 10, 2
#: the open period: the second one of the last year
NOW = (2024, 2)
FILED_AT = datetime(2024, 7, 3, 2, tzinfo=UTC)
STATES = (EntryState.ACCEPTED, EntryState.SUBMITTED, EntryState.RETURNED, EntryState.DRAFT, EntryState.BLANK)
TEXT = "①截至本期末，新建公共停车位{n}个，完成全年目标的一半；②山城步道完工3公里，其余路段正在施工。" * 3


@transaction.atomic
def gather() -> Government:
    """Creates all rows, and returns the first government, whose users are measured."""
    first, *_ = [fill(Government.objects.create(name=f"第{n}区人民政府")) for n in range(1, GOVERNMENTS + 1)]
    return first


def fill(government: Government) -> Government:
    units = Unit.objects.bulk_create(Unit(government=government, name=f"区第{n}局") for n in range(1, UNITS + 1))
    officials = Official.objects.bulk_create(
        Official(government=government, name=f"区长{n}") for n in range(1, OFFICIALS + 1)
    )
    create_people(government, units, officials)
    for year in YEARS:
        create_plan(government, year, units, officials)
    return government


def create_people(government: Government, units: list[Unit], officials: list[Official]) -> None:
    """Creates the office, a clerk for every unit and an account for every leader, without passwords."""
    common = {"government": government, "password": make_password(None), "must_change_password": False}
    name = f"c{government.pk}"
    User.objects.bulk_create(
        [
            User(username=f"{name}-office", name="督查办", role=Role.OFFICE, **common),
            *(
                User(username=f"{name}-u{unit.pk}", name="填报员", role=Role.CLERK, unit=unit, **common)
                for unit in units
            ),
            *(
                User(username=f"{name}-l{each.pk}", name=each.name, role=Role.LEADER, official=each, **common)
                for each in officials
            ),
        ]
    )


def create_plan(
    government: Government,
    year: int,
    units: list[Unit],
    officials: list[Official],
    items: Mapping[TaskKind, int] = MappingProxyType(ITEMS),
) -> None:
    """Creates a plan with its periods; the units lead its items in turn.

    Args:
        items: how many of each kind.
    """
    plan = Plan.objects.create(government=government, year=year)
    tasks = Task.objects.bulk_create(
        Task(plan=plan, item_kind_id=build_kind_code(kind, plan.government_id), number=n)
        for kind, count in items.items()
        for n in range(1, count + 1)
    )
    editions = Edition.objects.bulk_create(
        Edition(task=task, text=f"新建{task.number * 10}个公共停车位，建成{task.number}公里山城步道") for task in tasks
    )
    for task, edition in zip(tasks, editions, strict=True):
        task.current = edition
    Task.objects.bulk_update(tasks, ["current"], batch_size=200)
    Responsibility.objects.bulk_create(
        chain(*(iterate_duties(n, edition, units) for n, edition in enumerate(editions)))
    )
    Leadership.objects.bulk_create(
        Leadership(edition=edition, official=officials[n % len(officials)], position=1)
        for n, edition in enumerate(editions)
    )
    for number in range(1, 5):
        create_period(plan, number, tasks)


def iterate_duties(n: int, edition: Edition, units: list[Unit]) -> Iterator[Responsibility]:
    """Yields the responsibilities: one unit leads, others cooperate."""
    for place in range(COOPERATING + 1):
        unit = units[(n + place * 7) % len(units)]
        role = ResponsibilityRole.COOPERATE if place else ResponsibilityRole.LEAD
        yield Responsibility(edition=edition, unit=unit, role=role, position=max(place, 1), label=unit.name, before="")


def create_period(plan: Plan, number: int, tasks: list[Task]) -> None:
    quarter, at = Quarter(plan.year, number), (plan.year, number)
    state = PeriodState.PLANNED if at > NOW else PeriodState.OPEN if at == NOW else PeriodState.ISSUED
    period = Period.objects.create(
        plan=plan,
        number=number,
        opens_on=quarter.compute_default_opening(),
        due_on=quarter.compute_default_due(),
        state=state,
    )
    if state != PeriodState.PLANNED:
        entries = ProgressEntry.objects.bulk_create(build_entry(period, task, n) for n, task in enumerate(tasks))
        if state == PeriodState.ISSUED:
            judge_entries(entries)


def build_entry(period: Period, task: Task, n: int) -> ProgressEntry:
    state = STATES[n % len(STATES)] if period.is_open else EntryState.ACCEPTED
    return ProgressEntry(
        period=period,
        task=task,
        edition=task.edition,
        number=task.number,
        state=state,
        text=TEXT.format(n=n) if state != EntryState.BLANK else "",
        return_reason="请写明数量。" if state == EntryState.RETURNED else "",
        standing=(Standing.NORMAL, Standing.WATCH, Standing.LAGGING)[n % 3],
        assessed_on=date(2024, 7, 8),
    )


def judge_entries(entries: list[ProgressEntry]) -> None:
    outcomes = (Outcome.ON_TRACK, Outcome.ON_TRACK, Outcome.LAGGING)
    made = Judgement.objects.bulk_create(
        Judgement(entry=entry, outcome=outcomes[n % 3], reason="进展未达序时。", judged_at=FILED_AT)
        for n, entry in enumerate(entries)
    )
    for entry, judgement in zip(entries, made, strict=True):
        entry.judgement = judgement
    ProgressEntry.objects.bulk_update(entries, ["judgement"], batch_size=200)

"""A quarter of fifty-four units, day by day: each person gets each notice exactly once.

The command runs three times a day, each time twice at one moment, from the opening until two weeks after the deadline;
meanwhile units file, take back, are returned, get a later day or do nothing. What each is to be told stands in
``WAYS``, written down by hand from the public calendar of autumn 2024: filing opens on Wednesday 18 September and is
due on Saturday 5 October; 1 to 7 October are holidays, so 8 October is in time, Sunday 29 September and Saturday 12 October are worked.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import StringIO
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection

from tasks import clock
from tasks.enums import DeadlineState, DeliveryState, Outcome, PeriodState, RequestKind, Role
from tasks.filing import entry_actions
from tasks.filing.period_actions import open_period
from tasks.judging.objection_actions import file_objection
from tasks.models import Delivery, Edition, Government, Official, Period, ProgressEntry, Reminder, Task, Unit, User
from tasks.reminding.manual_actions import remind
from tasks.reminding.rules import AUTOMATIC
from tasks.requesting import request_actions
from tests import acts
from tests.cast import (
    EntryFactory,
    GovernmentFactory,
    OfficialFactory,
    PeriodFactory,
    PlanFactory,
    TaskFactory,
    UnitFactory,
    UserFactory,
    judge,
)
from tests.loopback import robot

#: each way twice, with one, two or three items; four towns of a group, and six units behind others
UNITS = 54
HERE = ZoneInfo("Asia/Shanghai")
FIRST_DAY, DEADLINE, LATER, LAST_DAY = (
    date(2024, 9, 18),
    date(2024, 10, 5),
    date(2024, 10, 14),
    date(2024, 10, 19),
)
#: of items that have one; ten working days before it is 20 September
OWN_DAY = date(2024, 10, 10)
#: after each hour at which units act
RUNS = (9, 13, 17)

#: month and day, who, which occasion; the occasion as its key ends
Telling = tuple[int, str, str]
STEPS = [(918, "clerk", "opened"), (920, "clerk", "7"), (926, "clerk", "3"), (929, "clerk", "1")]
OVERDUE = [(1009, "clerk", "overdue"), (1009, "head", "overdue")]
UNFILED = [*STEPS, (930, "clerk", "due"), *OVERDUE]


@dataclass
class Place:
    """A unit with its people and its items of the quarter."""

    unit: Unit
    clerk: User | None
    head: User | None
    leader: User
    office: User
    entries: list[ProgressEntry] = field(default_factory=list)

    def submit(self):
        for entry in self.entries:
            acts.submit(entry, self.clerk)

    def withdraw(self):
        for entry in self.entries:
            entry_actions.withdraw(entry=entry, by=self.clerk)

    def confirm(self):
        for entry in self.entries:
            entry_actions.confirm(entry=entry, revision=acts.newest(entry), by=self.head)

    def give_back(self):
        for entry in self.entries:
            acts.give_back(entry, self.office)

    def lag(self):
        for entry in self.entries:
            acts.judge(entry, self.office, Outcome.LAGGING, "进度慢。")

    def object(self):
        for entry in self.entries:
            entry.refresh_from_db()
            file_objection(entry=entry, reason="已开工。", seen=entry.judgement_id, by=self.clerk)

    def ask_for_later(self):
        self.requests = [
            request_actions.file_request(
                entry=entry,
                kind=RequestKind.EXTEND_FILING,
                wanted={"due_on": f"{LATER}"},
                reason="数据尚未审定。",
                by=self.clerk,
            )
            for entry in self.entries
        ]

    def be_granted(self):
        for request in self.requests:
            request_actions.decide_request(request=request, granted=True, decision="", basis="", by=self.office)

    def hire(self):
        self.second = clerk_of(self.unit)

    def be_chased(self):
        """By hand."""
        remind(period=self.entries[0].period, entries=self.entries, line="", to=[Role.CLERK], by=self.office)


@dataclass(frozen=True)
class Way:
    """How a unit behaves, and what it is told.

    Attributes:
        does: month, day and hour → what.
    """

    told: list[Telling]
    does: dict[tuple[int, int], Callable[[Place], None]] = field(default_factory=dict)
    confirms: bool = False
    without_clerk: bool = False
    without_head: bool = False
    lagged: bool = False
    dated: bool = False


WAYS = {
    "does nothing": Way(UNFILED),
    "does nothing and has no head": Way([one for one in UNFILED if one[1] == "clerk"], without_head=True),
    "has only a head": Way(
        [(day, "head", occasion) for day, who, occasion in UNFILED if who == "clerk"], without_clerk=True
    ),
    "files before anybody is told": Way([], {(918, 8): Place.submit}),
    "files once it is told": Way(STEPS[:1], {(918, 12): Place.submit}),
    "files on the morning of a reminder": Way(STEPS[:2], {(926, 8): Place.submit}),
    "files after a reminder": Way(STEPS[:3], {(926, 12): Place.submit}),
    "files on the last day": Way([*STEPS, (930, "clerk", "due")], {(930, 16): Place.submit}),
    "files late": Way(UNFILED, {(1009, 12): Place.submit}),
    "leaves it with its head": Way(
        [*STEPS[:2], (924, "head", "7"), (926, "head", "3"), (929, "head", "1")],
        {(924, 12): Place.submit, (929, 16): Place.confirm},
        confirms=True,
    ),
    "takes it back": Way(
        [STEPS[0], (927, "clerk", "3"), *UNFILED[3:]], {(919, 12): Place.submit, (927, 12): Place.withdraw}
    ),
    "is returned and does nothing": Way(
        [STEPS[0], (926, "clerk", "returned/2024-09-25"), *UNFILED[3:]],
        {(919, 12): Place.submit, (925, 16): Place.give_back},
    ),
    "is returned after the deadline": Way(
        [*STEPS[:3], (1011, "clerk", "returned/2024-10-10")],
        {(927, 12): Place.submit, (1010, 12): Place.give_back, (1011, 12): Place.submit},
    ),
    "is returned twice": Way(
        [*STEPS[:3], (1010, "clerk", "returned/2024-10-09"), (1012, "clerk", "returned/2024-10-11")],
        {
            (927, 12): Place.submit,
            (1009, 12): Place.give_back,
            (1010, 12): Place.submit,
            (1011, 12): Place.give_back,
        },
    ),
    "gets a later day": Way(
        [
            *STEPS,
            (1010, "clerk", "later 3"),
            (1012, "clerk", "later 1"),
            (1014, "clerk", "later due"),
            (1015, "clerk", "later overdue"),
            (1015, "head", "later overdue"),
        ],
        {(929, 16): Place.ask_for_later, (930, 8): Place.be_granted},
    ),
    "gets a second clerk": Way(
        [*UNFILED, *((day, "second", occasion) for day, _, occasion in [(927, "", "3"), *UNFILED[3:6]])],
        {(927, 12): Place.hire},
    ),
    "is chased by hand": Way([one for one in UNFILED if one[0] != 926], {(926, 8): Place.be_chased}),
    "lags twice": Way(
        [(1009, "head", "lagging_twice"), (1015, "leader", "escalated")],
        {(918, 8): Place.submit, (1009, 16): Place.lag},
        lagged=True,
    ),
    "has an item with a day of its own": Way(
        [(920, "clerk", "item_due"), (1011, "clerk", "item_overdue"), (1011, "head", "item_overdue")],
        {(918, 8): Place.submit},
        dated=True,
    ),
    "has a day of its own and files nothing": Way(
        [*UNFILED, (920, "clerk", "item_due"), (1011, "clerk", "item_overdue"), (1011, "head", "item_overdue")],
        dated=True,
    ),
    "lags twice and objects": Way(
        [(1009, "head", "lagging_twice")],
        {(918, 8): Place.submit, (1009, 16): Place.lag, (1010, 12): Place.object},
        lagged=True,
    ),
    "lags twice and has no head": Way(
        [(1015, "leader", "escalated")],
        {(918, 8): Place.submit, (1009, 16): Place.lag},
        without_head=True,
        lagged=True,
    ),
}
NOTHING = Way([])


def clerk_of(unit: Unit, role: Role = Role.CLERK) -> User:
    return UserFactory(role=role, government=unit.government, unit=unit)


def key_of(occasion: str, of: ProgressEntry) -> str:
    """The key that an occasion of ``WAYS`` has for an entry, or for its item."""
    entry = of.pk
    if occasion.startswith("item"):
        return f"{occasion}/task:{of.task_id}/{OWN_DAY}"
    if occasion in ("opened", "lagging_twice", "escalated"):
        return f"{occasion}/entry:{entry}"
    if occasion.startswith("returned"):
        return f"returned/entry:{entry}/{occasion.partition('/')[2]}"
    deadline = LATER if occasion.startswith("later") else DEADLINE
    last = occasion.split()[-1]
    if last.isdigit():
        return f"coming_due/entry:{entry}/{deadline}/{last}"
    return f"due/entry:{entry}/{deadline}" if last == "due" else f"overdue/entry:{entry}/{deadline}/1"


class Quarter:
    """The government, its units, and what each of them is going to do."""

    def __init__(self):
        self.government: Government = GovernmentFactory(name="示范区人民政府")
        self.office = UserFactory(government=self.government)
        self.official: Official = OfficialFactory(government=self.government)
        self.leader = UserFactory(role=Role.LEADER, government=self.government, official=self.official)
        self.plan = PlanFactory(government=self.government)
        self.half = PeriodFactory(
            plan=self.plan,
            number=2,
            opens_on=date(2024, 6, 20),
            due_on=date(2024, 7, 5),
            state=PeriodState.CLOSED,
        )
        self.period: Period = PeriodFactory(
            plan=self.plan, number=3, opens_on=FIRST_DAY, due_on=DEADLINE, state=PeriodState.PLANNED
        )
        self.number = 0
        ways = list(WAYS.values())
        # four towns of a group and six units that only cooperate or lead further back; the others in turn
        self.settled = [
            self.settle(ways[place % len(ways)], place) for place in range(UNITS - 10)
        ] + self.settle_group()
        self.settle_those_behind()

    def settle(self, way: Way, place: int) -> tuple[Way, Place, list[Task]]:
        unit = UnitFactory(government=self.government, needs_confirmation=way.confirms)
        clerk = None if way.without_clerk else clerk_of(unit)
        head = None if way.without_head else clerk_of(unit, Role.UNIT_HEAD)
        if clerk and place % 10 == 0:
            clerk.email = f"{clerk.username}@example.cn"
            clerk.save()
        tasks = [self.task([unit]) for _ in range(1 + place % 3)]
        if way.dated:
            own = {"due_on": OWN_DAY, "due_state": DeadlineState.CONFIRMED}
            Edition.objects.filter(task__in=tasks).update(**own)
        if way.lagged:
            for task in tasks:
                judge(EntryFactory(task=task, period=self.half), Outcome.LAGGING)
        return way, Place(unit, clerk, head, self.leader, self.office), tasks

    def settle_group(self) -> list[tuple[Way, Place, list[Task]]]:
        towns = [UnitFactory(government=self.government) for _ in range(4)]
        group = UnitFactory(government=self.government, name="各镇街", is_group=True)
        group.members.set(towns)
        task = self.task([group])
        return [(WAYS["does nothing"], self.people_of(town), [task]) for town in towns]

    def settle_those_behind(self) -> None:
        """Who leads only behind another unit, or cooperates, is told nothing: nobody expects them below."""
        for place in range(6):
            unit = UnitFactory(government=self.government)
            self.people_of(unit)
            task = self.settled[place][2][0]
            role = "lead" if place % 2 else "cooperate"
            task.current.responsibilities.create(unit=unit, role=role, position=2, label=unit.name)

    def people_of(self, unit: Unit) -> Place:
        return Place(unit, clerk_of(unit), clerk_of(unit, Role.UNIT_HEAD), self.leader, self.office)

    def task(self, lead: list[Unit]) -> Task:
        self.number += 1
        return TaskFactory(plan=self.plan, number=self.number, edition__lead=lead, edition__leaders=[self.official])

    def open(self) -> None:
        open_period(period=self.period, by=None)
        entries = {entry.task_id: entry for entry in self.period.entries.select_related("period")}
        for _, place, tasks in self.settled:
            place.entries = [entries[task.pk] for task in tasks]

    def act(self, moment: datetime) -> None:
        """What the units do at that hour."""
        for way, place, _ in self.settled:
            act = way.does.get((moment.month * 100 + moment.day, moment.hour))
            if act:
                act(place)

    def expected(self) -> dict[tuple[int, str], date]:
        """Person and key → the day, worked out from ``WAYS``."""
        return {
            (getattr(place, who).pk, key_of(occasion, entry)): date(2024, *divmod(day, 100))
            for way, place, _ in self.settled
            for day, who, occasion in way.told
            for entry in place.entries
        }


def live_through(quarter: Quarter) -> None:
    """Every hour of every day: the units act, or the command runs twice at one moment."""
    together = Barrier(2)

    def run(moment: datetime) -> None:
        together.wait(timeout=60)
        with clock.pin_clock(moment):
            call_command("send_reminders", stdout=StringIO())

    def leave(_) -> None:
        together.wait(timeout=60)
        connection.close()

    hours = [
        datetime(2024, 9, 18, hour, tzinfo=HERE) + timedelta(days=day)
        for day in range((LAST_DAY - FIRST_DAY).days + 1)
        for hour in range(7, 18)
    ]
    with ThreadPoolExecutor(2) as pool:
        for moment in hours:
            if moment.hour in RUNS:
                list(pool.map(run, [moment, moment]))
            else:
                with clock.pin_clock(moment):
                    quarter.act(moment)
        list(pool.map(leave, range(2)))


@pytest.mark.django_db(transaction=True)
def test_each_person_gets_each_notice_exactly_once(settings):
    quarter = Quarter()
    with clock.pin_clock(datetime(2024, 9, 18, 7, tzinfo=HERE)):
        quarter.open()
    with robot() as told:
        settings.DUBAN_CHANNELS = settings.DUBAN_CHANNELS | {"email": "127.0.0.1", "json": told.address}
        live_through(quarter)

    rows = Reminder.objects.filter(kind__in=AUTOMATIC).select_related("notice")
    found = [((row.recipient_id, row.key), clock.convert_to_local(row.made_at).date()) for row in rows]
    assert len(found) == len(dict(found))
    expected = quarter.expected()
    # missing, and told although it should not be
    assert (expected.items() - found, set(found) - expected.items()) == (set(), set())

    # a digest: whatever a person is told on a day stands in one message
    a_day = Counter((row.recipient_id, clock.convert_to_local(row.made_at).date(), row.notice_id) for row in rows)
    assert len(a_day) == len({(person, day) for person, day, _ in a_day})

    # what left the house left it once
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.SENT}
    assert len(told.posts) == Delivery.objects.filter(channel="json").count() > 0
    assert len(mail.outbox) == Delivery.objects.filter(channel="email").count() > 0

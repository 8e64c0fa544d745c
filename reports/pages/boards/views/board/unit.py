"""首页 of a unit: what is due, returned, filed and judged, how 上期 was judged, and where the unit cooperates."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from reports.figures import count_judged_words, list_entries_led_by
from reports.pages.boards.next_step import NextStep, choose_next_step
from reports.pages.boards.other_period import OtherPeriod, find_other_period
from reports.pages.boards.views.board.links import Figure, Links
from reports.pages.boards.views.board.pictures import BoardPictures
from tasks import clock
from tasks.enums import ResponsibilityRole
from tasks.filing.cooperation import map_entry_to_owed_note
from tasks.filing.coordination import CoordinationRequest, find_coordination_request, prefetch_replies
from tasks.filing.entries import OwnWork, group_own_entries, list_period_entries
from tasks.models import CooperationNote, Period, ProgressEntry, User
from tasks.pages.frame.context import AuthenticatedRequest, find_period_before
from tasks.pages.frame.strips import WorkRow, pair_entries_with_marks
from tasks.plans.due_items import is_unfinished
from tasks.receiving.receipts import list_owing_units
from tasks.terms import terms

#: so many rows of a group stand on the board; the others are reached through their number
SHOWN = 8


@dataclass(frozen=True)
class DueDay:
    """A deadline that stands before the unit, or has passed.

    Attributes:
        days: working days from today to it; after its last day those since, negative.
        is_past: whether its last day (``ProgressEntry.last_day``) has passed.
        opening: what precedes the day in the sentence that names all of them: a comma, or how many entries it is of.
    """

    on: date
    days: int
    is_past: bool
    opening: str

    @property
    def days_late(self) -> int:
        return -self.days


class UnitBoardPage:
    """The board of a unit's clerk or head: the entries of a period that the person may see."""

    def __init__(self, request: AuthenticatedRequest, period: Period):
        self.request = request
        self.period = period
        self.user: User = request.user
        self.links = Links(request)
        entries = prefetch_replies(list_period_entries(self.user, period))
        self.owed_notes = map_entry_to_owed_note(self.user, entries)
        self.work: OwnWork = group_own_entries(self.user, entries, self.owed_notes)

    @property
    def other_period(self) -> OtherPeriod | None:
        return find_other_period(self.request, self.period)

    @cached_property
    def next(self) -> NextStep:
        """What the person does next: confirm, correct, fill in, help, sign."""
        return choose_next_step(self._iterate_candidates())

    def _iterate_candidates(self) -> Iterator[NextStep | None]:
        work = self.work
        yield self._build_step(work.to_confirm, "审核", "项填报", "审核第一项")
        to_mend = [entry for entry in work.returned if entry.takes_filings]
        title, act = f"报送 {len(work.fileable)} 项", f"先改退回的 {len(to_mend)} 项" if to_mend else "去填第一项"
        yield NextStep(title, act=act, url=build_entry_url(work.fileable[0])) if work.fileable else None
        yield self._build_step(work.asked, "填写", "项配合进展", "去填第一项", "#note")
        owed = sum(one.count for one in self.unsigned)
        yield NextStep(f"签收 {owed} 项", act=f"签收 {owed} 项", url=self.unsigned[0].url) if owed else None
        yield NextStep("没有要办的事" if self.is_written else "填报已截止")

    def _build_step(
        self, entries: list[ProgressEntry], verb: str, noun: str, act: str, place: str = ""
    ) -> NextStep | None:
        if not entries:
            return None
        return NextStep(f"{verb} {len(entries)} {noun}", act=act, url=build_entry_url(entries[0]) + place)

    @property
    def three(self) -> list[Figure]:
        """已退回, 待填报 and 已报送, also when they are 0."""
        work = self.work
        judged = sum(entry.judgement_id is not None for entry in work.filed)
        groups = [
            ("returned", "已退回", "back", work.returned, ""),
            ("to_file", "待填报", "", work.to_file, ""),
            ("filed", "已报送", "", work.filed, f"其中已{terms.judging} {judged}" if judged else ""),
        ]
        return [
            Figure(len(entries), label, self._build_pile_url(name), token, note)
            for name, label, token, entries, note in groups
        ]

    @cached_property
    def also(self) -> list[Figure]:
        """The other groups with entries, after what is to be signed for; then 逾期未完成."""
        work = self.work
        groups = [
            ("to_confirm", "待我审核", "watch", work.to_confirm),
            ("asked", "配合填报", "watch", work.asked),
            ("confirming", "待单位审核", "", work.confirming),
            ("joint", "共同牵头", "", work.joint),
            ("cooperating", "配合", "", work.cooperating),
        ]
        piles = [Figure(len(found), label, self._build_pile_url(name), token) for name, label, token, found in groups]
        return [one for one in (*self.unsigned, *piles, self.unfinished) if one.count]

    def _build_pile_url(self, name: str) -> str:
        return self.links.build_url("my_tasks", pile=name)

    @cached_property
    def pictures(self) -> BoardPictures:
        """Of what the unit files itself."""
        return BoardPictures(self.user, self.period, self.work.to_report, self.links)

    @cached_property
    def unsigned(self) -> list[Figure]:
        """待签收: one number for each unit for which the person still has to sign, his own and former ones."""
        year = self.period.plan.year
        return [
            Figure(
                len(each.owed),
                "待签收" if each.unit.pk == self.user.unit_id else f"待签收（{each.unit}）",
                self.links.build_url("receipt_page", year=year, unit=each.unit.pk, show="owed"),
                "watch",
            )
            for each in list_owing_units(self.user, self.period.plan)
        ]

    @cached_property
    def unfinished(self) -> Figure:
        """The items that the unit leads whose confirmed day has passed and that are not done."""
        led = [*self.work.to_report, *self.work.joint]
        count = sum(is_unfinished(self.user, entry) for entry in led)
        url = self.links.build_task_list_url(part=ResponsibilityRole.LEAD.value, unfinished="yes")
        return Figure(count, "逾期未完成", url, "late")

    @cached_property
    def urgent(self) -> list[WorkRow]:
        """What the person has to act on, the most urgent kinds first."""
        shown = self._all_urgent[:SHOWN]
        marked = pair_entries_with_marks((entry for entry, _ in shown), self.user)
        return [WorkRow(entry, marks, note) for (entry, marks), (_, note) in zip(marked, shown, strict=True)]

    @property
    def hidden_count(self) -> int:
        """How many urgent entries do not stand on the board; 0 or less for none."""
        return len(self._all_urgent) - SHOWN

    @property
    def due_count(self) -> int:
        return len(self.work.fileable)

    @property
    def returned_count(self) -> int:
        """退回待改: how many of ``due_count`` were returned."""
        return sum(entry.takes_filings for entry in self.work.returned)

    @property
    def waiting_count(self) -> int:
        """待单位审核: how many entries wait for the unit's head and can still be filed."""
        return sum(entry.takes_filings for entry in self.work.unconfirmed)

    @property
    def stuck_count(self) -> int:
        """How many entries wait for the unit's head and can be filed no more."""
        return len(self.work.unconfirmed) - self.waiting_count

    @property
    def missed_count(self) -> int:
        """How many entries were not filed and can be filed no more, those that wait for the unit's head among them."""
        return len(self.work.pending) - len(self.work.fileable) + self.stuck_count

    @cached_property
    def due_days(self) -> list[DueDay]:
        """The deadlines of the entries that the unit can still file, the first one first."""
        workdays, today = self.period.plan.government.workdays, clock.today()
        counted = Counter((entry.deadline, entry.last_day) for entry in self.work.fileable)
        return [
            DueDay(
                on,
                workdays.count_left(on, today),
                today > last_day,
                f"{'；' if place else '：'}{counted[on, last_day]} 项 " if len(counted) > 1 else "，",
            )
            for place, (on, last_day) in enumerate(sorted(counted))
        ]

    @property
    def is_written(self) -> bool:
        """Whether the clerk has nothing left to write, and nothing is stuck with the unit's head."""
        return not self.work.pending and not self.stuck_count

    @property
    def first_note_day(self) -> date | None:
        """The first day until which the unit was asked for 配合填报; None where it owes none."""
        return min((note.due_on for note in self.owed_notes.values() if note.due_on), default=None)

    @cached_property
    def behind(self) -> list[ProgressEntry]:
        """The unit's own entries that are judged behind."""
        return [entry for entry in self.work.to_report if entry.is_behind]

    @cached_property
    def last_period(self) -> Period | None:
        """The period begun before this one; None for the first.

        It can be of the year before; 上期 (``tasks.assessing.earlier``) is always of the same year.
        """
        return find_period_before(self.request, self.period)

    @cached_property
    def last_led(self) -> list[ProgressEntry]:
        """The entries of ``last_period`` that the unit leads."""
        return list_entries_led_by(self.user, self.last_period) if self.last_period else []

    @property
    def last_behind(self) -> list[ProgressEntry]:
        return [entry for entry in self.last_led if entry.is_behind]

    @property
    def last_figures(self) -> Iterator[Figure]:
        """One number for each judgement that occurs in ``last_led``."""
        lead, unjudged = ResponsibilityRole.LEAD.value, sum(entry.judgement is None for entry in self.last_led)
        for word, count in count_judged_words(self.last_led):
            url = self.links.build_task_list_url(self.last_period, part=lead, outcome=word.value)
            yield Figure(count, word.label, url, word.token)
        if unjudged:
            url = self.links.build_task_list_url(self.last_period, part=lead, outcome="none")
            yield Figure(unjudged, f"未{terms.judging}", url, "none")

    @property
    def cooperating(self) -> list[ProgressEntry]:
        return self.work.cooperating[:SHOWN]

    @property
    def cooperating_figure(self) -> Figure:
        return Figure(len(self.work.cooperating), "", self.links.build_url("my_tasks", pile="cooperating"))

    @cached_property
    def requests(self) -> list[CoordinationRequest]:
        """The unit's requests for coordination, with the replies of leaders."""
        entries = [*self.work.to_report, *self.work.joint]
        return [found for entry in entries if (found := find_coordination_request(entry, self.user))]

    @property
    def _all_urgent(self) -> list[tuple[ProgressEntry, CooperationNote | None]]:
        asked = [(entry, self.owed_notes[entry.pk]) for entry in self.work.asked]
        own = [(entry, None) for entry in self.work.pending]
        return [*((entry, None) for entry in self.work.to_confirm), *asked, *own]


def build_entry_url(entry: ProgressEntry) -> str:
    return reverse("entry_page", args=[entry.pk])

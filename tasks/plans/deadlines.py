"""完成时限: the items of a plan with their deadlines, and what a person may read of one."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tasks.enums import DeadlineState
from tasks.models import Edition, Plan, Task, User
from tasks.models.ending import STOPS
from tasks.periods import describe_days_left, format_chinese_date
from tasks.permissions import Permission, can
from tasks.plans.edition_content import EditionContent
from tasks.queries import KINDS_IN_ORDER, select_visible_tasks

#: how many years after its plan a deadline may lie: some projects end long after it, none was due before it
YEARS_AFTER = 10


@dataclass(frozen=True)
class ItemDeadline:
    """An item's deadline as a person may read it.

    Attributes:
        printed: 完成时限 as printed; "" where the item has no such cell.
        on: the day; None where there is none, or none that the person may read.
        state: as in ``Edition``; "" also where the person does not read what the machine suggests.
    """

    printed: str
    on: date | None
    state: DeadlineState | Literal[""]


@dataclass(frozen=True)
class ShownDeadline:
    """A deadline as a page showed it, and the day that the person leaves there.

    Attributes:
        seen: the fingerprint of the deadline as it was shown.
        on: None says that the item has none.
        is_none: whether the person says so of an item of which no day was read.
    """

    seen: str
    on: date | None
    is_none: bool = False

    @property
    def settled(self) -> str:
        """The fingerprint of the deadline with this day, confirmed."""
        return _join_fingerprint(DeadlineState.CONFIRMED, self.on)

    @property
    def is_decided(self) -> bool:
        """Whether there is something to save: another day than was shown, one that was only proposed, or that there is none."""
        is_left_unread = self.seen == _join_fingerprint("", self.on) and not self.is_none
        return self.seen != self.settled and not is_left_unread


@dataclass(frozen=True)
class SettledDeadlines:
    """How many deadlines were changed or confirmed, and the keys of the items that somebody else changed meanwhile."""

    changed: int
    overtaken: tuple[int, ...]


def list_deadline_tasks(user: User, plan: Plan) -> list[Task]:
    """Lists the plan's items that go on or are done in printed order, each with plan, ending, edition and section."""
    tasks = select_visible_tasks(user).filter(plan=plan, current__isnull=False).exclude(ending__kind__in=STOPS)
    return list(
        tasks.select_related("plan", "item_kind", "ending", "current__section").order_by(KINDS_IN_ORDER, "number")
    )


def read_item_deadline(user: User, edition: Edition) -> ItemDeadline:
    """Reads the deadline of an edition for a person: a day that nobody has confirmed is a suggestion of the machine."""
    if edition.due_state == DeadlineState.CONFIRMED or can(user, Permission.SEE_SUGGESTIONS):
        return ItemDeadline(edition.due, edition.due_on, edition.due_state)
    return ItemDeadline(edition.due, None, "")


def find_confirmed_day(wording: Edition | EditionContent) -> date | None:
    """Finds the day of the deadline that everybody may read: the confirmed one."""
    return wording.due_on if wording.due_state == DeadlineState.CONFIRMED else None


def describe_due_day(on: date | None, today: date) -> str:
    """Describes a day and how far it is: 2024年6月30日，已过 8 天; "" without a day."""
    return f"{format_chinese_date(on)}，{describe_days_left(on, today)}" if on else ""


def describe_due_refusal(day: date | None, year: int) -> str:
    """Describes why an item of the plan of a year cannot be due on the day; "" if it can."""
    last = year + YEARS_AFTER
    return "" if day is None or year <= day.year <= last else f"完成时限应在{year}年至{last}年之间。"


def describe_milestone_day_refusal(day: date | None, plan: Plan, due_on: date | None, label: str) -> str:
    """Describes why a milestone cannot be due on the day: it lies within the year of the plan, or up to a later deadline
    of its item; "" if it can.

    Args:
        due_on: the day of the item's deadline; None without one.
        label: what the person gave the day to.
    """
    first, last = plan.rhythm.compute_year_start(plan.year), plan.rhythm.compute_year_end(plan.year)
    last = max(last, due_on or date.min)
    if day is None or first <= day <= last:
        return ""
    return f"{label}应在{format_chinese_date(first)}至{format_chinese_date(last)}之间。"


def compute_deadline_fingerprint(edition: Edition) -> str:
    """Returns day and state of the deadline in one text; a form carries that of the deadline it showed."""
    return _join_fingerprint(edition.due_state, edition.due_on)


def _join_fingerprint(state: DeadlineState | Literal[""], on: date | None) -> str:
    return f"{state}:{on or ''}"

"""节点: tells of an item's milestones which are reached, as its entries report, which is next and which was missed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from tasks.models import Milestone, ProgressEntry, Task, User
from tasks.periods import describe_days_left, format_chinese_date, format_stored_day
from tasks.queries import prefetch_duties, select_visible_entries
from tasks.terms import terms
from tasks.visible_words import Words, read_filed, read_words

#: prefetches the milestones of the entries' tasks
MILESTONES = Prefetch("task__milestones", Milestone.objects.order_by("due_on", "position"))
#: milestone id → the day on which it was reached; None where the draft does not say it yet
Ticks = dict[int, date | None]


@dataclass(frozen=True)
class MilestoneMark:
    """A milestone and what was reported of it.

    Attributes:
        done_on: the day on which it was reached; None where nobody has reported it.
        done_in: the entry that reports it first.
        today: the business date.
    """

    milestone: Milestone
    done_on: date | None
    done_in: ProgressEntry | None
    today: date

    @property
    def is_done(self) -> bool:
        return self.done_in is not None

    @property
    def is_missed(self) -> bool:
        """Whether its day has passed and nobody has reported it."""
        return not self.is_done and self.milestone.due_on < self.today

    @property
    def token(self) -> str:
        """The colour token: ok when done in time, watch when done late, else late once its day has passed, or none."""
        if self.is_done:
            return "watch" if self.is_late else "ok"
        return "late" if self.is_missed else "none"

    @property
    def is_late(self) -> bool:
        """Whether it was reached after its day."""
        return self.done_on is not None and self.done_on > self.milestone.due_on

    @property
    def words(self) -> str:
        """Its state in words: 2024年6月28日完成, 未完成，已过 8 天, 还有 84 天."""
        if not self.is_done:
            return ("未完成，" if self.is_missed else "") + describe_days_left(self.milestone.due_on, self.today)
        if self.done_on is None:
            return "已勾选，未填完成日期"
        late = f"，晚 {(self.done_on - self.milestone.due_on).days} 天" if self.is_late else ""
        return f"{format_chinese_date(self.done_on)}完成{late}"

    @property
    def note(self) -> str:
        """What follows the state in words where the office has not confirmed a unit's proposal."""
        return "" if self.milestone.is_binding else f"，单位自填，待{terms.office}核定"


def read_ticks(words: Words) -> Ticks:
    """Returns the milestones that a version of an entry reports as reached."""
    return {tick["id"]: date.fromisoformat(tick["on"]) if tick["on"] else None for tick in words.milestones_done}


def build_ticked(ticks: Ticks, milestones: Iterable[Milestone]) -> list[dict[str, Any]]:
    """Builds what an entry stores of ticks, in the order of the milestones; one that is gone is left out."""
    return [
        {"id": each.pk, "text": each.text, "on": str(ticks[each.pk] or "")} for each in milestones if each.pk in ticks
    ]


def format_ticks(words: Words) -> str:
    """Formats the ticks of a version: 完成主体封顶（2024年6月28日）；…"""
    told = ((tick["text"], tick["on"]) for tick in words.milestones_done)
    return "；".join(f"{text}（{format_stored_day(on)}）" if on else text for text, on in told)


def map_milestones_to_reports(
    entries: Iterable[ProgressEntry], read: Callable[[ProgressEntry], Words] = read_filed
) -> dict[int, tuple[date | None, ProgressEntry]]:
    """Returns milestone id → the day on which it was reached and the entry that reports it first.

    Args:
        entries: of one item, with their periods.
        read: chooses the version of an entry; the filed one unless told otherwise.
    """
    found: dict[int, tuple[date | None, ProgressEntry]] = {}
    for entry in sorted(entries, key=lambda each: each.period.number):
        for pk, on in read_ticks(read(entry)).items():
            found.setdefault(pk, (on, entry))
    return found


def mark_milestones(
    user: User, milestones: Iterable[Milestone], entries: Iterable[ProgressEntry], today: date
) -> list[MilestoneMark]:
    """Marks the milestones of one item as a person may read the entries: a lead unit its drafts, others what is filed.

    Args:
        entries: of the item, each with period and the units of its edition.
    """
    done = map_milestones_to_reports(entries, lambda entry: read_words(user, entry))
    nobody: tuple[None, None] = (None, None)
    found = [(each, done.get(each.pk, nobody)) for each in milestones]
    return [MilestoneMark(each, on, entry, today) for each, (on, entry) in found]


def find_next_milestone(marks: Iterable[MilestoneMark]) -> MilestoneMark | None:
    """Finds the next one due: the first that is not reached and not missed."""
    return next((mark for mark in marks if not mark.is_done and not mark.is_missed), None)


def map_tasks_to_milestones(tasks: Iterable[Task], user: User, today: date) -> dict[int, list[MilestoneMark]]:
    """Maps the tasks that have milestones to their marks, in a fixed number of queries."""
    of_task: dict[int, list[Milestone]] = {}
    for milestone in Milestone.objects.filter(task__in=tasks).order_by("due_on", "position"):
        of_task.setdefault(milestone.task_id, []).append(milestone)
    entries: dict[int, list[ProgressEntry]] = {}
    if of_task:
        for entry in prefetch_duties(select_visible_entries(user).filter(task__in=of_task)):
            entries.setdefault(entry.task_id, []).append(entry)
    return {task: mark_milestones(user, each, entries.get(task, ()), today) for task, each in of_task.items()}


def list_asked_milestones(entry: ProgressEntry, today: date) -> list[Milestone]:
    """Lists the milestones that the form of an entry asks about: those due up to now, the next one, and ticked ones.

    What an earlier entry of the year has reported is not asked again.
    """
    milestones = list(entry.task.milestones.all())
    if not milestones:
        return []
    earlier = ProgressEntry.objects.handed_over().filter(task=entry.task_id, period__number__lt=entry.period.number)
    reported = map_milestones_to_reports(earlier.select_related("period", "returned_revision"))
    left, ticked = [each for each in milestones if each.pk not in reported], read_ticks(entry)
    following = next((each for each in left if each.due_on > today and each.pk not in ticked), None)
    return [each for each in left if each.due_on <= today or each == following or each.pk in ticked]

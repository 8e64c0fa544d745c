"""办结与停办: the ticked items, what would become of each, and which cannot be ended."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.forms import BoundField

from tasks.ending.endings import (
    EndingStart,
    EndingWish,
    describe_ending_refusal,
    describe_plan_refusal,
    map_tasks_to_starts,
)
from tasks.models import Ending, Task, User
from tasks.models.ending import find_ending
from tasks.pages.items.forms import EndingForm


@dataclass(frozen=True)
class EndingRow:
    """An item of the preview.

    Attributes:
        start: from when on it would be asked no more; None in the first step, or where it cannot be ended.
        refusal: why it cannot be ended; "" if it can, or in the first step.
    """

    task: Task
    start: EndingStart | None
    refusal: str

    @property
    def end(self) -> Ending | None:
        """How the item has ended already."""
        return find_ending(self.task)

    @property
    def pick(self) -> str:
        """What the form sends of it."""
        return f"{self.task.pk}:{self.start.since}" if self.start else f"{self.task.pk}"


@dataclass(frozen=True)
class EndingPage:
    """The form and its items; with a valid form the preview of what would be done.

    Attributes:
        tasks: of one plan, with plan, ending and present wording.
    """

    user: User
    tasks: Sequence[Task]
    form: EndingForm
    is_preview: bool = False

    @cached_property
    def wish(self) -> EndingWish | None:
        return self.form.build_wish() if self.is_preview else None

    @cached_property
    def rows(self) -> list[EndingRow]:
        if self.wish is None:
            return [EndingRow(task, None, "") for task in self.tasks]
        over = describe_plan_refusal(self.tasks[0].plan)
        refusals = {task.pk: describe_ending_refusal(self.user, task, self.wish) or over for task in self.tasks}
        able = [task for task in self.tasks if not refusals[task.pk]]
        starts = map_tasks_to_starts(able, self.wish.kind, self.wish.on, at_once=self.wish.at_once)
        return [EndingRow(task, starts.get(task.pk), refusals[task.pk]) for task in self.tasks]

    @property
    def carried(self) -> list[BoundField]:
        """The fields that the preview sends on as they were filled in."""
        return [field for field in self.form if field.name not in ("item", "is_confirmed", "at_once")]

    @property
    def able(self) -> list[EndingRow]:
        return [row for row in self.rows if row.start]

    @property
    def refused(self) -> list[EndingRow]:
        return [row for row in self.rows if row.refusal]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """From when on nothing is asked, with the number of items."""
        return list(Counter(row.start.label for row in self.able if row.start).items())

    @property
    def is_choice(self) -> bool:
        """Whether the office decides from when on some items end: from the next period, or from this one."""
        return any(row.start.is_choice for row in self.able if row.start)

    @property
    def held_up(self) -> list[tuple[str, list[Task]]]:
        """Why the open period goes on with some items, with these items."""
        found: dict[str, list[Task]] = {}
        for row in self.able:
            if row.start and row.start.held_up:
                found.setdefault(row.start.held_up, []).append(row.task)
        return list(found.items())

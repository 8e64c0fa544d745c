"""留痕: formats the old and new values of an event in the words of the pages."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field

from tasks import enums
from tasks.models import Event
from tasks.periods import format_stored_day
from tasks.terms import reword, say

NOTHING = "（空）"
YES, NO = "是", "否"
#: value → label of all vocabularies, as ``say`` reads it; where two share a value, the first wins, before both the choices of the field itself
LABELS: dict[str, str] = {}
for vocabulary in (enums.PeriodState, enums.EntryState, enums.Outcome, enums.Standing, *vars(enums).values()):
    if isinstance(vocabulary, type) and issubclass(vocabulary, enums.Choice):
        LABELS = {member.value: member.pattern for member in vocabulary} | LABELS


@dataclass(frozen=True)
class ChangedValue:
    """A value before and after; None on the side that the event does not record."""

    label: str
    before: str | None
    after: str | None


def find_event_field(event: Event, key: str) -> Field | None:
    """Returns the field that ``key`` names; None where the key is already a Chinese label."""
    try:
        return apps.get_model("tasks", event.subject_type)._meta.get_field(key)
    except (LookupError, FieldDoesNotExist):
        return None


def format_stored_value(value: Any, labels: dict[str, str]) -> str:
    """Formats a stored value as people read it."""
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return "、".join(format_stored_value(each, labels) for each in value)
    if isinstance(value, dict):
        return "；".join(f"{labels.get(key, key)}：{format_stored_value(each, labels)}" for key, each in value.items())
    return labels.get(value) or format_stored_day(value) if isinstance(value, str) else json.dumps(value)


def iterate_changed_values(event: Event) -> Iterator[ChangedValue]:
    """Yields the value of every recorded key once, in the order of recording.

    What a unit's head sends back is a draft to the office, and reads 已退回 here as on the unit's pages.
    """
    for key in dict.fromkeys([*event.before, *event.after]):
        field = find_event_field(event, key)
        labels = {value: say(pattern) for value, pattern in LABELS.items()} | dict(
            getattr(field, "choices", None) or ()
        )
        sides = [
            format_stored_value(side[key], labels) if key in side else None for side in (event.before, event.after)
        ]
        if event.kind == enums.EventKind.ENTRY_SENT_BACK and sides[1] == enums.EntryState.DRAFT.label:
            sides[1] = enums.EntryState.RETURNED.label
        yield ChangedValue(str(field.verbose_name) if field else reword(format_stored_day(key)), *sides)

"""An audit row's old and new values, in the words of the pages."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from tasks import enums
from tasks.models import Event

NOTHING = "（空）"
YES, NO = "是", "否"
#: every value of every vocabulary → its label; a value means the same wherever it stands
LABELS = {
    member.value: member.label
    for vocabulary in vars(enums).values()
    if isinstance(vocabulary, type) and issubclass(vocabulary, enums.Choice)
    for member in vocabulary
}


@dataclass(frozen=True)
class ChangedValue:
    """One value before and after; ``before`` is None where there was nothing to change."""

    label: str
    before: str | None
    after: str | None


def label_of(event: Event, key: str) -> str:
    """The key itself where it is Chinese already, else the field's Chinese name."""
    try:
        return str(apps.get_model("tasks", event.subject_type)._meta.get_field(key).verbose_name)
    except (LookupError, FieldDoesNotExist):
        return key


def in_words(value: Any) -> str:
    """A stored value as people read it."""
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return "、".join(in_words(each) for each in value)
    if isinstance(value, dict):
        return "；".join(f"{LABELS.get(key, key)}：{in_words(each)}" for key, each in value.items())
    return LABELS.get(value, str(value)) if isinstance(value, str) else json.dumps(value)


def changed_values(event: Event) -> Iterator[ChangedValue]:
    """Every key that stands before or after, once, in the order it was recorded."""
    for key in dict.fromkeys([*event.before, *event.after]):
        before, after = (in_words(side[key]) if key in side else None for side in (event.before, event.after))
        yield ChangedValue(label_of(event, key), before, after)

"""Compares a row before and after a save by its Chinese labels, and refuses a save on an outdated form."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from tasks.periods import format_stored_day

#: label → value
State = dict[str, Any]


class ChangedMeanwhile(ValidationError):
    """Somebody else saved the row after the user had opened the form."""


def format_field_value(instance: models.Model, field: models.Field) -> Any:
    """Returns a field's value as people read it: choices and relations by name, booleans as 是 or 否."""
    if field.many_to_many:
        return sorted(str(other) for other in getattr(instance, field.name).all()) if instance.pk else []
    if field.choices:
        return getattr(instance, f"get_{field.name}_display")()
    value = getattr(instance, field.name)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def build_field_state(instance: models.Model, fields: Iterable[str]) -> State:
    """Returns label → value of the named fields, as JSON can hold it."""
    declared = (instance._meta.get_field(name) for name in fields)
    own = (field for field in declared if isinstance(field, models.Field))
    return {str(field.verbose_name): format_field_value(instance, field) for field in own}


def compute_fingerprint(state: State) -> str:
    """Returns a hash of the state; a form carries that of the state it was opened with. A text that is said later counts as
    what it says now."""
    return hashlib.sha256(json.dumps(state, ensure_ascii=False, default=str).encode()).hexdigest()[:16]


def diff_states(before: State, after: State) -> tuple[State, State]:
    """Returns what differs, before and after."""
    labels = [label for label in after if before.get(label) != after[label]]
    return {label: before[label] for label in labels if label in before}, {label: after[label] for label in labels}


def format_state_value(value: Any) -> str:
    """Joins a value of a ``State`` into one text."""
    return "、".join(value) if isinstance(value, list) else str(value)


def refuse_if_changed(state: State, seen: str) -> None:
    """Refuses a save on an outdated form.

    Args:
        state: the stored state, read under a lock.
        seen: the fingerprint of the state that the user's form was opened with.

    Raises:
        ChangedMeanwhile: they differ; the message names the stored values.
    """
    if compute_fingerprint(state) != seen:
        stored = "；".join(
            f"{label}：{format_stored_day(format_state_value(value)) or '（空）'}" for label, value in state.items()
        )
        raise ChangedMeanwhile(
            f"您打开本页之后，其他人已经保存过。现存内容为——{stored}。请核对您的填写，再次保存即以您的为准。"
        )

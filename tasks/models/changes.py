"""What a save changes, in the users' words; and refusing one that does not know of somebody else's."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

State = dict[str, Any]


class ChangedMeanwhile(ValidationError):
    """Somebody else saved after the person had opened the form."""


def format_field_value(instance: models.Model, field: models.Field) -> Any:
    """A field's value as people read it: choices and relations by name, 是 and 否."""
    if field.many_to_many:
        return sorted(str(other) for other in getattr(instance, field.name).all()) if instance.pk else []
    if field.choices:
        return getattr(instance, f"get_{field.name}_display")()
    value = getattr(instance, field.name)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def build_field_state(instance: models.Model, fields: Iterable[str]) -> State:
    """Label → value of the named fields, plain enough for JSON."""
    declared = (instance._meta.get_field(name) for name in fields)
    own = (field for field in declared if isinstance(field, models.Field))
    return {str(field.verbose_name): format_field_value(instance, field) for field in own}


def compute_fingerprint(state: State) -> str:
    """A short text that differs when the state differs; a form carries the one it was made from."""
    return hashlib.sha256(json.dumps(state, ensure_ascii=False).encode()).hexdigest()[:16]


def diff_states(before: State, after: State) -> tuple[State, State]:
    """What differs, on both sides."""
    labels = [label for label in after if before.get(label) != after[label]]
    return {label: before[label] for label in labels if label in before}, {
        label: after[label] for label in labels
    }


def format_state_value(value: Any) -> str:
    """A value of a ``State`` as one text."""
    return "、".join(value) if isinstance(value, list) else str(value)


def refuse_if_changed(state: State, seen: str) -> None:
    """
    Args:
        state: what is stored now, read under a lock.
        seen: the fingerprint of what the person had before them.

    Raises:
        ChangedMeanwhile: they differ; the message says what is stored now.
    """
    if compute_fingerprint(state) != seen:
        stored = "；".join(
            f"{label}：{format_state_value(value) or '（空）'}" for label, value in state.items()
        )
        raise ChangedMeanwhile(
            f"您打开本页之后，其他人已经保存过。现存内容为——{stored}。请核对您的填写，再次保存即以您的为准。"
        )

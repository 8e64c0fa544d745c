"""The parts of a form that views and forms change: its fields by kind, and the data that were sent."""

from collections.abc import MutableMapping
from typing import Any, TypeVar, cast

from django import forms
from django.http import QueryDict

Kind = TypeVar("Kind", bound=forms.Field)


def get_form_field(form: forms.BaseForm, name: str, kind: type[Kind]) -> Kind:
    """A field of the form.

    Raises:
        TypeError: it is of another kind.
    """
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{name}: {type(field).__name__} is no {kind.__name__}")
    return field


def list_sent_values(form: forms.BaseForm, name: str) -> list[str]:
    """Every value that was sent under ``name``; none where nothing was sent."""
    return cast("QueryDict", form.data).getlist(name) if form.is_bound else []


def change_sent_data(form: forms.BaseForm, **values: object) -> None:
    """Puts other values into what was sent, so that the form's next try stands on what is stored now."""
    # a number stays one, as in a form's initial data
    data: MutableMapping[str, object] = cast("Any", form.data).copy()
    for name, value in values.items():
        data[name] = value
    form.data = data

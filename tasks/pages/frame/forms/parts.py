"""Typed access to the fields of a form and to the data that were sent."""

from collections.abc import MutableMapping
from typing import Any, TypeVar, cast

from django import forms
from django.http import QueryDict

Kind = TypeVar("Kind", bound=forms.Field)


def get_form_field(form: forms.BaseForm, name: str, kind: type[Kind]) -> Kind:
    """Returns a field of the form.

    Raises:
        TypeError: the field is of another kind.
    """
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{name}: {type(field).__name__} is no {kind.__name__}")
    return field


def list_sent_values(form: forms.BaseForm, name: str) -> list[str]:
    """Returns every value that was sent under ``name``."""
    return cast("QueryDict", form.data).getlist(name) if form.is_bound else []


def change_sent_data(form: forms.BaseForm, **values: object) -> None:
    """Replaces values of the sent data, so that the form that is shown again holds what is stored now."""
    # values keep their type, as in a form's initial data
    data: MutableMapping[str, object] = cast("Any", form.data).copy()
    for name, value in values.items():
        data[name] = value
    form.data = data

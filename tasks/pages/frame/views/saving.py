"""A write page's one step: the form is right, the action agrees, or the form says why not."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError

from tasks.pages.frame.forms.seen import StaleCheckForm

Saved = TypeVar("Saved")


def save_form(form: StaleCheckForm, save: Callable[[], Saved]) -> Saved | None:
    """
    Args:
        save: calls the action with what the form has checked.

    Returns:
        What the action returned; None when the form or the action refuses, and the form says why.
    """
    if not form.is_valid():
        return None
    try:
        return save()
    except ValidationError as refusal:
        form.refuse(refusal)
        return None

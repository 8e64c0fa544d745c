"""Saves a form through an action."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError

from tasks.pages.frame.forms.seen import StaleCheckForm

Saved = TypeVar("Saved")


def save_form(form: StaleCheckForm, save: Callable[[], Saved]) -> Saved | None:
    """Calls ``save`` when the form is valid, and adds a refusal of the action to the errors of the form.

    Returns:
        What ``save`` returned; None when the form or the action refuses.
    """
    if not form.is_valid():
        return None
    try:
        return save()
    except ValidationError as refusal:
        form.refuse(refusal)
        return None

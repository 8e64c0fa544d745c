"""A choice of several rows."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tasks.pages.frame.forms.picked import read_key


class ChosenRowsField(forms.ModelMultipleChoiceField):
    """Django's own field asks the database for numbers that it cannot hold, which fails."""

    def _check_values(self, value: Any) -> Any:
        for key in value:
            if read_key(str(key)) is None:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": str(key)[:20]}
                )
        return super()._check_values(value)  # type: ignore[misc]

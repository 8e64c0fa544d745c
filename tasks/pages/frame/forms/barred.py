"""Asks every text field of every form whether its text bears a mark of secrecy.

One form that forgot to ask would be the way in. So the question stands where all of them come by: in Django's own text
field, from which those of the product and of its libraries come.
"""

from django import forms
from django.core.exceptions import ValidationError

from tasks.secrecy.bar import describe_marked_text

#: what a field is called that has no label
UNNAMED = "填写的内容"


def bar_marks_from_forms() -> None:
    """Lets every text field but passwords refuse a mark of secrecy; called once, when the program starts."""
    forms.CharField.run_validators = _run_validators_and_bar  # type: ignore[assignment, method-assign]


def _run_validators_and_bar(self: forms.CharField, value) -> None:
    is_asked = isinstance(value, str) and not isinstance(self.widget, forms.PasswordInput)
    if is_asked and (refusal := describe_marked_text(str(self.label or UNNAMED), value)):
        raise ValidationError(refusal)
    forms.Field.run_validators(self, value)

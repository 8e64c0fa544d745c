"""The rows that were ticked in a list, each with the revision that the person saw."""

from django import forms
from django.core.exceptions import ValidationError

#: the id of a row, and the numbers that tell what the person saw of it
Pick = tuple[int, ...]
#: digits of an id: a number that does not fit into 64 bits makes the database fail
LONGEST_ID = 18
#: digits of a number of 64 bits, such as a fingerprint
LONGEST_NUMBER = 20


def read_key(text: str | None) -> int | None:
    """Reads the key of a row out of what was sent; None for anything else, a number beyond the database's among it."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else None


class PickedField(forms.Field):
    """``12:3`` is entry 12 in its revision 3; the action defines what the numbers behind the first mean.

    Args:
        parts: how many numbers each value has; None for any.
    """

    widget = forms.MultipleHiddenInput

    def __init__(self, *, parts: int | None, **kwargs):
        super().__init__(**kwargs)
        self.parts = parts

    def to_python(self, value) -> list[Pick]:
        """Returns each row once, in the order of the list."""
        picks = [self._parse_numbers(one) for one in value or ()]
        return list({pick[0]: pick for pick in picks}.values())

    def _parse_numbers(self, text: str) -> Pick:
        numbers = text.split(":")
        is_readable = all(one.isascii() and one.isdigit() and len(one) <= LONGEST_NUMBER for one in numbers)
        is_readable = is_readable and len(numbers[0]) <= LONGEST_ID
        if len(numbers) != (self.parts or len(numbers)) or not is_readable:
            raise ValidationError("勾选的事项无法识别，请刷新列表后重新勾选。")
        return tuple(int(one) for one in numbers)


class PickedForm(forms.Form):
    """Ticked entries with the revision that the list showed."""

    pick = PickedField(parts=2, error_messages={"required": "请先勾选事项，再办理。"})

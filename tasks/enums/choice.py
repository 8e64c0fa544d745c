"""The base of all enums."""

from enum import StrEnum
from typing import Self

from tasks.terms import say


class Choice(StrEnum):
    """A string enum whose members carry a Chinese label and a colour token.

    Declare a member as ``NAME = "value", "中文"`` or ``NAME = "value", "中文", "token"``. The label may ask for a word of
    the place, as ``say`` reads it. The token is one of ``ok watch late done none`` of how an item stands, ``turn back`` of
    whose turn it is (somebody has to act; given back or refused); the stylesheet gives each a shape and a colour.
    """

    _value_: str
    pattern: str
    token: str

    # the label has a default only for the type checker, which reads EntryState("draft") as a call of __new__
    def __new__(cls, value: str, label: str = "", token: str = "none") -> Self:  # noqa: S107  a colour
        member = str.__new__(cls, value)
        member._value_ = value
        member.pattern = label
        member.token = token
        return member

    @property
    def label(self) -> str:
        """The Chinese label, in the words of the place."""
        return say(self.pattern)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Lists pairs of value and label for model and form fields."""
        return [(member.value, member.label) for member in cls]

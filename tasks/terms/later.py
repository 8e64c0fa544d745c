"""Texts that are made when the program starts, as labels of forms and columns are, and said when somebody reads them."""

from collections.abc import Iterable
from typing import Protocol

from django.utils.functional import lazy

from tasks.terms import say


class Patterned(Protocol):
    """A member of an enum whose label ``say`` reads."""

    value: str
    pattern: str


_say_lazily = lazy(say, str)


def say_later(text: str) -> str:
    """Returns a text that asks ``say`` whenever it is shown. Django's stubs take such texts for plain ones, and so do we."""
    return _say_lazily(text)


def list_later_choices(members: Iterable[Patterned]) -> list[tuple[str, str]]:
    """Lists pairs of value and label of an enum, for a field that is made when the program starts."""
    return [(member.value, say_later(member.pattern)) for member in members]

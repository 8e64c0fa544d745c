"""Texts that are made when the program starts, as labels of forms and columns are, and said when somebody reads them."""

from typing import cast

from django.utils.functional import lazy

from tasks.terms import say

_say_lazily = lazy(say, str)


def say_later(text: str) -> str:
    """Returns a text that asks ``say`` whenever it is shown. Django's stubs take such texts for plain ones, and so do we."""
    return cast(str, _say_lazily(text))

"""A text is read once, however many pages and rules ask for it."""

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Generic, TypeVar

REMEMBERED = 4096
"""A period of 150 items asks for some 450 texts: what is promised, what was filed, what was filed before."""
LONGEST = 4000
"""Characters; what is longer is rare, and its thousands of figures would fill the memory."""

Value = TypeVar("Value")


class cache_by_text(Generic[Value]):  # noqa: N801  a decorator
    """A reader with its answers for the last texts kept; ``forget()`` drops them.

    Args:
        read: from a text to frozen values; the text alone decides the answer.
    """

    def __init__(self, read: Callable[[str], tuple[Value, ...]]) -> None:
        self._read, self._kept = read, lru_cache(maxsize=REMEMBERED)(read)
        update_wrapper(self, read)

    def __call__(self, text: str) -> tuple[Value, ...]:
        return self._kept(text) if len(text) <= LONGEST else self._read(text)

    def forget(self) -> None:
        self._kept.cache_clear()

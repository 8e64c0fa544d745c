"""量化指标: caches what was read from a text, which many pages and rules ask for."""

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Generic, TypeVar

REMEMBERED = 4096
"""The number of texts kept; a period of 150 items needs about 450: wording, progress and last filed progress."""
LONGEST = 4000
"""In characters; a longer text is rare and is not kept, since its thousands of figures would fill the memory."""

Value = TypeVar("Value")


class cache_by_text(Generic[Value]):  # noqa: N801  a decorator
    """Decorates a reader so that its results for the last texts are kept; ``forget()`` drops them.

    Args:
        read: turns a text into frozen values; the result must depend on the text only.
    """

    def __init__(self, read: Callable[[str], tuple[Value, ...]]) -> None:
        self._read, self._kept = read, lru_cache(maxsize=REMEMBERED)(read)
        update_wrapper(self, read)

    def __call__(self, text: str) -> tuple[Value, ...]:
        return self._kept(text) if len(text) <= LONGEST else self._read(text)

    def forget(self) -> None:
        self._kept.cache_clear()

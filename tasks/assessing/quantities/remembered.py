"""量化指标: caches what was read from a text, which many pages and rules ask for."""

from collections.abc import Callable, Sequence
from functools import lru_cache, update_wrapper
from typing import Generic, TypeVar

from tasks.assessing.quantities.records import Commitment, Match

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


class cache_matches:  # noqa: N801  a decorator
    """Decorates the function that matches figures so that its last results are kept; ``forget()`` drops them.

    Args:
        match: the result must depend on the commitments and the progress text only.
    """

    def __init__(self, match: Callable[[Sequence[Commitment], str], list[Match | None]]) -> None:
        self._match, self._kept = match, lru_cache(maxsize=REMEMBERED)(self._match_again)
        update_wrapper(self, match)

    def __call__(self, commitments: Sequence[Commitment], progress: str) -> list[Match | None]:
        if len(progress) > LONGEST:
            return self._match(commitments, progress)
        # 10 equals 10.0, and a match keeps its commitment
        as_written = tuple((str(each.value), str(each.upper)) for each in commitments)
        return list(self._kept(tuple(commitments), as_written, progress))

    def _match_again(
        self, commitments: tuple[Commitment, ...], as_written: tuple[tuple[str, str], ...], progress: str
    ) -> tuple[Match | None, ...]:
        return tuple(self._match(commitments, progress))

    def forget(self) -> None:
        self._kept.cache_clear()

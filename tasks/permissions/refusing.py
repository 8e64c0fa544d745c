"""The refusal of an action, and what was refused while a request was answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_noted: ContextVar[list[str] | None] = ContextVar("noted_refusals", default=None)


class Refused(Exception):
    """An action was refused; the message says why in Chinese."""

    def __init__(self, *said: object):
        super().__init__(*said)
        # pages catch it in many places and answer each in its way; it is noted here for the audit log
        note_refusal(str(self))


def note_refusal(reason: str) -> None:
    """Notes why something was refused, where ``gather_refusals`` listens."""
    noted = _noted.get()
    if noted is not None:
        noted.append(reason)


@contextmanager
def gather_refusals() -> Iterator[list[str]]:
    """Gives a list that fills with what is refused within the block."""
    noted: list[str] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)

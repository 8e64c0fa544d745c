"""Lines of the log: as text, or each as a JSON object. Neither quotes what somebody wrote.

The message of an exception may quote a form, and PostgreSQL's tells whole rows; so a traceback names places and kinds of
errors, and messages only of those that speak of the machine. An address may hold the key of an activation link; so a
request goes by its route.
"""

import logging
import traceback
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError
from pythonjsonlogger.json import JsonFormatter

#: errors whose messages speak of the machine
TOLD = (OSError, OperationalError, InterfaceError)
#: the attributes of a record that a JSON line names, and what it calls them
NAMES = {"asctime": "at", "levelname": "level", "name": "logger"}


def iterate_chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yields an exception, and what it came of, the first cause last."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def describe_exception(error: BaseException | None) -> str:
    """Writes the traceback without what the exceptions say, the first cause first."""
    told = [
        f"{''.join(traceback.format_tb(each.__traceback__))}{type(each).__name__}"
        f"{f': {each}' if isinstance(each, TOLD) else ''}"
        for each in iterate_chain(error)
    ]
    return "\n\n".join(reversed(told))


class TextLine(logging.Formatter):
    """A line of words."""

    def formatException(self, ei) -> str:  # noqa: N802  the name is logging's
        return describe_exception(ei[1])


class JsonLine(JsonFormatter):
    """A line that is a JSON object: at, level, logger, message, request_id, and what the caller adds."""

    def __init__(self) -> None:
        words = f"%({')s %('.join([*NAMES, 'message'])})s"
        super().__init__(words, rename_fields=NAMES, json_ensure_ascii=False)

    def formatException(self, ei) -> str:  # noqa: N802  the name is logging's
        return describe_exception(ei[1])


class RouteInsteadOfAddress(logging.Filter):
    """Puts the route in the place of the address, in what Django logs of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = record.__dict__.pop("request", None)
        if request is not None and isinstance(record.args, tuple) and len(record.args) == 2:
            match = getattr(request, "resolver_match", None)
            record.args = (record.args[0], match.route if match else "?")
        return True

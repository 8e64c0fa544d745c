"""撤销: a message that says what was done also offers to undo it; the offer is the message's ``extra_tags``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from django.contrib import messages
from django.contrib.messages.storage.base import Message

from tasks import clock
from tasks.models import Period, Plan, PlanReport, ProgressEntry, Task, User
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.undoing.undoable_events import has_act_that_stands, list_undoable_events

#: in milliseconds, how long a message with an offer is shown again on the pages that follow
LINGERS = 12_000
#: digits of an id of 64 bits, and how many acts one offer may name
LONGEST_ID, MOST_ACTS = 18, 5000


@dataclass(frozen=True)
class UndoOffer:
    """What a button of a message undoes.

    Attributes:
        made_at: in milliseconds since 1970, by the machine's real time.
        events: ids of the audit rows of the acts.
        was_shown: whether an earlier page has shown the message already.
    """

    made_at: int
    events: tuple[int, ...]
    was_shown: bool = False

    def __str__(self) -> str:
        return f"{self.made_at}:{int(self.was_shown)}:{'.'.join(map(str, self.events))}"

    @property
    def lingers(self) -> bool:
        """Whether the message is shown once more though it was shown before."""
        return clock.get_timestamp() - self.made_at < LINGERS


@runtime_checkable
class KeepsOffers(Protocol):
    """A storage of messages that shows offers again (``tracker.lingering``)."""

    def drop(self, events: tuple[int, ...]) -> None:
        """Forgets the message whose offer to undo these acts was taken."""


def parse_undo_offer(text: str) -> UndoOffer | None:
    """Reads an offer as ``str`` wrote it; None for any other text."""
    numbers = re.split("[:.]", text)
    if not 3 <= len(numbers) <= MOST_ACTS + 2 or not all(
        one.isascii() and one.isdigit() and len(one) <= LONGEST_ID for one in numbers
    ):
        return None
    made_at, was_shown, *events = map(int, numbers)
    return UndoOffer(made_at, tuple(dict.fromkeys(events)), bool(was_shown))


def find_undo_offer(message: Message) -> UndoOffer | None:
    """Finds the offer of a message; None where it has none."""
    return parse_undo_offer(message.extra_tags) if message.extra_tags else None


def pair_with_offers(shown: Iterable[Message]) -> list[tuple[Message, UndoOffer | None]]:
    """Pairs the messages with their offers, so that one of them at most offers to undo something: the newest.

    What an earlier page has shown stands last, while its act is still the last one on its subject.
    """
    pairs = [(message, find_undo_offer(message)) for message in shown]
    newest = max((offer for _, offer in pairs if offer), key=lambda offer: offer.made_at, default=None)
    now = [(message, offer if offer is newest else None) for message, offer in pairs if not (offer and offer.was_shown)]
    if newest is None or not newest.was_shown or not has_act_that_stands(newest.events):
        return now
    return [*now, *[(message, offer) for message, offer in pairs if offer is newest]]


def build_undo_offer(user: User, subjects: Iterable[ProgressEntry | Task | Period | Plan | PlanReport]) -> str:
    """Builds the offer to undo what the user has just done with the subjects; "" where nothing can be undone.

    Args:
        subjects: all of one model; of more than ``MOST_ACTS`` none is offered.
    """
    events = list_undoable_events(user, subjects)
    return f"{UndoOffer(clock.get_timestamp(), tuple(events))}" if 0 < len(events) <= MOST_ACTS else ""


def add_undoable_message(
    request: AuthenticatedRequest, said: str, subjects: Iterable[ProgressEntry | Task | Period | Plan | PlanReport]
) -> None:
    """Adds the message of success with the offer to undo what was done with the subjects."""
    messages.success(request, said, extra_tags=build_undo_offer(request.user, subjects))

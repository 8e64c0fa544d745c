"""The storage of messages: one that offers an undoing is shown again for some seconds, however fast the next page comes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.fallback import FallbackStorage

from tasks.pages.frame.undo_offers import find_undo_offer


class LingeringStorage(FallbackStorage):
    """Django's own storage, which forgets a message once it was shown, but for fresh offers to undo."""

    def __init__(self, request, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        self._shown: list[Message] = []
        self._dropped: tuple[int, ...] = ()

    def __iter__(self) -> Iterator[Message]:
        self._shown = list(super().__iter__())
        return iter(self._shown)

    def drop(self, events: tuple[int, ...]) -> None:
        """Forgets the message whose offer to undo these acts was taken."""
        self._dropped = events

    def _store(self, messages, response, *args, **kwargs):
        """Keeps what was not shown yet, and once more what was shown a moment ago, marked as earlier."""
        storage: Any = super()
        offers = [(message, find_undo_offer(message)) for message in messages]
        kept = [message for message, offer in offers if offer is None or offer.events != self._dropped]
        return storage._store([*self._list_lingering(), *kept], response, *args, **kwargs)

    def _list_lingering(self) -> list[Message]:
        offers = [(message, find_undo_offer(message)) for message in self._shown]
        return [
            Message(message.level, message.message, f"{replace(offer, was_shown=True)}")
            for message, offer in offers
            if offer and offer.lingers
        ]

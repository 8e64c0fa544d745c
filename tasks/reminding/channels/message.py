"""What is sent, and what it means that it was not."""

from typing import Protocol

from tasks.enums import Channel


class Undelivered(Exception):
    """The message did not arrive; the text says why, in Chinese."""


class Unreachable(Undelivered):
    """Nobody answers at the address: another message on the channel would fare no better now."""


class Outgoing(Protocol):
    """What a channel reads of a message; ``tasks.models.Delivery`` answers it.

    Attributes:
        key: the same whenever the same message is sent again, so that a receiver can drop the second.
        government: whose message it is; its text is the name.
        address: an e-mail address; empty for a robot, whose address stands in the settings.
    """

    channel: Channel
    key: str
    subject: str
    body: str
    address: str

    @property
    def government(self) -> object: ...

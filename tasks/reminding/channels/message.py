"""What a channel sends, and the errors of a message that was not delivered."""

from typing import Protocol

from tasks.enums import Channel


class Undelivered(Exception):
    """The message did not arrive; the text says why, in Chinese."""


class Unreachable(Undelivered):
    """The address does not answer, so other messages on the channel would fail too."""


class Outgoing(Protocol):
    """What a channel reads of a message; ``tasks.models.Delivery`` satisfies it.

    Attributes:
        key: stays the same when the message is sent again, so that a receiver can drop the copy.
        government: whose message it is; its ``str`` is the name.
        address: an e-mail address; empty for a robot, whose address is in the settings.
    """

    channel: Channel
    key: str
    subject: str
    body: str
    address: str

    @property
    def government(self) -> object: ...

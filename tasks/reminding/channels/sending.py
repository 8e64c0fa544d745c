"""Which channels are on, and one message on one of them."""

from django.conf import settings

from tasks import clock
from tasks.enums import Channel
from tasks.reminding.channels.mail import send_mail
from tasks.reminding.channels.message import Outgoing, Undelivered
from tasks.reminding.channels.post import post_json
from tasks.reminding.channels.robots import check_answer, payload_of, signed


def is_on(channel: Channel) -> bool:
    """Whether the channel has an address in the settings."""
    return bool(settings.DUBAN_CHANNELS[channel])


def channels_on() -> list[Channel]:
    """The channels that have one, in their order."""
    return [channel for channel in Channel if is_on(channel)]


def send(message: Outgoing) -> None:
    """Hands the message over; returns once the other side has taken it.

    Raises:
        Undelivered: it did not, or the channel is off.
    """
    if not is_on(message.channel):
        raise Undelivered(f"“{message.channel.label}”渠道没有启用。")
    if message.channel == Channel.EMAIL:
        return send_mail(message)
    answer = post_json(robot_address(message.channel), payload_of(message))
    return check_answer(message.channel, answer)


def robot_address(channel: Channel) -> str:
    """Where the robot listens; with a signature of this moment where 钉钉 wants one."""
    address, secret = settings.DUBAN_CHANNELS[channel], settings.DUBAN_DINGTALK_SECRET
    return signed(address, secret, clock.stamp()) if channel == Channel.DINGTALK and secret else address

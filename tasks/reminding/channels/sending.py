"""Tells which channels are on, and sends one message on one of them."""

from django.conf import settings

from tasks import clock
from tasks.enums import Channel
from tasks.reminding.channels.mail import send_mail
from tasks.reminding.channels.message import Outgoing, Undelivered
from tasks.reminding.channels.post import post_json
from tasks.reminding.channels.robots import build_robot_payload, require_robot_success, sign_address


def is_on(channel: Channel) -> bool:
    """Whether the channel has an address in the settings."""
    return bool(settings.DUBAN_CHANNELS[channel])


def list_active_channels() -> list[Channel]:
    """Lists the channels that are on, in their order."""
    return [channel for channel in Channel if is_on(channel)]


def send_message(message: Outgoing) -> None:
    """Sends the message; returns after the other side has accepted it.

    Raises:
        Undelivered: the message was not accepted, or the channel is off.
    """
    if not is_on(message.channel):
        raise Undelivered(f"“{message.channel.label}”渠道没有启用。")
    if message.channel == Channel.EMAIL:
        return send_mail(message)
    answer = post_json(get_robot_address(message.channel), build_robot_payload(message))
    return require_robot_success(message.channel, answer)


def get_robot_address(channel: Channel) -> str:
    """Returns the robot's address, with a new signature if 钉钉 has a secret."""
    address, secret = settings.DUBAN_CHANNELS[channel], settings.DUBAN_DINGTALK_SECRET
    return sign_address(address, secret, clock.get_timestamp()) if channel == Channel.DINGTALK and secret else address

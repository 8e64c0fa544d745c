"""Builds the payloads of the robots, and reads their answers."""

import base64
import hashlib
import hmac
import json
from urllib.parse import urlencode

from tasks.enums import Channel
from tasks.reminding.channels.message import Outgoing, Undelivered

#: the most bytes of text that a robot accepts, from the manufacturers' manuals
LONGEST = {Channel.WECOM: 2048, Channel.DINGTALK: 15000}
CUT = "……"
#: the error codes that an office may meet when setting up a robot
KNOWN_CODES = {
    93000: "机器人地址无效或机器人已被移出群",
    45009: "发送过于频繁",
    310000: "关键词、签名或来源地址不符合机器人的安全设置",
    300001: "机器人地址无效",
    400101: "机器人地址无效",
    130101: "发送过于频繁",
}


def build_robot_payload(message: Outgoing) -> dict:
    """Builds a text for 企业微信 and 钉钉, or the parts of the message for the generic interface."""
    if message.channel == Channel.JSON:
        return {
            "key": message.key,
            "government": str(message.government),
            "subject": message.subject,
            "text": message.body,
        }
    text = f"{message.subject}\n{message.body}"
    return {"msgtype": "text", "text": {"content": shorten_to_bytes(text, LONGEST[message.channel])}}


def shorten_to_bytes(text: str, most: int) -> str:
    """Shortens the text to at most ``most`` bytes of UTF-8, and marks a cut with dots."""
    content = text.encode()
    if len(content) <= most:
        return text
    return content[: most - len(CUT.encode())].decode(errors="ignore") + CUT


def sign_address(address: str, secret: str, stamp: int) -> str:
    """Adds the signature that 钉钉 requires (加签): HMAC-SHA256 of stamp and secret.

    Args:
        stamp: milliseconds since 1970; the robot refuses one more than an hour off.
    """
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    query = urlencode({"timestamp": stamp, "sign": base64.b64encode(digest).decode()})
    return f"{address}{'&' if '?' in address else '?'}{query}"


def require_robot_success(channel: Channel, answer: bytes) -> None:
    """Checks the answer; 企业微信 and 钉钉 answer a refusal with status 200 and a code other than 0.

    Raises:
        Undelivered: the robot refused the message.
    """
    if channel == Channel.JSON:
        return
    try:
        code = json.loads(answer)["errcode"]
    except (ValueError, KeyError, TypeError):
        raise Undelivered(f"{channel.label}的应答无法识别，请核对所设的地址。") from None
    if code != 0:
        raise Undelivered(f"{channel.label}拒收：{KNOWN_CODES.get(code, '原因未明')}（错误码 {code}）。")

"""The formats of the robots: what each wants to be sent, and how it says that it did not take it."""

import base64
import hashlib
import hmac
import json
from urllib.parse import urlencode

from tasks.enums import Channel
from tasks.reminding.channels.message import Outgoing, Undelivered

#: bytes of text that a robot takes, after the makers' manuals
LONGEST = {Channel.WECOM: 2048, Channel.DINGTALK: 15000}
CUT = "……"
#: the codes that an office meets when it sets a robot up
KNOWN_CODES = {
    93000: "机器人地址无效或机器人已被移出群",
    45009: "发送过于频繁",
    310000: "关键词、签名或来源地址不符合机器人的安全设置",
    300001: "机器人地址无效",
    400101: "机器人地址无效",
    130101: "发送过于频繁",
}


def build_robot_payload(message: Outgoing) -> dict:
    """The document that the message's channel wants: 企业微信 and 钉钉 take a text, the generic one its parts."""
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
    """The text in at most ``most`` bytes of UTF-8; where something is cut, dots say so."""
    content = text.encode()
    if len(content) <= most:
        return text
    return content[: most - len(CUT.encode())].decode(errors="ignore") + CUT


def sign_address(address: str, secret: str, stamp: int) -> str:
    """The address with the signature that 钉钉 asks for (加签): HMAC-SHA256 over stamp and secret.

    Args:
        stamp: milliseconds since 1970; the robot refuses one that is more than an hour off.
    """
    digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    query = urlencode({"timestamp": stamp, "sign": base64.b64encode(digest).decode()})
    return f"{address}{'&' if '?' in address else '?'}{query}"


def require_robot_success(channel: Channel, answer: bytes) -> None:
    """企业微信 and 钉钉 answer 200 to what they refuse, with a code other than 0.

    Raises:
        Undelivered: the robot did not take it.
    """
    if channel == Channel.JSON:
        return
    try:
        code = json.loads(answer)["errcode"]
    except (ValueError, KeyError, TypeError):
        raise Undelivered(f"{channel.label}的应答无法识别，请核对所设的地址。") from None
    if code != 0:
        raise Undelivered(f"{channel.label}拒收：{KNOWN_CODES.get(code, '原因未明')}（错误码 {code}）。")

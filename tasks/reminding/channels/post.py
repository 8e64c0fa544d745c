"""One JSON document to one web address: no redirect is followed, nobody is waited for longer than ``PATIENCE``."""

import json
import socket
import ssl
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from tasks.reminding.channels.message import Undelivered, Unreachable

PATIENCE = 10
"""Seconds; a robot that takes longer is asked again later."""
LONGEST_ANSWER = 64 * 1024


class NoRedirectHandler(HTTPRedirectHandler):
    """A robot that moves is a setting to be changed, not an address to be followed."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        return None


def build_http_opener() -> OpenerDirector:
    """http and https alone: no file, no ftp; through a proxy where the machine names one."""
    director = OpenerDirector()
    for handler in (
        ProxyHandler,
        HTTPHandler,
        HTTPSHandler,
        NoRedirectHandler,
        HTTPErrorProcessor,
        HTTPDefaultErrorHandler,
    ):
        director.add_handler(handler())
    return director


def post_json(address: str, document: dict) -> bytes:
    """
    Returns:
        The beginning of the answer.

    Raises:
        Undelivered: the answer is not a success.
        Unreachable: there is none.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise Unreachable("接口地址应以 http:// 或 https:// 开头。")
    content = json.dumps(document, ensure_ascii=False).encode()
    request = Request(address, content, {"Content-Type": "application/json; charset=utf-8"})  # noqa: S310  checked above
    try:
        with build_http_opener().open(request, timeout=PATIENCE) as answer:
            return answer.read(LONGEST_ANSWER)
    except HTTPError as error:
        error.close()
        raise Undelivered(describe_http_status(error.code)) from error
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(f"接口{describe_network_error(error)}") from error


def describe_http_status(status: int) -> str:
    """What a status that is no success means, in one sentence."""
    if 300 <= status < 400:
        return "接口要求转到另一地址，未跟随；请核对所设的地址。"
    return f"接口返回状态 {status}。"


def describe_network_error(error: Exception) -> str:
    """What an error of the network means; the end of a sentence that begins with whom it was about."""
    cause = error.reason if isinstance(error, URLError) else error
    reasons = {
        TimeoutError: f"在 {PATIENCE} 秒内没有应答。",
        ConnectionRefusedError: "拒绝连接。",
        socket.gaierror: "的主机名无法解析。",
        ssl.SSLError: "的加密连接失败，证书可能不可信。",
    }
    return next((words for kind, words in reasons.items() if isinstance(cause, kind)), "连接中断。")

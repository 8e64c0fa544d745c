"""Posts one JSON document to one web address; follows no redirect and waits at most ``PATIENCE`` seconds."""

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

#: seconds; a message to a slower robot is sent again later
PATIENCE = 10
LONGEST_ANSWER = 64 * 1024


class NoRedirectHandler(HTTPRedirectHandler):
    """Follows no redirect: if a robot's address changes, the setting must be changed."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        return None


def build_http_opener() -> OpenerDirector:
    """Builds an opener for http and https only; it uses the proxy that the environment names."""
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
    """Posts the document.

    Returns:
        The first ``LONGEST_ANSWER`` bytes of the answer.

    Raises:
        Undelivered: the status is not a success.
        Unreachable: there is no answer.
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
    """Describes an unsuccessful status in one Chinese sentence."""
    if 300 <= status < 400:
        return "接口要求转到另一地址，未跟随；请核对所设的地址。"
    return f"接口返回状态 {status}。"


def describe_network_error(error: Exception) -> str:
    """Describes a network error in Chinese; the result follows the name of the server."""
    cause = error.reason if isinstance(error, URLError) else error
    reasons = {
        TimeoutError: f"在 {PATIENCE} 秒内没有应答。",
        ConnectionRefusedError: "拒绝连接。",
        socket.gaierror: "的主机名无法解析。",
        ssl.SSLError: "的加密连接失败，证书可能不可信。",
    }
    return next((words for kind, words in reasons.items() if isinstance(cause, kind)), "连接中断。")

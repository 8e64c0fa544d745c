"""Reading the environment: a wrong value stops the start and says what to write instead."""

import os
import secrets
import shlex
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def env_bool(name: str, default: bool) -> bool:
    """``1/true/yes/on`` or ``0/false/no/off``; unset means ``default``."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name} 应为 1 或 0，现为“{value}”。")


def env_int(name: str, default: int) -> int:
    """A whole number; unset means ``default``."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} 应为整数，现为“{value}”。") from None


def env_list(name: str, default: list[str]) -> list[str]:
    """Values separated by commas; unset means ``default``."""
    value = os.environ.get(name, "")
    return [part.strip() for part in value.split(",") if part.strip()] or default


def env_command(name: str) -> list[str]:
    """A command line in its parts, quotes respected; unset means none."""
    value = os.environ.get(name, "")
    try:
        return shlex.split(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} 中的引号没有成对，现为“{value}”。") from None


def env_date(name: str) -> date | None:
    """A day written as ``2024-04-02``; unset means None."""
    value = os.environ.get(name, "").strip()
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} 应写作 2024-04-02 这样的日期，现为“{value}”。") from None


def env_url(name: str) -> str:
    """An address of the web; unset means ""."""
    value = os.environ.get(name, "").strip()
    parts = urlsplit(value)
    if value and not (parts.scheme in ("http", "https") and parts.hostname):
        # not repeated: the key of a robot stands in it
        raise ImproperlyConfigured(f"{name} 应为网址，写作 https://主机/路径。")
    return value


@dataclass(frozen=True)
class MailServer:
    """Where e-mail is handed in; without a host, nowhere."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False


#: scheme → its usual port, whether the connection turns to TLS, whether it begins with it
MAIL_SCHEMES = {"smtp": (25, False, False), "smtp+tls": (587, True, False), "smtps": (465, False, True)}


def env_mail(name: str) -> MailServer:
    """``smtp://``, ``smtp+tls://`` or ``smtps://`` with ``user:password@host:port``; unset means no server."""
    value = os.environ.get(name, "").strip()
    if not value:
        return MailServer()
    try:
        parts = urlsplit(value)
        port, tls, ssl = MAIL_SCHEMES[parts.scheme]
        host, port = parts.hostname, parts.port or port
    except (KeyError, ValueError):
        host = None
    if not host:
        # the value itself may hold a password
        raise ImproperlyConfigured(f"{name} 应写作 smtp://用户:密码@主机:端口（或 smtp+tls://、smtps://）。")
    return MailServer(host, port, unquote(parts.username or ""), unquote(parts.password or ""), tls, ssl)


def kept_secret(path: Path) -> str:
    """The secret stored in the file ``path``; made, readable by its owner alone, when there is none yet."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process made it a moment ago
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(50)
        file.write(secret)
    return secret

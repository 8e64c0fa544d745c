"""Reads the environment; a wrong value stops the start and says in Chinese what to write instead."""

import os
import secrets
import shlex
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def env_bool(name: str, default: bool) -> bool:
    """Reads ``1/true/yes/on`` or ``0/false/no/off``; unset means ``default``."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name} 应为 1 或 0，现为“{value}”。")


def env_int(name: str, default: int) -> int:
    """Reads a whole number; unset means ``default``."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} 应为整数，现为“{value}”。") from None


def env_list(name: str, default: list[str]) -> list[str]:
    """Reads values separated by commas; unset means ``default``."""
    value = os.environ.get(name, "")
    return [part.strip() for part in value.split(",") if part.strip()] or default


def env_command(name: str) -> list[str]:
    """Reads a command line and splits it as a shell does; unset means an empty list."""
    value = os.environ.get(name, "")
    try:
        return shlex.split(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} 中的引号没有成对，现为“{value}”。") from None


def env_date(name: str) -> date | None:
    """Reads a day written as ``2024-04-02``; unset means None."""
    value = os.environ.get(name, "").strip()
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} 应写作 2024-04-02 这样的日期，现为“{value}”。") from None


def env_url(name: str) -> str:
    """Reads an http or https address; unset means an empty text."""
    value = os.environ.get(name, "").strip()
    parts = urlsplit(value)
    if value and not (parts.scheme in ("http", "https") and parts.hostname):
        # the message does not repeat the value, which may contain a robot's key
        raise ImproperlyConfigured(f"{name} 应为网址，写作 https://主机/路径。")
    return value


@dataclass(frozen=True)
class MailServer:
    """The server that sends e-mail; without ``host`` no e-mail is sent."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False


#: scheme → default port, whether STARTTLS is used, whether the connection is TLS from the start
MAIL_SCHEMES = {"smtp": (25, False, False), "smtp+tls": (587, True, False), "smtps": (465, False, True)}


def env_mail(name: str) -> MailServer:
    """Reads ``smtp://``, ``smtp+tls://`` or ``smtps://`` with ``user:password@host:port``; unset: none."""
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
        # the message does not repeat the value, which may contain a password
        raise ImproperlyConfigured(f"{name} 应写作 smtp://用户:密码@主机:端口（或 smtp+tls://、smtps://）。")
    return MailServer(host, port, unquote(parts.username or ""), unquote(parts.password or ""), tls, ssl)


def kept_secret(path: Path) -> str:
    """Returns the secret in the file ``path``; creates it, readable by its owner only, if it is missing."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process has just created it
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(50)
        file.write(secret)
    return secret

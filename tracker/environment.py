"""Reads the environment; a wrong value stops the start and says in Chinese what to write instead."""

import os
import re
import secrets
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from tasks.periods import describe_day_refusal


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


def env_count(name: str, default: int, *, least: int = 0, most: int) -> int:
    """Reads a whole number from ``least`` to ``most``; unset means ``default``."""
    value = env_int(name, default)
    if not least <= value <= most:
        raise ImproperlyConfigured(f"{name} 应为 {least} 至 {most} 的整数，现为“{value}”。")
    return value


def env_choices(name: str, allowed: Iterable[str]) -> list[str]:
    """Reads values out of ``allowed``, separated by commas; unset means none."""
    values, known = env_list(name, []), list(allowed)
    if unknown := [value for value in values if value not in known]:
        raise ImproperlyConfigured(f"{name} 中的“{unknown[0]}”应为 {'、'.join(known)} 之一。")
    return values


def env_choice(name: str, default: str, allowed: Iterable[str]) -> str:
    """Reads one value out of ``allowed``; unset means ``default``."""
    value = os.environ.get(name, "").strip() or default
    known = list(allowed)
    if value not in known:
        raise ImproperlyConfigured(f"{name} 应为 {'、'.join(known)} 之一，现为“{value}”。")
    return value


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
        day = date.fromisoformat(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} 应写作 2024-04-02 这样的日期，现为“{value}”。") from None
    if refusal := describe_day_refusal(day):
        raise ImproperlyConfigured(f"{name}：{refusal}")
    return day


def env_url(name: str) -> str:
    """Reads an http or https address; unset means an empty text."""
    value = os.environ.get(name, "").strip()
    parts = urlsplit(value)
    if value and not (parts.scheme in ("http", "https") and parts.hostname):
        # the message does not repeat the value, which may contain a robot's key
        raise ImproperlyConfigured(f"{name} 应为网址，写作 https://主机/路径。")
    return value


def env_syslog(name: str) -> str:
    """Reads ``udp://host:port``, ``tcp://host:port`` or ``unix:///dev/log``; unset means an empty text."""
    value = os.environ.get(name, "").strip()
    try:
        parts = urlsplit(value)
        is_remote = parts.scheme in ("udp", "tcp") and bool(parts.hostname)
        # a port that is none raises an error
        fits = bool(parts.path) if parts.scheme == "unix" else is_remote and parts.port != 0
    except ValueError:
        fits = False
    if value and not fits:
        raise ImproperlyConfigured(f"{name} 应写作 udp://主机:端口、tcp://主机:端口或 unix:///dev/log，现为“{value}”。")
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


@dataclass(frozen=True)
class IdentityPlatform:
    """The OpenID Connect provider that people may sign in through; none without ``issuer``.

    Attributes:
        claim: what the provider says of a person that names the account.
    """

    issuer: str = ""
    client: str = ""
    secret: str = ""
    claim: str = "preferred_username"
    name: str = "统一身份认证"


def env_platform(prefix: str = "DUBAN_OIDC") -> IdentityPlatform:
    """Reads ``…_ISSUER``, ``…_CLIENT``, ``…_SECRET``, ``…_CLAIM`` and ``…_NAME``; none without an issuer."""
    issuer = env_url(f"{prefix}_ISSUER").rstrip("/")
    if not issuer:
        return IdentityPlatform()
    client, secret = os.environ.get(f"{prefix}_CLIENT", ""), os.environ.get(f"{prefix}_SECRET", "")
    if not client or not secret:
        raise ImproperlyConfigured(f"设置了 {prefix}_ISSUER 的，{prefix}_CLIENT 和 {prefix}_SECRET 也要设置。")
    given = {part: os.environ.get(f"{prefix}_{part.upper()}", "").strip() for part in ("claim", "name")}
    return IdentityPlatform(issuer, client, secret, **{part: value for part, value in given.items() if value})


@dataclass(frozen=True)
class DirectoryServer:
    """The directory (LDAP, AD) whose passwords count; none without ``url``.

    Attributes:
        filter: finds a person; ``{username}`` stands for what was typed.
        user, password: of the account that may search.
        ca: path of the certificate that the server's is checked against; "" for those of the system.
    """

    url: str = ""
    base: str = ""
    filter: str = "(uid={username})"
    user: str = ""
    password: str = ""
    starttls: bool = False
    ca: str = ""


def env_directory(prefix: str = "DUBAN_LDAP") -> DirectoryServer:
    """Reads ``…_URL`` (``ldap://`` or ``ldaps://``), ``…_BASE``, ``…_FILTER``, ``…_USER``, ``…_PASSWORD``,
    ``…_STARTTLS`` and ``…_CA``; none without an address."""
    url = os.environ.get(f"{prefix}_URL", "").strip()
    if not url:
        return DirectoryServer()
    parts = urlsplit(url)
    if parts.scheme not in ("ldap", "ldaps") or not parts.hostname:
        raise ImproperlyConfigured(f"{prefix}_URL 应写作 ldaps://主机:端口（或 ldap://）。")
    given = {part: os.environ.get(f"{prefix}_{part.upper()}", "").strip() for part in ("filter", "user", "ca")}
    base = os.environ.get(f"{prefix}_BASE", "").strip()
    if not base:
        raise ImproperlyConfigured(f"设置了 {prefix}_URL 的，{prefix}_BASE 也要设置，如 ou=people,dc=example,dc=cn。")
    if given["filter"] and "{username}" not in given["filter"]:
        raise ImproperlyConfigured(f"{prefix}_FILTER 中应有 {{username}}，如 (sAMAccountName={{username}})。")
    return DirectoryServer(
        url=url,
        base=base,
        password=os.environ.get(f"{prefix}_PASSWORD", ""),
        starttls=env_bool(f"{prefix}_STARTTLS", False),
        **{part: value for part, value in given.items() if value},
    )


#: one of several database servers: its name, address or folder of sockets, and its port
DATABASE_SERVER = re.compile(r"(?P<name>\[[^]]+\]|[^:\[\]]+)(?::(?P<port>\d{1,5}))?")
#: of several servers: the seconds after which one that does not answer is passed over, and a dead connection noticed
SEVERAL_SERVERS = {"connect_timeout": 3, "keepalives_idle": 10, "keepalives_interval": 5, "tcp_user_timeout": 15_000}


def env_database(name: str, default: str, **given) -> dj_database_url.DBConfig:
    """Reads the address of a database, as dj-database-url writes it, or of several PostgreSQL servers that hold the same
    data: ``postgresql://user:password@one:5432,two:5432/name``. Of several the one that takes writes is used, unless
    the address says otherwise (``target_session_attrs`` of libpq).

    Args:
        given: what ``dj_database_url.parse`` takes besides.
    """
    written = os.environ.get(name, "").strip() or default
    try:
        parts = urlsplit(written)
        account, at, servers = parts.netloc.rpartition("@")
        if "," not in servers:
            return dj_database_url.parse(written, **given)
        found = [match for each in servers.split(",") if (match := DATABASE_SERVER.fullmatch(each))]
        if len(found) != servers.count(",") + 1:
            raise ValueError(servers)
        config = dj_database_url.parse(parts._replace(netloc=f"{account}{at}").geturl(), **given)
    except ValueError:
        # the message does not repeat the value, which may contain a password
        raise ImproperlyConfigured(
            f"{name} 应写作 postgresql://用户:密码@主机:端口/库名，多台服务器之间用逗号隔开；密码中的特殊字符写作 %40 这样的形式。"
        ) from None
    config["HOST"] = ",".join(unquote(match["name"].strip("[]")) for match in found)
    config["PORT"] = ",".join(match["port"] or "5432" for match in found)
    config["OPTIONS"] = {"target_session_attrs": "read-write"} | SEVERAL_SERVERS | config.get("OPTIONS", {})
    return config


def spare_compilation(config: dj_database_url.DBConfig) -> None:
    """Has PostgreSQL compile no query of this database's connections, unless its address asks for that."""
    if config["ENGINE"] == "django.db.backends.postgresql":
        options = config.setdefault("OPTIONS", {})
        options["options"] = f"-c jit=off {options.get('options', '')}".rstrip()


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

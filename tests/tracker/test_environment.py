"""Settings out of the environment: a wrong value stops the start and says what to write instead."""

import stat
from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured

from tasks.enums import Role
from tracker.environment import (
    DirectoryServer,
    IdentityPlatform,
    MailServer,
    env_bool,
    env_choices,
    env_command,
    env_count,
    env_database,
    env_date,
    env_directory,
    env_int,
    env_list,
    env_mail,
    env_platform,
    env_syslog,
    env_url,
    kept_secret,
)

NAME = "DUBAN_TRIED"


@pytest.mark.parametrize(
    ("written", "read"),
    [("1", True), ("true", True), ("YES", True), ("on", True), ("0", False), ("False", False), ("no", False)],
)
def test_a_switch_is_on_or_off(monkeypatch, written, read):
    monkeypatch.setenv(NAME, written)
    assert env_bool(NAME, not read) is read


@pytest.mark.parametrize("written", ["", "  "])
def test_an_empty_value_is_the_default(monkeypatch, written):
    monkeypatch.setenv(NAME, written)
    assert (env_bool(NAME, True), env_int(NAME, 7), env_list(NAME, ["a"]), env_date(NAME)) == (
        True,
        7,
        ["a"],
        None,
    )


def test_an_unset_value_is_the_default(monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    assert (env_bool(NAME, False), env_int(NAME, 7), env_list(NAME, []), env_date(NAME)) == (
        False,
        7,
        [],
        None,
    )


def test_values_are_read(monkeypatch):
    monkeypatch.setenv(NAME, " 12 ")
    assert env_int(NAME, 7) == 12
    monkeypatch.setenv(NAME, "a.example, b.example,,")
    assert env_list(NAME, []) == ["a.example", "b.example"]
    monkeypatch.setenv(NAME, "2024-04-02")
    assert env_date(NAME) == date(2024, 4, 2)
    monkeypatch.setenv(NAME, "scan '--named=two words' -v")
    assert env_command(NAME) == ["scan", "--named=two words", "-v"]
    monkeypatch.setenv(NAME, "https://127.0.0.1/send?key=1/")
    assert env_url(NAME) == "https://127.0.0.1/send?key=1/"
    for address in ("udp://127.0.0.1", "tcp://log.qu.cn:6514", "unix:///dev/log", ""):
        monkeypatch.setenv(NAME, address)
        assert env_syslog(NAME) == address


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", MailServer()),
        ("smtp://127.0.0.1", MailServer("127.0.0.1", 25)),
        ("smtps://localhost", MailServer("localhost", 465, ssl=True)),
        (
            "smtp+tls://ducha%40qu.cn:a%3Ab@127.0.0.1:2525",
            MailServer("127.0.0.1", 2525, "ducha@qu.cn", "a:b", tls=True),
        ),
    ],
)
def test_a_mail_server_is_one_address(monkeypatch, written, read):
    monkeypatch.setenv(NAME, written)
    assert env_mail(NAME) == read


@pytest.mark.parametrize(
    ("read", "written", "said"),
    [
        (lambda: env_bool(NAME, True), "也许", "DUBAN_TRIED 应为 1 或 0，现为“也许”。"),
        (lambda: env_int(NAME, 1), "1.5", "DUBAN_TRIED 应为整数，现为“1.5”。"),
        (lambda: env_command(NAME), "scan 'half", "DUBAN_TRIED 中的引号没有成对，现为“scan 'half”。"),
        (lambda: env_date(NAME), "2024/4/2", "DUBAN_TRIED 应写作 2024-04-02 这样的日期，现为“2024/4/2”。"),
        (
            lambda: env_date(NAME),
            "2024-02-30",
            "DUBAN_TRIED 应写作 2024-04-02 这样的日期，现为“2024-02-30”。",
        ),
        *(
            (
                lambda: env_syslog(NAME),
                wrong,
                f"DUBAN_TRIED 应写作 udp://主机:端口、tcp://主机:端口或 unix:///dev/log，现为“{wrong}”。",
            )
            for wrong in ("log.qu.cn", "udp://", "unix://", "tcp://host:x", "http://host")
        ),
        (lambda: env_url(NAME), "ftp://host/", "DUBAN_TRIED 应为网址，写作 https://主机/路径。"),
        (lambda: env_url(NAME), "https:///send", "DUBAN_TRIED 应为网址，写作 https://主机/路径。"),
        (
            lambda: env_mail(NAME),
            "mail.qu.cn:25",
            "DUBAN_TRIED 应写作 smtp://用户:密码@主机:端口（或 smtp+tls://、smtps://）。",
        ),
        (
            lambda: env_mail(NAME),
            "smtp://localhost:abc",
            "DUBAN_TRIED 应写作 smtp://用户:密码@主机:端口（或 smtp+tls://、smtps://）。",
        ),
    ],
)
def test_a_wrong_value_says_which_and_what_to_write(monkeypatch, read, written, said):
    monkeypatch.setenv(NAME, written)
    with pytest.raises(ImproperlyConfigured) as refusal:
        read()
    assert str(refusal.value) == said


def test_a_secret_is_made_once_and_is_its_owners_alone(tmp_path):
    path = tmp_path / "var" / "secret_key"
    first, second = kept_secret(path), kept_secret(path)
    assert first == second == path.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_installations_have_two_secrets(tmp_path):
    assert kept_secret(tmp_path / "a") != kept_secret(tmp_path / "b")


@pytest.mark.parametrize("written", ["-1", "25"])
def test_a_count_has_bounds(monkeypatch, written):
    monkeypatch.setenv(NAME, written)
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} 应为 0 至 24 的整数，现为“{written}”。"):
        env_count(NAME, 3, most=24)


def test_choices_are_of_those_there_are(monkeypatch):
    monkeypatch.setenv(NAME, "office, auditor")
    assert env_choices(NAME, Role) == ["office", "auditor"]
    monkeypatch.setenv(NAME, "office,督查办")
    with pytest.raises(ImproperlyConfigured, match=f"{NAME} 中的“督查办”应为 clerk、"):
        env_choices(NAME, Role)


def test_a_platform_is_off_until_it_has_an_address(monkeypatch):
    assert env_platform(NAME) == IdentityPlatform()
    monkeypatch.setenv(f"{NAME}_ISSUER", "https://id.example/")
    with pytest.raises(
        ImproperlyConfigured, match=f"设置了 {NAME}_ISSUER 的，{NAME}_CLIENT 和 {NAME}_SECRET 也要设置。"
    ):
        env_platform(NAME)
    monkeypatch.setenv(f"{NAME}_CLIENT", "duban")
    monkeypatch.setenv(f"{NAME}_SECRET", "s")
    monkeypatch.setenv(f"{NAME}_NAME", "省统一身份认证")
    assert env_platform(NAME) == IdentityPlatform(
        "https://id.example", "duban", "s", "preferred_username", "省统一身份认证"
    )


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"URL": "https://ldap.example"}, "_URL 应写作 ldaps://主机:端口"),
        ({"URL": "ldaps://ldap.example"}, "_BASE 也要设置"),
        ({"URL": "ldaps://ldap.example", "BASE": "dc=cn", "FILTER": "(uid=x)"}, "_FILTER 中应有 {username}"),
    ],
)
def test_a_directory_is_described_whole(monkeypatch, given, why):
    assert env_directory(NAME) == DirectoryServer()
    for part, value in given.items():
        monkeypatch.setenv(f"{NAME}_{part}", value)
    with pytest.raises(ImproperlyConfigured, match=why):
        env_directory(NAME)


def test_a_directory_is_read(monkeypatch):
    for part, value in {"URL": "ldaps://ldap.example", "BASE": "dc=cn", "USER": "cn=s", "PASSWORD": " p "}.items():
        monkeypatch.setenv(f"{NAME}_{part}", value)
    assert env_directory(NAME) == DirectoryServer(
        "ldaps://ldap.example", "dc=cn", "(uid={username})", "cn=s", " p ", False, ""
    )


SERVERS = "postgresql://du%40ban:geheim@10.0.0.1:5433,[fd00::2]/duban"


def test_several_database_servers_are_one_address(monkeypatch):
    monkeypatch.setenv(NAME, f"{SERVERS}?application_name=duban")
    read = env_database(NAME, "", conn_max_age=60)
    assert {key: read[key] for key in ("HOST", "PORT", "USER", "PASSWORD", "NAME", "CONN_MAX_AGE")} == {
        "HOST": "10.0.0.1,fd00::2",
        "PORT": "5433,5432",
        "USER": "du@ban",
        "PASSWORD": "geheim",
        "NAME": "duban",
        "CONN_MAX_AGE": 60,
    }
    assert read["OPTIONS"] == {
        "target_session_attrs": "read-write",
        "connect_timeout": 3,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "tcp_user_timeout": 15_000,
        "application_name": "duban",
    }


def test_one_database_server_is_read_as_ever(monkeypatch):
    monkeypatch.setenv(NAME, "postgresql://duban@%2Fvar%2Frun%2Fpostgresql/duban")
    read = env_database(NAME, "")
    assert (read["HOST"], read["PORT"], read.get("OPTIONS", {})) == ("/var/run/postgresql", "", {})


@pytest.mark.parametrize(
    "written", ["postgresql://one:geheim@a:b:c,d/duban", "postgresql://a:nothing/x", "dubious://x"]
)
def test_a_database_address_that_cannot_be_read_is_not_repeated(monkeypatch, written):
    monkeypatch.setenv(NAME, written)
    with pytest.raises(ImproperlyConfigured, match="应写作 postgresql://") as refusal:
        env_database(NAME, "")
    assert "geheim" not in str(refusal.value)

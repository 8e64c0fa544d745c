"""The settings of the product itself, which the tests' own settings replace in part."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
ASKED = """
import json, django
from django.conf import settings
django.setup()
from django.contrib.auth.hashers import make_password
from django.db import connection
cursor = connection.cursor()
pragma = lambda name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
print(json.dumps({
    "debug": settings.DEBUG,
    "hash": make_password("x").split("$")[0],
    "journal": pragma("journal_mode"),
    "foreign_keys": pragma("foreign_keys"),
    "database": settings.DATABASES["default"]["NAME"],
    "today": str(settings.DUBAN_TODAY),
    "static": settings.STORAGES["staticfiles"]["BACKEND"].rpartition(".")[2],
}))
"""


def start(var: Path, code: str, **environment) -> subprocess.CompletedProcess:
    """Runs ``code`` in a process of its own under the product's settings, with nothing but ``environment`` set."""
    given = {"DUBAN_VAR": str(var), "DJANGO_SETTINGS_MODULE": "tracker.settings", "PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=given | environment, capture_output=True, text=True
    )


def test_out_of_the_box_it_is_safe_and_keeps_everything_in_one_folder(tmp_path):
    answer = start(tmp_path, ASKED)
    assert json.loads(answer.stdout) == {
        "debug": False,
        "hash": "argon2",
        "journal": "wal",
        "foreign_keys": 1,
        "database": str(tmp_path / "duban.sqlite3"),
        "today": "None",
        "static": "CompressedManifestStaticFilesStorage",
    }


COMPILING = """
from django.conf import settings
print([each.get("OPTIONS", {}).get("options") for each in settings.DATABASES.values()])
"""
POSTGRESQL = "postgresql://duban@%2Frun/duban"


@pytest.mark.parametrize(
    ("environment", "options"),
    [
        ({}, [None]),
        ({"DATABASE_URL": POSTGRESQL, "DUBAN_READ_DATABASE_URL": POSTGRESQL}, ["-c jit=off", "-c jit=off"]),
        ({"DATABASE_URL": f"{POSTGRESQL}?options=-c%20jit%3Don"}, ["-c jit=off -c jit=on"]),
        ({"DATABASE_URL": POSTGRESQL, "DUBAN_POOLER": "1"}, [None]),
    ],
)
def test_postgresql_is_told_to_compile_no_query_unless_a_pooler_would_refuse_that(tmp_path, environment, options):
    assert start(tmp_path, COMPILING, **environment).stdout == f"{options}\n"


@pytest.mark.django_db
def test_no_query_of_a_connection_is_compiled():
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL compiles queries")
    with connection.cursor() as cursor:
        cursor.execute("SELECT setting, source FROM pg_settings WHERE name = 'jit'")
        assert cursor.fetchone() == ("off", "client")


COLLECTING = """
import gc, django
django.setup()
from tracker import serving
serving.when_ready(None)
print(gc.get_threshold()[0] == serving.COLLECT_AFTER > 700, gc.get_freeze_count() > 10_000)
"""


def test_the_server_searches_for_garbage_seldom_and_never_in_what_is_loaded(tmp_path):
    assert start(tmp_path, COLLECTING).stdout == "True True\n"


PRIVATE = """
import os, django
django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
call_command("migrate", "contenttypes", verbosity=0)
default_storage.save("evidence/one", ContentFile(b"words"))
"""


def test_what_it_writes_is_its_own_account_s_alone(tmp_path):
    var = tmp_path / "var"
    answer = start(var, f"import os; os.umask(0); {PRIVATE}".replace("; \n", "\n"))
    assert answer.stderr == ""
    modes = {path.relative_to(tmp_path).as_posix(): path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {
        "var": 0o700,
        "var/secret_key": 0o600,
        "var/duban.sqlite3": 0o600,
        "var/media": 0o700,
        "var/media/evidence": 0o700,
        "var/media/evidence/one": 0o600,
    }


ASKED_OVER_HTTPS = """
import django
django.setup()
from django.test import Client
client = Client(SERVER_NAME="localhost")
said = lambda answer: (answer.status_code, answer.headers.get("Location"), answer.headers.get("Strict-Transport-Security"))
print(said(client.get("/healthz")), said(client.get("/sign-in/")))
print(said(client.get("/healthz", secure=True)), said(client.get("/healthz", headers={"x-forwarded-proto": "https"})))
"""


def test_behind_https_browsers_stay_there_and_others_are_led_there(tmp_path):
    answer = start(tmp_path, ASKED_OVER_HTTPS, DUBAN_HTTPS="1")
    assert answer.stdout.splitlines() == [
        "(200, None, None) (301, 'https://localhost/sign-in/', None)",
        "(200, None, 'max-age=15552000') (200, None, 'max-age=15552000')",
    ]


COOKIES = """
from django.conf import settings
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)
print(settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE, settings.SESSION_COOKIE_PATH)
"""


def test_cookies_of_https_belong_to_this_host_and_to_no_script(tmp_path):
    answer = start(tmp_path, COOKIES, DUBAN_HTTPS="1")
    assert answer.stdout.splitlines() == ["__Host-sessionid __Host-csrftoken True True", "True Lax /"]


def test_the_business_date_comes_from_the_environment(tmp_path):
    answer = start(tmp_path, ASKED, DUBAN_TODAY="2024-04-02")
    assert json.loads(answer.stdout)["today"] == "2024-04-02"


def test_a_wrong_setting_stops_the_start(tmp_path):
    answer = start(tmp_path, "from django.conf import settings; settings.DEBUG", DUBAN_DEBUG="vielleicht")
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1].endswith("DUBAN_DEBUG 应为 1 或 0，现为“vielleicht”。")


def test_django_itself_finds_nothing_to_complain_of_behind_https(tmp_path):
    """Subdomains and the browsers' own lists are the office's to decide, since its domain is not ours."""
    code = "from django.core.management import execute_from_command_line as run; run(['', 'check', '--deploy'])"
    answer = start(tmp_path, code, DUBAN_HTTPS="1")
    identifiers = {word.strip("?:()") for word in answer.stderr.split() if "security.W" in word}
    assert (answer.returncode, identifiers) == (0, {"security.W005", "security.W021"})


LOADED = """
import sys, django
django.setup()
from django.urls import get_resolver
from django.contrib.auth import get_backends
get_resolver().url_patterns, get_backends()
print(sorted({"authlib", "requests", "cryptography", "ldap3"} & sys.modules.keys()))
"""


def test_the_libraries_of_other_roads_are_loaded_only_where_they_are_set(tmp_path):
    assert start(tmp_path, LOADED).stdout == "[]\n"
    directory = {"DUBAN_LDAP_URL": "ldaps://ldap.example", "DUBAN_LDAP_BASE": "dc=example"}
    assert start(tmp_path, LOADED, **directory).stdout == "['ldap3']\n"

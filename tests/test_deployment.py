"""What is shipped and how it is installed: as far as it can be read without installing it (``make rehearsal`` does)."""

import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.core.management import get_commands

from tracker.side_by_side import SERVER

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SCRIPTS = [path for path in sorted(DEPLOY.rglob("*")) if path.is_file() and path.read_text().startswith("#!")]
#: what an office's machine does not need
LEFT_HERE = {".ci", ".gitignore", "bench", "tests", "requirements"}
SHIPPED = (DEPLOY / "shipped.txt").read_text().split()


def read_unit(path: Path) -> ConfigParser:
    """Reads a unit; of a key that stands there twice, the last."""
    parser = ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str
    parser.read_string(path.read_text().replace("\\\n", " "))
    return parser


def commands_in(text: str) -> set[str]:
    return set(re.findall(r"manage\.py (\w+)", text))


def test_everything_of_the_repository_is_shipped_or_left_here_on_purpose():
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    tops = {line.split("/")[0].strip('"') for line in listed.splitlines()}
    assert tops - LEFT_HERE == {name.split("/")[0] for name in SHIPPED} - {"requirements"}
    assert [name for name in SHIPPED if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_executable_and_can_be_parsed(script):
    shell = "bash" if "bash" in script.read_text().splitlines()[0] else "sh"
    assert script.stat().st_mode & 0o111
    assert subprocess.run([shell, "-n", script], capture_output=True, text=True).stderr == ""


@pytest.mark.parametrize("part", sorted((DEPLOY / "parts").iterdir()), ids=lambda path: path.name)
def test_a_part_can_be_parsed(part):
    assert subprocess.run(["bash", "-n", part], capture_output=True, text=True).stderr == ""


def test_every_timed_command_exists_and_has_its_timer():
    services = [path for path in UNITS if path.suffix == ".service"]
    timers = {path.stem for path in UNITS if path.suffix == ".timer"}
    named = set().union(*(commands_in(path.read_text()) for path in services))
    assert named == {
        "prepare",
        "work",
        "send_reminders",
        "assess",
        "clean_up",
        "remove_left_files",
        "backup",
        "verify",
        "seal_events",
    }
    assert named - set(get_commands()) == set()
    assert {path.stem for path in services} - {"duban", "duban-worker"} == timers
    jobs = re.search(r"^JOBS=\((.*)\)$", (DEPLOY / "parts/services.sh").read_text(), re.MULTILINE)[1]
    assert set(jobs.split()) == timers
    services = re.search(r"^SERVICES=\((.*)\)$", (DEPLOY / "parts/services.sh").read_text(), re.MULTILINE)[1]
    assert services.split() == ["duban", "duban-worker"]


def test_every_service_is_shut_in():
    common = read_unit(DEPLOY / "systemd/common.conf")["Service"]
    assert {
        key: common[key]
        for key in ("User", "ProtectSystem", "NoNewPrivileges", "ProtectHome", "PrivateTmp", "UMask", "StateDirectory")
    } == {
        "User": "duban",
        "ProtectSystem": "strict",
        "NoNewPrivileges": "true",
        "ProtectHome": "true",
        "PrivateTmp": "true",
        "UMask": "0077",
        "StateDirectory": "duban",
    }
    loosened = {
        (path.name, key)
        for path in UNITS
        if path.suffix == ".service"
        for key in read_unit(path)["Service"]
        if key in common
    }
    assert loosened == set()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_understands_every_unit(tmp_path):
    """With programs of this machine in the place of those that an installation puts there."""
    for path in UNITS:
        text = re.sub(r"/opt/duban/current/\.venv/bin/\w+", sys.executable, path.read_text())
        (tmp_path / path.name).write_text(text)
    for name, drop_ins in {"duban.service.d": ("common", "without-nginx"), "duban-.service.d": ("common",)}.items():
        (tmp_path / name).mkdir()
        for drop_in in drop_ins:
            shutil.copy(tmp_path / f"{drop_in}.conf", tmp_path / name)
    units = [path for path in tmp_path.iterdir() if path.suffix in (".service", ".timer")]
    done = subprocess.run(
        ["systemd-analyze", "verify", *units],
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    own = [line for line in done.stderr.splitlines() if "duban" in line]
    assert (done.returncode, own) == (0, [])


def test_every_way_of_starting_the_server_reads_the_same_settings():
    assert SERVER[-2:] == ("--config", "python:tracker.serving")
    starts = [DEPLOY / "duban", DEPLOY / "container/start", DEPLOY / "systemd/duban.service"]
    for path in [*starts, DEPLOY / "systemd/without-nginx.conf"]:
        assert re.findall(r"^.*gunicorn\W.*--config (\S+)", path.read_text(), re.MULTILINE) == [
            "python:tracker.serving"
        ]
        assert re.findall(r"--workers|--preload|--worker-class|--log-level", path.read_text()) == []


def test_the_front_passes_on_what_the_settings_ask_for():
    """DUBAN_PROXIES believes X-Forwarded-For of nginx, which overwrites it; DUBAN_HTTPS believes X-Forwarded-Proto."""
    site = (DEPLOY / "nginx/duban.conf").read_text()
    assert re.findall(r"proxy_set_header (\S+) (\S+);", site) == [
        ("Host", "$http_host"),
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-For", "$remote_addr"),
        ("X-Request-ID", '""'),
    ]
    installer = (DEPLOY / "install-office").read_text()
    assert re.findall(r"^(DUBAN_\w+)=", installer, re.MULTILINE) == [
        "DUBAN_VAR",
        "DUBAN_HOSTS",
        "DUBAN_HTTPS",
        "DUBAN_PROXIES",
        "DUBAN_SITE_URL",
        "DUBAN_BACKUPS",
        "DUBAN_BACKUP_HOURS",
        "DUBAN_TIMERS",
    ]


def test_the_front_speaks_tls_of_today():
    site = (DEPLOY / "nginx/duban.conf").read_text()
    assert re.findall(r"ssl_protocols\s+([^;]+);", site) == ["TLSv1.2 TLSv1.3"]


def test_every_setting_of_installation_and_container_is_documented():
    documented = (ROOT / "docs/settings.md").read_text()
    text = "\n".join(
        path.read_text() for path in [DEPLOY / "install-office", *(DEPLOY / "container").iterdir(), *UNITS]
    )
    named = set(re.findall(r"\b(?:DUBAN_[A-Z_]+|INSTALLED_[A-Z]\w+)\b", text))
    assert {name for name in named if f"`{name}`" not in documented} == set()


def test_the_container_runs_without_rights_and_tells_its_health():
    recipe = (DEPLOY / "container/Containerfile").read_text()
    last = {line.split()[0]: line for line in recipe.splitlines() if line and line.split()[0].isupper()}
    assert last["USER"] == "USER duban"
    assert "HEALTHCHECK" in last
    copied = {line.split()[1] for line in recipe.splitlines() if line.startswith("COPY ") and "--" not in line}
    assert [name for name in copied if not (ROOT / name).exists()] == []

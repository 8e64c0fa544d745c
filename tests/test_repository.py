"""The repository itself: what it names, and whether it is whole."""

import re
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from tasks.assessing.lagging import SignalCode
from tasks.checking.checks import Code
from tasks.enums import Role

ROOT = Path(__file__).resolve().parent.parent
#: written so that this file does not hold what it looks for
MACHINE_PATHS = re.compile(r"/(?:work|home|root|Users|private|mnt)/" + r"\w|/tmp/\w|[A-Z]:\\\w")
REGISTRIES = re.compile(r"pypi\." + r"org|pythonhosted\." + r"org|npmjs\." + r"org|--(?:extra-)?index-" + r"url")


def texts() -> dict[str, str]:
    """The text files of the repository that are written by hand or locked, by their path."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    found = {}
    for name in filter(None, listed):
        path = ROOT / name
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            found[name] = content.decode()
    return found


@pytest.fixture(scope="module")
def repository() -> dict[str, str]:
    return texts()


def lines_with(pattern: re.Pattern, repository: dict[str, str]) -> list[str]:
    return [
        f"{name}: {line.strip()}"
        for name, text in repository.items()
        for line in text.splitlines()
        if pattern.search(line)
    ]


def test_no_path_of_somebodys_machine(repository):
    assert lines_with(MACHINE_PATHS, repository) == []


def test_no_address_of_a_package_registry(repository):
    assert lines_with(REGISTRIES, repository) == []


@pytest.mark.parametrize("name", ["requirements/run.txt", "requirements/test.txt"])
def test_every_locked_release_has_its_hashes(name):
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    assert [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_tests_run_on_the_releases_that_are_served():
    def releases(name):
        return set(re.findall(r"^(\S+==\S+)", (ROOT / name).read_text(), re.MULTILINE))

    assert releases("requirements/run.txt") - releases("requirements/test.txt") == set()


@pytest.mark.django_db
def test_the_migrations_are_complete():
    """Raises SystemExit, with the missing operations printed, when a model has changed without a migration."""
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_migrations_are_numbered_and_named():
    names = [path.stem for path in sorted((ROOT / "tasks/migrations").glob("0*.py"))]
    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
    assert [name for name in names if "_auto_" in name or len(name) < 8] == []


def test_the_two_commands_of_the_readme_are_the_ones_of_the_makefile():
    readme = (ROOT / "README.md").read_text()
    commands = re.findall(r"^\s*(?:\$ )?(make \w+)", readme, re.MULTILINE)
    assert commands == ["make run", "make test"]


def test_every_setting_is_documented():
    read = re.findall(r"[\"'](DUBAN_\w+)[\"']", (ROOT / "tracker/settings.py").read_text())
    documented = (ROOT / "docs/settings.md").read_text()
    assert [name for name in read if f"`{name}`" not in documented] == []


def test_every_command_is_documented():
    commands = {
        path.stem
        for app in ("tasks", "reports", "tracker")
        for path in (ROOT / app).glob("management/commands/[a-z]*.py")
    }
    documented = (ROOT / "docs/commands.md").read_text()
    assert {name for name in commands if f"`{name}" not in documented} == set()


@pytest.mark.parametrize(("page", "rules"), [("lagging", SignalCode), ("checks", Code)])
def test_every_rule_is_documented(page, rules):
    documented = (ROOT / f"docs/{page}.md").read_text()
    assert [rule.value for rule in rules if f"`{rule}`" not in documented] == []


def test_the_manual_shows_each_of_its_pictures():
    manual = (ROOT / "docs/使用手册.md").read_text()
    shown = re.findall(r"!\[[^]]+\]\(pictures/([\w-]+\.png)\)", manual)
    assert sorted(shown) == sorted(path.name for path in (ROOT / "docs/pictures").iterdir())


def test_every_link_between_documents_leads_somewhere(repository):
    """Of one text to another file of the repository; what the manual links inside itself is its own."""
    pages = {Path(name): text for name, text in repository.items() if name.endswith(".md")}
    links = {
        (str(page), target)
        for page, text in pages.items()
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
        if "//" not in target
    }
    assert {(page, target) for page, target in links if not (ROOT / page).parent.joinpath(target).exists()} == set()


def test_every_identifier_of_the_glossary_stands_in_the_code():
    words = (ROOT / "README.md").read_text().split("## Words")[1].split("\n## ")[0]
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \|", words, re.MULTILINE)
    identifiers = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    code = "\n".join(path.read_text() for app in ("tasks", "reports") for path in (ROOT / app).rglob("*.py"))
    assert {name for name in identifiers if not re.search(rf"\b{name}\b", code)} == set()


def test_the_glossary_knows_every_table():
    """Except the rows that only join two others."""
    words = (ROOT / "README.md").read_text()
    tables = {model.__name__ for model in apps.get_app_config("tasks").get_models()}
    assert {name for name in tables if f"`{name}`" not in words} == {"Leadership", "PublishedFile", "User"}


def test_every_role_has_its_line_in_glossary_and_manual():
    words = (ROOT / "README.md").read_text()
    assert [role.name for role in Role if f"`{role.name}`" not in words] == []
    manual = (ROOT / "docs/使用手册.md").read_text()
    assert [role.label for role in Role if f"\n| {role.label} |" not in manual] == []


def test_every_key_of_the_json_is_documented():
    """The string keys of the functions that answer the commands."""
    documented = (ROOT / "docs/commands.md").read_text()
    answering = (
        "tasks/importing/answer.py",
        "tasks/checking/checks/finding.py",
        "tasks/assessing/lagging/records.py",
        "tasks/management/commands/assess.py",
        "tasks/management/commands/extract_indicators.py",
        "tasks/management/commands/send_reminders.py",
    )
    keys = {key for path in answering for key in re.findall(r'^ +"(\w+)": ', (ROOT / path).read_text(), re.MULTILINE)}
    assert {key for key in keys if f'"{key}"' not in documented} == set()

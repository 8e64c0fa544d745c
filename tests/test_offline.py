"""The product runs on an intranet: nothing it shows, styles or runs comes from another host or from a third party."""

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("tasks", "reports", "tracker")

FOREIGN = re.compile(r"(?:https?:)?//(?!127\.0\.0\.1|localhost)[\w-]+(?:\.[\w-]+)+[^\s\"'<>)]*", re.IGNORECASE)
#: names of vocabularies, which nobody fetches
NAMESPACES = (
    "http://www.w3.org/",
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/office/word/",
)

#: the policy is default-src 'self', which switches all of these off
INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script without src": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}


def files(*suffixes: str) -> list[Path]:
    """What the product itself has with these suffixes."""
    found = (path for folder in (*PRODUCT, "templates") for path in (ROOT / folder).rglob("*"))
    return sorted(path for path in found if path.suffix in suffixes)


TEMPLATE_TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}")


def foreign_in(text: str) -> list[str]:
    return [found for found in FOREIGN.findall(text) if not found.startswith(NAMESPACES)]


def strings_of(path: Path) -> str:
    """Every string literal of a Python file, one a line."""
    nodes = ast.walk(ast.parse(path.read_text()))
    return "\n".join(n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))


@pytest.mark.parametrize("path", files(".html", ".css", ".js", ".svg", ".txt", ".toml"), ids=lambda path: path.name)
def test_a_page_stylesheet_script_or_layout_names_no_foreign_host(path):
    assert foreign_in(path.read_text()) == []


def test_no_string_of_the_program_names_a_foreign_host():
    named = {str(path.relative_to(ROOT)): foreign_in(strings_of(path)) for path in files(".py")}
    assert {path: hosts for path, hosts in named.items() if hosts} == {}


@pytest.mark.parametrize("path", files(".html"), ids=lambda path: path.name)
def test_a_template_has_nothing_inline(path):
    text = TEMPLATE_TAGS.sub("", path.read_text())
    assert [name for name, pattern in INLINE.items() if pattern.search(text)] == []


def test_stylesheet_and_scripts_are_our_own_and_little():
    """No library is copied into the tree; what third parties ship stays in their installed packages."""
    scripts = files(".js")
    assert {path.parent for path in [*scripts, *files(".css")]} == {ROOT / "tracker/static"}
    assert sum(len(path.read_text().splitlines()) for path in scripts) <= 1910
    assert max(len(line) for path in scripts for line in path.read_text().splitlines()) < 200
    assert files(".woff", ".woff2", ".ttf", ".otf", ".map") == []


@pytest.mark.parametrize("path", files(".css"), ids=lambda path: path.name)
def test_a_stylesheet_fetches_nothing(path):
    text = path.read_text()
    assert re.findall(r"@import|@font-face|url\((?!['\"]?data:)[^)]*\)", text) == []


def test_a_page_links_our_own_files_alone():
    """So no third party's script comes in through an installed package."""
    linked = {name for path in files(".html") for name in re.findall(r"{%\s*static\s+['\"]([^'\"]+)", path.read_text())}
    own = {str(path.relative_to(ROOT / "tracker/static")) for path in (ROOT / "tracker/static").rglob("*.*")}
    assert linked - own == set()


def test_the_page_on_a_home_screen_names_icons_that_are_there():
    static = ROOT / "tracker/static"
    named = [one["src"] for one in json.loads((static / "app.webmanifest").read_text())["icons"]]
    assert [name for name in named if not (static / name).exists()] == []

"""What people see and what draws it: Chinese alone, and nothing in templates or stylesheet that nobody uses."""

import re
from pathlib import Path

import pytest
from lxml import html

from reports.layouts.layout import FIELDS
from reports.layouts.reader import PLACEHOLDERS
from reports.reporting.manuscript_tags import FILTERS, TAGS
from tests.test_every_address import ANSWERS, WHO, answers

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("tasks", "reports", "tracker", "templates")
#: Django looks for these by itself
BY_THE_FRAMEWORK = {"403.html", "403_csrf.html", "404.html", "500.html"}

#: names of products and formats, endings of files, keys of the keyboard
KNOWN = {
    "PostgreSQL",
    "SQLite",
    "MB",
    "GB",
    "Word",
    "Excel",
    "WPS",
    "PPT",
    "OFD",
    "PDF",
    "PNG",
    "JPG",
    "TOML",
    "SHA",
    "Enter",
    "Ctrl",
    "Alt",
    "xlsx",
    "docx",
    "txt",
    "toml",
}
#: what is copied letter by letter: texts being written, a password, a checksum
LITERAL = "//script|//textarea|//*[contains(@class, 'secret')]|//*[contains(@class, 'hash')]"
SPOKEN = ("placeholder", "title", "aria-label", "alt", "data-label")
ENGLISH = re.compile(r"[A-Za-z]{2,}")

#: the pages that explain what is written in a layout or in a template, and the words of those two
EXPLAINED = ("layout_list", "layout_edit", "layout_history", "layout_sample", "report_template")
LAYOUTS = sorted((ROOT / "reports/layouts").glob("*.toml"))
LANGUAGE = {
    word
    for text in [*TAGS, *FILTERS, *FIELDS, *PLACEHOLDERS, *(path.stem + path.read_text() for path in LAYOUTS)]
    for word in ENGLISH.findall(text)
}


def spoken(page: str) -> str:
    """The words that a page shows or reads out, without what is literal."""
    tree = html.fromstring(page)
    for node in tree.xpath(LITERAL):
        node.drop_tree()
    said = [value for name in SPOKEN for value in tree.xpath(f"//@{name}")]
    buttons = tree.xpath("//input[@type='submit' or @type='button']/@value")
    return " ".join([*tree.itertext(), *said, *buttons])


def english_in(page: str) -> set[str]:
    return set(ENGLISH.findall(spoken(page))) - KNOWN


def names_of(cast) -> set[str]:
    """User names are the people's own."""
    return {word for who in WHO if who != "anonymous" for word in ENGLISH.findall(cast.person(who).username)}


def source(*suffixes: str) -> dict[Path, str]:
    paths = (path for folder in PRODUCT for path in (ROOT / folder).rglob("*") if path.suffix in suffixes)
    return {path: path.read_text() for path in sorted(paths)}


def stylesheet() -> str:
    """All of them, without comments."""
    text = "\n".join(path.read_text() for path in sorted((ROOT / "tracker/static").glob("*.css")))
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", ANSWERS)
def test_no_english_word_stands_on_a_page(visitors, name):
    """On no page of any role, nor on one that says what is wrong with an empty form."""
    allowed = names_of(visitors[0]) | (LANGUAGE if name in EXPLAINED else set())
    pages = {which: answer.page for which, answer in answers(visitors, name).items() if answer.page}
    found = {which: english_in(page) - allowed for which, page in pages.items()}
    assert {which: words for which, words in found.items() if words} == {}


def test_every_template_is_rendered_by_something():
    named = set(re.findall(r"[\"']([\w/-]+\.html)[\"']", "\n".join(source(".py", ".html").values())))
    templates = {str(path.relative_to(ROOT / "templates")) for path in source(".html")}
    assert templates - named - BY_THE_FRAMEWORK == set()


def test_no_line_of_a_template_is_longer_than_120_characters():
    """The formatter breaks at white space alone, so that a long line may be left to whoever writes it."""
    assert [
        f"{path.relative_to(ROOT)}:{number}: {len(line)}"
        for path, text in source(".html").items()
        for number, line in enumerate(text.splitlines(), 1)
        if len(line) > 120
    ] == []


def test_every_class_of_the_stylesheet_is_used():
    selectors = re.findall(r"([^{}]+)\{", stylesheet())
    classes = {name for each in selectors for name in re.findall(r"\.([a-zA-Z][\w-]*)", each)}
    text = "\n".join(source(".py", ".html", ".js").values())
    # a template puts some together: as-{{ level }}
    made = tuple(re.findall(r"([\w-]+-)\{\{", text))
    unused = classes - set(re.findall(r"[\w-]+", text))
    assert {name for name in unused if not name.startswith(made)} == set()


def test_the_stylesheet_stays_short():
    assert len((ROOT / "tracker/static/duban.css").read_text().splitlines()) <= 450


#: what Chromium 78 does not know, as 信创 desktops have it → how it is written in a script
YOUNGER_THAN_78 = {
    "?.": r"\?\.(?!\d)",
    "??": r"\?\?",
    "||=": r"(\|\||&&)=",
    ".at()": r"\.at\(",
    "replaceAll": r"\.replaceAll\(",
    "replaceChildren": r"\.replaceChildren\(",
    "structuredClone": r"\bstructuredClone\(",
    "Object.hasOwn": r"\bObject\.hasOwn\(",
    "randomUUID": r"\brandomUUID\(",
    "Promise.any": r"\bPromise\.any\(",
    "private fields": r"(^|[\s.])#[a-z]\w*\s*[=(;]",
    "static blocks": r"\bstatic\s*\{",
    ":not(a, b)": r":not\([^()]*,",
    ":is, :where, :has": r":(is|where|has)\(",
}


@pytest.mark.parametrize("path", sorted((ROOT / "tracker/static").glob("*.js")), ids=lambda path: path.name)
def test_a_script_is_written_for_chromium_78(path):
    text = re.sub(r"(?m)^\s*//.*$", "", path.read_text())
    assert [name for name, written in YOUNGER_THAN_78.items() if re.search(written, text)] == []


def rules() -> list[tuple[str, str]]:
    """Selector and declarations of every rule of the stylesheets."""
    return [(one.strip(), said) for one, said in re.findall(r"([^{};]+)\{([^{}]*)\}", stylesheet())]


def test_no_rule_is_void_on_an_old_kernel_for_one_of_its_selectors():
    """What such a kernel does not know stands in a rule of its own, which it may leave out."""
    young = re.compile(r":has\(|:is\(|:where\(|:focus-visible|::details-content|:not\([^()]*,")
    mixed = [one for one, _ in rules() if young.search(one) and len(split_selectors(one)) > 1]
    assert mixed == []


def split_selectors(selectors: str) -> list[str]:
    """The selectors of a list; a comma in brackets parts nothing."""
    return re.split(r",(?![^()]*\))", selectors)


def test_no_declaration_needs_a_kernel_younger_than_78():
    young = re.compile(r"(?<![\w-])(inset|aspect-ratio)\s*:|(?<![\w-])(clamp|min|max)\(")
    assert [one for one, said in rules() if young.search(said)] == []


def test_no_template_and_no_sentence_writes_a_day_as_machines_do():
    """Only the value of an input field, a machine's own format, is 2024-07-08; people read 2024年7月8日."""
    written = re.compile(r"""(?<!value=")\{\{[^{}]*\|date:['"]Y-m|[^"]\{[^{}"]+:%Y-%m-%d""")
    commands = ("management", "models", "offline.py")
    found = {
        path.relative_to(ROOT).as_posix(): written.findall(text)
        for path, text in source(".html", ".py").items()
        if written.search(text) and not set(commands) & set(path.parts)
    }
    assert found == {}

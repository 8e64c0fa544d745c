"""No text of the program spells a word that an office may put in place of ours; it asks ``tasks.terms`` for it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.terms import OUR_WORDS
from tasks.terms.vocabulary import KEYS

ROOT = Path(__file__).resolve().parent.parent
#: what may spell them: path, or its beginning → why
EXPLAINED = {
    "tasks/terms/vocabulary.py": "the vocabulary itself",
    "tasks/importing/columns.py": "patterns of the heads of other people's papers",
    "tasks/importing/headings.py": "endings of the names of organs on papers",
    "tasks/importing/plausibility.py": "patterns of the heads of other people's papers",
    "tasks/assessing/": "patterns of what units write",
    "tasks/management/commands/": "help of the server's commands, which speak of no government yet",
    "tasks/management/demonstration/": "what the people of the demonstration have written",
    "tasks/models/": "the name of the column that says whose a row is; no page shows it",
    "tasks/migrations/": "what the columns were called",
    "tracker/help_topics.py": "addresses of sections of the manual, whose titles are reworded when they are shown",
}


def is_explained(path: Path) -> bool:
    name = path.relative_to(ROOT).as_posix()
    return any(name == known or (known.endswith("/") and name.startswith(known)) for known in EXPLAINED)


def iterate_literals(text: str) -> Iterator[tuple[int, str]]:
    """Line and text of every literal of a module that is no docstring."""
    tree = ast.parse(text)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def list_python() -> list[str]:
    found = (path for folder in ("tasks", "reports", "tracker") for path in sorted((ROOT / folder).rglob("*.py")))
    return [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for path in found
        if not is_explained(path)
        for line, text in iterate_literals(path.read_text())
        for word in OUR_WORDS.findall(text)
    ]


def list_templates() -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {word}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        for word in OUR_WORDS.findall(re.sub(r"{#.*?#}", "", line))
    ]


@pytest.mark.parametrize("list_spelled", [list_python, list_templates], ids=["modules", "templates"])
def test_no_text_spells_a_word_that_an_office_may_replace(list_spelled):
    assert list_spelled() == []


class AskedTooEarly(ast.NodeVisitor):
    """Finds where a module asks for a word while it is read, when nobody speaks yet: not in functions."""

    def __init__(self):
        self.lines: list[int] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for each in [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]:
            self.visit(each)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """What a lambda asks for, it asks later."""

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name) and node.value.id == "terms" and node.attr in KEYS:
            self.lines.append(node.lineno)
        self.generic_visit(node)


def test_no_module_asks_for_a_word_before_anybody_speaks():
    early = {}
    for path in (path for folder in ("tasks", "reports", "tracker") for path in (ROOT / folder).rglob("*.py")):
        visitor = AskedTooEarly()
        visitor.visit(ast.parse(path.read_text()))
        early |= {f"{path.relative_to(ROOT)}": visitor.lines} if visitor.lines else {}
    assert early == {}


def test_every_explanation_is_needed():
    paths = [path for folder in ("tasks", "tracker") for path in (ROOT / folder).rglob("*.py") if is_explained(path)]
    spelling = [
        path.relative_to(ROOT).as_posix()
        for path in paths
        if any(OUR_WORDS.search(text) for _, text in iterate_literals(path.read_text()))
    ]
    needed = {known for known in EXPLAINED if any(name == known or name.startswith(known) for name in spelling)}
    assert needed == set(EXPLAINED)

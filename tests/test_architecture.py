"""The direction of imports and the sizes, as docs/architecture.md draws them; read out of the source, nothing runs."""

import ast
import re
import statistics
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tasks.models.entry_fields import KEPT

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("tasks", "reports", "tracker")

PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
#: room → whether it is pure, in the order of the table; a room imports only what stands before it
ROOMS = {
    room: pure.strip() == "pure" for room, pure in re.findall(r"^\| `([a-z_.]+)` \|([a-z ]*)\|", PAGE, re.MULTILINE)
}
PLACES = {room: place for place, room in enumerate(ROOMS)}
PURE = [room for room, pure in ROOMS.items() if pure]
#: the rooms of reports that may call actions of tasks and use its pages
WRITING_REPORTS = ("reports.pages.", "reports.management")
TOP_WALL = 10
#: library → the only files that may import it
WALLED = {
    "openpyxl": (
        "reports/printing/workbook.py",
        "reports/printing/fillable.py",
        "reports/printing/blank_form.py",
        "reports/sampling/",
        "tasks/importing/",
    ),
    "docx": (
        "reports/printing/document.py",
        "reports/printing/watermark.py",
        "reports/printing/official.py",
        "reports/printing/sideways.py",
        "reports/sampling/",
        "tasks/importing/",
    ),
}
#: what a unit writes in an entry, and what a variable is called that holds one
OWN_WORDS = (*(field.name for field in KEPT), "milestones_done", "readings", "evidence")
ENTRIES = ("entry", "previous", "last")
#: the actions, the lead units' own forms and workbook, and the module that says who reads what
WRITERS_OF_WORDS = (
    "tasks/filing/automatic_entry_actions.py",
    "tasks/filing/drafts.py",
    "tasks/filing/entry_actions.py",
    "tasks/filing/evidence_actions.py",
    "tasks/filing/explanations.py",
    "tasks/filing/offline_changes.py",
    "tasks/visible_words.py",
    "tasks/pages/filing/forms/entries.py",
    "tasks/pages/filing/views/entries.py",
    "tasks/pages/filing/views/reading.py",
    "reports/filing/offline.py",
)
CLOCKS = {
    "date": {"today"},
    "datetime": {"now", "today", "utcnow"},
    "timezone": {"now", "localtime", "localdate"},
    "time": {"time", "localtime", "gmtime"},
}
WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "save", "delete"}
#: where those words mean a file
FILE_WRITERS = (
    "reports/printing/workbook.py",
    "reports/printing/blank_form.py",
    "reports/printing/document.py",
    "reports/printing/watermark.py",
    "reports/printing/official.py",
    "reports/sampling/",
    "tasks/importing/",
)
#: what writes besides modules that are named for actions
WRITERS = ("tasks/audit.py", "tasks/models/", *FILE_WRITERS)

FILE_WALL, TEST_FILE_WALL = 400, 500
#: the same name in several modules, because Django looks for it there
HOMONYMS = {"Command"}
GRAB_BAGS = {"helpers.py", "utils.py", "util.py", "common.py", "misc.py"}


def sources(*folders: str) -> list[Path]:
    """Every Python file below ``folders`` that somebody wrote: migrations are generated."""
    files = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in files if "migrations" not in path.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def name_of(path: Path) -> str:
    """``tasks/models/plan.py`` → ``tasks.models.plan``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports_of(path: Path) -> Iterator[str]:
    """Every name imported by the file, as ``package.module`` or ``package.module.name``."""
    package = name_of(path) if path.name == "__init__.py" else name_of(path).rpartition(".")[0]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def room_of(name: str) -> str | None:
    """The longest room whose name the given one begins with; None for what stands in none."""
    parts = name.split(".")
    heads = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((head for head in heads if head in ROOMS), None)


def is_action(path: Path) -> bool:
    return path.stem.endswith("_actions")


def room_imports() -> Iterator[tuple[Path, str, str, str]]:
    """File, its room, the imported name and that name's room, for every import between rooms."""
    for path in sources("tasks", "reports"):
        room = room_of(name_of(path))
        for name in imports_of(path):
            target = room_of(name)
            if room and target and target != room:
                yield path, room, name, target


def product_functions() -> Iterator[ast.FunctionDef]:
    for path in sources(*PRODUCT):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef):
                yield node


def test_every_module_has_its_room():
    """The two apps themselves and the folders of their pages hold nothing."""
    homeless = {
        short(path)
        for path in sources("tasks", "reports")
        if room_of(name_of(path)) is None and path.read_text().strip()
    }
    assert homeless == set()


def test_every_room_of_the_table_holds_a_module():
    assert ROOMS.keys() - {room_of(name_of(path)) for path in sources("tasks", "reports")} == set()


def test_the_top_of_the_domain_is_the_ground():
    modules = [path.stem for path in (ROOT / "tasks").glob("*.py") if path.stem != "__init__"]
    assert len(modules) <= TOP_WALL


def test_a_room_imports_only_what_stands_before_it():
    """So rooms form no circle."""
    against = [
        f"{short(path)} imports {name}" for path, room, name, target in room_imports() if PLACES[target] > PLACES[room]
    ]
    assert against == []


def test_modules_form_no_circle():
    modules = {name_of(path): path for path in sources("tasks", "reports")}
    graph = {}
    for name, path in modules.items():
        found = {one if one in modules else one.rpartition(".")[0] for one in imports_of(path)}
        graph[name] = found & modules.keys() - {name}
    # raises CycleError, which names the modules
    TopologicalSorter(graph).prepare()


def test_tasks_never_imports_reports():
    importing = [
        f"{short(path)} imports {name}"
        for path in sources("tasks")
        for name in imports_of(path)
        if name.split(".")[0] == "reports"
    ]
    assert importing == []


def test_reports_reads_and_does_not_reach_further_into_tasks():
    reaching = [
        f"{short(path)} imports {name}"
        for path in sources("reports")
        for name in imports_of(path)
        if not name_of(path).startswith(WRITING_REPORTS)
        and (name.startswith(("tasks.pages", "tasks.management")) or re.match(r"tasks\..*_actions\b", name))
    ]
    assert reaching == []


def test_nobody_imports_the_wiring():
    importing = [
        f"{short(path)} imports {name}"
        for path in sources("tasks", "reports")
        for name in imports_of(path)
        if name.split(".")[0] == "tracker"
    ]
    assert importing == []


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_stands_on_the_standard_library_alone(room):
    foreign = [
        f"{short(path)} imports {name}"
        for path in sources(*PRODUCT)
        if room_of(name_of(path)) == room
        for name in imports_of(path)
        if name.split(".")[0] in {"django", "lxml", *WALLED}
        or (name.split(".")[0] in ("tasks", "reports") and room_of(name) not in PURE)
    ]
    assert foreign == []


@pytest.mark.parametrize("library", WALLED)
def test_a_file_format_is_read_and_written_in_one_place(library):
    elsewhere = [
        short(path)
        for path in sources(*PRODUCT)
        if any(name.split(".")[0] == library for name in imports_of(path))
        and not short(path).startswith(WALLED[library])
    ]
    assert elsewhere == []


def test_nothing_is_imported_inside_a_function():
    hidden = {
        f"{short(path)}:{node.lineno}"
        for path in sources(*PRODUCT)
        for function in ast.walk(tree_of(path))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert hidden == set()


def test_only_the_clock_reads_the_clock():
    readers = {
        f"{short(path)}:{node.lineno} {node.value.id}.{node.attr}"
        for path in sources(*PRODUCT)
        if short(path) != "tasks/clock.py"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.attr in CLOCKS.get(node.value.id, ())
    }
    templates = {short(path) for path in (ROOT / "templates").rglob("*.html") if "{% now" in path.read_text()}
    assert readers | templates == set()


def test_only_actions_write():
    """``.save()``, ``.create()`` and their like stand in ``…_actions`` and the audit log; models only refuse or pass on."""
    elsewhere = {
        f"{short(path)}:{node.lineno} .{node.func.attr}()"
        for path in sources(*PRODUCT)
        if not is_action(path) and not short(path).startswith(WRITERS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    }
    assert elsewhere == set()


def test_every_action_names_who_does_it():
    """What opens a transaction in ``…_actions`` takes its arguments by keyword, ``by`` among them."""
    nameless = {
        f"{short(path)} {node.name}"
        for path in sources("tasks")
        if is_action(path)
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
        and "by" not in [argument.arg for argument in node.args.kwonlyargs]
    }
    assert nameless == set()


def test_no_file_passes_the_wall():
    def too_long(folders, wall):
        lengths = {short(path): len(path.read_text().splitlines()) for path in sources(*folders)}
        return {path: length for path, length in lengths.items() if length > wall}

    assert too_long(PRODUCT, FILE_WALL) | too_long(["tests"], TEST_FILE_WALL) == {}


def test_most_files_and_functions_are_small():
    files = [len(path.read_text().splitlines()) for path in sources(*PRODUCT)]
    functions = [node.end_lineno - node.lineno + 1 for node in product_functions()]
    assert statistics.median(files) < 80
    assert statistics.quantiles(files, n=10)[-1] < 250
    assert statistics.median(functions) < 10
    assert statistics.quantiles(functions, n=10)[-1] < 30


def test_there_is_no_grab_bag():
    assert [short(path) for path in sources(*PRODUCT, "tests") if path.name in GRAB_BAGS] == []


def public_names(app: str) -> Iterator[tuple[str, Path]]:
    """The public classes and functions at the top of the modules of an app, each with its file."""
    for path in sources(app):
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                yield node.name, path


@pytest.mark.parametrize("app", PRODUCT)
def test_a_public_name_means_one_thing_in_its_app(app):
    places = defaultdict(list)
    for name, path in public_names(app):
        places[name].append(short(path))
    assert {name: found for name, found in places.items() if len(found) > 1 and name not in HOMONYMS} == {}


def test_one_function_stores_what_an_edition_says():
    """The rows of an edition are written by ``write_editions``, whoever asks for a new wording."""
    writers = {
        (short(path), node.func.value.value.id)
        for path in sources(*PRODUCT)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and isinstance(node.func.value, ast.Attribute)
        and isinstance(node.func.value.value, ast.Name)
        and node.func.value.value.id in {"Edition", "Responsibility", "Leadership"}
    }
    editions = "tasks/plans/edition_actions.py"
    assert writers == {(editions, "Edition"), (editions, "Responsibility"), (editions, "Leadership")}


def test_nobody_reads_a_units_own_words_but_who_may():
    """``tasks.visible_words`` chooses the words of an entry that a user reads; only those who write it read its own."""
    readers = {
        f"{short(path)}:{node.lineno} {ast.unparse(node)}"
        for path in sources(*PRODUCT)
        if not short(path).startswith(WRITERS_OF_WORDS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and node.attr in OWN_WORDS
        and ast.unparse(node.value).split(".")[-1] in ENTRIES
    }
    lookups = {
        f"{short(path)}:{node.lineno} {keyword.arg}"
        for path in sources(*PRODUCT)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg and keyword.arg.split("__")[0] in OWN_WORDS and "contains" in keyword.arg
        # the filter of the list asks for the lead units beside it
        if "led_by" not in ast.unparse(node)
    }
    read = re.compile(rf"(?<!item\.)\b(?:{'|'.join(ENTRIES)})\.(?:{'|'.join(OWN_WORDS)})\b")
    templates = {
        f"{short(path)} {found}"
        for path in (ROOT / "templates").rglob("*.html")
        if short(path) != "templates/filing/entry.html"
        for found in read.findall(path.read_text())
    }
    assert readers | lookups | templates == set()

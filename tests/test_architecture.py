"""The direction of imports and the sizes, as docs/architecture.md draws them; read out of the source, nothing runs."""

import ast
import re
import statistics
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("tasks", "reports", "tracker")

#: room → its level; a room imports its own level and what stands below
LEVELS = {
    "tasks.enums": 0,
    "tasks.clock": 1,
    "tasks.entry_fields": 1,
    "tasks.periods": 1,
    "tasks.workdays": 1,
    "tasks.quantities": 1,
    "tasks.lagging": 1,
    "tasks.phrases": 1,
    "tasks.likeness": 1,
    "tasks.scoring": 1,
    "tasks.permissions": 1,
    "tasks.channels": 1,
    "tasks.reminding": 1,
    "tasks.models": 2,
    "tasks.apps": 2,
    "tasks.words": 3,
    "tasks.queries": 3,
    "tasks.findings": 3,
    "tasks.context": 3,
    "tasks.facts": 3,
    "tasks.agreement": 3,
    "tasks.rounds": 3,
    "tasks.strips": 3,
    "tasks.objections": 3,
    "tasks.openings": 3,
    "tasks.wordings": 3,
    "tasks.requests": 3,
    "tasks.successions": 3,
    "tasks.reading": 3,
    "tasks.searching": 3,
    "tasks.offline": 3,
    "tasks.judging": 3,
    "tasks.earlier": 3,
    "tasks.streaks": 3,
    "tasks.coordination": 3,
    "tasks.addressees": 3,
    "tasks.pending": 3,
    "tasks.outbox": 3,
    "tasks.inbox": 3,
    "tasks.messages": 3,
    "tasks.chased": 3,
    "tasks.chasing": 3,
    "tasks.actions": 4,
    "tasks.importing": 4,
    "tasks.forms": 5,
    "tasks.filters": 5,
    "tasks.narrowing": 5,
    "tasks.tables": 5,
    "tasks.views": 6,
    "tasks.management": 6,
    "tasks.urls": 7,
    "reports.apps": 1,
    "reports.sheet": 1,
    "reports.fillable": 1,
    "reports.fitting": 1,
    "reports.typography": 1,
    "reports.layout": 1,
    "reports.layout_reader": 1,
    "reports.charts": 1,
    "reports.workbook": 1,
    "reports.document": 1,
    "reports.delivery": 1,
    "reports.paragraphs": 1,
    "reports.manuscript": 1,
    "reports.manuscript_tags": 1,
    "reports.telling": 1,
    "reports.official": 1,
    "reports.sideways": 1,
    "reports.portable": 1,
    "reports.items": 5,
    "reports.offline": 5,
    "reports.attachments": 5,
    "reports.changes": 1,
    "reports.issuing": 5,
    "reports.public": 5,
    "reports.before_issue": 5,
    "reports.letters": 5,
    "reports.narrative": 5,
    "reports.figures": 5,
    "reports.scorecard": 5,
    "reports.report": 5,
    "reports.highlights": 5,
    "reports.templatetags": 6,
    "reports.management": 6,
    "reports.views": 6,
    "reports.urls": 7,
}
#: the rooms of tasks that reports may know, besides those below the actions
OPEN_TO_REPORTS = {
    "reports.views": {"tasks.actions", "tasks.filters", "tasks.forms", "tasks.views.access"},
    "reports.management": {"tasks.actions", "tasks.management.arguments"},
}
#: the standard library and each other, nothing else
PURE = (
    "tasks.enums",
    "tasks.entry_fields",
    "tasks.periods",
    "tasks.quantities",
    "tasks.lagging",
    "tasks.scoring",
    "tasks.reminding",
    "tasks.phrases",
    "tasks.likeness",
    "tasks.permissions",
    "reports.sheet",
    "reports.charts",
    "reports.paragraphs",
    "reports.telling",
)
#: library → the only files that may import it
WALLED = {
    "openpyxl": ("reports/workbook.py", "reports/fillable.py", "tasks/importing/"),
    "docx": ("reports/document.py", "reports/official.py", "reports/sideways.py", "tasks/importing/"),
}
#: what a unit writes in an entry, and what a variable is called that holds one
OWN_WORDS = ("text", "problem", "next_step", "coordination", "readings", "evidence")
ENTRIES = ("entry", "previous", "last")
#: the actions, the lead units' own forms and workbook, and the module that says who reads what
WRITERS_OF_WORDS = (
    "tasks/actions/",
    "tasks/words.py",
    "tasks/forms/entries.py",
    "tasks/forms/offline.py",
    "tasks/views/entries.py",
    "tasks/views/reading.py",
    "reports/offline.py",
)
CLOCKS = {
    "date": {"today"},
    "datetime": {"now", "today", "utcnow"},
    "timezone": {"now", "localtime", "localdate"},
    "time": {"time", "localtime", "gmtime"},
}
WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "save", "delete"}
#: where those words mean a file
FILE_WRITERS = ("reports/workbook.py", "reports/document.py", "reports/official.py", "tasks/importing/")

FILE_WALL, TEST_FILE_WALL = 400, 500
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
    """The first two parts of a name in one of the two apps; None for anything else, an app itself included."""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] in ("tasks", "reports") and len(parts) > 1 else None


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


def test_every_room_has_a_level_and_every_level_its_rooms():
    rooms = {room_of(name_of(path)) for path in sources("tasks", "reports")} - {None}
    assert rooms == LEVELS.keys()


def test_the_drawing_shows_the_rooms_as_they_are():
    """The block of docs/architecture.md whose lines begin with a level; ``apps.py`` is the framework's."""
    drawing = re.search(r"```\n(7  .*?)```", (ROOT / "docs/architecture.md").read_text(), re.DOTALL)[1]
    drawn, level = {}, 7
    for line in drawing.splitlines():
        level = int(line[0]) if line[0].isdigit() else level
        drawn |= dict.fromkeys(re.findall(r"(?:tasks|reports)\.\w+", line), level)
    assert drawn == {room: level for room, level in LEVELS.items() if not room.endswith(".apps")}


def test_nothing_imports_what_stands_above_it():
    upward = [
        f"{short(path)} imports {name}"
        for path, room, name, target in room_imports()
        if room in LEVELS and target in LEVELS and LEVELS[target] > LEVELS[room]
    ]
    assert upward == []


def test_rooms_form_no_circle():
    graph = {}
    for _, room, _, target in room_imports():
        graph.setdefault(room, set()).add(target)
    # raises CycleError, which names the rooms
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
        for path, room, name, target in room_imports()
        if room.startswith("reports.")
        and target.startswith("tasks.")
        and LEVELS.get(target, 0) > LEVELS["tasks.queries"]
        and not name.startswith(tuple(OPEN_TO_REPORTS.get(room, {"-"})))
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
        if name.split(".")[0] in {"django", "lxml", *WALLED} or room_of(name) not in {None, *PURE}
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
    """``.save()``, ``.create()`` and their like stand in tasks/actions alone; models only refuse or pass on."""
    elsewhere = {
        f"{short(path)}:{node.lineno} .{node.func.attr}()"
        for path in sources(*PRODUCT)
        if not short(path).startswith(("tasks/actions/", "tasks/models/", *FILE_WRITERS))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    }
    assert elsewhere == set()


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
    editions = "tasks/actions/editions.py"
    assert writers == {(editions, "Edition"), (editions, "Responsibility"), (editions, "Leadership")}


def test_nobody_reads_a_units_own_words_but_who_may():
    """``tasks.words`` says which words of an entry a person reads; the entry's own are for those who write them."""
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
        if short(path) != "templates/entries/page.html"
        for found in read.findall(path.read_text())
    }
    assert readers | lookups | templates == set()


def test_every_action_names_who_does_it():
    """What opens a transaction in tasks/actions takes its arguments by keyword, ``by`` among them."""
    nameless = {
        f"{short(path)} {node.name}"
        for path in sources("tasks/actions")
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

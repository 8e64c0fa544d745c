"""The file that waits for the person's agreement, read as the person has decided and taught."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tasks.importing import Unreadable, import_actions, read_opened_file, waiting
from tasks.importing.changes import Changes
from tasks.importing.choices import ImportChoices
from tasks.importing.decisions import HIDDEN
from tasks.importing.kept_readings import KeptReading, find_reading
from tasks.importing.names import index_units_by_name
from tasks.importing.old_files import PATIENCE
from tasks.importing.opening import OpenedFile, count_table_rows, open_safe_file
from tasks.importing.ownership import claim_document
from tasks.importing.paper_forms import list_known_forms
from tasks.importing.raw import RawDocument
from tasks.importing.rhythms import build_rhythm_finder
from tasks.importing.teaching import Teaching, build_teaching_data, read_teaching_data
from tasks.importing.understand import RowCounter, UnderstoodDocument, understand_document
from tasks.models import User
from tasks.pages.frame.context import AuthenticatedRequest

#: the session key under which token, name, number of rows and options of the waiting file are kept
WAITING = "import"
#: a file with more rows than this is read in the background: reading and comparing 500 takes about two seconds
ROWS_IN_A_REQUEST = 500
#: what the session keeps of a waiting file: token, name, rows, options, and what a person has said of it
Pending = Mapping[str, Any]


class NotYetRead(Exception):
    """The file is too long to be read while the page waits, and nobody has read it as the person wants it."""


@dataclass(frozen=True)
class ReadPaper:
    """A waiting file as it was read; ``kept`` only of a long one."""

    understood: UnderstoodDocument
    kept: KeptReading | None = None


def is_long(pending: Pending) -> bool:
    """Returns whether a waiting file is read in the background."""
    return pending.get("rows", 0) > ROWS_IN_A_REQUEST


def read_waiting_file(request: AuthenticatedRequest) -> RawDocument | None:
    """Reads the waiting file as it is printed; None for a long one, which is read in the background.

    Raises:
        waiting.Gone: no file waits, or what it was converted to is gone and it cannot be converted now; then it says why.
    """
    pending = _find_pending(request)
    return None if is_long(pending) else _read_pending(pending, request.user, PATIENCE)


def read_waiting_document(request: AuthenticatedRequest, raw: RawDocument | None = None) -> ReadPaper:
    """Reads the waiting file, for the person's own government. At the first look it is read by the form of paper that it has.

    Args:
        raw: a short file, where it was just read; it is changed.

    Raises:
        waiting.Gone: as ``read_waiting_file``.
        NotYetRead: it is long, and what is kept of it is nothing or another reading.
    """
    pending = _find_pending(request)
    if is_long(pending):
        waiting.open_waiting_file(pending["token"], by=request.user).close()
        kept = find_reading(token=pending["token"], by=request.user)
        if kept is None or compute_reading_key(pending, request.user) not in kept.keys:
            raise NotYetRead
        paper = ReadPaper(kept.understood, kept)
    else:
        paper = ReadPaper(understand_pending(pending, by=request.user, raw=raw))
    if "form" not in pending:
        # what the person agrees to is what the preview showed, whatever becomes of the form meanwhile
        request.session[WAITING] = pin_form(pending, paper.understood)
    return paper


def _find_pending(request: AuthenticatedRequest) -> Pending:
    pending = request.session.get(WAITING)
    if pending is None:
        raise waiting.Gone
    if "rows" not in pending:
        # it was converted in the background
        pending = request.session[WAITING] = {**pending, "rows": _count_rows(pending, request.user)}
    return pending


def _read_pending(pending: Pending, by: User, patience: float) -> RawDocument:
    try:
        return read_opened_file(_open_pending(pending, by, patience), pending["name"])
    except Unreadable as refusal:
        raise waiting.Gone(str(refusal)) from refusal


def understand_pending(
    pending: Pending,
    *,
    by: User,
    raw: RawDocument | None = None,
    patience: float = PATIENCE,
    note_rows: RowCounter = lambda _done, _rows: None,
) -> UnderstoodDocument:
    """Reads a waiting file as its person has decided and taught.

    Args:
        raw: as of ``read_waiting_document``.

    Raises:
        waiting.Gone: as ``read_waiting_file``.
    """
    raw = raw or _read_pending(pending, by, patience)
    name, teaching = _find_pinned_form(pending)
    understood = understand_document(
        raw,
        known_units=frozenset(index_units_by_name(by.home)),
        decisions=pending.get("decisions", {}),
        teaching=teaching,
        forms=() if "form" in pending else list_known_forms(by.home),
        find_rhythm=build_rhythm_finder(by.home),
        note_rows=note_rows,
        **pending["options"],
    )
    claim_document(understood.document, by.home)
    return replace(understood, form=understood.form or name)


def _count_rows(pending: Pending, by: User) -> int:
    """Counts the rows of a waiting file; errors ``waiting.Gone`` as of ``read_waiting_document``."""
    try:
        return count_table_rows(_open_pending(pending, by, PATIENCE))
    except Unreadable as refusal:
        raise waiting.Gone(str(refusal)) from refusal


def _open_pending(pending: Pending, by: User, patience: float) -> OpenedFile:
    with waiting.open_waiting_file(pending["token"], by=by) as file:
        return open_safe_file(file, pending["name"], patience=patience)


def preview_changes(request: AuthenticatedRequest, choices: ImportChoices, paper: ReadPaper) -> Changes:
    """Computes what the waiting file would change, or takes it from what is kept of a long one.

    Raises:
        NotYetRead: a long file was compared as another treatment than the person chooses now.
    """
    if paper.kept is None:
        return compare_document(paper.understood, choices, by=request.user)
    changes, asked = paper.kept.changes, paper.kept.asked
    is_asked = (choices.treatment, choices.since) == (asked.treatment, asked.since)
    if not is_asked and (choices.treatment, choices.since) != (changes.treatment, changes.since):
        raise NotYetRead
    return replace(changes, choices=choices)


def compare_document(understood: UnderstoodDocument, choices: ImportChoices, *, by: User) -> Changes:
    """Computes what a document would change."""
    return import_actions.import_document(
        document=understood.document, by=by, commit=False, create_units=True, choices=choices
    )


def compute_reading_key(pending: Pending, by: User) -> str:
    """Computes what tells whether a paper would be read as it was: what was said of it, and the units that are known."""
    said = {name: value for name, value in pending.items() if name != "rows"}
    state = [by.home_id, said, sorted(index_units_by_name(by.home))]
    return hashlib.sha256(json.dumps(state, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def pin_form(pending: Pending, understood: UnderstoodDocument) -> dict[str, Any]:
    """Returns the state of the waiting file with the form of paper by which it was read at the first look."""
    return {**pending, "form": [understood.form, build_teaching_data(understood.teaching)]}


def _find_pinned_form(pending: Pending) -> tuple[str, Teaching | None]:
    """Returns the name of the form by which the file is read, and what is taught of the file; None where nothing is."""
    if pending.get("teaching") is not None:
        return "", read_teaching_data(pending["teaching"])
    name, taught = pending.get("form") or ("", {})
    if not name or pending.get("without_form"):
        return "", None
    return name, read_teaching_data(taught)


def keep_teaching(request: AuthenticatedRequest, teaching: Teaching) -> None:
    """Keeps what was taught of the waiting file. What was decided of the former reading is asked anew."""
    _change_waiting(request, teaching=build_teaching_data(teaching))


def switch_form(request: AuthenticatedRequest, *, is_used: bool) -> None:
    """Reads the waiting file by the form of paper that it has, or without one."""
    _change_waiting(request, teaching=None, without_form=not is_used)


def is_form_switched_off(request: AuthenticatedRequest) -> bool:
    return bool(request.session[WAITING].get("without_form"))


def _change_waiting(request: AuthenticatedRequest, **changed: Any) -> None:
    pending: Pending = request.session[WAITING]
    kept = {key: said for key, said in pending.get("decisions", {}).items() if key.startswith(f"{HIDDEN}:")}
    request.session[WAITING] = {**pending, "decisions": kept, **changed}

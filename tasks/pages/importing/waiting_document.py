"""The file that waits for the person's agreement, read as the person has decided and taught."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tasks.importing import Unreadable, read_raw_document, waiting
from tasks.importing.decisions import HIDDEN
from tasks.importing.names import index_units_by_name
from tasks.importing.ownership import claim_document
from tasks.importing.paper_forms import list_known_forms
from tasks.importing.raw import RawDocument
from tasks.importing.rhythms import build_rhythm_finder
from tasks.importing.teaching import Teaching, build_teaching_data, read_teaching_data
from tasks.importing.understand import UnderstoodDocument, understand_document
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.uploading import open_upload

#: the session key under which token, name and options of the waiting file are kept
WAITING = "import"


def read_waiting_file(request: AuthenticatedRequest) -> RawDocument:
    """Reads the waiting file as it is printed.

    Raises:
        waiting.Gone: no file waits, or what it was converted to is gone and it cannot be converted now; then it says why.
    """
    with open_upload(request, WAITING) as file:
        try:
            return read_raw_document(file, request.session[WAITING]["name"])
        except Unreadable as refusal:
            raise waiting.Gone(str(refusal)) from refusal


def understand_waiting_document(request: AuthenticatedRequest, raw: RawDocument | None = None) -> UnderstoodDocument:
    """Understands the waiting file, for the person's own government. At the first look it is read by the form of paper that it
    has.

    Args:
        raw: the file, where it was just read; it is changed.

    Raises:
        waiting.Gone: as ``read_waiting_file``.
    """
    raw = raw or read_waiting_file(request)
    pending = request.session[WAITING]
    name, teaching = _find_pinned_form(pending)
    understood = understand_document(
        raw,
        known_units=frozenset(index_units_by_name(request.user.home)),
        decisions=pending.get("decisions", {}),
        teaching=teaching,
        forms=() if "form" in pending else list_known_forms(request.user.home),
        find_rhythm=build_rhythm_finder(request.user.home),
        **pending["options"],
    )
    if "form" not in pending:
        # what the person agrees to is what the preview showed, whatever becomes of the form meanwhile
        _change_waiting(request, form=[understood.form, build_teaching_data(understood.teaching)])
    claim_document(understood.document, request.user.home)
    return replace(understood, form=understood.form or name)


def _find_pinned_form(pending: Mapping[str, Any]) -> tuple[str, Teaching | None]:
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
    pending: Mapping[str, Any] = request.session[WAITING]
    kept = {key: said for key, said in pending.get("decisions", {}).items() if key.startswith(f"{HIDDEN}:")}
    request.session[WAITING] = {**pending, "decisions": kept, **changed}

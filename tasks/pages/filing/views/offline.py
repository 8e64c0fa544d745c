"""离线填报: a filled-in workbook is looked at row by row, and what the person says yes to is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tasks.enums import OfflineState
from tasks.importing import waiting
from tasks.importing.offline import read_offline
from tasks.judging import batch_actions
from tasks.models import ProgressEntry, User
from tasks.pages.filing.forms.offline import CellDifference, FilledEntry, UnmatchedRow
from tasks.pages.filing.forms.offline_file import match_rows_to_entries
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.frame.views.uploading import (
    discard_upload,
    is_of_this_preview,
    is_readable,
    open_upload,
    store_upload,
)
from tasks.pages.frame.views.wording import DiffPiece, compute_diff, split_tokens
from tasks.pages.importing.forms import MINE, WorkbookForm, WritingForm
from tasks.permissions import Permission
from tasks.queries import prefetch_duties, select_visible_entries

#: in the session: token and name of the file that waits; what became of the last one
WAITING, DONE = "offline", "offline_done"
#: what must be looked at first
PREVIEWED = (
    OfflineState.CONFLICT,
    OfflineState.FAULTY,
    OfflineState.LOCKED,
    OfflineState.WRITES,
    OfflineState.SAME,
)
TOLD = (
    OfflineState.REFUSED,
    OfflineState.FAULTY,
    OfflineState.LOCKED,
    OfflineState.FILED,
    OfflineState.SAVED,
    OfflineState.KEPT,
    OfflineState.SAME,
)
#: a comparison letter by letter of longer texts would take seconds
LONGEST_COMPARED = 1_000_000

#: a row, what became of it, and why
RowOutcome = tuple[FilledEntry | UnmatchedRow, OfflineState, str]


@dataclass(frozen=True)
class OfflineGroup:
    """Rows with the same state."""

    state: OfflineState
    rows: list


@dataclass
class OfflineResult:
    """A row that was dealt with. ``entry`` is its id first, then the entry, as far as the person sees it."""

    entry: int | ProgressEntry | None
    place: str
    state: str
    why: str


@dataclass(frozen=True)
class CellDiff:
    """One cell of a row beside what stands now: what stays, what goes and what comes."""

    difference: CellDifference
    pieces: tuple[DiffPiece, ...]


@dataclass(frozen=True)
class PreviewRow:
    """A row as the preview shows it."""

    filled: FilledEntry | UnmatchedRow

    @property
    def sides(self) -> list[CellDiff]:
        return [CellDiff(one, compute_cell_diff(one)) for one in self.filled.differences]


def compute_cell_diff(one: CellDifference) -> tuple[DiffPiece, ...]:
    """The way from what stands now to what the file says; nothing where the file says nothing new."""
    if one.mine is None:
        return ()
    if len(one.now) * len(one.mine) > LONGEST_COMPARED:
        return tuple(DiffPiece(how, text) for how, text in (("gone", one.now), ("new", one.mine)) if text)
    return compute_diff(split_tokens(one.now), split_tokens(one.mine))


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.EDIT_ENTRY)
def offline_upload(request: AuthenticatedRequest) -> HttpResponse:
    """How it works, the way to the workbook, and the form that takes it back."""
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "filing/offline_upload.html", {"form": form})
    if form.is_valid() and is_readable(form, read_offline):
        store_upload(request, WAITING, form.cleaned_data["file"])
        return redirect("offline_preview")
    return render(request, "filing/offline_upload.html", {"form": form}, status=UNFIT)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.EDIT_ENTRY)
def offline_preview(request: AuthenticatedRequest) -> HttpResponse:
    """What the waiting file would change; on yes, it is written row by row."""
    try:
        found = read_waiting_rows(request)
    except waiting.Gone:
        messages.warning(request, "没有等待核对的填报表，请重新上传。")
        return redirect("offline_upload")
    form = WritingForm(request.POST or None)
    for error in form.errors.values():
        messages.error(request, str(error[0]))
    if form.is_valid() and is_of_this_preview(request, WAITING):
        request.session[DONE] = [
            build_session_row(*one) for one in save_offline_rows(found, form, request.user)
        ]
        discard_upload(request, WAITING)
        return redirect("offline_result")
    context = {
        "name": request.session[WAITING]["name"],
        "token": request.session[WAITING]["token"],
        "groups": [
            OfflineGroup(state, [PreviewRow(one) for one in rows])
            for state, rows in group_rows_by_state(found, PREVIEWED)
        ],
        "writable": [filled for filled in found if filled.is_writable],
        "mine": MINE,
    }
    return render(request, "filing/offline_preview.html", context)


def read_waiting_rows(request: AuthenticatedRequest) -> list[FilledEntry | UnmatchedRow]:
    """
    Raises:
        waiting.Gone: no file waits for the person.
    """
    with open_upload(request, WAITING) as file:
        rows = read_offline(file, request.session[WAITING]["name"])
    return match_rows_to_entries(rows, request.user)


def save_offline_rows(
    found: list[FilledEntry | UnmatchedRow], form: WritingForm, user: User
) -> Iterator[RowOutcome]:
    """Writes what may be written, each entry by itself, and says of every row what became of it."""
    drafts: dict[ProgressEntry, FilledEntry] = {}
    filings: dict[ProgressEntry, FilledEntry] = {}
    for filled in found:
        if isinstance(filled, UnmatchedRow):
            yield filled, filled.state, filled.reason
        elif kept := find_skip_reason(filled, form):
            yield filled, *kept
        elif filled.entry.pk in form.list_ids_to_file() and not filled.why_not_filed:
            filings[filled.entry] = filled
        else:
            drafts[filled.entry] = filled
    acts = (
        (OfflineState.SAVED, batch_actions.save_entries, drafts),
        (OfflineState.FILED, batch_actions.file_entries, filings),
    )
    for state, act, those in acts:
        answers = act(picked=[(entry, filled.form.get_content()) for entry, filled in those.items()], by=user)
        for entry in answers.done:
            left = entry.pk in form.list_ids_to_file() and state == OfflineState.SAVED
            yield those[entry], state, f"未报送：{those[entry].why_not_filed}" if left else ""
        for entry, why in answers.refused:
            yield those[entry], OfflineState.REFUSED, why


def find_skip_reason(filled: FilledEntry, form: WritingForm) -> tuple[OfflineState, str] | None:
    """The state of a row of which nothing is written, with the reason; None for one that is."""
    if not filled.is_writable:
        return filled.state, "；".join(filled.why)
    if form.map_entries_to_revisions().get(filled.entry.pk) != filled.entry.revision:
        return OfflineState.REFUSED, "核对之后该事项又有变化，没有写入，请重新上传核对。"
    if filled.state == OfflineState.CONFLICT and not form.should_use_file_text(filled.entry.pk):
        return OfflineState.KEPT, "没有报送" if filled.entry.pk in form.list_ids_to_file() else ""
    return None


def build_session_row(filled: FilledEntry | UnmatchedRow, state: OfflineState, why: str) -> dict:
    """One row as the session keeps it."""
    return {"entry": filled.entry and filled.entry.pk, "place": filled.place, "state": state, "why": why}


@require_safe
@restrict_to(Permission.EDIT_ENTRY)
def offline_result(request: AuthenticatedRequest) -> HttpResponse:
    """What became of each row of the last workbook."""
    rows = [OfflineResult(**row) for row in request.session.get(DONE, ())]
    if not rows:
        return redirect("offline_upload")
    ids = [row.entry for row in rows if row.entry]
    entries = prefetch_duties(select_visible_entries(request.user)).in_bulk(ids)
    for row in rows:
        row.entry = entries.get(row.entry)
    groups = [OfflineGroup(state, those) for state, those in group_rows_by_state(rows, TOLD)]
    return render(request, "filing/offline_result.html", {"groups": groups})


def group_rows_by_state(rows: list, order: Iterable[OfflineState]) -> Iterator[tuple[OfflineState, list]]:
    """The rows of each state that occurs, in that order."""
    for state in order:
        if those := [row for row in rows if row.state == state]:
            yield state, those

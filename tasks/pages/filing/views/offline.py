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
from tasks.pages.filing.forms.offline import Difference, Filled, Lost
from tasks.pages.filing.forms.offline_file import filled_of
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import requires
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.frame.views.uploading import (
    forget,
    is_of_this_preview,
    is_readable,
    keep_waiting,
    waiting_file,
)
from tasks.pages.frame.views.wording import Piece, pieces_between, tokens
from tasks.pages.importing.forms import MINE, WorkbookForm, WritingForm
from tasks.permissions import Verb
from tasks.queries import entries_visible_to, with_duties

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
Told = tuple[Filled | Lost, OfflineState, str]


@dataclass(frozen=True)
class Group:
    """Rows with the same state."""

    state: OfflineState
    rows: list


@dataclass
class Result:
    """A row that was dealt with. ``entry`` is its id first, then the entry, as far as the person sees it."""

    entry: int | ProgressEntry | None
    place: str
    state: str
    why: str


@dataclass(frozen=True)
class Side:
    """One cell of a row beside what stands now: what stays, what goes and what comes."""

    difference: Difference
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Shown:
    """A row as the preview shows it."""

    filled: Filled | Lost

    @property
    def sides(self) -> list[Side]:
        return [Side(one, pieces_of(one)) for one in self.filled.differences]


def pieces_of(one: Difference) -> tuple[Piece, ...]:
    """The way from what stands now to what the file says; nothing where the file says nothing new."""
    if one.mine is None:
        return ()
    if len(one.now) * len(one.mine) > LONGEST_COMPARED:
        return tuple(Piece(how, text) for how, text in (("gone", one.now), ("new", one.mine)) if text)
    return pieces_between(tokens(one.now), tokens(one.mine))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Verb.EDIT_ENTRY)
def offline_upload(request: AuthenticatedRequest) -> HttpResponse:
    """How it works, the way to the workbook, and the form that takes it back."""
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "filing/offline_upload.html", {"form": form})
    if form.is_valid() and is_readable(form, read_offline):
        keep_waiting(request, WAITING, form.cleaned_data["file"])
        return redirect("offline_preview")
    return render(request, "filing/offline_upload.html", {"form": form}, status=UNFIT)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Verb.EDIT_ENTRY)
def offline_preview(request: AuthenticatedRequest) -> HttpResponse:
    """What the waiting file would change; on yes, it is written row by row."""
    try:
        found = waiting_rows(request)
    except waiting.Gone:
        messages.warning(request, "没有等待核对的填报表，请重新上传。")
        return redirect("offline_upload")
    form = WritingForm(request.POST or None)
    for error in form.errors.values():
        messages.error(request, str(error[0]))
    if form.is_valid() and is_of_this_preview(request, WAITING):
        request.session[DONE] = [as_kept(*one) for one in written(found, form, request.user)]
        forget(request, WAITING)
        return redirect("offline_result")
    context = {
        "name": request.session[WAITING]["name"],
        "token": request.session[WAITING]["token"],
        "groups": [Group(state, [Shown(one) for one in rows]) for state, rows in grouped(found, PREVIEWED)],
        "writable": [filled for filled in found if filled.is_writable],
        "mine": MINE,
    }
    return render(request, "filing/offline_preview.html", context)


def waiting_rows(request: AuthenticatedRequest) -> list[Filled | Lost]:
    """
    Raises:
        waiting.Gone: no file waits for the person.
    """
    with waiting_file(request, WAITING) as file:
        rows = read_offline(file, request.session[WAITING]["name"])
    return filled_of(rows, request.user)


def written(found: list[Filled | Lost], form: WritingForm, user: User) -> Iterator[Told]:
    """Writes what may be written, each entry by itself, and says of every row what became of it."""
    drafts: dict[ProgressEntry, Filled] = {}
    filings: dict[ProgressEntry, Filled] = {}
    for filled in found:
        if isinstance(filled, Lost):
            yield filled, filled.state, filled.reason
        elif kept := why_kept(filled, form):
            yield filled, *kept
        elif filled.entry.pk in form.to_file() and not filled.why_not_filed:
            filings[filled.entry] = filled
        else:
            drafts[filled.entry] = filled
    acts = (
        (OfflineState.SAVED, batch_actions.save_entries, drafts),
        (OfflineState.FILED, batch_actions.file_entries, filings),
    )
    for state, act, those in acts:
        answers = act(picked=[(entry, filled.form.content()) for entry, filled in those.items()], by=user)
        for entry in answers.done:
            left = entry.pk in form.to_file() and state == OfflineState.SAVED
            yield those[entry], state, f"未报送：{those[entry].why_not_filed}" if left else ""
        for entry, why in answers.refused:
            yield those[entry], OfflineState.REFUSED, why


def why_kept(filled: Filled, form: WritingForm) -> tuple[OfflineState, str] | None:
    """The state of a row of which nothing is written, with the reason; None for one that is."""
    if not filled.is_writable:
        return filled.state, "；".join(filled.why)
    if form.revisions().get(filled.entry.pk) != filled.entry.revision:
        return OfflineState.REFUSED, "核对之后该事项又有变化，没有写入，请重新上传核对。"
    if filled.state == OfflineState.CONFLICT and not form.takes_mine(filled.entry.pk):
        return OfflineState.KEPT, "没有报送" if filled.entry.pk in form.to_file() else ""
    return None


def as_kept(filled: Filled | Lost, state: OfflineState, why: str) -> dict:
    """One row as the session keeps it."""
    return {"entry": filled.entry and filled.entry.pk, "place": filled.place, "state": state, "why": why}


@require_safe
@requires(Verb.EDIT_ENTRY)
def offline_result(request: AuthenticatedRequest) -> HttpResponse:
    """What became of each row of the last workbook."""
    rows = [Result(**row) for row in request.session.get(DONE, ())]
    if not rows:
        return redirect("offline_upload")
    ids = [row.entry for row in rows if row.entry]
    entries = with_duties(entries_visible_to(request.user)).in_bulk(ids)
    for row in rows:
        row.entry = entries.get(row.entry)
    groups = [Group(state, those) for state, those in grouped(rows, TOLD)]
    return render(request, "filing/offline_result.html", {"groups": groups})


def grouped(rows: list, order: Iterable[OfflineState]) -> Iterator[tuple[OfflineState, list]]:
    """The rows of each state that occurs, in that order."""
    for state in order:
        if those := [row for row in rows if row.state == state]:
            yield state, those

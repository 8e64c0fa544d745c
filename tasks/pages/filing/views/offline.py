"""离线填报: uploads a filled-in workbook, shows row by row what it would change, and writes what is confirmed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import messages
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tasks.enums import OfflineState
from tasks.filing.offline_changes import UnmatchedRow
from tasks.filing.remarks import FilingRemarks
from tasks.importing import waiting
from tasks.importing.offline import read_offline
from tasks.importing.offline_matching import match_rows_to_entries, select_offline_entries
from tasks.importing.own_tables import OwnTable, read_own_table
from tasks.importing.pasted_entries import match_pasted_rows, read_pasted_entries
from tasks.importing.raw import Unreadable
from tasks.importing.xlsx import NoForm
from tasks.judging import batch_actions
from tasks.models import ProgressEntry, User
from tasks.pages.filing.forms.offline import CheckedEntry, PastedRowsForm
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.frame.views.uploading import (
    discard_upload,
    is_of_this_preview,
    is_readable,
    open_upload,
    store_upload,
)
from tasks.pages.importing.forms import MINE, WorkbookForm, WritingForm
from tasks.permissions import Permission, is_in_lead_unit
from tasks.queries import prefetch_duties, select_visible_entries

#: session keys: token and name of the waiting file; the results of the last one
WAITING, DONE = "offline", "offline_done"
#: what rows that were pasted are called
PASTED = "粘贴的各行"
#: the order of the preview: first what the person must look at
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
#: a row of the file as the page shows it
CheckedRow = CheckedEntry | UnmatchedRow


@dataclass(frozen=True)
class OfflineResult:
    """What became of one row. ``entry`` is None where the row belongs to none that the person sees."""

    entry: ProgressEntry | None
    place: str
    state: OfflineState
    why: str


Row = TypeVar("Row", CheckedRow, OfflineResult)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.EDIT_ENTRY)
def offline_upload(request: AuthenticatedRequest) -> HttpResponse:
    """Shows how 离线填报 works, and takes a filled-in workbook or pasted rows. Query: ``again`` brings back what was pasted."""
    has_rows = "rows" in request.POST
    initial = {"rows": read_pasted_text(request)} if "again" in request.GET else None
    pasted = PastedRowsForm(request.POST if has_rows else None, initial=initial)
    if has_rows:
        return take_pasted_rows(request, pasted)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "filing/offline_upload.html", {"form": form, "pasted": pasted})
    if form.is_valid() and keep_filled_file(request, form):
        return redirect("offline_preview")
    return render(request, "filing/offline_upload.html", {"form": form, "pasted": pasted}, status=UNFIT)


def keep_filled_file(request: AuthenticatedRequest, form: WorkbookForm) -> bool:
    """Keeps a 离线填报表, or else a table of the unit's own, for the preview; adds to the form why it cannot be read."""
    file, period = form.cleaned_data["file"], find_current_period(request)
    try:
        read_offline(file, file.name)
    except NoForm:
        file.seek(0)

        def read(file: File, name: str) -> OwnTable:
            return read_own_table(file, name, request.user, period)

        if not is_readable(form, read):
            return False
        store_upload(request, WAITING, file, of=period.pk if period else None, table=True)
        return True
    except Unreadable as refusal:
        form.add_error("file", str(refusal))
        return False
    store_upload(request, WAITING, file)
    return True


def take_pasted_rows(request: AuthenticatedRequest, pasted: PastedRowsForm) -> HttpResponse:
    """Keeps pasted rows as a file that waits for the preview; shows the page again where they cannot be read."""
    if pasted.is_valid():
        text = pasted.cleaned_data["rows"]
        try:
            read_pasted_entries(text, list_writable_entries(request))
        except Unreadable as refusal:
            pasted.add_error("rows", str(refusal))
        else:
            period = find_current_period(request)
            file = SimpleUploadedFile(PASTED, text.encode())
            store_upload(request, WAITING, file, of=period.pk if period else None)
            return redirect("offline_preview")
    context = {"form": WorkbookForm(), "pasted": pasted}
    return render(request, "filing/offline_upload.html", context, status=UNFIT)


def is_pasted(pending: Mapping[str, Any]) -> bool:
    """Returns whether rows that were pasted wait, not a file."""
    return "of" in pending and "table" not in pending


def read_pasted_text(request: AuthenticatedRequest) -> str:
    """Reads the pasted rows that wait; "" for none."""
    if not is_pasted(request.session.get(WAITING, {})):
        return ""
    try:
        with open_upload(request, WAITING) as file:
            return file.read().decode()
    except waiting.Gone:
        return ""


def list_writable_entries(request: AuthenticatedRequest, period_id: int | None = None) -> list[ProgressEntry]:
    """Lists the entries that pasted rows can mean: those that the person's units lead.

    Args:
        period_id: of the period in which the rows were pasted; None for the present one.
    """
    period = find_current_period(request)
    wanted = period_id or (period.pk if period else None)
    found = select_offline_entries(request.user).filter(period=wanted)
    return [entry for entry in found if is_in_lead_unit(request.user, entry)]


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.EDIT_ENTRY)
def offline_preview(request: AuthenticatedRequest) -> HttpResponse:
    """Shows what the waiting file would change; a POST writes it row by row."""
    try:
        found, notes = read_waiting_rows(request)
    except (waiting.Gone, Unreadable) as refusal:
        messages.warning(request, str(refusal) or "没有等待核对的填报表，请重新上传。")
        return redirect("offline_upload")
    if "choose" in request.POST and is_of_this_preview(request, WAITING):
        return keep_choices(request, found)
    for row in found:
        if isinstance(row, CheckedEntry):
            row.pick(request.POST)
    form = WritingForm(request.POST or None)
    for error in form.errors.values():
        messages.error(request, str(error[0]))
    if form.is_valid() and is_of_this_preview(request, WAITING):
        results = save_offline_rows(found, form, request.user)
        request.session[DONE] = [build_session_row(result) for result in results]
        discard_upload(request, WAITING)
        return redirect("offline_result")
    context = {
        "name": request.session[WAITING]["name"],
        "is_pasted": is_pasted(request.session[WAITING]),
        "token": request.session[WAITING]["token"],
        "groups": list(group_by_state(found, PREVIEWED)),
        "writable": [row for row in found if row.is_writable],
        "conflicts": sum(row.state == OfflineState.CONFLICT for row in found),
        "mine": MINE,
        "notes": notes,
        "uncertain": [row for row in found if isinstance(row, UnmatchedRow) and row.candidates],
        "chosen": request.session[WAITING].get("chosen", {}),
    }
    return render(request, "filing/offline_preview.html", context)


def keep_choices(request: AuthenticatedRequest, found: Sequence[CheckedRow]) -> HttpResponse:
    """Keeps which entry each uncertain row means, as far as the person has chosen, or forgets all of it, and shows the preview anew."""
    pending = request.session[WAITING]
    chosen = {} if request.POST["choose"] == "clear" else dict(pending.get("chosen", {}))
    for row in found:
        picked = request.POST.get(f"item-{row.place}", "")
        if isinstance(row, UnmatchedRow) and picked in {str(entry.pk) for entry in row.candidates}:
            chosen[row.place] = int(picked)
    request.session[WAITING] = pending | {"chosen": chosen}
    return redirect("offline_preview")


def read_waiting_rows(request: AuthenticatedRequest) -> tuple[list[CheckedRow], list[str]]:
    """Returns the rows, and what the reader of a unit's own table has to say of it.

    Raises:
        waiting.Gone: no file of the person waits.
        Unreadable: what it was converted to is gone, and it cannot be converted now.
    """
    pending, notes = request.session.get(WAITING, {}), []
    with open_upload(request, WAITING) as file:
        if "of" in pending:
            written = list_writable_entries(request, pending["of"])
            if "table" in pending:
                period = written[0].period if written else None
                table = read_own_table(file, pending["name"], request.user, period)
                rows, notes = table.rows, table.notes
            else:
                rows = read_pasted_entries(file.read().decode(), written)
            found = match_pasted_rows(rows, written, request.user, pending.get("chosen"))
        else:
            found = match_rows_to_entries(read_offline(file, pending["name"]), request.user)
    entries = [row.entry for row in found if not isinstance(row, UnmatchedRow)]
    remarks = FilingRemarks(request.user, entries)
    return [row if isinstance(row, UnmatchedRow) else CheckedEntry(row, remarks) for row in found], notes


def save_offline_rows(found: Iterable[CheckedRow], form: WritingForm, user: User) -> Iterator[OfflineResult]:
    """Writes each entry of the file in a transaction of its own, and yields the result of every row."""
    drafts: dict[ProgressEntry, CheckedEntry] = {}
    filings: dict[ProgressEntry, CheckedEntry] = {}
    for row in found:
        if isinstance(row, UnmatchedRow):
            yield OfflineResult(None, row.place, row.state, row.reason)
        elif skipped := find_skip_reason(row, form):
            yield OfflineResult(row.entry, row.place, *skipped)
        elif row.entry.pk in form.list_ids_to_file() and not row.why_not_filed:
            filings[row.entry] = row
        else:
            drafts[row.entry] = row
    batches = (
        (OfflineState.SAVED, batch_actions.save_entries, drafts),
        (OfflineState.FILED, batch_actions.file_entries, filings),
    )
    for state, act, rows in batches:
        answers = act(picked=[(entry, row.form.get_content()) for entry, row in rows.items()], by=user)
        for entry in answers.done:
            is_left = entry.pk in form.list_ids_to_file() and state == OfflineState.SAVED
            why = f"未报送：{rows[entry].why_not_filed}" if is_left else ""
            yield OfflineResult(entry, rows[entry].place, state, why)
        for entry, why in answers.refused:
            yield OfflineResult(entry, rows[entry].place, OfflineState.REFUSED, why)


def find_skip_reason(row: CheckedEntry, form: WritingForm) -> tuple[OfflineState, str] | None:
    """Returns state and reason of an entry of which nothing is written; None for one that is written."""
    if not row.is_writable:
        return row.state, "；".join(row.why)
    if form.map_entries_to_revisions().get(row.entry.pk) != row.entry.revision:
        return OfflineState.REFUSED, "核对之后该事项又有变化，没有写入，请重新上传核对。"
    if row.state == OfflineState.CONFLICT and not form.should_use_file_text(row.entry.pk):
        return OfflineState.KEPT, "没有报送" if row.entry.pk in form.list_ids_to_file() else ""
    return None


def build_session_row(result: OfflineResult) -> dict:
    """Returns a result as the session keeps it."""
    entry = result.entry and result.entry.pk
    return {"entry": entry, "place": result.place, "state": result.state, "why": result.why}


def list_session_results(request: AuthenticatedRequest) -> list[OfflineResult]:
    """Returns the results of the last workbook."""
    rows = request.session.get(DONE, ())
    entries = prefetch_duties(select_visible_entries(request.user)).in_bulk(
        [row["entry"] for row in rows if row["entry"]]
    )
    return [
        OfflineResult(entries.get(row["entry"]), row["place"], OfflineState(row["state"]), row["why"]) for row in rows
    ]


@require_safe
@restrict_to(Permission.EDIT_ENTRY)
def offline_result(request: AuthenticatedRequest) -> HttpResponse:
    """Shows what became of each row of the last workbook."""
    results = list_session_results(request)
    if not results:
        return redirect("offline_upload")
    return render(request, "filing/offline_result.html", {"groups": list(group_by_state(results, TOLD))})


def group_by_state(rows: Sequence[Row], order: Iterable[OfflineState]) -> Iterator[tuple[OfflineState, list[Row]]]:
    """Yields each state that occurs with its rows, in the given order."""
    for state in order:
        if found := [row for row in rows if row.state == state]:
            yield state, found

"""Importing a document: upload, see what would change, say yes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tasks import periods
from tasks.importing import parse_document, read_raw_document, waiting
from tasks.importing.answer import build_import_json
from tasks.importing.changes import Changes
from tasks.importing.document import ImportedDocument
from tasks.importing.import_actions import import_document as apply_document
from tasks.importing.names import index_units_by_name
from tasks.models import Period
from tasks.pages.frame.context import SESSION_KEY, AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.uploading import (
    discard_upload,
    is_of_this_preview,
    is_readable,
    open_upload,
    store_upload,
)
from tasks.pages.importing.forms import ConfirmForm, UploadForm
from tasks.permissions import Permission

#: in the session: the token, name and options of the file that waits
WAITING = "import"
#: a change of a row, as the page says it, with its token of colour
CHANGES = {
    "new": ("新增", "watch"),
    "changed": ("表述有变化", "watch"),
    "same": ("一致", "ok"),
    "unmatched": ("未比对", "none"),
}


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.IMPORT_DOCUMENTS)
def upload_document(request: AuthenticatedRequest) -> HttpResponse:
    """Takes the file, turns away what cannot be read, and goes on to the preview."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid() and is_readable(form, read_raw_document):
        store_upload(request, WAITING, form.cleaned_data["file"], options=form.get_options())
        return redirect("import_preview")
    return render(request, "importing/upload.html", {"form": form})


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.IMPORT_DOCUMENTS)
def import_preview(request: AuthenticatedRequest) -> HttpResponse:
    """What the waiting file would change; on yes, the same file is applied, whole or not at all."""
    try:
        document = read_waiting_document(request)
    except waiting.Gone:
        messages.warning(request, "没有等待确认的文件，请重新上传。")
        return redirect("import_document")
    changes = apply_document(document=document, by=request.user, commit=False, create_units=True)
    form = ConfirmForm(request.POST or None, unknown=changes.book.unknown, initial=request.session[WAITING])
    if request.method == "POST" and is_of_this_preview(request, WAITING) and form.is_valid():
        changes = apply_document(
            document=read_waiting_document(request),
            by=request.user,
            commit=True,
            create_units=bool(changes.book.unknown),
        )
        if changes.committed:
            return redirect_after_import(request, changes)
    return render(request, "importing/preview.html", build_preview_context(changes) | {"form": form})


def read_waiting_document(request: AuthenticatedRequest) -> ImportedDocument:
    """The waiting file, read; without a government of its own it is the person's.

    Raises:
        waiting.Gone: there is none.
    """
    with open_upload(request, WAITING) as file:
        pending = request.session[WAITING]
        raw = read_raw_document(file, pending["name"])
    known = frozenset(index_units_by_name(request.user.home))
    document = parse_document(raw, known_units=known, **pending["options"])
    if document.government is None:
        government = request.user.home.name
        document = parse_document(raw, known_units=known, government=government, **pending["options"])
    return document


def redirect_after_import(request: AuthenticatedRequest, changes: Changes) -> HttpResponse:
    """Says so, and goes on to where the work is: the period that was imported, or the opening of the first."""
    discard_upload(request, WAITING)
    messages.success(request, f"已导入“{changes.document.filename}”，共 {len(changes.rows)} 项。")
    period = Period.objects.filter(plan=changes.plan, number=changes.period_number).first()
    if period is None:
        return redirect("period_list")
    request.session[SESSION_KEY] = period.pk
    return redirect("task_list")


def build_preview_context(changes: Changes) -> dict:
    """What the preview shows."""
    answer = build_import_json(changes)
    rows = [row for table in answer["tables"] for row in table["rows"]]
    for row in rows:
        row["label"], row["token"] = CHANGES[row["change"]]
    return {
        "answer": answer,
        "period_label": periods.get_period_label(changes.document.period) if changes.document.period else "",
        "document": changes.document,
        "changes": changes,
        "counts": [(changes.count(change), label, token) for change, (label, token) in CHANGES.items()],
        "doubtful": [row for row in rows if row["warnings"]],
        "may_confirm": not changes.errors and not changes.nothing_new,
    }

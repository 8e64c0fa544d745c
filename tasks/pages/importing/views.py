"""Importing a document: upload, see what would change, say yes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tasks import periods
from tasks.importing import read, understand, waiting
from tasks.importing.answer import as_json
from tasks.importing.changes import Changes
from tasks.importing.document import Document
from tasks.importing.import_actions import import_document as apply_document
from tasks.importing.names import names_of_units
from tasks.models import Period
from tasks.pages.frame.context import SESSION_KEY, AuthenticatedRequest
from tasks.pages.frame.views.access import requires
from tasks.pages.frame.views.uploading import (
    forget,
    is_of_this_preview,
    is_readable,
    keep_waiting,
    waiting_file,
)
from tasks.pages.importing.forms import ConfirmForm, UploadForm
from tasks.permissions import Verb

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
@requires(Verb.IMPORT_DOCUMENTS)
def import_document(request: AuthenticatedRequest) -> HttpResponse:
    """Takes the file, turns away what cannot be read, and goes on to the preview."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid() and is_readable(form, read):
        keep_waiting(request, WAITING, form.cleaned_data["file"], options=form.options())
        return redirect("import_preview")
    return render(request, "importing/upload.html", {"form": form})


@require_http_methods(["GET", "POST"])
@requires(Verb.IMPORT_DOCUMENTS)
def import_preview(request: AuthenticatedRequest) -> HttpResponse:
    """What the waiting file would change; on yes, the same file is applied, whole or not at all."""
    try:
        document = understood(request)
    except waiting.Gone:
        messages.warning(request, "没有等待确认的文件，请重新上传。")
        return redirect("import_document")
    changes = apply_document(document=document, by=request.user, commit=False, create_units=True)
    form = ConfirmForm(request.POST or None, unknown=changes.book.unknown, initial=request.session[WAITING])
    if request.method == "POST" and is_of_this_preview(request, WAITING) and form.is_valid():
        changes = apply_document(
            document=understood(request),
            by=request.user,
            commit=True,
            create_units=bool(changes.book.unknown),
        )
        if changes.committed:
            return done(request, changes)
    return render(request, "importing/preview.html", told(changes) | {"form": form})


def understood(request: AuthenticatedRequest) -> Document:
    """The waiting file, read; without a government of its own it is the person's.

    Raises:
        waiting.Gone: there is none.
    """
    with waiting_file(request, WAITING) as file:
        pending = request.session[WAITING]
        raw = read(file, pending["name"])
    known = frozenset(names_of_units(request.user.home))
    document = understand(raw, known_units=known, **pending["options"])
    if document.government is None:
        government = request.user.home.name
        document = understand(raw, known_units=known, government=government, **pending["options"])
    return document


def done(request: AuthenticatedRequest, changes: Changes) -> HttpResponse:
    """Says so, and goes on to where the work is: the period that was imported, or the opening of the first."""
    forget(request, WAITING)
    messages.success(request, f"已导入“{changes.document.filename}”，共 {len(changes.rows)} 项。")
    period = Period.objects.filter(plan=changes.plan, number=changes.period_number).first()
    if period is None:
        return redirect("period_list")
    request.session[SESSION_KEY] = period.pk
    return redirect("task_list")


def told(changes: Changes) -> dict:
    """What the preview shows."""
    answer = as_json(changes)
    rows = [row for table in answer["tables"] for row in table["rows"]]
    for row in rows:
        row["label"], row["token"] = CHANGES[row["change"]]
    return {
        "answer": answer,
        "period_label": periods.label_of(changes.document.period) if changes.document.period else "",
        "document": changes.document,
        "changes": changes,
        "counts": [(changes.count(change), label, token) for change, (label, token) in CHANGES.items()],
        "doubtful": [row for row in rows if row["warnings"]],
        "may_confirm": not changes.errors and not changes.nothing_new,
    }

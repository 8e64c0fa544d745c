"""Imports a document: uploads it, shows what it would change, and applies that once the person has agreed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tasks.importing import import_actions, parse_document, read_raw_document, waiting
from tasks.importing.changes import Changes
from tasks.importing.document import ImportedDocument
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
from tasks.pages.importing.preview_page import ImportPreviewPage
from tasks.permissions import Permission

#: the session key under which token, name and options of the waiting file are kept
WAITING = "import"


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.IMPORT_DOCUMENTS)
def upload_document(request: AuthenticatedRequest) -> HttpResponse:
    """Takes the file, refuses one that cannot be read, and goes on to the preview."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid() and is_readable(form, read_raw_document):
        store_upload(request, WAITING, form.cleaned_data["file"], options=form.get_options())
        return redirect("import_preview")
    return render(request, "importing/upload.html", {"form": form})


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.IMPORT_DOCUMENTS)
def import_preview(request: AuthenticatedRequest) -> HttpResponse:
    """Shows what the waiting file would change. A POST imports the same file, whole or not at all."""
    try:
        document = read_waiting_document(request)
    except waiting.Gone:
        messages.warning(request, "没有等待确认的文件，请重新上传。")
        return redirect("import_document")
    changes = import_actions.import_document(document=document, by=request.user, commit=False, create_units=True)
    form = ConfirmForm(request.POST or None, unknown=changes.book.unknown, initial=request.session[WAITING])
    if request.method == "POST" and is_of_this_preview(request, WAITING) and form.is_valid():
        changes = import_actions.import_document(
            document=read_waiting_document(request),
            by=request.user,
            commit=True,
            create_units=bool(changes.book.unknown),
        )
        if changes.committed:
            return redirect_after_import(request, changes)
    return render(request, "importing/preview.html", {"page": ImportPreviewPage(changes, form)})


def read_waiting_document(request: AuthenticatedRequest) -> ImportedDocument:
    """Reads the waiting file; one that names no government belongs to the person's.

    Raises:
        waiting.Gone: no file waits.
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
    """Goes to the items of the imported period, or to the periods where the document belongs to none."""
    discard_upload(request, WAITING)
    messages.success(request, f"已导入“{changes.document.filename}”，共 {len(changes.rows)} 项。")
    period = Period.objects.filter(plan=changes.plan, number=changes.period_number).first()
    if period is None:
        return redirect("period_list")
    request.session[SESSION_KEY] = period.pk
    return redirect("task_list")

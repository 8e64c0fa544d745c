"""认列、来文格式: a person says how the tables of the waiting file are to be read, and keeps that for the next paper."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tasks.importing import waiting
from tasks.importing.decisions import Decisions
from tasks.importing.form_fitting import build_form_tables
from tasks.importing.paper_form_actions import drop_paper_form, keep_paper_form, rename_paper_form
from tasks.importing.paper_forms import list_paper_forms
from tasks.importing.tables import TablePlace
from tasks.importing.teaching import TaughtTable, Teaching, Unteachable
from tasks.importing.understand import UnderstoodDocument
from tasks.models import PaperForm
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.frame.views.uploading import is_of_this_preview
from tasks.pages.importing.long_papers import go_on_reading, reads_long_papers
from tasks.pages.importing.paper_forms_page import PaperFormsPage
from tasks.pages.importing.teaching_page import build_teach_form
from tasks.pages.importing.views import build_confirm_form, read_choices, render_preview
from tasks.pages.importing.waiting_document import (
    WAITING,
    keep_teaching,
    preview_changes,
    read_waiting_document,
    switch_form,
)
from tasks.permissions import Permission, Refused

GONE = "没有等待确认的文件，请重新上传。"


@require_POST
@restrict_to(Permission.IMPORT_DOCUMENTS)
@reads_long_papers
def teach_reading(request: AuthenticatedRequest) -> HttpResponse:
    """Takes what the person says of a table and reads the file again; ``undo``, ``clear`` and ``form`` take it back."""
    try:
        paper = read_waiting_document(request)
    except waiting.Gone:
        messages.warning(request, GONE)
        return redirect("import_document")
    understood = paper.understood
    if not is_of_this_preview(request, WAITING):
        return redirect_to_preview(request)
    if "form" in request.POST:
        switch_form(request, is_used=request.POST["form"] == "on")
    elif "clear" in request.POST:
        keep_teaching(request, Teaching())
    elif "undo" in request.POST:
        key, _, choice = request.POST["undo"].partition("|")
        keep_teaching(request, understood.teaching.teach(key, understood.teaching.get_table(key).forget(choice)))
    elif place := find_place(understood, request.POST.get("table", "")):
        form = build_teach_form(understood, place, request.session[WAITING]["token"], request.POST)
        if not form.is_valid():
            changes = preview_changes(request, read_choices(request), paper)
            confirm = build_confirm_form(request, changes, is_sent=False)
            return render_preview(request, understood, changes, confirm, teach=form, status=UNFIT)
        keep_teaching(request, teach_place(understood, place, form.get_taught()))
    return go_on_reading(request, redirect_to_preview(request))


def find_place(understood: UnderstoodDocument, key: str) -> TablePlace | None:
    return next((place for place in understood.places if place.key == key), None)


def teach_place(understood: UnderstoodDocument, place: TablePlace, table: TaughtTable) -> Teaching:
    """Returns what is taught of the file with what was sent of one table.

    Where a table begins otherwise than before, the tables below it in the same grid are other ones too.
    """
    teaching = understood.teaching.teach(place.key, table)
    if table.header != place.taught.header:
        below = [one.key for one in understood.places if one.grid is place.grid and one.first > place.first]
        for key in below:
            teaching = teaching.teach(key, TaughtTable())
    return teaching


def redirect_to_preview(request: AuthenticatedRequest) -> HttpResponse:
    """Goes to the preview, at the table and the choices of the page that was sent."""
    query = {name: said for name in ("treatment", "since") if (said := request.GET.get(name))}
    if table := request.POST.get("table"):
        query["table"] = table
    address = reverse("import_preview")
    return redirect(f"{address}?{urlencode(query)}#teaching" if query else f"{address}#teaching")


@require_POST
@restrict_to(Permission.IMPORT_DOCUMENTS)
@reads_long_papers
def paper_form_keep(request: AuthenticatedRequest) -> HttpResponse:
    """Keeps what was taught and decided of the waiting file as a form of paper."""
    try:
        paper = read_waiting_document(request)
    except waiting.Gone:
        messages.warning(request, GONE)
        return redirect("import_document")
    understood = paper.understood
    if is_of_this_preview(request, WAITING):
        try:
            teaching = add_decided_columns(understood, request.session[WAITING].get("decisions", {}))
            tables = build_form_tables(teaching, understood.places)
            form = keep_paper_form(name=request.POST.get("name", ""), tables=tables, by=request.user)
            messages.success(request, f"已存为来文格式“{form}”，下次同样表头的文件照此读取。")
        except (Refused, Unteachable) as refusal:
            messages.error(request, str(refusal))
    return redirect_to_preview(request)


def add_decided_columns(understood: UnderstoodDocument, said: dict[str, str]) -> Teaching:
    """Returns what was taught of the file, with the columns that the person has named where they were doubtful."""
    teaching, decided = understood.teaching, Decisions(said)
    for position, reader in enumerate(understood.readers, start=1):
        columns = decided.map_columns(position)
        own = [place for place in understood.places if place.table is reader.cut and place.header is reader.cut.header]
        for place in own if columns else []:
            table = teaching.get_table(place.key)
            teaching = teaching.teach(place.key, table.name_columns(columns))
    return teaching


@require_safe
@restrict_to(Permission.IMPORT_DOCUMENTS)
def paper_form_list(request: AuthenticatedRequest) -> HttpResponse:
    """Lists the forms of paper of the person's government."""
    page = PaperFormsPage(list_paper_forms(request.user.home))
    return render(request, "importing/paper_forms.html", {"page": page})


@require_POST
@restrict_to(Permission.IMPORT_DOCUMENTS)
def paper_form_rename(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Renames a form of paper."""
    try:
        form = rename_paper_form(form=find_own_form(request, pk), name=request.POST.get("name", ""), by=request.user)
        messages.success(request, f"已改名为“{form}”。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("paper_form_list")


@require_POST
@restrict_to(Permission.IMPORT_DOCUMENTS)
def paper_form_drop(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Deletes a form of paper."""
    form = find_own_form(request, pk)
    drop_paper_form(form=form, by=request.user)
    messages.success(request, f"来文格式“{form}”已删除；已导入的内容不变。")
    return redirect("paper_form_list")


def find_own_form(request: AuthenticatedRequest, pk: int) -> PaperForm:
    return get_object_or_404(PaperForm, pk=pk, government=request.user.home)

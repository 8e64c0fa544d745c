"""Imports a document: uploads it, shows what it would change, and applies that once the person has agreed."""

from dataclasses import asdict, replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tasks.continuing.continuations import PlanContinuations
from tasks.enums import ImportTreatment
from tasks.importing import Unreadable, import_actions, read_opened_file, waiting
from tasks.importing.changes import Changes
from tasks.importing.choices import ImportChoices
from tasks.importing.list_facts import choose_list_facts
from tasks.importing.old_files import NotYetConverted
from tasks.importing.opening import count_table_rows, open_safe_file
from tasks.importing.rhythms import list_rhythms
from tasks.importing.taking import build_taken_book
from tasks.importing.understand import UnderstoodDocument
from tasks.models import Period
from tasks.models.changes import ChangedMeanwhile
from tasks.outlooks.outlook_files import is_outlook
from tasks.pages.frame.context import SESSION_KEY, AuthenticatedRequest
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.undo_offers import add_undoable_message
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.frame.views.uploading import (
    discard_upload,
    is_of_this_preview,
    store_upload,
)
from tasks.pages.importing.conversion_jobs import request_conversion
from tasks.pages.importing.forms import (
    ConfirmForm,
    CorrectionBasisForm,
    DecisionsForm,
    ListFactsForm,
    TreatmentForm,
    UploadForm,
)
from tasks.pages.importing.long_papers import (
    describe_import_success,
    go_on_reading,
    read_asked,
    reads_long_papers,
    redirect_to_reading,
    request_import,
)
from tasks.pages.importing.outlook_preview import preview_outlook
from tasks.pages.importing.past_imports import list_past_imports
from tasks.pages.importing.preview_page import ImportPreviewPage
from tasks.pages.importing.teaching_form import TeachForm
from tasks.pages.importing.teaching_page import TeachingPage
from tasks.pages.importing.waiting_document import (
    ROWS_IN_A_REQUEST,
    WAITING,
    is_form_switched_off,
    preview_changes,
    read_waiting_document,
    read_waiting_file,
)
from tasks.permissions import Permission, Refused


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.IMPORT_DOCUMENTS)
def upload_document(request: AuthenticatedRequest) -> HttpResponse:
    """Takes the file, refuses one that cannot be read, and goes on to the preview; a long one is read in the
    background first."""
    form = UploadForm(request.POST or None, request.FILES or None, rhythms=list_rhythms(request.user.home))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            opened = open_safe_file(file, file.name)
            rows = count_table_rows(opened)
            if rows <= ROWS_IN_A_REQUEST:
                read_opened_file(opened, file.name)
        except NotYetConverted:
            return convert_later(request, form)
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
        else:
            store_upload(request, WAITING, file, options=form.get_options(), rows=rows)
            return go_on_reading(request, redirect("import_preview"))
    return render_upload(request, form)


def render_upload(request: AuthenticatedRequest, form: UploadForm) -> HttpResponse:
    return render(request, "importing/upload.html", {"form": form, "past": list_past_imports(request.user)})


def convert_later(request: AuthenticatedRequest, form: UploadForm) -> HttpResponse:
    """Keeps the file and has it converted in the background."""
    store_upload(request, WAITING, form.cleaned_data["file"], options=form.get_options())
    pending = request.session[WAITING]
    try:
        job = request_conversion(token=pending["token"], name=pending["name"], by=request.user)
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return render_upload(request, form)
    return redirect("job_page", job.pk)


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.IMPORT_DOCUMENTS)
@reads_long_papers
def import_preview(request: AuthenticatedRequest) -> HttpResponse:
    """Shows what the waiting file would change. A POST imports the same file, whole or not at all.

    Query: ``treatment`` and ``since`` say what a plan document is for a year that has a plan, and from when it holds;
    ``table`` and ``from`` which table of the paper is shown, and from which of its rows on.
    """
    try:
        raw = read_waiting_file(request)
        if raw and is_outlook(raw, request.session[WAITING]["options"]["kind"]):
            return preview_outlook(request, raw)
        paper = read_waiting_document(request, raw)
    except waiting.Gone as refusal:
        return ask_for_upload(request, refusal)
    changes = preview_changes(request, read_choices(request), paper)
    form = build_confirm_form(request, changes)
    status = 200
    if request.method == "POST" and is_of_this_preview(request, WAITING) and form.is_valid():
        try:
            if paper.kept:
                return import_later(request, changes, form)
            done = apply_waiting_document(request, changes, form)
            if done.committed:
                return redirect_after_import(request, done)
            changes = done
        except ChangedMeanwhile as refusal:
            form.refuse(refusal)
            paper = read_waiting_document(request)
            chosen = replace(read_choices(request), taken=None, linked=None)
            changes = preview_changes(request, chosen, paper)
            change_sent_data(form, seen=changes.compute_fingerprint())
            status = CONFLICTING
        except ValidationError as refusal:
            form.refuse(refusal)
            status = UNFIT
    return render_preview(request, paper.understood, changes, form, status=status)


def render_preview(
    request: AuthenticatedRequest,
    understood: UnderstoodDocument,
    changes: Changes,
    form: ConfirmForm,
    *,
    teach: TeachForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Shows what the file would change, beside the paper.

    Args:
        teach: what a person has sent of a table, to show it again with its errors.
    """
    token = request.session[WAITING]["token"]
    start = request.GET.get("from", "")
    teaching = TeachingPage(
        understood,
        token=token,
        asked=teach.place.key if teach else request.GET.get("table", ""),
        start=int(start) if start.isascii() and start.isdecimal() and len(start) < 7 else 0,
        form=teach,
        is_form_off=is_form_switched_off(request),
    )
    doubts = DecisionsForm(blocked=changes.document.blocked, initial={"token": token})
    page = ImportPreviewPage(changes, form, doubts, teaching, build_treatment_form(changes))
    return render(request, "importing/preview.html", {"page": page}, status=status)


@require_POST
@restrict_to(Permission.IMPORT_DOCUMENTS)
@reads_long_papers
def decide_readings(request: AuthenticatedRequest) -> HttpResponse:
    """Keeps what the person says of doubtful places, or with ``clear`` forgets all of it, and reads the file again."""
    try:
        document = read_waiting_document(request).understood.document
    except waiting.Gone as refusal:
        return ask_for_upload(request, refusal)
    form = DecisionsForm(request.POST, blocked=document.blocked)
    if is_of_this_preview(request, WAITING) and form.is_valid():
        pending = request.session[WAITING]
        said = {} if "clear" in request.POST else pending.get("decisions", {}) | form.get_decisions()
        request.session[WAITING] = pending | {"decisions": said}
        if "clear" not in request.POST and not form.get_decisions():
            messages.warning(request, "还没有选择任何一处的读法。")
        else:
            return go_on_reading(request, redirect("import_preview"))
    return redirect("import_preview")


@require_POST
@restrict_to(Permission.IMPORT_DOCUMENTS)
def read_in_background(request: AuthenticatedRequest) -> HttpResponse:
    """Has the long file that waits read in the background, compared as the address says."""
    return redirect_to_reading(request) if WAITING in request.session else redirect("import_document")


def ask_for_upload(request: AuthenticatedRequest, refusal: Exception) -> HttpResponse:
    """Goes to the form: no file waits, or what waits cannot be read (any more), as one of an old format without LibreOffice."""
    messages.warning(request, str(refusal) or "没有等待确认的文件，请重新上传。")
    return redirect("import_document")


def read_choices(request: AuthenticatedRequest) -> ImportChoices:
    """Reads what the address says of the document, and what is ticked; what the address cannot mean is left open."""
    asked = read_asked(request.GET.get("treatment", ""), request.GET.get("since", ""))
    is_sent = request.method == "POST"
    return replace(
        asked,
        taken=frozenset(request.POST.getlist("take")) if is_sent else None,
        linked=frozenset(request.POST.getlist("link")) if is_sent else None,
    )


def build_confirm_form(request: AuthenticatedRequest, changes: Changes, *, is_sent: bool = True) -> ConfirmForm:
    """Builds the form that agrees to the preview, with the facts of another list or the basis of a correction.

    Args:
        is_sent: whether a POST sends this very form.
    """
    forms = {ImportTreatment.LIST: ListFactsForm, ImportTreatment.CORRECTION: CorrectionBasisForm}
    known = {"token": request.session[WAITING]["token"], "seen": changes.compute_fingerprint()}
    if changes.is_list:
        known |= asdict(choose_list_facts(changes))
    if changes.is_correction and changes.document.document_number != changes.settled_plan.document_number:
        known |= {"basis": changes.document.document_number, "basis_on": changes.document.issued_on}
    form = forms.get(changes.treatment, ConfirmForm)
    return form((request.POST or None) if is_sent else None, unknown=build_taken_book(changes).unknown, initial=known)


def build_treatment_form(changes: Changes) -> TreatmentForm | None:
    """Builds the choice of what the document is; None where its treatment is certain."""
    if not (changes.is_list or changes.is_correction):
        return None
    known = {"treatment": changes.treatment.value, "since": changes.since}
    return TreatmentForm(initial=known, plan=changes.settled_plan, recognised=changes.treatment)


def gather_agreed_choices(changes: Changes, form: ConfirmForm) -> ImportChoices:
    """Returns everything that the person has agreed to."""
    chosen = replace(
        changes.choices, treatment=changes.treatment, since=changes.since or None, seen=form.cleaned_data["seen"]
    )
    if isinstance(form, ListFactsForm):
        chosen = replace(chosen, facts=form.get_facts())
    if isinstance(form, CorrectionBasisForm):
        chosen = replace(chosen, basis=form.get_basis())
    return chosen


def apply_waiting_document(request: AuthenticatedRequest, changes: Changes, form: ConfirmForm) -> Changes:
    """Imports the waiting file as the person agreed.

    Raises:
        ValidationError: as ``import_actions.import_document``.
    """
    return import_actions.import_document(
        document=read_waiting_document(request).understood.document,
        by=request.user,
        commit=True,
        create_units=bool(form.unknown),
        choices=gather_agreed_choices(changes, form),
    )


def import_later(request: AuthenticatedRequest, changes: Changes, form: ConfirmForm) -> HttpResponse:
    """Has a long file imported in the background as the person agreed, and goes to that job; errors as of
    ``apply_waiting_document``."""
    chosen = gather_agreed_choices(changes, form)
    import_actions.refuse_unfit_choices(replace(changes, choices=chosen))
    try:
        job = request_import(
            pending=request.session[WAITING], choices=chosen, create_units=bool(form.unknown), by=request.user
        )
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal
    return redirect("job_page", job.pk)


def redirect_after_import(request: AuthenticatedRequest, changes: Changes) -> HttpResponse:
    """Goes to the items of the imported period, or to the periods where the document belongs to none."""
    discard_upload(request, WAITING)
    add_undoable_message(request, describe_import_success(changes), [changes.settled_plan])
    if not changes.period_number and (count := PlanContinuations(changes.settled_plan).count_undecided_at_once()):
        messages.info(request, f"有 {count} 项可能接续上年的事项，可在“方案”页点“接续对照表”逐项确认。")
    if changes.is_list or changes.is_correction:
        return redirect(f"{reverse('plan_page')}?year={changes.settled_plan.year}")
    period = Period.objects.filter(plan=changes.plan, number=changes.period_number).first()
    if period is None:
        return redirect("period_list")
    request.session[SESSION_KEY] = period.pk
    return redirect("task_list")

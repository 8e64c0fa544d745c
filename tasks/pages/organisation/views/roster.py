"""名册: takes a workbook or pasted rows, shows row by row what would change, and imports it once the person agrees."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from tasks.enums import RosterPart
from tasks.importing import Unreadable, waiting
from tasks.importing.roster import read_pasted_roster, read_roster
from tasks.models.changes import ChangedMeanwhile
from tasks.organisation.activation import Invitations
from tasks.organisation.activation_actions import send_activation_links
from tasks.organisation.first_passwords import generate_first_passwords
from tasks.organisation.roster.changes import RosterChanges
from tasks.organisation.roster.comparing import compare_roster
from tasks.organisation.roster.register import Register
from tasks.organisation.roster.roster_actions import RosterOutcome, import_roster, require_roster_permission
from tasks.organisation.roster.rows import RosterReading
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.frame.views.uploading import (
    discard_upload,
    is_of_this_preview,
    is_readable,
    open_upload,
    store_upload,
)
from tasks.pages.organisation.forms.roster import PastedRosterForm, RosterConfirmForm, RosterFileForm
from tasks.pages.organisation.roster_page import PasswordStripsPage, RosterPreviewPage, describe_roster_import
from tasks.pages.organisation.site_address import build_activation_link, get_site_address
from tasks.permissions import Permission, Refused

#: the session key under which token and name of the waiting file are kept, of pasted rows also the part
WAITING = "roster"
NONE_WAITS = (
    "没有等待核对的名册：可能已经导入。密码条只显示一次，没有印出的，请在“账号盘点”筛选“从未登录”，勾选后重发初始密码。"
)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_ORGANISATION)
def roster_page(request: AuthenticatedRequest) -> HttpResponse:
    """Hands out the template, and takes a filled-in workbook."""
    form = RosterFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and is_readable(form, read_roster):
        store_upload(request, WAITING, form.cleaned_data["file"])
        return redirect("roster_preview")
    return render_roster_page(request, form, PastedRosterForm())


@require_POST
@restrict_to(Permission.MANAGE_ORGANISATION)
def roster_paste(request: AuthenticatedRequest) -> HttpResponse:
    """Takes pasted rows of one part."""
    form = PastedRosterForm(request.POST)
    if form.is_valid():
        part, text = RosterPart(form.cleaned_data["part"]), form.cleaned_data["text"]
        try:
            read_pasted_roster(text, part)
        except Unreadable as refusal:
            form.add_error("text", str(refusal))
        else:
            file = SimpleUploadedFile(f"粘贴的{part.label}", text.encode())
            store_upload(request, WAITING, file, part=part.value)
            return redirect("roster_preview")
    return render_roster_page(request, RosterFileForm(), form)


def render_roster_page(
    request: AuthenticatedRequest, file_form: RosterFileForm, paste_form: PastedRosterForm
) -> HttpResponse:
    """Renders the page with its two forms."""
    status = UNFIT if request.method == "POST" else 200
    forms = {"file_form": file_form, "paste_form": paste_form}
    return render(request, "organisation/roster.html", forms, status=status)


@never_cache
@sensitive_variables("outcome")
@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_ORGANISATION)
def roster_preview(request: AuthenticatedRequest) -> HttpResponse:
    """Shows what the waiting rows would change. A POST imports them, whole or not at all, and shows the passwords of new
    people this one time."""
    try:
        reading = read_waiting_roster(request)
        changes = compare_waiting_roster(request, reading)
    except waiting.Gone:
        messages.warning(request, NONE_WAITS)
        return redirect("roster_page")
    except (Refused, Unreadable) as refusal:
        messages.error(request, str(refusal))
        return redirect("roster_page")
    page = build_preview_page(request, reading, changes)
    if request.method != "POST" or not is_of_this_preview(request, WAITING) or not page.form.is_valid():
        return render(request, "organisation/roster_preview.html", {"page": page})
    if page.limit:
        return refuse_import(request, reading, page.limit, UNFIT)
    try:
        outcome = apply_waiting_roster(request, reading, changes, page.form)
    except ChangedMeanwhile as refusal:
        return refuse_import(request, reading, "".join(refusal.messages), CONFLICTING)
    except (Refused, ValidationError) as refusal:
        said = str(refusal) if isinstance(refusal, Refused) else "".join(refusal.messages)
        return refuse_import(request, reading, said, UNFIT)
    discard_upload(request, WAITING)
    return answer_import(request, outcome)


def read_waiting_roster(request: AuthenticatedRequest) -> RosterReading:
    """
    Raises:
        waiting.Gone: no file of the person waits.
        Unreadable: what it was converted to is gone, and it cannot be converted now.
    """
    with open_upload(request, WAITING) as file:
        pending = request.session[WAITING]
        if "part" in pending:
            return read_pasted_roster(file.read().decode(), RosterPart(pending["part"]))
        return read_roster(file, pending["name"])


def compare_waiting_roster(request: AuthenticatedRequest, reading: RosterReading) -> RosterChanges:
    """
    Raises:
        Refused: the person's role may not import what the rows hold.
    """
    require_roster_permission(request.user.home, {row.part for row in reading.rows}, request.user)
    return compare_roster(Register(request.user.home), reading, by=request.user)


def build_preview_page(
    request: AuthenticatedRequest, reading: RosterReading, changes: RosterChanges, refusal: str = ""
) -> RosterPreviewPage:
    known = {"token": request.session[WAITING]["token"], "seen": changes.compute_fingerprint()}
    form = RosterConfirmForm(request.POST or None, initial=known, newcomers=len(changes.newcomers))
    return RosterPreviewPage(request.session[WAITING]["name"], changes, reading.warnings, form, refusal)


def refuse_import(request: AuthenticatedRequest, reading: RosterReading, said: str, status: int) -> HttpResponse:
    """Renders the preview as it is now, with the reason why nothing was imported."""
    changes = compare_waiting_roster(request, reading)
    page = build_preview_page(request, reading, changes, said)
    change_sent_data(page.form, seen=changes.compute_fingerprint())
    return render(request, "organisation/roster_preview.html", {"page": page}, status=status)


def apply_waiting_roster(
    request: AuthenticatedRequest, reading: RosterReading, changes: RosterChanges, form: RosterConfirmForm
) -> RosterOutcome:
    """Imports the rows as the person agreed; hashes the passwords before any lock is taken.

    Raises:
        ChangedMeanwhile, Refused, ValidationError: as ``import_roster``.
    """
    is_current = changes.compute_fingerprint() == form.cleaned_data["seen"] and changes.is_applicable
    needed = changes.count_first_passwords(is_mailed=form.is_mailed) if is_current else 0
    return import_roster(
        government=request.user.home,
        reading=reading,
        seen=form.cleaned_data["seen"],
        passwords=generate_first_passwords(needed),
        is_mailed=form.is_mailed,
        by=request.user,
    )


@sensitive_variables("outcome", "page")
def answer_import(request: AuthenticatedRequest, outcome: RosterOutcome) -> HttpResponse:
    """Sends the links, and renders the passwords; without new people goes back to the page of the 名册."""
    is_held = outcome.is_held
    done = describe_roster_import(outcome.changes) + ("账号的变更待安全管理员确认后生效。" if is_held else "")
    if not outcome.issued and not outcome.invited:
        messages.success(request, done)
        return redirect("roster_page")
    invitations = Invitations()
    if outcome.invited:
        invitations = send_activation_links(
            government=request.user.home,
            users=outcome.invited,
            build_link=build_activation_link(request),
            by=request.user,
        )
    page = PasswordStripsPage(get_site_address(request), done, outcome.issued, invitations, is_held)
    return render(request, "organisation/password_strips.html", {"page": page})

"""填报: the form of one entry, kept as a draft while it is written, filed, taken back; the head's answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tasks import clock
from tasks.assessing.earlier import find_last_filed_entry
from tasks.enums import EntryState
from tasks.filing import entry_actions
from tasks.filing.entries import find_next_waiting, list_contributors, list_entry_events, list_period_entries
from tasks.filing.entry_guard import Conflict
from tasks.filing.evidence_actions import ALLOWED, ENDINGS, add_evidence, remove_evidence
from tasks.judging import objections
from tasks.models import ProgressEntry
from tasks.pages.filing.forms.coordination import find_coordination_request
from tasks.pages.filing.forms.entries import EntryForm, ReadRevisionForm, ReturnReasonForm, SubmissionForm
from tasks.pages.filing.views.mine import group_work_for_request
from tasks.pages.filing.views.reading import build_figure_rows, build_filed_figures
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.forms.pasted import HARD_LIMIT, SOFT_LIMIT
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, FORBIDDEN, UNFIT
from tasks.pages.frame.views.fetching import get_entry_for_page, get_entry_to_write
from tasks.permissions import Permission, Refused, can, describe_edit_refusal, is_in_lead_unit
from tasks.queries import select_visible_evidence
from tasks.requesting import requests
from tasks.visible_words import read_words


def build_entry_form(
    request: AuthenticatedRequest, entry: ProgressEntry, form_class: type[EntryForm]
) -> EntryForm:
    """The form of an entry with an input for each confirmed indicator."""
    indicators = entry_actions.list_confirmed_indicators(entry)
    return form_class(request.POST or None, entry=entry, indicators=indicators)


def render_entry_page(
    request: AuthenticatedRequest,
    entry: ProgressEntry,
    form: EntryForm,
    *,
    status: int = 200,
    theirs=None,
    refusal="",
) -> HttpResponse:
    """The form, or what was filed where it cannot be edited. ``refusal`` says why a text was not kept."""
    user, history, locked = request.user, list_entry_events(entry), describe_edit_refusal(request.user, entry)
    case, before = objections.map_entry_to_case([entry])[entry.pk], find_last_filed_entry(entry)
    filed = read_words(user, entry)
    context = {
        "entry": entry,
        "form": form,
        "filed": filed,
        "rows": build_figure_rows(entry, form, before) if is_in_lead_unit(user, entry) else (),
        "readings": build_filed_figures(entry, before) if locked and filed is entry else (),
        "previous": before,
        "theirs": theirs,
        "their_figures": theirs.readings.select_related("indicator") if theirs else (),
        "refusal": refusal,
        "locked": locked,
        "may_submit": can(user, Permission.SUBMIT_ENTRY, entry),
        "may_withdraw": can(user, Permission.WITHDRAW_ENTRY, entry),
        "may_confirm": can(user, Permission.CONFIRM_ENTRY, entry),
        "evidence": select_visible_evidence(user).filter(entry=entry).select_related("uploaded_by"),
        "contributors": list_contributors(entry),
        "history": history,
        "asked": find_coordination_request(entry, user),
        "allowed": ALLOWED,
        "endings": ENDINGS,
        "soft_limit": SOFT_LIMIT,
        "hard_limit": HARD_LIMIT,
        "reason_form": ReturnReasonForm(initial={"revision": entry.revision}),
        "objection": objections.find_latest_objection(user, case),
        "may_object": not objections.describe_objection_refusal(user, entry, case, clock.today()),
        "requests": requests.select_open_requests(entry.task_id),
        "may_request": not requests.describe_request_refusal(user, entry),
    }
    return render(request, "filing/entry.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.EDIT_ENTRY)
def entry_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The form; a POST keeps the draft, from the page itself or from its script, which asks for JSON."""
    if request.method != "POST":
        entry = get_entry_for_page(request.user, pk)
        return render_entry_page(request, entry, build_entry_form(request, entry, EntryForm))
    entry = get_entry_to_write(request.user, pk)
    form = build_entry_form(request, entry, EntryForm)
    by_script = request.headers.get("Accept") == "application/json"
    return (save_draft_as_json if by_script else save_draft_as_page)(request, entry, form)


def save_draft_as_page(request: AuthenticatedRequest, entry: ProgressEntry, form: EntryForm) -> HttpResponse:
    """The draft kept, with the files sent along; the page again when it is not."""
    if not form.is_valid():
        return render_entry_page(request, get_entry_for_page(request.user, entry.pk), form, status=UNFIT)
    try:
        entry_actions.save_draft(entry=entry, **form.get_content(), by=request.user)
        change_evidence(request, entry)
    except Refused as refusal:
        return render_refused_entry(request, entry, form, refusal)
    add_saved_messages(request, form, "已存草稿。")
    return redirect("entry_page", entry.pk)


def render_refused_entry(
    request: AuthenticatedRequest, entry: ProgressEntry, form: EntryForm, refusal: Refused
) -> HttpResponse:
    """The page with what the person wrote, and why it was not kept; a newer text of somebody else beside it."""
    now = get_entry_for_page(request.user, entry.pk)
    if isinstance(refusal, Conflict):
        # the next save stands on what the person has now seen
        change_sent_data(form, base_revision=refusal.theirs.revision)
        return render_entry_page(
            request, now, form, status=CONFLICTING, theirs=refusal.theirs, refusal=str(refusal)
        )
    return render_entry_page(request, now, form, status=FORBIDDEN, refusal=str(refusal))


def save_draft_as_json(request: AuthenticatedRequest, entry: ProgressEntry, form: EntryForm) -> JsonResponse:
    """The draft kept for the script of the page: the revision it has now, or why it was not kept."""
    if not form.is_valid():
        errors = {name: list(said) for name, said in form.errors.items()}
        return JsonResponse({"message": "有填写不合规，尚未保存。", "errors": errors}, status=UNFIT)
    try:
        kept = entry_actions.save_draft(entry=entry, **form.get_content(), by=request.user)
    except Refused as refusal:
        status = CONFLICTING if isinstance(refusal, Conflict) else FORBIDDEN
        return JsonResponse({"message": str(refusal)}, status=status)
    saved_at = f"{clock.convert_to_local(kept.saved_at):%H:%M}" if kept.saved_at else ""
    state = kept.state
    shown = {"label": state.label, "token": state.token}
    return JsonResponse({"revision": kept.revision, "saved_at": saved_at, "state": shown})


def change_evidence(request: AuthenticatedRequest, entry: ProgressEntry) -> bool:
    """Adds the files sent along, and removes the one whose button was pressed.

    Returns:
        Whether every file was taken; each refusal is a message.
    """
    refused = 0
    removed = entry.evidence.filter(key__in=request.POST.getlist("remove")).first()
    if removed:
        remove_evidence(evidence=removed, by=request.user)
    for upload in request.FILES.getlist("files"):
        try:
            add_evidence(entry=entry, upload=upload, by=request.user)
        except Refused as refusal:
            messages.error(request, f"未上传：{refusal}")
            refused += 1
    return not refused


def add_saved_messages(request: AuthenticatedRequest, form: EntryForm, done: str) -> None:
    """Says what was done, and what deserves a second look."""
    messages.success(request, done)
    for warning in form.warnings():
        messages.warning(request, warning)


@require_POST
@restrict_to(Permission.SUBMIT_ENTRY)
def entry_submit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Files what stands in the form; then the unit's next entry comes up."""
    entry = get_entry_to_write(request.user, pk)
    form = build_entry_form(request, entry, SubmissionForm)
    if not form.is_valid():
        return render_entry_page(request, get_entry_for_page(request.user, entry.pk), form, status=UNFIT)
    try:
        filed = submit_with_files(request, entry, form.get_content())
    except Refused as refusal:
        return render_refused_entry(request, entry, form, refusal)
    if filed is None:
        messages.error(request, "佐证材料没有全部上传，尚未报送；填写内容已存草稿。")
        return redirect("entry_page", entry.pk)
    whither = "本单位审核人" if filed.state == EntryState.CONFIRMING else "督查办"
    add_saved_messages(request, form, f"“{filed.task}”已报送{whither}。")
    return redirect_to_next_entry(request, filed)


def submit_with_files(
    request: AuthenticatedRequest, entry: ProgressEntry, content: dict
) -> ProgressEntry | None:
    """The filed entry; None when a file sent along was refused, and nothing but the draft is kept."""
    if request.FILES:
        kept = entry_actions.save_draft(entry=entry, **content, by=request.user)
        content["base_revision"] = kept.revision
        if not change_evidence(request, entry):
            return None
    return entry_actions.submit(entry=entry, **content, by=request.user)


def redirect_to_next_entry(request: AuthenticatedRequest, done: ProgressEntry) -> HttpResponse:
    """The unit's next entry to file or to confirm; at the end 我的任务 with how many are filed."""
    entries = list_period_entries(request.user, done.period)
    work = group_work_for_request(request, entries)
    waiting = work.to_confirm or work.pending
    following = find_next_waiting(entries, done, waiting.__contains__)
    if following:
        return redirect("entry_page", following.pk)
    messages.success(request, f"{done.period}本单位应报的 {work.own} 项已全部报送。")
    return redirect("my_tasks")


@require_POST
@restrict_to(Permission.WITHDRAW_ENTRY)
def entry_withdraw(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Back into the unit's hands, as long as nobody has reviewed it."""
    entry = get_entry_for_page(request.user, pk, Permission.WITHDRAW_ENTRY)
    try:
        entry_actions.withdraw(entry=entry, by=request.user)
        messages.success(request, "已撤回，可以修改后重新报送。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("entry_page", pk)


@require_POST
@restrict_to(Permission.CONFIRM_ENTRY)
def entry_confirm(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The unit's head passes on what he has read; the next one comes up."""
    entry = get_entry_for_page(request.user, pk, Permission.CONFIRM_ENTRY)
    form = ReadRevisionForm(request.POST)
    try:
        entry_actions.confirm(entry=entry, revision=form.get_revision(), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("entry_page", pk)
    messages.success(request, f"“{entry.task}”已审核通过，报送督查办。")
    return redirect_to_next_entry(request, entry)


@require_POST
@restrict_to(Permission.CONFIRM_ENTRY)
def entry_send_back(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The unit's head gives it back to the clerk, with a reason."""
    entry = get_entry_for_page(request.user, pk, Permission.CONFIRM_ENTRY)
    form = ReturnReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "未退回：请写明退回意见。")
        return redirect("entry_page", pk)
    try:
        entry_actions.send_back(entry=entry, reason=form.cleaned_data["reason"], by=request.user)
    except Refused as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    messages.success(request, f"“{entry.task}”已退回填报员。")
    return redirect_to_next_entry(request, entry)

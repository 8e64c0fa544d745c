"""填报: saves, submits and withdraws an entry; the unit's head confirms it or sends it back."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tasks import clock
from tasks.assessing.milestones import list_asked_milestones
from tasks.enums import EntryState
from tasks.filing import entry_actions
from tasks.filing.entries import OwnWork, choose_shown_state, find_next_waiting, group_own_entries, list_period_duties
from tasks.filing.entry_guard import Conflict
from tasks.filing.evidence_actions import add_evidence, remove_evidence, set_evidence_internal
from tasks.filing.explanations import UnexplainedLag
from tasks.models import Evidence, ProgressEntry
from tasks.models.entry_fields import TEXTS
from tasks.pages.filing.entry_page import EntryPage
from tasks.pages.filing.entry_queue import list_waiting_entries
from tasks.pages.filing.forms.entries import EntryForm, ReadRevisionForm, ReturnReasonForm, SubmissionForm
from tasks.pages.filing.views.reading import compute_doubts_mark, list_form_doubts
from tasks.pages.frame.context import AuthenticatedRequest, speak_of
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.frame.undo_offers import add_undoable_message
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, FORBIDDEN, UNFIT
from tasks.pages.frame.views.fetching import get_entry_for_page, get_entry_to_write
from tasks.permissions import Permission, Refused
from tasks.requesting.request_actions import withdraw_request
from tasks.requesting.requests import find_open_extension, select_open_requests
from tasks.terms import terms


def build_entry_form(request: AuthenticatedRequest, entry: ProgressEntry, form_class: type[EntryForm]) -> EntryForm:
    """Builds the form of an entry with an input for each confirmed indicator, and the milestones that it asks about."""
    indicators = entry_actions.list_confirmed_indicators(entry)
    milestones = list_asked_milestones(entry, clock.today())
    return form_class(request.POST or None, entry=entry, indicators=indicators, milestones=milestones)


def build_stored_form(entry: ProgressEntry) -> EntryForm:
    """Builds the form of an entry as it is stored, where another form of the page was sent."""
    return EntryForm(entry=entry, indicators=entry_actions.list_confirmed_indicators(entry))


def render_entry_page(
    request: AuthenticatedRequest,
    entry: ProgressEntry,
    form: EntryForm,
    *,
    status: int = 200,
    theirs: ProgressEntry | None = None,
    refusal: str = "",
    doubts: Sequence[str] = (),
    is_checked: bool = False,
) -> HttpResponse:
    """Renders the page of an entry; arguments as in ``EntryPage``."""
    speak_of(request, entry.period)
    page = EntryPage(request.user, entry, form, theirs, refusal, doubts=doubts, is_checked=is_checked)
    return render(request, "filing/entry.html", {"page": page}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.EDIT_ENTRY)
def entry_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows an entry; a POST saves the draft and answers the script of the page with JSON."""
    if request.method != "POST":
        entry = get_entry_for_page(request.user, pk)
        return render_entry_page(request, entry, build_entry_form(request, entry, EntryForm))
    entry = get_entry_to_write(request.user, pk)
    form = build_entry_form(request, entry, EntryForm)
    if copied := find_copied_field(request):
        return render_with_copy(request, entry, form, copied)
    by_script = request.headers.get("Accept") == "application/json"
    return (save_draft_as_json if by_script else save_draft_as_page)(request, entry, form)


def find_copied_field(request: AuthenticatedRequest) -> str:
    """Returns the name of the field whose button of 复制上期 was pressed; "" for none."""
    name = request.POST.get("copy", "")
    return name if name in {field.name for field in TEXTS} else ""


def render_with_copy(request: AuthenticatedRequest, entry: ProgressEntry, form: EntryForm, name: str) -> HttpResponse:
    """Renders the form as it was sent, with the field of last time behind what it says; nothing is saved."""
    taken = EntryPage(request.user, entry, form).copies[name]
    change_sent_data(form, **{name: "\n".join(filter(None, [form.data.get(name, "").rstrip(), taken]))})
    return render_entry_page(request, get_entry_for_page(request.user, entry.pk), form)


def save_draft_as_page(request: AuthenticatedRequest, entry: ProgressEntry, form: EntryForm) -> HttpResponse:
    """Saves the draft and the files sent with it; renders the page again when the form or the action refuses."""
    if not form.is_valid():
        return render_entry_page(request, get_entry_for_page(request.user, entry.pk), form, status=UNFIT)
    try:
        entry_actions.save_draft(entry=entry, **form.get_content(), by=request.user)
        change_evidence(request, entry)
    except Refused as refusal:
        return render_refused_entry(request, entry, form, refusal)
    add_saved_messages(request, form, "已存草稿。")
    return redirect("entry_page", read_key(request.POST.get("go")) or entry.pk)


def render_refused_entry(
    request: AuthenticatedRequest, entry: ProgressEntry, form: EntryForm, refusal: Refused
) -> HttpResponse:
    """Renders the page with the unsaved text and the refusal; beside it, after a conflict, the newer text."""
    now = get_entry_for_page(request.user, entry.pk)
    if isinstance(refusal, Conflict):
        # the person has now seen the newer text and may save over it
        change_sent_data(form, base_revision=refusal.theirs.revision)
        return render_entry_page(request, now, form, status=CONFLICTING, theirs=refusal.theirs, refusal=str(refusal))
    return render_entry_page(request, now, form, status=FORBIDDEN, refusal=str(refusal))


def save_draft_as_json(request: AuthenticatedRequest, entry: ProgressEntry, form: EntryForm) -> JsonResponse:
    """Saves the draft for the script of the page; answers with the new revision or with the refusal."""
    if not form.is_valid():
        errors = {name: list(said) for name, said in form.errors.items()}
        return JsonResponse({"message": "有填写不合规，尚未保存。", "errors": errors}, status=UNFIT)
    try:
        kept = entry_actions.save_draft(entry=entry, **form.get_content(), by=request.user)
    except Refused as refusal:
        status = CONFLICTING if isinstance(refusal, Conflict) else FORBIDDEN
        return JsonResponse({"message": str(refusal)}, status=status)
    saved_at = f"{clock.convert_to_local(kept.saved_at):%H:%M}" if kept.saved_at else ""
    state = choose_shown_state(request.user, kept)
    shown = {"label": state.label, "token": state.token}
    return JsonResponse({"revision": kept.revision, "saved_at": saved_at, "state": shown})


def change_evidence(request: AuthenticatedRequest, entry: ProgressEntry) -> bool:
    """Adds the files sent with the form, and removes or marks the one whose button was pressed.

    Returns:
        Whether every file was accepted; each refusal is a message.
    """
    is_accepted = True
    if removed := find_pressed_evidence(entry, request.POST.get("remove", "")):
        remove_evidence(evidence=removed, by=request.user)
    for name, is_internal in (("internal", True), ("open", False)):
        if marked := find_pressed_evidence(entry, request.POST.get(name, "")):
            set_evidence_internal(evidence=marked, is_internal=is_internal, by=request.user)
    for upload in request.FILES.getlist("files"):
        try:
            add_evidence(entry=entry, upload=upload, by=request.user)
        except Refused as refusal:
            messages.error(request, f"未上传：{refusal}")
            is_accepted = False
    return is_accepted


def find_pressed_evidence(entry: ProgressEntry, key: str) -> Evidence | None:
    """Returns the entry's file that a button names; None where no button was pressed, or the key is none."""
    try:
        return entry.evidence.filter(key=UUID(key)).first() if key else None
    except ValueError:
        return None


def add_saved_messages(request: AuthenticatedRequest, form: EntryForm, done: str) -> None:
    """Adds the message of success and the warnings of the form."""
    messages.success(request, done)
    add_warnings(request, form)


def add_warnings(request: AuthenticatedRequest, form: EntryForm) -> None:
    """Adds the warnings of the form as messages."""
    for warning in form.warnings():
        messages.warning(request, warning)


@require_POST
@restrict_to(Permission.SUBMIT_ENTRY)
def entry_submit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Submits the entry as the form has it, and goes on to the unit's next entry."""
    entry = get_entry_to_write(request.user, pk)
    form = build_entry_form(request, entry, SubmissionForm)
    is_valid, doubts = form.is_valid(), list_form_doubts(request.user, entry, form)
    is_checked = bool(doubts) and request.POST.get("checked") == compute_doubts_mark(doubts)
    if not is_valid or (doubts and not is_checked):
        # everything that hinders at once
        now = get_entry_for_page(request.user, entry.pk)
        return render_entry_page(request, now, form, status=UNFIT, doubts=doubts, is_checked=is_checked)
    try:
        filed = submit_with_files(request, entry, form.get_content())
    except UnexplainedLag as lag:
        form.ask_for_explanations(lag.says, lag.fields)
        now = get_entry_for_page(request.user, entry.pk)
        return render_entry_page(request, now, form, status=UNFIT, doubts=doubts, is_checked=is_checked)
    except Refused as refusal:
        return render_refused_entry(request, entry, form, refusal)
    if filed is None:
        messages.error(request, "佐证材料没有全部上传，尚未报送；填写内容已存草稿。")
        return redirect("entry_page", entry.pk)
    recipient = "本单位审核人" if filed.state == EntryState.CONFIRMING else terms.office
    add_undoable_message(request, f"“{filed.task}”已报送{recipient}。", [filed])
    add_warnings(request, form)
    end_needless_extension(request, filed)
    return redirect_to_next_entry(request, filed)


def end_needless_extension(request: AuthenticatedRequest, filed: ProgressEntry) -> None:
    """Withdraws the unit's undecided request to file an entry later once it is with the office, and says so."""
    asked = find_open_extension(filed, select_open_requests(filed.task_id))
    if asked is None or filed.state != EntryState.SUBMITTED:
        return
    try:
        withdraw_request(request=asked, by=request.user)
        messages.success(request, f"“{filed.task}”的延期报送申请随之撤回，不必再办。")
    except Refused:
        # another unit of the item asked for it, or it was decided at the same moment
        messages.warning(request, f"“{filed.task}”的延期报送申请还待办理，已不需要的，请在“申请”中撤回。")


def submit_with_files(request: AuthenticatedRequest, entry: ProgressEntry, content: dict) -> ProgressEntry | None:
    """Submits the entry with its files; returns None and saves only the draft when a file was refused."""
    if request.FILES:
        kept = entry_actions.save_draft(entry=entry, **content, by=request.user)
        content["base_revision"] = kept.revision
        if not change_evidence(request, entry):
            return None
    return entry_actions.submit(entry=entry, **content, by=request.user)


def redirect_to_next_entry(
    request: AuthenticatedRequest, done: ProgressEntry, *, is_confirming: bool = False
) -> HttpResponse:
    """Redirects to the next entry that the person confirms or submits; after the last one to 我的任务.

    Args:
        is_confirming: whether the person confirms or sends back, and is led to no form that he would fill in himself.
    """
    entries = list_period_duties(request.user, done.period)
    work = group_own_entries(request.user, entries)
    waiting = work.to_confirm if is_confirming else list_waiting_entries(work)
    following = find_next_waiting(entries, done, waiting.__contains__)
    if following:
        return redirect("entry_page", following.pk)
    messages.success(request, f"{done.period}{describe_finished_work(work)}")
    return redirect("my_tasks")


def describe_finished_work(work: OwnWork) -> str:
    """Says what is left of the unit's entries once none waits for the person's present act."""
    left = len(work.pending)
    if work.fileable:
        return f"待审核的已全部办完，本单位还有 {left} 项未报。"
    if left:
        return f"尚有 {left} 项未报，现已截止填报。"
    if waiting := len(work.unconfirmed):
        return f"本单位应报的 {work.own} 项都已填好，{waiting} 项待单位审核人审核。"
    return f"本单位应报的 {work.own} 项已全部报送。"


@require_POST
@restrict_to(Permission.WITHDRAW_ENTRY)
def entry_withdraw(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Withdraws an entry that the office has not accepted, so that the unit can edit it again."""
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
    """Confirms the revision that the unit's head has read, and goes on to the next entry."""
    entry = get_entry_for_page(request.user, pk, Permission.CONFIRM_ENTRY)
    form = ReadRevisionForm(request.POST)
    try:
        entry_actions.confirm(entry=entry, revision=form.get_revision(), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("entry_page", pk)
    add_undoable_message(request, f"“{entry.task}”已审核通过，报送{terms.office}。", [entry])
    entry.refresh_from_db()
    end_needless_extension(request, entry)
    return redirect_to_next_entry(request, entry, is_confirming=True)


@require_POST
@restrict_to(Permission.CONFIRM_ENTRY)
def entry_send_back(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Sends the entry back to the clerk with the head's reason."""
    entry = get_entry_for_page(request.user, pk, Permission.CONFIRM_ENTRY)
    form = ReturnReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "未退回：请写明退回意见。")
        return redirect("entry_page", pk)
    try:
        entry_actions.send_back(entry=entry, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        messages.error(request, f"未退回：{refusal}")
        return redirect("entry_page", pk)
    messages.success(request, f"“{entry.task}”已退回填报员。")
    return redirect_to_next_entry(request, entry, is_confirming=True)

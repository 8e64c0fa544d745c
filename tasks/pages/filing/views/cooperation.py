"""配合进展: asks for lines, saves a unit's own line, and takes lines over into the lead unit's text."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tasks.assessing.quantities.doubts import describe_impossible
from tasks.enums import IndicatorKind
from tasks.filing import cooperation_actions
from tasks.filing.cooperation import find_own_note, format_note_value, list_askable_units, select_notes
from tasks.models import CooperationNote, ProgressEntry, Unit
from tasks.pages.filing.entry_page import EntryPage
from tasks.pages.filing.forms.cooperation import AskForm, NoteForm
from tasks.pages.filing.forms.entries import EntryForm
from tasks.pages.filing.notes_ask_page import NotesAskPage
from tasks.pages.filing.views.entries import (
    add_saved_messages,
    build_entry_form,
    build_stored_form,
    change_evidence,
    render_entry_page,
    render_refused_entry,
)
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.forms.pasted import HARD_LIMIT
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, FORBIDDEN, UNFIT
from tasks.pages.frame.views.fetching import get_entry_for_page, get_entry_to_write
from tasks.permissions import Permission, Refused, can
from tasks.queries import select_filing_users
from tasks.terms import terms

UNKNOWN = "没有指明要采用哪一条配合进展，请刷新页面后再试。"


@require_POST
@restrict_to(Permission.WRITE_NOTE)
def note_save(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Saves the line of the person's unit; a refused one is shown again with its words on the page of the entry."""
    entry = get_entry_for_page(request.user, pk)
    form = NoteForm(request.POST, note=find_own_note(request.user, select_notes([entry])))
    if not form.is_valid():
        return render_refused_note(request, entry, form, UNFIT)
    try:
        note = cooperation_actions.save_note(entry=entry, **form.get_note_content(), by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        now = get_entry_for_page(request.user, pk)
        status = UNFIT if can(request.user, Permission.WRITE_NOTE, now) else FORBIDDEN
        return render_refused_note(request, now, form, status)
    except ValidationError as refusal:
        return render_outdated_note(request, entry, form, refusal)
    messages.success(request, f"配合进展已保存，{terms.lead_unit}和{terms.office}可以看到。")
    if doubt := describe_note_doubt(note):
        messages.warning(
            request, f"所填的数 {format_note_value(note.value, note.unit_of_measure)} {doubt}；有误的可以修改。"
        )
    return redirect(f"{reverse('entry_page', args=[pk])}#cooperation")


def describe_note_doubt(note: CooperationNote) -> str:
    """Describes why the number of a note can hardly be meant; "" for none."""
    if note.value is None:
        return ""
    kind = IndicatorKind.CUMULATIVE
    return describe_impossible(note.value, kind=kind, measure=note.measure, unit=note.unit_of_measure)


def render_outdated_note(
    request: AuthenticatedRequest, entry: ProgressEntry, form: NoteForm, refusal: ValidationError
) -> HttpResponse:
    """Renders the page with what a colleague saved in the message; the next save is based on that."""
    stored = find_own_note(request.user, select_notes([entry]))
    shown = NoteForm(request.POST, note=stored)
    shown.full_clean()
    shown.add_error(None, refusal)
    change_sent_data(shown, seen=(stored or CooperationNote()).mark)
    return render_refused_note(request, entry, shown, CONFLICTING)


def render_refused_note(
    request: AuthenticatedRequest, entry: ProgressEntry, form: NoteForm, status: int
) -> HttpResponse:
    """Renders the page of the entry as stored, with the refused form."""
    page = EntryPage(request.user, entry, build_stored_form(entry), refused_note=form)
    return render(request, "filing/entry.html", {"page": page}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.ASK_NOTES)
def notes_ask(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows who can be asked for 配合进展 on an entry. A POST asks the ticked units."""
    entry = get_entry_for_page(request.user, pk, Permission.ASK_NOTES)
    form = AskForm(request.POST or None, entry=entry, askable=list_askable_units(entry))
    if request.method != "POST" or not form.is_valid():
        status = UNFIT if request.method == "POST" else 200
        return render(request, "filing/notes_ask.html", {"page": NotesAskPage(entry, form)}, status=status)
    content = {name: form.cleaned_data[name] for name in ("due_on", "measure", "unit_of_measure")}
    try:
        asked = cooperation_actions.ask_units(entry=entry, units=form.get_asked_units(), **content, by=request.user)
    except Refused as refusal:
        page = NotesAskPage(entry, form, str(refusal))
        return render(request, "filing/notes_ask.html", {"page": page}, status=UNFIT)
    add_asked_messages(request, asked)
    return redirect_to_item(request, entry)


def add_asked_messages(request: AuthenticatedRequest, asked: list[CooperationNote]) -> None:
    """Adds how many units were asked, and which of them nobody can be told for."""
    told = set(select_filing_users(Unit.objects.filter(notes__in=asked)).values_list("unit", flat=True))
    untold = [note.unit.name for note in asked if note.unit_id not in told]
    sent = "" if len(untold) == len(asked) else "，通知已发到其余各单位" if untold else "，通知已发到各单位"
    messages.success(request, f"已请 {len(asked)} 家单位填写配合进展{sent}。")
    if untold:
        messages.warning(request, f"{'、'.join(untold)}没有在用账号，收不到通知，请另行联系或由系统管理员开通。")


@require_POST
@restrict_to(Permission.ASK_NOTES)
def ask_drop(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Takes the ask of one unit back."""
    entry = get_entry_for_page(request.user, pk, Permission.ASK_NOTES)
    unit = get_object_or_404(Unit, pk=read_key(request.POST.get("unit", "")))
    try:
        cooperation_actions.drop_ask(entry=entry, unit=unit, by=request.user)
        messages.success(request, f"已取消请{unit}填写配合进展。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect_to_item(request, entry)


def redirect_to_item(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    """Redirects to where the person works on the entry: a unit to its form, the office to the page of the item."""
    if can(request.user, Permission.EDIT_ENTRY):
        return redirect(f"{reverse('entry_page', args=[entry.pk])}#cooperation")
    return redirect(f"{reverse('task_page', args=[entry.task_id])}#period-{entry.period.number}")


@require_POST
@restrict_to(Permission.EDIT_ENTRY)
def entry_take_over(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Saves the draft as the form has it, with the words of a note or the sum of a table appended, and its files.

    ``take`` in the form names what: ``note:12:mark`` or ``sum:7:mark``.
    """
    entry = get_entry_to_write(request.user, pk)
    form = build_entry_form(request, entry, EntryForm)
    if not form.is_valid():
        return render_entry_page(request, get_entry_for_page(request.user, entry.pk), form, status=UNFIT)
    try:
        find_take_over(request)(form, entry)
        change_evidence(request, entry)
    except Refused as refusal:
        return render_refused_entry(request, entry, form, refusal)
    add_saved_messages(request, form, "已采用，接在进展情况之后，草稿已存；请修改、核对后报送。")
    return redirect("entry_page", entry.pk)


def find_take_over(request: AuthenticatedRequest) -> Callable[[EntryForm, ProgressEntry], ProgressEntry]:
    """Returns what the pressed button does.

    Raises:
        Refused: the form does not say which button was pressed.
    """
    what, _, rest = request.POST.get("take", "").partition(":")
    written, _, seen = rest.partition(":")
    key = read_key(written)
    if what not in ("note", "sum") or key is None:
        raise Refused(UNKNOWN)

    def take_over(form: EntryForm, entry: ProgressEntry) -> ProgressEntry:
        given: dict[str, Any] = {"entry": entry, "seen": seen, "content": form.get_content(), "longest": HARD_LIMIT}
        if what == "sum":
            return cooperation_actions.take_over_sum(group=key, **given, by=request.user)
        return cooperation_actions.take_over_note(note=key, **given, by=request.user)

    return take_over

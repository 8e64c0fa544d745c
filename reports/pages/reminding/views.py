"""催办函: hands out the letters to units; each is recorded in the audit log like any other file."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from reports.reminding.letters import write_reminder_letters
from tasks import clock
from tasks.issuing.export_actions import record_export
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.reminding.forms.reminding import LetterForm
from tasks.permissions import Permission
from tasks.receiving.receipts import index_contacts_by_entry
from tasks.reminding.manual import list_owed_entries


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.SEND_REMINDERS)
def reminder_letter(request: AuthenticatedRequest) -> HttpResponseBase:
    """Hands out one letter, or a zip with a letter for each unit. A long choice of entries is posted.

    Parameters: ``unit`` (its id, for everything that it owes) or ``pick`` (entries), ``line``.
    """
    period = find_current_period(request)
    form = LetterForm(request.POST or request.GET)
    if period is None or not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()), ["没有符合条件的事项。"])[0]))
        return redirect("remind_page")
    entries = [
        entry
        for entry in list_owed_entries(request.user, period)
        if entry.edition.filing_unit and form.is_chosen(entry)
    ]
    if not entries:
        messages.error(request, "所选事项都已报送，或没有牵头单位，没有需要打印的催办函。")
        return redirect("remind_page")
    contacts = index_contacts_by_entry(request.user, entries)
    file = write_reminder_letters(period, entries, line=form.cleaned_data["line"], on=clock.today(), contacts=contacts)
    record_export(by=request.user, plan=period.plan, period=period.label, files=[file.name], rows=len(entries))
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)

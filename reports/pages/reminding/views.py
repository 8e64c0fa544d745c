"""催办函: the letters to units, to be printed; each leaves its trace as any other file does."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from reports.reminding.letters import letters_of
from tasks import clock
from tasks.issuing.export_actions import record_export
from tasks.pages.frame.context import AuthenticatedRequest, current_period
from tasks.pages.frame.views.access import requires
from tasks.pages.reminding.forms.reminding import LetterForm
from tasks.permissions import Verb
from tasks.reminding.manual import owed_in


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Verb.SEND_REMINDERS)
def reminder_letter(request: AuthenticatedRequest) -> HttpResponseBase:
    """One letter, or a zip with one for each unit; asked for in either way, since a choice may be long.

    Parameters: ``unit`` (its key: everything that it owes) or ``pick`` (entries), ``line``; the period as on every page.
    """
    period = current_period(request)
    form = LetterForm(request.POST or request.GET)
    if period is None or not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()), ["没有符合条件的事项。"])[0]))
        return redirect("remind_page")
    entries = [
        entry for entry in owed_in(request.user, period) if entry.edition.filing_unit and form.chose(entry)
    ]
    if not entries:
        messages.error(request, "所选事项都已报送，或没有牵头单位，没有需要打印的催办函。")
        return redirect("remind_page")
    file = letters_of(period, entries, line=form.cleaned_data["line"], on=clock.today())
    record_export(
        by=request.user, plan=period.plan, period=period.label, files=[file.name], rows=len(entries)
    )
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)

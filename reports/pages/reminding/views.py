"""催办函: hands out the letters to units; each is recorded in the audit log like any other file."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from reports.pages.reminding.letter_jobs import MOST_AT_ONCE, count_letters, make_letter_file, request_letters
from tasks.models import Period, ProgressEntry
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.reminding.forms.reminding import LetterForm
from tasks.permissions import Permission, Refused
from tasks.reminding.manual import list_owed_entries
from tasks.terms import terms


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.SEND_REMINDERS)
def reminder_letter(request: AuthenticatedRequest) -> HttpResponseBase:
    """Hands out one letter, or a zip with a letter for each unit. A long choice of entries is posted; many
    letters are made in the background.

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
        messages.error(request, f"所选事项都已报送，或没有{terms.lead_unit}，没有需要打印的催办函。")
        return redirect("remind_page")
    line = form.cleaned_data["line"]
    if request.method == "POST" and count_letters(entries) > MOST_AT_ONCE:
        return redirect_to_job(request, period, entries, line)
    file = make_letter_file(request.user, period, entries, line)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)


def redirect_to_job(
    request: AuthenticatedRequest, period: Period, entries: list[ProgressEntry], line: str
) -> HttpResponseBase:
    """Has the letters made in the background, and goes to the page of the job."""
    try:
        job = request_letters(period=period, entries=entries, line=line, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("remind_page")
    return redirect("job_page", job.pk)

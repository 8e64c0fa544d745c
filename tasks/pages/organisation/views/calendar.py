"""工作日历: which days of the coming year are worked, and where the place differs from what is published."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tasks import clock
from tasks.models import Government
from tasks.organisation.calendar_actions import clear_day, set_days
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.organisation.forms.calendar import DayForm, DaysForm
from tasks.permissions import Permission, Refused
from tasks.workdays import is_published

YEAR = timedelta(days=365)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_CALENDAR)
def calendar_page(request: AuthenticatedRequest) -> HttpResponse:
    """The coming twelve months. A POST sets days."""
    form = DaysForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            days = set_days(government=request.user.home, **form.get_span(), by=request.user)
            messages.success(request, f"已设置 {len(days)} 天。截止前的提醒和剩余天数随之改变。")
            return redirect("calendar_page")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = UNFIT if request.method == "POST" else 200
    context = build_year_ahead(request.user.home, clock.today())
    return render(request, "organisation/calendar.html", {"form": form, **context}, status=status)


def build_year_ahead(government: Government, today: date) -> dict:
    """From this month's first day on; what the place set before that is over."""
    first, last = today.replace(day=1), today + YEAR
    return {
        "stretches": government.workdays.list_spans(first, last),
        "works_today": government.workdays.works_on(today),
        "today": today,
        "unpublished": [year for year in range(first.year, last.year + 1) if not is_published(year)],
    }


@require_POST
@restrict_to(Permission.MANAGE_CALENDAR)
def calendar_clear(request: AuthenticatedRequest) -> HttpResponse:
    """A day is as published again."""
    form = DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有指明要撤销的日期。")
        return redirect("calendar_page")
    day = form.cleaned_data["day"]
    try:
        clear_day(government=request.user.home, day=day, by=request.user)
        messages.success(request, f"{day:%Y-%m-%d} 恢复按公布的安排。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("calendar_page")

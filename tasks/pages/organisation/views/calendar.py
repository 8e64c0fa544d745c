"""工作日历: shows the working days of the coming year, and sets those that differ from the published ones."""

from dataclasses import dataclass
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
from tasks.periods import format_chinese_date
from tasks.permissions import Permission, Refused
from tasks.workdays import CalendarSpan, is_published

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class CalendarPage:
    """The calendar from the first day of this month to a year from today, and the form that sets days."""

    government: Government
    today: date
    form: DaysForm

    @property
    def first(self) -> date:
        return self.today.replace(day=1)

    @property
    def last(self) -> date:
        return self.today + YEAR

    @property
    def spans(self) -> list[CalendarSpan]:
        return self.government.workdays.list_spans(self.first, self.last)

    @property
    def works_today(self) -> bool:
        return self.government.workdays.works_on(self.today)

    @property
    def unpublished_years(self) -> list[int]:
        """The years whose holidays are not published yet."""
        return [year for year in range(self.first.year, self.last.year + 1) if not is_published(year)]


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_CALENDAR)
def calendar_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the coming twelve months. A POST sets days."""
    form = DaysForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            days = set_days(government=request.user.home, **form.get_span(), by=request.user)
            messages.success(request, f"已设置 {len(days)} 天。截止前的提醒和剩余天数随之改变。")
            return redirect("calendar_page")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = UNFIT if request.method == "POST" else 200
    page = CalendarPage(request.user.home, clock.today(), form)
    return render(request, "organisation/calendar.html", {"page": page}, status=status)


@require_POST
@restrict_to(Permission.MANAGE_CALENDAR)
def calendar_clear(request: AuthenticatedRequest) -> HttpResponse:
    """Restores the published arrangement of a day."""
    form = DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有指明要撤销的日期。")
        return redirect("calendar_page")
    day = form.cleaned_data["day"]
    try:
        clear_day(government=request.user.home, day=day, by=request.user)
        messages.success(request, f"{format_chinese_date(day)}恢复按公布的安排。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("calendar_page")

"""Builds the head of every page: the period with its meaning today, and the links of the person's role."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.timezone import localtime

from tasks import clock
from tasks.enums import PeriodState
from tasks.models import Period, User
from tasks.organisation.governments import has_demonstration
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period, list_begun_periods
from tasks.permissions import Permission, can

#: label, URL name and required permission of the places used every day
PLACES = [
    ("首页", "board", Permission.SEE_BOARD),
    ("我的任务", "my_tasks", Permission.EDIT_ENTRY),
    ("事项", "task_list", Permission.SEE_TASKS),
    ("填报审核", "review_queue", Permission.REVIEW_ENTRY),
    ("催办", "remind_page", Permission.SEND_REMINDERS),
    ("研判", "judging_queue", Permission.JUDGE_ENTRY),
    ("校核", "check_list", Permission.CHECK_REPORT),
    ("报告", "report_page", Permission.WRITE_REPORT),
    ("印发", "issue_page", Permission.SEE_ISSUES),
    ("单位", "unit_list", Permission.MANAGE_ORGANISATION),
    ("区领导", "official_list", Permission.MANAGE_ORGANISATION),
    ("辖区设置", "government_page", Permission.MANAGE_ORGANISATION),
    ("用户", "user_list", Permission.MANAGE_USERS),
    ("账号确认", "prepared_list", Permission.SEE_PREPARED),
    ("留痕", "event_list", Permission.READ_EVENTS),
]
#: the same for places used now and then, shown behind 更多
MORE_PLACES = [
    ("查找", "search_page", Permission.SEE_TASKS),
    ("全年", "year_page", Permission.SEE_TASKS),
    ("签收", "receipt_page", Permission.SIGN_RECEIPTS),
    ("签收", "receipt_overview", Permission.MANAGE_RECEIPTS),
    ("申请", "request_list", Permission.SEE_REQUESTS),
    ("复核", "objection_list", Permission.SEE_OBJECTIONS),
    ("考核", "scorecard_page", Permission.SEE_SCORECARD),
    ("减负", "burden_page", Permission.SEND_REMINDERS),
    ("指标", "indicator_queue", Permission.MANAGE_INDICATORS),
    ("完成时限", "deadlines_page", Permission.MANAGE_INDICATORS),
    ("填报期", "period_list", Permission.MANAGE_PERIODS),
    ("导入", "import_document", Permission.IMPORT_DOCUMENTS),
    ("方案", "plan_page", Permission.IMPORT_DOCUMENTS),
    ("导出附表", "export_page", Permission.EXPORT),
    ("预警规则", "rules", Permission.MANAGE_RULES),
    ("催办规则", "reminder_rules", Permission.SEND_REMINDERS),
    ("工作日历", "calendar_page", Permission.MANAGE_CALENDAR),
    ("单位分组", "group_page", Permission.MANAGE_GROUPS),
    ("机构调整", "succession_page", Permission.MANAGE_SUCCESSION),
    ("名册", "roster_page", Permission.MANAGE_ORGANISATION),
    ("账号盘点", "account_inventory", Permission.MANAGE_USERS),
    ("启用清单", "start_list", Permission.MANAGE_PERIODS),
    ("系统状态", "system_status", Permission.SEE_STATUS),
]
#: with fewer places than this, none is shown behind 更多
FEW = 9


@dataclass(frozen=True)
class Place:
    """One link at the top of the page."""

    label: str
    url: str
    is_here: bool


def describe_period_today(period: Period) -> str:
    """Describes what the period means today: 还剩 3 个工作日, 已过截止日 2 个工作日, 已截止, 已印发."""
    if period.state != PeriodState.OPEN:
        return period.state.label
    today, days = clock.today(), period.plan.government.workdays
    if today > period.due_on:
        over = days.between(period.due_on, today)
        return f"已过截止日 {over} 个工作日" if over else "已过截止日"
    return "今日截止" if today == period.due_on else f"还剩 {days.between(today, period.due_on)} 个工作日"


def chooses_period(request: AuthenticatedRequest) -> bool:
    """Returns whether some page of the person speaks of one period; what was issued is listed whole."""
    return any(can(request.user, each) for each in (Permission.SEE_TASKS, Permission.MANAGE_PERIODS))


def list_places(request: AuthenticatedRequest, places: list[tuple[str, str, Permission]]) -> list[Place]:
    """Lists the places whose permission the person has."""
    prefix = get_script_prefix()
    allowed = [(label, find_url(name, prefix)) for label, name, permission in places if can(request.user, permission)]
    return [Place(label, url, request.path.startswith(url)) for label, url in allowed]


@cache
def find_url(name: str, prefix: str) -> str:
    """Returns the URL of a place, found once: thirty of them are on every page.

    Args:
        prefix: the folder on the server that the product answers from, which is part of the URL.
    """
    return reverse(name)


def fold_places(request: AuthenticatedRequest) -> tuple[list[Place], list[Place]]:
    """Splits the places into those at the top and those behind 更多; a few places are not split."""
    places, more = list_places(request, PLACES), list_places(request, MORE_PLACES)
    return (places, more) if len(places) + len(more) >= FEW else ([*places, *more], [])


def build_watermark(user: User) -> str:
    """Builds what pages bear across them where the government wants it: name, unit and time; "" where it does not."""
    if not getattr(user, "has_watermark", False):
        return ""
    return f"{user.name} {user.place} {localtime(clock.now()):%Y-%m-%d %H:%M}"


def navigation(request: AuthenticatedRequest) -> dict:
    """Builds the context of ``templates/base.html``; anonymous people are told of a demonstration alone."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"nav": {"is_demonstration": has_demonstration}}
    period = find_current_period(request)
    places, more = fold_places(request)
    return {
        "nav": {
            "period": period if chooses_period(request) else None,
            "periods": list_begun_periods(request),
            "meaning": describe_period_today(period) if period else "",
            "places": places,
            "more": more,
            "has_inbox": can(request.user, Permission.READ_NOTICES),
            "unread": getattr(request.user, "unread", 0),
            "pinned_on": settings.DUBAN_TODAY,
            "is_demonstration": getattr(request.user, "is_demonstration", False),
            "watermark": build_watermark(request.user),
            "may_start": can(request.user, Permission.MANAGE_PERIODS),
        }
    }

"""首页 of those who have no board: the administrators, the auditor and 查阅; what waits for each, and no item."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import make_aware
from django.views.decorators.http import require_safe

from reports.pages.boards.next_step import NextStep
from reports.pages.boards.start_step import find_start_step
from reports.pages.boards.views.board.links import Figure
from tasks import clock
from tasks.enums import EventKind, Role, RunState
from tasks.jobs.jobs import load_job_queue
from tasks.models import User
from tasks.organisation.account_inventory import IDLE_DAYS, count_accounts, select_units_without_people
from tasks.organisation.separation import select_waiting_changes
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.periods import format_month_day
from tasks.permissions import Permission
from tasks.queries import select_imported_reports, select_visible_events, select_visible_publications
from tasks.starting.start_list import StartList
from tasks.terms import terms
from tasks.timing.timed_runs import list_timer_statuses

WEEK = timedelta(days=7)
LATEST = "最近印发"
#: how a timed command ends that somebody has to look at
FAILED = (RunState.FAILED, RunState.BROKEN_OFF)


@dataclass(frozen=True)
class DeskPage:
    """What a person without a board does next, and at most three numbers."""

    next: NextStep
    three: list[Figure]
    eyebrow: str = "今天先做"


def build_administrator_desk(user: User) -> DeskPage:
    """What of the server does not run; else the first open step of 启用清单, and once all are done the people who wait for
    an account."""
    steps, counts = StartList(user.home, clock.today().year), count_accounts(user.home, clock.now(), IDLE_DAYS)
    unmanned, waiting = select_units_without_people(user.home).count(), select_waiting_changes(user.home).count()
    three = [
        Figure(unmanned, "个单位没有账号", reverse("account_inventory"), "watch"),
        Figure(counts.never, "人从未登录", reverse("account_inventory"), "", f"在用账号 {counts.active} 个"),
        Figure(waiting, "项变更待确认", reverse("prepared_list")),
    ]
    if step := find_server_step() or find_start_step(user, steps):
        return DeskPage(step, three)
    if counts.never:
        why = "初始密码或激活邮件已发出，还没有登录过；离任的可以停用。"
        return DeskPage(
            NextStep(f"{counts.never} 人从未登录", why, f"核对 {counts.never} 个账号", reverse("account_inventory")),
            three,
        )
    return DeskPage(NextStep("没有要办的事", "启用清单已办完，在用账号都登录过。"), three)


def find_server_step() -> NextStep | None:
    """Finds what others wait for on the server: jobs without a worker, or timed commands that failed; None where nothing is."""
    now = clock.get_real_moment()
    queue = load_job_queue()
    failed = [one.job.label for one in list_timer_statuses(now) if one.last and one.state in FAILED]
    url = reverse("system_status")
    if queue.unended and not queue.has_worker:
        return NextStep(
            "后台进程没有运行", f"有 {len(queue.unended)} 项后台任务在等待，启动后自动办理。", "看怎么处理", url
        )
    if failed:
        return NextStep(f"{len(failed)} 项定时任务没有成功", f"{'、'.join(failed)}。", "看怎么处理", url)
    return None


def build_auditor_desk(user: User) -> DeskPage:
    """What was done today, and what was refused and taken out in the last seven days."""
    events, today = select_visible_events(user), clock.today()
    midnight = make_aware(datetime.combine(today, time.min))
    count, lately = events.filter(at__gte=midnight).count(), events.filter(at__gte=midnight - WEEK)
    url, since = reverse("event_list"), f"{format_month_day(today - WEEK)}以来"
    figures = [
        Figure(count, "今日留痕", url),
        Figure(
            lately.filter(kind=EventKind.ACCESS_REFUSED).count(),
            "被拒绝的访问",
            f"{url}?kind={EventKind.ACCESS_REFUSED}",
            "",
            since,
        ),
        Figure(lately.filter(kind=EventKind.EXPORTED).count(), "导出", f"{url}?kind={EventKind.EXPORTED}", "", since),
    ]
    return DeskPage(
        NextStep(
            f"看今日 {count} 条留痕", "并核对封签是否完好。", "看留痕", url, more=[("核对封签", reverse("seal_page"))]
        ),
        figures,
    )


def build_reader_desk(user: User) -> DeskPage:
    """The report that was issued last; before the first, the latest one that was imported as it was issued on paper."""
    reports = select_visible_publications(user).filter(period__isnull=False)
    if latest := reports.order_by("-issued_at", "-pk").first():
        day = format_month_day(clock.convert_to_local(latest.issued_at).date())
        url, more = reverse("publication_page", args=[latest.pk]), [("全部印发件", reverse("issue_page"))]
        return DeskPage(NextStep(latest.title, f"{day}印发。", "阅读", url, more=more), [], LATEST)
    if imported := select_imported_reports(user).first():
        why = f"本系统还没有印发报告，{terms.office}印发后在这里阅读。以前已印发的，按文件导入，可以逐项阅读。"
        url, more = reverse("imported_report", args=[imported.pk]), [("其他各期", reverse("issue_page"))]
        return DeskPage(NextStep(f"{imported}推进情况", why, "阅读", url, more=more), [], LATEST)
    return DeskPage(NextStep("还没有印发的报告", f"{terms.office}印发后可以在这里阅读。"), [], LATEST)


def build_security_desk(user: User) -> DeskPage:
    """The changes of accounts that wait for a confirmation."""
    waiting = list(select_waiting_changes(user.home))
    url = reverse("prepared_list")
    if not waiting:
        return DeskPage(NextStep("没有待确认的账号变更", "系统管理员准备的变更会列在这里。", "", url), [])
    oldest = format_month_day(clock.convert_to_local(waiting[0].prepared_at).date())
    why = f"最早一项 {oldest}由{waiting[0].prepared_by.name}准备，确认后才生效。"
    return DeskPage(NextStep(f"确认 {len(waiting)} 项账号变更", why, f"去确认 {len(waiting)} 项", url), [])


#: role → what builds its page
DESKS: dict[Role, Callable[[User], DeskPage]] = {
    Role.ADMINISTRATOR: build_administrator_desk,
    Role.AUDITOR: build_auditor_desk,
    Role.VIEWER: build_reader_desk,
    Role.SECURITY: build_security_desk,
}


@require_safe
@restrict_to(Permission.SEE_DESK)
def desk(request: AuthenticatedRequest) -> HttpResponse:
    """Shows what waits for a person who has no board."""
    return render(request, "boards/desk.html", {"page": DESKS[request.user.role](request.user)})

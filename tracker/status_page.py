"""系统状态: what the administrator should know of the installation; what is amiss stands first, with what to do."""

import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tasks import clock
from tasks.enums import RunState, TimedJob
from tasks.jobs.jobs import SILENCE, JobQueue, load_job_queue
from tasks.models import JobWorker
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission
from tasks.reminding.outbox import Backlog, measure_backlog
from tasks.signing_on.sessions import count_live_sessions
from tasks.timing.timed_runs import TimerStatus, list_timer_statuses
from tracker.keeping.readiness import check_readiness
from tracker.keeping.rotation import list_backups
from tracker.workers import Workers, find_workers

#: of ``check_readiness``: what is amiss, and what to do about it
REMEDIES = {
    "migrations": ("数据表与程序的版本不一致", "请重新运行安装或升级；升级没有做完的，按运维手册“升级”一节退回。"),
    "disk": ("磁盘剩余空间不足 500 MB", "请清理磁盘或扩容；空间用完后，不能再保存和上传。"),
    "backup": ("最近一次备份太早，或者没有备份", "请先手工备份一次，再检查备份的定时任务和备份文件夹。"),
}
TIMER_REMEDY = "请在服务器上查看这个定时任务的状态和日志（运维手册“服务和定时任务”一节），处理后再运行一次。"
WORKER_REMEDY = "请在服务器上启动后台进程 duban-worker（运维手册“服务和定时任务”一节）；启动后，等待的任务会自动办理。"
OUTBOX_REMEDY = "请检查投送渠道的地址和密码（“催办规则”页写有最近的错误），以及“催办和投送”的定时任务。"


@dataclass(frozen=True)
class Trouble:
    """One thing that is amiss, and what to do about it."""

    what: str
    remedy: str


def find_version() -> str:
    """Returns the version of the program, with the name of its release where it was installed as one."""
    release = settings.BASE_DIR.name if settings.BASE_DIR.parent.name == "releases" else ""
    if release:
        return release
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]


def describe_database() -> str:
    """Names the database with its release."""
    name = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}.get(connection.vendor, connection.vendor)
    number = connection.get_database_version()
    return f"{name} {'.'.join(map(str, number))}"


class SystemStatusPage:
    """What the page shows of the whole installation; nothing of it tells what a government has written."""

    def __init__(self) -> None:
        self.now: datetime = clock.get_real_time()
        self.readiness = check_readiness()
        self.version = find_version()
        self.database = describe_database()
        disk = shutil.disk_usage(settings.VAR_DIR)
        self.disk = f"剩余 {filesizeformat(disk.free)}，共 {filesizeformat(disk.total)}"
        self.are_timers_watched: bool = settings.DUBAN_TIMERS
        self.sessions = count_live_sessions()

    @cached_property
    def timers(self) -> list[TimerStatus]:
        return list_timer_statuses(self.now)

    @cached_property
    def backlog(self) -> Backlog:
        return measure_backlog()

    @cached_property
    def jobs(self) -> JobQueue:
        return load_job_queue()

    @cached_property
    def job_workers(self) -> list[JobWorker]:
        """Those that do jobs at present."""
        return list(JobWorker.objects.filter(seen_at__gte=self.now - SILENCE))

    @cached_property
    def workers(self) -> Workers | None:
        return find_workers()

    @property
    def backed_up_at(self) -> datetime | None:
        """When the newest backup was made, as its name tells."""
        try:
            return next(iter(list_backups(settings.DUBAN_BACKUPS).values()), None)
        except OSError:
            return None

    @cached_property
    def troubles(self) -> list[Trouble]:
        return [
            *self.iterate_unready(),
            *self.iterate_timer_troubles(),
            *self.iterate_outbox_troubles(),
            *self.iterate_job_troubles(),
        ]

    def iterate_unready(self) -> Iterator[Trouble]:
        """Yields what ``/readyz`` is not content with; the page does not come without a database."""
        yield from (Trouble(*told) for name, told in REMEDIES.items() if not self.readiness[name])

    def iterate_timer_troubles(self) -> Iterator[Trouble]:
        """Yields the timed commands that fail, and where timers run, those that do not come."""
        for status in self.timers:
            if status.last and status.state in (RunState.FAILED, RunState.BROKEN_OFF):
                said = status.last.error or "没有结束"
                yield Trouble(f"“{status.job.label}”上次运行{status.state.label}：{said}", TIMER_REMEDY)
            elif self.are_timers_watched and status.is_overdue and status.job != TimedJob.BACKUP:
                yield Trouble(f"“{status.job.label}”没有按时运行", TIMER_REMEDY)

    def iterate_outbox_troubles(self) -> Iterator[Trouble]:
        if self.backlog.is_stuck:
            yield Trouble(f"有 {self.backlog.waiting} 条消息等待发送，其中最早的已超过一小时", OUTBOX_REMEDY)

    def iterate_job_troubles(self) -> Iterator[Trouble]:
        """Yields that no worker runs, where a job waits for one, or services run beside the server."""
        waiting = len(self.jobs.unended)
        if not self.jobs.has_worker and (waiting or self.are_timers_watched):
            yield Trouble(f"后台进程没有运行{f'，有 {waiting} 项后台任务在等待' if waiting else ''}", WORKER_REMEDY)


@never_cache
@require_safe
@restrict_to(Permission.SEE_STATUS)
def system_status(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the state of the installation."""
    return render(request, "status/status.html", {"page": SystemStatusPage()})

"""系统状态: what is amiss stands first, with what to do."""

from datetime import timedelta

import pytest

from tasks import clock
from tasks.enums import TimedJob
from tasks.jobs.worker_actions import begin_worker
from tasks.models import TimedRun
from tests.pages import found, rows, tally
from tests.tasks.jobs.works import add, let_work
from tracker import status_page
from tracker.keeping import readiness
from tracker.workers import Workers, find_workers

FINE = "✓ 没有发现问题 数据库、数据表、磁盘、备份、定时任务和投送都正常。"


@pytest.fixture
def administrator(cast, sign_in):
    return sign_in(cast.administrator)


def run_all(**hours_ago: float) -> None:
    """Notes a run of every command an hour ago, or as many hours ago as given."""
    for job in TimedJob:
        begun = clock.get_real_moment() - timedelta(hours=hours_ago.get(job.value, 1))
        TimedRun.objects.create(job=job, begun_at=begun, ended_at=begun + timedelta(minutes=2))


def read_notes(client) -> list[str]:
    return found(client.get("/status/"), ".why")


def test_where_all_is_well_it_says_so(administrator, settings):
    settings.DUBAN_TIMERS = True
    run_all()
    begin_worker(name="甲机")
    assert read_notes(administrator) == [FINE]
    assert tally(administrator.get("/status/")) == [
        "0 处正在登录",
        "0 条消息待发送",
        "0 条消息发送失败",
        "0 项后台任务未办完",
    ]


def test_what_is_amiss_stands_first_with_what_to_do(administrator, settings, monkeypatch, tmp_path):
    settings.DUBAN_TIMERS, settings.DUBAN_BACKUP_HOURS, settings.DUBAN_BACKUPS = True, 26, tmp_path
    monkeypatch.setattr(readiness, "FREE_SPACE", 2**60)
    run_all(send_reminders=17)
    TimedRun.objects.create(
        job=TimedJob.VERIFY,
        begun_at=clock.get_real_moment() - timedelta(minutes=2),
        ended_at=clock.get_real_moment(),
        error="发现以下问题：缺少文件",
    )
    remedy = status_page.TIMER_REMEDY
    assert read_notes(administrator) == [
        "磁盘剩余空间不足 500 MB 请清理磁盘或扩容；空间用完后，不能再保存和上传。",
        "最近一次备份太早，或者没有备份 请先手工备份一次，再检查备份的定时任务和备份文件夹。",
        f"“催办和投送”没有按时运行 {remedy}",
        f"“核验”上次运行失败：发现以下问题：缺少文件 {remedy}",
        f"后台进程没有运行 {status_page.WORKER_REMEDY}",
    ]


def test_without_timers_their_absence_is_no_trouble_and_is_said(administrator):
    [note] = read_notes(administrator)
    assert note.startswith(
        "没有检查备份、定时任务和后台进程 数据库、数据表、磁盘和投送正常。 这台服务器没有登记自动运行的任务"
    )
    table = rows(administrator.get("/status/"))
    assert [row[:2] for row in table] == [[job.label, "从未运行"] for job in TimedJob]


def test_jobs_that_wait_for_a_worker_are_told(administrator, cast, monkeypatch):
    let_work(monkeypatch)
    add(cast.office)
    assert read_notes(administrator)[0] == f"后台进程没有运行，有 1 项后台任务在等待 {status_page.WORKER_REMEDY}"
    begin_worker(name="甲机")
    assert read_notes(administrator)[0].startswith("没有检查备份、定时任务和后台进程")


def test_the_page_takes_as_many_queries_for_many_runs(administrator, reads_in):
    reads_in(13, administrator, "/status/", run_all)


def test_workers_are_known_by_their_parent(monkeypatch, tmp_path):
    """On a machine of paper: gunicorn with two workers, whose memory the system lets be read of one alone."""
    monkeypatch.setattr("tracker.workers.PROCESSES", tmp_path)
    for pid in (70, 71, 72):
        (tmp_path / f"{pid}/task/{pid}").mkdir(parents=True)
    (tmp_path / "70/cmdline").write_bytes(b"python\0/opt/duban/bin/gunicorn\0")
    (tmp_path / "70/task/70/children").write_text("71 72 ")
    (tmp_path / "70/smaps_rollup").write_text("00-ff ---p 00 00:00 0 [rollup]\nRss: 900 kB\nPss: 100 kB\n")
    (tmp_path / "71/smaps_rollup").write_text("Pss: 20 kB\nPss_Dirty: 7 kB\n")
    (tmp_path / "71/cmdline").write_bytes(b"python\0manage.py\0runserver\0")
    assert find_workers(70) == Workers(2, 120 * 1024)
    assert (find_workers(71), find_workers(99)) == (None, None)

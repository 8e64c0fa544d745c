"""``work``: does the jobs (后台任务) that wait, one after the other, until it is ended."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.urls import get_resolver

from tracker.working import WorkingTwice, work


class Command(BaseCommand):
    help = "办理后台任务，直到被停止；每台机器运行一个。--reminders 另每日发送一次催办，供没有定时任务的安装使用。"

    def add_arguments(self, parser):
        parser.add_argument("--interval", type=float, default=1.0, help="没有任务时隔几秒再看一次，默认 1")
        parser.add_argument("--reminders", action="store_true", help="每日运行一次 send_reminders")
        parser.add_argument("--parent", type=int, help="随这个进程结束而结束")
        parser.add_argument("--once", action="store_true", help="办完等待的任务后退出")

    def handle(self, **options):
        # loads every page, and with them the work of each kind
        get_resolver().url_patterns  # noqa: B018
        try:
            work(
                interval=options["interval"],
                sends_reminders=options["reminders"],
                is_once=options["once"],
                parent=options["parent"],
            )
        except WorkingTwice as twice:
            raise CommandError(f"{twice}", returncode=1) from twice
        except DatabaseError as error:
            said = f"数据库不可用（{type(error).__name__}），后台进程退出；由服务管理程序重新启动。"
            raise CommandError(said, returncode=1) from error

"""``clean_up``: removes what has expired: sessions, records of sign-ins, jobs and what they made, runs of timed commands;
started by a timer."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from tasks.enums import TimedJob
from tasks.jobs.job_actions import remove_old_jobs
from tasks.timing.timed_run_actions import note_run, remove_old_runs

#: number of days for which records of sign-ins are kept, as 网络安全法 第二十一条 asks (六个月)
SIGN_IN_RECORDS_DAYS = 180


class Command(BaseCommand):
    help = "清理过期的登录、半年前的登录记录、两周前的后台任务及其文件和定时任务运行记录；供每日定时执行。"

    def handle(self, **options):
        with note_run(job=TimedJob.CLEAN_UP):
            call_command("clearsessions", verbosity=0, stdout=self.stdout, stderr=self.stderr)
            call_command("axes_reset_logs", age=SIGN_IN_RECORDS_DAYS, stdout=self.stdout, stderr=self.stderr)
            self.stdout.write(f"清理了 {remove_old_jobs()} 项后台任务。")
            self.stdout.write(f"清理了 {remove_old_runs()} 条定时任务的运行记录。")

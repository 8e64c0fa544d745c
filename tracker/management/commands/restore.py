"""``restore``: brings a backup back into an empty installation, and verifies it; ``--check`` only reads the backup."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from tasks import clock
from tasks.jobs.job_actions import end_unended_jobs
from tasks.timing.timed_run_actions import remove_unended_runs
from tracker.keeping.refusals import KeepingRefused
from tracker.keeping.restoring import restore_backup
from tracker.keeping.unpacking import Unpacked, unpack_backup


class Command(BaseCommand):
    help = "把备份恢复到空的安装中并核验；先停止服务。--check 只检查备份本身是否完好。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="备份文件")
        parser.add_argument("--key", type=Path, help="私钥文件，用于已加密的备份")
        parser.add_argument("--check", action="store_true", help="只读一遍备份并核对校验值，什么也不改")

    def handle(self, **options):
        path, key = options["file"], options["key"]
        try:
            if options["check"]:
                with unpack_backup(path, key) as unpacked:
                    self.print_contents("备份完好，可以恢复", unpacked)
            else:
                self.print_contents("已恢复", restore_backup(path, key))
                remove_unended_runs()
                end_unended_jobs()
                call_command("verify", stdout=self.stdout, stderr=self.stderr)
        except KeepingRefused as refusal:
            raise CommandError(f"{refusal}", returncode=1) from refusal

    def print_contents(self, outcome: str, unpacked: Unpacked) -> None:
        manifest = unpacked.manifest
        made_at = clock.convert_to_local(manifest.made_at)
        self.stdout.write(
            f"{outcome}：{made_at:%Y-%m-%d %H:%M} 的备份，"
            f"{sum(manifest.tables.values())} 行，{len(manifest.files)} 个文件"
        )
        for defect in unpacked.defects:
            self.stderr.write(defect)

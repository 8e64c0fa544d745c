"""``backup``: writes database and files into one archive, and removes outdated backups."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tasks import clock
from tasks.enums import TimedJob
from tasks.sealing.seal_actions import seal_events
from tasks.timing.timed_run_actions import note_run
from tracker.keeping.archive import generate_key
from tracker.keeping.backing import Backup, make_backup
from tracker.keeping.refusals import KeepingRefused
from tracker.keeping.rotation import choose_outdated, list_backups


class Command(BaseCommand):
    help = "把数据库和全部文件备份为一个文件，并清理过期的备份；供每日定时执行。"

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, help="备份文件夹；不写则用 DUBAN_BACKUPS，其中过期的备份会清理")
        parser.add_argument("--new-key", action="store_true", help="不备份，只生成一对加密用的钥匙")

    def handle(self, **options):
        if options["new_key"]:
            self.print_new_key()
        elif options["to"]:
            self.make_backup(options["to"])
        else:
            with note_run(job=TimedJob.BACKUP):
                self.make_backup(settings.DUBAN_BACKUPS)
                self.remove_outdated(settings.DUBAN_BACKUPS)

    def make_backup(self, folder: Path) -> None:
        seal_events()
        try:
            backup = make_backup(folder, clock.get_real_time(), settings.DUBAN_BACKUP_KEY)
        except KeepingRefused as refusal:
            raise CommandError(f"{refusal}", returncode=1) from refusal
        self.print_backup(backup)

    def print_new_key(self) -> None:
        public, secret = generate_key()
        self.stdout.write(
            f"公钥（写进设置）：\nDUBAN_BACKUP_KEY={public}\n\n"
            f"私钥（存到另一处，只在恢复时要用；丢了就再也打不开备份）：\n{secret}"
        )

    def print_backup(self, backup: Backup) -> None:
        rows, size = sum(backup.manifest.tables.values()), backup.path.stat().st_size
        self.stdout.write(f"{backup.path}\n{rows} 行，{len(backup.manifest.files)} 个文件，{size / 1024 / 1024:.1f} MB")
        for file in backup.missing:
            self.stderr.write(f"缺少文件，没有备份到：{file.name}")

    def remove_outdated(self, folder: Path) -> None:
        days, weeks = settings.DUBAN_BACKUP_DAYS, settings.DUBAN_BACKUP_WEEKS
        for path in choose_outdated(list_backups(folder), days=days, weeks=weeks):
            path.unlink(missing_ok=True)
            self.stdout.write(f"已清理 {path.name}")

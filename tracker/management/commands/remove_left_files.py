"""``remove_left_files``: removes the files that a killed process has left."""

from django.core.management.base import BaseCommand, CommandError

from tracker.keeping.cleaning import remove_left_files


class Command(BaseCommand):
    help = "删除程序中断留下的文件：没有记录引用的（一天以上）、没有确认的导入文件（七天以上）、没有写完的备份。"

    def handle(self, **options):
        try:
            removed = remove_left_files()
        except OSError as error:
            raise CommandError(f"“{error.filename}”删除不了：{error.strerror}", returncode=1) from error
        for path in removed:
            self.stdout.write(f"已删除 {path}")
        self.stdout.write(f"清理了 {len(removed)} 个文件。")

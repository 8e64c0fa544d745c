"""``verify``: reads everything and says what is not whole."""

from django.core.management.base import BaseCommand, CommandError

from tracker.keeping.verification import verify_installation


class Command(BaseCommand):
    help = "逐一核验：每个文件与其校验值、每个外键、数据库文件；只读。"

    def handle(self, **options):
        found = verify_installation()
        for table, count in found.tables.items():
            self.stdout.write(f"{count:>9}  {table}")
        self.stdout.write(
            f"核验了 {sum(found.tables.values())} 行、{found.foreign_keys} 个外键、{found.files} 个文件。"
        )
        if found.unreferenced:
            self.stdout.write(f"另有 {len(found.unreferenced)} 个文件没有记录引用，不影响使用。")
        if found.defects:
            raise CommandError("\n".join(["发现以下问题：", *found.defects]), returncode=1)
        self.stdout.write("全部完好。")

"""``verify``: seals the events that wait, reads everything and says what is not whole."""

from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError

from tasks.enums import TimedJob
from tasks.sealing.seal_actions import seal_events
from tasks.sealing.seals import Head, find_head_defect
from tasks.timing.timed_run_actions import note_run
from tracker.keeping.verification import verify_installation


class Command(BaseCommand):
    help = "逐一核验：每个文件与其校验值、每个外键、每条留痕与其封签、数据库文件；只新增封签，不改别的。"

    def add_arguments(self, parser):
        parser.add_argument("--head", type=parse_head, help="另存的链头，写作 序号:校验值；核对它是否还在链上")

    def handle(self, **options):
        with note_run(job=TimedJob.VERIFY):
            self.verify(options["head"])

    def verify(self, head: Head | None) -> None:
        seal_events()
        found = verify_installation()
        if head and (defect := find_head_defect(head)):
            found.defects.append(defect)
        for table, count in found.tables.items():
            self.stdout.write(f"{count:>9}  {table}")
        self.stdout.write(
            f"核对了 {found.seals.sealed} 条留痕的封签；链头：{found.seals.head.position}:{found.seals.head.digest}"
        )
        self.stdout.write(
            f"核验了 {sum(found.tables.values())} 行、{found.foreign_keys} 个外键、{found.files} 个文件。"
        )
        if found.unreferenced:
            self.stdout.write(
                f"另有 {len(found.unreferenced)} 个文件没有记录引用，不影响使用，一天后由 remove_left_files 删除："
            )
            self.stdout.write("\n".join(found.unreferenced))
        if found.defects:
            raise CommandError("\n".join(["发现以下问题：", *found.defects]), returncode=1)
        self.stdout.write("全部完好。")


def parse_head(text: str) -> Head:
    """Reads a head as ``verify`` prints it: position and digest with a colon between.

    Raises:
        ArgumentTypeError: it is none.
    """
    position, _, digest = text.partition(":")
    if not position.isdecimal() or len(position) > 18 or len(digest) != 64:
        raise ArgumentTypeError(f"链头应写作 序号:64 位校验值，现为“{text[:100]}”。")
    return Head(int(position), digest.lower())

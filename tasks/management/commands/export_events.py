"""``export_events``: writes the sealed audit log as lines of JSON, with the head of its chain."""

import os
from errno import EEXIST
from pathlib import Path
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError

from tasks.sealing.outlet import iterate_lines
from tasks.sealing.seal_actions import seal_events


class Command(BaseCommand):
    help = "导出全部留痕（每行一条 JSON，末行是链头），供另存和核对；先为新的留痕加封签。"

    def add_arguments(self, parser):
        parser.add_argument("--out", type=Path, help="写入的文件，不覆盖已有的；不写则输出到屏幕")
        parser.add_argument("--after", type=int, default=0, help="只导出这一号封签以后的")

    def handle(self, **options):
        seal_events()
        first = max(options["after"], 0) + 1
        if options["out"] is None:
            for line in iterate_lines(first):
                self.stdout.write(line)
            return
        try:
            line = write_whole_file(options["out"], first)
        except OSError as error:
            raise CommandError(f"写不进“{options['out']}”：{error.strerror}。", returncode=1) from error
        self.stdout.write(line)


def write_whole_file(path: Path, first: int) -> str:
    """Writes the lines from a position on into a new file, which appears once it is whole; returns the last line.

    Raises:
        OSError: the file is there already, or the folder cannot be written.
    """
    if path.exists():
        raise FileExistsError(EEXIST, "文件已存在")
    unfinished = path.with_name(f".{uuid4().hex}.part")
    line = ""
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            for line in iterate_lines(first):
                file.write(f"{line}\n")
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return line

"""``import_document``: imports a plan or a progress report; a dry run without ``--commit``."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tasks import periods
from tasks.importing import Unreadable, parse_document, read_raw_document
from tasks.importing.answer import (
    build_import_json,
    build_unreadable_json,
    describe_import,
    describe_import_result,
)
from tasks.importing.changes import Changes
from tasks.importing.headings import expand_government_name
from tasks.importing.import_actions import import_document
from tasks.importing.names import get_known_unit_names


class Command(BaseCommand):
    help = "读入方案或进展报告（.docx、.xlsx）：默认预览，--commit 导入。"

    def add_arguments(self, parser):
        parser.add_argument("file", help="Word 或 Excel 文件")
        parser.add_argument("--commit", action="store_true", help="写入；不加则只预览")
        parser.add_argument("--government", help="辖区政府全称")
        parser.add_argument("--year", type=int, help="年度")
        parser.add_argument("--period", choices=periods.CODES[1:], help="填报期")
        parser.add_argument("--kind", choices=("plan", "progress"), help="方案或进展报告")
        parser.add_argument("--create-units", action="store_true", help="新建尚未登记的单位和辖区政府")
        parser.add_argument("--json", action="store_true", help="只输出 JSON")

    def handle(self, *, file, **options):
        if options["year"] is not None and not 1949 <= options["year"] <= 2199:
            raise CommandError("年度应在 1949 至 2199 之间。", returncode=2)
        filename = Path(file).name
        try:
            raw = read_raw_document(file, filename, settings.DUBAN_UPLOAD_LIMIT)
        except Unreadable as error:
            if options["json"]:
                self.stdout.write(_format_json(build_unreadable_json(filename, str(error))))
            raise CommandError(str(error), returncode=1) from error
        government = expand_government_name(options["government"]) if options["government"] else None
        document = parse_document(
            raw,
            government=government,
            year=options["year"],
            period=options["period"],
            kind=options["kind"],
            known_units=get_known_unit_names(government),
        )
        changes = import_document(
            document=document,
            by=None,
            commit=options["commit"],
            government_name=government,
            create_units=options["create_units"],
        )
        self.answer(changes, options["json"])

    def answer(self, changes: Changes, as_data: bool) -> None:
        if as_data:
            self.stdout.write(_format_json(build_import_json(changes)))
        else:
            self.stdout.write("\n".join(describe_import(changes)))
        if changes.errors:
            raise CommandError("\n".join([*changes.errors, describe_import_result(changes)]), returncode=1)


def _format_json(answer: dict) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2)

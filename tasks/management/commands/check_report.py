"""``check_report``: prints the findings of a period, or of a plan, before it is issued. Reads only."""

import json

from django.core.management.base import BaseCommand

from tasks import periods
from tasks.checking import checks
from tasks.checking.checks import Finding
from tasks.checking.gather import build_checked_document, build_checked_notice
from tasks.management.arguments import (
    PERIOD_HELP,
    add_plan_arguments,
    get_period_by_code,
    get_plan_by_options,
)
from tasks.plans.decided_items import find_notice_day


class Command(BaseCommand):
    help = "校核一个填报期或者年度方案：列出印发前应改正或核对的数据和文字问题（只读）。"

    def add_arguments(self, parser):
        add_plan_arguments(parser)
        parser.add_argument("--period", choices=periods.CODES, required=True, help=f"PLAN（方案）或{PERIOD_HELP}")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, **options):
        plan = get_plan_by_options(options)
        if options["period"] == periods.PLAN_CODE:
            found = checks.check_notice(build_checked_notice(plan, None, find_notice_day(plan)))
        else:
            found = checks.check_document(build_checked_document(get_period_by_code(plan, options["period"])))
        if options["json"]:
            rows = [finding.as_dict() for finding in found]
            return self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        return self.print_rows(found)

    def print_rows(self, found: list[Finding]):
        for one in found:
            place = f"{one.attachment or ''}{f'第{one.item.number}项' if one.item else ''}"
            quotes = "".join(f"“{quote}”" for quote in one.quotes)
            self.stdout.write(f"{one.severity.label}　{one.label}　{place}　{one.message}　{quotes}")
        self.stdout.write(f"共 {len(found)} 条。")

"""``assess``: prints what the lagging rules find in a period; ``--store``, run every night, stores it for all periods begun and not issued."""

import json

from django.core.management.base import BaseCommand, CommandError

from tasks import clock
from tasks.assessing.agreement import WarningAccuracy, compute_warning_accuracy
from tasks.assessing.standing_actions import assess_entries, assess_period
from tasks.decimals import compute_percent
from tasks.enums import PeriodState, TimedJob
from tasks.management.arguments import (
    add_period_argument,
    add_plan_arguments,
    get_period_by_code,
    get_plan_by_options,
)
from tasks.management.rounds import TimerRound
from tasks.models import Period, ProgressEntry
from tasks.queries import order_as_printed, prefetch_printed_parts
from tasks.terms import terms
from tasks.timing.timed_run_actions import note_run


class Command(BaseCommand):
    help = "按预警规则研判一个填报期的全部事项并列出依据（只读）；--store 重新计算并保存各填报期的系统预警，供夜间定时执行。"

    def add_arguments(self, parser):
        add_plan_arguments(parser, year_required=False)
        add_period_argument(parser)
        parser.add_argument("--json", action="store_true", help="输出 JSON")
        parser.add_argument("--store", action="store_true", help="重新计算并保存未印发各期的系统预警")

    def handle(self, **options):
        if options["store"]:
            with note_run(job=TimedJob.ASSESS):
                return self.store()
        if not options["year"] or not options["period"]:
            raise CommandError("请写明 --year 和 --period，或用 --store 更新全部未印发的填报期。", returncode=2)
        entries = self.list_entries(options)
        rows = [build_assessed_row(entry) for entry in entries]
        if options["json"]:
            return self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        self.print_rows(rows)
        return self.print_hindsight(compute_warning_accuracy(entries))

    def list_entries(self, options) -> list[ProgressEntry]:
        period = get_period_by_code(get_plan_by_options(options), options["period"])
        entries = order_as_printed(prefetch_printed_parts(ProgressEntry.objects.filter(period=period)))
        return assess_entries(entries.select_related("period__plan__government"), on=clock.today())

    def store(self):
        live = Period.objects.filter(state__in=(PeriodState.OPEN, PeriodState.CLOSED))
        timer = TimerRound("系统预警")
        done = timer.do_for_each(
            live.select_related("plan__government"),
            lambda period: assess_period(period=period, on=clock.today(), by=None),
            get_government=lambda period: period.plan.government,
        )
        for period, changed in done:
            self.stdout.write(f"{period}：{len(changed)} 项系统预警有变化")
        timer.raise_errors()

    def print_rows(self, rows):
        for row in rows:
            self.stdout.write(f"{row['standing'].label} {row['number']} {row['text'][:60]}")
            for signal in row["signals"]:
                self.stdout.write(f"    {signal['message']}　{signal['arithmetic'] or ''}　{signal['quote'][:80]}")

    def print_hindsight(self, seen: WarningAccuracy):
        self.stdout.write(f"共 {seen.items} 项，预警和关注 {format_count_share(seen.flagged, seen.items)}。")
        self.stdout.write(
            f"{terms.office}{terms.judging}滞后 {seen.listed} 项，其中预警和关注 {format_count_share(seen.listed_flagged, seen.listed)}。"
        )
        if seen.failed is not None:
            self.stdout.write(
                f"年底未完成或不再列入 {seen.failed} 项，其中本期预警和关注 {format_count_share(seen.failed_flagged, seen.failed)}，"
                f"本期{terms.judging}滞后 {format_count_share(seen.failed_listed, seen.failed)}。"
            )


def format_count_share(count: int, whole: int) -> str:
    """Formats a share with its two numbers: 13 项（13 ÷ 16 = 81 %）."""
    return f"{count} 项（{count} ÷ {whole} = {compute_percent(count, whole)} %）" if whole else "0 项"


def build_assessed_row(entry: ProgressEntry) -> dict:
    """Returns an item as ``docs/commands.md`` describes it."""
    return {
        "kind": entry.task.kind,
        "section": entry.edition.section.name if entry.edition.section else None,
        "number": entry.number,
        "name": entry.edition.name or None,
        "text": entry.edition.text,
        "lead_units": [one.label for one in entry.edition.leading],
        "standing": entry.standing,
        "judgement": entry.judgement.outcome if entry.judgement else None,
        "signals": entry.signals,
    }

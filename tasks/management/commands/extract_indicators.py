"""``extract_indicators``: the quantities read out of a plan's texts, and what a period's progress says of them."""

import json

from django.core.management.base import BaseCommand

from tasks.assessing import facts, quantities
from tasks.assessing.quantities import Commitment, Match
from tasks.management.arguments import add_period_argument, add_plan_arguments, period_of, plan_of
from tasks.models import Plan, ProgressEntry
from tasks.queries import editions_of_plan, in_printed_order, with_printed_parts
from tasks.words import read_filed


class Command(BaseCommand):
    help = "列出从任务文本中识别的量化指标；给出填报期时，同时列出从进展中识别的完成值。只读。"

    def add_arguments(self, parser):
        add_plan_arguments(parser)
        add_period_argument(parser)
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, **options):
        plan = plan_of(options)
        rows = rows_of_period(plan, options["period"]) if options["period"] else rows_of_plan(plan)
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            self.stdout.write(f"{row['number']} {row['text']}")
            for indicator in row["indicators"]:
                self.stdout.write(f"    {in_words(indicator)}")


def rows_of_plan(plan: Plan) -> list[dict]:
    """The commitments of every task of the plan, as ``docs/commands.md`` describes them."""
    return [
        as_row(
            task.kind,
            task.number,
            edition.text,
            [(one, None) for one in quantities.commitments(edition.text)],
        )
        for task, edition in editions_of_plan(plan)
    ]


def rows_of_period(plan: Plan, code: str) -> list[dict]:
    """The same with the figures of a period's progress.

    Raises:
        CommandError: the plan has no such period.
    """
    entries = with_printed_parts(ProgressEntry.objects.filter(period=period_of(plan, code)))
    return [row_of_entry(entry) for entry in in_printed_order(entries)]


def row_of_entry(entry: ProgressEntry) -> dict:
    """The commitments of an item, each with what its progress says of it."""
    promised = facts.commitments_of(entry, [])
    found = quantities.match(promised, read_filed(entry).text)
    return as_row(entry.task.kind, entry.number, entry.edition.text, list(zip(promised, found, strict=True)))


def as_row(kind: str, number: int, text: str, pairs: list[tuple[Commitment, Match | None]]) -> dict:
    """One item as ``docs/commands.md`` describes it."""
    indicators = [as_indicator(promised, found) for promised, found in pairs]
    return {"kind": kind, "number": number, "text": text, "indicators": indicators}


def as_indicator(promised: Commitment, found: Match | None) -> dict:
    """One commitment as ``docs/commands.md`` describes it."""
    return {
        "measure": promised.measure,
        "comparison": promised.comparison.value,
        "value": float(promised.value),
        "unit": promised.unit,
        "kind": promised.kind.value,
        "span": list(promised.span),
        "matched": as_match(found) if found else None,
    }


def as_match(found: Match) -> dict:
    """One figure as ``docs/commands.md`` describes it."""
    return {
        "value": float(found.value),
        "unit": found.unit,
        "state": found.state.value,
        "quote": found.quote,
        "confidence": round(found.confidence, 2),
        "reason": found.reason,
    }


def in_words(indicator: dict) -> str:
    """One commitment for people: what is promised ← what was reached."""
    said = f"{indicator['measure']} {indicator['comparison']} {indicator['value']:g}{indicator['unit']}"
    matched = indicator["matched"]
    return f"{said} ← {matched['value']:g}{matched['unit']}（{matched['quote']}）" if matched else said

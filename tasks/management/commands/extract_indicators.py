"""``extract_indicators``: prints the quantities in a plan's texts, with a period also the figures of its progress."""

import json

from django.core.management.base import BaseCommand

from tasks.assessing import facts, quantities
from tasks.assessing.quantities import Commitment, Match
from tasks.management.arguments import (
    add_period_argument,
    add_plan_arguments,
    get_period_by_code,
    get_plan_by_options,
)
from tasks.models import Plan, ProgressEntry
from tasks.queries import list_first_editions, order_as_printed, prefetch_printed_parts
from tasks.visible_words import read_filed


class Command(BaseCommand):
    help = "列出从任务文本中识别的量化指标；给出填报期时，同时列出从进展中识别的完成值。只读。"

    def add_arguments(self, parser):
        add_plan_arguments(parser)
        add_period_argument(parser)
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, **options):
        plan = get_plan_by_options(options)
        rows = list_period_rows(plan, options["period"]) if options["period"] else list_plan_rows(plan)
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            self.stdout.write(f"{row['number']} {row['text']}")
            for indicator in row["indicators"]:
                self.stdout.write(f"    {describe_commitment(indicator)}")


def list_plan_rows(plan: Plan) -> list[dict]:
    """Returns the commitments of every item of the plan, as ``docs/commands.md`` describes them."""
    return [
        build_indicator_row(
            task.kind,
            task.number,
            edition.text,
            [(one, None) for one in quantities.read_year_commitments(edition.text, plan.year)],
        )
        for task, edition in list_first_editions(plan)
    ]


def list_period_rows(plan: Plan, code: str) -> list[dict]:
    """Returns the same with the figures of a period's progress.

    Raises:
        CommandError: the plan has no such period.
    """
    entries = prefetch_printed_parts(ProgressEntry.objects.filter(period=get_period_by_code(plan, code)))
    return [build_entry_row(entry) for entry in order_as_printed(entries)]


def build_entry_row(entry: ProgressEntry) -> dict:
    promised = facts.list_commitments(entry, [])
    found = quantities.match_figures(promised, read_filed(entry).text)
    return build_indicator_row(
        entry.task.kind, entry.number, entry.edition.text, list(zip(promised, found, strict=True))
    )


def build_indicator_row(kind: str, number: int, text: str, pairs: list[tuple[Commitment, Match | None]]) -> dict:
    """Returns an item as ``docs/commands.md`` describes it."""
    indicators = [build_indicator(promised, found) for promised, found in pairs]
    return {"kind": kind, "number": number, "text": text, "indicators": indicators}


def build_indicator(promised: Commitment, found: Match | None) -> dict:
    """Returns a commitment as ``docs/commands.md`` describes it."""
    return {
        "measure": promised.measure,
        "comparison": promised.comparison.value,
        "value": float(promised.value),
        "unit": promised.unit,
        "kind": promised.kind.value,
        "span": list(promised.span),
        "doubt": promised.doubt.words if promised.doubt else None,
        "matched": build_match(found) if found else None,
    }


def build_match(found: Match) -> dict:
    """Returns a figure as ``docs/commands.md`` describes it."""
    return {
        "value": float(found.value),
        "unit": found.unit,
        "state": found.state.value,
        "quote": found.quote,
        "confidence": round(found.confidence, 2),
        "reason": found.reason,
    }


def describe_commitment(indicator: dict) -> str:
    """Formats a commitment for people: what is promised ← what was reached."""
    text = f"{indicator['measure']} {indicator['comparison']} {indicator['value']:g}{indicator['unit']}"
    matched = indicator["matched"]
    return f"{text} ← {matched['value']:g}{matched['unit']}（{matched['quote']}）" if matched else text

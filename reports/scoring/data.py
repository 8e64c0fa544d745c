"""A scorecard as plain values that JSON holds: what a page shows, and what is frozen when it is approved."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal

from reports.figures import CountedEntry, ScorecardFigures, UnitFigures
from reports.figures.assessed import AssessedEntry
from reports.scoring.costs import format_month_day, list_costs
from tasks import clock
from tasks.enums import ResponsibilityRole, TaskKind
from tasks.models import Exclusion
from tasks.scoring.rules import (
    RoleCounts,
    ScoringCounts,
    ScoringRules,
    UnitMark,
    compute_mark,
    compute_prices,
    describe_formula,
    format_mark_percent,
)

TEXT_LENGTH = 200


def build_scorecard_data(figures: ScorecardFigures, rules: ScoringRules) -> dict:
    """Everything of a scorecard: the formula, a row of every unit with its arithmetic, the entries that counted."""
    marks = {each.unit: compute_mark(each.counts, rules) for each in figures.units}
    ranks = _compute_ranks(figures.units, marks, int(rules.few))
    data = {
        "rules": rules.as_dict(),
        "formula": [list(line) for line in describe_formula(rules)],
        "units": [
            _build_row(each, marks[each.unit], ranks.get(each.unit, (None, None)), rules)
            for each in figures.units
        ],
        "entries": {
            str(key): _build_entry(each) for key, each in _index_entries_by_id(figures.units).items()
        },
        "excluded": [_build_excluded(each, each.exclusion) for each in figures.excluded if each.exclusion],
        "unassigned": [_build_entry(each) for each in figures.unassigned],
    }
    # as the database will give it back: with text for keys and lists for tuples
    return json.loads(json.dumps(data))


def find_unit_row(data: dict, unit: int) -> dict | None:
    """The row of one unit; None where nothing of it counted."""
    return next((row for row in data["units"] if row["unit"] == unit), None)


def list_changed_units(now: dict, kept: dict) -> list[str]:
    """The names of units whose row would be another today than when it was frozen."""
    rows = {row["unit"]: row for row in kept["units"]}
    changed = [
        row["name"]
        for row in now["units"]
        if _get_compared_fields(row) != _get_compared_fields(rows.get(row["unit"]))
    ]
    present = {row["unit"] for row in now["units"]}
    return changed + [row["name"] for unit, row in rows.items() if unit not in present]


def _get_compared_fields(row: dict | None) -> dict | None:
    """What matters of a row: neither a new name nor the rank among others nor last year's mark."""
    return row and {name: row[name] for name in ("lead", "cooperate", "filing", "granted", "total", "items")}


def _build_row(
    figures: UnitFigures, mark: UnitMark, rank: tuple[int | None, int | None], rules: ScoringRules
) -> dict:
    counts = figures.counts
    before = compute_mark(figures.before, rules).total if figures.before else None
    return {
        "unit": figures.unit,
        "name": figures.name,
        "former": list(figures.former),
        "leads": figures.leads,
        "lead": asdict(counts.lead),
        "cooperate": asdict(counts.cooperate),
        "filing": asdict(counts.filing) | {"returned": sum(counts.filing.returns)},
        "granted": counts.granted,
        "shares": _format_shares(counts),
        **build_mark_arithmetic(mark),
        "rank": rank[0],
        "ranked": rank[1],
        "before": _format_points(before),
        "moved": _format_difference(mark.total, before),
        "items": _build_items(figures, rules),
    }


def build_mark_arithmetic(mark: UnitMark) -> dict:
    """A mark with its arithmetic, as pages and sheets print it."""
    parts = [
        {"name": part.name, "points": _format_points(part.points), "way": part.arithmetic}
        for part in mark.parts
    ]
    return {"total": _format_points(mark.total), "parts": parts, "way": mark.arithmetic}


def _format_shares(counts: ScoringCounts) -> dict[str, str]:
    """Shares with both their numbers; empty where there is nothing to divide by."""

    def share(part: int, whole: int) -> str:
        return f"{part} ÷ {whole} = {format_mark_percent(Decimal(part) / whole)}" if whole else ""

    def good(side: RoleCounts) -> str:
        return share(side.good, side.judged)

    return {
        "lead": good(counts.lead),
        "cooperate": good(counts.cooperate),
        "on_time": share(counts.filing.on_time, counts.filing.due),
    }


def _build_items(figures: UnitFigures, rules: ScoringRules) -> list[dict]:
    each, free = compute_prices(figures.counts, rules), int(rules.free_returns)
    return [
        {
            "entry": str(counted.assessed.entry.pk),
            "role": counted.duty.role.value,
            "group": counted.duty.group,
            "files": counted.duty.files,
            "decides": counted.decides,
            "costs": list_costs(counted, each, free),
        }
        for counted in _sort_entries(figures.entries)
    ]


def _sort_entries(entries: Iterable[CountedEntry]) -> list[CountedEntry]:
    """What the unit leads, then where it helps, in printed order; each item with its periods in order."""
    kinds = [kind.value for kind in TaskKind]

    def place(counted: CountedEntry) -> tuple:
        entry = counted.assessed.entry
        is_help = counted.duty.role == ResponsibilityRole.COOPERATE
        return is_help, kinds.index(entry.task.kind), entry.task.number, entry.task_id, entry.period.number

    return sorted(entries, key=place)


def _index_entries_by_id(units: Iterable[UnitFigures]) -> dict[int, AssessedEntry]:
    """Every entry that counts for anybody, by its key."""
    return {counted.assessed.entry.pk: counted.assessed for unit in units for counted in unit.entries}


def _build_entry(each: AssessedEntry) -> dict:
    entry = each.entry
    return {
        "pk": entry.pk,
        "task": entry.task_id,
        "title": str(entry.task),
        "name": entry.edition.name,
        "text": entry.edition.text[:TEXT_LENGTH],
        "period": entry.period.label,
        "outcome": each.outcome.value if each.outcome else "",
        "reason": entry.judgement.reason if entry.judgement else "",
        "filed_on": format_month_day(each.filed_on) if each.filed_on else "",
        "is_due": each.is_due,
        "is_late": each.is_late,
        "is_empty": each.is_empty,
        "is_copied": each.is_copied,
        "returned": each.returned,
    }


def _build_excluded(each: AssessedEntry, exclusion: Exclusion) -> dict:
    return _build_entry(each) | {
        "units": [duty.unit for duty in each.duties],
        "why": exclusion.reason,
        "basis": exclusion.basis,
        "decided_by": exclusion.decided_by.name,
        "decided_on": clock.convert_to_local(exclusion.decided_at).date().isoformat(),
    }


def _compute_ranks(
    units: Sequence[UnitFigures], marks: dict[int, UnitMark], few: int
) -> dict[int, tuple[int, int]]:
    """Unit → its rank and out of how many, among those that lead items or among those that only cooperate: what
    others did is no merit to be held against one's own work. The same mark is the same rank; who has few judged
    items has none."""
    ranks = {}
    for leads in (True, False):
        totals = {
            each.unit: total
            for each in units
            if each.leads == leads and each.judged >= few and (total := marks[each.unit].total) is not None
        }
        for unit, total in totals.items():
            ranks[unit] = 1 + sum(other > total for other in totals.values()), len(totals)
    return ranks


def _format_difference(total: Decimal | None, before: Decimal | None) -> str:
    """How much more or less than the year before; empty where either has no mark."""
    return "" if total is None or before is None else f"{total - before:+}".replace("-", "−")


def _format_points(points: Decimal | None) -> str:
    """Points as they are printed; empty where there are none."""
    return "" if points is None else f"{points}".replace("-", "−")

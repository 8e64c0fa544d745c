"""Builds a scorecard as JSON-ready data, which pages show and an approval freezes."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal

from reports.figures import CountedEntry, ScorecardFigures, UnitFigures
from reports.figures.assessed import AssessedEntry
from reports.scoring.costs import list_costs
from tasks import clock
from tasks.decimals import format_percent
from tasks.enums import ResponsibilityRole
from tasks.models import Exclusion
from tasks.periods import format_month_day
from tasks.scoring.rules import (
    NoteCounts,
    RoleCounts,
    ScoringCounts,
    ScoringRules,
    UnitMark,
    compute_mark,
    compute_prices,
    describe_formula,
)

TEXT_LENGTH = 200


def build_scorecard_data(figures: ScorecardFigures, rules: ScoringRules) -> dict:
    """Builds the whole scorecard: the formula, a row for every unit with its arithmetic, and the entries."""
    marks = {each.unit: compute_mark(each.counts, rules) for each in figures.units}
    ranks = _compute_ranks(figures.units, marks, int(rules.few))
    data = {
        "rules": rules.as_dict(),
        "formula": [list(line) for line in describe_formula(rules)],
        "units": [
            _build_row(each, marks[each.unit], ranks.get(each.unit, (None, None)), rules) for each in figures.units
        ],
        "entries": {str(key): _build_entry(each) for key, each in _index_entries_by_id(figures.units).items()},
        "excluded": [_build_excluded(each, each.exclusion) for each in figures.excluded if each.exclusion],
        "unassigned": [_build_entry(each) for each in figures.unassigned],
    }
    # as the database returns it: keys are text and tuples are lists
    return json.loads(json.dumps(data))


def find_unit_row(data: dict, unit: int) -> dict | None:
    """Returns the row of one unit; None if the scorecard has none."""
    return next((row for row in data["units"] if row["unit"] == unit), None)


def list_changed_units(now: dict, kept: dict) -> list[str]:
    """Lists the names of the units whose row now differs from the frozen one."""
    rows = {row["unit"]: row for row in kept["units"]}
    changed = [
        row["name"] for row in now["units"] if _get_compared_fields(row) != _get_compared_fields(rows.get(row["unit"]))
    ]
    present = {row["unit"] for row in now["units"]}
    return changed + [row["name"] for unit, row in rows.items() if unit not in present]


def _get_compared_fields(row: dict | None) -> dict | None:
    """Returns the fields of a row that are compared; a new name, the rank and last year's mark do not matter."""
    if row is None:
        return None
    compared = {name: row[name] for name in ("lead", "cooperate", "filing", "granted", "total", "items")}
    # rows frozen before 配合填报 was counted do not have it
    return compared | {"notes": row.get("notes") or asdict(NoteCounts())}


def _build_row(figures: UnitFigures, mark: UnitMark, rank: tuple[int | None, int | None], rules: ScoringRules) -> dict:
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
        "notes": asdict(counts.notes),
        "shares": _format_shares(counts),
        **build_mark_arithmetic(mark),
        "rank": rank[0],
        "ranked": rank[1],
        "before": _format_points(before),
        "moved": _format_difference(mark.total, before),
        "items": _build_items(figures, rules),
    }


def build_mark_arithmetic(mark: UnitMark) -> dict:
    """Builds a mark with its arithmetic for pages and sheets."""
    parts = [{"name": part.name, "points": _format_points(part.points), "way": part.arithmetic} for part in mark.parts]
    return {"total": _format_points(mark.total), "parts": parts, "way": mark.arithmetic}


def _format_shares(counts: ScoringCounts) -> dict[str, str]:
    """Formats the shares with both their numbers; empty where there is nothing to divide by."""

    def format_share(part: int, whole: int) -> str:
        return f"{part} ÷ {whole} = {format_percent(Decimal(part) / whole)}" if whole else ""

    def format_good(role: RoleCounts) -> str:
        return format_share(role.good, role.judged)

    return {
        "lead": format_good(counts.lead),
        "cooperate": format_good(counts.cooperate),
        "on_time": format_share(counts.filing.on_time, counts.filing.due),
    }


def _build_items(figures: UnitFigures, rules: ScoringRules) -> list[dict]:
    prices, free = compute_prices(figures.counts, rules), int(rules.free_returns)
    return [
        {
            "entry": str(counted.assessed.entry.pk),
            "role": counted.duty.role.value,
            "group": counted.duty.group,
            "files": counted.duty.files,
            "decides": counted.decides,
            "costs": list_costs(counted, prices, free),
        }
        for counted in _sort_entries(figures.entries)
    ]


def _sort_entries(entries: Iterable[CountedEntry]) -> list[CountedEntry]:
    """Sorts led entries before cooperating ones, each in printed order, and each item by period."""

    def get_sort_key(counted: CountedEntry) -> tuple:
        entry = counted.assessed.entry
        cooperates = counted.duty.role == ResponsibilityRole.COOPERATE
        return cooperates, entry.task.item_kind.place, entry.task.number, entry.task_id, entry.period.number

    return sorted(entries, key=get_sort_key)


def _index_entries_by_id(units: Iterable[UnitFigures]) -> dict[int, AssessedEntry]:
    """Indexes every counted entry by its id."""
    return {counted.assessed.entry.pk: counted.assessed for unit in units for counted in unit.entries}


def _build_entry(assessed: AssessedEntry) -> dict:
    entry = assessed.entry
    return {
        "pk": entry.pk,
        "task": entry.task_id,
        "title": str(entry.task),
        "name": entry.edition.name,
        "text": entry.edition.text[:TEXT_LENGTH],
        "period": entry.period.label,
        "outcome": assessed.outcome.value if assessed.outcome else "",
        "word": entry.judgement.own_word if entry.judgement else "",
        "token": entry.judgement.token if entry.judgement else "",
        "reason": entry.judgement.reason if entry.judgement else "",
        "filed_on": format_month_day(assessed.filed_on) if assessed.filed_on else "",
        "is_with_head": assessed.is_with_head,
        "is_due": assessed.is_due,
        "is_late": assessed.is_late,
        "is_empty": assessed.is_empty,
        "is_copied": assessed.is_copied,
        "returned": assessed.returned,
    }


def _build_excluded(assessed: AssessedEntry, exclusion: Exclusion) -> dict:
    return _build_entry(assessed) | {
        "units": [duty.unit for duty in assessed.duties],
        "why": exclusion.reason,
        "basis": exclusion.basis,
        "decided_by": exclusion.decided_by.name,
        "decided_on": clock.convert_to_local(exclusion.decided_at).date().isoformat(),
    }


def _compute_ranks(units: Sequence[UnitFigures], marks: dict[int, UnitMark], few: int) -> dict[int, tuple[int, int]]:
    """Ranks units that lead items, and apart from them units that only cooperate; equal marks share a rank.

    Returns:
        unit → its rank and the number of ranked units; units with fewer than ``few`` judged items have none.
    """
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
    """Formats how much the mark differs from the previous year's; empty if either is missing."""
    return "" if total is None or before is None else f"{total - before:+}".replace("-", "−")


def _format_points(points: Decimal | None) -> str:
    """Formats points for print; empty if there are none."""
    return "" if points is None else f"{points}".replace("-", "−")

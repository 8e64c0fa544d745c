"""A scorecard as plain values that JSON holds: what a page shows, and what is frozen when it is approved."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal

from reports.figures import Counted, ScorecardFigures, UnitFigures
from reports.figures.assessed import Assessed
from reports.scoring.costs import costs_of, day
from tasks import clock
from tasks.enums import ResponsibilityRole, TaskKind
from tasks.models import Exclusion
from tasks.scoring.rules import Counts, Mark, ScoringRules, Side, formula, percent, prices, score

TEXT_LENGTH = 200


def data_of(figures: ScorecardFigures, rules: ScoringRules) -> dict:
    """Everything of a scorecard: the formula, a row of every unit with its arithmetic, the entries that counted."""
    marks = {each.unit: score(each.counts, rules) for each in figures.units}
    ranks = _ranks(figures.units, marks, int(rules.few))
    data = {
        "rules": rules.as_dict(),
        "formula": [list(line) for line in formula(rules)],
        "units": [
            _row(each, marks[each.unit], ranks.get(each.unit, (None, None)), rules) for each in figures.units
        ],
        "entries": {str(key): _entry(each) for key, each in _distinct(figures.units).items()},
        "excluded": [_excluded(each, each.exclusion) for each in figures.excluded if each.exclusion],
        "unassigned": [_entry(each) for each in figures.unassigned],
    }
    # as the database will give it back: with text for keys and lists for tuples
    return json.loads(json.dumps(data))


def row_of(data: dict, unit: int) -> dict | None:
    """The row of one unit; None where nothing of it counted."""
    return next((row for row in data["units"] if row["unit"] == unit), None)


def changed_units(now: dict, kept: dict) -> list[str]:
    """The names of units whose row would be another today than when it was frozen."""
    rows = {row["unit"]: row for row in kept["units"]}
    changed = [row["name"] for row in now["units"] if _essence(row) != _essence(rows.get(row["unit"]))]
    present = {row["unit"] for row in now["units"]}
    return changed + [row["name"] for unit, row in rows.items() if unit not in present]


def _essence(row: dict | None) -> dict | None:
    """What matters of a row: neither a new name nor the rank among others nor last year's mark."""
    return row and {name: row[name] for name in ("lead", "cooperate", "filing", "granted", "total", "items")}


def _row(figures: UnitFigures, mark: Mark, rank: tuple[int | None, int | None], rules: ScoringRules) -> dict:
    counts = figures.counts
    before = score(figures.before, rules).total if figures.before else None
    return {
        "unit": figures.unit,
        "name": figures.name,
        "former": list(figures.former),
        "leads": figures.leads,
        "lead": asdict(counts.lead),
        "cooperate": asdict(counts.cooperate),
        "filing": asdict(counts.filing) | {"returned": sum(counts.filing.returns)},
        "granted": counts.granted,
        "shares": _shares(counts),
        **way_of(mark),
        "rank": rank[0],
        "ranked": rank[1],
        "before": _text(before),
        "moved": _moved(mark.total, before),
        "items": _items(figures, rules),
    }


def way_of(mark: Mark) -> dict:
    """A mark with its arithmetic, as pages and sheets print it."""
    parts = [{"name": part.name, "points": _text(part.points), "way": part.arithmetic} for part in mark.parts]
    return {"total": _text(mark.total), "parts": parts, "way": mark.arithmetic}


def _shares(counts: Counts) -> dict[str, str]:
    """Shares with both their numbers; empty where there is nothing to divide by."""

    def share(part: int, whole: int) -> str:
        return f"{part} ÷ {whole} = {percent(Decimal(part) / whole)}" if whole else ""

    def good(side: Side) -> str:
        return share(side.good, side.judged)

    return {
        "lead": good(counts.lead),
        "cooperate": good(counts.cooperate),
        "on_time": share(counts.filing.on_time, counts.filing.due),
    }


def _items(figures: UnitFigures, rules: ScoringRules) -> list[dict]:
    each, free = prices(figures.counts, rules), int(rules.free_returns)
    return [
        {
            "entry": str(counted.assessed.entry.pk),
            "role": counted.duty.role.value,
            "group": counted.duty.group,
            "files": counted.duty.files,
            "decides": counted.decides,
            "costs": costs_of(counted, each, free),
        }
        for counted in _in_order(figures.entries)
    ]


def _in_order(entries: Iterable[Counted]) -> list[Counted]:
    """What the unit leads, then where it helps, in printed order; each item with its periods in order."""
    kinds = [kind.value for kind in TaskKind]

    def place(counted: Counted) -> tuple:
        entry = counted.assessed.entry
        is_help = counted.duty.role == ResponsibilityRole.COOPERATE
        return is_help, kinds.index(entry.task.kind), entry.task.number, entry.task_id, entry.period.number

    return sorted(entries, key=place)


def _distinct(units: Iterable[UnitFigures]) -> dict[int, Assessed]:
    """Every entry that counts for anybody, by its key."""
    return {counted.assessed.entry.pk: counted.assessed for unit in units for counted in unit.entries}


def _entry(each: Assessed) -> dict:
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
        "filed_on": day(each.filed_on) if each.filed_on else "",
        "is_due": each.is_due,
        "is_late": each.is_late,
        "is_empty": each.is_empty,
        "is_copied": each.is_copied,
        "returned": each.returned,
    }


def _excluded(each: Assessed, exclusion: Exclusion) -> dict:
    return _entry(each) | {
        "units": [duty.unit for duty in each.duties],
        "why": exclusion.reason,
        "basis": exclusion.basis,
        "decided_by": exclusion.decided_by.name,
        "decided_on": clock.local(exclusion.decided_at).date().isoformat(),
    }


def _ranks(units: Sequence[UnitFigures], marks: dict[int, Mark], few: int) -> dict[int, tuple[int, int]]:
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


def _moved(total: Decimal | None, before: Decimal | None) -> str:
    """How much more or less than the year before; empty where either has no mark."""
    return "" if total is None or before is None else f"{total - before:+}".replace("-", "−")


def _text(points: Decimal | None) -> str:
    """Points as they are printed; empty where there are none."""
    return "" if points is None else f"{points}".replace("-", "−")

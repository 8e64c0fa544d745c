"""The heat map: how the items of every lead unit stand in each period of the year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tasks.decimals import compute_percent
from tasks.enums import AT_THE_OFFICE, Role
from tasks.models import Plan, ProgressEntry, Unit, User
from tasks.queries import LEADS, select_user_units, select_visible_entries
from tasks.terms import terms

#: upper limits in percent of the three lighter colours; above the last the colour is darkest
STEPS = (10, 25, 50)


@dataclass(frozen=True)
class HeatShare:
    """How the items of one unit stand in one period.

    Attributes:
        items: the items it leads.
        filed: with the office, as the page of the periods counts 已报送.
        behind: judged 推进滞后 or 未完成.
    """

    items: int = 0
    filed: int = 0
    judged: int = 0
    behind: int = 0

    @property
    def unfiled(self) -> int:
        return self.items - self.filed

    @property
    def worst(self) -> int:
        """The number that the colour shows: items behind, or unfiled items if none is behind."""
        return self.behind or self.unfiled

    @property
    def percent(self) -> int:
        return compute_percent(self.worst, self.items)

    @property
    def token(self) -> str:
        """The colour token; red is used only for items behind."""
        if self.worst:
            return "late" if self.behind else "watch"
        return "ok" if self.items and self.judged == self.items else "none"

    @property
    def step(self) -> int:
        """The depth of the colour, 1 to 4; 0 when nothing is behind or unfiled."""
        return 1 + sum(self.percent > limit for limit in STEPS) if self.worst else 0

    @property
    def word(self) -> str:
        """The meaning of the colour in one word."""
        if not self.items:
            return "无事项"
        if self.worst:
            return "滞后" if self.behind else "未报送、退回"
        return "正常" if self.judged == self.items else f"待{terms.judging}"

    def add_entry(self, entry: ProgressEntry) -> "HeatShare":
        outcome = entry.judgement.outcome if entry.judgement else None
        return replace(
            self,
            items=self.items + 1,
            filed=self.filed + (entry.state in AT_THE_OFFICE),
            judged=self.judged + (outcome is not None),
            behind=self.behind + (outcome is not None and outcome.is_behind),
        )


EMPTY_SHARE = HeatShare()


@dataclass(frozen=True)
class UnitYear:
    """One row: a lead unit (None for items without one) and its share in each period, by the period's number."""

    unit: Unit | None
    shares: dict[int, HeatShare]

    @property
    def behind(self) -> int:
        """How often an item of the unit was judged behind in the year."""
        return sum(share.behind for share in self.shares.values())

    @property
    def unfiled(self) -> int:
        return sum(share.unfiled for share in self.shares.values())

    def get_share(self, number: int) -> HeatShare:
        return self.shares.get(number, EMPTY_SHARE)


@dataclass(frozen=True)
class HeatMap:
    """The heat map of a year.

    Attributes:
        total: counts every item once, however many units lead it.
        rows: the units, those with most items behind first.
        shared: the number of items that several rows count.
    """

    total: UnitYear
    rows: tuple[UnitYear, ...]
    shared: int


def compute_heat_map(plan: Plan, user: User) -> HeatMap:
    """Computes the map of what a person may see; a unit sees only what it leads. Two queries."""
    entries = list(
        select_visible_entries(user)
        .filter(period__plan=plan)
        .select_related("period", "judgement")
        .only("task_id", "edition_id", "state", "period__number", "judgement__outcome")
    )
    leading = _map_edition_to_lead_units(entries, user)
    own = user.role in (Role.CLERK, Role.UNIT_HEAD)
    counted = [entry for entry in entries if not own or entry.edition_id in leading]
    shares: dict[Unit | None, dict[int, HeatShare]] = defaultdict(dict)
    for entry in counted:
        for unit in leading.get(entry.edition_id, {None}):
            _add_to_shares(shares[unit], entry)
    rows = sorted(
        (UnitYear(unit, of_unit) for unit, of_unit in shares.items()),
        key=lambda row: (-row.behind, -row.unfiled, row.unit is None, row.unit.name if row.unit else ""),
    )
    total: dict[int, HeatShare] = {}
    for entry in counted:
        _add_to_shares(total, entry)
    shared = {entry.task_id for entry in counted if len(leading.get(entry.edition_id, ())) > 1}
    return HeatMap(UnitYear(None, total), tuple(rows), len(shared))


def _map_edition_to_lead_units(entries: Iterable[ProgressEntry], user: User) -> dict[int, set[Unit]]:
    """Maps each edition to its lead units; for a unit's people only to their own units."""
    named = LEADS.filter(edition__in={entry.edition_id for entry in entries})
    if user.role in (Role.CLERK, Role.UNIT_HEAD):
        named = named.filter(unit__in=select_user_units(user))
    found: dict[int, set[Unit]] = defaultdict(set)
    for each in named.select_related("unit"):
        found[each.edition_id].add(each.unit)
    return found


def _add_to_shares(shares: dict[int, HeatShare], entry: ProgressEntry) -> None:
    shares[entry.period.number] = shares.get(entry.period.number, EMPTY_SHARE).add_entry(entry)

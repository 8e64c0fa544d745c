"""The queue of 研判: in which order, through which filter, and what changed since the period before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tasks.enums import UNFILED, WARNED, Standing
from tasks.lagging import SignalCode
from tasks.models import Period, ProgressEntry, User
from tasks.rounds import entries_in
from tasks.turns import runs_behind

#: what nobody has read yet stands beside what cannot be judged
WORST_FIRST = {Standing.LAGGING: 0, Standing.WATCH: 1, Standing.UNKNOWN: 2, "": 2, Standing.NORMAL: 3}
#: behind in so many periods running is behind again and again
AGAIN = 2
#: the tabs of the queue: label, and whether an item belongs there
SHOWS = {
    "all": ("全部", lambda item: True),
    "todo": ("未研判", lambda item: not item.is_judged),
    "differs": ("研判与预警不同", lambda item: item.differs),
    "changed": ("与上期有变化", lambda item: bool(item.change)),
    "behind": ("滞后", lambda item: item.is_behind),
    "warned": ("有预警未研判", lambda item: item.is_warned),
    "again": ("两期以上滞后", lambda item: item.run >= AGAIN),
    "done": ("已研判", lambda item: item.is_judged),
}


@dataclass(frozen=True)
class QueueItem:
    """An entry in the queue.

    Attributes:
        change: how it stands against the period before, in Chinese; "" when nothing turned.
        run: in how many periods running it has stood behind, this one with them.
    """

    entry: ProgressEntry
    change: str = ""
    run: int = 0

    @property
    def is_judged(self) -> bool:
        return self.entry.judgement_id is not None

    @property
    def is_behind(self) -> bool:
        return self.entry.is_behind

    @property
    def is_warned(self) -> bool:
        """The machine asks for a look, and nobody has judged yet."""
        return not self.is_judged and self.entry.standing in WARNED

    @property
    def differs(self) -> bool:
        """The office judged otherwise than the machine suggested; both are shown."""
        return differs(self.entry)


def differs(entry: ProgressEntry) -> bool:
    """Whether judgement and standing contradict each other: behind against normal, or the other way round."""
    if entry.judgement is None or not entry.standing:
        return False
    return entry.standing == (Standing.NORMAL if entry.is_behind else Standing.LAGGING)


def queue_in(user: User, period: Period) -> list[QueueItem]:
    """The period's items that a person may see: the worst first, among equals what changed, then as printed."""
    return queue_of(entries_in(user, period), period)


def queue_of(entries: Iterable[ProgressEntry], period: Period) -> list[QueueItem]:
    """
    Args:
        entries: of the period, in printed order.
    """
    earlier = earlier_entries(period)
    former = {entry.task_id: entry for entry in earlier if entry.state not in UNFILED}
    runs = runs_behind(earlier)
    items = [
        QueueItem(entry, change_since(former.get(entry.task_id), entry), run_of(entry, runs))
        for entry in entries
    ]
    return sorted(items, key=lambda item: (WORST_FIRST[item.entry.standing], not item.change))


def earlier_entries(period: Period) -> list[ProgressEntry]:
    """What stood in the earlier periods of the year, in their order."""
    earlier = ProgressEntry.objects.filter(period__plan=period.plan_id, period__number__lt=period.number)
    known = earlier.select_related("judgement").only(
        "task_id", "text", "state", "standing", "judgement__outcome"
    )
    return list(known.order_by("period__number"))


def run_of(entry: ProgressEntry, runs: Mapping[int, int]) -> int:
    """In how many periods running an entry's item has stood behind; 0 when it does not now."""
    return runs.get(entry.task_id, 0) + 1 if entry.stood_behind else 0


def change_since(former: ProgressEntry | None, entry: ProgressEntry) -> str:
    """What turned since the period before: newly warned, recovered, still behind, or a text copied unchanged."""
    if former is None:
        return ""
    if entry.standing in WARNED:
        if former.stood_behind:
            return "连续滞后"
        return "新增预警" if former.standing not in WARNED else _copied(former, entry)
    return "已赶上" if former.stood_behind and entry.standing == Standing.NORMAL else _copied(former, entry)


def _copied(former: ProgressEntry, entry: ProgressEntry) -> str:
    return "与上期文字相同" if entry.text and entry.text == former.text else ""


@dataclass(frozen=True)
class QueueFilter:
    """What of the queue is shown; an empty field lets everything through.

    Attributes:
        show: a key of ``SHOWS``.
        signal: a ``SignalCode``.
        unit: id of a lead unit.
        leader: id of an official.
    """

    show: str = "all"
    signal: str = ""
    unit: str = ""
    leader: str = ""

    @classmethod
    def of_query(cls, query) -> "QueueFilter":
        """From the parameters of an address; an unknown value shows everything rather than nothing."""
        show = query.get("show", "all")
        given = {name: query.get(name, "") for name in ("signal", "unit", "leader")}
        return cls(show=show if show in SHOWS else "all", **given)

    def lets(self, item: QueueItem) -> bool:
        entry = item.entry
        return (
            SHOWS[self.show][1](item)
            and (not self.signal or any(one["code"] == self.signal for one in entry.signals))
            and (not self.unit or any(str(r.unit_id) == self.unit for r in entry.edition.leading))
            and (not self.leader or any(str(one.official_id) == self.leader for one in _leaders(entry)))
        )


def _leaders(entry: ProgressEntry) -> list:
    return list(entry.edition.leaderships.all())


@dataclass(frozen=True)
class FilterChoices:
    """What the filters of a queue offer: only what stands in it, as value and label."""

    signals: list[tuple[str, str]] = field(default_factory=list)
    units: list[tuple[str, str]] = field(default_factory=list)
    leaders: list[tuple[str, str]] = field(default_factory=list)


def choices_in(items: Iterable[QueueItem]) -> FilterChoices:
    """The signals, lead units and leaders that occur in the items."""
    entries = [item.entry for item in items]
    codes = {signal["code"] for entry in entries for signal in entry.signals}
    units = {str(r.unit_id): r.unit.name for entry in entries for r in entry.edition.leading}
    leaders = {str(one.official_id): one.official.name for entry in entries for one in _leaders(entry)}
    return FilterChoices(
        signals=[(code.value, code.label) for code in SignalCode if code.value in codes],
        units=sorted(units.items(), key=lambda pair: pair[1]),
        leaders=sorted(leaders.items(), key=lambda pair: pair[1]),
    )


def suggested_reason(entry: ProgressEntry) -> str:
    """The heaviest signal as a sentence for the report: what the text says, and the arithmetic. "" without one."""
    if entry.standing != Standing.LAGGING or not entry.signals:
        return ""
    # the pace still needed says nothing of what was done; what is behind by how much does
    signal = next((one for one in entry.signals if one["code"] != SignalCode.PACE), entry.signals[0])
    said = [part for part in (signal["quote"], signal["arithmetic"]) if part]
    return f"{signal['message']}（{'；'.join(said)}）。" if said else f"{signal['message']}。"


def evidence_spans(entry: ProgressEntry) -> list[tuple[int, int]]:
    """Characters of the entry's own text that its signals quote."""
    return [
        (start, end)
        for signal in entry.signals
        for source, start, end in signal["spans"]
        if source == "progress"
    ]

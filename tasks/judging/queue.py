"""研判: builds the queue of a period, orders and filters it, and describes the changes since the previous period."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from tasks import clock
from tasks.assessing.deadlines import is_start_asked
from tasks.assessing.earlier import EarlierEntries, select_earlier_entries
from tasks.assessing.facts import get_lagging_rules
from tasks.assessing.lagging import NOTHING, Score, SignalCode, compute_score
from tasks.assessing.lagging.official import compose_reason, leave_out_sentences
from tasks.assessing.likeness import is_unchanged
from tasks.assessing.self_ratings import is_rated_otherwise
from tasks.assessing.streaks import AGAIN, build_streaks
from tasks.enums import WARNED, Outcome, Standing
from tasks.filing.entries import list_period_entries
from tasks.judging.batch_exceptions import describe_missed_target
from tasks.judging.offered_words import describe_recovery_refusal, list_offered_words
from tasks.models import Period, ProgressEntry, User
from tasks.plans.deadlines import find_confirmed_day
from tasks.terms.later import say_later
from tasks.visible_words import FILED_TEXT_COLUMNS, read_filed

#: the tabs of the queue: label, condition for an item
SHOWS = {
    "all": ("全部", lambda item: True),
    "todo": (say_later("未{terms.judging}"), lambda item: not item.is_judged),
    "differs": (say_later("{terms.judging}与预警不同"), lambda item: item.differs),
    "rated": ("自评与预警不一致", lambda item: is_rated_otherwise(item.entry)),
    "changed": ("与上期有变化", lambda item: bool(item.change)),
    "behind": ("滞后", lambda item: item.is_behind),
    "warned": (say_later("预警待{terms.judging}"), lambda item: item.is_warned),
    "again": ("两期以上滞后", lambda item: item.streak >= AGAIN),
    "done": (say_later("已{terms.judging}"), lambda item: item.is_judged),
}
#: the outcomes that agree with a standing; UNKNOWN agrees with none
AGREEING_OUTCOMES = {
    Standing.NORMAL: (Outcome.ON_TRACK, Outcome.REACHED),
    Standing.WATCH: (Outcome.WATCH,),
    Standing.LAGGING: (Outcome.LAGGING, Outcome.NOT_REACHED),
}


@dataclass(frozen=True)
class QueueItem:
    """An entry in the queue.

    Attributes:
        change: the change since the previous period, in Chinese; "" for none.
        streak: the number of consecutive periods in which it is behind, this one included (``tasks.assessing.streaks``).
        score: how urgently it should be looked at, with its reasons.
    """

    entry: ProgressEntry
    change: str = ""
    streak: int = 0
    score: Score = NOTHING

    @property
    def is_below_line(self) -> bool:
        """Whether it has a warning that may wait: nothing in it says how far the work has come."""
        return self.entry.standing in WARNED and not self.score.is_above_line

    @property
    def is_judged(self) -> bool:
        return self.entry.judgement_id is not None

    @property
    def is_behind(self) -> bool:
        return self.entry.is_behind

    @property
    def is_warned(self) -> bool:
        """Whether it has a warning and is not judged."""
        return not self.is_judged and self.entry.standing in WARNED

    @property
    def differs(self) -> bool:
        """Whether judgement and standing contradict each other."""
        return is_judged_otherwise(self.entry)


def is_judged_otherwise(entry: ProgressEntry) -> bool:
    """Returns whether the entry is judged behind with standing NORMAL, or not behind with standing LAGGING."""
    if entry.judgement is None or not entry.standing:
        return False
    return entry.standing == (Standing.NORMAL if entry.is_behind else Standing.LAGGING)


def build_visible_queue(user: User, period: Period) -> list[QueueItem]:
    """Builds the queue of the period's entries that a user may see."""
    return build_judging_queue(list_period_entries(user, period), period)


def build_judging_queue(
    entries: Iterable[ProgressEntry],
    period: Period,
    earlier: "EarlierEntries | None" = None,
) -> list[QueueItem]:
    """Builds the queue: the highest score first, then what nothing could be read of, then changed items, then the given order.

    Args:
        entries: of the period, in printed order.
        earlier: ``list_earlier_entries(period)``, if they are loaded already.
    """
    entries = list(entries)
    if earlier is None:
        columns = (*FILED_TEXT_COLUMNS, "task_id", "period_id", "standing", "judgement__outcome")
        earlier = list(select_earlier_entries(period).only(*columns))
    rules = get_lagging_rules(period.plan)
    last_filed = {entry.task_id: entry for entry in earlier if entry.is_handed_over}
    known = build_streaks(earlier, [entry.task_id for entry in entries])
    items = [
        QueueItem(
            entry,
            describe_change_since(last_filed.get(entry.task_id), entry, known.count_before(entry)),
            known.count_up_to(entry),
            compute_score(entry.signals, read_filed(entry).text, rules),
        )
        for entry in entries
    ]
    return sorted(items, key=_weigh_in_queue)


def _weigh_in_queue(item: QueueItem) -> tuple[bool, Decimal, bool, bool]:
    """The key by which the queue is sorted: warnings by their score, then unknown ones, then the rest."""
    standing = item.entry.standing
    return standing not in WARNED, -item.score.points, standing == Standing.NORMAL, not item.change


def describe_change_since(last_filed: ProgressEntry | None, entry: ProgressEntry, behind_before: int) -> str:
    """Returns the change since the previous period in Chinese: still behind, recovered, newly warned, or an unchanged
    text; "" for none.

    Args:
        last_filed: the item's last earlier entry that was handed over; None without one.
        behind_before: its streak up to 上期.
    """
    if behind_before:
        return _describe_since_behind(last_filed, entry)
    if last_filed is None:
        return ""
    if entry.standing in WARNED and last_filed.standing not in WARNED:
        return "新增预警"
    return _describe_copied_text(last_filed, entry)


def _describe_since_behind(last_filed: ProgressEntry | None, entry: ProgressEntry) -> str:
    """Returns the change of an item that was behind in 上期."""
    if entry.stood_behind:
        return "连续滞后"
    if entry.standing == Standing.NORMAL:
        return "已赶上"
    if entry.judgement:
        return "本期未判滞后"
    return "上期滞后" if entry.standing in WARNED else _describe_copied_text(last_filed, entry)


def _describe_copied_text(former: ProgressEntry | None, entry: ProgressEntry) -> str:
    """Returns 与上期文字相同 for an entry at the office with the text of ``former``; drafts are not compared."""
    if former is None or entry.is_with_unit:
        return ""
    return "与上期文字相同" if is_unchanged(read_filed(former).text, read_filed(entry).text) else ""


@dataclass(frozen=True)
class QueueFilter:
    """The filter of the queue; an empty field matches everything.

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
    def from_query(cls, query) -> "QueueFilter":
        """Reads the query parameters of a URL; an unknown tab shows all items."""
        show = query.get("show", "all")
        given = {name: query.get(name, "") for name in ("signal", "unit", "leader")}
        return cls(show=show if show in SHOWS else "all", **given)

    def matches(self, item: QueueItem) -> bool:
        entry = item.entry
        return (
            SHOWS[self.show][1](item)
            and (not self.signal or any(each["code"] == self.signal for each in entry.signals))
            and (not self.unit or any(str(each.unit_id) == self.unit for each in entry.edition.leading))
            and (not self.leader or any(str(each.pk) == self.leader for each in entry.edition.leading_officials))
        )


def choose_first_show(items: Collection[QueueItem]) -> str:
    """Returns the key of ``SHOWS`` that the list opens with: what is not judged yet, else what is behind, else all."""
    return next((show for show in ("todo", "behind") if any(map(SHOWS[show][1], items))), "all")


@dataclass(frozen=True)
class FilterChoices:
    """The choices of the queue's filters as pairs of value and label; only values that occur in the queue."""

    signals: list[tuple[str, str]] = field(default_factory=list)
    units: list[tuple[str, str]] = field(default_factory=list)
    leaders: list[tuple[str, str]] = field(default_factory=list)


def build_filter_choices(items: Iterable[QueueItem]) -> FilterChoices:
    """Collects the signals, lead units and leaders of the items."""
    entries = [item.entry for item in items]
    codes = {signal["code"] for entry in entries for signal in entry.signals}
    units = {str(each.unit_id): each.unit.name for entry in entries for each in entry.edition.leading}
    leaders = {str(each.pk): each.name for entry in entries for each in entry.edition.leading_officials}
    return FilterChoices(
        signals=[(code.value, code.label) for code in SignalCode if code.value in codes],
        units=sorted(units.items(), key=lambda pair: pair[1]),
        leaders=sorted(leaders.items(), key=lambda pair: pair[1]),
    )


def suggest_outcome(entry: ProgressEntry) -> Outcome | None:
    """Returns the outcome of the entry's period that agrees with its standing; None where the standing suggests none.

    A figure that is a little below its target is no warning, but the item can at most be expected to be reached.
    An item whose confirmed day has passed without a warning is done, so it is not said to go on.
    """
    agreeing = AGREEING_OUTCOMES.get(entry.standing, ()) if entry.standing else ()
    meanings = [one.meaning for one in list_offered_words(entry)]
    offered = [one for one in meanings if one in agreeing]
    if _is_done_by_its_day(entry):
        offered = [one for one in offered if one != Outcome.ON_TRACK]
    if Outcome.ON_TRACK in offered and Outcome.EXPECTED in meanings and describe_missed_target(entry):
        offered = [Outcome.EXPECTED]
    suggested = next(iter(offered), None)
    # what was behind in 上期 does not go on well at once, where the government asks for the step between
    return Outcome.WATCH if suggested and describe_recovery_refusal(entry, suggested) else suggested


def _is_done_by_its_day(entry: ProgressEntry) -> bool:
    """Returns whether the item's own day has passed and no rule misses its completion (逾期未完成)."""
    edition = entry.edition
    day = find_confirmed_day(edition)
    if day is None or day >= clock.today() or not entry.is_handed_over or entry.standing != Standing.NORMAL:
        return False
    plan = entry.period.plan
    return not is_start_asked(edition.due, edition.text, plan.year, plan.first_month)


def suggest_reason(entry: ProgressEntry) -> str:
    """Composes the reason of a LAGGING entry out of what its unit filed, without words of the task; "" for others."""
    if entry.standing != Standing.LAGGING or not entry.signals:
        return ""
    filed = read_filed(entry)
    reason = compose_reason(entry.signals, filed.problem, filed.next_step)
    return leave_out_sentences(reason, [entry.edition.text])


def list_quoted_spans(entry: ProgressEntry) -> list[tuple[int, int]]:
    """Lists the character spans of the entry's progress text that its signals quote."""
    return [(start, end) for signal in entry.signals for source, start, end in signal["spans"] if source == "progress"]

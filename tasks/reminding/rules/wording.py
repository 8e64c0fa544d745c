"""The texts of the reminders: a line for each matter, and a subject and a body for a message."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import TypeVar

from tasks.enums import EntryState, ReminderKind
from tasks.periods import format_month_day
from tasks.reminding.rules.records import DatedItem, Lag, MessageLine, OwedItem, WorkingDays
from tasks.terms import terms

Key = TypeVar("Key", bound=Hashable)

#: the most urgent first
ORDER = (
    ReminderKind.ESCALATED,
    ReminderKind.LAGGING_TWICE,
    ReminderKind.OVERDUE,
    ReminderKind.DUE,
    ReminderKind.RETURNED,
    ReminderKind.COMING_DUE,
    ReminderKind.ITEM_OVERDUE,
    ReminderKind.ITEM_DUE,
    ReminderKind.OPENED,
)
OF_JUDGING = (ReminderKind.LAGGING_TWICE, ReminderKind.ESCALATED)
#: about the day of an item itself, not about a filing
OF_ITEMS = (ReminderKind.ITEM_DUE, ReminderKind.ITEM_OVERDUE)
COUNTED = {
    ReminderKind.OPENED: "{} 项已开启填报",
    ReminderKind.COMING_DUE: "{} 项今日截止",
    ReminderKind.DUE: "{} 项今日截止",
    ReminderKind.OVERDUE: "{} 项逾期未报",
    ReminderKind.RETURNED: "{} 项已退回",
    ReminderKind.LAGGING_TWICE: "{} 项连续滞后",
    ReminderKind.ESCALATED: "{} 项连续滞后，提请关注",
    ReminderKind.ITEM_DUE: "{} 项临近完成时限",
    ReminderKind.ITEM_OVERDUE: "{} 项已过完成时限",
}
#: what is overdue and yet not 未报, since the unit has written it
COUNTED_OVERDUE = {
    EntryState.CONFIRMING: "{} 项逾期，待单位审核",
    EntryState.RETURNED: "{} 项逾期，退回待改",
}
#: the most units that a message to a chat group names
MOST_UNITS = 10
NUMERALS = {2: "两", 3: "三", 4: "四"}


def describe_owed_item(item: OwedItem, kind: ReminderKind, days: WorkingDays, on: date) -> str:
    """Writes the line about an entry that has to be filed."""
    until, left = format_month_day(item.deadline), days.count_left(item.deadline, on)
    last = "今日截止。" if on == item.deadline else f"{until}截止，今天是最后一个工作日。"
    words = {
        ReminderKind.OPENED: f"填报已开启，请于{until}前报送。",
        ReminderKind.COMING_DUE: f"{until}截止，还剩 {left} 个工作日。" if left else last,
        ReminderKind.DUE: last,
        ReminderKind.OVERDUE: f"应于{until}报送，已逾期{f' {-left} 个工作日' if left else ''}。",
        ReminderKind.RETURNED: f"{format_month_day(item.returned_on or on)}已退回，尚未重新报送。",
    }
    waits = "已填报，待单位审核；" if item.state == EntryState.CONFIRMING else ""
    return f"{item.title}：{waits}{words[kind]}"


def describe_dated_item(item: DatedItem, kind: ReminderKind, days: WorkingDays, on: date) -> str:
    """Writes the line about the day of an item itself."""
    until = f"{item.title}：完成时限{format_month_day(item.due_on)}"
    left = days.between(on, item.due_on)
    if kind == ReminderKind.ITEM_OVERDUE:
        return f"{until}已过；已完成的请在填报中写明，未完成的请抓紧办理。"
    if on == item.due_on:
        return f"{until}，今日到期。"
    return f"{until}，还剩 {left} 个工作日。" if left else f"{until}，今天是最后一个工作日。"


def describe_lag_for_head(lag: Lag) -> str:
    """Writes the line for the heads of the lead units."""
    return f"{lag.title}：{_describe_streak(lag)}，请督促整改。"


def describe_lag_for_leader(lag: Lag) -> str:
    """Writes the line for the responsible leaders."""
    return f"{lag.title}：{_describe_streak(lag)}，提请关注。"


def _describe_streak(lag: Lag) -> str:
    return f"连续{NUMERALS[lag.times]}期{terms.judging}为滞后"


def format_message_subject(lines: Iterable[MessageLine]) -> str:
    """Formats the subject: 上半年填报：2 项今日截止，1 项已退回."""
    return "；".join(
        f"{about}：{'，'.join(counted for counted, _ in parts)}" for about, parts in group_message_lines(lines)
    )


def format_message_body(lines: Iterable[MessageLine]) -> str:
    """Formats the body: every line below the words of the subject that count it."""
    return "\n".join(
        line
        for about, parts in group_message_lines(lines)
        for counted, texts in parts
        for line in (f"【{about}】{counted}", *texts)
    )


def group_message_lines(lines: Iterable[MessageLine]) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Groups the lines by period and kind, the most urgent first: 上半年填报 → 2 项今日截止 → its lines."""
    return [
        (about, [(_format_count(list(same)), [line.text for line in same]) for same in _group_alike(group)])
        for about, group in _group_by_urgency(lines, _format_topic)
    ]


def format_message_summary(lines: Iterable[MessageLine], units: Mapping[int, str]) -> str:
    """Formats the message for a chat group: the number of items by period, kind and unit, without item texts
    and names.

    Args:
        units: entry → the name of the unit that files it.

    Returns:
        Empty if no line is about filing; a chat group is not told who lags, nor of the days of items.
    """
    of_filing = [line for line in lines if line.heading not in (*OF_JUDGING, *OF_ITEMS)]
    entries = {(line.heading, line.entry_id): line for line in of_filing}
    return "\n".join(
        f"{about}：{counted}（{_format_unit_counts(units[line.settled_entry_id] for line in same)}）"
        for about, group in _group_by_urgency(entries.values(), _format_topic)
        for same in _group_alike(group)
        for counted in [_format_count(same)]
    )


def _format_unit_counts(units: Iterable[str]) -> str:
    """Formats the units with their counts: 区教委 2、区财政局 1 等 12 个单位."""
    counts = Counter(units)
    named = "、".join(f"{unit} {number}" for unit, number in counts.most_common(MOST_UNITS))
    return named if len(counts) <= MOST_UNITS else f"{named} 等 {len(counts)} 个单位"


def _format_topic(line: MessageLine) -> str:
    if line.heading in OF_ITEMS:
        return "事项"
    return f"{line.period}{terms.judging if line.heading in OF_JUDGING else '填报'}"


def _group_alike(group: list[MessageLine]) -> list[list[MessageLine]]:
    return [same for _, same in _group_by_urgency(group, _get_alikeness)]


def _group_by_urgency(
    lines: Iterable[MessageLine], key: Callable[[MessageLine], Key]
) -> list[tuple[Key, list[MessageLine]]]:
    """Groups the lines by ``key``; the group with the most urgent line comes first."""
    by_urgency = sorted(lines, key=lambda line: (ORDER.index(line.heading), _get_days_left(line)))
    places = {name: place for place, name in reversed(list(enumerate(map(key, by_urgency))))}
    together = sorted(by_urgency, key=lambda line: places[key(line)])
    return [(name, list(group)) for name, group in groupby(together, key)]


def _get_alikeness(line: MessageLine) -> tuple[ReminderKind, str, int]:
    """Returns what the lines have in common that are counted together."""
    return line.heading, _get_counting(line), _get_days_left(line)


def _get_days_left(line: MessageLine) -> int:
    """Returns the days that a subject names; only lines of COMING_DUE are grouped by them."""
    return line.left or 0 if line.heading == ReminderKind.COMING_DUE else 0


def _format_count(same: list[MessageLine]) -> str:
    first = same[0]
    if first.heading == ReminderKind.COMING_DUE and first.left:
        return f"{len(same)} 项还剩 {first.left} 个工作日"
    return _get_counting(first).format(len(same))


def _get_counting(line: MessageLine) -> str:
    """Returns the words that count lines of this kind; an overdue one is counted by who has to act on it."""
    if line.heading == ReminderKind.OVERDUE and line.state in COUNTED_OVERDUE:
        return COUNTED_OVERDUE[line.state]
    return COUNTED[line.heading]

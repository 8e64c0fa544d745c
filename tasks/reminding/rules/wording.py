"""The words of the reminders: one line for each thing, one subject and one text for all of a person's."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import TypeVar

from tasks.enums import EntryState, ReminderKind
from tasks.reminding.rules.records import Lag, MessageLine, OwedItem, WorkingDays

Key = TypeVar("Key", bound=Hashable)

#: the most pressing first
ORDER = (
    ReminderKind.ESCALATED,
    ReminderKind.LAGGING_TWICE,
    ReminderKind.OVERDUE,
    ReminderKind.DUE,
    ReminderKind.RETURNED,
    ReminderKind.COMING_DUE,
    ReminderKind.OPENED,
)
OF_JUDGING = (ReminderKind.LAGGING_TWICE, ReminderKind.ESCALATED)
COUNTED = {
    ReminderKind.OPENED: "{} 项已开启填报",
    ReminderKind.COMING_DUE: "{} 项今日截止",
    ReminderKind.DUE: "{} 项今日截止",
    ReminderKind.OVERDUE: "{} 项逾期未报",
    ReminderKind.RETURNED: "{} 项已退回",
    ReminderKind.LAGGING_TWICE: "{} 项连续滞后",
    ReminderKind.ESCALATED: "{} 项连续滞后，提请关注",
}
MOST_UNITS = 10
"""Units that a message to a group names; of more, it gives the number."""
NUMERALS = {2: "两", 3: "三", 4: "四"}


def format_day(of: date) -> str:
    """4月5日."""
    return f"{of.month}月{of.day}日"


def describe_owed_item(item: OwedItem, kind: ReminderKind, days: WorkingDays, on: date) -> str:
    """One line about an entry that has to be filed."""
    until, left = format_day(item.deadline), days.between(on, item.deadline)
    last = "今日截止。" if on == item.deadline else f"{until}截止，今天是最后一个工作日。"
    words = {
        ReminderKind.OPENED: f"填报已开启，请于{until}前报送。",
        ReminderKind.COMING_DUE: f"{until}截止，还剩 {left} 个工作日。" if left else last,
        ReminderKind.DUE: last,
        ReminderKind.OVERDUE: f"应于{until}报送，已逾期{f' {-left} 个工作日' if left else ''}。",
        ReminderKind.RETURNED: f"{format_day(item.returned_on or on)}已退回，尚未重新报送。",
    }
    waits = "已填报，待单位审核；" if item.state == EntryState.CONFIRMING else ""
    return f"{item.title}：{waits}{words[kind]}"


def describe_lag_for_head(lag: Lag) -> str:
    """One line for the heads of the lead units."""
    return f"{lag.title}：{_describe_streak(lag)}，请督促整改。"


def describe_lag_for_leader(lag: Lag) -> str:
    """One line for the responsible leaders."""
    return f"{lag.title}：{_describe_streak(lag)}，提请关注。"


def _describe_streak(lag: Lag) -> str:
    return f"连续{NUMERALS[lag.times]}期研判为滞后"


def format_message_subject(lines: Iterable[MessageLine]) -> str:
    """上半年填报：2 项今日截止，1 项已退回."""
    return "；".join(
        f"{about}：{'，'.join(counted for counted, _ in parts)}"
        for about, parts in group_message_lines(lines)
    )


def format_message_body(lines: Iterable[MessageLine]) -> str:
    """Every line, under the words of the subject that count it."""
    return "\n".join(
        line
        for about, parts in group_message_lines(lines)
        for counted, texts in parts
        for line in (f"【{about}】{counted}", *texts)
    )


def group_message_lines(lines: Iterable[MessageLine]) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """What is told, by period and kind, the most pressing first: 上半年填报 → 2 项今日截止 → its lines."""
    return [
        (about, [(_format_count(list(same)), [one.text for one in same]) for same in _group_alike(group)])
        for about, group in _group_by_urgency(lines, _format_topic)
    ]


def format_message_summary(lines: Iterable[MessageLine], units: Mapping[int, str]) -> str:
    """For a whole group: how many items of which units, period by period; no text of an item, nobody's name.

    Args:
        units: entry → the unit that files it.

    Returns:
        Empty where nothing is told of filing: who lags is not for a group to read.
    """
    entries = {(one.heading, one.entry_id): one for one in lines if one.heading not in OF_JUDGING}
    return "\n".join(
        f"{about}：{counted}（{_format_unit_counts(units[one.settled_entry_id] for one in same)}）"
        for about, group in _group_by_urgency(entries.values(), _format_topic)
        for same in _group_alike(group)
        for counted in [_format_count(same)]
    )


def _format_unit_counts(units: Iterable[str]) -> str:
    """区教委 2、区财政局 1 等 12 个单位."""
    counts = Counter(units)
    named = "、".join(f"{unit} {number}" for unit, number in counts.most_common(MOST_UNITS))
    return named if len(counts) <= MOST_UNITS else f"{named} 等 {len(counts)} 个单位"


def _format_topic(one: MessageLine) -> str:
    return f"{one.period}{'研判' if one.heading in OF_JUDGING else '填报'}"


def _group_alike(group: list[MessageLine]) -> list[list[MessageLine]]:
    return [same for _, same in _group_by_urgency(group, lambda one: (one.heading, _get_days_left(one)))]


def _group_by_urgency(
    lines: Iterable[MessageLine], key: Callable[[MessageLine], Key]
) -> list[tuple[Key, list[MessageLine]]]:
    """In the order of the most pressing of each group; within, as they came."""
    pressing = sorted(lines, key=lambda one: (ORDER.index(one.heading), _get_days_left(one)))
    places = {name: place for place, name in reversed(list(enumerate(map(key, pressing))))}
    together = sorted(pressing, key=lambda one: places[key(one)])
    return [(name, list(group)) for name, group in groupby(together, key)]


def _get_days_left(one: MessageLine) -> int:
    """The days that a subject names; only what comes due is told apart by them."""
    return one.left or 0 if one.heading == ReminderKind.COMING_DUE else 0


def _format_count(same: list[MessageLine]) -> str:
    first = same[0]
    if first.heading == ReminderKind.COMING_DUE and first.left:
        return f"{len(same)} 项还剩 {first.left} 个工作日"
    return COUNTED[first.heading].format(len(same))

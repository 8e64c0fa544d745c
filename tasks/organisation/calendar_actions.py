"""工作日历: sets and clears the days on which a government differs from the published holidays."""

from datetime import date, timedelta

from django.db import transaction

from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Government, User
from tasks.periods import format_chinese_date
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.workdays import is_published_workday

#: days that can be set at once; no holiday is longer
LONGEST = 31
WORDS = {True: "上班", False: "休息", None: "按公布安排"}


@transaction.atomic
def set_days(*, government: Government, first: date, last: date, works: bool, by: User) -> list[date]:
    """Sets the days from ``first`` to ``last`` as worked or free, whatever is published.

    Returns:
        The days that have changed.

    Raises:
        Refused: the last day is before the first, too many days, none would change, or the user lacks the permission.
    """
    if last < first:
        raise Refused("结束日期不能早于开始日期。")
    if (last - first).days >= LONGEST:
        raise Refused(f"一次最多设置 {LONGEST} 天，请分次设置。")
    government = _lock_government(government, by)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    changed = [day for day in days if government.workdays.works_on(day) != works]
    if not changed:
        raise Refused(f"所选日期本来就是{WORDS[works]}，无需设置。")
    calendar = dict(government.calendar)
    for day in changed:
        if is_published_workday(day) == works:
            del calendar[f"{day}"]
        else:
            calendar[f"{day}"] = works
    _save_calendar(government, calendar, changed, by)
    return changed


@transaction.atomic
def clear_day(*, government: Government, day: date, by: User) -> None:
    """Returns a day to what is published for it.

    Raises:
        Refused: it has not been set, or the user lacks the permission.
    """
    government = _lock_government(government, by)
    calendar = dict(government.calendar)
    if calendar.pop(f"{day}", None) is None:
        raise Refused(f"{format_chinese_date(day)}没有单独设置，可能刚刚已被撤销。")
    _save_calendar(government, calendar, [day], by)


def _lock_government(government: Government, by: User) -> Government:
    if not can(by, Permission.MANAGE_CALENDAR) or by.government_id != government.pk:
        raise Refused(describe_role_refusal(by))
    return Government.objects.select_for_update(no_key=True).get(pk=government.pk)


def _save_calendar(government: Government, calendar: dict[str, bool], changed: list[date], by: User) -> None:
    """Saves the calendar, the earliest day first, with the audit row of the changed days."""
    before, government.calendar = government.calendar, dict(sorted(calendar.items()))
    government.save(update_fields=["calendar"])
    record(
        EventKind.CALENDAR_CHANGED,
        government,
        by=by,
        government_id=government.pk,
        before={f"{day}": WORDS[before.get(f"{day}")] for day in changed},
        after={f"{day}": WORDS[calendar.get(f"{day}")] for day in changed},
    )

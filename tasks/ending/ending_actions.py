"""办结与停办: ends an item before its year does, so that its units are asked no more, and takes that back.

Every ending locks the government first, then the plan's periods, the item and its entries, as changes of wordings do.
"""

from dataclasses import dataclass, replace

from django.db import transaction

from tasks import clock
from tasks.assessing.standing_actions import refresh_standings
from tasks.audit import record
from tasks.ending.endings import (
    EndingWish,
    describe_ending,
    describe_ending_refusal,
    describe_plan_refusal,
    describe_start,
    map_tasks_to_starts,
)
from tasks.enums import EntryState, EventKind, PeriodState, ReminderKind, Role
from tasks.filing.automatic_entry_actions import accept_entries_of_done_items, add_entries, restore_automatic_entries
from tasks.filing.filing_days import find_late_day
from tasks.filing.openings import select_unopened_tasks
from tasks.models import Ending, ProgressEntry, Task, User
from tasks.models.ending import find_ending
from tasks.organisation.organisation_actions import lock_government
from tasks.periods import format_chinese_date
from tasks.permissions import Permission, Refused, can
from tasks.plans.edition_actions import ASSESSED, lock_plan_periods
from tasks.reminding.messages import Message
from tasks.reminding.notice_actions import put_notice
from tasks.reminding.recipients import RecipientDirectory
from tasks.reminding.rules import MessageLine
from tasks.terms import terms

NOT_ENDED = "该事项没有办结或停办，可能同事刚刚已恢复办理。"


@dataclass(frozen=True)
class Resumption:
    """What came of an item that goes on again.

    Attributes:
        asked: labels of the periods in which its unit files again.
        kept: labels of the periods whose automatic entry stays, because they are closed or somebody changed it.
    """

    asked: list[str]
    kept: list[str]


@transaction.atomic
def end_item(*, task: Task, wish: EndingWish, by: User, seen: int | None = None) -> Ending:
    """Ends an item: from a period on nobody is asked for it.

    Args:
        seen: the number of the period from which the page said that it would hold; None skips the check.

    Raises:
        Refused: it is ended already, the year's report is issued, day, basis, reason or the other item is missing or
            cannot be, a unit filed the item meanwhile, or the user lacks the permission.
    """
    lock_item(task, by)
    end = put_ending(task, wish, seen=seen, by=by)
    _record(EventKind.TASK_ENDED, end.task, by=by, after=build_audit_values(end), reason=end.reason)
    return end


def lock_item(task: Task, by: User) -> None:
    """Locks government, periods and item, in this order, before an entry is locked."""
    lock_government(by.home)
    lock_plan_periods(task.plan_id)
    Task.objects.select_for_update(no_key=True).only("pk").get(pk=task.pk)


def put_ending(task: Task, wish: EndingWish, *, by: User, seen: int | None = None) -> Ending:
    """Stores an ending, applies it to the open period and tells the people concerned; part of an action that has locked
    the item (``lock_item``) and adds the audit row. Arguments and errors as in ``end_item``."""
    task = _read_task(task)
    if wish.merged_into:
        wish = replace(wish, merged_into=_read_task(wish.merged_into))
    if refusal := describe_ending_refusal(by, task, wish) or describe_plan_refusal(task.plan):
        raise Refused(refusal)
    _lock_entries(task, 1)
    start = map_tasks_to_starts([task], wish.kind, wish.on, at_once=wish.at_once)[task.pk]
    if seen is not None and start.since != seen:
        raise Refused(f"{task}刚刚有了变化（{start.held_up or start.label}），请核对后再办理。")
    end = Ending.objects.create(
        task=task,
        kind=wish.kind,
        since=start.since,
        on=wish.on,
        words=wish.report_words,
        merged_into=wish.merged_into,
        basis=wish.basis.strip(),
        reason=wish.reason.strip(),
        made_at=clock.now(),
        made_by=by,
    )
    _apply_to_open_entries(end)
    _refresh_unissued_entries(task)
    _tell(task, f"ended:{end.pk}", describe_ending(end), by=by)
    return end


@transaction.atomic
def resume_item(*, task: Task, reason: str, by: User, seen: int | None = None) -> Resumption:
    """Takes an ending back: automatic entries of open periods that nobody has changed become again what they were, and
    missing ones are added. Closed and issued periods keep what they have.

    Args:
        seen: the key of the ending that the page showed; None skips the check.

    Raises:
        Refused: the item is not ended, or ended anew meanwhile, no reason is given, or the user lacks the permission.
    """
    lock_item(task, by)
    task = _read_task(task)
    if not can(by, Permission.END_ITEMS) or task.plan.government_id != by.government_id:
        raise Refused(f"只有{terms.office}可以恢复办理。")
    if not reason.strip():
        raise Refused("请写明恢复办理的理由。")
    end = find_ending(task)
    if end is None or seen not in (None, end.pk):
        raise Refused(NOT_ENDED)
    key, before = end.pk, build_audit_values(end)
    entries = _lock_entries(task, end.since)
    end.delete()
    task = _read_task(task)
    resumed = _resume_entries(task, end, entries)
    _take_back_wording(task, end)
    _refresh_unissued_entries(task)
    asked = f"，{'、'.join(resumed.asked)}仍须填报" if resumed.asked else ""
    _tell(task, f"resumed:{key}", f"恢复办理{asked}。理由：{reason.strip()}", by=by)
    after = {"重新填报": "、".join(resumed.asked)} if resumed.asked else {}
    _record(EventKind.TASK_RESUMED, task, by=by, before=before, after=after, reason=reason.strip())
    return resumed


def build_audit_values(end: Ending) -> dict[str, str]:
    """Returns an ending as the audit log keeps it: label → value."""
    values = {
        "种类": end.kind.label,
        "日期": format_chinese_date(end.on),
        "起始": describe_start(end.task.plan.rhythm, end.since),
        "并入": str(end.merged_into or ""),
        "报告用语": end.words,
        "依据": end.basis,
    }
    return {label: value for label, value in values.items() if value}


def _read_task(task: Task) -> Task:
    """Reads an item as it is now, which is locked."""
    whole = Task.objects.select_related(
        "plan__government", "item_kind", "current", "ending__made_by", "ending__merged_into"
    )
    return whole.get(pk=task.pk)


def _lock_entries(task: Task, since: int) -> list[ProgressEntry]:
    """Locks the item's entries from a period on and reads them after the lock, in the order of the periods."""
    held = ProgressEntry.every.select_for_update(of=("self",)).filter(task=task, period__number__gte=since)
    keys = list(held.order_by("pk").values_list("pk", flat=True))
    return list(ProgressEntry.every.filter(pk__in=keys).select_related(*ASSESSED).order_by("period__number"))


def _apply_to_open_entries(end: Ending) -> None:
    """Accepts the entries of a done item in open periods; those of a stopped one count no more by themselves
    (``ProgressEntry.objects``)."""
    if end.kind.is_stop:
        return
    asked = ProgressEntry.objects.filter(task=end.task, period__number__gte=end.since, period__state=PeriodState.OPEN)
    accept_entries_of_done_items(list(asked.select_related(*ASSESSED, "task__ending__made_by", "judgement")))


def _refresh_unissued_entries(task: Task) -> None:
    """Asks the rules of 预警 again, which are silent on what is done and on deadlines of what was stopped."""
    entries = ProgressEntry.objects.filter(task=task).exclude(period__state=PeriodState.ISSUED)
    refresh_standings(entries.select_related(*ASSESSED), on=clock.today())


def _resume_entries(task: Task, end: Ending, entries: list[ProgressEntry]) -> Resumption:
    done = [] if end.kind.is_stop else [entry for entry in entries if entry.state == EntryState.ACCEPTED]
    taken_back = [
        entry for entry in done if entry.is_automatic and entry.period.is_open and entry.published_text == end.words
    ]
    restore_automatic_entries(taken_back)
    set_aside = [entry for entry in entries if end.kind.is_stop and entry.is_owed]
    present = {entry.period_id for entry in entries}
    opened = task.plan.periods.filter(state=PeriodState.OPEN, number__gte=end.since).exclude(pk__in=present)
    added = [
        entry
        for period in opened.order_by("number")
        for entry in add_entries(period, select_unopened_tasks(period).filter(pk=task.pk))
    ]
    asked = sorted([*taken_back, *set_aside, *added], key=lambda entry: entry.period.number)
    _give_time([*taken_back, *set_aside])
    kept = [entry for entry in done if entry not in taken_back]
    return Resumption([entry.period.label for entry in asked], [entry.period.label for entry in kept])


def _give_time(entries: list[ProgressEntry]) -> None:
    """Gives the entries that are asked for again a day of their own where they would be late at once."""
    for entry in entries:
        entry.due_on = entry.due_on or find_late_day(entry.period, clock.today())
    ProgressEntry.objects.bulk_update(entries, ["due_on"])


def _take_back_wording(task: Task, end: Ending) -> None:
    """Removes the words of the ending from entries that the unit filed (``word_done_entry``)."""
    worded = (
        ProgressEntry.objects.filter(task=task, published_text=end.words).exclude(text="").exclude(published_text="")
    )
    worded.exclude(period__state=PeriodState.ISSUED).update(published_text="")


def _tell(task: Task, key: str, said: str, *, by: User) -> None:
    """Puts a notice into the inboxes of the units and leaders that the item's present wording names."""
    # a line that names a blank entry would keep that entry from being removed
    entry = (
        ProgressEntry.objects.handed_over()
        .filter(task=task)
        .select_related("period")
        .order_by("-period__number")
        .first()
    )
    text = f"{task} {task.edition.name or task.edition.text}：{said}"
    period = {"entry_id": entry.pk, "period": entry.period.label, "period_id": entry.period_id} if entry else {}
    line = MessageLine(ReminderKind.ENDED, key, text, **period)
    for user in _list_recipients(task):
        put_notice(message=Message(user, f"{ReminderKind.ENDED.label}：{task}", [line]), by=by)


def _list_recipients(task: Task) -> list[User]:
    """Lists the accounts of the lead and cooperating units and of the responsible leaders, each once."""
    people = RecipientDirectory(task.plan.government)
    units = [each.unit for each in task.edition.responsibilities.select_related("unit")]
    officials = task.edition.leaderships.values_list("official", flat=True)
    found = [key for role in (Role.CLERK, Role.UNIT_HEAD) for key in people.get_unit_accounts(role, units)]
    return [people.by_key[key] for key in dict.fromkeys([*found, *people.get_official_accounts(officials)])]


def _record(
    kind: EventKind, task: Task, *, by: User, after: dict, before: dict | None = None, reason: str = ""
) -> None:
    record(
        kind,
        task,
        by=by,
        government_id=task.plan.government_id,
        title=f"{task} {task.edition.text}",
        before=before,
        after=after,
        reason=reason,
    )

"""事项表述: changes the editions of items from a period on; issued periods keep their wording.

Other actions call these functions. They lock the government, check the permission and add the audit row.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import OuterRef, Subquery

from tasks import clock
from tasks.enums import DeadlineState, PeriodState, ResponsibilityRole
from tasks.filing.filing_days import find_late_receipt_day
from tasks.models import Edition, Leadership, Period, Plan, ProgressEntry, Responsibility, Task
from tasks.plans.edition_content import (
    PARTS,
    EditionContent,
    find_printed_deadline,
    read_content,
    read_due_day,
    renew_due_day,
)

Change = Callable[[EditionContent], EditionContent]
#: the columns of ``Edition`` that ``EditionContent`` holds
COLUMNS = ("section_id", "name", "text", "due", "due_on", "due_state")
#: what 预警 reads of an entry
ASSESSED = ("period__plan__government", "task__item_kind", "edition", "returned_revision")
#: an item's editions by the period from which each holds
History = dict[int, Edition]


def reword_editions(
    plan: Plan, tasks: Iterable[int], *, since: int, change: Change
) -> tuple[list[int], list[ProgressEntry]]:
    """Changes the wording of items from period ``since`` on, in each period that is not issued.

    An edition that holds from that very period is changed in place; otherwise there is a new one. A later issued
    period keeps its wording, and the period after it takes the new wording up again.

    Args:
        tasks: keys of items of the plan.
        change: maps the content of an edition to the new one; applied to each edition from ``since`` on.

    Returns:
        The keys of the changed items, and their entries from ``since`` on in periods that are not issued, with period,
        item and edition fetched.
    """

    def change_words(content: EditionContent) -> EditionContent:
        return renew_due_day(content, change(content), plan)

    issued = lock_plan_periods(plan.pk)
    histories = _load_histories(plan, tasks)
    moved: dict[int, History] = {}
    made: list[tuple[Edition, EditionContent]] = []
    for task, history in histories.items():
        if written := list(_iterate_changes(task, history, plan.rhythm.last, since, issued, change_words)):
            made += written
            moved[task] = history | {edition.since: edition for edition, _ in written}
    write_editions(made, plan=plan)
    changed = {edition.pk for edition, _ in made}
    return list(moved), _point_entries(moved, since, changed, issued)


def write_editions(written: Sequence[tuple[Edition, EditionContent]], *, plan: Plan) -> None:
    """Saves editions, new and changed ones, and points each item to its newest edition.

    No other function saves what an edition says. A deadline that nobody has confirmed is read again from the words.

    Args:
        written: editions, which may be unsaved, each with its new content.
        plan: of all of them.
    """
    written = [(edition, read_due_day(content, plan)) for edition, content in written]
    for edition, content in written:
        for name in COLUMNS:
            setattr(edition, name, getattr(content, name))
    editions = [edition for edition, _ in written]
    days = _find_receipt_days(editions)
    kept = [edition for edition in editions if edition.pk is not None]
    Edition.objects.bulk_create([edition for edition in editions if edition.pk is None])
    Edition.objects.bulk_update(kept, COLUMNS, batch_size=200)
    Responsibility.objects.filter(edition__in=kept).delete()
    Leadership.objects.filter(edition__in=kept).delete()
    Responsibility.objects.bulk_create(row for each in written for row in _iterate_responsibilities(*each, days))
    Leadership.objects.bulk_create(row for each in written for row in _iterate_leaderships(*each))
    _point_tasks({edition.task_id for edition in editions})


def write_due_days(plan: Plan, days: Mapping[int, date | None]) -> list[ProgressEntry]:
    """Confirms the deadlines of items in the editions that hold in a period that is not issued, and in the newest.

    The day is not printed, so no issued document changes with it.

    Args:
        days: item key → the day; None says that the item has none.

    Returns:
        The entries of these items in periods that are not issued, with period, item and edition fetched.
    """
    issued = lock_plan_periods(plan.pk)
    held = ProgressEntry.objects.filter(task__in=days, task__plan=plan).exclude(period__number__in=issued)
    entries = list(held.select_related(*ASSESSED))
    editions = {entry.edition_id: entry.edition for entry in entries}
    for edition in Edition.objects.filter(pk__in=Task.objects.filter(pk__in=days, plan=plan).values("current")):
        editions.setdefault(edition.pk, edition)
    for edition in editions.values():
        edition.due_on, edition.due_state = days[edition.task_id], DeadlineState.CONFIRMED
    Edition.objects.bulk_update(editions.values(), ["due_on", "due_state"], batch_size=200)
    return entries


def read_due_days(plan: Plan) -> tuple[int, list[ProgressEntry]]:
    """Reads the deadlines of the plan's editions of which none was read or confirmed.

    Returns:
        How many it found, and the entries that they concern in periods that are not issued, as ``write_due_days``
        returns them.
    """
    issued = lock_plan_periods(plan.pk)
    unread = Edition.objects.filter(task__plan=plan, due_state="")
    found = [
        (edition, find_printed_deadline(edition.due, edition.text, plan.year, plan.first_month)) for edition in unread
    ]
    read = [edition for edition, deadline in found if deadline]
    for edition, deadline in found:
        if deadline:
            edition.due_on, edition.due_state = deadline.on, DeadlineState.PROPOSED
    Edition.objects.bulk_update(read, ["due_on", "due_state"], batch_size=200)
    held = ProgressEntry.objects.filter(edition__in=read).exclude(period__number__in=issued)
    return len(read), list(held.select_related(*ASSESSED))


def reread_due_days(plan: Plan) -> None:
    """Reads the deadlines of the plan's editions again that nobody has confirmed, where its year begins otherwise now."""
    proposed = Edition.objects.filter(task__plan=plan, due_state=DeadlineState.PROPOSED)
    proposed.update(due_on=None, due_state="")
    read_due_days(plan)


class ReceiptDays(dict[tuple[int, int | None], date | None]):
    """The own last days of signing by item and lead unit, before the wordings change.

    Attributes:
        late: the day of a unit that comes to lead an item now; None where the plan's own day is late enough.
    """

    late: date | None = None

    def get_day(self, task: int, unit: int | None) -> date | None:
        return self.get((task, unit), self.late)


def _find_receipt_days(editions: Sequence[Edition]) -> ReceiptDays:
    """Finds who leads the items now and until when each has to sign; nothing before the office opens the signing."""
    days, tasks = ReceiptDays(), {edition.task_id for edition in editions}
    plan = Plan.objects.select_related("government").filter(tasks__in=tasks, receipts_due_on__isnull=False).first()
    if plan is None:
        return days
    led = Responsibility.objects.filter(role=ResponsibilityRole.LEAD, edition__in=_select_current(tasks))
    for task, unit, day in led.values_list("edition__task", "unit", "receipt_due_on"):
        days[task, unit] = day
    days.late = find_late_receipt_day(plan, clock.today())
    return days


def _select_current(tasks: Collection[int]):
    return Task.objects.filter(pk__in=tasks, current__isnull=False).values("current")


def _iterate_responsibilities(edition: Edition, content: EditionContent, days: ReceiptDays) -> Iterator[Responsibility]:
    cells = {ResponsibilityRole.LEAD: content.lead, ResponsibilityRole.COOPERATE: content.cooperating}
    for role, units in cells.items():
        for position, printed in enumerate(units, start=1):
            yield Responsibility(
                edition=edition,
                unit_id=printed.settled_unit,
                role=role,
                position=position,
                label=printed.label,
                before=printed.before,
                receipt_due_on=days.get_day(edition.task_id, printed.unit) if role == ResponsibilityRole.LEAD else None,
            )


def _iterate_leaderships(edition: Edition, content: EditionContent) -> Iterator[Leadership]:
    for position, official in enumerate(content.leaders, start=1):
        yield Leadership(edition=edition, official_id=official, position=position)


def _point_tasks(tasks: Collection[int]) -> None:
    newest = Edition.objects.filter(task=OuterRef("pk")).order_by("-since").values("pk")[:1]
    Task.objects.filter(pk__in=tasks).update(current=Subquery(newest))


def lock_plan_periods(plan: int) -> set[int]:
    """Locks the plan's periods until the transaction ends and returns the numbers of the issued ones."""
    held = Period.objects.select_for_update(no_key=True).filter(plan=plan).order_by("number")
    return {period.number for period in held if period.state == PeriodState.ISSUED}


def _load_histories(plan: Plan, tasks: Iterable[int]) -> dict[int, History]:
    """Locks the items, and reads their editions after the lock."""
    rows = Task.objects.select_for_update(no_key=True).filter(plan=plan, pk__in=list(tasks))
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    found: dict[int, History] = defaultdict(dict)
    for edition in Edition.objects.filter(task__in=keys).order_by("since").prefetch_related(*PARTS):
        found[edition.task_id][edition.since] = edition
    return found


def _get_edition_at(history: History, number: int) -> Edition:
    """Returns the edition that holds in a period."""
    return history[max((since for since in history if since <= number), default=min(history))]


def _iterate_changes(
    task: int, history: History, last: int, since: int, issued: Collection[int], change: Change
) -> Iterator[tuple[Edition, EditionContent]]:
    """Yields the editions to be created or changed, each with its new content.

    Args:
        last: the number of the year's last period.
    """
    first = max(since, min(history))
    before = read_content(_get_edition_at(history, first - 1)) if first > min(history) else None
    for number in range(first, last + 1):
        held = _get_edition_at(history, number)
        now = read_content(held)
        wanted = now if number in issued else change(now)
        if held.since == number and wanted != now:
            yield held, wanted
        elif held.since != number and wanted != before:
            yield Edition(task_id=task, since=number), wanted
        before = wanted


def _point_entries(
    moved: dict[int, History], since: int, written: Collection[int], issued: Collection[int]
) -> list[ProgressEntry]:
    """Points every entry from ``since`` on to the edition that holds for it.

    An entry of an issued period moves only if its edition was changed in place, to the copy of its former content.

    Returns:
        The entries whose period is not issued.
    """
    # locked in the order of the nightly assessment
    held = ProgressEntry.every.select_for_update(of=("self",)).filter(task__in=moved, period__number__gte=since)
    entries = []
    for entry in held.select_related("period"):
        if entry.period.number not in issued or entry.edition_id in written:
            entry.edition = _get_edition_at(moved[entry.task_id], entry.period.number)
            entries.append(entry)
    ProgressEntry.every.bulk_update(entries, ["edition"], batch_size=200)
    keys = [entry.pk for entry in entries if entry.period.number not in issued]
    # read again, with the present units and leaders
    return list(ProgressEntry.objects.filter(pk__in=keys).select_related(*ASSESSED))

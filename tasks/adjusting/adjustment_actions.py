"""方案调整: corrects an item and adds one, from a period on and on a basis; issued periods keep what they printed."""

from collections.abc import Collection
from dataclasses import replace

from django.db import transaction

from tasks import clock
from tasks.adjusting.grounds import Grounds, describe_grounds_refusal
from tasks.adjusting.items import (
    ALL_ISSUED,
    Amendment,
    PlanNames,
    build_item_state,
    build_stored_state,
    describe_amendment_refusal,
    describe_content_refusal,
    describe_section_refusal,
    list_possible_starts,
)
from tasks.adjusting.numbering_actions import make_room, move_item
from tasks.adjusting.snapshots import build_kept, pack_indicators, read_contents
from tasks.adjusting.telling_actions import MADE, find_concerned, record_change, tell_concerned
from tasks.assessing.indicator_actions import add_proposals
from tasks.assessing.refitting_actions import refit_indicators
from tasks.assessing.standing_actions import refresh_standings
from tasks.enums import PeriodState, PlanChangeKind
from tasks.filing.automatic_entry_actions import add_entries
from tasks.filing.openings import select_unopened_tasks
from tasks.models import Edition, ItemKind, Period, Plan, PlanChange, ProgressEntry, Section, Task, User
from tasks.models.changes import diff_states, refuse_if_changed
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.plans.edition_actions import ASSESSED, lock_plan_periods, reword_editions, write_editions
from tasks.plans.edition_content import EditionContent
from tasks.terms import terms

EMPTY = EditionContent("")
ITEM_LENGTH = 300


@transaction.atomic
def amend_item(*, task: Task, amendment: Amendment, since: int, grounds: Grounds, seen: str, by: User) -> PlanChange:
    """Corrects an item from period ``since`` on, in each period that is not issued.

    Args:
        since: the number of the first period that prints it so.
        seen: ``compute_item_fingerprint`` of the item when the user opened the page.

    Raises:
        Refused: the user lacks the permission, the period is issued, the basis is not whole, nothing would change, or
            the item cannot say this.
        ChangedMeanwhile: somebody else has changed the item since.
    """
    plan, issued = lock_plan_to_adjust(task.plan_id, by)
    _refuse_unfit(plan, since, grounds, issued)
    task = Task.objects.select_related("current", "item_kind").get(pk=task.pk, plan=plan)
    names = PlanNames(plan)
    stored = build_stored_state(task, names)
    refuse_if_changed(stored, seen)
    if refusal := describe_amendment_refusal(task, amendment, names):
        raise Refused(refusal)
    before, indicators, numbers = read_contents(task), pack_indicators(task), [task.number, task.number]
    entries = _reword(plan, task, amendment, since)
    if amendment.number not in (None, task.number):
        numbers[1] = amendment.number
        move_item(task, numbers[1], since=since, issued=issued)
    task = Task.objects.select_related("current", "item_kind").get(pk=task.pk)
    old, new = diff_states(stored, build_stored_state(task, PlanNames(plan)))
    after = read_contents(task)
    change = _keep_change(
        PlanChange(plan=plan, task=task, item=_name_item(task), kind=PlanChangeKind.CORRECT, since=since),
        grounds,
        by,
        before=old,
        after=new,
        kept=build_kept(before, after, issued=issued, numbers=numbers, indicators=indicators),
    )
    held = [one.get(number) for one in (before, after) for number in range(since, max(after) + 1)]
    tell_concerned(change, find_concerned(filter(None, held)), _find_linked_entry(task, entries, since), MADE, by=by)
    return change


@transaction.atomic
def add_item(
    *,
    plan: Plan,
    kind: ItemKind,
    content: EditionContent,
    since: int,
    grounds: Grounds,
    by: User,
    section: str = "",
    number: int | None = None,
) -> PlanChange:
    """Adds an item to the plan from period ``since`` on; an open period asks for it at once.

    Its deadline and indicators are read as at import.

    Args:
        kind: of the plan's government.
        section: the name of its 任务板块, which may be new; "" for none.
        number: its 序号 among the items of its kind; the items from there on move down. None puts it last.

    Raises:
        Refused: the user lacks the permission, the period is closed or issued, the basis is not whole, the plan has
            the same item already, or the item cannot say this.
    """
    plan, issued = lock_plan_to_adjust(plan.pk, by)
    _refuse_unfit(plan, since, grounds, issued)
    names = PlanNames(plan)
    last = names.last_numbers.get(kind.code, 0) + 1
    _refuse_unfit_item(plan, kind, content, since, section, names)
    if number is not None and not 1 <= number <= last:
        raise Refused(f"序号应在 1 至 {last} 之间。")
    task = Task.objects.create(plan=plan, item_kind=kind, number=number or last)
    content = replace(content, section_id=_get_section(plan, section))
    write_editions([(Edition(task=task, since=since), content)], plan=plan)
    task = Task.objects.select_related("current", "item_kind").get(pk=task.pk)
    make_room(task, since=since, issued=issued)
    add_proposals([task])
    entries = _ask_in_open_periods(task, since)
    contents = read_contents(task)
    state = build_item_state(task.number, contents[since], PlanNames(plan))
    change = _keep_change(
        PlanChange(plan=plan, task=task, item=_name_item(task), kind=PlanChangeKind.ADD, since=since),
        grounds,
        by,
        before={},
        after={label: value for label, value in state.items() if value},
        kept=build_kept({}, contents, issued=issued),
    )
    tell_concerned(change, find_concerned([contents[since]]), entries[0] if entries else None, MADE, by=by)
    return change


def lock_plan_to_adjust(pk: int, by: User) -> tuple[Plan, set[int]]:
    """Locks the government and the plan's periods, in this order, and returns the plan and the issued numbers.

    Raises:
        Refused: the user lacks the permission, or it is not his government.
    """
    if not can(by, Permission.MANAGE_PLAN):
        raise Refused(describe_role_refusal(by))
    lock_government(by.home)
    plan = Plan.objects.get(pk=pk)
    if plan.government_id != by.government_id:
        raise Refused(f"只能调整本{terms.place}的方案。")
    return plan, lock_plan_periods(plan.pk)


def _refuse_unfit(plan: Plan, since: int, grounds: Grounds, issued: Collection[int]) -> None:
    starts = list_possible_starts(plan, issued)
    if not starts:
        raise Refused(f"{plan}{ALL_ISSUED}")
    if since not in starts and since not in issued:
        raise Refused("请选择自哪一期起。")
    if since in issued:
        raise Refused(f"{plan}{plan.rhythm.get_label(since)}已印发，请从以后的填报期起调整。")
    if refusal := describe_grounds_refusal(grounds, plan.year, clock.today()):
        raise Refused(refusal)


def _refuse_unfit_item(
    plan: Plan, kind: ItemKind, content: EditionContent, since: int, section: str, names: PlanNames
) -> None:
    if not ItemKind.objects.filter(pk=kind.pk, government=plan.government_id).exists():
        raise Refused("该事项类别已被删除，请另选一个。")
    closed = plan.periods.filter(number=since, state=PeriodState.CLOSED).first()
    if closed:
        raise Refused(f"{closed}已截止填报，请从以后的填报期起新增，或先重新开启填报。")
    if not content.lead:
        raise Refused(f"至少要有一个{terms.lead_unit}。")
    if refusal := describe_section_refusal(section) or describe_content_refusal(EMPTY, content, names):
        raise Refused(refusal)
    same = plan.tasks.filter(item_kind=kind, current__text=content.text, current__name=content.name).first()
    if same:
        raise Refused(f"方案中已有相同的事项（{same}），没有重复新增。")


def _reword(plan: Plan, task: Task, amendment: Amendment, since: int) -> list[ProgressEntry]:
    """Writes the corrected wording and asks the indicators and the lagging rules again; returns the changed entries."""
    section = None if amendment.section is None else _get_section(plan, amendment.section)

    def change(content: EditionContent) -> EditionContent:
        corrected = amendment.change(content)
        return corrected if amendment.section is None else replace(corrected, section_id=section)

    former = task.edition.text
    _, entries = reword_editions(plan, [task.pk], since=since, change=change)
    task = Task.objects.select_related("current", "item_kind").get(pk=task.pk)
    if task.edition.text != former:
        refit_indicators(task, former, entries)
    refresh_standings(entries, on=clock.today())
    return entries


def _get_section(plan: Plan, name: str) -> int | None:
    name = name.strip()
    return Section.objects.get_or_create(plan=plan, name=name)[0].pk if name else None


def _ask_in_open_periods(task: Task, since: int) -> list[ProgressEntry]:
    """Adds a blank entry to every open period from ``since`` on and returns them."""
    opened = Period.objects.filter(plan=task.plan_id, number__gte=since, state=PeriodState.OPEN).order_by("number")
    made = [
        entry
        for period in opened.select_related("plan__government")
        for entry in add_entries(period, select_unopened_tasks(period).filter(pk=task.pk))
    ]
    whole = ProgressEntry.objects.filter(pk__in=[entry.pk for entry in made]).select_related(*ASSESSED)
    return list(whole.order_by("period__number"))


def _name_item(task: Task) -> str:
    edition = task.edition
    return f"{task} {edition.name or edition.text}"[:ITEM_LENGTH]


def _find_linked_entry(task: Task, entries: list[ProgressEntry], since: int) -> ProgressEntry | None:
    """Finds the entry to which a notice leads: the first of those that changed, or else the first from ``since`` on."""
    if entries:
        return min(entries, key=lambda entry: entry.period.number)
    later = ProgressEntry.objects.filter(task=task, period__number__gte=since).exclude(period__state=PeriodState.ISSUED)
    return later.select_related("period__plan").order_by("period__number").first()


def _keep_change(change: PlanChange, grounds: Grounds, by: User, **states: dict) -> PlanChange:
    """Saves the record of a change and adds its audit row."""
    change.basis, change.decided_on, change.reason = grounds.basis.strip(), grounds.decided_on, grounds.reason.strip()
    for name, value in states.items():
        setattr(change, name, value)
    change.made_at, change.made_by = clock.now(), by
    change.save()
    record_change(change, by=by)
    return change

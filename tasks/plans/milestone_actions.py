"""节点: saves the milestones of an item that the office or a lead unit types, and those that a plan prints."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from tasks import clock
from tasks.assessing.deadlines import read_period_steps
from tasks.assessing.standing_actions import refresh_standings
from tasks.audit import record
from tasks.enums import Course, DeadlineState, EventKind, MilestoneSource, PeriodState
from tasks.models import Indicator, Milestone, Plan, ProgressEntry, Task, User
from tasks.models.changes import refuse_if_changed
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, can, describe_role_refusal, get_permissions
from tasks.plans.deadlines import describe_milestone_day_refusal
from tasks.plans.edition_actions import ASSESSED, lock_plan_periods
from tasks.plans.milestones import (
    LONGEST_MILESTONE,
    MOST_MILESTONES,
    PlannedMilestone,
    build_milestone_state,
    list_task_milestones,
    may_change_milestone,
)
from tasks.terms import terms

SAVED = ("text", "due_on", "state")


@transaction.atomic
def save_milestones(
    *, task: Task, planned: Sequence[PlannedMilestone], removed: Collection[int] = (), seen: str, by: User
) -> list[Milestone]:
    """Changes, adds and removes milestones of an item; what the office saves is confirmed. Others stay as they are.

    Args:
        planned: the milestones as they are to be.
        removed: keys of those to be removed.
        seen: ``changes.compute_fingerprint`` of ``build_milestone_state`` when the user opened the form.

    Raises:
        Refused: the user may not set milestones of the item, or not change one of these.
        ChangedMeanwhile: somebody else has saved milestones of the item since.
        ValidationError: a milestone says nothing, stands twice, is too long or lies outside of the years of the plan, or
            there are too many.
    """
    lock_government(by.home)
    lock_plan_periods(task.plan_id)
    Task.objects.select_for_update(no_key=True).get(pk=task.pk)
    task = Task.objects.select_related("plan", "item_kind", "current").get(pk=task.pk)
    _require_milestone_permission(by, task)
    stored = list_task_milestones(task)
    before = build_milestone_state(stored)
    refuse_if_changed(before, seen)
    _refuse_unfit_milestones(planned, task)
    _write_milestones(task, stored, planned, set(removed), by)
    now = list_task_milestones(task)
    if (after := build_milestone_state(now)) != before:
        _refresh_task_standings([task.pk])
        _record_milestones(task, before["节点"], after["节点"], by)
    return now


def add_document_milestones(plan: Plan, printed: Mapping[int, Mapping[int, str]]) -> int:
    """Adds the milestones that a document prints to the items that have none and returns their number.

    Other actions call it, after the indicators of the items have got their targets within the year.

    Args:
        printed: item key → calendar month → the printed cell of what is due by its end.
    """
    taken = set(Milestone.objects.filter(task__in=printed).values_list("task", flat=True))
    counted = Indicator.objects.filter(task__in=printed, course=Course.BY_PERIOD)
    figures = set(counted.values_list("task", flat=True))
    made = [
        Milestone(
            task_id=pk,
            position=position,
            text=step.text,
            due_on=step.on,
            quote=step.quote,
            source=MilestoneSource.DOCUMENT,
        )
        for pk, cells in printed.items()
        if pk not in taken
        for position, step in enumerate(
            read_period_steps(cells, plan.year, plan.rhythm, has_figures=pk in figures)[:MOST_MILESTONES], 1
        )
    ]
    Milestone.objects.bulk_create(made)
    _refresh_task_standings({each.task_id for each in made})
    return len(made)


def _record_milestones(task: Task, before: list[str], after: list[str], by: User) -> None:
    """Adds the audit row with what was removed, added or changed."""
    record(
        EventKind.TASK_MILESTONES_SET,
        task,
        by=by,
        government_id=task.plan.government_id,
        before={"节点": [text for text in before if text not in after]},
        after={"节点": [text for text in after if text not in before]},
    )


def _require_milestone_permission(by: User, task: Task) -> None:
    if Permission.SET_MILESTONES not in get_permissions(by):
        raise Refused(describe_role_refusal(by))
    if not can(by, Permission.SET_MILESTONES, task):
        raise Refused(f"节点由{terms.office}和该事项的{terms.lead_unit}填写，本单位只能查看。")


def _refuse_unfit_milestones(planned: Sequence[PlannedMilestone], task: Task) -> None:
    if len(planned) > MOST_MILESTONES:
        raise ValidationError(f"一个事项至多 {MOST_MILESTONES} 个节点，现为 {len(planned)} 个，请合并。")
    for each in planned:
        if not each.text.strip():
            raise ValidationError("请写明节点的内容；不要的节点请勾选删除。")
        if len(each.text) > LONGEST_MILESTONE:
            raise ValidationError(f"节点“{each.text[:20]}……”超过 {LONGEST_MILESTONE} 个字，请精简。")
        label = f"节点“{each.text[:20]}”的日期"
        if refusal := describe_milestone_day_refusal(each.due_on, task.plan, task.edition.due_on, label):
            raise ValidationError(refusal)
    texts = [each.text for each in planned]
    if twice := next((text for text in texts if texts.count(text) > 1), ""):
        raise ValidationError(f"节点“{twice[:20]}”写了两次，请删去一个。")


def _refuse_closed_milestones(
    known: Mapping[int, Milestone], kept: Mapping[int, PlannedMilestone], removed: Collection[int], by: User
) -> None:
    if gone := [given.text for pk, given in kept.items() if pk not in known]:
        raise Refused(f"节点“{gone[0][:20]}”已被其他人删除；仍需要的请另起一行填写，并将原行勾选删除。")
    touched = [known[pk] for pk in (*kept, *removed) if pk in known]
    if closed := [each for each in touched if not may_change_milestone(by, each)]:
        raise Refused(f"节点“{closed[0]}”已由{terms.office}核定，本单位不能修改。")


def _write_milestones(
    task: Task, stored: Sequence[Milestone], planned: Sequence[PlannedMilestone], removed: set[int], by: User
) -> None:
    known = {each.pk: each for each in stored}
    kept = {each.key: each for each in planned if each.key is not None}
    _refuse_closed_milestones(known, kept, removed, by)
    others = {each.text for pk, each in known.items() if pk not in kept and pk not in removed}
    if twice := [each.text for each in planned if each.text in others]:
        raise ValidationError(f"已有节点“{twice[0][:20]}”，不必再填。")
    Milestone.objects.filter(task=task, pk__in=removed).delete()
    is_office = can(by, Permission.MANAGE_INDICATORS)
    state = DeadlineState.CONFIRMED if is_office else DeadlineState.PROPOSED
    for pk, given in kept.items():
        milestone = known[pk]
        milestone.text, milestone.due_on, milestone.state = given.text, given.due_on, state
        milestone.save(update_fields=SAVED)
    source = MilestoneSource.OFFICE if is_office else MilestoneSource.UNIT
    position = max((each.position for each in stored), default=0)
    for number, given in enumerate((each for each in planned if each.key is None), position + 1):
        Milestone.objects.create(
            task=task, position=number, text=given.text, due_on=given.due_on, source=source, state=state
        )


def _refresh_task_standings(tasks: Iterable[int]) -> None:
    """Asks the lagging rules again about the items' entries in periods that are not issued."""
    held = ProgressEntry.objects.select_for_update(of=("self",)).filter(task__in=tasks)
    entries = held.exclude(period__state=PeriodState.ISSUED).select_related(*ASSESSED)
    refresh_standings(entries, on=clock.today())

"""Proposing indicators out of task texts, and settling them: a person confirms, edits or rejects them once."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from tasks.assessing import quantities
from tasks.audit import record
from tasks.enums import Course, EventKind, IndicatorKind, IndicatorState
from tasks.models import Edition, Indicator, Plan, Task, User

#: what a person may set on an indicator
EDITABLE_FIELDS = ("measure", "comparison", "value", "unit", "kind", "course", "quarter_targets", "state")


def build_indicator_proposals(edition: Edition) -> list[Indicator]:
    """Unsaved proposals read out of an edition's text, in the order they stand there."""
    return [
        Indicator(
            task_id=edition.task_id,
            position=position,
            measure=found.measure[:200],
            comparison=found.comparison,
            value=found.value,
            unit=found.unit[:30],
            kind=found.kind,
            start=found.span.start,
            end=found.span.end,
            course=Course.YEAR_END if found.kind == IndicatorKind.EVENT else Course.LINEAR,
        )
        for position, found in enumerate(quantities.read_commitments(edition.text), 1)
    ]


def add_proposals(tasks: Iterable[Task]) -> int:
    """Adds proposals to those of the tasks that have no indicator yet; for use inside another action.

    Returns:
        How many proposals were added.
    """
    bare = [task for task in tasks if task.current is not None]
    taken = set(Indicator.objects.filter(task__in=bare).values_list("task", flat=True))
    added = [one for task in bare if task.pk not in taken for one in build_indicator_proposals(task.edition)]
    Indicator.objects.bulk_create(added)
    return len(added)


def set_quarter_targets(printed: Mapping[int, Sequence[str]]) -> int:
    """Gives proposals the quarter targets that a document prints beside the year's; for use inside another action.

    What a person has confirmed, or already follows quarters, stays as it is.

    Args:
        printed: task id → the four printed cells.

    Returns:
        How many indicators now follow quarter targets.
    """
    found = Indicator.objects.filter(
        task__in=printed,
        state=IndicatorState.PROPOSED,
        kind=IndicatorKind.CUMULATIVE,
        course=Course.LINEAR,
    )
    changed = []
    for indicator in found:
        amounts = quantities.read_quarter_targets(indicator.value, indicator.unit, printed[indicator.task_id])
        if amounts:
            indicator.course, indicator.quarter_targets = Course.QUARTERLY, [str(each) for each in amounts]
            changed.append(indicator)
    Indicator.objects.bulk_update(changed, ["course", "quarter_targets"], batch_size=200)
    return len(changed)


@transaction.atomic
def propose_indicators(*, plan: Plan, by: User | None) -> int:
    """Reads the texts of a plan's tasks that nobody has read yet; a second run adds nothing and records nothing."""
    added = add_proposals(plan.tasks.select_related("current"))
    if added:
        record(
            EventKind.INDICATORS_PROPOSED,
            plan,
            by=by,
            government_id=plan.government_id,
            after={"新增指标": added},
        )
    return added


@transaction.atomic
def settle_indicators(*, task: Task, decisions: Sequence[Indicator], by: User) -> list[Indicator]:
    """Stores what a person decided of a task's indicators: changed, added, confirmed or rejected.

    Args:
        decisions: the task's indicators with their new values; one without a key is new. An indicator that is
            not named stays as it is: a decision made meanwhile by somebody else is not undone by silence.
    """
    Task.objects.select_for_update().get(pk=task.pk)
    before = describe_indicators(task)
    position = max(task.indicators.values_list("position", flat=True), default=0)
    for indicator in decisions:
        indicator.task = task
        if indicator.pk is None:
            position += 1
            indicator.position = position
            indicator.save()
        else:
            indicator.save(update_fields=EDITABLE_FIELDS)
    after = describe_indicators(task)
    if before != after:
        record(
            EventKind.INDICATOR_DECIDED,
            task,
            by=by,
            government_id=task.plan.government_id,
            before={"指标": before},
            after={"指标": after},
        )
    return list(task.indicators.all())


def describe_indicators(task: Task) -> list[str]:
    """The task's indicators in words, as the audit keeps them."""
    return [f"{one}（{one.state.label}）" for one in task.indicators.order_by("position")]

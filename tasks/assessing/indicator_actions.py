"""量化指标: proposes indicators read from task texts, and saves what a person decides about them."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from tasks.assessing import quantities
from tasks.audit import record
from tasks.enums import Course, EventKind, IndicatorKind, IndicatorState
from tasks.models import Edition, Indicator, Plan, Task, User
from tasks.periods import MONTHS, Rhythm

#: the fields of an indicator that a person may set
EDITABLE_FIELDS = (
    "measure",
    "comparison",
    "value",
    "unit",
    "kind",
    "course",
    "period_targets",
    "upper_level",
    "upper_value",
    "state",
)


def build_indicator_proposals(edition: Edition, year: int) -> list[Indicator]:
    """Builds unsaved indicators from the commitments in an edition's text, in the order of the text.

    Args:
        year: of the plan; what is to be reached later is proposed as an event.
    """
    proposals = [
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
        for position, found in enumerate(quantities.read_year_commitments(edition.text, year), 1)
    ]
    for one in proposals:
        set_upper_target(one, edition.text)
    return proposals


def set_upper_target(indicator: Indicator, text: str) -> None:
    """Sets the upper target of an indicator to the one beside its commitment in ``text``; saves nothing."""
    span = quantities.Span(indicator.start or 0, indicator.end or 0)
    found = quantities.find_upper_target(text, span, indicator.unit)
    indicator.upper_level, indicator.upper_value = found or ("", None)


def add_proposals(tasks: Iterable[Task]) -> int:
    """Adds proposals to the tasks that have no indicator yet and returns their number; called by other actions."""
    bare = [task for task in tasks if task.current is not None]
    taken = set(Indicator.objects.filter(task__in=bare).values_list("task", flat=True))
    unread = [task for task in bare if task.pk not in taken]
    added = [one for task in unread for one in build_indicator_proposals(task.edition, task.plan.year)]
    Indicator.objects.bulk_create(added)
    return len(added)


def set_period_targets(rhythm: Rhythm, printed: Mapping[int, Mapping[int, str]]) -> int:
    """Sets the targets within the year that a document prints on proposed indicators; called by other actions.

    Indicators that a person has confirmed or that already have such targets are not changed. Nothing is set without a
    cell for the whole year, nor at the end of a month that closes no period.

    Args:
        rhythm: of the plan.
        printed: task id → calendar month → the printed cell of the target at its end.

    Returns:
        The number of indicators changed.
    """
    found = Indicator.objects.filter(
        task__in=printed,
        state=IndicatorState.PROPOSED,
        kind=IndicatorKind.CUMULATIVE,
        course=Course.LINEAR,
    )
    changed = []
    for indicator in found:
        cells = printed[indicator.task_id]
        months = sorted(cells, key=rhythm.count_passed)
        if rhythm.count_passed(months[-1]) < MONTHS:
            continue
        amounts = quantities.read_period_targets(indicator.value, indicator.unit, [cells[month] for month in months])
        targets = {
            str(month): str(amount)
            for month, amount in zip(months[:-1], amounts, strict=False)
            if amount is not None and rhythm.find_number(month)
        }
        if targets:
            indicator.course, indicator.period_targets = Course.BY_PERIOD, targets
            changed.append(indicator)
    Indicator.objects.bulk_update(changed, ["course", "period_targets"], batch_size=200)
    return len(changed)


@transaction.atomic
def propose_indicators(*, plan: Plan, by: User | None) -> int:
    """Proposes indicators for the tasks of a plan that have none and returns their number.

    A second run adds nothing and records nothing.
    """
    added = add_proposals(plan.tasks.select_related("current", "item_kind"))
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
    """Saves the changed, added, confirmed and rejected indicators of a task.

    Args:
        decisions: the task's indicators with their new values; one without a primary key is new. An indicator that
            is not listed is left as it is, so that a decision made meanwhile by somebody else is not undone.
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
    """Describes the task's indicators in Chinese for the audit log."""
    return [f"{one}（{one.state.label}）" for one in task.indicators.order_by("position")]

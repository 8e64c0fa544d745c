"""计划报告: saves who leads a project and which items it belongs to, and how final the figures of the year past are."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from tasks.audit import record
from tasks.enums import EventKind, OutcomeState
from tasks.models import Event, PlanReport, Project, ReportedOutcome, User
from tasks.models.changes import State, build_field_state, diff_states, refuse_if_changed
from tasks.organisation.organisation_actions import assign_values
from tasks.outlooks.report_actions import GONE, lock_report
from tasks.permissions import Refused
from tasks.terms import terms

PROJECT_FIELDS = ("lead_unit", "tasks")


@transaction.atomic
def save_project(*, project: Project, values: dict[str, Any], seen: str, by: User) -> Project:
    """Saves the lead unit and the items of a project.

    Args:
        values: of ``PROJECT_FIELDS``; ``tasks`` is a list of items.
        seen: ``changes.compute_fingerprint`` of the project's state when the user opened the form.

    Raises:
        Refused: the user lacks the permission, or the report is gone or another government's.
        ChangedMeanwhile: somebody else has saved it since.
        ValidationError: the unit is another government's, or an item is not of the report's year.
    """
    report = lock_report(project.report_id, by)
    stored = Project.objects.select_related("lead_unit").filter(pk=project.pk, report=report).first()
    if stored is None:
        raise Refused(GONE)
    before = build_field_state(stored, PROJECT_FIELDS)
    refuse_if_changed(before, seen)
    unit = values["lead_unit"]
    if unit is not None and unit.government_id != report.government_id:
        raise ValidationError({"lead_unit": f"请选择本{terms.place}的单位。"})
    if any(
        (task.plan.government_id, task.plan.year) != (report.government_id, report.year) for task in values["tasks"]
    ):
        raise ValidationError({"tasks": f"只能对应{report.year}年度方案的事项。"})
    assign_values(stored, values, PROJECT_FIELDS)
    old, new = diff_states(before, build_field_state(stored, PROJECT_FIELDS))
    if new:
        record(
            EventKind.PROJECT_SAVED,
            report,
            by=by,
            government_id=report.government_id,
            title=f"{report} {stored.name}",
            before=old,
            after=new,
        )
    return stored


def build_outcomes_state(report: PlanReport) -> State:
    """Returns measure with its place → how final the figure is, and its rank."""
    return {f"{one.position} {one.measure}": f"{one.state.label} {one.rank}".strip() for one in report.outcomes.all()}


@transaction.atomic
def save_outcomes(*, report: PlanReport, values: Mapping[int, tuple[OutcomeState, str]], seen: str, by: User) -> None:
    """Saves how final the figures of the year past are, and their ranks.

    Args:
        values: id of a figure → its state and rank.
        seen: ``changes.compute_fingerprint`` of ``build_outcomes_state`` when the user opened the form.

    Raises:
        Refused: the user lacks the permission, or the report is gone or another government's.
        ChangedMeanwhile: somebody else has saved them since.
    """
    report = lock_report(report.pk, by)
    before = build_outcomes_state(report)
    refuse_if_changed(before, seen)
    rows = list(report.outcomes.filter(pk__in=values))
    for row in rows:
        row.state, row.rank = values[row.pk]
    ReportedOutcome.objects.bulk_update(rows, ["state", "rank"])
    old, new = diff_states(before, build_outcomes_state(report))
    if new:
        record(EventKind.OUTCOMES_SAVED, report, by=by, government_id=report.government_id, before=old, after=new)


def record_project_export(*, report: PlanReport, file: str, rows: int, by: User) -> Event:
    """Records that somebody took out the table of a report's projects."""
    after = {"文件": [file], "行数": rows}
    return record(EventKind.EXPORTED, report, by=by, government_id=report.government_id, after=after)

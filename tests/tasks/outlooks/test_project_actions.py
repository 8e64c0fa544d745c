"""The office says who leads a project, to which items it belongs, and how final a figure is."""

import pytest
from django.core.exceptions import ValidationError

from tasks.enums import EventKind, OutcomeState
from tasks.models import Event, Project
from tasks.models.changes import ChangedMeanwhile, build_field_state, compute_fingerprint
from tasks.outlooks.project_actions import PROJECT_FIELDS, build_outcomes_state, save_outcomes, save_project
from tasks.permissions import Refused
from tests.cast import PlanFactory, TaskFactory, UnitFactory
from tests.tasks.outlooks.reports import plan_report_of, project_of, reported_outcome_of


def see(project: Project) -> str:
    return compute_fingerprint(build_field_state(project, PROJECT_FIELDS))


def test_a_project_gets_a_unit_and_items(cast):
    project = project_of(plan_report_of(cast))
    values = {"lead_unit": cast.lead_unit, "tasks": [cast.key]}
    save_project(project=project, values=values, seen=see(project), by=cast.office)
    stored = Project.objects.get()
    assert (stored.lead_unit, list(stored.tasks.all())) == (cast.lead_unit, [cast.key])
    event = Event.objects.get()
    assert (event.kind, event.subject) == (EventKind.PROJECT_SAVED, "2024年计划报告 城北小学")
    save_project(project=project, values=values, seen=see(stored), by=cast.office)
    assert Event.objects.count() == 1


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(cast):
    project = project_of(plan_report_of(cast))
    seen = see(project)
    save_project(project=project, values={"lead_unit": cast.lead_unit, "tasks": []}, seen=seen, by=cast.office)
    with pytest.raises(ChangedMeanwhile):
        save_project(
            project=project, values={"lead_unit": cast.other_unit, "tasks": []}, seen=seen, by=cast.second_office
        )
    assert Project.objects.get().lead_unit == cast.lead_unit


def test_units_and_items_of_elsewhere_are_refused(cast):
    project = project_of(plan_report_of(cast))
    strange = UnitFactory(government=cast.stranger.government)
    old = TaskFactory(plan=PlanFactory(government=cast.government, year=2023))
    for values in ({"lead_unit": strange, "tasks": []}, {"lead_unit": None, "tasks": [old]}):
        with pytest.raises(ValidationError):
            save_project(project=project, values=values, seen=see(project), by=cast.office)
    for by in (cast.clerk, cast.stranger, cast.auditor):
        with pytest.raises(Refused):
            save_project(project=project, values={"lead_unit": None, "tasks": []}, seen=see(project), by=by)
    assert (Project.objects.get().lead_unit, Event.objects.count()) == (None, 0)


def test_how_final_a_figure_is_is_said_by_the_office(cast):
    report = plan_report_of(cast)
    outcome = reported_outcome_of(report)
    seen = compute_fingerprint(build_outcomes_state(report))
    said = {outcome.pk: (OutcomeState.FINAL, "全市第3位")}
    save_outcomes(report=report, values=said, seen=seen, by=cast.office)
    outcome.refresh_from_db()
    assert (outcome.state, outcome.rank) == (OutcomeState.FINAL, "全市第3位")
    event = Event.objects.get()
    assert (event.kind, event.before, event.after) == (
        EventKind.OUTCOMES_SAVED,
        {"1 地区生产总值": "快报"},
        {"1 地区生产总值": "核定 全市第3位"},
    )
    with pytest.raises(ChangedMeanwhile):
        save_outcomes(report=report, values=said, seen=seen, by=cast.second_office)

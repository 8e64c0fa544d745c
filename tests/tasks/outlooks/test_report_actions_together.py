"""Two officers at one moment: one report comes in once, and an undoing meets a project that is being completed."""

import pytest

from tasks.enums import EventKind
from tasks.models import Event, PlanReport, Project
from tasks.models.changes import build_field_state, compute_fingerprint
from tasks.outlooks.project_actions import PROJECT_FIELDS, save_project
from tasks.undoing.event_undo_actions import undo_event
from tests.cast import make_cast
from tests.tasks.outlooks.reports import take_in, write_report
from tests.together import answers_at_one_moment, refusals_at_one_moment

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_officers_one_imports_the_report_and_the_other_finds_it_there():
    cast = make_cast()
    files = [write_report(), write_report()]
    done = answers_at_one_moment(
        lambda: take_in(cast.office, files[0], cast.government),
        lambda: take_in(cast.second_office, files[1], cast.government),
    )
    assert sorted((one.committed, one.nothing_new) for one in done) == [(False, True), (True, False)]
    assert (PlanReport.objects.count(), Project.objects.count(), Event.objects.count()) == (1, 3, 1)


def test_an_import_is_taken_back_or_built_on_but_never_both():
    cast = make_cast()
    take_in(cast.office, write_report(), cast.government)
    imported, project = Event.objects.get(), Project.objects.first()
    seen = compute_fingerprint(build_field_state(project, PROJECT_FIELDS))
    values = {"lead_unit": cast.lead_unit, "tasks": []}
    said = refusals_at_one_moment(
        lambda: undo_event(event=imported, by=cast.office),
        lambda: save_project(project=project, values=values, seen=seen, by=cast.second_office),
    )
    last = Event.objects.order_by("pk").last()
    if last.kind == EventKind.PROJECT_SAVED:
        assert (said[1], PlanReport.objects.count()) == ("", 1)
        assert "填写专栏项目" in said[0]
    else:
        assert (said, PlanReport.objects.count()) == (["", "这份计划报告已不在，可能同事刚刚已撤销。"], 0)

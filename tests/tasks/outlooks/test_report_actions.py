"""A plan report comes in whole or not at all, once, and can be taken back until something was built on it."""

import pytest

from tasks.enums import EventKind
from tasks.models import Event, PlanReport, Project, ReportedOutcome
from tasks.models.changes import build_field_state, compute_fingerprint
from tasks.outlooks.project_actions import PROJECT_FIELDS, save_project
from tasks.permissions import Refused
from tasks.undoing.event_undo_actions import undo_event
from tests.tasks.outlooks.papers import FRAMED, PLAIN, SHAPES, Paper, print_paper
from tests.tasks.outlooks.reports import PARTS, take_in, write_report


def test_a_dry_run_writes_nothing(cast):
    changes = take_in(cast.office, write_report(), cast.government, commit=False)
    assert (changes.errors, changes.warnings, changes.committed) == ([], [], False)
    assert (PlanReport.objects.count(), Event.objects.count()) == (0, 0)


def test_an_import_keeps_the_report_with_its_projects_and_figures(cast):
    take_in(cast.office, write_report(), cast.government)
    report = PlanReport.objects.get()
    assert (report.year, report.title, report.notes) == (
        2024,
        "关于示范区2023年国民经济和社会发展计划执行情况及2024年计划草案的报告",
        [[1, "“双百工程”", "一百个站点、一百条线路。"]],
    )
    assert list(report.projects.values_list("box", "group", "name")) == [
        ("专栏一：民生项目", "教育", "城北小学"),
        ("专栏一：民生项目", "教育", "城南中学（一期、二期）"),
        ("专栏一：民生项目", "其他", "“山、水”绿道"),
    ]
    assert [(one.measure, one.label, one.state.label, one.rank) for one in report.outcomes.all()] == [
        ("地区生产总值", "5.3%", "快报", ""),
        ("固定资产投资", "-1.2%", "快报", ""),
        ("社会消费品零售总额", "9.6%", "快报", "全市第3位"),
    ]
    event = Event.objects.get()
    assert (event.kind, event.after) == (
        EventKind.PLAN_REPORT_IMPORTED,
        {"文件": "计划报告.docx", "专栏": 1, "项目": 3, "名词解释": 1, "上年完成数": 3, "目标": 2},
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_a_second_import_changes_nothing_however_the_file_draws_its_boxes(cast, shape):
    take_in(cast.office, write_report(), cast.government)
    changes = take_in(cast.office, write_report(shape=shape), cast.government)
    assert (changes.nothing_new, changes.errors, changes.committed) == (True, [], False)
    assert (PlanReport.objects.count(), Project.objects.count(), Event.objects.count()) == (1, 3, 1)


def test_another_report_of_the_year_is_refused(cast):
    take_in(cast.office, write_report(), cast.government)
    changes = take_in(cast.office, write_report("新增学位900个。", shape=PLAIN), cast.government)
    assert changes.errors == [
        "2024年的计划报告已于2024年4月2日导入（计划报告.docx），内容与本文件不同；要换成本文件，请先撤销那次导入。"
    ]
    assert PlanReport.objects.count() == 1


def test_what_is_no_plan_report_is_refused_whole(cast):
    changes = take_in(cast.office, print_paper(Paper(["某某通知", "请认真执行。"]), FRAMED), cast.government)
    assert changes.errors == [
        "没有读到“……计划执行情况及……计划草案的报告”这样的标题，未导入。",
        "文件没有写明计划年度，请指定（--year）。",
        "没有读出“一、”“（一）”这样的标题，分不出报告的各部分，未导入。",
    ]
    long = take_in(cast.office, print_paper(Paper([*PARTS, ["专栏二：项目", "甲" * 301]]), FRAMED), cast.government)
    assert long.errors == [f"项目名称“{'甲' * 30}…”超过 300 字，疑为缺顿号或句号，请在文件中改正。"]
    assert PlanReport.objects.count() == 0


def test_nobody_imports_for_another_government_or_without_the_right(cast):
    changes = take_in(cast.office, write_report(), cast.stranger.government)
    assert (len(changes.errors), changes.committed) == (1, False)
    with pytest.raises(Refused):
        take_in(cast.clerk, write_report(), cast.government)
    assert PlanReport.objects.count() == 0


def test_an_import_is_taken_back_whole(cast):
    take_in(cast.office, write_report(), cast.government)
    undo_event(event=Event.objects.get(), by=cast.office)
    assert (PlanReport.objects.count(), Project.objects.count(), ReportedOutcome.objects.count()) == (0, 0, 0)
    assert [event.kind for event in Event.objects.order_by("pk")] == [
        EventKind.PLAN_REPORT_IMPORTED,
        EventKind.PLAN_REPORT_TAKEN_BACK,
    ]
    assert take_in(cast.office, write_report(), cast.government).committed


def test_an_import_on_which_something_was_built_stays(cast):
    take_in(cast.office, write_report(), cast.government)
    project = Project.objects.first()
    seen = compute_fingerprint(build_field_state(project, PROJECT_FIELDS))
    save_project(project=project, values={"lead_unit": cast.lead_unit, "tasks": [cast.key]}, seen=seen, by=cast.office)
    with pytest.raises(Refused, match="填写专栏项目"):
        undo_event(event=Event.objects.order_by("pk").first(), by=cast.office)
    with pytest.raises(Refused):
        undo_event(event=Event.objects.order_by("pk").first(), by=cast.second_office)
    assert PlanReport.objects.count() == 1

"""Tests that an import applies whole or not at all, never twice, and leaves the past unchanged."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tasks.enums import DeadlineState, EntryState, EventKind, Outcome, PeriodState, ResponsibilityRole, TaskKind
from tasks.filing.period_actions import create_periods, open_period
from tasks.importing.import_actions import import_document
from tasks.models import (
    Edition,
    Event,
    Government,
    Indicator,
    Judgement,
    Official,
    Period,
    Plan,
    ProgressEntry,
    Task,
    Unit,
    UnitAlias,
    UnitSuccession,
)
from tasks.models.rhythm import encode_ends
from tasks.periods import Rhythm
from tests.tasks.importing.papers import LEFT, UP, docx, understood

DOCUMENTS = Path(__file__).resolve().parents[3] / "fixtures/documents"
HEADER = ["序号", "工作任务", LEFT, "责任领导", "牵头单位", "配合单位"]
REPORT = ["序号", "工作任务", LEFT, "牵头单位", "配合单位", "进展情况"]
PLAN_ROWS = [
    ["1", "产业强区", "引进项目20个", "陈  英", "区经信委\n（区招商中心）", "各镇街、区财政局"],
    ["2", UP, "净增规上工业企业30家", "陈  英", "区经济信息委", ""],
    ["3", "民生改善", "新建小学两所", "户  邑", "区教委\n区住建局", "滨江街道"],
    ["4", UP, "改造老旧小区15个", "户  邑", "区住建局", "柳林镇"],
]
TABLES = (Government, Unit, UnitAlias, Official, Plan, Task, Edition, Period, ProgressEntry, Judgement, Event)


def plan(rows=PLAN_ROWS, filename="方案.docx"):
    return understood(
        docx(
            "南政办发〔2023〕1号",
            "南山区人民政府办公室关于印发2023年重点工作分工的通知",
            "2023年2月6日",
            "附件1",
            "重点工作任务分解表",
            [HEADER, *rows],
        ),
        filename,
    )


def report(lagging, normal, period="上半年", day="2023年7月8日", filename="报告.docx"):
    return understood(
        docx(
            f"南山区人民政府督查室关于2023年{period}重点工作推进情况的报告",
            day,
            "附件1",
            "推进滞后重点工作任务表",
            [REPORT, *lagging],
            "附件2",
            "正常推进重点工作任务表",
            [REPORT, *normal],
        ),
        filename,
    )


LAGGING = [["1", "产业强区", "净增规上企业30家", "区经济信息委", "区统计局", "仅净增8家"]]
NORMAL = [
    ["1", "民生改善", "改造老旧小区15个", "区住建局", "柳林镇", "改造9个"],
    ["2", UP, "新建小学2所", "区教委\n区住建局", "滨江街道", "主体完工"],
    ["3", "产业强区", "引进项目20个", "区经信委\n（区招商中心）", "各镇街、区财政局", "引进12个"],
]


def commit(document, *, create_units=True, **options):
    return import_document(document=document, by=None, commit=True, create_units=create_units, **options)


def stored() -> dict:
    return {model.__name__: model.objects.count() for model in TABLES}


def printed(edition: Edition, role: ResponsibilityRole) -> str:
    return "".join(one.before + one.label for one in edition.responsibilities.filter(role=role))


def wording(edition: Edition) -> tuple:
    return (
        edition.since,
        edition.section.name,
        edition.text,
        [one.official.name for one in edition.leaderships.all()],
        printed(edition, ResponsibilityRole.LEAD),
        printed(edition, ResponsibilityRole.COOPERATE),
    )


def make_planned() -> Plan:
    assert commit(plan()).errors == []
    return Plan.objects.get()


@pytest.fixture
def planned(db, keep_once) -> Plan:
    return keep_once(make_planned).lay_down()


@pytest.mark.django_db
def test_a_dry_run_writes_nothing():
    changes = import_document(document=plan(), by=None, commit=False, create_units=True)
    assert [change.change for change in changes.rows] == ["new"] * 4
    assert stored() == dict.fromkeys(stored(), 0)


def test_a_plan_becomes_tasks_with_their_printed_wording(planned):
    assert (planned.year, planned.document_number, planned.issued_on.isoformat()) == (
        2023,
        "南政办发〔2023〕1号",
        "2023-02-06",
    )
    tasks = planned.tasks.order_by("number")
    assert [(task.kind, task.number) for task in tasks] == [(TaskKind.KEY, number) for number in (1, 2, 3, 4)]
    assert [wording(task.current) for task in tasks] == [
        (0, "产业强区", "引进项目20个", ["陈英"], "区经信委\n（区招商中心）", "各镇街、区财政局"),
        (0, "产业强区", "净增规上工业企业30家", ["陈英"], "区经济信息委", ""),
        (0, "民生改善", "新建小学两所", ["户邑"], "区教委\n区住建局", "滨江街道"),
        (0, "民生改善", "改造老旧小区15个", ["户邑"], "区住建局", "柳林镇"),
    ]


def test_units_are_made_once_under_their_full_names_and_groups_get_members(planned):
    units = {unit.name: unit.is_group for unit in Unit.objects.all()}
    assert units == {
        "区经济信息委": False,
        "各镇街": True,
        "区财政局": False,
        "区教委": False,
        "区住建局": False,
        "滨江街道": False,
        "柳林镇": False,
    }
    assert [(alias.name, alias.unit.name) for alias in UnitAlias.objects.all()] == [("区经信委", "区经济信息委")]
    members = Unit.objects.get(name="各镇街").members.order_by("pk")
    assert [unit.name for unit in members] == ["滨江街道", "柳林镇"]


def test_one_event_tells_of_a_whole_import(planned):
    event = Event.objects.get()
    assert (event.kind, event.actor_name, event.subject_type, event.subject_id) == (
        EventKind.DOCUMENT_IMPORTED,
        "系统",
        "plan",
        planned.pk,
    )
    assert event.after == {
        "文件": "方案.docx",
        "文号": "南政办发〔2023〕1号",
        "新增单位": ["各镇街", "区财政局", "区经济信息委", "区教委", "区住建局", "滨江街道", "柳林镇"],
        "新增别名": ["区经信委 → 区经济信息委"],
        "新增事项": 4,
        "识别指标": 4,
    }


def test_the_same_plan_again_changes_nothing(planned):
    before = stored()
    changes = commit(plan(filename="方案（再发）.docx"))
    assert (changes.nothing_new, changes.errors, changes.committed) == (True, [], False)
    assert stored() == before


def test_an_unknown_unit_stops_a_commit_that_may_not_make_units(planned):
    before = stored()
    changes = commit(report(LAGGING, NORMAL), create_units=False)
    assert changes.errors == ["有 1 个单位尚未登记：区统计局。请先登记，或加 --create-units 新建。"]
    assert stored() == before


@pytest.mark.django_db
def test_an_unknown_government_stops_a_commit_that_may_not_make_it():
    changes = commit(plan(), create_units=False)
    assert changes.errors[0] == "辖区政府“南山区人民政府”尚未建立；加 --create-units 可一并新建。"
    assert stored() == dict.fromkeys(stored(), 0)


def test_a_report_finds_its_tasks_by_text_and_keeps_each_tables_order(planned):
    assert commit(report(LAGGING, NORMAL)).errors == []
    period = Period.objects.get()
    assert (period.number, period.state) == (2, PeriodState.ISSUED)
    entries = period.entries.order_by("number").select_related("task", "edition", "judgement")
    assert [
        (
            entry.number,
            entry.task.number,
            entry.edition.text,
            entry.text,
            entry.judgement.outcome,
            entry.state,
        )
        for entry in entries
    ] == [
        (1, 4, "改造老旧小区15个", "改造9个", Outcome.ON_TRACK, EntryState.ACCEPTED),
        (2, 3, "新建小学2所", "主体完工", Outcome.ON_TRACK, EntryState.ACCEPTED),
        (3, 1, "引进项目20个", "引进12个", Outcome.ON_TRACK, EntryState.ACCEPTED),
        (4, 2, "净增规上企业30家", "仅净增8家", Outcome.LAGGING, EntryState.ACCEPTED),
    ]
    lagging = Judgement.objects.get(outcome=Outcome.LAGGING)
    assert (lagging.reason, lagging.judged_by, lagging.judged_at) == (
        "据南山区人民政府督查室关于2023年上半年重点工作推进情况的报告",
        None,
        datetime(2023, 7, 7, 16, tzinfo=UTC),
    )


def test_a_changed_wording_holds_from_its_period_and_carries_over_what_the_table_leaves_out(planned):
    commit(report(LAGGING, NORMAL))
    task = planned.tasks.get(number=2)
    assert [wording(edition) for edition in task.editions.all()] == [
        (0, "产业强区", "净增规上工业企业30家", ["陈英"], "区经济信息委", ""),
        (2, "产业强区", "净增规上企业30家", ["陈英"], "区经济信息委", "区统计局"),
    ]
    assert task.current.since == 2
    assert planned.tasks.get(number=1).editions.count() == 1


@pytest.mark.parametrize(
    ("printed", "day", "state"),
    [
        ("2023年12月底前", date(2023, 11, 30), DeadlineState.CONFIRMED),
        ("12月底前", date(2023, 11, 30), DeadlineState.CONFIRMED),
        ("2023年6月底前", date(2023, 6, 30), DeadlineState.PROPOSED),
        ("长期坚持", None, ""),
    ],
)
def test_a_confirmed_day_stays_while_the_words_name_the_same_and_is_asked_anew_when_not(planned, printed, day, state):
    confirmed = {"due": "2023年12月底前", "due_on": date(2023, 11, 30), "due_state": DeadlineState.CONFIRMED}
    Edition.objects.filter(task__number=2).update(**confirmed)
    header = ["序号", "工作任务", LEFT, "牵头单位", "完成时限", "进展情况"]
    row = ["1", "产业强区", "净增规上企业30家", "区经济信息委", printed, "净增8家"]
    title = "南山区人民政府关于2023年上半年重点工作推进情况的报告"
    document = understood(docx(title, "附件1", "重点工作任务表", [header, row]), "报告.docx")
    assert commit(document).errors == []
    edition = planned.tasks.get(number=2).current
    assert (edition.since, edition.due, edition.due_on, edition.due_state) == (2, printed, day, state)


def test_a_unit_renamed_since_still_stands_behind_a_carried_over_label(planned):
    Unit.objects.filter(name="区财政局").update(name="区财政金融局")
    rows = [["1", "产业强区", "引进大项目20个", "区经济信息委", "引进12个"]]
    header = ["序号", "工作任务", LEFT, "牵头单位", "进展情况"]
    document = understood(
        docx("南山区人民政府关于2023年上半年重点工作推进情况的报告", "附件1", "重点工作任务表", [header, *rows]),
        "报告.docx",
    )
    assert commit(document).errors == []
    edition = planned.tasks.get(number=1).current
    assert [(one.label, one.unit.name) for one in edition.responsibilities.filter(role="cooperate")] == [
        ("各镇街", "各镇街"),
        ("区财政局", "区财政金融局"),
    ]


def test_the_same_report_again_changes_nothing(planned):
    commit(report(LAGGING, NORMAL))
    before = stored()
    changes = commit(report(LAGGING, NORMAL))
    assert (changes.nothing_new, changes.errors) == (True, [])
    assert stored() == before


def test_another_report_of_an_issued_period_is_refused(planned):
    commit(report(LAGGING, NORMAL))
    before = stored()
    changed = [*NORMAL[:2], [*NORMAL[2][:5], "引进13个"]]
    changes = commit(report(LAGGING, changed))
    assert changes.errors == [
        "2023年上半年已开启填报或已有进展 4 项，其中 1 项与本文件不一致（附件2 第4行）。"
        "已有的进展不会被文件覆盖，本文件未导入。"
    ]
    assert stored() == before


def test_an_open_period_is_not_written_into(planned):
    create_periods(plan=planned, by=None)
    open_period(period=planned.periods.get(number=2), by=None)
    before = stored()
    assert len(commit(report(LAGGING, NORMAL)).errors) == 1
    assert stored() == before


def test_an_item_the_plan_did_not_have_is_added_and_pointed_at(planned):
    extra = ["4", "产业强区", "举办西部农机展览会", "区农业农村委", "", "已办"]
    changes = commit(report(LAGGING, [*NORMAL, extra]))
    new = changes.rows[[change.change for change in changes.rows].index("new")]
    assert new.row.warnings == ["2023年方案和以往各期没有这一项，按新增事项处理，请核对。"]
    task = planned.tasks.get(number=5)
    assert wording(task.current) == (2, "产业强区", "举办西部农机展览会", [], "区农业农村委", "")


def test_items_that_a_report_leaves_out_are_named(planned):
    changes = commit(report(LAGGING, NORMAL[:2]))
    assert "重点工作任务有 1 项本文件没有列出，上半年没有进展：重点工作任务第1项“引进项目20个”。" in changes.warnings
    assert ProgressEntry.objects.count() == 3


@pytest.mark.django_db
def test_a_report_of_a_year_without_plan_makes_the_plan():
    assert commit(report(LAGGING, NORMAL)).errors == []
    tasks = Task.objects.order_by("number")
    assert [(task.number, task.current.since, task.current.text) for task in tasks] == [
        (1, 0, "改造老旧小区15个"),
        (2, 0, "新建小学2所"),
        (3, 0, "引进项目20个"),
        (4, 0, "净增规上企业30家"),
    ]
    assert Plan.objects.get().title == ""


def test_a_corrected_plan_is_an_adjustment_until_the_first_period_opens(planned):
    corrected = [*PLAN_ROWS[:3], ["4", UP, "改造老旧小区18个", "户  邑", "区住建局", "柳林镇"]]
    changes = commit(plan(corrected))
    assert changes.errors == []
    assert [wording(edition)[:3] for edition in planned.tasks.get(number=4).editions.all()] == [
        (0, "民生改善", "改造老旧小区18个")
    ]
    assert Event.objects.first().before == {"重点工作任务第4项": "改造老旧小区15个"}


def test_periods_come_in_order(planned):
    commit(report(LAGGING, NORMAL, period="全年", day="2024年1月8日"))
    changes = commit(report(LAGGING, NORMAL))
    assert changes.errors == ["2023年已有晚于上半年的进展，请按先后顺序导入，上半年未导入。"]


def test_a_document_of_another_government_is_not_for_this_office(cast):
    before = stored()
    changes = import_document(document=plan(), by=cast.office, commit=True, create_units=True)
    assert changes.errors == ["文件属于“南山区人民政府”，只能导入本辖区（示范区人民政府）的文件。"]
    assert stored() == before


def test_a_person_who_imports_is_named_in_the_judgement_and_the_trail(cast):
    document = report(LAGGING, NORMAL)
    document.government = cast.government.name
    assert import_document(document=document, by=cast.office, commit=True, create_units=True).errors == []
    assert {judgement.judged_by for judgement in Judgement.objects.all()} == {cast.office}
    assert Event.objects.first().actor_name == cast.office.name


@pytest.mark.django_db
def test_a_cell_in_the_wrong_column_is_an_error_with_its_place():
    long = "、".join(["区教委"] * 3) + "甲" * 210
    changes = commit(plan([["1", "产业强区", "引进项目20个", "陈英", long, ""]]))
    assert changes.errors == ["附件1 第2行责任单位中有一个名称超过 100 字，疑为列错位或缺分隔，请检查。"]
    assert stored() == dict.fromkeys(stored(), 0)


@pytest.mark.django_db
def test_rare_characters_and_twenty_thousand_characters_survive():
    text = "修缮䶮桥😀" + "一" * 20_000
    rows = [["1", "产业强区", "修缮䶮桥𬭎塔", "区文旅局", "", text]]
    assert commit(report([], rows)).errors == []
    entry = ProgressEntry.objects.get()
    assert (entry.edition.text, entry.text) == ("修缮䶮桥𬭎塔", text)


@pytest.mark.django_db
def test_the_published_documents_come_in_and_word_and_excel_say_the_same():
    names = [
        "2021年上半年推进情况报告",
        "2022年上半年推进情况报告",
        "2022年全年完成情况报告",
        "2024年目标任务分解通知",
    ]
    government = "重庆市沙坪坝区人民政府"
    for name in names:
        document = understood(DOCUMENTS / f"{name}.docx", f"{name}.docx", government=government)
        assert commit(document).errors == []
    before = stored()
    for name in names:
        document = understood(DOCUMENTS / f"{name}.xlsx", f"{name}.xlsx", government=government)
        changes = commit(document)
        assert (name, changes.nothing_new, changes.errors) == (name, True, [])
    assert stored() == before
    assert (before["Task"], before["ProgressEntry"], before["Event"]) == (157 + 141 + 144, 157 + 141 + 126, 4)


@pytest.mark.django_db
def test_quarter_columns_become_the_course_of_the_figure_they_come_to():
    header = ["序号", "工作任务", "一季度目标", "二季度目标", "三季度目标", "四季度目标", "责任单位"]
    rows = [
        ["1", "引进项目20个", "3个", "8个", "15个", "20个", "区招商局"],
        ["2", "改造小区12个，惠及群众900户", "摸排", "开工", "完工6个", "12个", "区住建局"],
    ]
    commit(understood(docx("南山区2023年重点工作任务分解表", [header, *rows]), "方案.docx"))
    tasks = Task.objects.order_by("number")
    assert [[(one.course, one.period_targets) for one in task.indicators.order_by("position")] for task in tasks] == [
        [("by_period", {"3": "3", "6": "8", "9": "15"})],
        [("linear", {}), ("linear", {})],
    ]


@pytest.mark.parametrize(
    ("ends", "header", "targets", "counted", "warned"),
    [
        (
            list(range(1, 13)),
            [f"{month}月目标" for month in range(1, 13)],
            {str(month): str(month) for month in range(1, 12)},
            "月度目标",
            "月度目标",
        ),
        ([6, 12], ["上半年目标", "全年目标"], {"6": "1"}, "半年目标", "半年目标"),
        ([6, 11, 12], ["1—6月目标", "1—11月目标", "年底目标"], {"6": "1", "11": "2"}, "分期目标", "分期目标"),
    ],
)
@pytest.mark.django_db
def test_columns_of_the_plan_s_own_periods_become_the_course_as_well(ends, header, targets, counted, warned):
    rhythm = Rhythm(1, tuple(ends))
    Government.objects.create(name="南山区人民政府", period_ends=encode_ends(rhythm))
    amounts = [f"{number}个" for number in range(1, len(header))]
    row = ["1", f"引进项目{len(header)}个，做强园区", *amounts, f"{len(header)}个", "区招商局"]
    paper = docx("南山区2023年重点工作任务分解表", [["序号", "工作任务", *header, "责任单位"], row])
    changes = commit(understood(paper, "方案.docx", find_rhythm=lambda _: rhythm))
    assert [(one.course, one.period_targets) for one in Indicator.objects.all()] == [("by_period", targets)]
    assert Event.objects.filter(kind="document_imported").get().after[counted] == 1
    assert [said for said in changes.document.warnings if f"相符的数作{warned}" in said] != []


@pytest.mark.parametrize(
    ("since", "unit", "warned"),
    [
        (
            date(2023, 1, 1),
            "区教育局",
            ["“区教委”已更名为“区教育局”，按“区教育局”登记，表中写法不变；请核对。"],
        ),
        (date(2023, 12, 1), "区教委", []),
    ],
)
@pytest.mark.django_db
def test_an_old_name_in_a_document_younger_than_the_renaming_means_the_new_unit(since, unit, warned):
    government = Government.objects.create(name="南山区人民政府")
    former, successor = (Unit.objects.create(government=government, name=name) for name in ("区教委", "区教育局"))
    UnitSuccession.objects.create(former=former, successor=successor, kind="renamed", since=since)
    changes = commit(plan())
    schools = Edition.objects.get(text="新建小学两所").leading[0]
    assert (schools.label, schools.unit.name) == ("区教委", unit)
    assert [each for each in changes.warnings if "已更名" in each] == warned

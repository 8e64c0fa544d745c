"""节点: read from the quarter columns of a plan, typed by the office and the lead unit, settled by the office."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.enums import DeadlineState, EventKind, MilestoneSource, PeriodState, Standing
from tasks.importing.import_actions import import_document
from tasks.models import Event, Milestone, Plan, ProgressEntry, Task
from tasks.models.changes import ChangedMeanwhile, compute_fingerprint
from tasks.permissions import Refused
from tasks.plans.milestone_actions import save_milestones
from tasks.plans.milestones import PlannedMilestone, build_milestone_state, list_task_milestones
from tests.acts import submit
from tests.tasks.importing.papers import docx, understood

JUNE, SEPTEMBER = date(2024, 6, 30), date(2024, 9, 30)
TITLES = ["南山区人民政府办公室关于印发2024年重点工作分工的通知", "2024年2月6日", "附件1", "重点工作任务分解表"]
FIRST = ["序号", "工作任务", "牵头单位"]
QUARTERS = ["一季度目标", "二季度目标", "三季度目标", "四季度目标"]

pytestmark = pytest.mark.django_db


def bring_in(header: list[str], *rows: list[str]):
    document = understood(docx(*TITLES, [header, *rows]), "方案.docx")
    changes = import_document(document=document, by=None, commit=True, create_units=True)
    assert changes.errors == []
    return changes


def steps_of(task: Task) -> list[tuple[str, date, str]]:
    return [(each.text, each.due_on, each.source) for each in list_task_milestones(task)]


def new(text: str, due_on: date) -> PlannedMilestone:
    return PlannedMilestone(None, text, due_on)


def seen(task: Task) -> str:
    return compute_fingerprint(build_milestone_state(list_task_milestones(task)))


def save(task: Task, by, *planned: PlannedMilestone, removed=()) -> list[Milestone]:
    return save_milestones(task=task, planned=planned, removed=removed, seen=seen(task), by=by)


def again(milestone: Milestone, **changes) -> PlannedMilestone:
    return PlannedMilestone(**{"key": milestone.pk, "text": milestone.text, "due_on": milestone.due_on} | changes)


def test_the_quarter_columns_of_a_plan_become_milestones_and_targets():
    bring_in(
        [*FIRST, *QUARTERS],
        ["1", "建成区博物馆", "区文旅局", "完成选址", "6月15日前开工", "主体封顶", "竣工"],
        ["2", "新建口袋公园40个", "区住建局", "8个", "20个", "30个", "40个"],
    )
    museum, parks = Plan.objects.get(year=2024).tasks.order_by("number")
    assert steps_of(museum) == [
        ("完成选址", date(2024, 3, 31), "document"),
        ("6月15日前开工", date(2024, 6, 15), "document"),
        ("主体封顶", SEPTEMBER, "document"),
        ("竣工", date(2024, 12, 31), "document"),
    ]
    assert {(each.state, each.quote) for each in museum.milestones.filter(text="竣工")} == {("proposed", "全年：竣工")}
    assert (steps_of(parks), parks.indicators.get().period_targets) == ([], {"3": "8", "6": "20", "9": "30"})
    assert Event.objects.latest("pk").after["识别节点"] == 4


@pytest.mark.parametrize(
    ("heads", "cells", "texts"),
    [
        (["一季度目标", "上半年目标"], ["完成选址", "开工"], ["完成选址", "开工"]),
        (
            [*QUARTERS[:3], "全年目标"],
            ["完成选址", "开工", "主体封顶", "竣工"],
            ["完成选址", "开工", "主体封顶", "竣工"],
        ),
    ],
)
def test_some_quarters_or_the_whole_year_do_as_well(heads, cells, texts):
    changes = bring_in([*FIRST, *heads], ["1", "建成区博物馆，改善城西文化设施", "区文旅局", *cells])
    assert [each.text for each in Milestone.objects.all()] == texts
    assert [one for one in changes.document.warnings if "节点" in one] != []


def test_an_item_that_has_milestones_keeps_them(cast):
    rows = [[*FIRST, *QUARTERS], ["1", "建成区博物馆", "区文旅局", "完成选址", "开工", "主体封顶", "竣工"]]
    bring_in(*rows)
    Milestone.objects.filter(text="开工").update(text="进场施工")
    bring_in(rows[0], [*rows[1][:-1], "竣工验收"])
    assert [each.text for each in Milestone.objects.order_by("due_on")] == ["完成选址", "进场施工", "主体封顶", "竣工"]


def test_what_the_office_types_is_settled(cast):
    save(cast.key, cast.office, new("主体封顶", SEPTEMBER), new("完成招标", JUNE))
    assert steps_of(cast.key) == [("完成招标", JUNE, "office"), ("主体封顶", SEPTEMBER, "office")]
    assert {each.state for each in cast.key.milestones.all()} == {DeadlineState.CONFIRMED}
    told = Event.objects.latest("pk")
    assert (told.kind, told.before, told.after) == (
        EventKind.TASK_MILESTONES_SET,
        {"节点": []},
        {"节点": ["完成招标（2024年6月30日，督查办，已确认）", "主体封顶（2024年9月30日，督查办，已确认）"]},
    )


def test_a_unit_changes_its_own_until_the_office_has_settled_them(cast):
    (own,) = save(cast.key, cast.clerk, new("完成招标", JUNE))
    assert (own.source, own.state) == (MilestoneSource.UNIT, DeadlineState.PROPOSED)
    (own,) = save(cast.key, cast.unit_head, again(own, due_on=SEPTEMBER))
    assert own.due_on == SEPTEMBER
    save(cast.key, cast.office, again(own))
    own.refresh_from_db()
    assert (own.source, own.state) == (MilestoneSource.UNIT, DeadlineState.CONFIRMED)
    with pytest.raises(Refused, match="节点“完成招标”已由督查办核定，本单位不能修改。"):
        save(cast.key, cast.clerk, again(own, text="完成设计"))
    # what it may not change is not listed, and stays
    assert [each.text for each in save(cast.key, cast.clerk, new("进场施工", JUNE))] == ["进场施工", "完成招标"]


def test_only_what_is_named_is_removed(cast):
    first, second = save(cast.key, cast.office, new("完成招标", JUNE), new("主体封顶", SEPTEMBER))
    assert save(cast.key, cast.office, removed=[second.pk, 10**9]) == [first]
    with pytest.raises(Refused, match="节点“完成招标”已由督查办核定，本单位不能修改。"):
        save(cast.key, cast.clerk, removed=[first.pk])


def test_one_that_a_colleague_has_removed_does_not_come_back_unseen(cast):
    (first,) = save(cast.key, cast.office, new("完成招标", JUNE))
    save(cast.key, cast.second_office, removed=[first.pk])
    with pytest.raises(Refused, match="节点“完成招标”已被其他人删除；仍需要的请另起一行填写，并将原行勾选删除。"):
        save(cast.key, cast.office, again(first))


def test_a_milestone_of_another_item_is_neither_changed_nor_removed(cast):
    (other,) = save(cast.target, cast.office, new("完成招标", JUNE))
    with pytest.raises(Refused, match="已被其他人删除"):
        save(cast.key, cast.office, again(other))
    save(cast.key, cast.office, removed=[other.pk])
    assert steps_of(cast.target) == [("完成招标", JUNE, "office")]


def test_saving_nothing_new_is_not_recorded(cast):
    (own,) = save(cast.key, cast.office, new("完成招标", JUNE))
    count = Event.objects.count()
    save(cast.key, cast.office, again(own))
    assert Event.objects.count() == count


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("cooperating_clerk", "节点由督查办和该事项的牵头单位填写，本单位只能查看。"),
        ("other_clerk", "节点由督查办和该事项的牵头单位填写，本单位只能查看。"),
        ("stranger", "节点由督查办和该事项的牵头单位填写，本单位只能查看。"),
        ("leader", "您的角色“区领导”不能进行此项操作。"),
    ],
)
def test_nobody_else_sets_them(cast, who, refusal):
    with pytest.raises(Refused, match=refusal):
        save(cast.key, cast.person(who), new("完成招标", JUNE))


@pytest.mark.parametrize(
    ("planned", "refusal"),
    [
        ([new(" ", JUNE)], "请写明节点的内容；不要的节点请勾选删除。"),
        ([new("招" * 201, JUNE)], "超过 200 个字，请精简。"),
        ([new("完成招标", date(2022, 12, 31))], "节点“完成招标”的日期应在2024年1月1日至2024年12月31日之间。"),
        ([new("完成招标", date(2035, 1, 1))], "节点“完成招标”的日期应在2024年1月1日至2024年12月31日之间。"),
        ([new("完成招标", JUNE), new("完成招标", SEPTEMBER)], "节点“完成招标”写了两次，请删去一个。"),
        ([new(f"第{n}步", JUNE) for n in range(21)], "一个事项至多 20 个节点，现为 21 个，请合并。"),
    ],
)
def test_what_cannot_be_stored_is_refused_whole(cast, planned, refusal):
    with pytest.raises(ValidationError, match=refusal):
        save(cast.key, cast.office, *planned)
    assert Milestone.objects.count() == 0


def test_a_unit_does_not_repeat_what_is_settled(cast):
    save(cast.key, cast.office, new("完成招标", JUNE))
    with pytest.raises(ValidationError, match="已有节点“完成招标”，不必再填。"):
        save(cast.key, cast.clerk, new("完成招标", SEPTEMBER))


def test_what_somebody_saved_meanwhile_is_not_overwritten(cast):
    before = seen(cast.key)
    save(cast.key, cast.office, new("完成招标", JUNE))
    with pytest.raises(ChangedMeanwhile, match="现存内容为——节点：完成招标（2024年6月30日，督查办，已确认）"):
        save_milestones(task=cast.key, planned=[new("主体封顶", JUNE)], seen=before, by=cast.second_office)


def test_the_rules_are_asked_again(cast, settings):
    settings.DUBAN_TODAY = date(2024, 4, 8)
    submit(cast.key_entry, cast.clerk, "正在施工，主体完成一半。")
    first, _ = save(cast.key, cast.office, new("完成桩基", date(2024, 3, 31)), new("主体封顶", SEPTEMBER))
    entry = ProgressEntry.objects.get(pk=cast.key_entry.pk)
    assert entry.has_signal("milestone_missed")
    save(cast.key, cast.office, removed=[first.pk])
    assert not ProgressEntry.objects.get(pk=cast.key_entry.pk).has_signal("milestone_missed")


def test_what_a_unit_proposes_is_no_reason_for_a_warning(cast, settings):
    settings.DUBAN_TODAY = date(2024, 4, 8)
    submit(cast.key_entry, cast.clerk, "正在施工，主体完成一半。")
    (own,) = save(cast.key, cast.clerk, new("完成桩基", date(2024, 3, 31)))
    assert not ProgressEntry.objects.get(pk=cast.key_entry.pk).has_signal("milestone_missed")
    save(cast.key, cast.office, again(own))
    entry = ProgressEntry.objects.get(pk=cast.key_entry.pk)
    assert (entry.has_signal("milestone_missed"), entry.standing) == (True, Standing.LAGGING)


def test_an_issued_period_keeps_its_standing(cast, settings):
    settings.DUBAN_TODAY = date(2024, 4, 8)
    submit(cast.key_entry, cast.clerk, "正在施工，主体完成一半。")
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    save(cast.key, cast.office, new("完成桩基", date(2024, 3, 31)))
    assert not ProgressEntry.objects.get(pk=cast.key_entry.pk).has_signal("milestone_missed")

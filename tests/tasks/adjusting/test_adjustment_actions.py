"""更正 and 新增: what an item says from a period on, on which basis, and who is told."""

from dataclasses import replace
from datetime import date

import pytest

from tasks.adjusting.grounds import Grounds
from tasks.adjusting.items import Amendment
from tasks.enums import DeadlineState, EventKind, IndicatorState, PeriodState, PlanChangeKind, RequestKind, TaskKind
from tasks.filing.period_actions import open_period
from tasks.models import Edition, Event, PlanChange, ProgressEntry, Publication, Task
from tasks.models.changes import ChangedMeanwhile
from tasks.permissions import Refused
from tasks.plans.edition_content import PrintedUnit
from tasks.reminding.automatic_actions import send_due
from tasks.reminding.history import index_reminders_by_entry
from tasks.requesting.requests import build_content_change
from tests.acts import accept, issue, judge, submit
from tests.cast import OfficialFactory, PeriodFactory, UnitFactory
from tests.tasks.adjusting.changing import (
    GROUNDS,
    HALF,
    ONE,
    add,
    amend,
    content,
    entry_of,
    inbox,
    leads_of,
    let_lead,
    numbers,
    open_half_year,
    say,
    seen,
    set_state,
)


def events() -> list[tuple]:
    found = Event.objects.filter(kind__startswith="task_").order_by("pk")
    return [(one.kind, one.subject_id, one.period, one.before, one.after, one.reason) for one in found]


def test_a_wrong_lead_unit_is_corrected_after_the_first_quarter_was_issued(cast):
    for entry in (cast.target_entry, cast.livelihood_entry, cast.key_entry):
        accept(submit(entry, cast.clerk), cast.office)
        judge(entry, cast.office)
    accept(submit(cast.other_entry, cast.other_clerk), cast.office)
    judge(cast.other_entry, cast.office)
    set_state(cast.period, PeriodState.CLOSED)
    issue(cast.period, cast.office)
    files = {one.pk: (one.sha256, one.name) for one in Publication.objects.get().files.all()}
    data = Publication.objects.get().data
    half = PeriodFactory(plan=cast.plan, number=HALF, opens_on=date(2024, 6, 20), due_on=date(2024, 7, 5))
    open_period(period=half, by=cast.office)

    amend(cast, let_lead(cast.other_unit, cooperating=[cast.cooperating_unit]), since=HALF)

    assert leads_of(entry_of(cast.key, cast.period)) == ["区教委"]
    assert leads_of(entry_of(cast.key, half)) == ["区城市管理局"]
    assert {one.pk: (one.sha256, one.name) for one in Publication.objects.get().files.all()} == files
    assert Publication.objects.get().data == data
    submit(entry_of(cast.key, half), cast.other_clerk)
    with pytest.raises(Refused, match="本单位不是该事项的牵头单位"):
        submit(entry_of(cast.key, half), cast.clerk)


def test_a_amendment_is_kept_with_its_basis_and_leaves_one_audit_row(cast):
    change = amend(cast, say("建成小学三所"))
    before, after = {"任务内容": "建成小学两所，投用中学一所"}, {"任务内容": "建成小学三所"}
    assert (change.kind, change.task, change.item, change.since, change.basis, change.decided_on, change.reason) == (
        PlanChangeKind.CORRECT,
        cast.key,
        "重点工作任务第1项 建成小学三所",
        1,
        "区政府第12次常务会议",
        date(2024, 4, 2),
        "分工有误",
    )
    assert (change.before, change.after, change.made_by, change.undone_at) == (before, after, cast.office, None)
    more = {"依据": "区政府第12次常务会议", "决定日期": "2024-04-02"}
    assert events() == [(EventKind.TASK_CORRECTED, cast.key.pk, "2024年一季度", before, after | more, "分工有误")]


def test_the_old_and_the_new_unit_and_leader_are_told_and_nobody_else(cast):
    leader = OfficialFactory(government=cast.government, name="李平")
    to_other = let_lead(cast.other_unit)
    amend(cast, Amendment(lambda one: replace(to_other.change(one), leaders=(leader.pk,))))
    told = (
        "督查办更正事项：自2024年一季度起，重点工作任务第1项 建成小学两所，投用中学一所。"
        "责任区领导由“王明”改为“李平”。牵头单位由“区教委”改为“区城市管理局”。配合单位由“区财政局”改为“（空）”。"
        "依据：区政府第12次常务会议。"
    )
    concerned = (cast.clerk, cast.unit_head, cast.other_clerk, cast.cooperating_clerk, cast.leader)
    assert [inbox(user) for user in concerned] == [[told]] * 5
    assert [inbox(user) for user in (cast.office, cast.second_office, cast.stranger)] == [[], [], []]


def test_every_part_of_an_item_is_corrected_at_once(cast):
    leader = OfficialFactory(government=cast.government, name="李平")
    due = build_content_change(RequestKind.EXTEND_DUE, {"due": "9月底前", "due_on": "2024-09-30"})
    duties = let_lead(cast.other_unit, cast.lead_unit)
    change = amend(
        cast,
        Amendment(
            lambda one: replace(duties.change(due(one)), text="建成小学三所", name="学校", leaders=(leader.pk,)),
            section="教育强区",
            number=2,
        ),
    )
    edition = entry_of(cast.key, cast.period).edition
    assert change.after == {
        "序号": "2",
        "任务板块": "教育强区",
        "项目名称": "学校",
        "任务内容": "建成小学三所",
        "完成时限": "9月底前",
        "完成时限（日期）": "2024-09-30",
        "责任区领导": ["李平"],
        "牵头单位": ["区城市管理局", "区教委"],
        "配合单位": [],
    }
    assert (edition.since, edition.due_on, edition.due_state) == (1, date(2024, 9, 30), DeadlineState.CONFIRMED)
    assert (str(edition.section), edition.text) == ("教育强区", "建成小学三所")


def test_an_item_takes_another_place_and_the_others_move_up(cast):
    amend(cast, Amendment(number=2))
    assert numbers(cast) == {"新增公共停车位7000个": 1, "建成小学两所，投用中学一所": 2}
    assert [entry_of(task, cast.period).number for task in (cast.key, cast.other_key)] == [2, 1]


def test_an_issued_period_keeps_its_order(cast):
    half = open_half_year(cast)
    amend(cast, Amendment(number=2), since=HALF)
    assert [entry_of(cast.key, period).number for period in (cast.period, half)] == [1, 2]


def test_a_confirmed_figure_stays_where_its_words_stay_and_the_others_are_read_anew(cast):
    amend(cast, say("新建校舍3万平方米，新增学位500个"))
    cast.key.indicators.update(state=IndicatorState.CONFIRMED)
    amend(cast, say("新建校舍4万平方米，新增学位500个"))
    found = cast.key.indicators.exclude(state=IndicatorState.REJECTED).order_by("start")
    assert [(str(one), one.state) for one in found] == [
        ("新建校舍达到4万平方米", IndicatorState.PROPOSED),
        ("新增学位达到500个", IndicatorState.CONFIRMED),
    ]


def test_of_a_later_period_the_earlier_open_one_keeps_its_wording(cast):
    amend(cast, say("建成小学三所"), since=HALF)
    half = PeriodFactory(plan=cast.plan, number=HALF, state=PeriodState.PLANNED)
    open_period(period=half, by=cast.office)
    texts = [entry_of(cast.key, period).edition.text for period in (cast.period, half)]
    assert texts == ["建成小学两所，投用中学一所", "建成小学三所"]


def test_a_period_opened_late_takes_the_wording_that_holds_in_it(cast):
    cast.key_entry.delete()
    amend(cast, say("建成小学三所"), since=HALF)
    add(cast, since=HALF)
    open_period(period=cast.period, by=cast.office)
    assert entry_of(cast.key, cast.period).edition.text == "建成小学两所，投用中学一所"
    assert cast.period.entries.count() == 4


def test_a_colleagues_change_is_not_overwritten(cast):
    shown = seen(cast.key)
    amend(cast, say("建成小学三所"), by=cast.second_office)
    with pytest.raises(ChangedMeanwhile, match=r"其他人已经保存过。现存内容为——.*任务内容：建成小学三所"):
        amend(cast, let_lead(cast.other_unit), seen=shown)
    assert PlanChange.objects.count() == 1


@pytest.mark.parametrize(
    ("amendment", "given", "why"),
    [
        (Amendment(), {}, "没有变化，无需调整。"),
        (say(" "), {}, "请写明任务内容。"),
        (say("长" * 5001), {}, "任务内容至多 5000 字。"),
        (Amendment(lambda one: replace(one, name="长" * 301)), {}, "项目名称至多 300 字。"),
        (Amendment(lambda one: replace(one, due="长" * 201)), {}, "完成时限至多 200 字。"),
        (Amendment(section="长" * 201), {}, "任务板块至多 200 字。"),
        (Amendment(number=3), {}, "序号应在 1 至 2 之间。"),
        (Amendment(lambda one: replace(one, leaders=(0,))), {}, "只能选择本辖区的区领导。"),
        (Amendment(lambda one: replace(one, lead=())), {}, "至少要有一个牵头单位。"),
        (Amendment(lambda one: replace(one, due_on=date(2060, 1, 1))), {}, "完成时限应在2024年至2034年之间。"),
        (say("新"), {"grounds": replace(GROUNDS, basis=" ")}, "请写明依据的文号或会议。"),
        (say("新"), {"grounds": replace(GROUNDS, basis="长" * 201)}, "依据至多 200 字。"),
        (say("新"), {"grounds": replace(GROUNDS, reason=" ")}, "请写明调整理由。"),
        (say("新"), {"grounds": replace(GROUNDS, reason="长" * 2001)}, "理由至多 2000 字。"),
        (say("新"), {"grounds": replace(GROUNDS, decided_on=date(2030, 1, 1))}, "决定日期不能晚于今天；到时再办理。"),
        (say("新"), {"grounds": replace(GROUNDS, decided_on=date(2022, 1, 1))}, "决定日期应在2023年以后。"),
        (say("新"), {"since": 0}, "请选择自哪一期起。"),
    ],
)
def test_a_amendment_that_cannot_be_is_refused_and_says_why(cast, amendment, given, why):
    with pytest.raises(Refused) as refusal:
        amend(cast, amendment, **given)
    assert str(refusal.value) == why
    assert (PlanChange.objects.count(), Edition.objects.filter(task=cast.key).count()) == (0, 1)


def test_units_and_leaders_that_are_no_more_cannot_be_named_anew(cast):
    gone = UnitFactory(government=cast.government, name="区旧局", is_active=False)
    left = OfficialFactory(government=cast.government, name="离任者", is_active=False)
    with pytest.raises(Refused, match="“区旧局”已停用，请选择在用的单位。"):
        amend(cast, let_lead(gone))
    with pytest.raises(Refused, match="“区教委”不能既牵头又配合。"):
        amend(cast, let_lead(cast.lead_unit, cooperating=[cast.lead_unit]))
    with pytest.raises(Refused, match="只能选择本辖区的单位。"):
        amend(cast, let_lead(UnitFactory(name="邻区局")))
    with pytest.raises(Refused, match="“离任者”已不在任，请选择在任的区领导。"):
        amend(cast, Amendment(lambda one: replace(one, leaders=(left.pk,))))


def test_an_issued_period_is_not_corrected(cast):
    open_half_year(cast)
    with pytest.raises(Refused, match="2024年一季度已印发，请从以后的填报期起调整。"):
        amend(cast, say("建成小学三所"))
    cast.plan.periods.update(state=PeriodState.ISSUED)
    for number in (3, 4):
        PeriodFactory(plan=cast.plan, number=number, state=PeriodState.ISSUED)
    with pytest.raises(Refused, match="2024年各期报告都已印发，不再调整。"):
        amend(cast, say("建成小学三所"), since=HALF)


@pytest.mark.parametrize("who", ["clerk", "leader", "administrator", "auditor"])
def test_only_the_office_changes_the_plan(cast, who):
    person = cast.person(who)
    for act in (lambda: amend(cast, say("新"), by=person), lambda: add(cast, by=person)):
        with pytest.raises(Refused, match=f"您的角色“{person.role.label}”不能进行此项操作。"):
            act()


def test_another_governments_plan_stays_its_own(cast):
    with pytest.raises(Refused, match="只能调整本辖区的方案。"):
        amend(cast, say("新"), by=cast.stranger)
    with pytest.raises(Refused, match="只能调整本辖区的方案。"):
        add(cast, by=cast.stranger)


def test_an_item_added_in_an_open_period_is_asked_at_once(cast):
    change = add(cast, content=content(cast, "9月底前新建社区食堂5个"), section="民生保障")
    task = Task.objects.get(pk=change.task_id)
    entry = entry_of(task, cast.period)
    assert (task.kind, task.number, entry.number, entry.state, entry.edition) == (
        TaskKind.KEY,
        3,
        3,
        "blank",
        task.current,
    )
    assert (task.edition.since, str(task.edition.section)) == (ONE, "民生保障")
    assert (task.edition.due_on, task.edition.due_state) == (date(2024, 9, 30), DeadlineState.PROPOSED)
    assert [str(one) for one in task.indicators.all()] == ["9月底前新建社区食堂达到5个"]
    submit(entry, cast.other_clerk, "已建成2个。")
    assert events()[0][:5] == (
        EventKind.TASK_ADDED,
        task.pk,
        "2024年一季度",
        {},
        {
            "序号": "3",
            "任务板块": "民生保障",
            "任务内容": "9月底前新建社区食堂5个",
            "责任区领导": ["王明"],
            "牵头单位": ["区城市管理局"],
            "配合单位": ["区财政局"],
            "依据": "区政府第12次常务会议",
            "决定日期": "2024-04-02",
        },
    )


def test_the_units_and_leaders_of_an_added_item_are_told(cast):
    add(cast)
    told = (
        "督查办新增事项：自2024年一季度起，重点工作任务第3项 新建社区食堂5个。序号为“3”。任务内容为“新建社区食堂5个”。"
        "责任区领导为“王明”。牵头单位为“区城市管理局”。配合单位为“区财政局”。依据：区政府第12次常务会议。"
    )
    assert [inbox(user) for user in (cast.other_clerk, cast.cooperating_clerk, cast.leader)] == [[told]] * 3
    assert inbox(cast.clerk) == []


def test_an_item_added_from_a_later_period_on_is_asked_when_that_opens(cast):
    task = add(cast, since=HALF).task
    assert not ProgressEntry.objects.filter(task=task).exists()
    open_period(period=cast.period, by=cast.office)
    half = PeriodFactory(plan=cast.plan, number=HALF, state=PeriodState.PLANNED)
    open_period(period=half, by=cast.office)
    assert list(ProgressEntry.objects.filter(task=task).values_list("period", flat=True)) == [half.pk]


def test_an_item_added_in_the_middle_moves_the_others_down(cast):
    add(cast, number=2)
    assert numbers(cast) == {"建成小学两所，投用中学一所": 1, "新建社区食堂5个": 2, "新增公共停车位7000个": 3}
    assert entry_of(cast.other_key, cast.period).number == 3


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"number": 4}, "序号应在 1 至 3 之间。"),
        ({"number": 0}, "序号应在 1 至 3 之间。"),
        ({"section": "长" * 201}, "任务板块至多 200 字。"),
        ({"grounds": Grounds("", date(2024, 4, 2), "新")}, "请写明依据的文号或会议。"),
    ],
)
def test_an_addition_that_cannot_be_is_refused_and_says_why(cast, given, why):
    with pytest.raises(Refused) as refusal:
        add(cast, **given)
    assert str(refusal.value) == why
    assert Task.objects.filter(plan=cast.plan).count() == 4


def test_an_item_without_text_or_unit_or_twice_is_not_added(cast):
    with pytest.raises(Refused, match="请写明任务内容。"):
        add(cast, content=content(cast, ""))
    with pytest.raises(Refused, match="至少要有一个牵头单位。"):
        add(cast, content=content(cast, lead=()))
    with pytest.raises(Refused, match="“区城市管理局”不能既牵头又配合。"):
        add(cast, content=content(cast, cooperating=(PrintedUnit(cast.other_unit.pk, "区城市管理局"),)))
    add(cast)
    with pytest.raises(Refused, match="方案中已有相同的事项（重点工作任务第3项），没有重复新增。"):
        add(cast)


def test_nothing_is_added_in_a_period_that_takes_no_filings_any_more(cast):
    set_state(cast.period, PeriodState.CLOSED)
    with pytest.raises(Refused, match="2024年一季度已截止填报，请从以后的填报期起新增，或先重新开启填报。"):
        add(cast)


def test_a_new_lead_unit_is_not_charged_with_the_reminders_of_the_former_one(cast):
    send_due(government=cast.government, on=date(2024, 4, 3))
    assert [len(one) for one in index_reminders_by_entry([cast.key_entry]).values()] == [1]
    amend(cast, let_lead(cast.other_unit))
    assert index_reminders_by_entry([cast.key_entry]) == {}

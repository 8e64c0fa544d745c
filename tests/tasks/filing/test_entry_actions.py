"""What a unit does with an entry."""

from decimal import Decimal

import pytest

from tasks.enums import Comparison, EntryState, EventKind, IndicatorKind, IndicatorState, Standing
from tasks.filing import entry_actions
from tasks.filing.entry_guard import Conflict
from tasks.models import EntryRevision, Event, Indicator
from tasks.permissions import Refused
from tests.acts import WHY, accept, content, give_back, kinds_of_events, save, submit
from tests.cast import EntryFactory, TaskFactory, UnitFactory


@pytest.fixture
def indicator(cast) -> Indicator:
    """新增普惠性学位 3000 个, confirmed."""
    return Indicator.objects.create(
        task=cast.livelihood,
        position=1,
        measure="普惠性学位",
        comparison=Comparison.AT_LEAST,
        value=3000,
        unit="个",
        kind=IndicatorKind.CUMULATIVE,
        state=IndicatorState.CONFIRMED,
    )


def stored(entry):
    entry.refresh_from_db()
    return entry


def test_a_first_save_makes_a_draft_with_its_first_revision(cast):
    save(cast.key_entry, cast.clerk, "已建成小学一所。", problem="用地未落实。")
    entry = stored(cast.key_entry)
    assert (entry.state, entry.revision, entry.text, entry.problem, entry.saved_by) == (
        EntryState.DRAFT,
        1,
        "已建成小学一所。",
        "用地未落实。",
        cast.clerk,
    )
    revision = entry.revisions.get()
    assert (revision.number, revision.state, revision.text, revision.saved_by) == (
        1,
        EntryState.DRAFT,
        "已建成小学一所。",
        cast.clerk,
    )


def test_a_save_leaves_one_event_that_says_what_was_changed(cast):
    save(cast.key_entry, cast.clerk, "已建成小学一所。")
    event = Event.objects.get()
    assert (event.kind, event.actor_name, event.actor_place, event.after) == (
        EventKind.ENTRY_SAVED,
        "李静",
        "区教委",
        {"版本": 1, "修改": "进展情况"},
    )


def test_a_save_that_changes_nothing_leaves_no_trace(cast):
    save(cast.key_entry, cast.clerk, "已建成小学一所。")
    entry_actions.save_draft(entry=cast.key_entry, **content("已建成小学一所。", base=0), by=cast.clerk)
    assert (stored(cast.key_entry).revision, EntryRevision.objects.count(), Event.objects.count()) == (
        1,
        1,
        1,
    )


def test_a_figure_is_kept_and_one_that_was_not_reported_is_not_zero(cast, indicator):
    save(cast.livelihood_entry, cast.clerk, "新增学位。", readings={indicator.pk: None})
    assert cast.livelihood_entry.readings.get().value is None
    save(cast.livelihood_entry, cast.clerk, "新增学位。", readings={indicator.pk: Decimal(0)})
    assert cast.livelihood_entry.readings.get().value == 0
    assert [revision.readings[0]["完成值"] for revision in cast.livelihood_entry.revisions.all()] == [
        "未报",
        "0",
    ]


def test_a_save_asks_the_lagging_rules_again(cast):
    save(cast.key_entry, cast.clerk, "正在编制方案，尚未启动。")
    assert stored(cast.key_entry).assessed_on is not None


def test_filing_sends_the_entry_to_the_office(cast):
    submit(cast.key_entry, cast.clerk, "已建成小学一所。")
    entry = stored(cast.key_entry)
    assert (entry.state, entry.submitted_by, entry.revision) == (EntryState.SUBMITTED, cast.clerk, 1)
    assert kinds_of_events() == [EventKind.ENTRY_SUBMITTED]


def test_filing_needs_a_text(cast):
    with pytest.raises(Refused, match="进展情况为空"):
        submit(cast.key_entry, cast.clerk, " 　")
    assert (stored(cast.key_entry).state, Event.objects.count()) == (EntryState.BLANK, 0)


def test_where_the_unit_wants_it_the_head_confirms_first(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    submit(cast.key_entry, cast.clerk)
    assert stored(cast.key_entry).state == EntryState.CONFIRMING
    entry_actions.confirm(entry=cast.key_entry, revision=1, by=cast.unit_head)
    entry = stored(cast.key_entry)
    assert (entry.state, entry.submitted_by, entry.revision) == (EntryState.SUBMITTED, cast.unit_head, 2)
    assert kinds_of_events() == [EventKind.ENTRY_SUBMITTED, EventKind.ENTRY_CONFIRMED]


def test_the_rules_read_an_entry_from_the_heads_confirmation_until_it_is_taken_back(cast, indicator):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    entry = cast.livelihood_entry
    submit(entry, cast.clerk, "新增普惠性学位200个。", readings={indicator.pk: Decimal(200)}, **WHY)
    standings = [stored(entry).standing]
    entry_actions.confirm(entry=entry, revision=1, by=cast.unit_head)
    standings.append(stored(entry).standing)
    entry_actions.withdraw(entry=entry, by=cast.clerk)
    assert [*standings, stored(entry).standing] == [Standing.UNKNOWN, Standing.LAGGING, Standing.UNKNOWN]


def test_what_the_head_files_needs_no_confirmation(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    submit(cast.key_entry, cast.unit_head)
    assert stored(cast.key_entry).state == EntryState.SUBMITTED


def test_the_head_confirms_only_what_was_read(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    submit(cast.key_entry, cast.clerk, "第一稿。")
    entry_actions.withdraw(entry=cast.key_entry, by=cast.clerk)
    submit(cast.key_entry, cast.clerk, "第二稿。")
    with pytest.raises(Conflict, match=r"区教委 李静于 4月2日 .* 保存了新内容"):
        entry_actions.confirm(entry=cast.key_entry, revision=1, by=cast.unit_head)
    assert stored(cast.key_entry).state == EntryState.CONFIRMING


def test_the_head_sends_back_with_a_reason_and_the_office_sees_nothing_filed(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    submit(cast.key_entry, cast.clerk)
    entry_actions.send_back(entry=cast.key_entry, reason="数据与统计口径不一致。", revision=1, by=cast.unit_head)
    entry = stored(cast.key_entry)
    assert (entry.state, entry.return_reason, entry.reviewed_by, entry.submitted_at) == (
        EntryState.DRAFT,
        "数据与统计口径不一致。",
        cast.unit_head,
        None,
    )


def test_sending_back_needs_a_reason(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    submit(cast.key_entry, cast.clerk)
    with pytest.raises(Refused, match="请写明退回意见"):
        entry_actions.send_back(entry=cast.key_entry, reason=" ", revision=1, by=cast.unit_head)


def test_the_head_does_not_send_back_what_he_has_not_read(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    submit(cast.key_entry, cast.clerk, "第一稿。")
    entry_actions.withdraw(entry=cast.key_entry, by=cast.clerk)
    submit(cast.key_entry, cast.clerk, "第二稿。")
    with pytest.raises(Conflict, match=r"区教委 李静于 4月2日 .* 保存了新内容"):
        entry_actions.send_back(entry=cast.key_entry, reason="口径不对。", revision=1, by=cast.unit_head)
    assert stored(cast.key_entry).state == EntryState.CONFIRMING


def test_a_filed_entry_is_withdrawn_before_review(cast):
    submit(cast.key_entry, cast.clerk)
    entry_actions.withdraw(entry=cast.key_entry, by=cast.clerk)
    entry = stored(cast.key_entry)
    assert (entry.state, entry.submitted_at, entry.submitted_by) == (EntryState.DRAFT, None, None)
    assert kinds_of_events() == [EventKind.ENTRY_SUBMITTED, EventKind.ENTRY_WITHDRAWN]


def test_an_accepted_entry_is_not_withdrawn(cast):
    submit(cast.key_entry, cast.clerk)
    accept(cast.key_entry, cast.office)
    with pytest.raises(Refused, match="督查办已审核通过，不能撤回"):
        entry_actions.withdraw(entry=cast.key_entry, by=cast.clerk)


def test_a_filed_entry_is_not_edited(cast):
    submit(cast.key_entry, cast.clerk)
    with pytest.raises(Refused, match="已报送督查办，撤回后可以修改"):
        save(cast.key_entry, cast.clerk, "改一改。")


def test_a_returned_entry_is_corrected_and_stays_returned_until_it_is_filed_again(cast):
    submit(cast.key_entry, cast.clerk)
    give_back(cast.key_entry, cast.office)
    save(cast.key_entry, cast.clerk, "已建成小学一所，面积1.2万平方米。")
    assert stored(cast.key_entry).state == EntryState.RETURNED
    submit(cast.key_entry, cast.clerk, "已建成小学一所，面积1.2万平方米。")
    entry = stored(cast.key_entry)
    assert (entry.state, entry.return_reason) == (EntryState.SUBMITTED, "请写明面积。")


@pytest.mark.parametrize("who", ["other_clerk", "cooperating_clerk", "office", "leader", "auditor"])
def test_nobody_else_writes_into_an_entry(cast, who):
    with pytest.raises(Refused):
        save(cast.key_entry, cast.person(who), "别人的话。")
    assert stored(cast.key_entry).revision == 0


@pytest.mark.parametrize("state", ["closed", "issued"])
def test_nothing_is_filed_once_the_period_is_over(cast, state):
    cast.period.state = state
    cast.period.save()
    with pytest.raises(Refused, match="一季度填报已截止，如需补报请联系督查办"):
        submit(cast.key_entry, cast.clerk)
    with pytest.raises(Refused, match="一季度填报已截止"):
        save(cast.key_entry, cast.clerk, "迟到的话。")
    assert (stored(cast.key_entry).state, Event.objects.count()) == (EntryState.BLANK, 0)


def test_any_member_of_a_group_that_leads_files_for_it(cast):
    towns = UnitFactory(government=cast.government, name="各镇街", is_group=True)
    towns.members.add(cast.other_unit)
    task = TaskFactory(plan=cast.plan, number=9, edition__lead=[towns])
    entry = EntryFactory(task=task, period=cast.period)
    submit(entry, cast.other_clerk, "已建成。")
    entry.refresh_from_db()
    assert (entry.state, entry.submitted_by) == (EntryState.SUBMITTED, cast.other_clerk)
    another = TaskFactory(plan=cast.plan, number=10, edition__lead=[towns])
    with pytest.raises(Refused):
        submit(EntryFactory(task=another, period=cast.period), cast.clerk)

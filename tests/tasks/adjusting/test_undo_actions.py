"""撤销: an item says again what it said before a change, as long as nobody has filed on it."""

from datetime import date
from decimal import Decimal

import pytest

from tasks import clock
from tasks.adjusting.items import Amendment
from tasks.adjusting.plan_changes import describe_undo_refusal, select_plan_changes
from tasks.adjusting.snapshots import read_contents
from tasks.assessing.indicator_actions import propose_indicators
from tasks.enums import EventKind, IndicatorState, PeriodState, RequestKind
from tasks.models import Edition, EntryRevision, Event, PlanChange, ProgressEntry, Reading, Reminder, Task
from tasks.permissions import Refused
from tasks.plans.deadline_actions import settle_deadlines
from tasks.requesting.request_actions import decide_request
from tests.acts import ask, save, submit
from tests.cast import EntryFactory, PeriodFactory
from tests.tasks.adjusting.changing import (
    HALF,
    add,
    amend,
    entry_of,
    inbox,
    leads_of,
    let_lead,
    numbers,
    open_half_year,
    say,
    set_state,
    undo,
)

TEXT = "建成小学两所，投用中学一所"


def text_of(task, period) -> str:
    return entry_of(task, period).edition.text


def test_an_undone_amendment_leaves_the_item_as_it_was_and_both_acts_in_the_log(cast):
    change = amend(cast, say("建成小学三所"))
    undo(cast, change, by=cast.second_office)
    change.refresh_from_db()
    assert text_of(cast.key, cast.period) == TEXT
    assert (change.undone_by, change.is_undone) == (cast.second_office, True)
    rows = Event.objects.filter(kind__startswith="task_").order_by("pk")
    assert [(one.kind, one.actor_name, one.after) for one in rows][1:] == [
        (EventKind.TASK_CHANGE_UNDONE, "何伟", {"任务内容": TEXT})
    ]


def test_the_units_of_both_wordings_are_told_of_the_undoing(cast):
    undo(cast, amend(cast, let_lead(cast.other_unit)))
    told = "督查办撤销了更正事项：自2024年一季度起，重点工作任务第1项 建成小学两所，投用中学一所。"
    assert leads_of(entry_of(cast.key, cast.period)) == ["区教委"]
    assert [inbox(user)[1][: len(told)] for user in (cast.clerk, cast.other_clerk)] == [told, told]


def test_every_period_gets_back_its_own_wording(cast):
    half = open_half_year(cast)
    amend(cast, say("建成小学三所"), since=HALF)
    third = PeriodFactory(plan=cast.plan, number=3)
    EntryFactory(task=cast.key, period=third, edition=Task.objects.get(pk=cast.key.pk).current)
    amend(cast, say("建成小学四所"), since=3)
    before = read_contents(cast.key)
    change = amend(cast, say("建成小学五所"), since=HALF)
    assert [text_of(cast.key, period) for period in (half, third)] == ["建成小学五所", "建成小学五所"]
    undo(cast, change)
    assert [text_of(cast.key, period) for period in (half, third)] == ["建成小学三所", "建成小学四所"]
    assert read_contents(Task.objects.get(pk=cast.key.pk)) == before
    assert text_of(cast.key, cast.period) == TEXT


def test_a_confirmed_figure_is_confirmed_again_with_what_the_unit_has_written_for_it(cast):
    propose_indicators(plan=cast.plan, by=cast.office)
    places = cast.livelihood.indicators.get()
    cast.livelihood.indicators.update(state=IndicatorState.CONFIRMED)
    change = amend(cast, say("新增普惠性学位4000个"), task=cast.livelihood)
    now = cast.livelihood.indicators.get(state=IndicatorState.PROPOSED)
    cast.livelihood.indicators.filter(pk=now.pk).update(state=IndicatorState.CONFIRMED)
    save(cast.livelihood_entry, cast.clerk, "新增学位90个。", readings={now.pk: Decimal(90)})
    undo(cast, change)
    found = [(one.pk, str(one), one.state) for one in cast.livelihood.indicators.filter(start__isnull=False)]
    assert found == [(places.pk, "新增普惠性学位达到3000个", IndicatorState.CONFIRMED)]
    assert [(one.indicator_id, one.value) for one in Reading.objects.all()] == [(places.pk, Decimal(90))]


def test_an_items_place_is_given_back(cast):
    before = numbers(cast)
    change = amend(cast, Amendment(number=2))
    undo(cast, change)
    assert (numbers(cast), entry_of(cast.other_key, cast.period).number) == (before, 2)


def test_changes_are_undone_from_the_last_one_back(cast):
    first, second = amend(cast, say("建成小学三所")), amend(cast, let_lead(cast.other_unit))
    with pytest.raises(Refused, match="该事项后来又有调整，请先撤销后来的调整。"):
        undo(cast, first)
    undo(cast, second)
    undo(cast, first)
    entry = entry_of(cast.key, cast.period)
    assert (entry.edition.text, leads_of(entry)) == (TEXT, ["区教委"])


def test_what_was_undone_is_not_undone_again(cast):
    change = undo(cast, amend(cast, say("建成小学三所")))
    with pytest.raises(Refused, match="陈红已撤销这次调整。"):
        undo(cast, change)


def test_a_change_on_which_somebody_filed_stays(cast):
    submit(cast.livelihood_entry, cast.clerk)
    filed_before = amend(cast, say("新增学位2000个"), task=cast.livelihood)
    change = amend(cast, say("建成小学三所"))
    save(cast.key_entry, cast.clerk, "建成一所。")
    assert describe_undo_refusal(cast.office, change) == ""
    submit(cast.key_entry, cast.clerk)
    with pytest.raises(Refused, match="2024年一季度已按调整后的内容报送，不能撤销；请再作一次更正。"):
        undo(cast, change)
    undo(cast, filed_before)


def test_a_change_of_an_issued_period_stays(cast):
    change = amend(cast, say("建成小学三所"))
    set_state(cast.period, PeriodState.ISSUED)
    with pytest.raises(Refused, match="调整所涉及的填报期已经印发，不能撤销；请再作一次更正。"):
        undo(cast, change)


def test_a_change_on_which_a_request_or_a_decision_was_built_stays(cast):
    change = amend(cast, say("建成小学三所"))
    wanted = {"due": "2024年12月底前", "due_on": "2024-12-31"}
    decide_request(
        request=ask(cast, RequestKind.EXTEND_DUE, wanted), granted=True, decision="", basis="", by=cast.office
    )
    with pytest.raises(Refused, match="该事项的表述后来又有变动"):
        undo(cast, change)
    other = amend(cast, say("新增公共停车位8000个"), task=cast.other_key)
    settle_deadlines(plan=cast.plan, days={cast.other_key.pk: date(2024, 9, 30)}, by=cast.office)
    with pytest.raises(Refused, match="该事项的表述后来又有变动"):
        undo(cast, other)


def test_a_place_that_was_taken_over_by_a_later_change_stays(cast):
    change = amend(cast, Amendment(number=2))
    add(cast, number=1)
    with pytest.raises(Refused, match="该事项的表述后来又有变动"):
        undo(cast, change)


def test_an_added_item_is_taken_out_with_its_blank_entries_and_the_others_move_up(cast):
    before = numbers(cast)
    change = add(cast, number=1)
    undo(cast, change)
    change.refresh_from_db()
    assert (numbers(cast), cast.period.entries.count()) == (before, 4)
    assert [entry_of(task, cast.period).number for task in (cast.key, cast.other_key)] == [1, 2]
    assert (change.task, change.item, change.is_undone) == (None, "重点工作任务第1项 新建社区食堂5个", True)
    assert Edition.objects.filter(text="新建社区食堂5个").count() == 0
    assert [one.entry for one in Reminder.objects.filter(recipient=cast.other_clerk)] == [None, None]
    assert "督查办撤销了新增事项" in inbox(cast.other_clerk)[1]


def test_an_added_item_on_which_somebody_wrote_stays(cast):
    change = add(cast)
    entry = ProgressEntry.objects.get(task=change.task)
    save(entry, cast.other_clerk, "已建成1个。")
    with pytest.raises(Refused, match="2024年一季度已有填写的内容，不能撤销新增；请再作一次更正。"):
        undo(cast, change)


def test_an_added_item_whose_entry_has_a_saved_state_is_not_deleted_with_it(cast):
    """The database keeps every saved state; that one stands there though the entry is blank is answered in words too."""
    change = add(cast)
    entry = ProgressEntry.objects.get(task=change.task)
    EntryRevision.objects.create(entry=entry, number=1, state="draft", saved_at=clock.now())
    with pytest.raises(Refused, match="该事项已有其他记录，不能撤销新增；请再作一次更正。"):
        undo(cast, change)
    assert ProgressEntry.objects.filter(pk=entry.pk).exists()


def test_an_added_item_of_which_something_was_asked_stays(cast):
    change = add(cast)
    entry = ProgressEntry.objects.get(task=change.task)
    ask(cast, by=cast.other_clerk, entry=entry)
    with pytest.raises(Refused, match="该事项已有申请或已标为内部事项，不能撤销新增。"):
        undo(cast, change)


def test_only_the_office_of_the_government_sees_and_undoes_changes(cast):
    change = amend(cast, say("建成小学三所"))
    for person in (cast.clerk, cast.leader, cast.administrator):
        with pytest.raises(Refused, match="不能进行此项操作"):
            undo(cast, change, by=person)
    with pytest.raises(Refused, match="只能调整本辖区的方案。"):
        undo(cast, change, by=cast.stranger)
    seen = {who: select_plan_changes(cast.person(who)).count() for who in ("office", "clerk", "leader", "stranger")}
    assert seen == {"office": 1, "clerk": 0, "leader": 0, "stranger": 0}
    assert not PlanChange.objects.get().is_undone

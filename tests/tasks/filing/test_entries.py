"""The lists of entries, the next one that waits, the filed versions."""

from tasks.enums import EntryState, Outcome, PeriodState, ResponsibilityRole
from tasks.filing import entries, entry_actions
from tasks.models import Plan, Responsibility
from tests.acts import accept, give_back, judge, save, submit
from tests.cast import PeriodFactory


def piles(cast, user) -> dict[str, list]:
    """Returns the names of the groups that hold something, with their entries."""
    work = entries.group_own_entries(user, entries.list_period_entries(user, cast.period))
    return {name: pile for name, pile in vars(work).items() if pile}


def test_the_next_item_is_the_one_behind_and_the_queue_goes_round_once():
    queue = ["甲", "乙", "丙", "丁"]
    assert entries.find_next_waiting(queue, "乙", {"甲", "丁"}.__contains__) == "丁"
    assert entries.find_next_waiting(queue, "丁", {"甲", "丁"}.__contains__) == "甲"
    assert entries.find_next_waiting(queue, "乙", {"乙"}.__contains__) is None
    assert entries.find_next_waiting(queue, "不在其中", {"甲"}.__contains__) == "甲"


def test_a_units_work_is_sorted_by_what_is_to_be_done(cast):
    submit(cast.target_entry, cast.clerk)
    submit(cast.livelihood_entry, cast.clerk)
    give_back(cast.livelihood_entry, cast.office)
    assert piles(cast, cast.clerk) == {
        "returned": [cast.livelihood_entry],
        "to_file": [cast.key_entry],
        "filed": [cast.target_entry],
    }


def test_only_what_its_period_still_takes_can_be_filed(cast):
    def fileable() -> list:
        found = entries.list_period_entries(cast.clerk, cast.period)
        return entries.group_own_entries(cast.clerk, found).fileable

    assert fileable() == [cast.target_entry, cast.livelihood_entry, cast.key_entry]
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    cast.key_entry.due_on = cast.period.due_on
    cast.key_entry.save()
    assert fileable() == [cast.key_entry]


def test_what_came_back_stays_returned_work_while_it_is_a_draft_again(cast):
    submit(cast.key_entry, cast.clerk)
    give_back(cast.key_entry, cast.office)
    submit(cast.key_entry, cast.clerk, "改过。")
    entry_actions.withdraw(entry=cast.key_entry, by=cast.clerk)
    assert piles(cast, cast.clerk)["returned"] == [cast.key_entry]


def test_the_head_finds_what_waits_for_confirmation_first(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    submit(cast.key_entry, cast.clerk)
    rest = [cast.target_entry, cast.livelihood_entry]
    assert piles(cast, cast.unit_head) == {"to_confirm": [cast.key_entry], "to_file": rest}
    assert piles(cast, cast.clerk) == {"confirming": [cast.key_entry], "to_file": rest}


def test_what_another_unit_files_and_where_a_unit_cooperates_stand_apart(cast):
    Responsibility.objects.create(
        edition=cast.key.current,
        unit=cast.other_unit,
        role=ResponsibilityRole.LEAD,
        position=2,
        label="区城市管理局",
    )
    assert piles(cast, cast.other_clerk) == {"joint": [cast.key_entry], "to_file": [cast.other_entry]}
    everything = [cast.target_entry, cast.livelihood_entry, cast.key_entry]
    assert piles(cast, cast.cooperating_clerk) == {"cooperating": everything}


def test_the_office_reads_what_was_filed_and_not_the_draft_that_follows(cast):
    submit(cast.key_entry, cast.clerk, "报送的稿子。")
    give_back(cast.key_entry, cast.office)
    save(cast.key_entry, cast.clerk, "改到一半。")
    cast.key_entry.refresh_from_db()
    assert entries.find_filed_version(cast.key_entry).text == "报送的稿子。"
    assert entries.find_filed_version(cast.other_entry) is None


def test_counts_stand_beside_each_period(cast):
    submit(cast.target_entry, cast.clerk)
    submit(cast.key_entry, cast.clerk)
    accept(cast.key_entry, cast.office)
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "尚未开工。")
    judge(cast.other_entry, cast.office)
    PeriodFactory(plan=cast.plan, number=2, state=PeriodState.PLANNED)
    counted = entries.select_periods_with_counts(Plan.objects.filter(pk=cast.plan.pk))
    assert [(p.number, p.total, p.filed, p.accepted, p.judged, p.behind) for p in counted] == [
        (1, 4, 2, 1, 2, 1),
        (2, 0, 0, 0, 0, 0),
    ]


def test_every_state_of_an_entry_stands_in_one_tab():
    standing = [state for _, states in entries.TABS.values() for state in states]
    assert sorted(standing) == sorted(EntryState)

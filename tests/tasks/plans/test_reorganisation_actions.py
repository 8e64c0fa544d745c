"""机构调整: the old unit keeps its history, the new one takes over open items, users and group memberships."""

from datetime import date

import pytest

from tasks.assessing.earlier import find_last_filed_entry
from tasks.enums import EventKind, Outcome, PeriodState, RequestKind, SuccessionKind
from tasks.judging.objections import select_visible_objections
from tasks.models import Event, Unit, UnitSuccession
from tasks.permissions import Permission, Refused, can
from tasks.plans.reorganisation_actions import reorganise_units
from tasks.queries import select_user_units, select_visible_entries, select_visible_tasks
from tasks.requesting.request_actions import decide_request, withdraw_request
from tests.acts import ask, duties, hand_over, judge, submit
from tests.cast import EntryFactory, PeriodFactory, TaskFactory, UnitFactory
from tests.test_every_address import objection_of

ON = date(2024, 4, 1)
BASIS = "区委编委〔2024〕3号"


def reorganise(cast, formers, *successors, kind=SuccessionKind.RENAMED, since=None, by=None, **more):
    return reorganise_units(
        formers=formers,
        successors=successors,
        kind=kind,
        since=since or cast.period,
        on=ON,
        basis=BASIS,
        by=by or cast.administrator,
        **more,
    )


def printed(task) -> list[tuple[int, list[str], list[str]]]:
    """Lists since, lead units and cooperating units of each edition."""
    return [
        (edition.since, [one.label for one in edition.leading], [one.label for one in edition.cooperating])
        for edition in task.editions.order_by("since")
    ]


def test_a_renamed_unit_goes_on_under_its_new_name(cast):
    done = reorganise(cast, [cast.lead_unit], "区教育局")
    new = Unit.objects.get(name="区教育局")
    assert (done.successors, done.items, done.people) == ((new,), 3, ("jiaowei", "jiaowei_head"))
    assert printed(cast.key) == [(0, ["区教委"], ["区财政局"]), (1, ["区教育局"], ["区财政局"])]
    cast.lead_unit.refresh_from_db()
    cast.clerk.refresh_from_db()
    assert (cast.lead_unit.is_active, cast.clerk.unit) == (False, new)
    assert [str(one) for one in UnitSuccession.objects.all()] == ["区教委 → 区教育局"]


def test_the_trail_says_everything_in_one_row(cast):
    reorganise(cast, [cast.lead_unit], "区教育局")
    event = Event.objects.get()
    assert (event.kind, event.before, event.after) == (
        EventKind.UNITS_REORGANISED,
        {"原单位": ["区教委"]},
        {
            "方式": "更名",
            "承接单位": ["区教育局"],
            "自何日起": "2024-04-01",
            "自何期起": "2024年一季度",
            "事项": 3,
            "转入用户": ["jiaowei", "jiaowei_head"],
            "依据": BASIS,
        },
    )


def test_the_printed_label_gives_way_to_the_new_name(cast):
    cast.key.current.responsibilities.filter(unit=cast.lead_unit).update(label="区教委（区招生中心）")
    reorganise(cast, [cast.lead_unit], "区教育局")
    assert printed(cast.key)[1] == (1, ["区教育局"], ["区财政局"])


def test_what_is_issued_keeps_the_old_name_and_the_people_still_see_it_and_answer_for_it(cast):
    submit(cast.key_entry, cast.clerk)
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "未开工。")
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    second = EntryFactory(task=cast.key, period=PeriodFactory(plan=cast.plan, number=2))
    reorganise(cast, [cast.lead_unit], "区教育局", since=second.period)
    cast.clerk.refresh_from_db()
    first, second = (select_visible_entries(cast.clerk).get(pk=one.pk) for one in (cast.key_entry, second))
    assert [one.edition.leading[0].label for one in (first, second)] == ["区教委", "区教育局"]
    assert find_last_filed_entry(second) == first
    assert [can(cast.clerk, Permission.FILE_OBJECTION, one) for one in (first, second)] == [True, False]
    assert can(cast.clerk, Permission.SUBMIT_ENTRY, second)


def test_a_draft_of_an_earlier_open_period_is_finished_by_the_successor(cast):
    second = PeriodFactory(plan=cast.plan, number=2)
    reorganise(cast, [cast.lead_unit], "区教育局", since=second)
    cast.clerk.refresh_from_db()
    submit(cast.key_entry, cast.clerk)
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.state, cast.key_entry.edition.leading[0].label) == ("submitted", "区教委")


def test_a_unit_renamed_twice_is_known_by_its_first_name(cast):
    second = PeriodFactory(plan=cast.plan, number=2)
    reorganise(cast, [cast.lead_unit], "区教育局")
    middle = Unit.objects.get(name="区教育局")
    reorganise(cast, [middle], "区教育和体育局", since=second)
    cast.clerk.refresh_from_db()
    assert {unit.name for unit in select_user_units(cast.clerk)} == {"区教委", "区教育局", "区教育和体育局"}
    assert can(cast.clerk, Permission.SUBMIT_ENTRY, select_visible_entries(cast.clerk).get(pk=cast.key_entry.pk))


def test_merged_units_stand_once_where_both_stood(cast):
    done = reorganise(cast, [cast.lead_unit, cast.cooperating_unit], "区教育财政局", kind=SuccessionKind.MERGED)
    assert printed(cast.key)[1] == (1, ["区教育财政局"], [])
    assert set(done.people) == {"jiaowei", "jiaowei_head", "caizheng"}


def test_a_unit_may_be_merged_into_one_that_goes_on(cast):
    reorganise(cast, [cast.lead_unit], cast.other_unit, kind=SuccessionKind.MERGED)
    assert printed(cast.key)[1] == (1, ["区城市管理局"], ["区财政局"])
    assert set(select_visible_tasks(cast.other_clerk)) == {
        cast.target,
        cast.livelihood,
        cast.key,
        cast.other_key,
    }


def test_the_items_of_a_split_unit_go_where_each_is_sent(cast):
    names = ("区教育局", "区招生办")
    done = reorganise(cast, [cast.lead_unit], *names, kind=SuccessionKind.SPLIT, chosen={cast.key.pk: 1})
    assert [printed(task)[-1][1] for task in (cast.target, cast.key)] == [["区教育局"], ["区招生办"]]
    cast.clerk.refresh_from_db()
    assert (done.items, cast.clerk.unit.name) == (3, "区教育局")
    assert cast.target in select_visible_tasks(cast.clerk)


def test_places_in_groups_go_over(cast):
    group = UnitFactory(government=cast.government, name="各委局", is_group=True)
    group.members.add(cast.lead_unit, cast.other_unit)
    reorganise(cast, [cast.lead_unit], "区教育局")
    assert {unit.name for unit in group.members.all()} == {"区教育局", "区城市管理局"}


def test_a_group_that_is_renamed_keeps_its_members(cast):
    group = UnitFactory(government=cast.government, name="各镇街", is_group=True)
    group.members.add(cast.lead_unit)
    task = TaskFactory(plan=cast.plan, edition__lead=[group])
    reorganise(cast, [group], "各街镇")
    new = Unit.objects.get(name="各街镇")
    assert (new.is_group, list(new.members.all()), printed(task)[1][1]) == (
        True,
        [cast.lead_unit],
        ["各街镇"],
    )
    assert task in select_visible_tasks(cast.clerk)


def test_a_head_who_reads_first_reads_first_under_the_new_name_too(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    reorganise(cast, [cast.lead_unit], "区教育局")
    cast.clerk.refresh_from_db()
    submit(cast.key_entry, cast.clerk)
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.state == "confirming"


def test_requests_that_wait_go_on_under_the_new_name(cast):
    handing = ask(cast, RequestKind.HAND_OVER, hand_over(cast))
    sharing = ask(cast, RequestKind.ADJUST_DUTIES, duties(cast.lead_unit, cast.other_unit))
    reorganise(cast, [cast.lead_unit], "区教育局")
    new = Unit.objects.get(name="区教育局")
    for request in (handing, sharing):
        request.refresh_from_db()
    assert (handing.wanted["giver"], sharing.wanted["lead"][0]) == (new.pk, [new.pk, "区教育局", ""])
    cast.clerk.refresh_from_db()
    assert withdraw_request(request=sharing, by=cast.clerk).state == "withdrawn"


def test_the_receiver_of_a_request_that_waits_may_be_renamed(cast):
    request = ask(cast, RequestKind.HAND_OVER, hand_over(cast, stays=False))
    reorganise(cast, [cast.other_unit], "区城市运行局")
    decide_request(request=request, granted=True, decision="", basis="", by=cast.office)
    cast.key_entry.refresh_from_db()
    assert [one.label for one in cast.key_entry.edition.leading] == ["区城市运行局"]


def test_the_successor_reads_the_objections_of_the_former_unit(cast):
    objection = objection_of(cast)
    reorganise(cast, [cast.lead_unit], "区教育局")
    cast.clerk.refresh_from_db()
    assert list(select_visible_objections(cast.clerk)) == [objection]


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ("two for one", "更名的，原单位和承接单位各一个"),
        ("one part", "拆分的，原单位一个，承接单位两个以上"),
        ("name taken", "已有同名单位"),
        ("itself", "原单位不能同时是承接单位"),
        ("abolished", "“区教委”已停用，可能刚刚已办理机构调整"),
        ("foreign", "只能选择本辖区的单位"),
        ("mixed", "单位和单位组不能混在一起调整"),
        ("issued", "2024年一季度已印发"),
        ("to come", "起始日期不能晚于今天"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(cast, case, why):
    kind, formers, successors, on = SuccessionKind.RENAMED, [cast.lead_unit], ["区教育局"], ON
    if case == "two for one":
        successors = ["区教育局", "区招生办"]
    elif case == "one part":
        kind = SuccessionKind.SPLIT
    elif case == "name taken":
        successors = ["区财政局"]
    elif case == "itself":
        kind, successors = SuccessionKind.MERGED, [cast.lead_unit]
    elif case == "abolished":
        Unit.objects.filter(pk=cast.lead_unit.pk).update(is_active=False)
    elif case == "foreign":
        kind, successors = SuccessionKind.MERGED, [UnitFactory()]
    elif case == "mixed":
        group = UnitFactory(government=cast.government, name="各镇街", is_group=True)
        kind, successors = SuccessionKind.MERGED, [group]
    elif case == "issued":
        cast.period.state = PeriodState.ISSUED
        cast.period.save()
    else:
        on = date(2024, 4, 3)
    with pytest.raises(Refused, match=why):
        reorganise_units(
            formers=formers,
            successors=successors,
            kind=kind,
            since=cast.period,
            on=on,
            basis=BASIS,
            by=cast.administrator,
        )
    assert (UnitSuccession.objects.count(), cast.key.editions.count(), Event.objects.count()) == (0, 1, 0)
    assert not Unit.objects.filter(name="区教育局").exists()


@pytest.mark.parametrize("who", ["clerk", "unit_head", "leader", "auditor", "stranger"])
def test_only_the_office_and_the_administrator(cast, who):
    with pytest.raises(Refused):
        reorganise(cast, [cast.lead_unit], "区教育局", by=cast.person(who))


def test_many_items_take_no_more_queries_than_a_few(cast, django_assert_num_queries):
    for _ in range(20):
        task = TaskFactory(plan=cast.plan, edition__lead=[cast.lead_unit])
        EntryFactory(task=task, period=cast.period)
    with django_assert_num_queries(34):
        reorganise(cast, [cast.lead_unit], "区教育局")

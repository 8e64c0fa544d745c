"""The members of groups are set many at once, all or none, and not over somebody else's."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from tasks.models import Event, Unit
from tasks.models.changes import ChangedMeanwhile
from tasks.organisation.group_actions import GroupChoice, compute_members_mark, set_group_members
from tasks.permissions import Refused
from tests.cast import UnitFactory, make_cast
from tests.together import refusals_at_one_moment


def make_group(cast, name: str, *members: Unit) -> Unit:
    group = UnitFactory(government=cast.government, name=name, is_group=True)
    group.members.add(*members)
    return group


def choose(group: Unit, *members: Unit, seen: str | None = None) -> GroupChoice:
    mark = compute_members_mark(group.members.all()) if seen is None else seen
    return GroupChoice(group.pk, [unit.pk for unit in members], mark)


def set_members(cast, *choices: GroupChoice, by=None) -> list[str]:
    changed = set_group_members(government=cast.government, choices=choices, by=by or cast.office)
    return [group.name for group in changed]


def members(group: Unit) -> set[str]:
    return set(group.members.values_list("name", flat=True))


def test_each_group_that_changes_leaves_its_own_row(cast):
    first, second = make_group(cast, "各镇街"), make_group(cast, "各委局", cast.lead_unit)
    left = make_group(cast, "各平台公司", cast.other_unit)
    chosen = [
        choose(first, cast.other_unit, cast.lead_unit),
        choose(second),
        choose(left, cast.other_unit),
    ]
    assert sorted(set_members(cast, *chosen)) == ["各委局", "各镇街"]
    assert (members(first), members(second), members(left)) == ({"区城市管理局", "区教委"}, set(), {"区城市管理局"})
    told = {event.subject: (event.kind, event.before, event.after) for event in Event.objects.all()}
    assert told == {
        "各镇街": ("group_members_set", {"成员单位": []}, {"成员单位": ["区城市管理局", "区教委"]}),
        "各委局": ("group_members_set", {"成员单位": ["区教委"]}, {"成员单位": []}),
    }


def test_a_colleagues_newer_members_are_shown_and_nothing_is_saved(cast):
    group, other = make_group(cast, "各镇街"), make_group(cast, "各委局")
    mine = [choose(group, cast.lead_unit), choose(other, cast.lead_unit)]
    set_members(cast, choose(group, cast.other_unit))
    with pytest.raises(ChangedMeanwhile, match="现有成员为——各镇街：区城市管理局。全部尚未保存"):
        set_members(cast, *mine)
    assert (members(group), members(other)) == ({"区城市管理局"}, set())


def test_what_the_person_left_as_shown_stays_as_a_colleague_set_it(cast):
    group, other = make_group(cast, "各镇街"), make_group(cast, "各委局")
    mine = [choose(group), choose(other, cast.lead_unit)]
    set_members(cast, choose(group, cast.other_unit))
    assert set_members(cast, *mine) == ["各委局"]
    assert members(group) == {"区城市管理局"}


def test_a_unit_out_of_use_stays_a_member_but_is_not_added(cast):
    former = UnitFactory(government=cast.government, name="旧镇", is_active=False)
    group, other = make_group(cast, "各镇街", former), make_group(cast, "各委局")
    assert set_members(cast, choose(group, former, cast.lead_unit)) == ["各镇街"]
    with pytest.raises(ValidationError, match="旧镇已停用，不能加入“各委局”。"):
        set_members(cast, choose(other, former))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("group", "“各委局”是单位组，不能作为成员。"),
        ("itself", "“各镇街”是单位组，不能作为成员。"),
        ("foreign", "为“各镇街”所选的单位不在本辖区之内，请刷新页面后再设置。"),
    ],
)
def test_who_cannot_be_a_member_is_refused_with_the_reason(cast, wrong, why):
    group = make_group(cast, "各镇街")
    units = {
        "group": make_group(cast, "各委局"),
        "itself": group,
        "foreign": UnitFactory(government=cast.stranger.government),
    }
    with pytest.raises(ValidationError, match=why):
        set_members(cast, choose(group, cast.lead_unit, units[wrong]))
    assert members(group) == set()


def test_what_is_no_group_of_the_own_government_is_refused(cast):
    foreign = UnitFactory(government=cast.stranger.government, is_group=True)
    with pytest.raises(ValidationError, match="区教委不是本辖区的单位组，请刷新页面后再设置。"):
        set_members(cast, choose(cast.lead_unit, cast.other_unit))
    with pytest.raises(ValidationError, match="所选单位不是本辖区的单位组，请刷新页面后再设置。"):
        set_members(cast, choose(foreign, cast.other_unit))


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_one_moment_one_is_kept_and_the_other_told():
    cast = make_cast()
    group = make_group(cast, "各镇街")
    chosen = {cast.office: choose(group, cast.lead_unit), cast.administrator: choose(group, cast.other_unit)}

    def save(choice: GroupChoice, by) -> None:
        try:
            set_members(cast, choice, by=by)
        except ChangedMeanwhile as newer:
            raise Refused("".join(newer.messages)) from newer

    refusals = refusals_at_one_moment(*(partial(save, choice, by) for by, choice in chosen.items()))
    (kept,) = members(group)
    assert [f"各镇街：{kept}" in why for why in refusals if why] == [True]
    assert Event.objects.count() == 1

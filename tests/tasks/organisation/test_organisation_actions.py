"""Units, aliases and officials: each save leaves one event, and each refusal says which field and why."""

import pytest
from django.core.exceptions import ValidationError

from tasks.enums import EventKind
from tasks.models import Event, Unit
from tasks.models.changes import ChangedMeanwhile, build_field_state, compute_fingerprint
from tasks.organisation import organisation_actions
from tests.cast import OfficialFactory, UnitFactory


def values(**given) -> dict:
    return {
        "name": "区商务委",
        "is_group": False,
        "members": [],
        "needs_confirmation": False,
        "is_active": True,
    } | given


def seen(unit) -> str:
    return compute_fingerprint(build_field_state(unit, organisation_actions.UNIT_FIELDS))


def add(cast, **given) -> Unit:
    return organisation_actions.add_unit(government=cast.government, values=values(**given), by=cast.administrator)


def edit(cast, unit, **given) -> Unit:
    return organisation_actions.edit_unit(unit=unit, values=values(**given), seen=seen(unit), by=cast.administrator)


def trail() -> list[tuple]:
    return [(event.kind, event.subject, event.before, event.after) for event in Event.objects.order_by("pk")]


def test_a_new_unit_is_kept_without_padding_and_its_event_says_everything(cast):
    unit = add(cast, name="区 商　务委 ", needs_confirmation=True)
    assert (unit.name, unit.government) == ("区商务委", cast.government)
    said = {
        "名称": "区商务委",
        "是单位组": "否",
        "成员单位": [],
        "报送前须经单位审核人审核": "是",
        "在用": "是",
    }
    assert trail() == [(EventKind.UNIT_SAVED, "区商务委", {}, said)]


def test_an_edit_tells_only_what_changed(cast):
    edit(cast, cast.lead_unit, name="区教育委", needs_confirmation=True)
    before = {"名称": "区教委", "报送前须经单位审核人审核": "否"}
    after = {"名称": "区教育委", "报送前须经单位审核人审核": "是"}
    assert trail() == [(EventKind.UNIT_SAVED, "区教育委", before, after)]


def test_a_group_keeps_its_members_and_loses_them_when_it_is_none_any_more(cast):
    group = add(cast, name="各委局", is_group=True, members=[cast.lead_unit, cast.other_unit])
    assert list(group.members.all()) == [cast.other_unit, cast.lead_unit]
    assert list(edit(cast, group, name="各委局", members=[cast.lead_unit]).members.all()) == []


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("区财政局", "已有同名单位，不能重复。"),
        ("区城管局", "“区城管局”已是单位“区城市管理局”的别名，不能重复。"),
    ],
)
def test_a_name_means_one_unit(cast, name, why):
    organisation_actions.add_alias(unit=cast.other_unit, name="区城管局", by=cast.administrator)
    with pytest.raises(ValidationError) as refusal:
        add(cast, name=name)
    assert refusal.value.message_dict == {"name": [why]}
    assert Event.objects.count() == 1


def test_the_same_name_in_another_government_is_another_unit(cast):
    UnitFactory(government=cast.stranger.government, name="区商务委")
    assert add(cast).government == cast.government


def test_a_group_stands_in_no_group(cast):
    group = add(cast, name="各委局", is_group=True, members=[cast.lead_unit])
    with pytest.raises(ValidationError) as refusal:
        add(cast, name="所有单位", is_group=True, members=[group])
    assert refusal.value.message_dict == {"members": ["“各委局”是单位组，不能作为成员。"]}
    with pytest.raises(ValidationError) as refusal:
        edit(cast, cast.lead_unit, name="区教委", is_group=True, members=[])
    assert refusal.value.message_dict == {"is_group": ["该单位已是其他单位组的成员，不能再设为单位组。"]}


def test_a_save_that_does_not_know_of_the_last_one_is_refused_and_told_what_stands(cast):
    known = seen(cast.lead_unit)
    edit(cast, cast.lead_unit, name="区教委", needs_confirmation=True)
    with pytest.raises(ChangedMeanwhile) as refusal:
        organisation_actions.edit_unit(
            unit=cast.lead_unit, values=values(name="区教育委"), seen=known, by=cast.administrator
        )
    assert refusal.value.messages == [
        "您打开本页之后，其他人已经保存过。现存内容为——名称：区教委；是单位组：否；成员单位：（空）；"
        "报送前须经单位审核人审核：是；在用：是。请核对您的填写，再次保存即以您的为准。"
    ]
    assert Unit.objects.get(pk=cast.lead_unit.pk).name == "区教委"


def test_an_alias_is_added_and_removed_with_an_event_each(cast):
    alias = organisation_actions.add_alias(unit=cast.other_unit, name="区 城管局", by=cast.administrator)
    assert list(Unit.objects.named("区城管局")) == [cast.other_unit]
    organisation_actions.remove_alias(alias=alias, by=cast.administrator)
    assert list(Unit.objects.named("区城管局")) == []
    assert trail() == [
        (EventKind.ALIAS_SAVED, "区城市管理局", {}, {"别名": "区城管局"}),
        (EventKind.ALIAS_REMOVED, "区城市管理局", {"别名": "区城管局"}, {}),
    ]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("区城市管理局", "“区城市管理局”已经是本单位的名称或别名。"),
        ("区城管局", "“区城管局”已经是本单位的名称或别名。"),
        ("区教委", "已有同名单位，不能重复。"),
        ("区教育局", "“区教育局”已是单位“区教委”的别名，不能重复。"),
    ],
)
def test_an_alias_that_means_something_already_is_explained(cast, name, why):
    organisation_actions.add_alias(unit=cast.other_unit, name="区城管局", by=cast.administrator)
    organisation_actions.add_alias(unit=cast.lead_unit, name="区教育局", by=cast.administrator)
    with pytest.raises(ValidationError) as refusal:
        organisation_actions.add_alias(unit=cast.other_unit, name=name, by=cast.administrator)
    assert refusal.value.message_dict == {"name": [why]}


def test_an_official_is_named_once_in_a_government(cast):
    given = {"name": "王 明", "title": "", "is_active": True}
    with pytest.raises(ValidationError) as refusal:
        organisation_actions.add_official(government=cast.government, values=given, by=cast.administrator)
    assert refusal.value.message_dict == {"name": ["已有同名区领导，不能重复。"]}
    OfficialFactory(government=cast.stranger.government, name="刘洋")
    added = organisation_actions.add_official(
        government=cast.government, values=given | {"name": "刘 洋"}, by=cast.administrator
    )
    assert (added.name, added.government) == ("刘洋", cast.government)


def test_an_official_who_leaves_is_no_longer_active(cast):
    known = compute_fingerprint(build_field_state(cast.official, organisation_actions.OFFICIAL_FIELDS))
    given = {"name": "王明", "title": "副区长", "is_active": False}
    organisation_actions.edit_official(official=cast.official, values=given, seen=known, by=cast.administrator)
    assert trail() == [(EventKind.OFFICIAL_SAVED, "王明", {"在任": "是"}, {"在任": "否"})]

"""Units, aliases and officials: each save leaves one event, and each refusal says which field and why."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.enums import EventKind, ViewerScope
from tasks.models import Event, Government, Official, Unit
from tasks.models.changes import ChangedMeanwhile, build_field_state, compute_fingerprint
from tasks.organisation import organisation_actions
from tasks.organisation.government_actions import add_government
from tasks.organisation.government_names import NAMES
from tasks.permissions import Refused
from tests.acts import deputise
from tests.cast import GovernmentFactory, OfficialFactory, UnitFactory


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


def name_deputy(cast, **given):
    """王明 is deputised by 刘芳 for April, unless told otherwise."""
    deputy = given.pop("deputy", None) or OfficialFactory(government=cast.government, name="刘芳")
    days = {"deputy_from": date(2024, 4, 1), "deputy_until": date(2024, 4, 30)}
    values = {"name": "王明", "title": "副区长", "rank": 3, "is_active": True, "deputy": deputy} | days | given
    known = compute_fingerprint(build_field_state(cast.official, organisation_actions.OFFICIAL_FIELDS))
    return organisation_actions.edit_official(official=cast.official, values=values, seen=known, by=cast.administrator)


def test_a_deputy_is_named_with_his_days_and_the_event_says_both(cast):
    name_deputy(cast)
    before = {"排序": "99", "代理领导": "", "代理自": "", "代理至": ""}
    after = {"排序": "3", "代理领导": "刘芳", "代理自": "2024-04-01", "代理至": "2024-04-30"}
    assert trail() == [(EventKind.OFFICIAL_SAVED, "王明", before, after)]


@pytest.mark.parametrize(
    ("given", "field", "why"),
    [
        ({"deputy_from": None}, "deputy_from", "选择了代理领导的，起止日期都要填写。"),
        ({"deputy_until": None}, "deputy_until", "选择了代理领导的，起止日期都要填写。"),
        ({"deputy_until": date(2024, 3, 31)}, "deputy_until", "代理结束日期不能早于开始日期。"),
        ({"deputy_until": date(2025, 4, 2)}, "deputy_until", "代理至多 366 天；长期离任的请办理“领导接任”。"),
    ],
)
def test_the_days_of_a_deputy_that_cannot_be_are_explained(cast, given, field, why):
    with pytest.raises(ValidationError) as refusal:
        name_deputy(cast, **given)
    assert refusal.value.message_dict == {field: [why]}


def test_a_deputy_is_another_official_in_office_of_the_same_government(cast):
    gone = OfficialFactory(government=cast.government, name="赵强", is_active=False)
    foreign = OfficialFactory(government=cast.stranger.government)
    said = []
    for deputy in (cast.official, gone, foreign):
        with pytest.raises(ValidationError) as refusal:
            name_deputy(cast, deputy=deputy)
        said += refusal.value.message_dict["deputy"]
    other = "代理领导应是本辖区在任的区领导。"
    assert said == ["不能由本人代理，请选择另一位区领导。", other, other]


def test_a_deputy_is_himself_there_in_these_days(cast):
    """A deputy's deputy does not act, so that nobody would."""
    deputy = OfficialFactory(government=cast.government, name="刘芳")
    third = OfficialFactory(government=cast.government, name="赵强")
    days = {"deputy_from": date(2024, 4, 30), "deputy_until": date(2024, 5, 9)}
    Official.objects.filter(pk=deputy.pk).update(deputy=third, **days)
    with pytest.raises(ValidationError) as refusal:
        name_deputy(cast, deputy=deputy)
    assert refusal.value.message_dict["deputy"] == [
        "刘芳在这几天也由他人代理：赵强（2024年4月30日至2024年5月9日）。请另选一位，或改日期。"
    ]
    Official.objects.filter(pk=deputy.pk).update(deputy=cast.official)
    with pytest.raises(ValidationError) as refusal:
        name_deputy(cast, deputy=third)
    assert refusal.value.message_dict["deputy"] == [
        "王明在这几天代理刘芳（2024年4月30日至2024年5月9日），请先改由他人代理刘芳，或改日期。"
    ]
    assert name_deputy(cast, deputy=third, deputy_until=date(2024, 4, 29)).deputy == third


def test_days_without_a_deputy_are_explained(cast):
    values = {"name": "王明", "title": "", "rank": 3, "is_active": True, "deputy": None}
    days = {"deputy_from": date(2024, 4, 1), "deputy_until": None}
    with pytest.raises(ValidationError) as refusal:
        organisation_actions.add_official(
            government=cast.government, values=values | days | {"name": "刘芳"}, by=cast.administrator
        )
    assert refusal.value.message_dict == {"deputy": ["填写了代理日期的，请选择代理领导；不代理的，把日期清空。"]}


@pytest.mark.parametrize(
    ("today", "acts"),
    [(date(2024, 3, 31), False), (date(2024, 4, 1), True), (date(2024, 4, 30), True), (date(2024, 5, 1), False)],
)
def test_a_deputy_acts_from_the_first_to_the_last_day(cast, settings, today, acts):
    settings.DUBAN_TODAY = today
    deputy = deputise(cast)
    cast.official.refresh_from_db()
    assert (deputy.absent_officials == (cast.official,), cast.official.is_deputised(today)) == (acts, acts)


def test_a_deputys_deputy_does_not_act_nor_one_who_has_left(cast):
    deputy = deputise(cast)
    second = OfficialFactory(government=cast.government, name="赵强", deputy=None, deputy_from=None, deputy_until=None)
    days = {"deputy_from": date(2024, 4, 1), "deputy_until": date(2024, 4, 30)}
    Official.objects.filter(pk=deputy.official_id).update(deputy=second, **days)
    assert [one.name for one in Official.objects.deputised_by(second.pk, date(2024, 4, 2))] == ["刘芳"]
    Official.objects.filter(pk=deputy.official_id).update(is_active=False)
    assert list(Official.objects.deputised_by(deputy.official_id, date(2024, 4, 2))) == []


def settings_of(government) -> str:
    return compute_fingerprint(build_field_state(government, organisation_actions.SETTINGS))


def set_government(cast, *, by=None, seen=None, **given) -> Government:
    switches = {"requires_sign_off": False, "requires_second_factor": False}
    values = {"viewer_scope": ViewerScope.ISSUED} | switches | given
    known = seen or settings_of(cast.government)
    return organisation_actions.set_government(
        government=cast.government, values=values, seen=known, by=by or cast.administrator
    )


def test_what_a_government_may_choose_is_kept_and_recorded(cast):
    kept = set_government(cast, viewer_scope=ViewerScope.ALL, requires_sign_off=True, requires_second_factor=True)
    assert (kept.viewer_scope, kept.requires_sign_off, kept.requires_second_factor) == (ViewerScope.ALL, True, True)
    before = {"查阅范围": "只看已印发的报告", "印发前须经督查办负责人审核": "否", "登录须两步验证": "否"}
    after = {"查阅范围": "可看全部（同政府主要领导）", "印发前须经督查办负责人审核": "是", "登录须两步验证": "是"}
    assert trail() == [(EventKind.GOVERNMENT_SET, "示范区人民政府", before, after)]


@pytest.mark.parametrize("who", ["office", "office_head", "head", "outside_administrator"])
def test_only_the_administrator_of_the_government_sets_it(cast, who):
    person = cast.person(who)
    with pytest.raises(Refused) as refusal:
        set_government(cast, by=person, requires_sign_off=True)
    assert str(refusal.value) == f"您的角色“{person.role_label}”不能进行此项操作。"


def test_settings_that_somebody_else_changed_are_not_overwritten_unknowingly(cast):
    known = settings_of(cast.government)
    set_government(cast, requires_sign_off=True)
    with pytest.raises(ChangedMeanwhile) as refusal:
        set_government(cast, seen=known, viewer_scope=ViewerScope.ALL)
    assert refusal.value.messages == [
        "您打开本页之后，其他人已经保存过。现存内容为——名称：示范区人民政府；简称：（空）；督办机构：督查办；查阅范围：只看已印发的报告；印发前须经督查办负责人审核：是；页面加水印：否；登录须两步验证：否。"
        "请核对您的填写，再次保存即以您的为准。"
    ]


def test_a_government_may_be_called_otherwise(cast):
    kept = set_government(cast, name="示范区教育局", short_name="区教育局", office_name="督导室")
    assert (kept.name, kept.short_name, kept.signature) == ("示范区教育局", "区教育局", "示范区教育局督导室")
    assert trail()[0][2:] == (
        {"名称": "示范区人民政府", "简称": "", "督办机构": "督查办"},
        {"名称": "示范区教育局", "简称": "区教育局", "督办机构": "督导室"},
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "邻区人民政府"}, "已有名为“邻区人民政府”的辖区政府，不能重复。"),
        ({"name": ""}, "请填写名称。"),
        ({"office_name": ""}, "请填写督办机构。"),
    ],
)
def test_a_name_that_does_not_fit_is_refused(cast, given, said):
    with pytest.raises(ValidationError) as refusal:
        set_government(cast, **given)
    assert refusal.value.messages == [said]


def test_the_demonstration_keeps_its_name(cast):
    Government.objects.filter(pk=cast.government.pk).update(is_demonstration=True)
    with pytest.raises(ValidationError) as refusal:
        set_government(cast, name="示范区教育局")
    assert refusal.value.messages == ["演示数据的名称不能修改。"]


def test_what_is_made_beside_a_demonstration_belongs_to_it(db):
    assert not add_government(values={"name": "甲区人民政府"}, by=None).is_demonstration
    GovernmentFactory(is_demonstration=True)
    assert add_government(values={"name": " 乙区  人民政府 "}, by=None).is_demonstration
    assert [str(each) for each in Government.objects.order_by("pk")][-1] == "乙区 人民政府"


def test_the_lengths_of_names_are_those_of_the_table():
    assert {field: longest for field, (_, longest) in NAMES.items()} == {
        field: Government._meta.get_field(field).max_length for field in NAMES
    }

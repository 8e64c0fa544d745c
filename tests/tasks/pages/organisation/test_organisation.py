"""The administrator's pages: units, aliases, officials."""

import pytest
from django.urls import reverse

from tasks.enums import Role
from tasks.models import Government, Official, Unit, UnitAlias
from tests.cast import OfficialFactory, UnitFactory, UserFactory
from tests.pages import errors, found, options, rows, said

UNITS, UNIT_ADD = reverse("unit_list"), reverse("unit_add")
OFFICIALS, OFFICIAL_ADD = reverse("official_list"), reverse("official_add")


def page(unit: Unit) -> str:
    return reverse("unit_edit", args=[unit.pk])


def form_of(client, address: str) -> dict:
    """The fields of the page's first form as a browser would send them back."""
    form = client.get(address).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in fields.items() if value not in (None, False)}


def test_units_are_listed_with_everything_that_names_them(cast, sign_in):
    UnitAlias.objects.create(government=cast.government, unit=cast.other_unit, name="区城管局")
    towns = UnitFactory(government=cast.government, name="各镇街", is_group=True)
    towns.members.add(cast.lead_unit, cast.other_unit)
    UnitFactory(government=cast.government, name="区旧局", is_active=False, needs_confirmation=True)
    assert rows(sign_in(cast.administrator).get(UNITS)) == [
        ["区城市管理局", "区城管局", "", "", "1", "在用"],
        ["区教委", "", "", "", "2", "在用"],
        ["区财政局", "", "", "", "1", "在用"],
        ["各镇街", "", "单位组 2 家：区城市管理局、区教委", "", "", "在用"],
        ["区旧局", "", "", "须审核", "", "停用"],
    ]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"q": "城管"}, ["区城市管理局"]),
        ({"show": "groups"}, ["各镇街"]),
        ({"show": "without"}, ["区新局"]),
        ({"show": "retired"}, ["区旧局"]),
        ({"q": "教委", "show": "retired"}, []),
        ({"show": "all"}, []),
    ],
)
def test_the_list_shows_the_units_that_its_filter_asks_for(cast, sign_in, asked, shown):
    for name in ("区城管局", "区城管委"):
        UnitAlias.objects.create(government=cast.government, unit=cast.other_unit, name=name)
    UnitFactory(government=cast.government, name="各镇街", is_group=True)
    UnitFactory(government=cast.government, name="区新局")
    UnitFactory(government=cast.government, name="区旧局", is_active=False)
    assert [row[0] for row in rows(sign_in(cast.administrator).get(UNITS, asked))] == shown


def test_the_number_of_a_units_accounts_leads_to_them(cast, sign_in):
    client = sign_in(cast.administrator)
    address = client.get(UNITS, {"q": "区教委"}).content.decode().partition("/users/?q=")[2].partition('"')[0]
    assert [row[3] for row in rows(client.get(f"{reverse('user_list')}?q={address}"))] == ["区教委", "区教委"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_units(cast, sign_in, count_queries, count):
    government = cast.outside_administrator.government
    for unit in UnitFactory.create_batch(count, government=government):
        UnitAlias.objects.create(government=government, unit=unit, name=f"{unit.name}（合署）")
        UserFactory(government=government, unit=unit, role=Role.CLERK)
    client = sign_in(cast.outside_administrator)
    with count_queries(6):
        answer = client.get(UNITS)
    assert len(rows(answer)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_officials(cast, sign_in, count_queries, count):
    OfficialFactory.create_batch(count, government=cast.outside_administrator.government)
    client = sign_in(cast.outside_administrator)
    with count_queries(4):
        answer = client.get(OFFICIALS)
    assert len(rows(answer)) == count


def test_a_unit_is_added_and_its_aliases_follow(cast, sign_in):
    client = sign_in(cast.administrator)
    answer = client.post(UNIT_ADD, {"name": "区商务委", "is_active": "on", "needs_confirmation": "on"}, follow=True)
    unit = Unit.objects.get(name="区商务委")
    assert (unit.government, unit.needs_confirmation, unit.is_active) == (cast.government, True, True)
    assert (said(answer), found(answer, "h1")) == (["已新增单位“区商务委”。"], ["区商务委"])
    answer = client.post(reverse("alias_add", args=[unit.pk]), {"name": "区商务局"}, follow=True)
    assert (said(answer), rows(answer)) == (["“区商务局”今后认作“区商务委”。"], [["区商务局", "移除"]])
    answer = client.post(reverse("alias_remove", args=[unit.aliases.get().pk]), follow=True)
    assert (said(answer), rows(answer)) == (["已移除别名“区商务局”。"], [])


def test_a_group_is_made_of_ticked_units(cast, sign_in):
    chosen = [cast.lead_unit.pk, cast.other_unit.pk]
    sign_in(cast.administrator).post(
        UNIT_ADD, {"name": "各委局", "is_group": "on", "members": chosen, "is_active": "on"}
    )
    assert list(Unit.objects.get(name="各委局").members.all()) == [cast.other_unit, cast.lead_unit]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", ["这个字段是必填项。"]),
        ("区财政局", ["已有同名单位，不能重复。"]),
        ("局" * 101, ["确保该变量包含不超过 100 字符 (目前字符数 101)。"]),
    ],
)
def test_a_unit_that_cannot_be_is_explained_beside_its_field(cast, sign_in, name, why):
    answer = sign_in(cast.administrator).post(UNIT_ADD, {"name": name, "is_active": "on"})
    assert (answer.status_code, errors(answer)) == (200, why)


def test_an_alias_that_means_another_unit_is_explained_and_kept_in_its_field(cast, sign_in):
    answer = sign_in(cast.administrator).post(reverse("alias_add", args=[cast.lead_unit.pk]), {"name": "区财政局"})
    assert errors(answer) == ["已有同名单位，不能重复。"]
    assert answer.context["alias_form"]["name"].value() == "区财政局"


def test_two_administrators_do_not_undo_each_other_unknowingly(cast, sign_in):
    first, second = (
        sign_in(cast.administrator),
        sign_in(UserFactory(government=cast.government, role=Role.ADMINISTRATOR)),
    )
    mine, theirs = form_of(first, page(cast.lead_unit)), form_of(second, page(cast.lead_unit))
    second.post(page(cast.lead_unit), theirs | {"needs_confirmation": "on"})
    answer = first.post(page(cast.lead_unit), mine | {"name": "区教育委"})
    assert errors(answer) == [
        "您打开本页之后，其他人已经保存过。现存内容为——名称：区教委；是单位组：否；成员单位：（空）；"
        "报送前须经单位审核人审核：是；在用：是。请核对您的填写，再次保存即以您的为准。"
    ]
    assert answer.context["form"]["name"].value() == "区教育委"
    again = mine | {
        "name": "区教育委",
        "needs_confirmation": "on",
        "seen": answer.context["form"]["seen"].value(),
    }
    first.post(page(cast.lead_unit), again)
    stored = Unit.objects.get(pk=cast.lead_unit.pk)
    assert (stored.name, stored.needs_confirmation) == ("区教育委", True)


def test_an_official_is_added_changed_and_named_once(cast, sign_in):
    client = sign_in(cast.administrator)
    answer = client.post(OFFICIAL_ADD, {"name": "刘 洋", "title": "副区长", "is_active": "on"}, follow=True)
    assert rows(answer) == [["", "刘洋", "副区长", "", "在任"], ["", "王明", "副区长", "", "在任"]]
    address = reverse("official_edit", args=[Official.objects.get(name="刘洋").pk])
    assert errors(client.post(address, form_of(client, address) | {"name": "王明"})) == ["已有同名区领导，不能重复。"]
    fields = form_of(client, address)
    del fields["is_active"]
    assert rows(client.post(address, fields, follow=True)) == [
        ["", "王明", "副区长", "", "在任"],
        ["", "刘洋", "副区长", "", "离任"],
    ]


def test_officials_stand_in_the_order_that_was_given_and_then_by_name(cast, sign_in):
    for name, rank in (("安然", 99), ("赵强", 2), ("刘洋", 2), ("周平", 1)):
        OfficialFactory(government=cast.government, name=name, rank=rank)
    client = sign_in(cast.administrator)
    names = [row[:2] for row in rows(client.get(reverse("official_list")))]
    assert names == [["1", "周平"], ["2", "刘洋"], ["2", "赵强"], ["", "安然"], ["", "王明"]]
    offered = options(client.get(reverse("official_edit", args=[cast.official.pk])), "deputy")
    assert offered == ["（不代理）", "周平", "刘洋", "赵强", "安然"]


@pytest.mark.parametrize("rank", ["0", "1000", "-1", "一", "9" * 30])
def test_an_order_that_cannot_be_is_explained(cast, sign_in, rank):
    answer = sign_in(cast.administrator).post(OFFICIAL_ADD, {"name": "刘洋", "rank": rank, "is_active": "on"})
    assert (answer.status_code, errors(answer)) == (200, ["排序应是 1 至 999 的整数；没有排定的留空。"])


def test_a_deputy_is_named_on_the_page_and_shown_in_the_list(cast, sign_in):
    deputy = OfficialFactory(government=cast.government, name="刘芳", rank=5)
    client, address = sign_in(cast.administrator), reverse("official_edit", args=[cast.official.pk])
    given = form_of(client, address) | {"deputy": deputy.pk, "deputy_from": "2024-04-01"}
    assert errors(client.post(address, given)) == ["选择了代理领导的，起止日期都要填写。"]
    answer = client.post(address, given | {"deputy_until": "2024-04-30"}, follow=True)
    assert rows(answer) == [
        ["5", "刘芳", "", "", "在任"],
        ["", "王明", "副区长", "刘芳（2024年4月1日至2024年4月30日）", "在任"],
    ]
    assert errors(client.post(address, given | {"deputy_from": "昨天"}))[0] == "日期应写作 2024-07-15。"


def test_the_administrator_sets_what_readers_see_and_whether_issues_are_signed_off(cast, sign_in):
    client, address = sign_in(cast.administrator), reverse("government_page")
    given = form_of(client, address) | {"viewer_scope": "all", "requires_sign_off": "on"}
    assert said(client.post(address, given, follow=True)) == ["已保存辖区设置。"]
    stored = Government.objects.get(pk=cast.government.pk)
    assert (stored.viewer_scope, stored.requires_sign_off) == ("all", True)
    assert len(errors(client.post(address, given | {"viewer_scope": "nothing"}))) == 1
    assert errors(client.post(address, given))[0].startswith("您打开本页之后，其他人已经保存过。")


def test_another_governments_units_and_officials_cannot_be_reached(cast, sign_in):
    client = sign_in(cast.outside_administrator)
    alias = UnitAlias.objects.create(government=cast.government, unit=cast.lead_unit, name="区教育局")
    answers = [
        client.get(page(cast.lead_unit)),
        client.get(reverse("official_edit", args=[cast.official.pk])),
        client.post(reverse("alias_add", args=[cast.lead_unit.pk]), {"name": "区教育局"}),
        client.post(reverse("alias_remove", args=[alias.pk])),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert rows(client.get(UNITS)) == []


def test_a_unit_is_found_by_its_name_alias_or_member_and_groups_come_last(cast, sign_in):
    client = sign_in(cast.administrator)
    UnitAlias.objects.create(government=cast.government, unit=cast.lead_unit, name="教育主管部门")
    for words in (cast.lead_unit.name, "教育主管"):
        assert [row[0] for row in rows(client.get(UNITS, {"q": words}))] == [cast.lead_unit.name]
    assert rows(client.get(UNITS, {"q": "没有这个单位"})) == []


def test_a_unit_that_asks_for_a_confirmation_nobody_can_give_is_warned_of(cast, sign_in):
    client = sign_in(cast.administrator)
    for unit, warnings in ((cast.other_unit, 1), (cast.lead_unit, 0)):
        page = reverse("unit_edit", args=[unit.pk])
        answer = client.post(page, form_of(client, page) | {"needs_confirmation": "on"}, follow=True)
        told = [words for words in said(answer) if "没有在用的单位审核人账号" in words]
        assert len(told) == warnings

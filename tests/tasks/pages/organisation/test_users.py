"""The administrator's page of the people who sign in."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from tasks.enums import EventKind, Role
from tasks.models import Event, User
from tasks.periods import format_chinese_moment
from tests.cast import UnitFactory, UserFactory
from tests.pages import errors, found, options, rows, said

USERS, ADD = reverse("user_list"), reverse("user_add")


def page(user: User) -> str:
    return reverse("user_edit", args=[user.pk])


def form_of(client, user: User) -> dict:
    form = client.get(page(user)).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in fields.items() if value not in (None, False)}


def filled(**given) -> dict:
    return {"username": "liuyang", "name": "刘洋", "role": Role.OFFICE, "is_active": "on"} | given


def test_people_are_listed_with_their_place_and_last_visit(cast, sign_in):
    assert rows(sign_in(cast.outside_administrator).get(USERS)) == [
        ["linqu_admin", "高原", "系统管理员", "", last_visit(cast.outside_administrator), "在用"],
        ["linqu", "冯刚", "督查办", "", "从未登录", "在用"],
    ]
    shown = rows(sign_in(cast.administrator).get(USERS))
    assert [row[3] for row in shown if row[2] in ("填报员", "区领导")] == [
        "区城市管理局",
        "区教委",
        "区财政局",
        "王明",
    ]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"q": "区教委"}, ["填报员", "单位审核人"]),
        ({"q": "区教委", "role": "clerk"}, ["填报员"]),
        ({"q": "王明"}, ["区领导"]),
        ({"q": "GUANLI"}, ["系统管理员"]),
        ({"state": "retired"}, ["审计员"]),
        ({"q": "没有这个人"}, []),
        ({"role": "nobody"}, []),
    ],
)
def test_the_list_shows_what_its_filter_asks_for(cast, sign_in, asked, shown):
    client = sign_in(cast.administrator)
    User.objects.filter(pk=cast.administrator.pk).update(username="guanli")
    User.objects.filter(pk=cast.auditor.pk).update(is_active=False)
    assert [row[2] for row in rows(client.get(USERS, asked))] == shown


def test_an_empty_list_leads_back_to_everybody(cast, sign_in):
    answer = sign_in(cast.administrator).get(USERS, {"q": "没有这个人"})
    assert found(answer, "p.empty") == ["没有符合筛选条件的账号。 看全部账号"]


def last_visit(user: User) -> str:
    """Signing a client in is a visit; its day is the machine's, so it is read back."""
    return format_chinese_moment(localtime(User.objects.get(pk=user.pk).last_login))


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_people(cast, sign_in, count_queries, count):
    unit = UnitFactory(government=cast.outside_administrator.government)
    UserFactory.create_batch(count, government=unit.government, unit=unit, role=Role.CLERK)
    client = sign_in(cast.outside_administrator)
    with count_queries(5):
        answer = client.get(USERS)
    assert len(rows(answer)) == count + 2


def test_a_new_persons_password_is_shown_once_and_works(cast, sign_in):
    client = sign_in(cast.administrator)
    answer = client.post(ADD, filled(role=Role.CLERK, unit=cast.lead_unit.pk))
    password = found(answer, "code.secret")[0]
    assert found(answer, "h1") == ["新用户“刘洋”的初始密码"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert password not in client.get(page(User.objects.get(username="liuyang"))).content.decode()
    newcomer = Client()
    newcomer.post(reverse("sign_in"), {"username": "liuyang", "password": password})
    assert newcomer.get(reverse("home")).url == reverse("change_password")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"username": "jiaowei"}, ["用户名已被使用，请换一个。"]),
        ({"username": "JIAOWEI"}, ["用户名已被使用，请换一个。"]),
        ({"username": "liu yang"}, ["用户名只能由汉字、字母、数字和 _ . @ + - 组成，中间不留空格。"]),
        ({"role": Role.CLERK}, ["填报员须选择所在单位。"]),
        ({"role": Role.LEADER}, ["区领导账号须对应一位区领导。"]),
        ({"email": "liuyang@"}, ["请填写完整的邮箱地址（名称、@、邮件服务器）；不用邮箱的留空。"]),
        ({"role": "emperor"}, ["选择一个有效的选项。 emperor 不在可用的选项中。"]),
        ({"username": "", "name": "", "role": ""}, ["这个字段是必填项。"] * 3),
        (
            {"username": "liu yang", "telephone": "12", "role": Role.CLERK},
            [
                "用户名只能由汉字、字母、数字和 _ . @ + - 组成，中间不留空格。",
                "填报员须选择所在单位。",
                "“12”有 2 位，不是手机号。手机号写 11 位数字，座机写区号（如 023-67891234），内网短号写 3 至 6 位数字。",
            ],
        ),
    ],
)
def test_what_cannot_be_is_explained_beside_its_field(cast, sign_in, given, why):
    answer = sign_in(cast.administrator).post(ADD, filled(**given))
    assert (answer.status_code, errors(answer)) == (200, why)
    assert not User.objects.filter(name="刘洋").exists()


def test_an_address_for_mail_is_kept_with_its_trace_and_may_be_emptied(cast, sign_in):
    client = sign_in(cast.administrator)
    for address in ("lijing@example.org", ""):
        client.post(page(cast.clerk), form_of(client, cast.clerk) | {"email": address})
        assert User.objects.get(pk=cast.clerk.pk).email == address
    changes = [event.after for event in Event.objects.filter(kind=EventKind.USER_SAVED).order_by("pk")]
    assert [list(after.values()) for after in changes] == [["lijing@example.org"], [""]]


def test_a_unit_of_another_government_is_not_offered_and_not_taken(cast, sign_in):
    foreign = UnitFactory(government=cast.stranger.government, name="邻区教委")
    client = sign_in(cast.administrator)
    assert options(client.get(ADD), "unit") == ["（无）", "区城市管理局", "区教委", "区财政局"]
    answer = client.post(ADD, filled(role=Role.CLERK, unit=foreign.pk))
    assert errors(answer) == ["选择一个有效的选项： 该选择不在可用的选项中。"]


def test_powers_beyond_the_roles_cannot_be_posted(cast, sign_in):
    client = sign_in(cast.administrator)
    powers = {"is_superuser": "on", "is_staff": "on", "government": cast.stranger.government_id}
    client.post(page(cast.clerk), form_of(client, cast.clerk) | powers)
    stored = User.objects.get(pk=cast.clerk.pk)
    assert (stored.is_superuser, stored.is_staff, stored.government) == (False, False, cast.government)


def test_nobody_edits_himself_out(cast, sign_in):
    client = sign_in(cast.administrator)
    fields = form_of(client, cast.administrator)
    assert errors(client.post(page(cast.administrator), fields | {"role": Role.OFFICE})) == [
        "不能修改自己的角色，请由其他系统管理员办理。"
    ]
    del fields["is_active"]
    assert errors(client.post(page(cast.administrator), fields)) == ["不能停用自己的账号，请由其他系统管理员办理。"]


def test_a_deactivated_person_is_out_at_once(cast, sign_in):
    theirs, client = sign_in(cast.clerk), sign_in(cast.administrator)
    fields = form_of(client, cast.clerk)
    del fields["is_active"]
    assert said(client.post(page(cast.clerk), fields, follow=True)) == ["已保存用户“李静”。"]
    assert theirs.get(reverse("task_list")).status_code == 302


LEFT_ALONE = "区城市管理局已没有在用的填报账号，不能签收和填报，也收不到通知；请为其开设账号。"


@pytest.mark.parametrize("way", ["moved", "disabled"])
def test_a_unit_that_loses_its_only_clerk_is_named(cast, sign_in, way):
    client = sign_in(cast.administrator)
    fields = form_of(client, cast.other_clerk)
    fields["unit"] = cast.lead_unit.pk if way == "moved" else fields["unit"]
    if way == "disabled":
        del fields["is_active"]
    told = said(client.post(page(cast.other_clerk), fields, follow=True))
    assert told == [f"已保存用户“{cast.other_clerk.name}”。", LEFT_ALONE]


def test_a_group_of_units_is_nobodys_unit(cast, sign_in):
    group = UnitFactory(government=cast.government, name="各镇街", is_group=True)
    client = sign_in(cast.administrator)
    answer = client.post(ADD, filled(role=Role.CLERK, unit=group.pk))
    assert ("各镇街" in options(client.get(ADD), "unit"), errors(answer)) == (
        False,
        ["选择一个有效的选项： 该选择不在可用的选项中。"],
    )


def test_a_save_over_somebody_elses_is_refused_and_keeps_what_was_typed(cast, sign_in):
    client = sign_in(cast.administrator)
    old = form_of(client, cast.clerk)
    client.post(page(cast.clerk), old | {"unit": cast.other_unit.pk})
    answer = client.post(page(cast.clerk), old | {"name": "李静怡"})
    assert errors(answer) == [
        "您打开本页之后，其他人已经保存过。现存内容为——用户名：jiaowei；姓名：李静；角色：填报员；"
        "单位：区城市管理局；区领导：（空）；联系电话：（空）；电子邮件地址：（空）；统一身份账号：（空）；有效：是。请核对您的填写，再次保存即以您的为准。"
    ]
    assert answer.context["form"]["name"].value() == "李静怡"
    assert User.objects.get(pk=cast.clerk.pk).unit == cast.other_unit


def test_a_reset_password_ends_open_sessions(cast, sign_in):
    theirs, client = sign_in(cast.clerk), sign_in(cast.administrator)
    asked = client.post(reverse("password_reset", args=[cast.clerk.pk]))
    assert (found(asked, "h1"), found(asked, "code.secret")) == (["重置“李静”的密码？"], [])
    assert theirs.get(reverse("task_list")).status_code == 200
    answer = client.post(reverse("password_reset", args=[cast.clerk.pk]), {"is_confirmed": "on"})
    assert User.objects.get(pk=cast.clerk.pk).check_password(found(answer, "code.secret")[0])
    assert theirs.get(reverse("task_list")).status_code == 302


def test_ones_own_password_is_not_reset_here(cast, sign_in):
    answer = sign_in(cast.administrator).post(reverse("password_reset", args=[cast.administrator.pk]), follow=True)
    assert said(answer) == ["自己的密码请在“改密码”页修改。"]


def test_another_governments_people_cannot_be_reached(cast, sign_in):
    client = sign_in(cast.outside_administrator)
    answers = [client.get(page(cast.clerk)), client.post(reverse("password_reset", args=[cast.clerk.pk]))]
    assert [answer.status_code for answer in answers] == [404, 404]

"""账号确认 as a page: what waits, who decides, and what the people concerned are told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tasks import clock
from tasks.models import Government, PreparedChange, User
from tasks.organisation.account_actions import reset_password
from tests.pages import errors, found, said
from tests.tasks.organisation.test_confirming_actions import add
from tests.tasks.pages.organisation.test_users import filled

PAGE, CONFIRM, RETURN = (reverse(name) for name in ("prepared_list", "prepared_confirm", "prepared_return"))


@pytest.fixture
def separate(cast):
    Government.objects.filter(pk=cast.government.pk).update(separates_administrators=True)
    return cast


def test_a_new_persons_password_says_that_it_waits_and_works_after_the_yes(separate, sign_in):
    cast = separate
    answer = sign_in(cast.administrator).post(reverse("user_add"), filled())
    (password,) = found(answer, "code.secret")
    assert found(answer, "p.why")[1] == "三员分立：安全管理员确认后，这个密码才能用于登录。被退回或撤回的，密码作废。"
    newcomer = Client()
    sent = {"username": "liuyang", "password": password}
    assert newcomer.post(reverse("sign_in"), sent).status_code == 200
    security = sign_in(cast.security)
    pk = PreparedChange.objects.get().pk
    assert said(security.post(CONFIRM, {"pick": pk}, follow=True)) == ["已确认 1 项，即时生效。"]
    assert newcomer.post(reverse("sign_in"), sent).status_code == 302


def test_an_edit_says_that_it_waits(separate, sign_in):
    cast = separate
    client = sign_in(cast.administrator)
    page = reverse("user_edit", args=[cast.clerk.pk])
    form = client.get(page).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in fields.items() if value not in (None, False)} | {"name": "李静怡"}
    assert said(client.post(page, sent, follow=True)) == ["“李静”的变更已准备，安全管理员确认后生效。"]
    assert errors(client.post(page, sent | {"seen": fields["seen"]})) == [
        "“李静”有一项修改账号正在等待安全管理员确认（吴敏准备）。请等其确认，或在“账号确认”撤回后再办。"
    ]


def test_all_that_a_page_shows_is_confirmed_in_one_act(separate, sign_in):
    cast = separate
    for number in range(3):
        add(cast, username=f"person{number}")
    security = sign_in(cast.security)
    shown = [change.pk for change in security.get(PAGE).context["page"].waiting]
    assert said(security.post(CONFIRM, {"pick": shown}, follow=True)) == ["已确认 3 项，即时生效。"]
    assert User.objects.filter(username__startswith="person", is_active=True).count() == 3


def test_a_return_without_a_reason_keeps_the_ticks(separate, sign_in):
    add(separate)
    pk = PreparedChange.objects.get().pk
    answer = sign_in(separate.security).post(RETURN, {"pick": pk, "reason": ""})
    assert (answer.status_code, errors(answer)) == (422, ["请写明退回的理由，系统管理员据此重新准备。"])
    assert answer.context["page"].ticked == {pk}


def test_the_owner_of_a_reset_account_is_told_by_whom_and_when(separate, sign_in):
    cast = separate
    User.objects.filter(pk=cast.office.pk).update(last_login=clock.now() - timedelta(days=1))
    password = reset_password(user=User.objects.get(pk=cast.office.pk), by=cast.administrator)
    sign_in(cast.security).post(CONFIRM, {"pick": PreparedChange.objects.get().pk})
    owner = Client()
    owner.post(reverse("sign_in"), {"username": cast.office.username, "password": password})
    (told,) = said(owner.get(reverse("change_password")))
    assert told.startswith("刘安于 ")
    assert "对您的账号办理了“重置有权账号密码”（吴敏准备，刘安确认）。" in told


def test_the_switch_says_what_is_missing_and_then_works(cast, sign_in):
    client = sign_in(cast.administrator)
    begin = reverse("separation_begin")
    assert said(client.post(begin, follow=True)) == [
        "还不能启用：安全管理员、审计员须各有一个账号，由本人登录过并改成了自己的密码。"
    ]
    for user in (cast.security, cast.auditor):
        sign_in(user)
    asked = client.post(begin)
    assert (found(asked, "h1"), Government.objects.get(pk=cast.government.pk).separates_administrators) == (
        ["启用三员分立？"],
        False,
    )
    assert f"安全管理员：刘安（{cast.security.username}）" in asked.content.decode()
    assert said(client.post(begin, {"is_confirmed": "on"}, follow=True)) == [
        "已启用三员分立。此后新增账号、调整权限，须经安全管理员确认才生效。"
    ]
    assert said(client.post(reverse("separation_end"), follow=True)) == ["已提请停用三员分立，安全管理员确认后生效。"]


def test_the_number_of_queries_does_not_grow_with_what_waits(separate, sign_in, reads_in):
    names = iter(["one", "two", "three"])
    reads_in(8, sign_in(separate.security), PAGE, lambda: add(separate, username=next(names)))

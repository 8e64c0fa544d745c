"""What the administrator does for people who cannot come in, and what they are told of it."""

import pytest
from django.test import Client
from django.urls import reverse

from tasks.enums import EventKind
from tasks.models import Event
from tasks.permissions import Refused
from tasks.signing_on import second_factor_actions
from tasks.signing_on.lockout_actions import unlock_account
from tests.cast import PASSWORD
from tests.pages import found, rows, said
from tests.tasks.signing_on.telephones import enrol

SIGN_IN = reverse("sign_in")


def lock_out(username: str = "jiaowei", address: str = "10.1.2.3") -> None:
    for number in range(5):
        Client().post(SIGN_IN, {"username": username, "password": f"不是这个{number}"}, REMOTE_ADDR=address)


def attempt(address: str = "10.1.2.3"):
    return Client().post(SIGN_IN, {"username": "jiaowei", "password": PASSWORD}, REMOTE_ADDR=address)


def test_a_locked_account_is_shown_and_let_try_again(cast, sign_in):
    lock_out()
    client = sign_in(cast.administrator)
    page = reverse("user_edit", args=[cast.clerk.pk])
    shown = [line for line in found(client.get(page), "li") if "锁定至" in line]
    assert [line.split("，")[0] for line in shown] == ["10.1.2.3：密码输错 5 次"]
    assert attempt().status_code == 429
    assert [row[5] for row in rows(client.get(reverse("user_list"))) if row[0] == "jiaowei"] == ["登录锁定"]
    answer = client.post(reverse("account_unlock", args=[cast.clerk.pk]), follow=True)
    assert said(answer) == ["已解除“李静”的登录锁定，现在就可以登录。"]
    assert found(answer, "h2") == ["密码"]
    assert attempt().status_code == 302
    event = Event.objects.get(kind=EventKind.ACCOUNT_UNLOCKED)
    assert (event.actor_name, event.subject, event.before) == ("吴敏", "李静", {"锁定的来源地址": ["10.1.2.3"]})


def test_what_is_not_locked_is_not_unlocked(cast, sign_in):
    answer = sign_in(cast.administrator).post(reverse("account_unlock", args=[cast.clerk.pk]), follow=True)
    assert said(answer) == ["“李静”的账号没有锁定，现在就可以登录。"]
    assert not Event.objects.filter(kind=EventKind.ACCOUNT_UNLOCKED).exists()


@pytest.mark.parametrize("who", ["office", "outside_administrator"])
def test_nobody_else_unlocks(cast, who):
    lock_out()
    with pytest.raises(Refused):
        unlock_account(user=cast.clerk, by=cast.person(who))
    assert attempt().status_code == 429


def test_a_lost_second_factor_is_removed_and_its_owner_told(cast, sign_in):
    assert attempt().status_code == 302
    enrol(cast.clerk)
    client = sign_in(cast.administrator)
    answer = client.post(reverse("second_factor_remove", args=[cast.clerk.pk]), follow=True)
    assert said(answer) == ["已解除“李静”的两步验证，本人下次登录时会看到。"]
    event = Event.objects.filter(kind=EventKind.SECOND_FACTOR_REMOVED).get()
    assert (event.actor_name, event.subject) == ("吴敏", "李静")
    owner = Client()
    owner.post(SIGN_IN, {"username": "jiaowei", "password": PASSWORD})
    (told,) = said(owner.get(reverse("own_account")))
    assert told.startswith("吴敏于 2024年4月2日 ")
    assert told.endswith("对您的账号办理了“解除两步验证”。不是您要求的，请马上联系本辖区系统管理员。")


def test_there_has_to_be_one_to_remove(cast, sign_in):
    answer = sign_in(cast.administrator).post(reverse("second_factor_remove", args=[cast.clerk.pk]), follow=True)
    assert said(answer) == ["“李静”没有启用两步验证，不用解除。"]


def test_an_administrator_does_not_remove_his_own(cast):
    enrol(cast.administrator)
    with pytest.raises(Refused, match="自己的两步验证请在“账号”页解除，或由其他系统管理员办理。"):
        second_factor_actions.remove_lost_second_factor(user=cast.administrator, by=cast.administrator)


@pytest.mark.parametrize("who", ["office", "outside_administrator"])
def test_nobody_else_removes_it(cast, who):
    enrol(cast.clerk)
    with pytest.raises(Refused):
        second_factor_actions.remove_lost_second_factor(user=cast.clerk, by=cast.person(who))

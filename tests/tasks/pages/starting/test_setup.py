"""引导: the first page of an empty installation, which is gone as soon as there is a government."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tasks.models import Event, Government, User
from tasks.starting.setup_actions import ALREADY, renew_setup_key, start_with_key
from tests.cast import GovernmentFactory
from tests.pages import errors, found, said

pytestmark = pytest.mark.django_db

SETUP, SIGN_IN = reverse("setup_page"), reverse("sign_in")
PASSWORD = "启用-2026-口令"
FILLED = {
    "name": "示范市第一中学",
    "short_name": "一中",
    "office_name": "督导室",
    "ready_set": "district",
    "username": "guanli",
    "person": "吴敏",
    "password": PASSWORD,
    "again": PASSWORD,
}


def send(client: Client, key: str, **given):
    return client.post(SETUP, FILLED | {"key": key} | given, REMOTE_ADDR="10.1.2.3")


def test_every_way_leads_to_the_guide_while_there_is_nothing():
    answer = Client().get("/", follow=True)
    assert [address for address, _ in answer.redirect_chain] == [f"{SIGN_IN}?next=/", SETUP]
    assert (answer.status_code, found(answer, "h1"), found(answer, "h2")) == (
        200,
        ["启用督办台账"],
        ["一、启用码", "二、本单位", "三、系统管理员"],
    )


def test_the_guide_makes_a_school_and_the_administrator_who_signs_in():
    client = Client()
    answer = send(client, renew_setup_key(by=None))
    assert (answer.status_code, answer.url) == (302, SIGN_IN)
    assert said(client.get(SIGN_IN)) == ["“示范市第一中学”已启用。请用刚才设置的用户名和密码登录，按启用清单继续。"]
    government = Government.objects.get()
    assert (government.name, government.short_name, government.office_name) == ("示范市第一中学", "一中", "督导室")
    signed_in = client.post(SIGN_IN, {"username": "guanli", "password": PASSWORD}, follow=True)
    assert signed_in.redirect_chain[-1][0] == reverse("desk")
    assert found(signed_in, "h2") == ["启用清单还差 7 步"]


def test_the_guide_is_gone_once_there_is_a_government():
    GovernmentFactory()
    client = Client()
    answer = client.get(SETUP)
    assert (answer.status_code, answer.url) == (302, SIGN_IN)
    assert send(client, "any").url == SIGN_IN
    assert (said(client.get(SIGN_IN)), Government.objects.count()) == ([ALREADY], 1)


def test_a_wrong_key_keeps_the_words_and_forgets_the_password():
    renew_setup_key(by=None)
    answer = send(Client(), "wrong")
    assert (answer.status_code, errors(answer)) == (
        422,
        ["启用码不正确，还可以试 9 次。启用码在服务器的启动日志里。", "密码请重新输入。"],
    )
    page = answer.content.decode()
    assert ('value="示范市第一中学"' in page, PASSWORD in page) == (True, False)
    assert [(event.succeeded, event.address) for event in Event.objects.all()] == [(False, "10.1.2.3")]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"again": "启用-2026-另一个"}, ["两次输入的密码不一致。"]),
        ({"password": "短Ab1", "again": "短Ab1"}, ["新密码太短，至少要 8 个字符。"]),
        ({"password": "guanli-1", "again": "guanli-1"}, ["新密码与用户名、姓名或邮箱太相近。"]),
        ({"username": "gu an"}, ["用户名只能由汉字、字母、数字和 _ . @ + - 组成，中间不留空格。"]),
        ({"name": ""}, ["这个字段是必填项。"]),
        ({"name": "长" * 101}, ["确保该变量包含不超过 100 字符 (目前字符数 101)。"]),
    ],
)
def test_what_does_not_fit_is_told_and_costs_no_try(given, why):
    key = renew_setup_key(by=None)
    answer = send(Client(), key, **given)
    assert (answer.status_code, errors(answer), Event.objects.count()) == (422, why, 0)
    assert send(Client(), key).url == SIGN_IN


def test_nothing_typed_is_asked_for_and_no_error():
    answer = Client().post(SETUP, {})
    assert (answer.status_code, Government.objects.count()) == (422, 0)


def test_who_lost_the_race_is_told(monkeypatch):
    """Somebody else starts between the look at the page and the action."""
    key = renew_setup_key(by=None)

    def be_slow(**given):
        start_with_key(**given | {"values": given["values"] | {"name": "另一单位"}})
        return start_with_key(**given)

    monkeypatch.setattr("tasks.pages.starting.views.setup.start_with_key", be_slow)
    answer = send(Client(), key)
    assert (answer.status_code, errors(answer)[0], str(Government.objects.get())) == (422, ALREADY, "另一单位")


def test_a_superuser_of_no_government_is_refused_and_meets_no_error():
    call_command("createsuperuser", username="root", name="甲", role="administrator", interactive=False)
    User.objects.update(must_change_password=False)
    client = Client()
    client.force_login(User.objects.get(), backend="tracker.backends.WithUnreadNotices")
    assert client.get(reverse("start_list")).status_code == 403


def test_a_set_is_chosen_in_the_guide_and_gives_words_and_office():
    send(Client(), renew_setup_key(by=None), ready_set="company", office_name="")
    government = Government.objects.get()
    assert (government.ready_set, government.office_name, government.words.leader) == ("company", "企管部", "集团领导")
    keeper = Client()
    keeper.post(SIGN_IN, {"username": "guanli", "password": PASSWORD})
    assert found(keeper.get(reverse("official_list")), "h1") == ["集团领导"]

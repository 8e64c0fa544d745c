"""``setup_government`` and ``setup_key``: what the guide does, at the server."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tasks.enums import EventKind
from tasks.models import Event, Government, User
from tasks.signing_on.passwords import describe_password_rules
from tasks.starting.setup_actions import start_with_key
from tests.tasks.starting.test_setup_actions import KEEPER, NAMES

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("setup_government", *arguments, stdout=out)
    return out.getvalue().splitlines()


def refusal_of(*arguments: str) -> str:
    with pytest.raises(CommandError) as refusal:
        run(*arguments)
    assert refusal.value.returncode == 1
    return str(refusal.value)


def test_a_company_is_made_with_a_password_that_is_printed_once():
    first, second, third = run("示范集团有限公司", "--short-name", "集团", "--username", "guanli", "--person", "吴敏")
    assert first == "“示范集团有限公司”已启用。系统管理员：guanli　吴敏"
    assert second.startswith("密码（只显示这一次，首次登录须修改）：")
    assert third == "请登录后按“启用清单”继续。"
    user = User.objects.get()
    assert user.check_password(second.partition("：")[2])
    assert (user.home.name, user.home.short_name, user.must_change_password) == ("示范集团有限公司", "集团", True)


def test_the_second_run_changes_nothing_and_says_so():
    run("示范集团有限公司")
    assert run(" 示范集团有限公司 ") == ["“示范集团有限公司”和该系统管理员已在，未作改动。"]
    assert (Government.objects.count(), User.objects.count()) == (1, 1)


def test_the_password_may_come_from_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("启用-2026-口令\n"))
    assert run("示范集团有限公司", "--password-stdin") == [
        "“示范集团有限公司”已启用。系统管理员：admin　系统管理员",
        "请登录后按“启用清单”继续。",
    ]
    user = User.objects.get()
    assert (user.check_password("启用-2026-口令"), user.must_change_password) == (True, False)


@pytest.mark.parametrize("typed", ["", "短\n", "12345678\n"])
def test_a_weak_password_is_refused(monkeypatch, typed):
    monkeypatch.setattr("sys.stdin", StringIO(typed))
    assert refusal_of("示范集团有限公司", "--password-stdin") == (f"密码不合要求：{describe_password_rules()}")
    assert not Government.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((" ",), "请填写名称。"),
        (("长" * 101,), "名称不超过 100 字。"),
        (("区教育局", "--username", "a b"), "用户名由汉字、字母、数字和 _ . @ + - 组成，1 至 150 字，中间不留空格。"),
        (("区教育局", "--person", ""), "请填写系统管理员的姓名，不超过 50 字。"),
    ],
)
def test_what_does_not_fit_is_told(arguments, said):
    assert refusal_of(*arguments) == said
    assert not Government.objects.exists()


def test_the_key_is_printed_and_opens_the_guide():
    out = StringIO()
    call_command("setup_key", stdout=out)
    first, second = out.getvalue().splitlines()
    assert second == "启用码只显示这一次，用后作废，输错 10 次也作废；再运行 manage.py setup_key 另取。"
    start_with_key(key=first.rpartition("：")[2], values=NAMES, administrator=KEEPER)
    with pytest.raises(CommandError, match="本系统已经启用，不再需要启用码。"):
        call_command("setup_key", stdout=out)


def test_a_bureau_begins_with_its_set_and_with_words_of_its_own():
    run("示范区教育局", "--set", "bureau", "--term", "leader=委领导", "--term", "judging=")
    government = Government.objects.get()
    assert (government.ready_set, government.office_name, government.words.leader) == ("bureau", "办公室", "委领导")
    assert (government.words.lead_unit, government.words.judging) == ("牵头科室", "研判")
    event = Event.objects.get(kind=EventKind.TERMS_SET)
    assert (event.reason, event.after["区领导"], event.after["牵头单位"]) == ("样板：市直部门", "委领导", "牵头科室")


def test_a_word_that_does_not_fit_makes_no_government():
    assert refusal_of("示范区教育局", "--term", "leader=局") == (
        "用语嵌在句子里，只能用汉字，至少两个字，不带标点、空格和字母。"
    )
    with pytest.raises(CommandError, match="--term 写作 KEY=WORD，如 leader=局领导；现为“局领导”。"):
        run("示范区教育局", "--term", "局领导")
    assert not Government.objects.exists()

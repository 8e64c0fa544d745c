"""The server lets an administrator in again, and the audit log tells it."""

import pytest
from django.core.management import CommandError, call_command

from tasks.enums import EventKind, Role
from tasks.models import Event, User
from tests.cast import UserFactory


def restore(capsys, *given: str) -> tuple[str, str]:
    """What the command says first, and the password that it prints."""
    call_command("restore_administrator", *given)
    said, password = capsys.readouterr().out.splitlines()
    return said, password.partition("：")[2]


def test_an_administrator_who_is_there_gets_in_again(cast, capsys):
    User.objects.filter(pk=cast.security.pk).update(is_active=False)
    said, password = restore(capsys, "security", "anquan", "--government", cast.government.name)
    stored = User.objects.get(pk=cast.security.pk)
    assert said == "安全管理员“刘安”（anquan）可以登录，已留痕。"
    assert (stored.is_active, stored.must_change_password, stored.check_password(password)) == (True, True, True)
    event = Event.objects.get()
    assert (event.kind, event.actor_name, event.after) == (EventKind.ADMINISTRATOR_RESTORED, "系统", {"有效": "是"})


def test_a_new_one_is_made_without_anybodys_yes(cast, capsys):
    cast.government.separates_administrators = True
    cast.government.save()
    restore(capsys, "auditor", "shenji2", "--person", "何洁", "--government", cast.government.name)
    made = User.objects.get(username="shenji2")
    assert (made.name, made.role, made.government, made.is_active) == ("何洁", Role.AUDITOR, cast.government, True)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (["security", "jiaowei"], "“李静”（jiaowei）的角色是填报员，不在服务器上改作安全管理员；请另用一个用户名。"),
        (["security", "linqu_admin"], "用户名“linqu_admin”属于其他辖区，请另用一个。"),
        (["security", "liu yang"], "用户名只能由汉字、字母、数字和 _ . @ + - 组成，中间不留空格。"),
    ],
)
def test_what_is_not_his_to_give_is_refused(cast, given, why):
    with pytest.raises(CommandError) as refusal:
        call_command("restore_administrator", *given, "--government", cast.government.name)
    assert str(refusal.value) == why


@pytest.mark.parametrize(
    ("name", "why"), [("", "有多个辖区政府，请用 --government 指明。"), ("无此区", "没有辖区政府“无此区”。")]
)
def test_the_government_has_to_be_known(cast, name, why):
    UserFactory()
    with pytest.raises(CommandError) as refusal:
        call_command("restore_administrator", "auditor", "shenji", "--government", name)
    assert str(refusal.value) == why

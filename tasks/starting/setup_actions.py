"""启用: makes the one-time key of an empty installation, and with it the first government and its administrator."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind, Role
from tasks.models import Government, SetupKey, User
from tasks.organisation.account_actions import add_user, generate_password
from tasks.organisation.government_actions import add_government, lock_installation
from tasks.organisation.governments import has_demonstration, is_installation_empty
from tasks.organisation.ready_sets import USUAL, load_ready_sets
from tasks.organisation.term_actions import apply_ready_set
from tasks.permissions import Refused
from tasks.terms import terms
from tasks.terms.later import say_later

#: so many wrong keys make it void, since the guide is open to everybody who reaches the machine
TRIES = 10
USERNAME = re.compile(r"[\w.@+-]{1,150}")
LONGEST_NAME = 50
ALREADY = say_later("本系统已经启用，请登录。忘记密码或没有账号的，请联系本{terms.place}系统管理员。")
NO_KEY = "启用码已经作废。请在服务器上运行 manage.py setup_key，用新显示的启用码。"
ONLY_DEMONSTRATION = "本系统载有演示数据，不能用于正式工作。请换一个数据库（DATABASE_URL）或数据目录（DUBAN_VAR）。"


@dataclass(frozen=True)
class FirstAdministrator:
    """The account of a government's first administrator.

    Attributes:
        password: "" to generate one, which has to be changed at the first sign-in. The caller has checked the strength
            of another.
    """

    username: str
    name: str
    password: str = ""


@dataclass(frozen=True)
class ChosenSet:
    """What a government begins with.

    Attributes:
        key: of the ready set.
        words: key of a term → word, which go before those of the set.
    """

    key: str = USUAL
    words: Mapping[str, str] = field(default_factory=dict)


NOTHING_CHOSEN = ChosenSet()


@transaction.atomic
def renew_setup_key(*, by: User | None = None) -> str:
    """Makes a new key, which ends the former one.

    Returns:
        The key, of which only the hash is kept.

    Raises:
        Refused: there is a government, so that nothing is left to set up.
    """
    row = lock_installation()
    if not is_installation_empty():
        raise Refused("本系统已经启用，不再需要启用码。")
    key = generate_password()
    row.key_hash, row.tries_left = make_password(key), TRIES
    row.save()
    return key


def start_with_key(
    *, key: str, values: dict[str, Any], administrator: FirstAdministrator, chosen: ChosenSet = NOTHING_CHOSEN
) -> User:
    """Makes the first government and its administrator, and uses the key up.

    A wrong key is counted even though nothing else is done.

    Args:
        values: of ``government_actions.NAME_FIELDS``.
        chosen: what the government begins with.

    Raises:
        Refused: somebody else was faster, or the key is wrong, used, or was tried too often.
        ValidationError: a name is missing or taken; the key stays.
    """
    with transaction.atomic():
        refusal = _check_key(key)
        if not refusal:
            user, _ = _make_government(values, administrator, chosen, by=None)
    if refusal:
        raise Refused(refusal)
    return user


def _check_key(key: str) -> str:
    """Returns why the key does not open the guide, "" if it does; counts and records a wrong one. Under the lock."""
    row = lock_installation()
    if not is_installation_empty():
        return ALREADY
    if not row.key_hash or not row.tries_left:
        return NO_KEY
    right = check_password("".join(key.split()), row.key_hash)
    if not right:
        row.tries_left -= 1
        row.save()
    record(EventKind.SETUP_KEY_TRIED, row, by=None, government_id=None, succeeded=right)
    if right:
        return ""
    if not row.tries_left:
        return f"启用码不正确，并已连续输错 {TRIES} 次。{NO_KEY}"
    return f"启用码不正确，还可以试 {row.tries_left} 次。启用码在服务器的启动日志里。"


def _make_government(
    values: dict[str, Any], administrator: FirstAdministrator, chosen: ChosenSet, *, by: User | None
) -> tuple[User, str]:
    """Makes a government with its administrator, and ends the key; returns as ``_add_administrator``."""
    government = add_government(values=values, by=by)
    apply_ready_set(government=government, ready_set=load_ready_sets()[chosen.key], words=chosen.words, by=by)
    SetupKey.objects.update(key_hash="", tries_left=0)
    return _add_administrator(government, administrator, by=by)


def _add_administrator(
    government: Government, administrator: FirstAdministrator, *, by: User | None
) -> tuple[User, str]:
    """Adds the account; returns it with its password if that was generated, else with ""."""
    _refuse_unfit_account(administrator)
    values = {
        "username": administrator.username,
        "name": administrator.name,
        "role": Role.ADMINISTRATOR,
        "unit": None,
        "official": None,
        "is_active": True,
    }
    user, generated = add_user(government=government, values=values, by=by)
    if not administrator.password:
        return user, generated
    user.password, user.must_change_password = make_password(administrator.password), False
    user.password_set_at = clock.now()
    user.save(update_fields=["password", "must_change_password", "password_set_at"])
    return user, ""


@transaction.atomic
def start_from_server(
    *,
    values: dict[str, Any],
    administrator: FirstAdministrator,
    another: bool,
    chosen: ChosenSet = NOTHING_CHOSEN,
    by: User | None = None,
) -> tuple[User, str] | None:
    """Makes a government and its first administrator, for the person at the server, who needs no key.

    A government without an administrator (one that an import has made) gets him.

    Args:
        values: of ``government_actions.NAME_FIELDS``.
        chosen: what a new government begins with; one that is there keeps what it has.
        another: whether a further government is meant where there is one of another name.

    Returns:
        The user, and his password if it was generated; None where government and account are there already.

    Raises:
        Refused: the database holds the demonstration; there is another government and none more is meant; the
            government has another administrator.
        ValidationError: a name is missing or the user name is taken.
    """
    lock_installation()
    if has_demonstration():
        raise Refused(ONLY_DEMONSTRATION)
    government = Government.objects.filter(name=values["name"]).first()
    if government is None:
        _refuse_unmeant(values["name"], another)
        return _make_government(values, administrator, chosen, by=by)
    administrators = government.users.filter(role=Role.ADMINISTRATOR, is_active=True)
    if administrators.filter(username=administrator.username).exists():
        return None
    if there := administrators.first():
        raise Refused(f"“{government}”已有系统管理员（用户名 {there.username}），其他账号请由其在“用户”页新增。")
    return _add_administrator(government, administrator, by=by)


def _refuse_unmeant(name: str, another: bool) -> None:
    there = Government.objects.first()
    if there and not another:
        raise Refused(f"已有{terms.government}“{there}”，没有新建“{name}”。确要在同一系统中再建一个的，加 --another。")


def _refuse_unfit_account(administrator: FirstAdministrator) -> None:
    """
    Raises:
        ValidationError: the user name or the name is missing, too long or badly written; by ``username`` or ``person``.
    """
    if not USERNAME.fullmatch(administrator.username):
        raise ValidationError({"username": "用户名由汉字、字母、数字和 _ . @ + - 组成，1 至 150 字，中间不留空格。"})
    if not 1 <= len(administrator.name) <= LONGEST_NAME:
        raise ValidationError({"person": f"请填写系统管理员的姓名，不超过 {LONGEST_NAME} 字。"})

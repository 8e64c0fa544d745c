"""激活邮件: sends the links, and sets the first password of the person who follows one."""

import time
from collections.abc import Callable, Iterable

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Government, User
from tasks.organisation.activation import (
    TOKENS,
    ActivationLetter,
    Invitations,
    build_activation_letter,
    find_invited_user,
)
from tasks.permissions import Refused
from tasks.reminding import channels

#: seconds that one request spends on sending; who is left gets his link from 账号盘点
PATIENCE = 15
OUT_OF_TIME = "本次没有来得及发送"
NO_LONGER_VALID = "链接已失效：可能已经用过、重新发送过、超过了期限，或者账号还没有开通。请联系系统管理员。"


def send_activation_links(
    *, government: Government, users: Iterable[User], build_link: Callable[[int, str], str], by: User
) -> Invitations:
    """Sends each person a link; outside of a transaction, so that no lock waits for the mail server.

    Args:
        build_link: takes key and token, returns the full address.

    Returns:
        Who got one; after ``PATIENCE`` seconds or where the server does not answer, the rest gets none.
    """
    result, until, dead = Invitations(), time.monotonic() + PATIENCE, ""
    for user in users:
        why = dead or ("" if time.monotonic() < until else OUT_OF_TIME)
        if not why:
            why, dead = _send_letter(build_activation_letter(user, build_link(user.pk, TOKENS.make_token(user))))
        if why:
            result.unsent.append((user, why))
        else:
            result.sent.append(user)
    if result.sent or result.unsent:
        after = {"已发送": [user.name for user in result.sent], "未发送": [user.name for user, _ in result.unsent]}
        record(EventKind.ACTIVATION_SENT, government, by=by, government_id=government.pk, after=after)
    return result


def _send_letter(letter: ActivationLetter) -> tuple[str, str]:
    """Returns why it was not sent, and why no other can be; "" for each that does not hold."""
    try:
        channels.send_message(letter)
    except channels.Unreachable as failure:
        return str(failure), str(failure)
    except channels.Undelivered as failure:
        return str(failure), ""
    return "", ""


@transaction.atomic
def activate_account(*, token: str, password: str, by: User) -> None:
    """Sets the first password of the person who followed a link; the caller has checked its strength.

    Raises:
        Refused: the link does not hold any more, perhaps since it was used at the same moment.
    """
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    user = find_invited_user(by.pk, token)
    if user is None:
        raise Refused(NO_LONGER_VALID)
    user.password = make_password(password)
    user.must_change_password = False
    user.password_set_at = clock.now()
    user.save(update_fields=["password", "must_change_password", "password_set_at"])
    record(EventKind.ACCOUNT_ACTIVATED, user, by=user, government_id=user.government_id)

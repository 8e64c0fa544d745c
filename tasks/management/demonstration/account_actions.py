"""Creates the accounts of the demonstration; their printed passwords need not be changed at the first sign-in."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Max

from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Event, Government, User
from tasks.organisation.account_actions import add_user, generate_password, store_user
from tasks.organisation.organisation_actions import lock_government


@transaction.atomic
def add_demonstration_user(*, government: Government, values: dict[str, Any], by: User | None) -> tuple[User, str]:
    """Creates an account with a password.

    Args:
        values: of ``account_actions.USER_FIELDS``.

    Returns:
        The user and the password, of which only the hash is stored.
    """
    user, password = add_user(government=government, values=values, by=by)
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    return user, password


@transaction.atomic
def add_closed_account(*, government: Government, values: dict[str, Any], by: User | None) -> User:
    """Creates an account without a usable password, for a simulated person.

    Args:
        values: of ``account_actions.USER_FIELDS``.
    """
    lock_government(government)
    user = User(government=government, password=make_password(None), must_change_password=True)
    return store_user(user, {}, values, by=by)


@transaction.atomic
def note_last_visits(*, government: Government, by: User | None) -> None:
    """Lets everybody who has acted have signed in last when he acted last.

    Args:
        by: whom it leaves out, since he signs in himself; None for nobody.
    """
    acted = Event.objects.filter(government_id=government.pk, actor_id__isnull=False).order_by().values("actor_id")
    latest = dict(acted.annotate(last=Max("at")).values_list("actor_id", "last"))
    for user in User.objects.filter(pk__in=latest).exclude(pk=by.pk if by else None):
        user.last_login = latest[user.pk]
        user.save(update_fields=["last_login"])


@transaction.atomic
def renew_demonstration_password(*, user: User, by: User | None) -> str:
    """Gives an account a new password.

    Returns:
        The password, of which only the hash is stored.
    """
    password = generate_password()
    user.password = make_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(EventKind.PASSWORD_RESET, user, by=by, government_id=user.government_id)
    return password

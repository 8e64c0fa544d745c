"""登录锁定: the administrator lets an account try again."""

from django.db import transaction

from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import User
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.signing_on.lockouts import list_lockouts, select_attempts


def refuse_other_administrators(user: User, by: User) -> None:
    """
    Raises:
        Refused: ``by`` does not keep the accounts of the user's government.
    """
    if not can(by, Permission.MANAGE_USERS) or by.government_id != user.government_id:
        raise Refused(describe_role_refusal(by))


@transaction.atomic
def unlock_account(*, user: User, by: User) -> None:
    """Forgets the wrong passwords of an account at all addresses.

    Raises:
        Refused: the user lacks the permission, or the account is not locked (any more).
    """
    lock_government(user.home)
    refuse_other_administrators(user, by)
    locks = list_lockouts([user.username])
    if not locks:
        raise Refused(f"“{user.name}”的账号没有锁定，现在就可以登录。")
    select_attempts([user.username]).delete()
    record(
        EventKind.ACCOUNT_UNLOCKED,
        user,
        by=by,
        government_id=user.government_id,
        before={"锁定的来源地址": [each.address for each in locks]},
    )

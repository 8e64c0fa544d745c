"""三员分立: confirms, returns and withdraws what is prepared; begins and ends the separation itself."""

from collections.abc import Collection

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind, PreparedKind, PreparedState
from tasks.models import Government, PreparedChange, User
from tasks.models.changes import build_field_state
from tasks.organisation.account_actions import USER_FIELDS, refuse_locking_out, store_foreign_password, store_user
from tasks.organisation.organisation_actions import lock_government
from tasks.organisation.preparing_actions import store_prepared_change
from tasks.organisation.separation import (
    find_waiting_end,
    list_missing_administrators,
    read_wanted,
    select_waiting_changes,
)
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.terms.later import say_later

GONE = "所选变更有的已由他人办理或撤回，没有办理任何一项。请刷新页面后重新勾选。"
OWN_WORK = "“{name}”的{kind}由您本人准备，须由其他安全管理员确认。没有确认任何一项。"
OWN_ROLE = "“{name}”是您自己的账号，角色不能由自己确认，须由其他安全管理员办理。没有确认任何一项。"
PLACE_GONE = say_later("所选的单位或{terms.leader}已不在，请退回后重新准备。")
INCOMPLETE = "还不能启用：{roles}须各有一个账号，由本人登录过并改成了自己的密码。"


@transaction.atomic
def confirm_changes(*, government: Government, ids: Collection[int], by: User) -> list[PreparedChange]:
    """Confirms prepared changes, all or none: they hold from now on.

    Args:
        ids: of those that the person has seen; a change never differs from what was prepared.

    Raises:
        Refused: the user lacks the permission, has prepared one himself, or one is about his own role; or somebody was
            faster.
        ValidationError: one cannot be any more, such as a username that is taken; the message names it.
    """
    changes = _lock_waiting(government, ids, Permission.CONFIRM_PREPARED, by)
    for change in changes:
        if change.prepared_by_id == by.pk:
            raise Refused(OWN_WORK.format(name=change.user or government, kind=change.kind.label))
        if change.user_id == by.pk and "role" in change.wanted:
            raise Refused(OWN_ROLE.format(name=by.name))
    for change in changes:
        _apply(change, by)
        _decide(change, PreparedState.CONFIRMED, by=by)
    return changes


def _apply(change: PreparedChange, by: User) -> None:
    reason = f"{change.prepared_by.name}准备，{by.name}确认"
    if change.user is None:
        _set_separation(change.government, EventKind.SEPARATION_ENDED, reason=reason, by=by)
    elif change.kind == PreparedKind.PASSWORD_RESET:
        store_foreign_password(change.user, change.password, by=by, reason=reason)
    else:
        _apply_to_account(change, change.user, reason, by)


def _apply_to_account(change: PreparedChange, user: User, reason: str, by: User) -> None:
    """
    Raises:
        ValidationError: what was prepared cannot be any more; the message names the account.
    """
    before = build_field_state(user, USER_FIELDS)
    try:
        values = {name: getattr(user, name) for name in USER_FIELDS} | read_wanted(change)
        refuse_locking_out(user, values, by)
        store_user(user, before, values, by=by, kind=EventKind.CHANGE_CONFIRMED, reason=reason)
    except (ValidationError, ObjectDoesNotExist) as refusal:
        why = "".join(refusal.messages) if isinstance(refusal, ValidationError) else PLACE_GONE
        raise ValidationError(f"{user.name}（{user.username}）：{why}没有确认任何一项。") from refusal


@transaction.atomic
def return_changes(*, government: Government, ids: Collection[int], reason: str, by: User) -> list[PreparedChange]:
    """Returns prepared changes, all or none: nothing of them happens.

    Raises:
        Refused: as ``confirm_changes``.
        ValidationError: there is no reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": "请写明退回的理由，系统管理员据此重新准备。"})
    changes = _lock_waiting(government, ids, Permission.CONFIRM_PREPARED, by)
    for change in changes:
        _drop(change, PreparedState.RETURNED, EventKind.CHANGE_RETURNED, reason=reason.strip(), by=by)
    return changes


@transaction.atomic
def withdraw_changes(*, government: Government, ids: Collection[int], by: User) -> list[PreparedChange]:
    """Withdraws prepared changes of the own government, all or none.

    Raises:
        Refused: the user keeps no accounts, or somebody was faster.
    """
    changes = _lock_waiting(government, ids, Permission.MANAGE_USERS, by)
    for change in changes:
        _drop(change, PreparedState.WITHDRAWN, EventKind.CHANGE_WITHDRAWN, by=by)
    return changes


def _lock_waiting(
    government: Government, ids: Collection[int], permission: Permission, by: User
) -> list[PreparedChange]:
    if not can(by, permission) or by.government_id != government.pk:
        raise Refused(describe_role_refusal(by))
    government = lock_government(government)
    changes = list(select_waiting_changes(government).filter(pk__in=ids))
    if len(changes) < len(set(ids)):
        raise Refused(GONE)
    for change in changes:
        change.government = government
        if change.user is not None:
            change.user.government = government
    return changes


def _decide(change: PreparedChange, state: PreparedState, *, by: User, reason: str = "") -> None:
    change.state, change.reason, change.password = state, reason, ""
    change.decided_at, change.decided_by = clock.now(), by
    change.save()


def _drop(change: PreparedChange, state: PreparedState, kind: EventKind, *, by: User, reason: str = "") -> None:
    _decide(change, state, by=by, reason=reason)
    subject = change.user or change.government
    before = {"事项": change.kind.label} | change.after
    record(kind, subject, by=by, government_id=by.government_id, before=before, reason=reason)


@transaction.atomic
def begin_separation(*, government: Government, by: User) -> None:
    """Begins 三员分立; ending it takes two.

    Raises:
        Refused: the user keeps no accounts, it holds already, or one of the three has nobody who has signed in.
    """
    government = _lock_separation(government, is_separate=False, by=by)
    if missing := list_missing_administrators(government):
        raise Refused(INCOMPLETE.format(roles="、".join(role.label for role in missing)))
    _set_separation(government, EventKind.SEPARATION_BEGUN, by=by)


@transaction.atomic
def prepare_separation_end(*, government: Government, by: User) -> PreparedChange:
    """Prepares the end of 三员分立, which 安全管理员 confirms.

    Raises:
        Refused: the user keeps no accounts, it does not hold, or its end waits already.
    """
    government = _lock_separation(government, is_separate=True, by=by)
    if find_waiting_end(government):
        raise Refused("停用三员分立已在等待安全管理员确认。")
    return store_prepared_change(PreparedChange(kind=PreparedKind.SEPARATION_ENDED), by=by)


def _lock_separation(government: Government, *, is_separate: bool, by: User) -> Government:
    if not can(by, Permission.MANAGE_USERS) or by.government_id != government.pk:
        raise Refused(describe_role_refusal(by))
    government = lock_government(government)
    if government.separates_administrators != is_separate:
        raise Refused("没有启用三员分立，不用停用。" if is_separate else "已经启用三员分立。")
    return government


def _set_separation(government: Government, kind: EventKind, *, by: User, reason: str = "") -> None:
    government.separates_administrators = kind == EventKind.SEPARATION_BEGUN
    government.save(update_fields=["separates_administrators"])
    record(kind, government, by=by, government_id=government.pk, reason=reason)

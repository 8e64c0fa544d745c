"""登录: records where a person is signed in, and ends it."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from tasks import clock
from tasks.audit import get_address, record
from tasks.enums import EventKind, SignInRoad
from tasks.models import SignedInSession, User
from tasks.organisation.account_actions import record_sign_in
from tasks.permissions import Refused
from tasks.signing_on.passwords import is_expired
from tasks.signing_on.sessions import select_live_sessions

NOT_YOURS = "只能结束自己的登录；他人的账号请在“用户”页停用或重置密码。"


def lock_account(user: User) -> User:
    """Locks the account until the transaction ends and returns it as stored."""
    return User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)


@transaction.atomic
def open_session(*, session_key: str, road: SignInRoad, device: str, by: User) -> None:
    """Records that the person has signed in; asks for a new password where the present one is too old; ends the least used sign-ins beyond ``DUBAN_SESSION_LIMIT``.

    Args:
        session_key: of the session that the browser has got.
        device: as ``devices.describe_device`` names it.
    """
    lock_account(by)
    if road == SignInRoad.LOCAL_PASSWORD and is_expired(by):
        by.must_change_password = True
        by.save(update_fields=["must_change_password"])
    live = list(select_live_sessions(by).exclude(session_key=session_key))
    by.signed_in_sessions.exclude(pk__in=[each.pk for each in live]).delete()
    if settings.DUBAN_SESSION_LIMIT:
        for oldest in live[settings.DUBAN_SESSION_LIMIT - 1 :]:
            reason = f"同时登录超过 {settings.DUBAN_SESSION_LIMIT} 处，结束最久没有操作的一处"
            remove_session(oldest, by=by, reason=reason)
    now = clock.now()
    SignedInSession.objects.create(
        user=by,
        session_key=session_key,
        road=road,
        address=get_address()[:60],
        device=device,
        signed_in_at=now,
        seen_at=now,
    )
    record_sign_in(by=by, after={"登录方式": road.label, "设备": device})


def remove_session(session: SignedInSession, *, by: User, reason: str = "") -> None:
    """Ends one sign-in, with its audit row; inside the transaction of the caller."""
    Session.objects.filter(session_key=session.session_key).delete()
    session.delete()
    record(
        EventKind.SESSION_ENDED,
        by,
        by=by,
        government_id=by.government_id,
        before={"设备": session.device, "来源地址": session.address},
        reason=reason,
    )


@transaction.atomic
def end_session(*, session: SignedInSession, by: User) -> None:
    """Ends one of one's own sign-ins; one that has ended meanwhile stays so.

    Raises:
        Refused: it is somebody else's.
    """
    if session.user_id != by.pk:
        raise Refused(NOT_YOURS)
    lock_account(by)
    if found := by.signed_in_sessions.filter(pk=session.pk).first():
        remove_session(found, by=by)


@transaction.atomic
def end_other_sessions(*, session_key: str, by: User) -> int:
    """Ends all of one's own sign-ins but the present one.

    Returns:
        How many were ended.
    """
    lock_account(by)
    others = list(select_live_sessions(by).exclude(session_key=session_key))
    for session in others:
        remove_session(session, by=by)
    return len(others)


@transaction.atomic
def follow_session(*, before: str, after: str, by: User) -> None:
    """Gives a sign-in the new key of its session, which changes with the password; the person's others have ended."""
    by.signed_in_sessions.exclude(session_key=before).delete()
    by.signed_in_sessions.filter(session_key=before).update(session_key=after)


def note_activity(*, session_key: str) -> None:
    """Notes that the sign-in is in use."""
    SignedInSession.objects.filter(session_key=session_key).update(seen_at=clock.now())


@transaction.atomic
def record_timeout(*, session_key: str, reason: str, by: User) -> None:
    """Records that the server has signed the person out."""
    by.signed_in_sessions.filter(session_key=session_key).delete()
    record(EventKind.SESSION_IDLED, by, by=by, government_id=by.government_id, reason=reason)

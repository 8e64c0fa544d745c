"""留痕: writes the audit log. No other module creates an ``Event``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from django.db import models, transaction
from django.utils.crypto import salted_hmac

from tasks import clock
from tasks.enums import EntryState, EventKind
from tasks.models import Event, Period, ProgressEntry, User
from tasks.sealing.seal_actions import seal_when_due

#: a person who tries the same page again within it leaves one row, and no more than so many rows in all
REFUSALS_ONCE_IN, REFUSALS_AT_MOST = timedelta(minutes=1), 20
#: number of hexadecimal digits that name a session
SESSION_DIGITS = 16


@dataclass(frozen=True)
class Origin:
    """Where an act comes from; of a command on the server, and of a nightly run, neither is known.

    Attributes:
        address: of the person's machine.
        get_session_key: is asked when a row is written, since the key changes at the sign-in.
        failures: fills with the kinds of what failed and left its row; None where nobody asks.
    """

    address: str = ""
    get_session_key: Callable[[], str] = str
    failures: list[EventKind] | None = None

    @property
    def session(self) -> str:
        """A keyed digest of the session's key: it tells sessions apart and opens none."""
        key = self.get_session_key()
        return salted_hmac("tasks.audit", key, algorithm="sha256").hexdigest()[:SESSION_DIGITS] if key else ""


NOWHERE = Origin()
_origin: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)


@contextmanager
def act_from(origin: Origin) -> Iterator[None]:
    """Lets the rows that are written within the block say where they come from."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def get_address() -> str:
    """Returns the address that the present act comes from; "" where it is not known."""
    return _origin.get().address


def record(
    kind: EventKind,
    subject: models.Model | None,
    *,
    by: User | None,
    government_id: int | None,
    title: str = "",
    period: str = "",
    before: dict | None = None,
    after: dict | None = None,
    reason: str = "",
    succeeded: bool = True,
) -> Event:
    """Adds one audit row, with the origin of the act. The action calls it inside its own transaction.

    Args:
        subject: the object of the action; its type, id and title are kept as text. None where only ``title`` names it.
        by: None for the system itself (a command, a nightly run).
        title: overrides ``str(subject)``.
        before, after: label → JSON value, only of what changed.
    """
    origin = _origin.get()
    event = Event.objects.create(
        at=clock.now(),
        kind=kind,
        government_id=government_id,
        actor_id=by.pk if by else None,
        actor_name=by.name if by else "系统",
        actor_place=by.place if by else "",
        subject_type=str(subject._meta.model_name) if subject else "",
        subject_id=subject.pk if subject else None,
        subject=(title or str(subject))[:500],
        period=period,
        before=before or {},
        after=after or {},
        reason=reason,
        succeeded=succeeded,
        address=origin.address[:60],
        session=origin.session,
    )
    if not succeeded and origin.failures is not None:
        origin.failures.append(kind)
    transaction.on_commit(seal_when_due, robust=True)
    return event


def record_on_period(
    kind: EventKind, period: Period, *, by: User | None, before: dict, after: dict, reason: str = ""
) -> Event:
    """Adds the audit row of an action on a period; arguments as in ``record``."""
    return record(
        kind,
        period,
        by=by,
        government_id=period.plan.government_id,
        period=str(period),
        before=before,
        after=after,
        reason=reason,
    )


def record_on_entry(kind: EventKind, entry: ProgressEntry, *, by: User, before=None, after=None, reason="") -> None:
    """Adds the audit row of an action on an entry; arguments as in ``record``."""
    record(
        kind,
        entry,
        by=by,
        government_id=entry.period.plan.government_id,
        title=f"{entry.task} {entry.edition.text}",
        period=str(entry.period),
        before=before,
        after=after,
        reason=reason,
    )


#: what the person may not do, and what could not be done as he asked: a mistake in a form, somebody who was faster
REFUSALS = (EventKind.ACCESS_REFUSED, EventKind.ACT_REFUSED)


def record_refusal(*, page: str, reason: str, by: User | None, is_access: bool = False) -> None:
    """Adds the row of an act or page that was refused, once a minute for each person and page; none where what failed has
    left a row of its own, as a wrong password does.

    Args:
        page: what the page is called, or its address on this site.
        is_access: whether the person may not do it at all.
        by: None for somebody who has not signed in.
    """
    if _origin.get().failures:
        return
    now = clock.now()
    recent = Event.objects.filter(
        kind__in=REFUSALS,
        at__gt=now - REFUSALS_ONCE_IN,
        actor_id=by.pk if by else None,
        address=_origin.get().address[:60],
    ).values_list("subject", flat=True)
    told = list(recent[:REFUSALS_AT_MOST])
    if page[:500] in told or len(told) == REFUSALS_AT_MOST:
        return
    record(
        EventKind.ACCESS_REFUSED if is_access else EventKind.ACT_REFUSED,
        None,
        by=by,
        government_id=by.government_id if by else None,
        title=page,
        reason=reason,
        succeeded=False,
    )


def record_file_taken(file: models.Model, *, by: User, period: Period | None, how: str) -> Event:
    """Adds the row of a stored file that somebody took out or looked at.

    Args:
        how: 下载 or 在线查看.
    """
    return record(
        EventKind.FILE_TAKEN,
        file,
        by=by,
        government_id=by.government_id,
        period=str(period or ""),
        after={"方式": how},
    )


def record_events_export(*, file: str, rows: int, narrowed: dict[str, str], by: User) -> Event:
    """Adds the row of rows of the log itself that somebody took out.

    Args:
        narrowed: label → value of the filters that chose them.
    """
    after = {"文件": [file], "行数": rows, **({"筛选": narrowed} if narrowed else {})}
    return record(EventKind.EVENTS_EXPORTED, by.home, by=by, government_id=by.government_id, after=after)


def record_command(*, name: str, arguments: list[str], account: str, government_id: int | None) -> Event:
    """Adds the row of a command that was run on the server.

    Args:
        arguments: without secrets.
        account: of the operating system.
    """
    return record(
        EventKind.COMMAND_RUN,
        None,
        by=None,
        government_id=government_id,
        title=name,
        after={"服务器账号": account, "参数": arguments},
    )


def build_audit_state(state: EntryState) -> dict[str, str]:
    """Returns an entry's state as the audit log keeps it: label → value."""
    return {"状态": state.label}

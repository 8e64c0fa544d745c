"""需区领导协调: the leaders are told when a unit asks, and the unit and the office when a leader answers."""

import hashlib
from collections.abc import Iterable

from django.db import transaction

from tasks import clock
from tasks.audit import record_on_entry
from tasks.enums import EventKind, ReminderKind, ResponsibilityRole, Role
from tasks.filing.coordination import read_asked
from tasks.filing.entry_guard import NOTHING_ASKED, lock_entry, refuse_if_newer, require_entry_permission
from tasks.models import CoordinationReply, ProgressEntry, Unit, User
from tasks.permissions import Permission, Refused, is_coordination_asked
from tasks.queries import select_filing_users
from tasks.reminding.messages import Message, build_message_line
from tasks.reminding.notice_actions import put_notice
from tasks.visible_words import read_filed

ASKED, ANSWERED = "提请协调", "区领导答复"


@transaction.atomic
def answer_coordination(
    *, entry: ProgressEntry, text: str, revision: int | None, by: User
) -> CoordinationReply:
    """What a leader answers to what the unit asks at this moment; the unit and the office are told.

    The same answer sent twice is kept once, without a second trace.

    Args:
        revision: the one that the leader has read, None for none; a request cannot change under the answer.

    Raises:
        Refused: not this leader's item, nothing is asked, or no text is given.
        Conflict: the unit took it back, changed it and filed it again meanwhile.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.ANSWER_COORDINATION, entry)
    refuse_if_newer(entry, revision)
    if (asked := read_asked(entry)) is None:
        raise Refused(NOTHING_ASKED)
    text = text.strip()
    if not text:
        raise Refused("请写明答复意见。")
    said = {"official": by.official, "asked": asked, "text": text}
    if same := entry.replies.filter(**said).first():
        return same
    reply = CoordinationReply.objects.create(entry=entry, answered_at=clock.now(), answered_by=by, **said)
    _send_notices(
        _list_recipients(entry), ANSWERED, f"reply:{reply.pk}", f"{by.official}答复：{text}", entry, by=by
    )
    record_on_entry(
        EventKind.ENTRY_COORDINATED,
        entry,
        by=by,
        before={"协调事项": asked},
        after={"答复": text},
    )
    return reply


def ask_leaders(entry: ProgressEntry, *, by: User) -> None:
    """Tells the responsible leaders what the unit asks of them; part of the action that hands the entry over.

    A leader is told of the same words once, however often the entry comes and goes.

    Args:
        entry: locked, as it now stands.
    """
    first = entry.edition.first_lead
    if first is None or not is_coordination_asked(by, entry):
        return
    officials = entry.edition.leaderships.values("official")
    leaders = User.objects.filter(role=Role.LEADER, is_active=True, official__in=officials).order_by("pk")
    asked = read_filed(entry).coordination
    words = hashlib.sha256(asked.encode()).hexdigest()[:16]
    said = f"{first.label}提请协调：{asked or '（未写明事项）'}"
    _send_notices(leaders, ASKED, f"asked:{words}", said, entry, by=by)


def _list_recipients(entry: ProgressEntry) -> Iterable[User]:
    """The people of the units that lead, and the office."""
    led = entry.edition.responsibilities.filter(role=ResponsibilityRole.LEAD).values("unit")
    office = User.objects.filter(
        role=Role.OFFICE, is_active=True, government=entry.period.plan.government_id
    ).order_by("pk")
    return [*select_filing_users(Unit.objects.filter(pk__in=led)), *office]


def _send_notices(
    people: Iterable[User], subject: str, key: str, said: str, entry: ProgressEntry, *, by: User
):
    """One notice for each of the people."""
    text = f"{entry.period} {entry.task} {entry.edition.name or entry.edition.text}。{said}"
    line = build_message_line(ReminderKind.COORDINATION, f"coordination:{entry.pk}/{key}", text, entry)
    for person in people:
        put_notice(message=Message(person, f"{subject}：{entry.period} {entry.task}", [line]), by=by)

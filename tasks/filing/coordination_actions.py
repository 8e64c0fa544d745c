"""需区领导协调: notifies the leaders of a unit's request, saves a leader's answer and notifies unit and office of it."""

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from tasks import clock
from tasks.audit import record_on_entry
from tasks.enums import OF_OFFICIALS, OF_THE_OFFICE, EventKind, ReminderKind, ResponsibilityRole
from tasks.filing.coordination import describe_answering, find_absent_official, read_coordination
from tasks.filing.entry_guard import NOTHING_ASKED, lock_entry, refuse_if_newer, require_entry_permission
from tasks.models import CoordinationReply, Official, ProgressEntry, Unit, User
from tasks.periods import format_month_day_time
from tasks.permissions import Permission, Refused
from tasks.queries import select_filing_users
from tasks.reminding.messages import Message, build_message_line
from tasks.reminding.notice_actions import put_notice
from tasks.terms.later import say_later

ASKED, ANSWERED = "提请协调", say_later("{terms.leader}答复")


@transaction.atomic
def answer_coordination(
    *, entry: ProgressEntry, text: str, revision: int | None, by: User, seen: int | None = None
) -> CoordinationReply:
    """Saves the answer of a leader, or of his acting deputy, to the unit's present request and notifies the unit and the office.

    The same answer sent twice is saved once, with one audit row.

    Args:
        revision: the revision that the leader has read, None for none.
        seen: the key of the last reply that the leader has read, 0 for none; None where nobody read a page.

    Raises:
        Refused: the item is not the leader's, the entry asks nothing, the text is empty, or somebody else has answered
            meanwhile.
        Conflict: the unit withdrew, changed and filed the entry again meanwhile.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.ANSWER_COORDINATION, entry)
    refuse_if_newer(entry, revision)
    if (asked := read_coordination(entry)) is None:
        raise Refused(NOTHING_ASKED)
    text = text.strip()
    if not text:
        raise Refused("请写明答复意见。")
    absent = find_absent_official(by, entry)
    said = {"official": by.official, "on_behalf_of": absent, "asked": asked, "text": text}
    if same := entry.replies.filter(**said).first():
        return same
    _refuse_answered(entry, seen, by=by)
    reply = CoordinationReply.objects.create(entry=entry, answered_at=clock.now(), answered_by=by, **said)
    told = f"{describe_answering(by, absent)}答复：{text}"
    _send_notices(_list_recipients(entry), ANSWERED, f"reply:{reply.pk}", told, entry, by=by)
    record_on_entry(
        EventKind.ENTRY_COORDINATED,
        entry,
        by=by,
        before={"协调事项": asked},
        after={"答复": text} | ({"代": absent.name} if absent else {}),
    )
    return reply


def _refuse_answered(entry: ProgressEntry, seen: int | None, *, by: User) -> None:
    """
    Raises:
        Refused: somebody else has answered since the leader read the replies.
    """
    if seen is None:
        return
    later = entry.replies.filter(pk__gt=seen).exclude(answered_by=by).select_related("official", "on_behalf_of").last()
    if later:
        when = clock.convert_to_local(later.answered_at)
        raise Refused(
            f"{describe_answering(later.answered_by, later.on_behalf_of)}已于 {format_month_day_time(when)} 答复，"
            "见上。您写的还没有保存；如仍需补充，请再点“答复”。"
        )


def ask_leaders(entry: ProgressEntry, *, by: User) -> None:
    """Notifies the responsible leaders of the unit's request. The action that files the entry calls it.

    A leader is notified of the same words once, however often the entry is filed.

    Args:
        entry: locked, with its new state.
    """
    first, asked = entry.edition.first_lead, read_coordination(entry)
    if first is None or asked is None:
        return
    officials = Official.objects.filter(leaderships__edition=entry.edition)
    acting = Q(official__in=officials) | Q(official__in=officials.acted_for(clock.today()).values("deputy"))
    leaders = User.objects.filter(acting, role__in=OF_OFFICIALS, is_active=True).order_by("pk")
    fingerprint = hashlib.sha256(asked.encode()).hexdigest()[:16]
    said = f"{first.label}提请协调：{asked or '（未写明事项）'}"
    _send_notices(leaders, ASKED, f"asked:{fingerprint}", said, entry, by=by)


def _list_recipients(entry: ProgressEntry) -> Iterable[User]:
    """Lists the filing users of the lead units, and the office."""
    led = entry.edition.responsibilities.filter(role=ResponsibilityRole.LEAD).values("unit")
    of_government = User.objects.filter(government=entry.period.plan.government_id, is_active=True)
    office = of_government.filter(role__in=OF_THE_OFFICE).order_by("pk")
    return [*select_filing_users(Unit.objects.filter(pk__in=led)), *office]


def _send_notices(users: Iterable[User], subject: str, key: str, said: str, entry: ProgressEntry, *, by: User):
    text = f"{entry.period} {entry.task} {entry.edition.title}。{said}"
    line = build_message_line(ReminderKind.COORDINATION, f"coordination:{entry.pk}/{key}", text, entry)
    for user in users:
        put_notice(message=Message(user, f"{subject}：{entry.period} {entry.task}", [line]), by=by)

"""留言: adds a word and tells those whom it is for, withdraws one that nobody has read, marks a thread as read."""

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.commenting.comments import build_comment_key, is_withdrawable
from tasks.commenting.naming import ItemPeople, Nameable, find_named
from tasks.enums import OF_THE_OFFICE, EventKind, ReminderKind
from tasks.filing.entry_guard import lock_entry, require_entry_permission
from tasks.models import Comment, Notice, ProgressEntry, User
from tasks.models.comment import LONGEST_COMMENT
from tasks.permissions import Permission, Refused, is_in_lead_unit
from tasks.reminding.inbox_actions import mark_comment_notices_read
from tasks.reminding.messages import Message, build_message_line
from tasks.reminding.notice_actions import put_notice

SUBJECT = "留言"
ALREADY_READ = "对方已经看过这条留言，不能撤回；需要更正的，请再留言说明。"
TOO_LATE = "留言发出已超过10分钟，不能撤回；需要更正的，请再留言说明。"


@transaction.atomic
def add_comment(*, entry: ProgressEntry, text: str, by: User) -> Comment:
    """Adds a word to the thread of an entry and tells the other side, and whom the text names, at once.

    The same word sent twice in a row is kept once. What the thread holds so far is read with it.

    Raises:
        Refused: the item is not the person's, the text is empty or too long, or it names nobody of the item with @.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.COMMENT, entry)
    text = text.strip()
    if not text:
        raise Refused("请写明要说的话。")
    if len(text) > LONGEST_COMMENT:
        raise Refused(f"留言至多 {LONGEST_COMMENT} 字，现有 {len(text)} 字，请精简。")
    spoken = entry.comments.order_by("-pk").first()
    if spoken and (spoken.written_by_id, spoken.text, spoken.is_withdrawn) == (by.pk, text, False):
        return spoken
    people = ItemPeople(entry)
    named = find_named(text, people.list_nameable())
    comment = Comment.objects.create(entry=entry, text=text, written_at=clock.now(), written_by=by, unit=by.unit)
    comment.named_units.set(each.unit for each in named if each.unit)
    comment.named_people.set(person for each in named for person in each.people)
    mark_comment_notices_read(entry=entry, keys=_list_keys(entry, comment.pk), by=by)
    _tell(comment, people, named)
    _record(EventKind.COMMENT_ADDED, comment, by=by, named=named)
    return comment


@transaction.atomic
def withdraw_comment(*, comment: Comment, by: User) -> None:
    """Withdraws one's own word within ten minutes, as long as nobody has read it; the notices of it count as read.

    Raises:
        Refused: it is somebody else's, older, read, or withdrawn already.
    """
    entry = lock_entry(comment.entry_id)
    comment = Comment.objects.get(pk=comment.pk)
    if comment.is_withdrawn:
        raise Refused("这条留言已经撤回。")
    if comment.written_by_id != by.pk:
        raise Refused("只能撤回自己的留言。")
    if not is_withdrawable(by, comment, clock.now()):
        raise Refused(TOO_LATE)
    told = {"reminders__key": build_comment_key(comment.pk), "reminders__kind": ReminderKind.COMMENT}
    notices = list(Notice.objects.select_for_update(of=("self",)).filter(**told).order_by())
    if any(notice.read_at for notice in notices):
        raise Refused(ALREADY_READ)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(read_at=clock.now())
    comment.is_withdrawn, comment.entry = True, entry
    comment.save(update_fields=["is_withdrawn"])
    _record(EventKind.COMMENT_WITHDRAWN, comment, by=by)


@transaction.atomic
def mark_thread_read(*, entry: ProgressEntry, newest: int, by: User) -> int:
    """Marks the words up to ``newest`` as read by the person; later ones stay unread.

    Returns:
        How many were unread.
    """
    return mark_comment_notices_read(entry=entry, keys=_list_keys(entry, newest), by=by)


def _list_keys(entry: ProgressEntry, newest: int) -> list[str]:
    known = entry.comments.filter(pk__lte=newest).order_by().values_list("pk", flat=True)
    return [build_comment_key(pk) for pk in known]


def _tell(comment: Comment, people: ItemPeople, named: list[Nameable]) -> None:
    """Tells the other side and whom the text names; the words themselves stand in the thread alone."""
    entry, by = comment.entry, comment.written_by
    called = {person.pk: person for each in named for person in each.people}
    others = {person.pk: person for person in _list_other_side(entry, people, by)}
    where = f"{entry.period} {entry.task}"
    for pk, person in (called | others).items():
        if pk == by.pk:
            continue
        said = f"{where} {entry.edition.title}。{by.place}{by.name}留言{'，提到您' if pk in called else ''}，请查看。"
        line = build_message_line(ReminderKind.COMMENT, build_comment_key(comment.pk), said, entry)
        put_notice(message=Message(person, f"{SUBJECT}：{where}", [line]), by=by)


def _list_other_side(entry: ProgressEntry, people: ItemPeople, by: User) -> list[User]:
    """Lists whom a word is for without an @: the lead units what the office writes, the office what they write, and both
    what cooperating units and leaders write."""
    if by.role in OF_THE_OFFICE:
        return people.leading
    return people.office if is_in_lead_unit(by, entry) else [*people.office, *people.leading]


def _record(kind: EventKind, comment: Comment, *, by: User, named: list[Nameable] | None = None) -> None:
    """Records an act on the word itself, so that nothing of the entry counts as changed."""
    entry = comment.entry
    after = {"留言": comment.text} if kind == EventKind.COMMENT_ADDED else {}
    if named:
        after["提到"] = "、".join(each.word for each in named)
    record(
        kind,
        comment,
        by=by,
        government_id=entry.period.plan.government_id,
        title=f"{entry.task} {entry.edition.title}",
        period=str(entry.period),
        after=after,
    )

"""留言: reads the threads of entries as far as a person may read them, and which of the words he has not read.

The office and the lead units read the whole thread. A cooperating unit and a leader read what they wrote themselves and
what names them, because the rest is between the other two.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tasks import clock
from tasks.enums import OF_OFFICIALS, ReminderKind
from tasks.models import Comment, ProgressEntry, Reminder, User
from tasks.permissions import Permission, can, can_act_for, is_asking

#: how long the author can withdraw a word that nobody has read
WITHDRAWABLE = timedelta(minutes=10)


def build_comment_key(comment: int) -> str:
    """Builds the key under which people are told of a word."""
    return f"comment:{comment}"


def may_read_comment(user: User, entry: ProgressEntry, comment: Comment) -> bool:
    """Returns whether a user who may write in the thread of the entry reads this word of it.

    Args:
        comment: with ``unit``, ``named_units`` and ``named_people`` fetched.
    """
    if is_asking(user, entry) or comment.written_by_id == user.pk:
        return True
    if user.role in OF_OFFICIALS:
        return user.pk in {person.pk for person in comment.named_people.all()}
    units = [*comment.named_units.all(), *filter(None, [comment.unit])]
    return any(can_act_for(user, unit) for unit in units)


@dataclass(frozen=True)
class ThreadWord:
    """One word of a thread as a person reads it.

    Attributes:
        is_unread: whether he was told of it and has not read it.
        may_withdraw: whether it is his own, and recent, and nobody has read it.
    """

    comment: Comment
    is_unread: bool
    may_withdraw: bool


@dataclass(frozen=True)
class Thread:
    """留言 of one entry as a person reads it, the oldest word first.

    Attributes:
        may_write: whether he may write in it.
    """

    entry: ProgressEntry
    words: list[ThreadWord]
    may_write: bool

    @property
    def unread(self) -> int:
        return sum(word.is_unread for word in self.words)

    @property
    def newest(self) -> int:
        """The key of the newest word; 0 for none."""
        return self.words[-1].comment.pk if self.words else 0


def map_entry_to_thread(user: User, entries: Sequence[ProgressEntry]) -> dict[int, Thread]:
    """Returns entry id → its thread, for the entries in whose thread the person may write; in one query where nothing
    was written, in four otherwise.

    Args:
        entries: each with period, plan, edition, units and leaders fetched.
    """
    joined = [entry for entry in entries if can(user, Permission.COMMENT, entry)]
    written: dict[int, list[Comment]] = defaultdict(list)
    comments = Comment.objects.filter(entry__in=joined).select_related("written_by__unit", "unit").order_by("pk")
    for comment in comments.prefetch_related("named_units", "named_people") if joined else ():
        written[comment.entry_id].append(comment)
    unread, read = _find_readers(user, [one.pk for words in written.values() for one in words])
    now = clock.now()
    return {
        entry.pk: Thread(
            entry,
            [
                ThreadWord(one, one.pk in unread, one.pk not in read and is_withdrawable(user, one, now))
                for one in written[entry.pk]
                if may_read_comment(user, entry, one)
            ],
            may_write=True,
        )
        for entry in joined
    }


def is_withdrawable(user: User, comment: Comment, now: datetime) -> bool:
    """Returns whether the user can withdraw a word, as long as nobody has read it."""
    return not comment.is_withdrawn and comment.written_by_id == user.pk and now - comment.written_at <= WITHDRAWABLE


def _find_readers(user: User, comments: Iterable[int]) -> tuple[set[int], set[int]]:
    """Returns which of the words the user was told of and has not read, and which somebody has read."""
    keys = {build_comment_key(pk): pk for pk in comments}
    unread, read = set(), set()
    told = Reminder.objects.filter(key__in=keys, kind=ReminderKind.COMMENT) if keys else Reminder.objects.none()
    for key, recipient, read_at in told.values_list("key", "recipient", "notice__read_at"):
        if read_at:
            read.add(keys[key])
        elif recipient == user.pk:
            unread.add(keys[key])
    return unread, read


def list_entries_with_unread(user: User) -> set[int]:
    """Returns the keys of the entries in whose threads a word waits for the user; in one query."""
    unread = Reminder.objects.filter(recipient=user.pk, kind=ReminderKind.COMMENT, notice__read_at=None)
    return set(unread.order_by().values_list("entry_id", flat=True))

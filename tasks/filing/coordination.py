"""需区领导协调: decides which filed entries ask for coordination, and whether the request was answered."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from tasks.enums import CoordinationState, EntryState
from tasks.models import CoordinationReply, EntryQuerySet, Official, ProgressEntry, User
from tasks.permissions import Permission, can
from tasks.visible_words import build_filed_text_case, read_filed

#: the replies of entries in the order of their time
REPLIES = Prefetch(
    "replies",
    CoordinationReply.objects.select_related("official", "on_behalf_of").order_by("answered_at", "pk"),
)


def prefetch_replies(entries: list[ProgressEntry]) -> list[ProgressEntry]:
    """Fetches the replies of the entries and returns the entries."""
    prefetch_related_objects(entries, REPLIES)
    return entries


def filter_coordination_state(
    entries: EntryQuerySet[ProgressEntry], state: CoordinationState
) -> QuerySet[ProgressEntry]:
    """Selects the entries for which ``compute_coordination_state`` is ``state``."""
    asking = entries.handed_over().filter(needs_coordination=True)
    # a returned entry without filed words was ticked after the return
    asking = asking.alias(asked=build_filed_text_case("coordination")).exclude(state=EntryState.RETURNED, asked="")
    answered = Exists(CoordinationReply.objects.filter(entry=OuterRef("pk"), asked=OuterRef("asked")))
    return asking.filter(answered if state == CoordinationState.ANSWERED else ~answered)


def read_coordination(entry: ProgressEntry) -> str | None:
    """Returns the filed 协调事项 of an entry, "" where only the tick is set; None where it does not ask."""
    if not (entry.needs_coordination and entry.is_handed_over):
        return None
    words = read_filed(entry).coordination
    # a returned entry without filed words was ticked after the return
    return words if words or entry.state != EntryState.RETURNED else None


def compute_coordination_state(entry: ProgressEntry) -> CoordinationState | None:
    """Returns whether a reply answers the present request of an entry; None where it does not ask.

    A reply to other words does not count.
    """
    if (asked := read_coordination(entry)) is None:
        return None
    is_answered = any(reply.asked == asked for reply in entry.replies.all())
    return CoordinationState.ANSWERED if is_answered else CoordinationState.WAITING


def find_absent_official(user: User, entry: ProgressEntry) -> Official | None:
    """Returns the official for whom the user acts today on the entry's item (AB角); None where he answers himself."""
    named = {each.official_id for each in entry.edition.leaderships.all()}
    if user.official_id in named:
        return None
    return next((official for official in user.absent_officials if official.pk in named), None)


def describe_answering(user: User, absent: Official | None) -> str:
    """Describes who answers: 王明, or 刘芳代王明."""
    return f"{user.official}代{absent}" if absent else str(user.official)


@dataclass(frozen=True)
class CoordinationRequest:
    """What a unit asks of its leaders with an entry, and what they answered.

    Attributes:
        words: as ``read_coordination`` returns them; None where nothing is asked now.
        replies: every reply in the order of time, also those to earlier words.
        may_answer: whether the person may answer now.
        absent: the official for whom he would answer as acting deputy.
    """

    entry: ProgressEntry
    words: str | None
    replies: list[CoordinationReply]
    may_answer: bool
    absent: Official | None = None

    @property
    def state(self) -> CoordinationState | None:
        return compute_coordination_state(self.entry)


def find_coordination_request(entry: ProgressEntry, user: User) -> CoordinationRequest | None:
    """Returns what is asked with an entry; None where nothing is asked and nothing was ever answered.

    Args:
        entry: of many entries, read with ``prefetch_replies``; else it costs a query.
        user: the person for whom ``may_answer`` is decided.
    """
    prefetch_replies([entry])
    words, replies = read_coordination(entry), list(entry.replies.all())
    if words is None and not replies:
        return None
    may_answer = words is not None and can(user, Permission.ANSWER_COORDINATION, entry)
    return CoordinationRequest(
        entry, words, replies, may_answer, find_absent_official(user, entry) if may_answer else None
    )


def list_coordination_requests(entries: Iterable[ProgressEntry], user: User) -> list[CoordinationRequest]:
    """Returns what is asked now with each of the entries; arguments as in ``find_coordination_request``."""
    found = (find_coordination_request(entry, user) for entry in entries)
    return [request for request in found if request and request.words is not None]

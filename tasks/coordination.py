"""需区领导协调: what units ask of their leaders, and whether it was answered as it stands now."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from tasks.enums import CoordinationState
from tasks.models import CoordinationReply, ProgressEntry

#: the replies of entries, asked for once, the first first
REPLIES = Prefetch(
    "replies",
    CoordinationReply.objects.select_related("official").order_by("answered_at", "pk"),
)


def with_replies(entries: list[ProgressEntry]) -> list[ProgressEntry]:
    """The same entries, their replies at hand."""
    prefetch_related_objects(entries, REPLIES)
    return entries


def asking(entries: QuerySet[ProgressEntry]) -> QuerySet[ProgressEntry]:
    """Those of the entries with which a unit asks for coordination, once they are out of its hands."""
    return entries.handed_over().filter(needs_coordination=True)


def asking_in(entries: QuerySet[ProgressEntry], state: CoordinationState) -> QuerySet[ProgressEntry]:
    """Those that ask and were answered, or still wait; a reply to other words does not count."""
    reply = CoordinationReply.objects.filter(entry=OuterRef("pk"), asked=OuterRef("coordination"))
    answered = Exists(reply)
    return asking(entries).filter(answered if state == CoordinationState.ANSWERED else ~answered)


def state_of(entry: ProgressEntry) -> CoordinationState:
    """Whether what the entry asks now was answered, out of the replies at hand."""
    is_answered = any(reply.asked == entry.coordination for reply in entry.replies.all())
    return CoordinationState.ANSWERED if is_answered else CoordinationState.WAITING

"""需区领导协调: what units ask of their leaders, and whether it was answered as it stands now."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from tasks.enums import CoordinationState, EntryState
from tasks.models import CoordinationReply, EntryQuerySet, ProgressEntry
from tasks.visible_words import build_filed_text_case, read_filed

#: the replies of entries, asked for once, the first first
REPLIES = Prefetch(
    "replies",
    CoordinationReply.objects.select_related("official").order_by("answered_at", "pk"),
)


def prefetch_replies(entries: list[ProgressEntry]) -> list[ProgressEntry]:
    """The same entries, their replies at hand."""
    prefetch_related_objects(entries, REPLIES)
    return entries


def filter_coordination_asked(entries: EntryQuerySet[ProgressEntry]) -> QuerySet[ProgressEntry]:
    """Those of the entries with which a unit asks for coordination, once they are out of its hands."""
    asked = entries.handed_over().filter(needs_coordination=True)
    # asked for only in what the unit writes after the return
    return asked.alias(asked=build_filed_text_case("coordination")).exclude(
        state=EntryState.RETURNED, asked=""
    )


def filter_coordination_state(
    entries: EntryQuerySet[ProgressEntry], state: CoordinationState
) -> QuerySet[ProgressEntry]:
    """Those that ask and were answered, or still wait; a reply to other words does not count."""
    reply = CoordinationReply.objects.filter(entry=OuterRef("pk"), asked=OuterRef("asked"))
    answered = Exists(reply)
    return filter_coordination_asked(entries).filter(
        answered if state == CoordinationState.ANSWERED else ~answered
    )


def read_asked(entry: ProgressEntry) -> str | None:
    """The words with which the entry asks now, as they were filed; None where it does not, as in ``asking``."""
    words = read_filed(entry).coordination
    asks = entry.needs_coordination and entry.is_handed_over
    return words if asks and (words or entry.state != EntryState.RETURNED) else None


def compute_coordination_state(entry: ProgressEntry) -> CoordinationState:
    """Whether what the entry asks now was answered, out of the replies at hand."""
    asked = read_asked(entry)
    is_answered = any(reply.asked == asked for reply in entry.replies.all())
    return CoordinationState.ANSWERED if is_answered else CoordinationState.WAITING

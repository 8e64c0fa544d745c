"""What the seals say of the audit log: which events wait, and what was altered, removed or put in.

Events are sealed in the order of their numbers, but one with a lower number may be committed after a higher one was sealed.
So an event is sealed late as long as no seal of a higher number is older than ``PATIENCE``, which is longer than any
transaction of the product. One that comes later is never sealed: it was put in past the product.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from tasks import clock
from tasks.models import Event, EventSeal
from tasks.sealing.chain import BEGINNING, compute_content, compute_digest

PATIENCE = timedelta(hours=1)
#: so many rows are read at once
AT_ONCE = 2000
COLUMNS = [field.attname for field in Event._meta.concrete_fields]


class Head(NamedTuple):
    """The last seal: position and digest. It vouches for all before it."""

    position: int
    digest: str


@dataclass(frozen=True)
class Verdict:
    """What was found in the seals that were read.

    Attributes:
        sealed: how many seals were read.
        waiting: how many events are still to be sealed.
        head: the last seal that was read.
        defects: Chinese lines, empty if nothing was altered.
    """

    sealed: int
    waiting: int
    head: Head
    defects: list[str]


def find_head() -> Head:
    """Returns the last seal; position 0 where there is none."""
    last = EventSeal.objects.order_by("-position").first()
    return Head(last.position, last.digest) if last else Head(0, BEGINNING)


def find_settled_number() -> int:
    """Returns the highest number of an event that was sealed longer than ``PATIENCE`` ago: nothing comes below it."""
    before = clock.get_real_moment() - PATIENCE
    old = EventSeal.objects.filter(sealed_at__lt=before).order_by("-event_id").values_list("event_id", flat=True)
    return old.first() or 0


def select_unsealed_events() -> QuerySet[Event]:
    """Selects the events without a seal."""
    return Event.objects.filter(~Exists(EventSeal.objects.filter(event_id=OuterRef("pk"))))


def select_waiting_events() -> QuerySet[Event]:
    """Selects the events that are still to be sealed, in the order of their numbers."""
    return select_unsealed_events().filter(pk__gt=find_settled_number()).order_by("pk")


def iterate_rows(events: QuerySet[Event]) -> Iterator[dict[str, Any]]:
    """Yields column → plain value of each event; the caller asks for at most ``AT_ONCE``."""
    for row in events.values(*COLUMNS):
        yield {**row, "kind": str(row["kind"])}


def index_seals(events: Iterable[Event]) -> dict[int, EventSeal]:
    """Returns the number of an event → its seal; one that waits has none."""
    keys = [event.pk for event in events]
    parts = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    return {seal.event_id: seal for part in parts for seal in EventSeal.objects.filter(event_id__in=part)}


def verify_seals(first: int = 1, last: int | None = None) -> Verdict:
    """Computes seals anew and compares them with the events; reads only.

    Args:
        first, last: positions; by default all of them. Events without a seal are looked for in any case.
    """
    before = EventSeal.objects.filter(position=first - 1).first()
    reading = _Reading(Head(before.position, before.digest) if before else Head(0, BEGINNING))
    last = find_head().position if last is None else last
    defects: list[str] = []
    for start in range(first, last + 1, AT_ONCE):
        some = EventSeal.objects.filter(position__range=(start, min(start + AT_ONCE - 1, last)))
        defects += reading.compare(list(some.order_by("position")))
    settled = find_settled_number()
    unsealed = select_unsealed_events().order_by("pk")
    put_in = [
        f"留痕第 {pk} 条：没有封签，是后来补入的"
        for pk in unsealed.filter(pk__lte=settled).values_list("pk", flat=True)
    ]
    waiting = unsealed.filter(pk__gt=settled).count()
    return Verdict(reading.count, waiting, reading.head, [*defects, *put_in])


class _Reading:
    """Goes along the chain, seal by seal; ``head`` is the last one that was read."""

    def __init__(self, head: Head):
        self.head = head
        self.count = 0

    def compare(self, seals: list[EventSeal]) -> Iterator[str]:
        """Yields what is wrong with the next seals and their events."""
        rows = {row["id"]: row for row in iterate_rows(Event.objects.filter(pk__in=[one.event_id for one in seals]))}
        for seal in seals:
            yield from self._find_seal_defects(seal)
            yield from _find_event_defects(seal, rows.get(seal.event_id))
            self.head, self.count = Head(seal.position, seal.digest), self.count + 1

    def _find_seal_defects(self, seal: EventSeal) -> Iterator[str]:
        expected = self.head.position + 1
        if seal.position != expected:
            yield f"第 {expected} 号至第 {seal.position - 1} 号封签：已被删除"
        elif seal.digest != compute_digest(
            self.head.digest, seal.position, seal.event_id, seal.content, seal.sealed_at
        ):
            yield f"第 {seal.position} 号封签（留痕第 {seal.event_id} 条）：封签本身或前一号封签被改动"


def _find_event_defects(seal: EventSeal, row: dict[str, Any] | None) -> Iterator[str]:
    if row is None:
        yield f"留痕第 {seal.event_id} 条：已被删除（第 {seal.position} 号封签还在）"
    elif compute_content(row) != seal.content:
        yield f"留痕第 {seal.event_id} 条：内容被改动（与第 {seal.position} 号封签不符）"


def find_head_defect(head: Head) -> str:
    """Says in Chinese how the chain contradicts a head that was kept elsewhere; "" where it still contains it."""
    seal = EventSeal.objects.filter(position=head.position).first()
    if seal is None:
        return f"另存的第 {head.position} 号封签不在链上：末尾的留痕连同封签已被删除"
    return "" if seal.digest == head.digest else f"第 {head.position} 号封签与另存的链头不符：链已被整个重做"

"""事项: the whole story of an item in one column, the newest period first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tasks import clock
from tasks.enums import PeriodState
from tasks.models import ChangeRequest, Event
from tasks.pages.frame.event_words import ChangedValue
from tasks.pages.frame.strips import YearMarks
from tasks.pages.frame.views.wording import Rewording
from tasks.pages.items.acts import ItemAct, list_entry_acts
from tasks.pages.items.entry_detail import EntryDetail

#: an event of the item with its values before and after
ToldEvent = tuple[Event, list[ChangedValue]]


@dataclass(frozen=True)
class StoryPart:
    """One period of the story, with what happened to the item itself since it was opened.

    Attributes:
        label: 上半年; "" for what happened before the first period.
        detail: None where the period is not open yet, or does not ask for the item.
        events: of the item itself, the latest first.
        rewordings: that hold from the period on.
        requests: the open ones.
        acts: what the person may do with the entry of an earlier period.
    """

    label: str
    detail: EntryDetail | None = None
    events: list[ToldEvent] = field(default_factory=list)
    rewordings: list[Rewording] = field(default_factory=list)
    requests: Sequence[ChangeRequest] = ()
    acts: Sequence[ItemAct] = ()

    @property
    def is_told(self) -> bool:
        """Whether it holds anything but the name of a period that is not open yet."""
        return bool(self.detail or self.events or self.rewordings or self.requests)


def build_story(
    details: Sequence[EntryDetail],
    latest: EntryDetail | None,
    marks: YearMarks,
    events: Iterable[ToldEvent],
    rewordings: Iterable[Rewording],
    requests: Sequence[ChangeRequest],
    *,
    before: str,
) -> list[StoryPart]:
    """Builds the story: the periods not open yet, then each with an entry, and last what came before all of them.

    Args:
        details: the latest first.
        latest: the one whose acts stand beside the story.
        events: of the item itself, the latest first.
        requests: the open ones about the item; they stand with the latest period.
        before: the address of the page, to which what is done elsewhere comes back.
    """
    waiting = [StoryPart(mark.period) for mark in marks if mark.word == PeriodState.PLANNED.label][::-1]
    known = {detail.entry.period.label for detail in details}
    parts = [_build_part(detail, latest, requests, before) for detail in details] + [StoryPart("")]
    for told in events:
        _find_part(parts, told[0]).events.append(told)
    for rewording in rewordings:
        part = next((part for part in parts if part.label == rewording.since), parts[-1])
        part.rewordings.append(rewording)
    return [part for part in waiting if part.label not in known] + [
        part for part in parts if part.label or part.is_told
    ]


def _build_part(
    detail: EntryDetail, latest: EntryDetail | None, requests: Sequence[ChangeRequest], before: str
) -> StoryPart:
    label = detail.entry.period.label
    if detail is latest:
        return StoryPart(label, detail, requests=requests)
    # what is done in place stands beside the story alone
    acts = list_entry_acts(detail, before=f"{before}#period-{detail.entry.period.number}")
    return StoryPart(label, detail, acts=[act for act in acts if act.posts is None])


def _find_part(parts: Sequence[StoryPart], event: Event) -> StoryPart:
    """Finds the period in whose time an event fell: the latest that had been opened by then."""
    day = clock.convert_to_local(event.at).date()
    opened = (part for part in parts if part.detail and part.detail.entry.period.opens_on <= day)
    return next(opened, parts[-1])

"""撤销: undoes what a message offered to undo, one act or a whole batch."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tasks.enums import EventKind
from tasks.models import Event
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.undo_offers import KeepsOffers, parse_undo_offer
from tasks.pages.frame.views.periods_switch import build_return_url
from tasks.undoing.event_undo_actions import undo_events

#: the act → the page on which it is done, where it is one of its own
PAGES = {
    EventKind.ENTRY_JUDGED: "judge_entry",
    EventKind.ENTRY_ACCEPTED: "review_entry",
    EventKind.ENTRY_RETURNED: "review_entry",
}


@require_POST
def undo(request: AuthenticatedRequest) -> HttpResponse:
    """Undoes the acts of one message; what cannot be undone stays and is named with the reason."""
    offer = parse_undo_offer(request.POST.get("offer", ""))
    if offer is None:
        raise BadRequest("没有可以撤销的操作，请回到原页面办理。")
    found = Event.objects.filter(pk__in=offer.events, government_id=request.user.government_id)
    events = list(found.order_by("-pk"))
    answers = undo_events(events=events, by=request.user)
    if isinstance(storage := messages.get_messages(request), KeepsOffers):
        storage.drop(offer.events)
    if answers.done:
        messages.success(request, f"已撤销：{describe_acts(answers.done)}，恢复为办理前的情况。")
    add_refusals(request, answers.refused)
    if not events:
        messages.error(request, "没有可以撤销的操作，请在该事项的页面上办理。")
    return redirect(build_undone_url(request, answers.done))


def describe_acts(events: Sequence[Event]) -> str:
    """Describes acts of one kind: 研判“重点工作任务第3项 …”, or 研判 90 项."""
    label = events[0].kind.label
    return f"{label} {len(events)} 项" if len(events) > 1 else f"{label}“{shorten(events[0].subject)}”"


def shorten(subject: str, length: int = 30) -> str:
    return subject if len(subject) <= length else f"{subject[:length]}……"


def add_refusals(request: AuthenticatedRequest, refused: Sequence[tuple[Event, str]]) -> None:
    """Adds a message for each reason, with the number and the first names."""
    by_reason: dict[str, list[Event]] = {}
    for event, why in refused:
        by_reason.setdefault(why, []).append(event)
    for why, events in by_reason.items():
        messages.warning(
            request, f"未撤销 {len(events)} 项（{'、'.join(shorten(one.subject) for one in events)}）：{why}"
        )


def build_undone_url(request: AuthenticatedRequest, done: Sequence[Event]) -> str:
    """Returns the address of the one entry whose act was undone; else of the page that the person came from."""
    if len(done) == 1 and done[0].kind in PAGES:
        return reverse(PAGES[done[0].kind], args=[done[0].subject_id])
    return build_return_url(request, same_plan=True)

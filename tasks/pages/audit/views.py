"""留痕: shows the audit log, and what its seals say of it."""

from functools import cached_property

from django.core.exceptions import BadRequest
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from tasks.models.frozen_triggers import list_missing_triggers
from tasks.pages.audit.tables import EventTable
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.items.filters import EventFilter, refuse_unknown
from tasks.permissions import Permission
from tasks.queries import select_visible_events
from tasks.sealing.seals import Head, Verdict, find_head, verify_seals

PER_PAGE = 50
#: so many seals are computed anew on one page, in less than a second
SEALS_AT_ONCE = 10_000


@require_safe
@restrict_to(Permission.READ_EVENTS)
def event_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the events of the person's government; an invalid filter shows none."""
    chosen = EventFilter(request.GET, select_visible_events(request.user))
    found = chosen.qs if chosen.is_valid() else chosen.queryset.none()
    table = RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(EventTable(found))
    return render(request, "audit/events.html", {"filter": chosen, "table": table})


class SealPage:
    """What a part of the chain says, the newest part first. Rows are named by number alone: the chain runs through the
    events of all governments."""

    def __init__(self, until: int | None):
        self.head: Head = find_head()
        self.last = self.head.position if until is None else min(until, self.head.position)
        self.first = max(1, self.last - SEALS_AT_ONCE + 1)

    @cached_property
    def verdict(self) -> Verdict:
        return verify_seals(self.first, self.last)

    @cached_property
    def is_guarded(self) -> bool:
        """Whether the database itself refuses to change the rows."""
        return not list_missing_triggers(connection)

    @property
    def earlier(self) -> int:
        """The last seal of the part before; 0 where there is none."""
        return self.first - 1


@require_safe
@restrict_to(Permission.READ_EVENTS)
def seal_page(request: AuthenticatedRequest) -> HttpResponse:
    """Computes some seals anew (``?until=20000``: those up to this one) and shows what was altered."""
    refuse_unknown(request.GET, ["until"])
    until = request.GET.get("until")
    if until is not None and not (until.isascii() and until.isdecimal() and len(until) < 19):
        raise BadRequest("网址中的封签序号不是数字。请回到“留痕”页，重新打开核验。")
    return render(request, "audit/seals.html", {"page": SealPage(None if until is None else int(until))})

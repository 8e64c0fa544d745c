"""What a request leaves in the audit log besides its actions: where it came from, and that it was refused."""

import logging
from http import HTTPStatus

from django.db import DatabaseError
from django.urls import get_script_prefix

from tasks.audit import Origin, act_from, record_refusal
from tasks.models import ProgressEntry, Task, User
from tasks.pages.signing_on.entrance import get_client_address
from tasks.permissions import describe_role_refusal, gather_refusals
from tracker.navigation import find_place_here
from tracker.works import ACTS, WORKS

ASKS_ONLY = ("GET", "HEAD", "OPTIONS")
REFUSALS = (HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT)
#: every page that has a place, by the name of its URL
PLACES = {place.name: place for place in (*ACTS, *(place for work in WORKS for place in work.places))}
#: the beginnings of the addresses that name an entry, or an item, by its key
OF_AN_ENTRY = ("entries/<int:pk>/", "review/<int:pk>/", "judging/<int:pk>/")
OF_AN_ITEM = (*OF_AN_ENTRY, "tasks/<int:pk>/")
LOG = logging.getLogger(__name__)


def origin_known(get_response):
    """Lets every event of the request say its address and its session, which changes its key at the sign-in."""

    def middleware(request):
        origin = Origin(get_client_address(request), lambda: request.session.session_key or "", failures=[])
        with act_from(origin):
            return get_response(request)

    return middleware


def refusals_recorded(get_response):
    """Records what was refused: by the page, or by an action that the person asked for."""

    def middleware(request):
        with gather_refusals() as reasons:
            response = get_response(request)
        # a page that only asks may find out by trying what is not possible now
        asked = request.method not in ASKS_ONLY
        if response.status_code in REFUSALS or (reasons and asked):
            note_in_audit_log(request, reasons, is_forbidden=response.status_code == HTTPStatus.FORBIDDEN)
        return response

    return middleware


def note_in_audit_log(request, reasons: list[str], *, is_forbidden: bool) -> None:
    """Records the refusal; the answer does not depend on it, so that a database that cannot be written stops no page."""
    by = request.user if request.user.is_authenticated else None
    is_access = is_forbidden or (by is not None and describe_role_refusal(by) in reasons)
    reason = reasons[0] if reasons else ""
    try:
        record_refusal(page=describe_page(request, by), reason=reason, by=by, is_access=is_access)
    except DatabaseError:
        LOG.exception("没有记下拒绝办理的留痕")


def describe_page(request, by: User | None) -> str:
    """Names the page as the head of the pages does, with the item of the person's government that it is about; the address
    of a page that stands in no work."""
    name = find_place_here(request.path, list(PLACES.values()), get_script_prefix())
    item = find_item(request, by) if by else ""
    place = f"“{PLACES[name].label}”页" if name else ""
    return "：".join(filter(None, (place, item))) or request.path


def find_item(request, by: User) -> str:
    """Finds which entry or item of the person's government the address names; "" for none."""
    match = request.resolver_match
    if match is None or not match.route.startswith(OF_AN_ITEM):
        return ""
    key = match.kwargs["pk"]
    if match.route.startswith(OF_AN_ENTRY):
        entries = ProgressEntry.every.filter(period__plan__government=by.government_id, pk=key)
        return str(entries.select_related("period__plan", "task__item_kind").first() or "")
    tasks = Task.objects.filter(plan__government=by.government_id, pk=key)
    return str(tasks.select_related("item_kind").first() or "")

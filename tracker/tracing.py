"""What a request leaves in the audit log besides its actions: where it came from, and that it was refused."""

import logging
from http import HTTPStatus

from django.db import DatabaseError

from tasks.audit import Origin, act_from, record_refusal
from tasks.pages.signing_on.entrance import get_client_address
from tasks.permissions import gather_refusals

ASKS_ONLY = ("GET", "HEAD", "OPTIONS")
REFUSALS = (HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT)
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
            note_in_audit_log(request, reasons[0] if reasons else "")
        return response

    return middleware


def note_in_audit_log(request, reason: str) -> None:
    """Records the refusal; the answer does not depend on it, so that a database that cannot be written stops no page."""
    by = request.user if request.user.is_authenticated else None
    try:
        record_refusal(page=request.path, reason=reason, by=by)
    except DatabaseError:
        LOG.exception("没有记下拒绝办理的留痕")

"""What is told of each request for those who run the server: a line of the log, a time for the metrics.

Neither holds an address, a word or a person: a request goes by the name of its page.
"""

import logging
import time

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from tracker.metrics import REQUEST_SECONDS

logger = logging.getLogger("duban.requests")


def find_page_name(request: HttpRequest) -> str:
    """Returns the name of the page that a request asked for; "?" if there is none, as for a static file."""
    match = request.resolver_match
    return match.view_name if match else "?"


def observe_requests(get_response):
    """Notes how long each request took, where JSON lines or metrics are wanted."""
    tells, counts = settings.DUBAN_LOG_FORMAT == "json", settings.DUBAN_METRICS
    if not tells and not counts:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        took, page = time.perf_counter() - began, find_page_name(request)
        if counts:
            REQUEST_SECONDS.labels(request.method, page, response.status_code).observe(took)
        if tells:
            told = {"method": request.method, "page": page, "status": response.status_code}
            logger.info("request", extra=told | {"milliseconds": round(took * 1000)})
        return response

    return middleware

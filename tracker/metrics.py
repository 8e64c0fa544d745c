"""Metrics for Prometheus, off unless set: times of requests, and what 系统状态 knows.

With several processes each writes its figures into files of a folder, which gunicorn's settings make
(``tracker/serving.py``); whichever process is asked reads them all.
"""

import os
from collections.abc import Iterator
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from tasks import clock
from tasks.reminding.outbox import measure_backlog
from tasks.timing.timed_runs import list_timer_statuses
from tracker.keeping.readiness import check_readiness

REQUEST_SECONDS = Histogram(
    "duban_request_seconds",
    "Time that a request took, by method, page and status",
    ["method", "page", "status"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)


class Installation:
    """Figures of the installation, read when they are asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        checks = GaugeMetricFamily("duban_check", "1 if the check of /readyz is content", labels=["check"])
        readiness = check_readiness()
        for name, is_fine in readiness.items():
            checks.add_metric([name], is_fine)
        yield checks
        if readiness["database"] and readiness["migrations"]:
            yield from self.collect_stored()

    def collect_stored(self) -> Iterator[GaugeMetricFamily]:
        """Yields what the database knows."""
        backlog, now = measure_backlog(), clock.get_real_time()
        messages = GaugeMetricFamily("duban_messages", "Messages that have not gone out", labels=["state"])
        messages.add_metric(["waiting"], backlog.waiting)
        messages.add_metric(["failed"], backlog.failed)
        yield messages
        ages = GaugeMetricFamily("duban_timer_age_seconds", "Time since a timed command succeeded", labels=["job"])
        for status in list_timer_statuses(now):
            if status.succeeded_at:
                ages.add_metric([status.job.value], (now - status.succeeded_at).total_seconds())
        yield ages


def may_read(request: HttpRequest) -> bool:
    """Returns whether a request brings the token; where none is set, whether it comes from this machine itself.

    Whoever was passed on by a proxy that is not trusted (``DUBAN_PROXIES``) seems to come from this machine, and is
    refused.
    """
    if token := settings.DUBAN_METRICS_TOKEN:
        return constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}")
    is_passed_on = "X-Forwarded-For" in request.headers
    return not is_passed_on and ip_address(request.META["REMOTE_ADDR"] or "::").is_loopback


def build_registry() -> CollectorRegistry:
    """Returns what is told: of all processes where they write it down, else of this one; and of the installation."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
    else:
        registry.register(REGISTRY)
    registry.register(Installation())
    return registry


@never_cache
@require_safe
@login_not_required
def show_metrics(request: HttpRequest) -> HttpResponse:
    """Shows the metrics in Prometheus' text format.

    Raises:
        Http404: they are off, or not for who asks.
    """
    if not settings.DUBAN_METRICS or not may_read(request):
        raise Http404
    return HttpResponse(generate_latest(build_registry()), content_type=CONTENT_TYPE_LATEST)

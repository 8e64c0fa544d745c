"""What a service manager or a monitor asks, without signing in: whether the server lives, and whether it can work."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.keeping.readiness import check_readiness


@never_cache
@require_safe
@login_not_required
def show_alive(request: HttpRequest) -> HttpResponse:
    """Answers; that is all it tells."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
@login_not_required
def show_ready(request: HttpRequest) -> JsonResponse:
    """Answers 200 if everything is in order, else 503, with yes or no for each check."""
    checks = check_readiness()
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)

"""公开摘要: shows everybody, without signing in, what was issued with a public version. A setting turns it on."""

from collections.abc import Callable, Iterable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reports.issuing.public import build_public_summary
from reports.layouts.layout import LayoutError
from tasks.models import Government, Publication
from tasks.queries import select_public_publications
from tasks.terms import speak


def open_to_everybody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Opens a page to people who do not sign in; it answers 404 while ``DUBAN_PUBLIC_SUMMARY`` is off."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not settings.DUBAN_PUBLIC_SUMMARY:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(guarded)


@open_to_everybody
@require_safe
def public_summary(request: HttpRequest) -> HttpResponse:
    """Lists the governments that have issued something for the public; redirects to the page of the only one."""
    latest: dict[Government, Publication] = {}
    for publication in select_public_publications().defer("data"):
        latest.setdefault(publication.reported_period.plan.government, publication)
    if len(latest) == 1:
        return redirect("public_government", pk=next(iter(latest)).pk)
    return render(request, "issuing/public_list.html", {"latest": latest, **build_demonstration_context(latest)})


@open_to_everybody
@require_safe
def public_government(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the latest period that a government has issued with a public version."""
    publication = select_public_publications().filter(period__plan__government=pk).first()
    if publication is None:
        raise Http404
    government = publication.reported_period.plan.government
    with speak(lambda: government.words):
        try:
            summary = build_public_summary(publication)
        except LayoutError as error:
            raise Http404 from error
        context = {"publication": publication, "summary": summary, **build_demonstration_context([government])}
        return render(request, "issuing/public_summary.html", context)


def build_demonstration_context(governments: Iterable[Government]) -> dict:
    """Builds what the head of the public pages says of a demonstration."""
    return {
        "is_demonstration": any(government.is_demonstration for government in governments),
        "pinned_on": settings.DUBAN_TODAY,
    }

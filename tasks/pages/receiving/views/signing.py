"""签收: a unit signs for the items that it leads, or returns some as not its own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tasks.models import Unit
from tasks.pages.frame.context import AuthenticatedRequest, list_visible_plans
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.receiving.plan_choice import find_receipt_plan
from tasks.pages.receiving.signing_page import SigningPage
from tasks.permissions import Permission, Refused
from tasks.receiving.receipt_actions import NOT_OPENED, STALE, sign_receipts
from tasks.receiving.receipts import compute_receipts_fingerprint, list_own_units
from tasks.terms import terms


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.SIGN_RECEIPTS)
def receipt_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the items that a unit leads, to be signed for; a POST signs.

    Query: ``year``, ``unit`` (a former unit whose work the person's own has taken over), and ``show`` (``owed`` shows
    only what is not signed for).
    """
    plan, units = find_receipt_plan(request), list_own_units(request.user)
    if plan is None:
        return render(request, "receiving/signing.html", {"page": None})
    unit = get_own_unit(request, units)
    plans = [each for each in list_visible_plans(request) if each.receipts_due_on]
    is_short = not sends(request) and request.GET.get("show") == "owed"
    page = SigningPage(plan, plans, unit, units, request.POST if sends(request) else None, is_short)
    if not sends(request):
        return render_signing(request, page)
    if not page.is_open:
        messages.error(request, NOT_OPENED.format(plan=plan, terms=terms))
        return redirect("receipt_page")
    if page.form.seen != compute_receipts_fingerprint(page.rows):
        page.form.renew_outdated()
        return refuse_signing(request, page, STALE, CONFLICTING)
    if not page.form.is_valid():
        return render_signing(request, page, status=UNFIT)
    try:
        given = page.form.list_given()
        written = sign_receipts(plan=plan, unit=unit, given=given, seen=page.form.seen, by=request.user)
    except Refused as refusal:
        return refuse_signing(request, page, str(refusal), CONFLICTING)
    except ValidationError as refusal:
        return refuse_signing(request, page, " ".join(refusal.messages), UNFIT)
    received = sum(each.is_received for each in written)
    returned = len(written) - received
    done = [f"已签收 {received} 项"] * bool(received) + [f"退回 {returned} 项，等待{terms.office}办理"] * bool(returned)
    messages.success(request, f"{unit}{'，'.join(done)}。")
    return redirect(f"{reverse('receipt_page')}?year={plan.year}&unit={unit.pk}")


def sends(request: AuthenticatedRequest) -> bool:
    return request.method == "POST"


def get_own_unit(request: AuthenticatedRequest, units: list[Unit]) -> Unit:
    """Returns the unit that the address names, else the person's own.

    Raises:
        Http404: the person does not sign for that unit, or for none.
    """
    asked = request.GET.get("unit", "")
    for unit in units:
        if asked in ("", str(unit.pk)):
            return unit
    raise Http404


def render_signing(request: AuthenticatedRequest, page: SigningPage, *, status: int = 200) -> HttpResponse:
    return render(request, "receiving/signing.html", {"page": page}, status=status)


def refuse_signing(request: AuthenticatedRequest, page: SigningPage, refusal: str, status: int) -> HttpResponse:
    """Shows the form again as it was sent; the next try is based on what stands now."""
    page.form.refusal = refusal
    page.form.seen = compute_receipts_fingerprint(page.rows)
    return render_signing(request, page, status=status)

"""继任 and 机构调整: lists past successions, and carries out new ones after their effect was shown."""

from collections.abc import Sequence
from typing import TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.plans.forms.successions import OfficialSuccessionForm, ReorganisationForm, SuccessionForm
from tasks.pages.plans.succession_page import OfficialSuccessionPage, ReorganisationPage
from tasks.permissions import Permission, Refused
from tasks.plans import successions
from tasks.plans.reorganisation_actions import reorganise_units
from tasks.plans.succession_actions import SuccessionResult, succeed_official

Form = TypeVar("Form", bound=SuccessionForm)


@require_safe
@restrict_to(Permission.MANAGE_SUCCESSION)
def succession_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the past successions of the government's units and leaders."""
    government = request.user.home
    context = {
        "reorganised": list(successions.select_reorganisations(government)),
        "succeeded": list(successions.select_succeeded_officials(government)),
    }
    return render(request, "plans/successions.html", context)


def build_succession_form(request: AuthenticatedRequest, form_class: type[Form]) -> Form:
    """Builds the form as sent, or prefilled from the address (``?official=3``, ``?formers=7``)."""
    sent = request.POST if request.method == "POST" else None
    named: dict[str, str | list[str]] = {
        name: request.GET.getlist(name) for name in ("formers",) if name in request.GET
    }
    named |= {name: request.GET[name] for name in ("official", "kind") if name in request.GET}
    return form_class(sent, government=request.user.home, initial=named)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_SUCCESSION)
def official_succeed(request: AuthenticatedRequest) -> HttpResponse:
    """继任: shows the form, then what it would change, then replaces the leader."""
    form = build_succession_form(request, OfficialSuccessionForm)
    if request.method != "POST" or not form.is_valid():
        return render_official_succession(request, OfficialSuccessionPage(form))
    official = form.cleaned_data["official"]
    items = successions.list_official_items(official, form.cleaned_data["since"])
    page = OfficialSuccessionPage(form, items)
    if request.POST.get("confirmed") != page.mark:
        return render_official_succession(request, page)
    try:
        done = succeed_official(**form.get_action_arguments(), by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_official_succession(request, page, status=CONFLICTING)
    add_succession_message(request, f"{official}已由{done.successors[0]}接任", done)
    return redirect("succession_page")


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_SUCCESSION)
def unit_reorganise(request: AuthenticatedRequest) -> HttpResponse:
    """机构调整: shows the form, then what it would change, then renames, merges or splits the units."""
    form = build_succession_form(request, ReorganisationForm)
    if request.method != "POST" or not form.is_valid():
        return render_unit_succession(request, ReorganisationPage(form))
    said = form.cleaned_data
    items = successions.list_unit_items(said["formers"], said["since"], request.user.home)
    page = ReorganisationPage(form, items)
    if request.POST.get("confirmed") != page.mark:
        return render_unit_succession(request, page)
    try:
        done = reorganise_units(
            **form.get_action_arguments(), chosen=form.map_items_to_successors(items), by=request.user
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_unit_succession(request, page, status=CONFLICTING)
    formers = "、".join(str(unit) for unit in said["formers"])
    add_succession_message(request, f"{formers}已{said['kind'].label}为{format_successor_names(done.successors)}", done)
    return redirect("succession_page")


def render_official_succession(
    request: AuthenticatedRequest, page: OfficialSuccessionPage, *, status: int = 0
) -> HttpResponse:
    status = status or get_form_status(page.form)
    return render(request, "plans/official_succession.html", {"page": page}, status=status)


def render_unit_succession(request: AuthenticatedRequest, page: ReorganisationPage, *, status: int = 0) -> HttpResponse:
    status = status or get_form_status(page.form)
    return render(request, "plans/unit_succession.html", {"page": page}, status=status)


def get_form_status(form: SuccessionForm) -> int:
    return UNFIT if form.is_bound and form.errors else 200


def format_successor_names(successors: Sequence) -> str:
    return "、".join(str(one) for one in successors)


def add_succession_message(request: AuthenticatedRequest, said: str, done: SuccessionResult) -> None:
    """Says what was done, and to how many items."""
    messages.success(request, f"{said}，{done.items} 个未完事项随之调整；已印发的内容不变。")

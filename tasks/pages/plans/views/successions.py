"""继任和机构调整: what has happened, and two forms whose effect is shown before anything is done."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tasks.enums import SuccessionKind
from tasks.models import User
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.plans.forms.successions import OfficialSuccessionForm, ReorganisationForm, SuccessionForm
from tasks.permissions import Permission, Refused
from tasks.plans import successions
from tasks.plans.reorganisation_actions import reorganise_units
from tasks.plans.succession_actions import SuccessionResult, succeed_official
from tasks.plans.successions import AffectedItem

Form = TypeVar("Form", bound=SuccessionForm)


@require_safe
@restrict_to(Permission.MANAGE_SUCCESSION)
def succession_page(request: AuthenticatedRequest) -> HttpResponse:
    """What has happened to the units and leaders of the government so far."""
    government = request.user.home
    context = {
        "reorganised": list(successions.select_reorganisations(government)),
        "succeeded": list(successions.select_succeeded_officials(government)),
    }
    return render(request, "plans/successions.html", context)


def build_succession_form(request: AuthenticatedRequest, form_class: type[Form]) -> Form:
    """The form as sent, or with what the address names (``?official=3``, ``?formers=7``)."""
    sent = request.POST if request.method == "POST" else None
    named: dict[str, str | list[str]] = {
        name: request.GET.getlist(name) for name in ("formers",) if name in request.GET
    }
    named |= {name: request.GET[name] for name in ("official", "kind") if name in request.GET}
    return form_class(sent, government=request.user.home, initial=named)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_SUCCESSION)
def official_succeed(request: AuthenticatedRequest) -> HttpResponse:
    """A leader leaves: the form, then what it changes, then it is done."""
    form = build_succession_form(request, OfficialSuccessionForm)
    if request.method != "POST" or not form.is_valid():
        return render_official_succession(request, form)
    official = form.cleaned_data["official"]
    items = successions.list_official_items(official, form.cleaned_data["since"])
    if request.POST.get("confirmed") != form.compute_fingerprint(items):
        return render_official_succession(request, form, items)
    try:
        done = succeed_official(**form.get_action_arguments(), by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_official_succession(request, form, items, status=CONFLICTING)
    add_succession_message(request, f"{official}已由{done.successors[0]}接任", done)
    return redirect("succession_page")


def render_official_succession(
    request: AuthenticatedRequest,
    form: OfficialSuccessionForm,
    items: list[AffectedItem] | None = None,
    *,
    status: int = 0,
) -> HttpResponse:
    """The form; with ``items``, also what it would change."""
    context = {
        "title": "区领导接任",
        "form": form,
        "items": items,
        "mark": form.compute_fingerprint(items) if items is not None else "",
        "accounts": list_leaving_accounts(form) if items is not None else [],
    }
    return render(request, "plans/official_succession.html", context, status=status or get_form_status(form))


def list_leaving_accounts(form: OfficialSuccessionForm) -> list[User]:
    return list(form.cleaned_data["official"].users.filter(is_active=True)) if form.is_valid() else []


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_SUCCESSION)
def unit_reorganise(request: AuthenticatedRequest) -> HttpResponse:
    """Units are renamed, merged or split: the form, then what it changes, then it is done."""
    form = build_succession_form(request, ReorganisationForm)
    if request.method != "POST" or not form.is_valid():
        return render_unit_succession(request, form)
    said = form.cleaned_data
    items = successions.list_unit_items(said["formers"], said["since"], request.user.home)
    if request.POST.get("confirmed") != form.compute_fingerprint(items):
        return render_unit_succession(request, form, items)
    try:
        done = reorganise_units(
            **form.get_action_arguments(), chosen=form.map_items_to_successors(items), by=request.user
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_unit_succession(request, form, items, status=CONFLICTING)
    formers = "、".join(str(unit) for unit in said["formers"])
    add_succession_message(
        request, f"{formers}已{said['kind'].label}为{format_successor_names(done.successors)}", done
    )
    return redirect("succession_page")


def render_unit_succession(
    request: AuthenticatedRequest,
    form: ReorganisationForm,
    items: list[AffectedItem] | None = None,
    *,
    status: int = 0,
) -> HttpResponse:
    """The form; with ``items``, also what it would change and, for a split, where each item goes."""
    context = {
        "title": "单位更名、合并、拆分",
        "form": form,
        "items": items,
        "mark": form.compute_fingerprint(items) if items is not None else "",
    }
    if items is not None:
        said, chosen = form.cleaned_data, form.map_items_to_successors(items)
        context |= {
            "roles": Counter(item.role for item in items),
            "people": list(User.objects.filter(unit__in=said["formers"]).order_by("username")),
            "new": [unit for unit in said["successors"] if isinstance(unit, str)],
            "successors": list(enumerate(map(str, said["successors"]))),
            "rows": [(item, chosen.get(item.task.pk, 0)) for item in items],
            "is_split": said["kind"] == SuccessionKind.SPLIT,
        }
    return render(request, "plans/unit_succession.html", context, status=status or get_form_status(form))


def get_form_status(form: SuccessionForm) -> int:
    return UNFIT if form.is_bound and form.errors else 200


def format_successor_names(successors: Sequence) -> str:
    return "、".join(str(one) for one in successors)


def add_succession_message(request: AuthenticatedRequest, said: str, done: SuccessionResult) -> None:
    """What was done, and to how many."""
    messages.success(request, f"{said}，{done.items} 个未完事项随之调整；已印发的内容不变。")

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
from tasks.pages.frame.views.access import requires
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.plans.forms.successions import OfficialSuccessionForm, ReorganisationForm, SuccessionForm
from tasks.permissions import Refused, Verb
from tasks.plans import successions
from tasks.plans.reorganisation_actions import reorganise_units
from tasks.plans.succession_actions import Succeeded, succeed_official
from tasks.plans.successions import Affected

Form = TypeVar("Form", bound=SuccessionForm)


@require_safe
@requires(Verb.MANAGE_SUCCESSION)
def succession_page(request: AuthenticatedRequest) -> HttpResponse:
    """What has happened to the units and leaders of the government so far."""
    government = request.user.home
    context = {
        "reorganised": list(successions.reorganisations_of(government)),
        "succeeded": list(successions.officials_succeeded(government)),
    }
    return render(request, "plans/successions.html", context)


def form_of(request: AuthenticatedRequest, form_class: type[Form]) -> Form:
    """The form as sent, or with what the address names (``?official=3``, ``?formers=7``)."""
    sent = request.POST if request.method == "POST" else None
    named: dict[str, str | list[str]] = {
        name: request.GET.getlist(name) for name in ("formers",) if name in request.GET
    }
    named |= {name: request.GET[name] for name in ("official", "kind") if name in request.GET}
    return form_class(sent, government=request.user.home, initial=named)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Verb.MANAGE_SUCCESSION)
def official_succeed(request: AuthenticatedRequest) -> HttpResponse:
    """A leader leaves: the form, then what it changes, then it is done."""
    form = form_of(request, OfficialSuccessionForm)
    if request.method != "POST" or not form.is_valid():
        return official_page(request, form)
    official = form.cleaned_data["official"]
    items = successions.items_of_official(official, form.cleaned_data["since"])
    if request.POST.get("confirmed") != form.mark(items):
        return official_page(request, form, items)
    try:
        done = succeed_official(**form.order(), by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return official_page(request, form, items, status=CONFLICTING)
    tell(request, f"{official}已由{done.successors[0]}接任", done)
    return redirect("succession_page")


def official_page(
    request: AuthenticatedRequest,
    form: OfficialSuccessionForm,
    items: list[Affected] | None = None,
    *,
    status: int = 0,
) -> HttpResponse:
    """The form; with ``items``, also what it would change."""
    context = {
        "title": "区领导接任",
        "form": form,
        "items": items,
        "mark": form.mark(items) if items is not None else "",
        "accounts": accounts_of(form) if items is not None else [],
    }
    return render(request, "plans/official_succession.html", context, status=status or status_of(form))


def accounts_of(form: OfficialSuccessionForm) -> list[User]:
    return list(form.cleaned_data["official"].users.filter(is_active=True)) if form.is_valid() else []


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Verb.MANAGE_SUCCESSION)
def unit_reorganise(request: AuthenticatedRequest) -> HttpResponse:
    """Units are renamed, merged or split: the form, then what it changes, then it is done."""
    form = form_of(request, ReorganisationForm)
    if request.method != "POST" or not form.is_valid():
        return unit_page(request, form)
    said = form.cleaned_data
    items = successions.items_of_units(said["formers"], said["since"], request.user.home)
    if request.POST.get("confirmed") != form.mark(items):
        return unit_page(request, form, items)
    try:
        done = reorganise_units(**form.order(), chosen=form.chosen(items), by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return unit_page(request, form, items, status=CONFLICTING)
    formers = "、".join(str(unit) for unit in said["formers"])
    tell(request, f"{formers}已{said['kind'].label}为{names_of(done.successors)}", done)
    return redirect("succession_page")


def unit_page(
    request: AuthenticatedRequest,
    form: ReorganisationForm,
    items: list[Affected] | None = None,
    *,
    status: int = 0,
) -> HttpResponse:
    """The form; with ``items``, also what it would change and, for a split, where each item goes."""
    context = {
        "title": "单位更名、合并、拆分",
        "form": form,
        "items": items,
        "mark": form.mark(items) if items is not None else "",
    }
    if items is not None:
        said, chosen = form.cleaned_data, form.chosen(items)
        context |= {
            "roles": Counter(item.role for item in items),
            "people": list(User.objects.filter(unit__in=said["formers"]).order_by("username")),
            "new": [unit for unit in said["successors"] if isinstance(unit, str)],
            "successors": list(enumerate(map(str, said["successors"]))),
            "rows": [(item, chosen.get(item.task.pk, 0)) for item in items],
            "is_split": said["kind"] == SuccessionKind.SPLIT,
        }
    return render(request, "plans/unit_succession.html", context, status=status or status_of(form))


def status_of(form: SuccessionForm) -> int:
    return UNFIT if form.is_bound and form.errors else 200


def names_of(successors: Sequence) -> str:
    return "、".join(str(one) for one in successors)


def tell(request: AuthenticatedRequest, said: str, done: Succeeded) -> None:
    """What was done, and to how many."""
    messages.success(request, f"{said}，{done.items} 个未完事项随之调整；已印发的内容不变。")

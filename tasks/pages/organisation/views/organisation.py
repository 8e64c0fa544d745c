"""Lists, adds and edits units with their aliases, and officials."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tasks.enums import Role
from tasks.models import Official, Unit, UnitAlias
from tasks.organisation import organisation_actions
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.saving import save_form
from tasks.pages.organisation.forms.organisation import AliasForm, GovernmentForm, OfficialForm, UnitForm
from tasks.pages.organisation.list_forms import UnitListForm
from tasks.pages.organisation.tables import OfficialTable, UnitTable
from tasks.permissions import Permission
from tasks.queries import select_government_officials
from tasks.reminding.recipients import RecipientDirectory
from tasks.terms import terms


def select_managed_units(user) -> QuerySet[Unit]:
    """Selects the units of the administrator's own government."""
    return Unit.objects.filter(government=user.government_id)


@require_safe
@restrict_to(Permission.MANAGE_ORGANISATION)
def unit_list(request: AuthenticatedRequest) -> HttpResponse:
    """Lists the units that the filter asks for, with aliases, members and number of users; groups after units, those no
    longer in use last."""
    form = UnitListForm(request.GET)
    people = Count("users", filter=Q(users__is_active=True))
    units = select_managed_units(request.user).annotate(people=people).prefetch_related("aliases", "members")
    table = UnitTable(form.narrow(units).order_by("-is_active", "is_group", "name"))
    return render(request, "organisation/units.html", {"table": table, "form": form})


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.MANAGE_ORGANISATION)
def unit_add(request: AuthenticatedRequest) -> HttpResponse:
    """Adds a unit; its aliases are added on the next page."""
    government = request.user.home
    form = UnitForm(request.POST or None, government=government)
    unit = save_form(
        form,
        lambda: organisation_actions.add_unit(government=government, values=form.get_values(), by=request.user),
    )
    if unit:
        messages.success(request, f"已新增单位“{unit.name}”。")
        return redirect("unit_edit", unit.pk)
    return render(request, "organisation/unit.html", {"form": form, "unit": None})


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.MANAGE_ORGANISATION)
def unit_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Edits a unit; shows a colleague's newer save instead of overwriting it."""
    unit = get_object_or_404(select_managed_units(request.user), pk=pk)
    form = UnitForm(request.POST or None, instance=unit, government=unit.government)
    changed = save_form(
        form,
        lambda: organisation_actions.edit_unit(
            unit=unit, values=form.get_values(), seen=form.cleaned_data["seen"], by=request.user
        ),
    )
    if changed:
        messages.success(request, f"已保存单位“{changed.name}”。")
        warn_of_missing_head(request, changed)
        return redirect("unit_list")
    return render_unit_page(request, pk, form, AliasForm())


def warn_of_missing_head(request: AuthenticatedRequest, unit: Unit) -> None:
    """Warns that what the unit files would wait for ever: it demands a confirmation that nobody can give."""
    if not unit.needs_confirmation or not unit.is_active:
        return
    if not RecipientDirectory(unit.government).get_unit_accounts(Role.UNIT_HEAD, [unit]):
        messages.warning(
            request,
            f"{unit.name}还没有在用的单位审核人账号：填报后没有人能审核，到不了{terms.office}。请为其开设单位审核人账号。",
        )


def render_unit_page(request: AuthenticatedRequest, pk: int, form: UnitForm, alias_form: AliasForm) -> HttpResponse:
    """Renders the unit as stored, with the two forms of its page."""
    unit = get_object_or_404(select_managed_units(request.user), pk=pk)
    return render(request, "organisation/unit.html", {"form": form, "unit": unit, "alias_form": alias_form})


@require_POST
@restrict_to(Permission.MANAGE_ORGANISATION)
def alias_add(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Adds a name by which documents find the unit."""
    unit = get_object_or_404(select_managed_units(request.user), pk=pk)
    form = AliasForm(request.POST)
    if form.is_valid():
        try:
            alias = organisation_actions.add_alias(unit=unit, name=form.cleaned_data["name"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"“{alias.name}”今后认作“{unit.name}”。")
            return redirect("unit_edit", unit.pk)
    return render_unit_page(request, pk, UnitForm(instance=unit, government=unit.government), form)


@require_POST
@restrict_to(Permission.MANAGE_ORGANISATION)
def alias_remove(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Removes a name by which documents find the unit."""
    alias = get_object_or_404(UnitAlias, pk=pk, unit__in=select_managed_units(request.user))
    organisation_actions.remove_alias(alias=alias, by=request.user)
    messages.success(request, f"已移除别名“{alias.name}”。")
    return redirect("unit_edit", alias.unit_id)


@require_safe
@restrict_to(Permission.MANAGE_ORGANISATION)
def official_list(request: AuthenticatedRequest) -> HttpResponse:
    """Lists the officials; those no longer in office last."""
    table = OfficialTable(
        select_government_officials(request.user).select_related("deputy").order_by("-is_active", "rank", "name")
    )
    return render(request, "organisation/officials.html", {"table": table})


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.MANAGE_ORGANISATION)
def official_add(request: AuthenticatedRequest) -> HttpResponse:
    """Adds an official."""
    government = request.user.home
    form = OfficialForm(request.POST or None, government=government)
    official = save_form(
        form,
        lambda: organisation_actions.add_official(government=government, values=form.get_values(), by=request.user),
    )
    if official:
        messages.success(request, f"已新增{terms.leader}“{official.name}”。")
        return redirect("official_list")
    return render(request, "organisation/official.html", {"form": form, "official": None})


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.MANAGE_ORGANISATION)
def official_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Edits an official; shows a colleague's newer save instead of overwriting it."""
    official = get_object_or_404(select_government_officials(request.user), pk=pk)
    form = OfficialForm(request.POST or None, instance=official, government=official.government)
    changed = save_form(
        form,
        lambda: organisation_actions.edit_official(
            official=official, values=form.get_values(), seen=form.cleaned_data["seen"], by=request.user
        ),
    )
    if changed:
        messages.success(request, f"已保存{terms.leader}“{changed.name}”。")
        return redirect("official_list")
    stored: Official = get_object_or_404(select_government_officials(request.user), pk=pk)
    return render(request, "organisation/official.html", {"form": form, "official": stored})


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.MANAGE_ORGANISATION)
def government_page(request: AuthenticatedRequest) -> HttpResponse:
    """Sets what the government may choose; shows a colleague's newer save instead of overwriting it."""
    government = request.user.home
    form = GovernmentForm(request.POST or None, instance=government)
    saved = save_form(
        form,
        lambda: organisation_actions.set_government(
            government=government, values=form.get_values(), seen=form.cleaned_data["seen"], by=request.user
        ),
    )
    if saved:
        messages.success(request, f"已保存{terms.place}设置。")
        return redirect("government_page")
    return render(request, "organisation/government.html", {"form": form})

"""事项类别: lists, adds, edits, orders and deletes the kinds of items, and sets the rule of recovery."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tasks.models import ItemKind
from tasks.models.changes import ChangedMeanwhile
from tasks.organisation import item_kind_actions
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.organisation.forms.item_kinds import KindAdditionForm, KindForm, RecoveryForm
from tasks.pages.organisation.kinds_page import KindListPage, KindPage
from tasks.permissions import Permission, Refused
from tasks.terms import terms


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_KINDS)
def kind_list(request: AuthenticatedRequest) -> HttpResponse:
    """Lists the kinds. A POST adds one and goes on to its vocabulary."""
    government = request.user.home
    form = KindAdditionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            kind = item_kind_actions.add_item_kind(
                government=government,
                name=said["name"],
                short_name=said["short_name"],
                nature=said["nature"],
                vocabulary=form.vocabulary,
                by=request.user,
            )
        except ValidationError as refusal:
            form.refuse(refusal)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已新增事项类别“{kind}”，请核对结论用词。")
            return redirect("kind_edit", kind.pk)
    page = KindListPage(government, form)
    return render(request, "organisation/kinds.html", {"page": page}, status=UNFIT if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_KINDS)
def kind_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows a kind with its vocabulary. A POST saves both, unless a colleague was faster."""
    kind = _get_kind(request, pk)
    form = KindForm(request.POST if request.method == "POST" else None, kind=kind)
    status = UNFIT if form.is_bound else 200
    if form.is_valid():
        said = form.cleaned_data
        try:
            saved = item_kind_actions.edit_item_kind(
                kind=kind,
                name=said["name"],
                short_name=said["short_name"],
                vocabulary=form.vocabulary,
                seen=said["seen"],
                by=request.user,
            )
        except ValidationError as refusal:
            form.refuse(refusal)
            status = CONFLICTING if isinstance(refusal, ChangedMeanwhile) else UNFIT
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("kind_list")
        else:
            messages.success(request, f"已保存事项类别“{saved}”。")
            return redirect("kind_list")
    return render(request, "organisation/kind.html", {"page": KindPage(kind, form)}, status=status)


@require_POST
@restrict_to(Permission.MANAGE_KINDS)
def kind_move(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Moves a kind by one place: up with ``up``, down without."""
    kind = _get_kind(request, pk)
    try:
        item_kind_actions.move_item_kind(kind=kind, is_up="up" in request.POST, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("kind_list")


@require_POST
@restrict_to(Permission.MANAGE_KINDS)
def kind_remove(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Deletes a kind that nothing uses."""
    kind = _get_kind(request, pk)
    try:
        item_kind_actions.remove_item_kind(kind=kind, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已删除事项类别“{kind}”。")
    return redirect("kind_list")


@require_POST
@restrict_to(Permission.MANAGE_KINDS)
def kind_recovery(request: AuthenticatedRequest) -> HttpResponse:
    """Sets the rule of recovery."""
    form = RecoveryForm(request.POST)
    form.is_valid()
    saved = item_kind_actions.set_recovery(
        government=request.user.home, is_stepwise=form.cleaned_data["is_stepwise"], by=request.user
    )
    told = "今后落后的先转关注" if saved.recovers_stepwise else f"落后的可以直接{terms.judging}为正常"
    messages.success(request, f"已保存：{told}。")
    return redirect("kind_list")


def _get_kind(request: AuthenticatedRequest, pk: int) -> ItemKind:
    return get_object_or_404(ItemKind.objects.filter(government=request.user.government_id), pk=pk)

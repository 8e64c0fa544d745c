"""账号确认: shows what waits under 三员分立; confirms, returns and withdraws it; begins and ends the separation."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tasks.enums import ADMINISTRATORS
from tasks.models import Government, PreparedChange
from tasks.organisation.confirming_actions import (
    begin_separation,
    confirm_changes,
    prepare_separation_end,
    return_changes,
    withdraw_changes,
)
from tasks.organisation.separation import list_missing_administrators
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.numbers_first import CONFIRMED, ConfirmingAct, NamedException, NumbersFirstPage
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.organisation.forms.prepared import PickedChangesForm
from tasks.pages.organisation.prepared_page import PreparedPage
from tasks.pages.organisation.views.inventory import describe_refusal
from tasks.permissions import Permission, Refused


@require_safe
@restrict_to(Permission.SEE_PREPARED)
def prepared_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows what waits, who the three administrators are, and what was decided lately."""
    return render(request, "organisation/prepared.html", {"page": PreparedPage(request.user.home, request.user)})


@require_POST
@restrict_to(Permission.CONFIRM_PREPARED)
def prepared_confirm(request: AuthenticatedRequest) -> HttpResponse:
    """Confirms the ticked changes, all or none."""
    return answer_decision(
        request,
        "已确认 {count} 项，即时生效。",
        lambda form: confirm_changes(government=request.user.home, ids=form.ids, by=request.user),
    )


@require_POST
@restrict_to(Permission.CONFIRM_PREPARED)
def prepared_return(request: AuthenticatedRequest) -> HttpResponse:
    """Returns the ticked changes with a reason, all or none."""

    def act(form: PickedChangesForm) -> list[PreparedChange]:
        reason = form.cleaned_data["reason"]
        return return_changes(government=request.user.home, ids=form.ids, reason=reason, by=request.user)

    return answer_decision(request, "已退回 {count} 项，没有生效。", act)


@require_POST
@restrict_to(Permission.MANAGE_USERS)
def prepared_withdraw(request: AuthenticatedRequest) -> HttpResponse:
    """Withdraws the ticked changes, all or none."""
    return answer_decision(
        request,
        "已撤回 {count} 项，没有生效。",
        lambda form: withdraw_changes(government=request.user.home, ids=form.ids, by=request.user),
    )


def answer_decision(
    request: AuthenticatedRequest, said: str, act: Callable[[PickedChangesForm], list[PreparedChange]]
) -> HttpResponse:
    """Decides on the ticked changes; shows the page again with the reason and the ticks where that is refused.

    Args:
        said: the message, with the place of the count.
    """
    form = PickedChangesForm(request.POST)
    refusal = "" if form.is_valid() else form.describe_errors()
    if not refusal:
        try:
            messages.success(request, said.format(count=len(act(form))))
            return redirect("prepared_list")
        except (Refused, ValidationError) as refused:
            refusal = describe_refusal(refused)
    ticked = frozenset(pk for (pk,) in form.cleaned_data.get("pick", []))
    reason = request.POST.get("reason", "")
    page = PreparedPage(request.user.home, request.user, refusal, reason, ticked)
    return render(request, "organisation/prepared.html", {"page": page}, status=UNFIT)


@require_POST
@restrict_to(Permission.MANAGE_USERS)
def separation_begin(request: AuthenticatedRequest) -> HttpResponse:
    """Begins 三员分立, after asking back: one person alone cannot end it."""
    if CONFIRMED not in request.POST and not list_missing_administrators(request.user.home):
        return render(request, "frame/numbers_first.html", {"page": build_beginning_page(request.user.home)})
    try:
        begin_separation(government=request.user.home, by=request.user)
        messages.success(request, "已启用三员分立。此后新增账号、调整权限，须经安全管理员确认才生效。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("prepared_list")


def build_beginning_page(government: Government) -> NumbersFirstPage:
    """Builds the page that asks back before 三员分立 begins, with the people who hold the three roles."""
    holders = list(government.users.filter(role__in=ADMINISTRATORS, is_active=True).order_by("role", "pk"))
    return NumbersFirstPage(
        title="启用三员分立？",
        lead="启用后，新增账号、调整角色和单位、重置有权账号的密码，都要安全管理员确认才生效；停用三员分立也要安全管理员确认，一个人不能停用。",
        action=reverse("separation_begin"),
        acts=[ConfirmingAct("启用三员分立")],
        exceptions=[NamedException(f"{user.role.label}：{user.name}（{user.username}）") for user in holders],
        back=reverse("prepared_list"),
    )


@require_POST
@restrict_to(Permission.MANAGE_USERS)
def separation_end(request: AuthenticatedRequest) -> HttpResponse:
    """Prepares the end of 三员分立."""
    try:
        prepare_separation_end(government=request.user.home, by=request.user)
        messages.success(request, "已提请停用三员分立，安全管理员确认后生效。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("prepared_list")

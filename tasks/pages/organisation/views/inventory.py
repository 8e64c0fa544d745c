"""账号盘点: shows unused accounts and units without people, disables accounts, renews first passwords."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from tasks.enums import WITH_POWERS, FirstPasswordWay
from tasks.organisation.account_batch_actions import (
    disable_users,
    renew_first_passwords,
    withdraw_first_passwords,
)
from tasks.organisation.account_inventory import list_names
from tasks.organisation.activation import Invitations
from tasks.organisation.activation_actions import send_activation_links
from tasks.organisation.first_passwords import MAX_FIRST_PASSWORDS, IssuedPassword, generate_first_passwords
from tasks.organisation.separation import find_waiting_change
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.organisation.forms.inventory import PickedAccountsForm
from tasks.pages.organisation.inventory_page import InventoryPage, InventoryTable
from tasks.pages.organisation.roster_page import PasswordStripsPage
from tasks.pages.organisation.site_address import build_activation_link, get_site_address
from tasks.permissions import Permission, Refused

ACCOUNTS_PER_PAGE = 100


@require_safe
@restrict_to(Permission.MANAGE_USERS)
def account_inventory(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the accounts that the filter asks for, with units and leaders that have none."""
    page = InventoryPage(request.user.home, request.GET)
    table = RequestConfig(request, paginate={"per_page": ACCOUNTS_PER_PAGE}).configure(InventoryTable(page.accounts))
    return render(request, "organisation/inventory.html", {"page": page, "table": table})


@require_POST
@restrict_to(Permission.MANAGE_USERS)
def accounts_disable(request: AuthenticatedRequest) -> HttpResponse:
    """Disables the ticked accounts, all or none."""
    form = PickedAccountsForm(request.POST)
    if not form.is_valid():
        return return_to_inventory(request, form.describe_errors())
    try:
        disabled = disable_users(government=request.user.home, ids=form.ids, by=request.user)
    except (Refused, ValidationError) as refusal:
        return return_to_inventory(request, describe_refusal(refusal))
    said = f"已停用 {len(disabled)} 个账号：{list_names(disabled)}。" if disabled else "所选账号本来就已停用。"
    messages.success(request, said)
    return return_to_inventory(request)


@never_cache
@require_POST
@restrict_to(Permission.MANAGE_USERS)
def first_passwords_renew(request: AuthenticatedRequest) -> HttpResponse:
    """Gives the ticked people who have never signed in a new password on a strip, or a link by e-mail."""
    form = PickedAccountsForm(request.POST)
    if not form.is_valid():
        return return_to_inventory(request, form.describe_errors())
    if len(form.ids) > MAX_FIRST_PASSWORDS:
        return return_to_inventory(request, f"一次至多重发 {MAX_FIRST_PASSWORDS} 个账号的初始密码，请分几次办理。")
    try:
        issued, invitations = renew(request, form)
    except (Refused, ValidationError) as refusal:
        return return_to_inventory(request, describe_refusal(refusal))
    count = len(issued) + len(invitations.sent) + len(invitations.unsent)
    is_held = any(find_waiting_change(each.user) for each in issued if each.user.role in WITH_POWERS)
    done = f"已重发 {count} 个账号的初始密码，原来的不再有效。"
    page = PasswordStripsPage(get_site_address(request), done, issued, invitations, is_held)
    return render(request, "organisation/password_strips.html", {"page": page})


def renew(request: AuthenticatedRequest, form: PickedAccountsForm) -> tuple[list[IssuedPassword], Invitations]:
    """Renews the first passwords in the way that the form asks for."""
    government, by = request.user.home, request.user
    if form.cleaned_data["way"] == FirstPasswordWay.MAILED:
        users = withdraw_first_passwords(government=government, ids=form.ids, by=by)
        link = build_activation_link(request)
        return [], send_activation_links(government=government, users=users, build_link=link, by=by)
    passwords = generate_first_passwords(len(form.ids))
    return renew_first_passwords(government=government, ids=form.ids, passwords=passwords, by=by), Invitations()


def describe_refusal(refusal: Refused | ValidationError) -> str:
    return "".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)


def return_to_inventory(request: AuthenticatedRequest, error: str = "") -> HttpResponse:
    """Goes back to the list with the filter that it had."""
    if error:
        messages.error(request, error)
    query = request.POST.get("query", "")[:500]
    return redirect(f"{reverse('account_inventory')}?{query}" if query else reverse("account_inventory"))

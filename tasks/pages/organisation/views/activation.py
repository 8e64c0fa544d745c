"""激活: a new person follows the link out of an e-mail and sets his first password; nobody is signed in by it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tasks.organisation.activation import find_invited_user
from tasks.organisation.activation_actions import NO_LONGER_VALID, activate_account
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.organisation.forms.accounts import FirstPasswordForm
from tasks.permissions import Refused

#: the link was there, and is not any more
GONE = 410


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def account_activate(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Shows the form of the first password while the link holds; a GET, as a mail scanner sends it, uses nothing up."""
    user = find_invited_user(pk, token)
    if user is None:
        return render(request, "organisation/activation.html", {"form": None, "why": NO_LONGER_VALID}, status=GONE)
    form = FirstPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            activate_account(token=token, password=form.cleaned_data["new_password1"], by=user)
        except Refused as refusal:
            return render(request, "organisation/activation.html", {"form": None, "why": str(refusal)}, status=GONE)
        messages.success(request, f"密码已设置，请用用户名“{user.username}”登录。")
        return redirect("sign_in")
    status = UNFIT if request.method == "POST" else 200
    return render(request, "organisation/activation.html", {"form": form, "person": user, "why": ""}, status=status)

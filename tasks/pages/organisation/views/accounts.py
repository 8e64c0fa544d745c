"""Signs users in and out, and changes their own password."""

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tasks.organisation import account_actions
from tasks.organisation.governments import is_installation_empty
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.organisation.forms.accounts import OwnPasswordForm, SignInForm

LOCKED = "密码连续输错，账号在该地址暂时锁定"


def get_client_address(request: HttpRequest) -> str:
    """Returns the address by which the lock-out counts and which the audit log keeps."""
    return str(get_client_ip_address(request) or "")


class SignInView(LoginView):
    """Signs a user in; records each sign-in and each failed attempt with its reason."""

    template_name = "organisation/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Shows the form; an installation in which nobody can sign in yet leads to its guide."""
        return redirect("setup_page") if is_installation_empty() else super().get(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        account_actions.record_sign_in(by=form.get_user(), address=get_client_address(self.request))
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        if form.non_field_errors():
            is_locked = getattr(self.request, "axes_locked_out", False)
            account_actions.record_failed_sign_in(
                username=form.data["username"],
                reason=LOCKED if is_locked else str(form.non_field_errors()[0]),
                address=get_client_address(self.request),
                by=form.find_account() if isinstance(form, SignInForm) else None,
            )
        return super().form_invalid(form)


def locked_out(request: AuthenticatedRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """Takes the place of the sign-in page after too many wrong passwords."""
    told = {"failures": settings.AXES_FAILURE_LIMIT, "minutes": round(settings.AXES_COOLOFF_TIME * 60)}
    return render(request, "organisation/locked_out.html", told, status=429)


@require_POST
def sign_out(request: AuthenticatedRequest) -> HttpResponse:
    account_actions.record_sign_out(by=request.user, address=get_client_address(request))
    logout(request)
    return redirect("sign_in")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: AuthenticatedRequest) -> HttpResponse:
    """Changes the user's own password; the present session goes on, the user's other sessions end."""
    form = OwnPasswordForm(request.user, request.POST or None)
    if form.is_valid():
        account_actions.set_own_password(password=form.cleaned_data["new_password1"], by=request.user)
        update_session_auth_hash(request, request.user)
        messages.success(request, "密码已修改。")
        return redirect("home")
    return render(request, "organisation/change_password.html", {"form": form})

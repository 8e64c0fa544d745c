"""Signs users in and out, and changes their own password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tasks.enums import SignInRoad
from tasks.organisation import account_actions
from tasks.organisation.governments import is_installation_empty
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.organisation.forms.accounts import FirstPasswordForm, OwnPasswordForm, SignInForm
from tasks.pages.signing_on.entrance import ROAD, let_in, render_lockout
from tasks.signing_on import session_actions
from tasks.signing_on.demonstration_accounts import list_demonstration_accounts
from tasks.signing_on.passwords import is_expired

LOCKED = "密码连续输错，等待时间未到"
DIRECTORY_BACKEND = "tracker.directory_backend.DirectoryPasswords"
#: the roads on which somebody else vouches for the person, who may not know the password that he was given here
VOUCHED_FOR = (SignInRoad.DIRECTORY, SignInRoad.IDENTITY_PLATFORM)


class SignInView(LoginView):
    """Signs a user in; records each sign-in and each failed attempt with its reason."""

    template_name = "organisation/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs) -> dict:
        accounts = list_demonstration_accounts()
        return super().get_context_data(platform=settings.DUBAN_OIDC, demonstration_accounts=accounts, **kwargs)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Shows the form; an installation in which nobody can sign in yet leads to its guide."""
        return redirect("setup_page") if is_installation_empty() else super().get(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        road = SignInRoad.DIRECTORY if user.backend == DIRECTORY_BACKEND else SignInRoad.LOCAL_PASSWORD
        return let_in(self.request, user, road=road, backend=user.backend, target=self.get_success_url())

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        if form.non_field_errors():
            is_locked = getattr(self.request, "axes_locked_out", False)
            account_actions.record_failed_sign_in(
                username=form.data["username"],
                reason=LOCKED if is_locked else str(form.non_field_errors()[0]),
                by=form.find_account() if isinstance(form, SignInForm) else None,
            )
        return super().form_invalid(form)


def locked_out(request: AuthenticatedRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """Takes the place of the sign-in page after too many wrong passwords; django-axes asks for these arguments."""
    return render_lockout(request, (credentials or {}).get("username") or "")


@require_POST
def sign_out(request: AuthenticatedRequest) -> HttpResponse:
    account_actions.record_sign_out(by=request.user)
    logout(request)
    return redirect("sign_in")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: AuthenticatedRequest) -> HttpResponse:
    """Changes the user's own password; the present session goes on, the user's other sessions end.

    Whoever came in by another road than the given password sets his own without it.
    """
    is_vouched_for = request.user.must_change_password and request.session.get(ROAD) in VOUCHED_FOR
    form = (FirstPasswordForm if is_vouched_for else OwnPasswordForm)(request.user, request.POST or None)
    if form.is_valid():
        account_actions.set_own_password(password=form.cleaned_data["new_password1"], by=request.user)
        before = str(request.session.session_key)
        update_session_auth_hash(request, request.user)
        session_actions.follow_session(before=before, after=str(request.session.session_key), by=request.user)
        messages.success(request, "密码已修改。")
        return redirect("home")
    told = {"form": form, "is_expired": is_expired(request.user), "days": settings.DUBAN_PASSWORD_DAYS}
    return render(request, "organisation/change_password.html", told)

"""引导: the first page of an empty installation, opened by the key from the server's log."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tasks.models import User
from tasks.organisation.governments import is_installation_empty
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.starting.forms import SetupForm
from tasks.permissions import Refused
from tasks.starting.setup_actions import ALREADY, start_with_key


@login_not_required
@sensitive_post_parameters("key", "password", "again")
@never_cache
@require_http_methods(["GET", "POST"])
def setup_page(request: HttpRequest) -> HttpResponse:
    """Makes the first government and its administrator; once there is a government the page is gone."""
    if not is_installation_empty():
        if request.method == "POST":
            messages.info(request, ALREADY)
        return redirect("sign_in")
    form = SetupForm(request.POST if request.method == "POST" else None)
    user = start(request, form)
    if user:
        messages.success(request, f"“{user.home}”已启用。请用刚才设置的用户名和密码登录，按启用清单继续。")
        return redirect("sign_in")
    return render(request, "starting/setup.html", {"form": form}, status=UNFIT if form.errors else 200)


def start(request: HttpRequest, form: SetupForm) -> User | None:
    """Starts the installation if the form is valid; None, with the reason in the form, if anything refuses."""
    if not form.is_valid():
        return None
    try:
        return start_with_key(
            key=form.cleaned_data["key"],
            values=form.get_names(),
            administrator=form.get_administrator(),
            chosen=form.get_chosen_set(),
        )
    except Refused as refusal:
        form.add_error("key", str(refusal))
        form.add_error("password", "密码请重新输入。")
    except ValidationError as refusal:
        form.refuse(refusal)
    return None

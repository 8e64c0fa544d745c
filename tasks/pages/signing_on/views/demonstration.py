"""演示入口: lets anybody into an account of a demonstration, so that he looks around without the printed passwords."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tasks.enums import SignInRoad
from tasks.pages.signing_on.entrance import LOCAL_BACKEND, let_in
from tasks.signing_on.demonstration_accounts import select_demonstration_accounts


@login_not_required
@require_POST
def demonstration_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets the person in as that account; who is signed in stays who he is."""
    if request.user.is_authenticated:
        return redirect("home")
    user = get_object_or_404(select_demonstration_accounts(), pk=pk)
    return let_in(request, user, road=SignInRoad.DEMONSTRATION, backend=LOCAL_BACKEND, target=reverse("home"))

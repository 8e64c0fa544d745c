"""What every answer carries, and the one thing that stands before every page."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

POLICY = "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'; object-src 'none'"


def content_security_policy(get_response):
    """Nothing is loaded from anywhere but here, no inline script, no inline style."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


class SignInFirst(LoginRequiredMiddleware):
    """Nobody sees a page who has not signed in. Who sent something after the session had ended is told that it was
    not done, and comes back to the page that it was sent from: its own address may know no other way than to be sent
    something."""

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponseRedirect:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        if request.headers.get("Accept") != "application/json" and request.path != reverse("sign_out"):
            messages.warning(request, "登录已过期，刚才的操作没有办理。登录后请重新办理。")
        return redirect_to_login(get_referring_page(request), self.get_login_url(view_func))


def get_referring_page(request: HttpRequest) -> str:
    """The page of ours that a request came from; the first page when it does not say."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return reverse("home")
    return urlsplit(page)._replace(scheme="", netloc="").geturl() or reverse("home")


def password_change_first(get_response):
    """A person with a password that somebody else set sees the password page until it is changed."""

    def middleware(request):
        user = request.user
        free = (reverse("change_password"), reverse("sign_out"), f"/{settings.STATIC_URL.lstrip('/')}")
        if user.is_authenticated and user.must_change_password and not request.path.startswith(free):
            return redirect("change_password")
        return get_response(request)

    return middleware

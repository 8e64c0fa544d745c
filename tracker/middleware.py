"""What every answer carries, and the one thing that stands before every page."""

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse

POLICY = "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'; object-src 'none'"


def content_security_policy(get_response):
    """Nothing is loaded from anywhere but here, no inline script, no inline style."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


def password_change_first(get_response):
    """A person with a password that somebody else set sees the password page until it is changed."""

    def middleware(request):
        user = request.user
        free = (reverse("change_password"), reverse("sign_out"), f"/{settings.STATIC_URL.lstrip('/')}")
        if user.is_authenticated and user.must_change_password and not request.path.startswith(free):
            return redirect("change_password")
        return get_response(request)

    return middleware

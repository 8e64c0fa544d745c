"""用语: which government's words a request speaks: those of the person's own."""

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest

from tasks.models import Government
from tasks.terms import DEFAULT, Terms, read_terms, speak, terms


def speak_for_the_person(get_response):
    """Lets every page, message and file of a request speak the words of the person's government."""

    def middleware(request):
        with speak(lambda: find_terms(request)):
            return get_response(request)

    return middleware


def find_terms(request: HttpRequest) -> Terms:
    """Finds the words of the person's government; before the sign-in those of the only one that the installation holds.

    The pages that tell of a database that is away, or still empty, speak ours.
    """
    try:
        return _read_terms(request)
    except DatabaseError:
        return DEFAULT


def _read_terms(request: HttpRequest) -> Terms:
    user = request.user
    if not user.is_authenticated:
        there = list(Government.objects.only("office_name", "terms")[:2])
        return there[0].words if len(there) == 1 else DEFAULT
    if user.government_id is None:
        return DEFAULT
    # what ``tracker.backends`` loads with the person; who has just come in at the door is not loaded by it yet
    loaded: Any = user
    stored = getattr(loaded, "government_terms", None)
    return user.home.words if stored is None else read_terms(loaded.government_office, stored)


def words(request: HttpRequest) -> dict:
    """Builds the context of every template: ``{{ terms.leader }}``."""
    return {"terms": terms}

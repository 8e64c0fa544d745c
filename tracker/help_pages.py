"""帮助: the manuals inside the product, beginning with the section of the page that one comes from."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tasks.models import User
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.permissions import Permission, can
from tracker.help_topics import QUESTIONS, TOPICS
from tracker.manual import BOOKS, PICTURES, Section, find_section, list_sections, search_sections

#: the longest words that are looked for, in characters
LONGEST = 100


def list_books(user: User) -> list[str]:
    """Lists the keys of the books that a person reads; that on the server is for who sees its status."""
    return [key for key in BOOKS if key == "manual" or can(user, Permission.SEE_STATUS)]


def list_questions(user: User) -> list[tuple[str, Section]]:
    """Lists what the person's role asks most, each with the section that answers."""
    asked = [(words, key) for words, key, permission in QUESTIONS if permission is None or can(user, permission)]
    return [(words, section) for words, key in asked if (section := find_section("manual", key))]


@require_safe
def help_index(request: AuthenticatedRequest) -> HttpResponse:
    """Shows questions and contents, or what answers ``q``; with ``from``, the URL name of a page, leads to its section."""
    section = find_section("manual", TOPICS.get(request.GET.get("from", ""), ""))
    if section:
        return HttpResponseRedirect(section.url)
    books, asked = list_books(request.user), request.GET.get("q", "").strip()[:LONGEST]
    return render(
        request,
        "help/index.html",
        {
            "asked": asked,
            "found": search_sections(books, asked),
            "questions": list_questions(request.user),
            "books": [(BOOKS[key][1], list_sections(key)) for key in books],
        },
    )


@require_safe
def help_section(request: AuthenticatedRequest, book: str, key: str) -> HttpResponse:
    """Shows one section, with those before and behind it."""
    if book not in list_books(request.user):
        raise Http404
    sections = list_sections(book)
    here = next((place for place, section in enumerate(sections) if section.key == key), None)
    if here is None:
        raise Http404
    return render(
        request,
        "help/section.html",
        {
            "section": sections[here],
            "sections": sections,
            "previous": sections[here - 1] if here else None,
            "next": sections[here + 1] if here + 1 < len(sections) else None,
        },
    )


@require_safe
def help_picture(request: AuthenticatedRequest, name: str) -> HttpResponse:
    """Gives out a picture of the manual."""
    path = PICTURES / name
    if path.parent != PICTURES or path.suffix != ".png" or not path.is_file():
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="image/png")

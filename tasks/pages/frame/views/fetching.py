"""Reads one entry for the person who may see it."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from tasks.filing.entry_guard import STOPPED, describe_entry_refusal, is_refused_for_now
from tasks.models import ProgressEntry, Reading, User
from tasks.pages.frame.views.errors import Overtaken
from tasks.permissions import Permission, can
from tasks.queries import prefetch_printed_parts, select_visible_entries, select_visible_tasks


def get_entry_to_write(user: User, pk: int) -> ProgressEntry:
    """Returns the entry with its task and plan, for a form to check against; the action reads it again under its lock.

    Raises:
        Http404: there is none, or the person may not see it.
    """
    return get_object_or_404(
        select_visible_entries(user).select_related("task__item_kind", "period__plan__government"), pk=pk
    )


def get_entry_for_page(user: User, pk: int, permission: Permission | None = None) -> ProgressEntry:
    """Returns the entry with everything that a page prints of it.

    Args:
        permission: what the person wants to do with it; None for reading.

    Raises:
        Http404: there is none, or the person may not see it.
        Overtaken: the entry is not in a state for that any more; says why.
        PermissionDenied: the person may see it, but does not have the permission, or its item was stopped; says why.
    """
    entries = prefetch_printed_parts(select_visible_entries(user)).select_related(
        "period__plan__government", "submitted_by__unit", "reviewed_by__unit"
    )
    figures = Prefetch("readings", Reading.objects.select_related("indicator"))
    entry = entries.prefetch_related(figures).filter(pk=pk).first()
    if entry is None:
        if ProgressEntry.every.filter(pk=pk, task__in=select_visible_tasks(user)).exists():
            raise PermissionDenied(STOPPED)
        raise Http404
    if permission and not can(user, permission, entry):
        said = describe_entry_refusal(user, permission, entry)
        if is_refused_for_now(user, permission, entry):
            raise Overtaken(said, reverse("entry_page", args=[pk]))
        raise PermissionDenied(said)
    return entry

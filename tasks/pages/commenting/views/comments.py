"""留言: shows the thread of an entry, adds and withdraws words, and marks them as read."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tasks.commenting import comment_actions
from tasks.commenting.comments import Thread, map_entry_to_thread
from tasks.commenting.naming import ItemPeople
from tasks.models import Comment, ProgressEntry
from tasks.pages.commenting.forms import CommentForm, ReadThreadForm
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.frame.views.fetching import get_entry_for_page
from tasks.pages.frame.views.periods_switch import build_return_url
from tasks.permissions import Permission, Refused
from tasks.queries import select_visible_entries

SENT = "留言已发出，对方会收到通知。"


class ThreadPage:
    """The thread of an entry on a page of its own.

    Attributes:
        form: as sent, when refused.
    """

    def __init__(self, request: AuthenticatedRequest, entry: ProgressEntry, form: CommentForm):
        self.user, self.entry, self.form = request.user, entry, form

    @property
    def thread(self) -> Thread:
        return map_entry_to_thread(self.user, [self.entry])[self.entry.pk]


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.COMMENT)
def comment_thread(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows the thread of an entry. A POST adds a word and returns to the page that it was written on; the script of a
    thread is answered with what is told or refused."""
    entry = get_entry_for_page(request.user, pk, Permission.COMMENT)
    form = CommentForm(request.POST or None)
    if request.method != "POST":
        return render(request, "commenting/thread.html", {"page": ThreadPage(request, entry, form)})
    by_script = request.headers.get("Accept") == "application/json"
    if form.is_valid():
        try:
            comment_actions.add_comment(entry=entry, text=form.cleaned_data["text"], by=request.user)
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            if by_script:
                return JsonResponse({"message": SENT})
            messages.success(request, SENT)
            return redirect_back(request, entry)
    if by_script:
        return JsonResponse({"errors": [said for each in form.errors.values() for said in each]}, status=UNFIT)
    page = ThreadPage(request, entry, form)
    return render(request, "commenting/thread.html", {"page": page}, status=UNFIT)


@require_safe
@restrict_to(Permission.COMMENT)
def comment_names(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Returns what can stand behind an @, for the script that offers it while one types."""
    entry = get_entry_for_page(request.user, pk, Permission.COMMENT)
    return JsonResponse({"names": [each.word for each in ItemPeople(entry).list_nameable()]})


@require_POST
@restrict_to(Permission.COMMENT)
def thread_read(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Marks what the page showed of a thread as read."""
    entry = get_entry_for_page(request.user, pk, Permission.COMMENT)
    newest = ReadThreadForm(request.POST).get_newest()
    comment_actions.mark_thread_read(entry=entry, newest=newest, by=request.user)
    return redirect_back(request, entry)


@require_POST
@restrict_to(Permission.COMMENT)
def comment_withdraw(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Withdraws one's own word that nobody has read."""
    visible = select_visible_entries(request.user)
    comment = get_object_or_404(Comment, pk=pk, written_by=request.user.pk, entry__in=visible)
    try:
        comment_actions.withdraw_comment(comment=comment, by=request.user)
        messages.success(request, "留言已撤回。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect_back(request, comment.entry)


def redirect_back(request: AuthenticatedRequest, entry: ProgressEntry) -> HttpResponse:
    """Redirects to the page that the form names in ``next``; to the thread where it names none."""
    if request.POST.get("next"):
        return redirect(build_return_url(request, same_plan=True))
    return redirect("comment_thread", entry.pk)

"""填报: files several drafts at once, or confirms several filings, after a page that says in numbers what would be done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tasks.filing.drafts import FilingBatch
from tasks.filing.entries import group_own_entries, list_period_entries
from tasks.judging.batch_actions import BatchResult, confirm_entries, file_drafts
from tasks.models import ProgressEntry, User
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.forms.picked import PickedForm
from tasks.pages.frame.numbers_first import ConfirmingAct, NamedException, NamedItem, NumbersFirstPage
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.picked import add_batch_messages, list_picked_entries
from tasks.permissions import Permission
from tasks.terms.later import say_later
from tasks.visible_words import read_words


@dataclass(frozen=True)
class ManyAtOnce:
    """What is done with several entries.

    Attributes:
        address: the name of the page.
        verb: what is done, done: the same once it is done.
        others: what becomes of those that are not taken along.
    """

    permission: Permission
    address: str
    verb: str
    done: str
    others: str
    act: Callable[..., BatchResult[ProgressEntry]]


FILING = ManyAtOnce(Permission.SUBMIT_ENTRY, "entries_file", "报送", "已报送", "还不能报送，留作草稿", file_drafts)
CONFIRMING = ManyAtOnce(
    Permission.CONFIRM_ENTRY,
    "entries_confirm",
    "审核通过",
    say_later("已审核通过，报送{terms.office}"),
    "须逐项看过再定，这次不办",
    confirm_entries,
)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.SUBMIT_ENTRY)
def entries_file(request: AuthenticatedRequest) -> HttpResponse:
    """Shows which drafts of the period can be filed at once; a POST files those that were shown."""
    return do_many(request, FILING)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.CONFIRM_ENTRY)
def entries_confirm(request: AuthenticatedRequest) -> HttpResponse:
    """Shows which filings the unit's head can confirm at once; a POST confirms those that were shown."""
    return do_many(request, CONFIRMING)


def do_many(request: AuthenticatedRequest, what: ManyAtOnce) -> HttpResponse:
    """Shows or does what is done with several entries."""
    if request.method == "POST":
        return act_on_picked(request, what)
    batch = build_batch(request, what)
    if batch is None or not (batch.complete or batch.incomplete):
        messages.info(request, f"现在没有可以{what.verb}的事项。")
        return redirect("my_tasks")
    return render(request, "frame/numbers_first.html", {"page": build_many_page(request.user, batch, what)})


def act_on_picked(request: AuthenticatedRequest, what: ManyAtOnce) -> HttpResponse:
    form = PickedForm(request.POST)
    if not form.is_valid():
        messages.error(request, "没有收到要办理的事项，请重新核对。")
        return redirect(what.address)
    answers = what.act(picked=list_picked_entries(request, form.cleaned_data["pick"]), by=request.user)
    add_batch_messages(request, answers, what.done)
    return redirect("my_tasks")


def build_batch(request: AuthenticatedRequest, what: ManyAtOnce) -> FilingBatch | None:
    """Builds the batch of the period; None without a period."""
    period = find_current_period(request)
    if period is None:
        return None
    work = group_own_entries(request.user, list_period_entries(request.user, period))
    return FilingBatch(request.user, work.to_confirm if what is CONFIRMING else work.written, what.permission)


def build_many_page(user: User, batch: FilingBatch, what: ManyAtOnce) -> NumbersFirstPage:
    """Builds the page that says what would be done, before anything is done."""
    complete, incomplete = batch.complete, batch.incomplete
    left = f"；{len(incomplete)} 项{what.others}，情况见下" if incomplete else ""
    return NumbersFirstPage(
        title=f"{what.verb} {len(complete)} 项" if complete else f"还没有可以一次{what.verb}的事项",
        lead=f"尚未办理。{len(complete)} 项可以{what.verb}{left}。办理后可以撤销。",
        action=reverse(what.address),
        acts=[ConfirmingAct(f"{what.verb} {len(complete)} 项")] if complete else [],
        counts=[(len(complete), f"可以{what.verb}", "ok"), (len(incomplete), "须打开办理", "watch")],
        exceptions=[
            NamedException(
                name=entry.edition.title, about=f"{entry.task}", why=missing, url=reverse("entry_page", args=[entry.pk])
            )
            for entry, missing in incomplete
        ],
        carried=[("pick", f"{entry.pk}:{entry.revision}") for entry in complete],
        taken=[
            NamedItem(
                *(entry.edition.title, f"{entry.task}", reverse("entry_page", args=[entry.pk])),
                read_words(user, entry).text,
            )
            for entry in complete
        ],
        back=reverse("my_tasks"),
    )

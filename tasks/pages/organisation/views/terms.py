"""用语: shows and changes what a government calls people, units and steps."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tasks.models.changes import ChangedMeanwhile
from tasks.organisation.ready_sets import ReadySet, load_ready_sets
from tasks.organisation.term_actions import set_terms
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.organisation.forms.terms import TermsForm
from tasks.permissions import Permission, can


class TermsPage:
    """The words with their form, and the ready sets whose words can be put into it.

    Attributes:
        chosen: the set whose words stand in the form, unsaved.
    """

    def __init__(self, form: TermsForm, chosen: ReadySet | None, *, may_rename: bool):
        self.form, self.chosen, self.may_rename = form, chosen, may_rename
        self.sets = list(load_ready_sets().values())


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.MANAGE_TERMS)
def terms_page(request: AuthenticatedRequest) -> HttpResponse:
    """Saves the words; shows a colleague's newer save instead of overwriting it. Query: ``set``, whose words the form shows."""
    chosen = load_ready_sets().get(request.GET.get("set", ""))
    form = TermsForm(request.POST or None, government=request.user.home, ready_set=chosen)
    status = 200
    if request.method == "POST":
        status = save_terms(request, form)
        if status == 200:
            return redirect("terms_page")
    page = TermsPage(form, chosen, may_rename=can(request.user, Permission.MANAGE_ORGANISATION))
    return render(request, "organisation/terms.html", {"page": page}, status=status)


def save_terms(request: AuthenticatedRequest, form: TermsForm) -> int:
    """Saves what was sent, with a message; returns the status of the answer."""
    if not form.is_valid():
        return UNFIT
    try:
        changed = set_terms(
            government=request.user.home, values=form.get_values(), seen=form.cleaned_data["seen"], by=request.user
        )
    except ValidationError as refusal:
        form.refuse(refusal)
        return CONFLICTING if isinstance(refusal, ChangedMeanwhile) else UNFIT
    messages.success(request, "用语已保存，各页随即使用。" if changed else "没有改动。")
    return 200

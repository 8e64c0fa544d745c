"""印发: an issued report to be read on a page: its text, and what it says of each item."""

from functools import cached_property
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reports.issuing.kept import (
    KeptRow,
    count_kept_outcomes,
    list_imported_rows,
    list_kept_paragraphs,
    list_kept_rows,
)
from reports.printing.paragraphs import Level
from tasks.enums.outcome_words import OutcomeWord
from tasks.models import Period, Publication, User
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission, can
from tasks.queries import select_imported_reports, select_visible_files, select_visible_publications
from tasks.terms import terms
from tasks.visible_words import reads_internal_items


class IssuedReportPage:
    """What an issued report says, as far as the person may read it.

    Args:
        publication: the issue; None for a report that was issued on paper and imported.
        asked: the word of the outcome to which the items are narrowed; "" for all.
    """

    def __init__(self, user: User, period: Period, publication: Publication | None = None, asked: str = ""):
        self.user, self.period, self.publication, self.asked = user, period, publication, asked
        self.reads_internal = reads_internal_items(user)

    @property
    def title(self) -> str:
        return self.publication.title if self.publication else f"{self.period}推进情况"

    @cached_property
    def rows(self) -> list[KeptRow]:
        if self.publication:
            return list_kept_rows(self.publication, self.user)
        return list_imported_rows(self.period, self.user)

    @cached_property
    def paragraphs(self) -> list[tuple[Level, str]]:
        """The text, each paragraph with its level; none of what was imported."""
        return list_kept_paragraphs(self.publication, self.user) if self.publication else []

    @property
    def files(self) -> list:
        """The files of the issue that the person may fetch."""
        return list(select_visible_files(self.user).filter(publication=self.publication)) if self.publication else []

    @property
    def exports_all(self) -> bool:
        """Whether the tables of the report hold everything for the person, as they were printed."""
        return can(self.user, Permission.EXPORT) and can(self.user, Permission.SEE_ALL_TASKS)

    @cached_property
    def groups(self) -> list[tuple[str, list[KeptRow]]]:
        """The items that are asked for, under the name of their kind; all of them where no item has the outcome asked for."""
        asked = [row for row in self.rows if say_outcome(row.verdict) == self.asked] or self.rows
        return [(name, list(rows)) for name, rows in groupby(asked, key=lambda row: row.kind_name)]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """The word of each outcome that occurs, with the number of its items; those behind first."""
        return [(say_outcome(outcome), count) for outcome, count in count_kept_outcomes(self.rows)]


def say_outcome(outcome: OutcomeWord | None) -> str:
    """Says the word of an outcome; of none that nobody has judged."""
    return outcome.label if outcome else f"未{terms.judging}"


@require_safe
@restrict_to(Permission.SEE_ISSUES)
def publication_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows an issued report from its frozen data alone."""
    publications = select_visible_publications(request.user).filter(period__isnull=False).select_related("period__plan")
    publication: Publication = get_object_or_404(publications, pk=pk)
    page = IssuedReportPage(request.user, publication.reported_period, publication, request.GET.get("outcome", ""))
    return render(request, "issuing/publication.html", {"page": page})


@require_safe
@restrict_to(Permission.SEE_ISSUES)
def imported_report(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows a report that was issued on paper, as its document was imported."""
    period = get_object_or_404(select_imported_reports(request.user), pk=pk)
    page = IssuedReportPage(request.user, period, asked=request.GET.get("outcome", ""))
    return render(request, "issuing/publication.html", {"page": page})

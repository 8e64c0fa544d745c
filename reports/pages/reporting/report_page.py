"""报告: the page that shows a report as it is printed, and one paragraph of it opened to be reworded."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from reports.issuing.before_issue import list_open_findings
from reports.issuing.plan_notice import list_notice_findings
from reports.pages.reporting.occasion_page import OccasionPage, build_kept_query
from reports.printing.paragraphs import Paragraph
from reports.reporting.attachments import Occasion
from reports.reporting.manuscript import ManuscriptError
from reports.reporting.report import ParagraphDraft, Report, build_report, list_missing_facts
from tasks import clock
from tasks.checking.checks import Finding, FindingSeverity, count_findings
from tasks.converting.libreoffice import find_libreoffice
from tasks.issuing.publications import is_report_locked
from tasks.issuing.report_actions import TextChangedMeanwhile
from tasks.jobs.jobs import has_worker
from tasks.models import Period, Plan
from tasks.pages.frame.context import AuthenticatedRequest, list_begun_periods
from tasks.plans.decided_items import find_notice_day

CHARACTERS_IN_FIELD = 36
FINDINGS_SHOWN = 8
#: the last part of a file's address → what its button says
FORMS = {"docx": "Word 文档", "xlsx": "Excel 附件", "zip": "全部打包", "highlights": "对比汇总"}


def find_pdf_url(occasion: Occasion) -> str:
    """Returns the address at which the PDF of a report is made; "" where this machine cannot make one."""
    return reverse("report_pdf", args=[occasion.year, occasion.code]) if find_libreoffice() else ""


@dataclass(frozen=True)
class ReportLine:
    """One paragraph of the page.

    Attributes:
        printed: None when the office has emptied the paragraph.
        typed: the text of the field in which it is edited.
    """

    draft: ParagraphDraft
    printed: Paragraph | None
    is_open: bool
    typed: str

    @property
    def rows(self) -> int:
        """Height of the field in which it is edited."""
        return len(self.typed) // CHARACTERS_IN_FIELD + self.typed.count("\n") + 2


class ReportPage(OccasionPage):
    """A report; ``occasions`` as of ``OccasionPage``.

    Attributes:
        report: None when the template has a mistake, which ``template_error`` describes.

    Args:
        open_key: the key of the paragraph that is opened; "" for none.
        refused_wording: what was typed for that paragraph and not saved.
        refusal: why; its ``theirs`` is the text that a colleague saved meanwhile.
    """

    def __init__(
        self,
        request: AuthenticatedRequest,
        occasions: list[Occasion],
        *,
        open_key: str = "",
        refused_wording: str = "",
        refusal: TextChangedMeanwhile | None = None,
    ):
        super().__init__(request, occasions)
        self.open_key = open_key
        self.refused_wording = refused_wording
        self.refusal = refusal
        self.report: Report | None = None
        self.template_error = ""
        try:
            self.report = build_report(self.plan, self.occasion, user=request.user, layout=self.layout)
        except ManuscriptError as error:
            self.template_error = str(error)

    @property
    def kept_query(self) -> str:
        return build_kept_query(self.request)

    @property
    def forms(self) -> list[tuple[str, str]]:
        """Each kind of file: the last part of its address, and what its button says."""
        return list(FORMS.items())

    @property
    def pdf_url(self) -> str:
        return find_pdf_url(self.occasion)

    @property
    def waits_for_worker(self) -> bool:
        """Whether a PDF that is asked for now would wait, since no worker runs."""
        return bool(self.pdf_url) and not has_worker(clock.get_real_moment())

    @property
    def lines(self) -> Iterator[ReportLine]:
        """The paragraphs in order."""
        if self.report is None:
            return
        printed = iter(self.report.paragraphs)
        for draft in self.report.drafts:
            is_open = draft.paragraph.key == self.open_key
            typed = self.refused_wording if is_open and self.refusal else draft.text
            yield ReportLine(draft, next(printed) if draft.text else None, is_open, typed)

    @cached_property
    def period(self) -> Period | None:
        """None for a plan, and for a report that cannot be made."""
        return find_occasion_period(self.request, self.plan, self.occasion) if self.report else None

    @cached_property
    def is_locked(self) -> bool:
        return self.period is not None and is_report_locked(self.period)

    @cached_property
    def findings(self) -> list[Finding]:
        """What the check before the issue finds; nothing of what is issued."""
        if self.report is None or self.is_locked:
            return []
        if self.occasion.is_plan:
            return list_notice_findings(self.report, self.plan, find_notice_day(self.plan))
        return list_open_findings(self.report, self.period) if self.period else []

    @property
    def issue_url(self) -> str:
        """The page on which the report or the notice is issued; "" for a period that has not begun."""
        if self.occasion.is_plan:
            return reverse("notice_issue", args=[self.plan.pk])
        return reverse("issue_page") if self.period else ""

    @property
    def findings_url(self) -> str:
        """The page that lists the findings."""
        return self.issue_url if self.occasion.is_plan else reverse("check_list")

    @property
    def missing_facts(self) -> list[str]:
        """The facts that the notice of a plan leaves out, since nobody has entered them."""
        return list_missing_facts(self.plan) if self.occasion.is_plan else []

    @property
    def data_count(self) -> int:
        """How many findings are about the items, as the page 校核 counts them; all of them for a notice."""
        return count_findings(self.findings) - self.text_count

    @property
    def text_count(self) -> int:
        """How many findings are about the text of this page."""
        return 0 if self.occasion.is_plan else sum(finding.is_in_text for finding in self.findings)

    @property
    def must_findings(self) -> list[Finding]:
        """The first of the findings that must be corrected."""
        return self._all_must_findings[:FINDINGS_SHOWN]

    @property
    def hidden_count(self) -> int:
        """How many findings that must be corrected are not shown."""
        return count_findings(self._all_must_findings[FINDINGS_SHOWN:])

    @property
    def _all_must_findings(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity == FindingSeverity.MUST]


def find_occasion_period(request: AuthenticatedRequest, plan: Plan, occasion: Occasion) -> Period | None:
    """Finds the period of a report; None for a plan, and for a period that has not begun."""
    wanted = (plan.pk, occasion.number)
    begun = list_begun_periods(request)
    return next((period for period in begun if (period.plan_id, period.number) == wanted), None)

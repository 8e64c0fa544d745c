"""校核: the page that lists the findings of a period."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from tasks.checking.checks import Field, Finding, FindingSeverity
from tasks.checking.checks.excerpts import build_excerpt
from tasks.checking.findings import get_lead_unit_names, list_findings
from tasks.enums import PeriodState
from tasks.models import FindingDecision, Period
from tasks.pages.checking.forms import FindingFilterForm, SetAsideForm
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.permissions import Permission, can

#: field → the page on which it is corrected, label of the link
CORRECTED_ON = {
    Field.PROGRESS: ("review_entry", "修改报告用语"),
    Field.JUDGEMENT: ("judge_entry", "重新研判"),
}


@dataclass(frozen=True)
class FindingRow:
    """A finding of the list.

    Attributes:
        spans: the characters of the excerpt that are marked.
        link: the address on which the finding is corrected; "" where the report itself has to change.
        decision: why it is set aside; None while it is live.
        error: what is wrong with the form that was sent for it.
    """

    finding: Finding
    excerpt: str
    spans: list[tuple[int, int]]
    link: str
    link_label: str
    decision: FindingDecision | None
    error: str


class CheckPage:
    """The findings of a period that the filter lets through.

    Attributes:
        period: None before the first period is opened.
        kept: the filter as a query string, which every form of the page sends along.

    Args:
        failed: the form of one finding, as sent, when refused.
    """

    def __init__(self, request: AuthenticatedRequest, period: Period | None, failed: SetAsideForm | None = None):
        self.user = request.user
        self.period = period
        self.kept = request.GET.urlencode()
        self._failed = failed
        self._findings = list_findings(period) if period else []
        units = sorted({name for finding in self._findings for name in get_lead_unit_names(finding)})
        self.filter = FindingFilterForm(request.GET, units=units)

    @property
    def is_issued(self) -> bool:
        return self.period is not None and self.period.state == PeriodState.ISSUED

    @cached_property
    def _decisions(self) -> dict[str, FindingDecision]:
        rows = FindingDecision.objects.filter(period=self.period).select_related("decided_by__unit")
        return {decision.key: decision for decision in rows}

    @cached_property
    def _rows(self) -> list[FindingRow]:
        return [self._build_row(finding) for finding in self._findings if self.filter.matches(finding)]

    @cached_property
    def live_count(self) -> int:
        """The number of rows that are not set aside."""
        return sum(row.decision is None for row in self._rows)

    @property
    def groups(self) -> list[tuple[FindingSeverity, list[FindingRow]]]:
        """The live rows of each severity."""
        live = [row for row in self._rows if row.decision is None]
        return [(each, [row for row in live if row.finding.severity == each]) for each in FindingSeverity]

    @cached_property
    def set_aside(self) -> list[FindingRow]:
        return [row for row in self._rows if row.decision]

    @cached_property
    def counts(self) -> list[tuple[FindingSeverity, int]]:
        """The number of live findings of each severity, whatever the filter."""
        live = [finding.severity for finding in self._findings if finding.key not in self._decisions]
        return [(severity, live.count(severity)) for severity in FindingSeverity]

    @property
    def open_count(self) -> int:
        """The number of live findings, whatever the filter."""
        return sum(count for _, count in self.counts)

    def _build_row(self, finding: Finding) -> FindingRow:
        excerpt, spans = build_excerpt(finding)
        link, label = self._find_link(finding)
        return FindingRow(
            finding, excerpt, spans, link, label, self._decisions.get(finding.key), self._find_error(finding)
        )

    def _find_link(self, finding: Finding) -> tuple[str, str]:
        item = finding.item
        if finding.where == Field.UNITS and can(self.user, Permission.MANAGE_ORGANISATION):
            return reverse("unit_list"), "维护单位"
        if item and item.entry and finding.where in CORRECTED_ON and not self.is_issued:
            name, label = CORRECTED_ON[finding.where]
            return reverse(name, args=[item.entry]), label
        if item and item.task:
            return reverse("task_page", args=[item.task]), "查看事项"
        return "", ""

    def _find_error(self, finding: Finding) -> str:
        if self._failed is None or self._failed.data.get("key") != finding.key:
            return ""
        return " ".join(map(str, self._failed.errors.get("reason", [])))

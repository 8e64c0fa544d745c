"""A period before its issue: what is still amiss, what was issued already, and what changed since."""

from dataclasses import dataclass
from datetime import date

from reports.issuing import issue
from reports.issuing.changes import IssueChange, list_issue_changes
from reports.reporting.report import Report
from tasks import clock
from tasks.checking import checks
from tasks.checking.checks import Finding, FindingSeverity
from tasks.checking.gather import build_checked_document
from tasks.enums import EntryState, PeriodState
from tasks.models import FindingDecision, Period, Publication


@dataclass(frozen=True)
class IssueReadiness:
    """A period before its issue.

    Attributes:
        latest: what was issued last of it; None when nothing was.
        must: findings of the check that must be mended and are neither mended nor set aside.
        changes: what differs from ``latest``.
    """

    period: Period
    report: Report
    rows: list[issue.IssueRow]
    latest: Publication | None
    must: int
    changes: list[IssueChange]

    @property
    def seen(self) -> int:
        return self.latest.revision if self.latest else 0

    @property
    def unjudged(self) -> int:
        return sum(row.item.outcome is None for row in self.rows)

    @property
    def unreviewed(self) -> int:
        return sum(row.item.state != EntryState.ACCEPTED for row in self.rows)

    @property
    def internal(self) -> int:
        return sum(row.is_internal for row in self.rows)

    @property
    def overtaken(self) -> int:
        """Paragraphs that the office worded before the data changed."""
        return sum(draft.is_overtaken for draft in self.report.drafts)

    @property
    def is_issuable(self) -> bool:
        """Closed; or issued on paper, before the system knew of it."""
        state = self.period.state
        return state == PeriodState.CLOSED or (state == PeriodState.ISSUED and self.latest is None)

    @property
    def is_in_correction(self) -> bool:
        return self.latest is not None and self.period.state != PeriodState.ISSUED

    @property
    def problems(self) -> list[str]:
        """What the person who issues has to know."""
        counted = (
            (self.must, "校核中必须改正的问题 {} 处"),
            (self.unjudged, "未研判 {} 项，不列入附件"),
            (self.unreviewed, "未审核通过 {} 项，按现有内容列入"),
            (self.overtaken, "报告正文有 {} 段改写后数据已变"),
        )
        return [words.format(number) for number, words in counted if number]


def build_issue_readiness(period: Period) -> IssueReadiness:
    """
    Raises:
        LayoutError, ManuscriptError: a mistake in a layout or a template.
    """
    latest = period.publications.first()
    on = get_report_date(latest)
    report = issue.build_period_report(period, on)
    rows = issue.build_issue_rows(period, report.entries)
    changes = (
        list_issue_changes(latest.data, issue.build_publication_data(report, rows, on)) if latest else []
    )
    return IssueReadiness(period, report, rows, latest, count_report_must_findings(report, period), changes)


def get_report_date(latest: Publication | None) -> date:
    """The day a report is dated that is held against the latest issue; today when there is none."""
    return date.fromisoformat(latest.data["on"]) if latest else clock.today()


def count_report_must_findings(report: Report, period: Period) -> int:
    return sum(one.severity == FindingSeverity.MUST for one in list_open_findings(report, period))


def list_open_findings(report: Report, period: Period) -> list[Finding]:
    """What the check before issue says of the data and of this very text, without what was set aside."""
    aside = set(FindingDecision.objects.filter(period=period).values_list("key", flat=True))
    document = build_checked_document(period, tuple(each.text for each in report.paragraphs), report.entries)
    return [finding for finding in checks.check_document(document) if finding.key not in aside]

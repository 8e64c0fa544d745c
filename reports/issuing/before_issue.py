"""印发: collects the open problems of a period, its latest issue and the changes since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from reports.issuing import issue
from reports.issuing.changes import IssueChange, list_issue_changes
from reports.issuing.sign_off_stand import SignOffStand, build_sign_off_stand
from reports.reporting.report import Report
from tasks import clock
from tasks.checking import checks
from tasks.checking.checks import Code, Finding, FindingSeverity, count_findings
from tasks.checking.gather import build_checked_document
from tasks.enums import EntryState, PeriodState, RequestState
from tasks.models import FindingDecision, Period, Publication
from tasks.terms import terms


@dataclass(frozen=True)
class OpenPoint:
    """One kind of open problem.

    Attributes:
        words: what the number counts, in few words.
        sentence: the same in full, with the place of the number.
        url_name: of the page on which it is mended.
        token: of its colour.
    """

    number: int
    words: str
    sentence: str
    url_name: str
    token: str

    @property
    def said(self) -> str:
        return self.sentence.format(self.number)


@dataclass(frozen=True)
class IssueReadiness:
    """A period before its issue.

    Attributes:
        latest: the latest issue; None if there is none.
        must: the findings that must be corrected and are not set aside.
        changes: what differs from ``latest``.
        data: what would be issued now.
    """

    period: Period
    report: Report
    rows: list[issue.IssueRow]
    latest: Publication | None
    must: list[Finding]
    changes: list[IssueChange]
    data: dict[str, Any]

    @property
    def unfilled(self) -> list[str]:
        """The places that nothing fills, as Chinese sentences; nothing is issued with one."""
        return describe_unfilled_places(self.must)

    @property
    def must_count(self) -> int:
        return count_findings(self.must)

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
        return sum(row.item.is_internal for row in self.rows)

    @cached_property
    def undecided(self) -> int:
        """The number of requests about the period that wait for a decision."""
        return self.period.requests.filter(state=RequestState.OPEN).count()

    @property
    def overtaken(self) -> int:
        """The number of reworded paragraphs whose data changed since."""
        return sum(draft.is_overtaken for draft in self.report.drafts)

    @property
    def is_issuable(self) -> bool:
        """Whether the period is closed, or was issued on paper before the system was used."""
        state = self.period.state
        return state == PeriodState.CLOSED or (state == PeriodState.ISSUED and self.latest is None)

    @cached_property
    def sign_off(self) -> SignOffStand:
        return build_sign_off_stand(self.period, self.data)

    @property
    def is_in_correction(self) -> bool:
        return self.latest is not None and self.period.state != PeriodState.ISSUED

    @property
    def open_points(self) -> list["OpenPoint"]:
        """What is open, in the order in which it is mended."""
        in_text = sum(finding.is_in_text for finding in self.must)
        points = (
            OpenPoint(self.must_count - in_text, "必须改正", "校核中必须改正的问题 {} 处", "check_list", "late"),
            OpenPoint(in_text, "正文须改正", "报告正文中必须改正的问题 {} 处", "report_page", "late"),
            OpenPoint(
                self.unjudged, f"未{terms.judging}", f"未{terms.judging} {{}} 项，不列入附件", "judging_queue", "watch"
            ),
            OpenPoint(self.unreviewed, "未审核通过", "未审核通过 {} 项，按现有内容列入", "review_queue", "watch"),
            OpenPoint(self.undecided, "申请待办理", "申请待办理 {} 件，印发后不能再同意", "request_list", "watch"),
            OpenPoint(self.overtaken, "段落数据已变", "报告正文有 {} 段改写后数据已变", "report_page", "watch"),
        )
        return [point for point in points if point.number]

    @property
    def problems(self) -> list[str]:
        """The open problems as Chinese sentences for the person who issues."""
        return [point.said for point in self.open_points]


def build_issue_readiness(period: Period) -> IssueReadiness:
    """Builds the state of a period before its issue.

    Raises:
        LayoutError, ManuscriptError: a mistake in a layout or a template.
    """
    latest = period.publications.first()
    on = get_report_date(latest)
    report = issue.build_period_report(period, on)
    rows = issue.build_issue_rows(report.entries)
    data = issue.build_publication_data(report, rows, on)
    changes = list_issue_changes(latest.data, data) if latest else []
    must = list_must_findings(report, period)
    return IssueReadiness(period, report, rows, latest, must, changes, data)


def get_report_date(latest: Publication | None) -> date:
    """Returns the date of the report that is compared with the latest issue: that issue's date, or today."""
    return date.fromisoformat(latest.data["on"]) if latest else clock.today()


def list_must_findings(report: Report, period: Period) -> list[Finding]:
    return [finding for finding in list_open_findings(report, period) if finding.severity == FindingSeverity.MUST]


def describe_unfilled_places(must: Sequence[Finding]) -> list[str]:
    """Describes the places of a document that nothing fills, each with the words around it.

    Args:
        must: the findings that must be corrected.
    """
    open_places = [finding for finding in must if finding.code in (Code.OPEN_PLACE, Code.UNFILLED)]
    return [f"{each.message.rstrip('。')}（{'；'.join(each.quotes)}）" for each in open_places]


def list_open_findings(report: Report, period: Period) -> list[Finding]:
    """Lists the findings of the check in the data and in this report's text, without those set aside."""
    aside = set(FindingDecision.objects.filter(period=period).values_list("key", flat=True))
    text = tuple(each.line for each in report.paragraphs)
    document = build_checked_document(period, text, report.entries, report.unfilled)
    return [finding for finding in checks.check_document(document) if finding.key not in aside]

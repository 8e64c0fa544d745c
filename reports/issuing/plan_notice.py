"""印发通知: what a plan's notice consists of, what is amiss before its issue, and what changed since."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from reports.issuing.before_issue import describe_unfilled_places, get_report_date
from reports.issuing.changes import IssueChange, list_issue_changes
from reports.issuing.issue import build_issue_data, build_kept_item, get_internal_task_ids, write_audience_files
from reports.issuing.sign_off_stand import SignOffStand, build_sign_off_stand
from reports.printing.paragraphs import Level
from reports.reporting.attachments import build_occasion
from reports.reporting.items import build_item_as_decided
from reports.reporting.report import Report, build_report, list_missing_facts
from tasks import periods
from tasks.checking.checks import Finding, FindingSeverity, UnfilledPlace, check_notice
from tasks.checking.gather import build_checked_notice
from tasks.enums import Audience
from tasks.issuing.publications import IssueContent
from tasks.models import Plan, Publication, Task
from tasks.plans.decided_items import find_notice_day, list_decided_items
from tasks.plans.documents import OF_THE_NOTICE


@dataclass(frozen=True)
class NoticeReadiness:
    """The notice of a plan before its issue.

    Attributes:
        latest: the latest issue; None if there is none.
        data: what an issue with the date of ``report`` would keep.
        as_of: the day as of which the items are printed; None before anything was changed.
    """

    plan: Plan
    report: Report
    latest: Publication | None
    data: dict
    as_of: date | None

    @cached_property
    def findings(self) -> list[Finding]:
        """What the check finds, the heaviest first."""
        return list_notice_findings(self.report, self.plan, self.as_of)

    @cached_property
    def must(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity == FindingSeverity.MUST]

    @property
    def unfilled(self) -> list[str]:
        """The places that nothing fills, as Chinese sentences; nothing is issued with one."""
        return describe_unfilled_places(self.must)

    @property
    def missing(self) -> list[str]:
        """The labels of what the notice leaves out because it is not known."""
        return list_missing_facts(self.plan)

    @cached_property
    def sign_off(self) -> SignOffStand:
        return build_sign_off_stand(self.plan, self.data)

    @property
    def changes(self) -> list[IssueChange]:
        """What differs from the latest issue."""
        return list_issue_changes(self.latest.data, self.data) if self.latest else []

    @property
    def mark(self) -> str:
        return compute_notice_mark(self.report, self.data)

    @property
    def seen(self) -> int:
        return self.latest.revision if self.latest else 0

    @property
    def internal_count(self) -> int:
        return sum(row["is_internal"] for row in self.data["rows"])

    @property
    def problems(self) -> list[str]:
        """The open problems as Chinese sentences for the person who issues."""
        problems = [f"校核中必须改正的问题 {len(self.must)} 处"] if self.must else []
        if self.missing:
            problems.append(f"没有填写{'、'.join(self.missing)}，通知中不写这些内容")
        if unplaced := self.report.attachments.unplaced:
            problems.append(f"有 {unplaced} 项在该版式中没有对应的附件，未列入")
        if overtaken := sum(draft.is_overtaken for draft in self.report.drafts):
            problems.append(f"正文有 {overtaken} 段改写后数据已变")
        return problems


def build_notice_readiness(plan: Plan, as_of: date | None = None) -> NoticeReadiness:
    """Builds the state of a plan's notice before its issue.

    Args:
        as_of: the day of the issue, where a person has named it; its items are printed as decided by then.

    Raises:
        LayoutError, ManuscriptError: a mistake in a layout or a template.
    """
    latest = plan.publications.first()
    on = get_report_date(latest) if latest else plan.issued_on or get_report_date(None)
    as_of = as_of or find_notice_day(plan)
    report = build_notice(plan, on, as_of=as_of)
    return NoticeReadiness(plan, report, latest, build_issue_data(report, build_notice_rows(plan, as_of), on), as_of)


def build_notice(plan: Plan, on: date, *, as_of: date | None, leaving_out: Sequence[int] = ()) -> Report:
    """Builds the notice with all its items, or without some.

    Args:
        on: the date that it prints.
        as_of: as in ``list_decided_items``.
    """
    occasion = build_occasion(plan, periods.PLAN_CODE)
    return build_report(plan, occasion, on=on, as_of=as_of, leaving_out=leaving_out)


def build_notice_rows(plan: Plan, as_of: date | None) -> list[dict]:
    """Builds the rows of the items of the plan's own notice, as an issue keeps them; another list is another document.

    Args:
        as_of: as in ``list_decided_items``.
    """
    return [
        {**build_kept_item(build_item_as_decided(one)), "entry": None, "task": one.task.pk}
        for one in list_decided_items(plan, OF_THE_NOTICE.narrow(Task.objects.filter(plan=plan)), as_of)
    ]


def compute_notice_mark(report: Report, data: dict) -> str:
    """Computes a hash of everything that a notice says but its date."""
    text = [paragraph.line for paragraph in report.paragraphs if paragraph.level != Level.DATE]
    said = json.dumps([text, data["rows"]], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def list_notice_findings(report: Report, plan: Plan, as_of: date | None) -> list[Finding]:
    """Lists the findings of the check in the items of the plan and in this notice's text."""
    text = tuple(paragraph.line for paragraph in report.paragraphs)
    left_out = tuple(UnfilledPlace(label) for label in list_missing_facts(plan))
    return check_notice(build_checked_notice(plan, text, as_of, report.unfilled + left_out))


def prepare_notice(plan: Plan, on: date, *, has_public_version: bool, is_internal: bool = False) -> IssueContent:
    """Builds what an issue keeps: data, files, and the places that nothing fills.

    Args:
        is_internal: whether the notice is internal as a whole.

    Raises:
        LayoutError, ManuscriptError: a mistake in a layout or a template.
        CellTooLongError: a text is too long for an Excel cell.
    """
    report = build_notice(plan, on, as_of=on)
    data = build_issue_data(report, build_notice_rows(plan, on), on)
    files = write_audience_files(report, Audience.INTERNAL, is_internal=is_internal)
    if has_public_version:
        public = build_notice(plan, on, as_of=on, leaving_out=sorted(get_internal_task_ids(plan.pk)))
        files += write_audience_files(public, Audience.PUBLIC)
    must = [each for each in list_notice_findings(report, plan, on) if each.severity == FindingSeverity.MUST]
    return IssueContent(files, data, compute_notice_mark(report, data), describe_unfilled_places(must))

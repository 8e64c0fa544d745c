"""校核: what must be mended before the report is printed, and what the office decided to leave as it is."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tasks.checking import checks
from tasks.checking.checks import Field, Finding, FindingSeverity
from tasks.checking.checks.excerpts import build_excerpt
from tasks.checking.finding_actions import restore_finding, set_finding_aside
from tasks.checking.gather import build_checked_document
from tasks.enums import PeriodState, ResponsibilityRole
from tasks.models import FindingDecision, Period, User
from tasks.pages.checking.forms import FindingFilterForm, SetAsideForm
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.permissions import Permission, Refused, can

GONE = "这一问题已不存在，可能已经改正。"
#: field → the page that mends it, and what to call it
MENDED_ON = {
    Field.PROGRESS: ("review_entry", "修改报告用语"),
    Field.JUDGEMENT: ("judge_entry", "重新研判"),
}


@dataclass(frozen=True)
class FindingRow:
    """One finding as the page shows it."""

    finding: Finding
    excerpt: str
    spans: list[tuple[int, int]]
    mend_url: str
    mend_label: str
    decision: FindingDecision | None = None
    error: str = ""


def get_lead_unit_names(finding: Finding) -> set[str]:
    """The lead units of the item a finding speaks of."""
    units = finding.item.units if finding.item else ()
    return {unit.name for unit in units if unit.role == ResponsibilityRole.LEAD}


def find_correction_link(finding: Finding, period: Period | None, user) -> tuple[str, str]:
    """Where a finding is mended, and the words of the link; empty where the report itself has to change."""
    item = finding.item
    if finding.where == Field.UNITS and can(user, Permission.MANAGE_ORGANISATION):
        return reverse("unit_list"), "维护单位"
    is_open = period is not None and period.state != PeriodState.ISSUED
    if item and item.entry and finding.where in MENDED_ON and is_open:
        name, label = MENDED_ON[finding.where]
        return reverse(name, args=[item.entry]), label
    if item and item.task:
        return reverse("task_page", args=[item.task]), "查看事项"
    return "", ""


@dataclass(frozen=True)
class FindingRowBuilder:
    """What the rows of a page need to know besides their findings."""

    period: Period | None
    user: User
    decisions: dict[str, FindingDecision]
    failed: SetAsideForm | None

    def build_row(self, finding: Finding) -> FindingRow:
        mend = find_correction_link(finding, self.period, self.user)
        return FindingRow(
            finding, *build_excerpt(finding), *mend, self.decisions.get(finding.key), self.find_error(finding)
        )

    def find_error(self, finding: Finding) -> str:
        """What is wrong with the form that was sent for this finding."""
        if self.failed is None or self.failed.data.get("key") != finding.key:
            return ""
        return " ".join(map(str, self.failed.errors.get("reason", [])))


def is_shown(finding: Finding, wanted: dict[str, str]) -> bool:
    """Whether the filter lets a finding through."""
    return (
        wanted.get("severity") in ("", None, finding.severity)
        and wanted.get("family") in ("", None, finding.family)
        and (not wanted.get("unit") or wanted["unit"] in get_lead_unit_names(finding))
    )


def list_current_findings(period: Period | None) -> list[Finding]:
    """What the check finds at this moment; nothing without a period."""
    return checks.check_document(build_checked_document(period)) if period else []


@require_safe
@restrict_to(Permission.CHECK_REPORT)
def check_list(request: AuthenticatedRequest) -> HttpResponse:
    """Every finding of the period at the top of the page, the heaviest first."""
    return render_check_list(request, find_current_period(request))


def render_check_list(
    request: AuthenticatedRequest, period: Period | None, failed: SetAsideForm | None = None
) -> HttpResponse:
    """The findings as the filter lets them through. ``failed``: the form of one of them, refused."""
    found = list_current_findings(period)
    units = sorted({name for finding in found for name in get_lead_unit_names(finding)})
    wanted = FindingFilterForm(request.GET, units=units)
    chosen = wanted.cleaned_data if wanted.is_valid() else {}
    rows = FindingDecision.objects.filter(period=period).select_related("decided_by__unit")
    decisions = {decision.key: decision for decision in rows}
    desk = FindingRowBuilder(period, request.user, decisions, failed)
    shown = [desk.build_row(one) for one in found if is_shown(one, chosen)]
    live = [row for row in shown if row.decision is None]
    context = {
        "period": period,
        "is_issued": period is not None and period.state == PeriodState.ISSUED,
        "groups": [(one, [row for row in live if row.finding.severity == one]) for one in FindingSeverity],
        "aside": [row for row in shown if row.decision],
        "counts": count_by_severity(found, decisions),
        "left": sum(finding.key not in decisions for finding in found),
        "shown": len(live),
        "filter": wanted,
        "kept": request.GET.urlencode(),
    }
    return render(request, "checking/list.html", context, status=UNFIT if failed else 200)


def count_by_severity(found: list[Finding], decisions: dict) -> list[tuple[FindingSeverity, int]]:
    """How many of each weight are still to be dealt with."""
    left = [finding.severity for finding in found if finding.key not in decisions]
    return [(severity, left.count(severity)) for severity in FindingSeverity]


def redirect_to_check_list(request: AuthenticatedRequest) -> HttpResponse:
    """The list as the person had filtered it."""
    kept = QueryDict(request.POST.get("kept", "")).urlencode()
    return redirect(f"{reverse('check_list')}?{kept}" if kept else "check_list")


def find_requested_finding(request: AuthenticatedRequest, period: Period | None) -> Finding | None:
    """The finding a form speaks of, as it stands now."""
    key = request.POST.get("key", "")
    return next((finding for finding in list_current_findings(period) if finding.key == key), None)


def describe_finding(finding: Finding) -> str:
    """A finding as the audit keeps it."""
    item = f"{finding.item.title[:60]}：" if finding.item else ""
    return f"{item}{finding.label}，{finding.message}"


@require_POST
@restrict_to(Permission.CHECK_REPORT)
def check_set_aside(request: AuthenticatedRequest) -> HttpResponse:
    """A finding need not be mended; the reason goes with it."""
    period = find_current_period(request)
    finding = find_requested_finding(request, period)
    if period is None or finding is None:
        messages.warning(request, GONE)
        return redirect_to_check_list(request)
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        return render_check_list(request, period, form)
    try:
        set_finding_aside(period=period, **form.cleaned_data, by=request.user, what=describe_finding(finding))
        messages.success(request, f"“{finding.label}”已注明不处理。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect_to_check_list(request)


@require_POST
@restrict_to(Permission.CHECK_REPORT)
def check_take_back(request: AuthenticatedRequest) -> HttpResponse:
    """A finding counts again."""
    period = find_current_period(request)
    finding = find_requested_finding(request, period)
    if period is None or finding is None:
        messages.warning(request, GONE)
        return redirect_to_check_list(request)
    try:
        restore_finding(period=period, key=finding.key, by=request.user, what=describe_finding(finding))
        messages.success(request, f"“{finding.label}”已恢复。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect_to_check_list(request)

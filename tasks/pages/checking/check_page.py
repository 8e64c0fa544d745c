"""校核: the page that lists the findings of a period."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.forms import BoundField
from django.urls import reverse

from tasks.checking.checks import Code, Field, Finding, FindingSeverity, count_findings
from tasks.checking.checks.excerpts import build_excerpt
from tasks.checking.findings import get_lead_unit_names, list_findings
from tasks.enums import PeriodState
from tasks.models import FindingDecision, Period
from tasks.pages.checking.forms import FindingFilterForm, SetAsideForm
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.periods_switch import NEXT
from tasks.pages.judging.review_page import FINDING, OPENS
from tasks.pages.reminding.remind_page import list_filing_units
from tasks.permissions import Permission, can
from tasks.reminding.manual import USUAL, list_owed_entries
from tasks.terms import terms
from tasks.terms.later import say_later

#: so many units are named beside the act that reminds all of them
UNITS_NAMED = 20
#: field → the page on which it is corrected, label of the link
CORRECTED_ON = {
    Field.PROGRESS: ("review_entry", "修改报告用语"),
    Field.JUDGEMENT: ("judge_entry", say_later("重新{terms.judging}")),
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


@dataclass(frozen=True)
class OutstandingGroup:
    """Findings that one act mends.

    Attributes:
        told: whose it is, what is missing of whole kinds, or why there is no act.
        act: the words of its button; "" for none.
        url: where the button leads, or what it sends ``sent`` to.
    """

    label: str
    rows: list[FindingRow]
    told: str
    act: str = ""
    url: str = ""
    sent: list[tuple[str, str]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many items they are about."""
        return count_findings(row.finding for row in self.rows)


def describe_unjudged(rows: Sequence[FindingRow]) -> str:
    """Describes what is not judged: how many items of each kind, which add up to the count of the group, and the kinds
    of which none is judged."""
    counts: Counter[str] = Counter()
    whole = []
    for row in rows:
        item = row.finding.item
        counts[item.kind_label if item else row.finding.place or ""] += count_findings([row.finding])
        whole += [row.finding.message] if item is None and row.finding.severity == FindingSeverity.NOTE else []
    by_kind = "、".join(f"{count} 项{label}" for label, count in counts.items())
    return f"已报送而没有{terms.judging}的：{by_kind}；还没有报送的不计在内。{''.join(whole)}" if counts else ""


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
    def severity(self) -> str:
        """The severity that the filter asks for; "" for all."""
        return str(self.filter.cleaned_data["severity"]) if self.filter.is_valid() else ""

    @property
    def kept_but_severity(self) -> str:
        """The rest of the filter as a query string, which the tabs of the severities send along."""
        return urlencode({name: self.filter.data[name] for name in ("family", "unit") if self.filter.data.get(name)})

    @property
    def narrowing(self) -> list[BoundField]:
        """The inputs of the filter beside the tabs of the severities."""
        return [self.filter["family"], self.filter["unit"]]

    @property
    def is_failed_outstanding(self) -> bool:
        """Whether the form that was refused stands among what is folded away."""
        return any(row.error for group in self.outstanding for row in group.rows)

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
        return len(self._live_rows)

    @cached_property
    def _live_rows(self) -> list[FindingRow]:
        return [row for row in self._rows if row.decision is None]

    @property
    def groups(self) -> list[tuple[FindingSeverity, list[FindingRow]]]:
        """The mistakes on paper of each severity; within it what contradicts something first."""
        mistakes = [row for row in self._live_rows if not row.finding.is_outstanding]
        mistakes.sort(key=lambda row: row.finding.other_side is None)
        grouped = [(each, [row for row in mistakes if row.finding.severity == each]) for each in FindingSeverity]
        return [(severity, rows) for severity, rows in grouped if rows]

    @cached_property
    def outstanding(self) -> list[OutstandingGroup]:
        """What is still to be filed and to be judged, each with the one act for all of it."""
        return [*self._build_unfiled_group(), *self._build_unjudged_group()]

    def _list_outstanding(self, code: Code) -> list[FindingRow]:
        return [row for row in self._live_rows if row.finding.code == code]

    def _build_unfiled_group(self) -> Iterator[OutstandingGroup]:
        rows = self._list_outstanding(Code.NO_ENTRY)
        if self.period is None or not rows:
            return
        owed = [entry for entry in list_owed_entries(self.user, self.period) if not entry.is_handed_over]
        wanted = {row.finding.item.entry for row in rows if row.finding.item}
        asked = [entry for entry in owed if entry.pk in wanted] if wanted else owed
        units = list_filing_units(asked)
        sent = [("do", "preview"), *(("to", role.value) for role in USUAL), *(("pick", str(one.pk)) for one in asked)]
        url = f"{reverse('remind_page')}?of={self.period.key}"
        named = "、".join(name for _, name in units[:UNITS_NAMED]) + (" 等" if len(units) > UNITS_NAMED else "")
        whole = rows[0].finding.message if rows[0].finding.item is None else ""
        if self.is_issued or not asked:
            yield OutstandingGroup("没有填报", rows, whole or "填报已截止，按空白印发或按单位单独开放补报。")
        else:
            yield OutstandingGroup("没有填报", rows, whole or f"{named}。", f"催办 {len(units)} 个单位", url, sent)

    def _build_unjudged_group(self) -> Iterator[OutstandingGroup]:
        rows = self._list_outstanding(Code.NO_JUDGEMENT)
        told = describe_unjudged(rows)
        if rows and self.is_issued:
            yield OutstandingGroup(f"没有{terms.judging}", rows, told)
        elif rows:
            yield OutstandingGroup(
                f"没有{terms.judging}", rows, told, f"去{terms.judging}", f"{reverse('judging_queue')}?show=todo"
            )

    @cached_property
    def set_aside(self) -> list[FindingRow]:
        return [row for row in self._rows if row.decision]

    @cached_property
    def counts(self) -> list[tuple[FindingSeverity, int]]:
        """The number of live findings of each severity, whatever the filter."""
        live = [finding for finding in self._findings if finding.key not in self._decisions]
        return [
            (severity, count_findings(finding for finding in live if finding.severity == severity))
            for severity in FindingSeverity
        ]

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
            return f"{reverse(name, args=[item.entry])}{self._build_way_back(finding)}", label
        if item and item.task:
            return reverse("task_page", args=[item.task]), "查看事项"
        return "", ""

    def _build_way_back(self, finding: Finding) -> str:
        """What the page on which a finding is corrected needs to open at it, and to lead back here."""
        back = reverse("check_list") + (f"?{self.kept}" if self.kept else "")
        if finding.where != Field.PROGRESS:
            return f"?{urlencode({NEXT: back})}"
        return f"?{urlencode({OPENS: 'reword', FINDING: finding.key, NEXT: back})}#reword"

    def _find_error(self, finding: Finding) -> str:
        if self._failed is None or self._failed.data.get("key") != finding.key:
            return ""
        return " ".join(map(str, self._failed.errors.get("reason", [])))

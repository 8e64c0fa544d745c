"""历年归入: what the machine proposes to count as one measure over the years. A person decides; a rejected one stays away."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from django.db.models import Q

from tasks.assessing.quantities import Span
from tasks.enums import ContinuationState, IndicatorKind, IndicatorState, MeasureLinkState, TaskKind
from tasks.measures.bases import read_basis
from tasks.measures.matching import Counted, CountedGroup, Grouping
from tasks.models import Government, Indicator, Measure, MeasureLink, ReportedOutcome, TaskContinuation
from tasks.outlooks.reading.figures import cut_clause

#: an indicator of an item, or a figure of a plan report
CountedRow: TypeAlias = Indicator | ReportedOutcome


@dataclass(frozen=True)
class ProposedMember:
    """Something that would be joined to a measure.

    Attributes:
        clause: the words around the number.
        reasons: why it is proposed, in Chinese.
    """

    row: CountedRow
    thing: Counted
    clause: str
    is_sure: bool
    reasons: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.thing.key

    @property
    def year(self) -> int:
        return self.thing.year

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return str(self.row.task) if isinstance(self.row, Indicator) else str(self.row.report)


@dataclass(frozen=True)
class MeasureProposal:
    """A measure that is known or would be new, with what would be joined to it.

    Attributes:
        measure: None for a new one.
        members: by year, the newest first.
    """

    measure: Measure | None
    members: Sequence[ProposedMember]

    @property
    def is_sure(self) -> bool:
        return all(one.is_sure for one in self.members)

    @property
    def is_headline(self) -> bool:
        """Whether one of the members is an item of 预期目标 or a headline figure of a plan report."""
        return any(is_headline_row(one.row) for one in self.members)

    @property
    def key(self) -> str:
        """Tells it from the other proposals of the page."""
        return f"m{self.measure.pk}" if self.measure else self.members[0].key

    @property
    def first(self) -> Counted:
        return self.members[0].thing

    @property
    def name(self) -> str:
        return self.measure.name if self.measure else self.first.plain_name

    @property
    def unit(self) -> str:
        return self.measure.unit if self.measure else self.first.unit

    @property
    def basis(self) -> str:
        return self.measure.basis if self.measure else self.first.basis

    @property
    def facts(self) -> list[str]:
        """Kind, unit and basis, in words."""
        told = (self.kind.label, self.unit, f"口径：{self.basis}" if self.basis else "")
        return [one for one in told if one]

    @property
    def kind(self) -> IndicatorKind:
        return IndicatorKind(self.measure.kind) if self.measure else self.first.kind


class MeasureProposals:
    """What is proposed for a government; five queries, however many years there are."""

    def __init__(self, government: Government):
        self.government = government

    @cached_property
    def measures(self) -> dict[int, Measure]:
        return {one.pk: one for one in Measure.objects.filter(government=self.government)}

    @cached_property
    def _links(self) -> list[MeasureLink]:
        of_items, of_reports = (
            Q(indicator__task__plan__government=self.government),
            Q(reported__report__government=self.government),
        )
        return list(MeasureLink.objects.filter(of_items | of_reports))

    @cached_property
    def rows(self) -> dict[str, CountedRow]:
        """All that counts something: the indicators of the plans' items and the figures of the plan reports, the newest
        years first."""
        indicators = (
            Indicator.objects.filter(task__plan__government=self.government, task__current__isnull=False)
            .exclude(state=IndicatorState.REJECTED)
            .select_related("task__plan", "task__item_kind", "task__current")
            .order_by("-task__plan__year", "task__item_kind_id", "task__number", "position")
        )
        figures = ReportedOutcome.objects.filter(report__government=self.government).select_related("report")
        # within a year the figures of a report and the items of 预期目标 first
        ordered = sorted(indicators, key=lambda one: (-one.task.plan.year, not is_headline_row(one)))
        found: list[CountedRow] = [*figures.order_by("-report__year", "position"), *ordered]
        return {build_row_key(one): one for one in found}

    @cached_property
    def proposals(self) -> list[MeasureProposal]:
        """Headline measures first, then the sure ones, each as the newest year prints them."""
        decided = {_key_of_link(link) for link in self._links if _is_settled(link)}
        things = [
            *self._build_known(),
            *(_build_counted(key, row) for key, row in self.rows.items() if key not in decided),
        ]
        rejected = {
            (_key_of_link(link), link.measure_id)
            for link in self._links
            if link.state == MeasureLinkState.REJECTED and link.measure_id
        }
        groups = Grouping(things, rejected, self._read_continued()).build_groups()
        found = [self._build_proposal(group) for group in groups if self._is_worth_saying(group)]
        return sorted(found, key=lambda one: (not one.is_headline, not one.is_sure))

    @property
    def left_out(self) -> list[tuple[int, int, str]]:
        """What a person has left out of all years, the newest first: key of the link, year, and the words of it."""
        rows = ((link.pk, self.rows.get(_key_of_link(link))) for link in self._links if link.measure_id is None)
        told = [(key, get_row_year(row), f"{row.measure}　{read_clause(row)}") for key, row in rows if row]
        return sorted(told, key=lambda one: (-one[1], one[0]))

    def _build_known(self) -> list[Counted]:
        """The names of each measure, and the rows that a person has joined to it."""
        found = [
            Counted(
                f"n{measure.pk}-{at}",
                0,
                name,
                measure.unit,
                IndicatorKind(measure.kind),
                measure.basis,
                None,
                measure.pk,
            )
            for measure in self.measures.values()
            for at, name in enumerate([measure.name, *measure.aliases])
        ]
        for link in self._links:
            row = self.rows.get(_key_of_link(link))
            measure = self.measures.get(link.measure_id or 0) if link.state == MeasureLinkState.CONFIRMED else None
            if row and measure:
                counted = _build_counted(_key_of_link(link), row)
                kind = IndicatorKind(measure.kind)
                found.append(
                    Counted(
                        counted.key,
                        counted.year,
                        counted.name,
                        measure.unit,
                        kind,
                        measure.basis,
                        counted.item,
                        measure.pk,
                    )
                )
        return found

    def _read_continued(self) -> set[tuple[int, int]]:
        confirmed = TaskContinuation.objects.filter(
            state=ContinuationState.CONFIRMED, later__plan__government=self.government
        )
        return {(min(pair), max(pair)) for pair in confirmed.order_by().values_list("earlier_id", "later_id")}

    def _is_worth_saying(self, group: CountedGroup) -> bool:
        """Whether something may be joined to a known measure, or two years meet in a new one, or it is a headline."""
        new = [one for one in group.members if one.measure is None]
        if group.measure:
            return bool(new)
        return len({one.year for one in new}) > 1 or any(is_headline_row(self.rows[one.key]) for one in new)

    def _build_proposal(self, group: CountedGroup) -> MeasureProposal:
        members = [self._build_member(one, group) for one in group.members if one.measure is None]
        return MeasureProposal(
            self.measures[group.measure] if group.measure else None, sorted(members, key=lambda one: -one.year)
        )

    def _build_member(self, one: Counted, group: CountedGroup) -> ProposedMember:
        row = self.rows[one.key]
        reasons = ["名称相同" if self._has_a_twin(one, group) else "名称相近"] if len(group.members) > 1 else []
        reasons += ["事项已确认接续"] if one.key in group.continued else []
        return ProposedMember(row, one, read_clause(row), group.is_sure(one.key), tuple(reasons))

    @staticmethod
    def _has_a_twin(one: Counted, group: CountedGroup) -> bool:
        return any(other.core == one.core for other in group.members if other is not one)


def build_row_key(row: CountedRow) -> str:
    """Returns the key by which pages send an indicator or a reported figure."""
    return f"{'i' if isinstance(row, Indicator) else 'r'}{row.pk}"


def is_headline_row(row: CountedRow) -> bool:
    """Whether it is an indicator of 预期目标 or a headline figure of a plan report."""
    return isinstance(row, ReportedOutcome) or row.task.kind == TaskKind.TARGET


def read_clause(row: CountedRow) -> str:
    """Returns the words around the number of an indicator, or those of a reported figure."""
    if isinstance(row, ReportedOutcome):
        return row.quote
    return cut_clause(row.task.edition.text, Span(row.start or 0, row.end)) if row.end else ""


def get_row_year(row: CountedRow) -> int:
    """Returns the year of which a row tells: a plan report that of the year past."""
    return row.task.plan.year if isinstance(row, Indicator) else row.report.year - 1


def get_row_kind(row: CountedRow) -> IndicatorKind:
    """Returns the kind of what is counted; a figure of a plan report says only whether it is a rate of change, and a share
    by its unit."""
    if isinstance(row, Indicator):
        return IndicatorKind(row.kind)
    if row.is_growth:
        return IndicatorKind.GROWTH
    return IndicatorKind.LEVEL if "%" in row.unit else IndicatorKind.CUMULATIVE


def _build_counted(key: str, row: CountedRow) -> Counted:
    if isinstance(row, ReportedOutcome):
        basis = read_basis(row.measure, row.quote)
        return Counted(key, get_row_year(row), row.measure, row.unit, get_row_kind(row), basis)
    basis = read_basis(row.measure, read_clause(row))
    return Counted(key, get_row_year(row), row.measure, row.unit, get_row_kind(row), basis, row.task_id)


def _key_of_link(link: MeasureLink) -> str:
    return f"i{link.indicator_id}" if link.indicator_id else f"r{link.reported_id}"


def _is_settled(link: MeasureLink) -> bool:
    """Whether nothing more is proposed for what a link speaks of: it is joined, or left out of all years."""
    return link.state == MeasureLinkState.CONFIRMED or link.measure_id is None

"""From rows to the plain facts that the lagging rules read: what was filed, what was read out of it, what was before.

A whole period is gathered in a fixed number of queries; one entry is a period with one entry in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, prefetch_related_objects

from tasks.assessing import quantities
from tasks.assessing.earlier import annotate_next_period
from tasks.assessing.lagging import Facts, IndicatorFacts, LaggingRules
from tasks.assessing.quantities import Commitment, Span
from tasks.assessing.streaks import build_streaks
from tasks.enums import (
    Course,
    FigureState,
    IndicatorState,
)
from tasks.models import Indicator, Plan, ProgressEntry, Reading
from tasks.visible_words import annotate_last_filed, read_filed, read_filed_figures

#: the indicators of entries' tasks, asked for once, whoever wants them next
INDICATORS = Prefetch("task__indicators", Indicator.objects.order_by("position"))
#: states of a figure that may be drawn as reached
COUNTED = (FigureState.ACHIEVED, FigureState.ESTIMATED)


def get_lagging_rules(plan: Plan) -> LaggingRules:
    """The rules that hold for a plan: the defaults, the government's over them, the plan's own over those.

    Raises:
        tasks.assessing.lagging.RulesError: the stored settings cannot be used.
    """
    return LaggingRules.from_dict(
        plan.lagging_rules, base=LaggingRules.from_dict(plan.government.lagging_rules)
    )


def list_commitments(entry: ProgressEntry, indicators: Sequence[Indicator]) -> list[Commitment]:
    """What is promised; indicators as in ``promised``."""
    return [one for _, one in pair_commitments(entry, indicators)]


def pair_commitments(
    entry: ProgressEntry, indicators: Sequence[Indicator]
) -> list[tuple[Indicator | None, Commitment]]:
    """What an entry's wording promises, each with the indicator that stands for it.

    The task's own indicators without the rejected ones; or, where nobody has read the task yet, what its text says.
    """
    text = entry.edition.text
    if not indicators:
        return [(None, one) for one in quantities.read_commitments(text)]
    if is_of_present_text(entry):
        return [
            (one, build_commitment(one, text)) for one in indicators if one.state != IndicatorState.REJECTED
        ]
    return _pair_former_commitments(text, indicators)


def is_of_present_text(entry: ProgressEntry) -> bool:
    """Whether the indicators' places refer to the text that the entry stands on; for many, ``prefetch_present_text``."""
    return entry.edition_id == entry.task.current_id or entry.edition.text == entry.task.edition.text


def prefetch_present_text(entries: Sequence[ProgressEntry]) -> None:
    """Fetches the present wording of those tasks whose entry stands on another."""
    apart = [entry for entry in entries if entry.edition_id != entry.task.current_id]
    prefetch_related_objects(apart, "task__current")


def _pair_former_commitments(
    text: str, indicators: Sequence[Indicator]
) -> list[tuple[Indicator | None, Commitment]]:
    """What a former text promised: read again, each commitment with the indicator of the same figure.

    An indicator that was given up with that text lost its place (``assessing.refitting_actions``): here it still counts. One
    that has its place and is rejected was rejected by a person.
    """
    left = [one for one in indicators if one.start is not None or one.state == IndicatorState.REJECTED]
    found: list[tuple[Indicator | None, Commitment]] = []
    for read in quantities.read_commitments(text):
        alike = [one for one in left if (one.value, one.unit) == (read.value, read.unit)]
        one = next((each for each in alike if each.measure == read.measure), next(iter(alike), None))
        if one is None:
            found.append((None, read))
            continue
        left.remove(one)
        if one.state != IndicatorState.REJECTED or one.start is None:
            known = build_commitment(one, text)
            found.append((one, replace(known, span=read.span, quote=read.quote)))
    by_hand = [one for one in indicators if one.start is None and one.state != IndicatorState.REJECTED]
    return [*found, *((one, build_commitment(one, text)) for one in by_hand)]


def build_commitment(indicator: Indicator, text: str) -> Commitment:
    """A stored indicator as the reader of quantities knows it."""
    start, end = indicator.start or 0, indicator.end or 0
    return Commitment(
        measure=indicator.measure,
        comparison=indicator.comparison,
        value=indicator.value,
        unit=indicator.unit,
        kind=indicator.kind,
        span=Span(start, end),
        quote=text[start:end],
    )


def build_unreported_facts(indicator: Indicator) -> IndicatorFacts:
    """What an indicator promises, without anything reported."""
    return IndicatorFacts(
        measure=indicator.measure,
        kind=indicator.kind,
        comparison=indicator.comparison,
        target=indicator.value,
        unit=indicator.unit,
        course=indicator.course,
        quarter_targets=tuple(indicator.quarter_amounts),
        is_confirmed=indicator.state == IndicatorState.CONFIRMED,
    )


def match_indicators(
    indicators: Sequence[Indicator], edition_text: str, progress: str
) -> list[quantities.Match | None]:
    """What a progress text says of each indicator, in their order; nothing is stored.

    Args:
        edition_text: the task's wording, which the indicators' spans refer to.
        progress: the text to read, as a person is typing it.
    """
    return quantities.match_figures([build_commitment(one, edition_text) for one in indicators], progress)


@dataclass(frozen=True)
class KnownValue:
    """A value known of an indicator: typed by a person (confidence 1), or read out of the text."""

    value: Decimal
    state: FigureState
    quote: str
    confidence: float


def list_known_values(
    entry: ProgressEntry,
    indicators: Sequence[Indicator | None],
    commitments: Sequence[Commitment],
    readings: Sequence[Reading] | None = None,
) -> list[KnownValue | None]:
    """What is known of each commitment in an entry, in their order.

    What a person typed or left blank goes before what the machine reads: a blank stays not reported.

    Args:
        readings: those of the entry, where somebody has read them already.
    """
    filed = read_filed(entry)
    typed = {reading.indicator_id: reading for reading in read_filed_figures(entry, readings)}
    read = quantities.match_figures(commitments, filed.text)
    return [
        _find_known_value(typed.get(indicator.pk) if indicator else None, found)
        for indicator, found in zip(indicators, read, strict=True)
    ]


def _find_known_value(reading: Reading | None, found: quantities.Match | None) -> KnownValue | None:
    if reading is not None:
        if reading.value is None:
            return None
        if reading.pk is None and found is not None and found.value == reading.value:
            # as the returned revision has it: of what the text says of it only the value was kept there
            return KnownValue(found.value, found.state, found.quote, 1.0)
        return KnownValue(reading.value, FigureState(reading.state), reading.quote, 1.0)
    if found is None:
        return None
    return KnownValue(found.value, found.state, found.quote, found.confidence)


def list_reported_values(
    indicators: Sequence[Indicator], entries: Sequence[ProgressEntry], *, read: bool
) -> list[tuple[Indicator, list[tuple[ProgressEntry, Decimal | None]]]]:
    """Each indicator with its value in each filed entry of the task, in the order of the periods.

    Args:
        entries: the task's entries with ``edition``, ``period`` and ``readings`` at hand.
        read: also take what the machine reads in a text where no person gave a figure.
    """
    filed = sorted((one for one in entries if one.is_handed_over), key=lambda one: one.period.number)
    columns = [_list_values(entry, indicators, read=read) for entry in filed]
    return [
        (indicator, [(entry, column[place]) for entry, column in zip(filed, columns, strict=True)])
        for place, indicator in enumerate(indicators)
    ]


def _list_values(
    entry: ProgressEntry, indicators: Sequence[Indicator], *, read: bool
) -> list[Decimal | None]:
    if not read:
        typed = {reading.indicator_id: reading.value for reading in read_filed_figures(entry)}
        return [typed.get(indicator.pk) for indicator in indicators]
    aims = [build_commitment(one, entry.edition.text) for one in indicators]
    known = list_known_values(entry, indicators, aims)
    return [one.value if one and one.state in COUNTED else None for one in known]


def gather_facts(entries: Iterable[ProgressEntry], *, on: date) -> list[tuple[ProgressEntry, Facts]]:
    """The facts of entries of one plan.

    Args:
        entries: with ``period__plan``, ``task`` and ``edition`` at hand.
        on: the business date; decides whether a period is overdue.
    """
    entries = list(entries)
    prefetch_related_objects(entries, INDICATORS)
    prefetch_present_text(entries)
    earlier = list(_select_earlier_entries(entries))
    filed = _group_rows((one for one in earlier if one.is_handed_over), "task_id")
    known = [*(entry.pk for entry in entries), *(one.pk for rows in filed.values() for one in rows)]
    readings = _group_rows(Reading.objects.filter(entry__in=known).select_related("indicator"), "entry_id")
    before = build_streaks(earlier)
    return [
        (
            entry,
            _build_facts(
                entry, _find_last_filed(entry, filed[entry.task_id]), before.count_before(entry), readings, on
            ),
        )
        for entry in entries
    ]


def _select_earlier_entries(entries: Sequence[ProgressEntry]):
    if not entries:
        return ProgressEntry.objects.none()
    earlier = ProgressEntry.objects.filter(
        task__in=[entry.task_id for entry in entries],
        period__number__lt=max(entry.period.number for entry in entries),
    )
    whole = annotate_next_period(annotate_last_filed(earlier)).select_related(
        "period", "judgement", "edition"
    )
    return whole.order_by("period__number")


def _find_last_filed(entry: ProgressEntry, filed: list[ProgressEntry]) -> ProgressEntry | None:
    """Out of the item's filed entries in the order of the periods."""
    return next((one for one in reversed(filed) if one.period.number < entry.period.number), None)


def _group_rows(rows, key: str) -> dict[int, list]:
    groups = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def _build_facts(entry, last: ProgressEntry | None, behind_before: int, readings, on: date) -> Facts:
    filed = read_filed(entry)
    return Facts(
        kind=entry.task.kind,
        text=entry.edition.text,
        quarter=entry.period.quarter,
        progress=filed.text,
        problem=filed.problem,
        next_step=filed.next_step,
        previous_progress=read_filed(last).text if last else None,
        indicators=_build_indicator_facts(entry, entry.task.indicators.all(), last, readings),
        is_filed=entry.is_handed_over,
        is_past_filing=entry.is_past_filing(on),
        due=entry.edition.due_on,
        behind_before=behind_before,
    )


def _build_indicator_facts(entry, indicators, last, readings) -> tuple[IndicatorFacts, ...]:
    pairs = pair_commitments(entry, indicators)
    kept, commitments = [one for one, _ in pairs], [one for _, one in pairs]
    now = list_known_values(entry, kept, commitments, readings[entry.pk])
    before = (
        list_known_values(last, kept, commitments, readings[last.pk]) if last else [None] * len(commitments)
    )
    return tuple(
        IndicatorFacts(
            measure=aim.measure,
            kind=aim.kind,
            comparison=aim.comparison,
            target=aim.value,
            unit=aim.unit,
            course=one.course if one else Course.LINEAR,
            quarter_targets=tuple(one.quarter_amounts) if one else (),
            value=found.value if found else None,
            state=found.state if found else None,
            quote=found.quote if found else "",
            confidence=found.confidence if found else 1.0,
            previous=former.value if former else None,
            is_confirmed=one is not None and one.state == IndicatorState.CONFIRMED,
            span=(aim.span.start, aim.span.end),
        )
        for aim, one, found, former in zip(commitments, kept, now, before, strict=True)
    )

"""预警: builds the plain facts that the lagging rules read from the rows of the database.

The entries of a whole period take the same fixed number of queries as a single entry.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, prefetch_related_objects

from tasks.assessing import quantities
from tasks.assessing.earlier import EarlierEntries, annotate_next_period
from tasks.assessing.lagging import Facts, IndicatorFacts, LaggingRules, MilestoneFacts
from tasks.assessing.milestones import MILESTONES, map_milestones_to_reports
from tasks.assessing.quantities import Commitment, Match, Span
from tasks.assessing.streaks import build_streaks
from tasks.enums import (
    Course,
    FigureState,
    IndicatorState,
)
from tasks.models import Indicator, Plan, ProgressEntry, Reading
from tasks.models.ending import find_ending
from tasks.visible_words import read_filed, read_filed_figures

#: prefetches the indicators of the entries' tasks; every reader uses this one prefetch, so they are fetched once
INDICATORS = Prefetch("task__indicators", Indicator.objects.order_by("position"))
#: the states of a figure that may be shown as reached
COUNTED = (FigureState.ACHIEVED, FigureState.ESTIMATED)


def get_lagging_rules(plan: Plan) -> LaggingRules:
    """Returns the rules of a plan: its own settings override the government's, and those override the defaults.

    Raises:
        tasks.assessing.lagging.LaggingRulesError: the stored settings are invalid.
    """
    return LaggingRules.from_dict(plan.lagging_rules, base=LaggingRules.from_dict(plan.government.lagging_rules))


def list_commitments(entry: ProgressEntry, indicators: Sequence[Indicator]) -> list[Commitment]:
    """Lists the commitments of an entry's wording; indicators as in ``pair_commitments``."""
    return [commitment for _, commitment in pair_commitments(entry, indicators)]


def pair_commitments(
    entry: ProgressEntry, indicators: Sequence[Indicator]
) -> list[tuple[Indicator | None, Commitment]]:
    """Lists the commitments of an entry's wording, each with its indicator; rejected indicators are left out.

    Args:
        indicators: all indicators of the task. If it has none yet, the commitments are read from the text and have no
            indicator.
    """
    text, year = entry.edition.text, entry.period.plan.year
    if not indicators:
        return [(None, commitment) for commitment in quantities.read_year_commitments(text, year)]
    if is_of_present_text(entry):
        return [(one, build_commitment(one, text)) for one in indicators if one.state != IndicatorState.REJECTED]
    return _pair_former_commitments(text, year, indicators)


def is_of_present_text(entry: ProgressEntry) -> bool:
    """Tells whether the indicators' spans refer to the entry's wording; for many, call ``prefetch_present_text`` first."""
    return entry.edition_id == entry.task.current_id or entry.edition.text == entry.task.edition.text


def prefetch_present_text(entries: Sequence[ProgressEntry]) -> None:
    """Fetches the present wording of the tasks whose entries refer to another one, in one query."""
    apart = [entry for entry in entries if entry.edition_id != entry.task.current_id]
    prefetch_related_objects(apart, "task__current")


def _pair_former_commitments(
    text: str, year: int, indicators: Sequence[Indicator]
) -> list[tuple[Indicator | None, Commitment]]:
    """Reads the commitments of a former text again and pairs each with the indicator of the same value and unit.

    When a text is changed, ``assessing.refitting_actions`` rejects the indicators that are gone and clears their span;
    for the former text they still count. A rejected indicator that has a span was rejected by a person.
    """
    left = [one for one in indicators if one.start is not None or one.state == IndicatorState.REJECTED]
    found: list[tuple[Indicator | None, Commitment]] = []
    for read in quantities.read_year_commitments(text, year):
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
    """Converts a stored indicator to a commitment; its span refers to ``text``."""
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
    """Builds the facts of an indicator for which nothing is reported and no span is given."""
    return IndicatorFacts(
        measure=indicator.measure,
        kind=indicator.kind,
        comparison=indicator.comparison,
        target=indicator.value,
        unit=indicator.unit,
        course=indicator.course,
        period_targets=indicator.period_amounts,
        is_confirmed=indicator.state == IndicatorState.CONFIRMED,
    )


def match_indicators(indicators: Sequence[Indicator], edition_text: str, progress: str) -> list[Match | None]:
    """Finds the figure for each indicator in a progress text, in their order; stores nothing.

    Args:
        edition_text: the task's wording, to which the indicators' spans refer.
    """
    return quantities.match_figures([build_commitment(one, edition_text) for one in indicators], progress)


def list_indicator_facts(
    entry: ProgressEntry,
    pairs: Sequence[tuple[Indicator | None, Commitment]],
    readings: Sequence[Reading] | None = None,
) -> list[IndicatorFacts]:
    """Lists the facts of each commitment in an entry, in their order, without the value of an earlier period.

    A value that a person typed or left blank precedes the one read from the text; a blank means not reported.

    Args:
        pairs: the commitments, as ``pair_commitments`` returns them.
        readings: the entry's readings if they are already fetched.
    """
    typed = {reading.indicator_id: reading for reading in read_filed_figures(entry, readings)}
    matches = quantities.match_figures([commitment for _, commitment in pairs], read_filed(entry).text)
    return [
        _build_indicator_facts(indicator, commitment, typed.get(indicator.pk) if indicator else None, match)
        for (indicator, commitment), match in zip(pairs, matches, strict=True)
    ]


def _build_indicator_facts(
    indicator: Indicator | None, commitment: Commitment, reading: Reading | None, match: Match | None
) -> IndicatorFacts:
    facts = IndicatorFacts(
        measure=commitment.measure,
        kind=commitment.kind,
        comparison=commitment.comparison,
        target=commitment.value,
        unit=commitment.unit,
        course=indicator.course if indicator else Course.LINEAR,
        period_targets=indicator.period_amounts if indicator else (),
        is_confirmed=indicator is not None and indicator.state == IndicatorState.CONFIRMED,
        span=commitment.span,
    )
    if reading is None:
        if match is None:
            return facts
        return replace(facts, value=match.value, state=match.state, quote=match.quote, confidence=match.confidence)
    if reading.value is None:
        return facts
    # a returned revision keeps only the values: the state and the quote are read from its text again
    if reading.pk is None and match is not None and match.value == reading.value:
        return replace(facts, value=match.value, state=match.state, quote=match.quote)
    return replace(facts, value=reading.value, state=FigureState(reading.state), quote=reading.quote)


def list_reported_values(
    indicators: Sequence[Indicator], entries: Sequence[ProgressEntry], *, read: bool
) -> list[tuple[Indicator, list[tuple[ProgressEntry, Decimal | None]]]]:
    """Lists each indicator with its value in each filed entry of the task, in the order of the periods.

    Args:
        entries: the task's entries with ``edition``, ``period`` and ``readings`` loaded.
        read: also use the figures read from the text where no person gave one.
    """
    filed = sorted((one for one in entries if one.is_handed_over), key=lambda one: one.period.number)
    columns = [_list_values(entry, indicators, read=read) for entry in filed]
    return [
        (indicator, [(entry, column[place]) for entry, column in zip(filed, columns, strict=True)])
        for place, indicator in enumerate(indicators)
    ]


def _list_values(entry: ProgressEntry, indicators: Sequence[Indicator], *, read: bool) -> list[Decimal | None]:
    if not read:
        typed = {reading.indicator_id: reading.value for reading in read_filed_figures(entry)}
        return [typed.get(indicator.pk) for indicator in indicators]
    pairs = [(indicator, build_commitment(indicator, entry.edition.text)) for indicator in indicators]
    return [one.value if one.state in COUNTED else None for one in list_indicator_facts(entry, pairs)]


def gather_facts(
    entries: Iterable[ProgressEntry],
    *,
    on: date,
    earlier: "EarlierEntries | None" = None,
) -> list[tuple[ProgressEntry, Facts]]:
    """Gathers the facts of the entries of one plan.

    Args:
        entries: the entries, with ``period__plan``, ``task`` and ``edition`` loaded.
        on: the business date; decides whether a filing is overdue.
        earlier: ``list_earlier_entries`` of the entries' one period, if they are loaded already.
    """
    entries = list(entries)
    for entry in entries:
        # they ask one calendar for their last day, which is read once
        entry.period.plan = entries[0].period.plan
    prefetch_related_objects(entries, INDICATORS, MILESTONES, "task__ending")
    prefetch_present_text(entries)
    asked = {entry.task_id for entry in entries}
    whole = _select_earlier_entries(entries) if earlier is None else earlier
    earlier = [one for one in whole if one.task_id in asked]
    filed = _group_rows((one for one in earlier if one.is_handed_over), "task_id")
    known = [*(entry.pk for entry in entries), *(one.pk for rows in filed.values() for one in rows)]
    readings = _group_rows(_list_readings(entries, known), "entry_id")
    before = build_streaks(earlier, asked)
    return [
        (
            entry,
            replace(
                _build_facts(
                    entry, _find_last_filed(entry, filed[entry.task_id]), before.count_before(entry), readings, on
                ),
                milestones=_list_milestone_facts(entry, filed[entry.task_id]),
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
    whole = annotate_next_period(earlier)
    read = whole.select_related("period", "judgement", "returned_revision")
    return read.order_by("period__number")


def _find_last_filed(entry: ProgressEntry, filed: list[ProgressEntry]) -> ProgressEntry | None:
    """Returns the last of an item's filed entries, given in period order, that precedes ``entry``."""
    return next((one for one in reversed(filed) if one.period.number < entry.period.number), None)


def _list_readings(entries: Sequence[ProgressEntry], keys: Sequence[int]) -> list[Reading]:
    """Lists the readings of the entries ``keys``, each with the indicator that its task has loaded already."""
    indicators = {one.pk: one for entry in entries for one in entry.task.indicators.all()}
    found = list(Reading.objects.filter(entry__in=keys).order_by())
    for reading in found:
        reading.indicator = indicators[reading.indicator_id]
    return found


def _group_rows(rows, key: str) -> dict[int, list]:
    groups = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def _build_facts(entry, last: ProgressEntry | None, behind_before: int, readings, on: date) -> Facts:
    filed, end = read_filed(entry), find_ending(entry.task)
    return Facts(
        kind=entry.task.kind,
        text=entry.edition.text,
        quarter=entry.period.quarter,
        progress=filed.text,
        problem=filed.problem,
        next_step=filed.next_step,
        previous_progress=read_filed(last).text if last else None,
        indicators=_list_facts_with_previous(entry, last, readings),
        is_filed=entry.is_handed_over,
        is_past_filing=entry.is_past_filing(on),
        # nobody is held to the deadline of an item that was stopped
        due=None if end else entry.edition.due_on,
        due_text=entry.edition.due,
        as_of=min(on, entry.deadline),
        behind_before=behind_before,
        is_done=end is not None and not end.kind.is_stop,
    )


def _list_milestone_facts(entry: ProgressEntry, filed: list[ProgressEntry]) -> tuple[MilestoneFacts, ...]:
    """Lists the binding milestones of an item; what this or an earlier filing of the year reports is reached."""
    up_to_now = [entry, *(one for one in filed if one.period.number < entry.period.number)]
    done = map_milestones_to_reports(up_to_now)
    binding = [each for each in entry.task.milestones.all() if each.is_binding]
    return tuple(MilestoneFacts(each.text, each.due_on, each.pk in done) for each in binding)


def _list_facts_with_previous(entry, last: ProgressEntry | None, readings) -> tuple[IndicatorFacts, ...]:
    pairs = pair_commitments(entry, entry.task.indicators.all())
    now = list_indicator_facts(entry, pairs, readings[entry.pk])
    if last is None:
        return tuple(now)
    before = list_indicator_facts(last, pairs, readings[last.pk])
    return tuple(replace(one, previous=former.value) for one, former in zip(now, before, strict=True))

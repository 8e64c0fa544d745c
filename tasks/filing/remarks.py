"""报送前提示: what a clerk, and the unit's head before he confirms, is told of an entry before it is filed, in two words and a sentence each.

The form, its script and the preview of a workbook ask the same function. Only what would certainly be wrong has to be
confirmed before it is filed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from tasks import clock
from tasks.assessing.deadlines import read_deadlines
from tasks.assessing.earlier import index_last_filed_entries
from tasks.assessing.facts import get_lagging_rules
from tasks.assessing.lagging.clauses import find_asserted_cue, list_clauses
from tasks.assessing.lagging.stages import WorkStage, read_stages
from tasks.assessing.likeness import is_unchanged, remove_marks
from tasks.assessing.live_figures import RecognizedFigure, recognize_figures
from tasks.assessing.milestones import MilestoneMark, Ticks, map_tasks_to_milestones, read_ticks
from tasks.assessing.quantities.doubts import describe_doubt
from tasks.decimals import format_decimal
from tasks.enums import EntryState, IndicatorState, SelfRating
from tasks.filing.cooperation import describe_outdated_sums, select_notes
from tasks.filing.explanations import is_rated_lagging, join_labels, list_missing_explanations
from tasks.filing.gaps import describe_gaps_of_fields
from tasks.models import Indicator, Plan, ProgressEntry, User
from tasks.models.entry_fields import BY_NAME, TEXTS
from tasks.periods import format_chinese_date
from tasks.queries import prefetch_duties, select_visible_entries
from tasks.terms import terms
from tasks.visible_words import read_figures, read_filed_figures, read_words

#: in characters without marks; a shorter sentence of two items may be the same by chance
SHORTEST_SENTENCE = 15
#: indicator id → value
Values = Mapping[int, Decimal | None]


@dataclass(frozen=True)
class Remark:
    """One thing that a person should look at before filing.

    Attributes:
        words: what it is, in a few characters.
        said: the same as a sentence without its stop.
        is_certain: whether it would almost certainly be wrong, so that it has to be confirmed.
    """

    words: str
    said: str
    is_certain: bool = False

    def __str__(self) -> str:
        return f"{self.words}：{self.said}"


class FilingRemarks:
    """The remarks on some entries of one period, in a fixed number of queries.

    Args:
        user: of a lead unit of the entries.
        entries: of one period, each with its returned revision, period and plan.
        visible: all entries of the period that the person sees, with ``prefetch_duties``, where they are loaded already.
        last_filed: what ``index_last_filed_entries`` finds for the entries, where it is known already.
    """

    def __init__(
        self,
        user: User,
        entries: Sequence[ProgressEntry],
        visible: Iterable[ProgressEntry] | None = None,
        last_filed: Mapping[int, ProgressEntry] | None = None,
    ):
        self.user = user
        self.entries = entries
        self._known_visible, self._known_last_filed = visible, last_filed

    @cached_property
    def _last_filed(self) -> Mapping[int, ProgressEntry]:
        return index_last_filed_entries(self.entries) if self._known_last_filed is None else self._known_last_filed

    @property
    def _visible(self) -> Iterable[ProgressEntry]:
        if self._known_visible is not None:
            return sorted(self._known_visible, key=lambda each: (each.task.item_kind_id, each.number))
        return prefetch_duties(select_visible_entries(self.user).filter(period=self.entries[0].period))

    @cached_property
    def _sentences(self) -> dict[str, list[ProgressEntry]]:
        """The longer sentences that the person reads in the period, each with its entries."""
        found: dict[str, list[ProgressEntry]] = {}
        if not self.entries:
            return found
        for other in self._visible:
            for sentence in list_long_sentences(read_words(self.user, other).text):
                found.setdefault(remove_marks(sentence), []).append(other)
        return found

    def list_remarks(
        self,
        entry: ProgressEntry,
        indicators: Sequence[Indicator],
        fields: Mapping[str, Any],
        values: Values,
        ticks: Ticks | None = None,
    ) -> list[Remark]:
        """Lists the remarks on what would be filed, those to be confirmed first.

        Args:
            entry: with the indicators of its item fetched, as ``list_confirmed_indicators`` leaves it.
            fields: name → value of each field of the entry, as it would be filed.
            values: of the indicators, as they would be filed.
            ticks: the milestones that would be filed as reached; None for those that are stored.
        """
        read = recognize_figures(entry, indicators, fields["text"])
        found = [
            *remark_unchanged(self.user, entry, fields, values, ticks),
            *self._remark_figures(entry, indicators, values),
            *remark_outdated_sums(entry, fields["text"]),
            *remark_gaps(fields),
            *remark_unexplained_lag(entry, fields),
            *remark_rating(entry, fields),
            *self._remark_missed_milestones(entry, read_ticks(entry) if ticks is None else ticks),
            *remark_differing_figures(read, values),
            *remark_unsettled_indicators(entry, fields["text"]),
            *self._remark_copied_sentences(entry, fields["text"]),
            *remark_past_days(fields, entry.period.plan, clock.today()),
        ]
        return put_certain_first(found)

    def _remark_figures(
        self, entry: ProgressEntry, indicators: Iterable[Indicator], values: Values
    ) -> Iterator[Remark]:
        former = map_indicators_to_values(self._last_filed.get(entry.task_id))
        for each in indicators:
            value = values.get(each.pk)
            if value is not None and (doubt := describe_figure_doubt(each, value, former.get(each.pk))):
                words = "低于上期" if doubt.startswith("低于上期") else "数字可疑"
                yield Remark(words, f"{each.measure} {format_decimal(value)}{each.unit}：{doubt}", is_certain=True)

    @cached_property
    def _milestones(self) -> Mapping[int, list[MilestoneMark]]:
        return map_tasks_to_milestones([entry.task for entry in self.entries], self.user, clock.today())

    def _remark_missed_milestones(self, entry: ProgressEntry, ticks: Ticks) -> Iterator[Remark]:
        """Remarks milestones whose day has passed and that neither an earlier entry nor this one would report."""
        for mark in self._milestones.get(entry.task_id, ()):
            due = mark.milestone.due_on
            is_reported = mark.is_done and mark.done_in != entry
            if due < clock.today() and mark.milestone.pk not in ticks and not is_reported:
                yield Remark("节点已过", f"“{mark.milestone.text}”应于{format_chinese_date(due)}完成，没有勾选")

    def _remark_copied_sentences(self, entry: ProgressEntry, text: str) -> Iterator[Remark]:
        """Remarks a sentence that stands in another item too, unless both are one by 同一事项; one remark for each item."""
        own = entry.task.same_as_id or entry.task_id
        told = set()
        for sentence in list_long_sentences(text):
            for other in self._sentences.get(remove_marks(sentence), ()):
                is_same = other.task_id == entry.task_id or (other.task.same_as_id or other.task_id) == own
                if not is_same and other.task_id not in told:
                    told.add(other.task_id)
                    yield Remark("同句", f"与{other.task}有相同的一句“{sentence[:20]}”")


def put_certain_first(remarks: Iterable[Remark]) -> list[Remark]:
    """Orders remarks: those to be confirmed first."""
    return sorted(remarks, key=lambda one: not one.is_certain)


def list_long_sentences(text: str) -> list[str]:
    """Lists the sentences of a text that are not shorter than ``SHORTEST_SENTENCE``."""
    return [one for one in re.split(r"[。！？；\n]", text) if len(remove_marks(one)) >= SHORTEST_SENTENCE]


def remark_unchanged(
    user: User, entry: ProgressEntry, fields: Mapping[str, Any], values: Values, ticks: Ticks | None
) -> Iterator[Remark]:
    """Remarks that a returned entry is as it was returned, which has to be confirmed, or that only its words are."""
    if is_untouched_since_return(entry) and is_as_stored(user, entry, fields, values, ticks):
        yield Remark("退回后未改", "文字和数字与退回时相同，请对照退回意见", is_certain=True)
    else:
        yield from _remark_unchanged_text(entry, fields)


def is_untouched_since_return(entry: ProgressEntry) -> bool:
    """Returns whether nobody has saved the entry since the office or the unit's head returned it."""
    if not entry.return_reason or entry.state not in (EntryState.DRAFT, EntryState.RETURNED):
        return False
    return bool(entry.reviewed_at and entry.saved_at and entry.saved_at <= entry.reviewed_at)


def is_as_stored(
    user: User, entry: ProgressEntry, fields: Mapping[str, Any], values: Values, ticks: Ticks | None
) -> bool:
    """Returns whether nothing that would be filed differs from the stored entry."""
    stored = {reading.indicator_id: reading.value for reading in read_figures(user, entry)}
    is_same = ticks in (None, read_ticks(entry)) and all(getattr(entry, name) == now for name, now in fields.items())
    return is_same and all(stored.get(pk) == value for pk, value in values.items())


def _remark_unchanged_text(entry: ProgressEntry, fields: Mapping[str, Any]) -> Iterator[Remark]:
    returned = entry.returned_revision if entry.state == EntryState.RETURNED else None
    if returned is None or not is_unchanged(returned.text, fields["text"]):
        return
    others = [field.name for field in TEXTS if field.name != "text"]
    if all(remove_marks(getattr(returned, name)) == remove_marks(fields[name]) for name in others):
        yield Remark("退回后未改", "文字与退回的一稿相同，请对照退回意见")


def remark_unsettled_indicators(entry: ProgressEntry, text: str) -> Iterator[Remark]:
    """Remarks what the machine reads for indicators that nobody has settled: they have no input, and 预警 asks them already.

    Args:
        entry: with the indicators of its item, as ``list_confirmed_indicators`` fetches them.
    """
    proposed = [each for each in entry.task.indicators.all() if each.state == IndicatorState.PROPOSED]
    if proposed and text.strip():
        told = "、".join(_describe_unsettled(one) for one in recognize_figures(entry, proposed, text))
        yield Remark("指标待核定", f"{told}；{terms.office}核定前没有填数的格，系统按文字预警")


def _describe_unsettled(read: RecognizedFigure) -> str:
    target = f"{read.indicator.measure}（目标 {format_decimal(read.indicator.value)} {read.indicator.unit}）"
    if read.match is None:
        return f"{target}没有读出"
    return f"{target}读出 {format_decimal(read.match.value)} {read.match.unit}"


def remark_differing_figures(read: Iterable[RecognizedFigure], values: Values) -> Iterator[Remark]:
    """Remarks figures that stand in the text and not in the table, or the other way, or in both and differ."""
    for one in read:
        value, name, unit = values.get(one.indicator.pk), one.indicator.measure, one.indicator.unit
        if one.match is not None and one.is_sure and value is None:
            yield Remark("表中缺数", f"正文有“{one.match.quote}”，表中{name}未填")
        elif one.match is not None and one.is_sure and value is not None and value != one.value:
            yield Remark("表文不一", f"{name}表中为 {format_decimal(value)}{unit}，正文为“{one.match.quote}”")
        elif one.match is None and value is not None:
            yield Remark("正文缺数", f"表中{name}为 {format_decimal(value)}{unit}，正文没有写")


def remark_outdated_sums(entry: ProgressEntry, text: str) -> Iterator[Remark]:
    """Remarks sums that were taken over and that the units' present numbers do not give any more."""
    for said in describe_outdated_sums(select_notes([entry]), text):
        yield Remark("合计已变", said, is_certain=True)


def remark_gaps(fields: Mapping[str, Any]) -> Iterator[Remark]:
    """Remarks gaps of 复制上期 that nobody has filled in, with which nothing is filed."""
    if gaps := describe_gaps_of_fields(fields, {field.name: field.label for field in TEXTS}):
        yield Remark("没有填完", gaps)


def remark_unexplained_lag(entry: ProgressEntry, fields: Mapping[str, Any]) -> Iterator[Remark]:
    """Remarks the rating 滞后 without its explanation, with which nothing is filed."""
    missing = list_missing_explanations(fields)
    if missing and is_rated_lagging(entry, fields.get("self_rating") or ""):
        yield Remark("没有填完", f"自评为滞后，请写明{join_labels(missing)}，再报送")


def remark_rating(entry: ProgressEntry, fields: Mapping[str, Any]) -> Iterator[Remark]:
    """Remarks the rating 正常 of an entry whose own words say that it has not begun or that it is behind."""
    if fields.get("self_rating") != SelfRating.NORMAL:
        return
    rules = get_lagging_rules(entry.period.plan)
    for name in ("text", "problem"):
        told = list_clauses(fields[name])
        said = [clause for clause in told if find_asserted_cue(clause, (*rules.no_progress, *rules.admitted))]
        if name == "text":
            stages = read_stages(fields[name], entry.edition.text, rules)
            said += stages.list_clauses_at(WorkStage.NOT_STARTED) if stages.highest == WorkStage.NOT_STARTED else []
        if said:
            yield Remark("自评不符", f"自评为“正常”，{BY_NAME[name].label}中写着“{said[0].text[:20]}”")
            return


def remark_past_days(fields: Mapping[str, Any], plan: Plan, today: date) -> Iterator[Remark]:
    """Remarks days that are still announced though they have passed.

    Args:
        plan: to whose year dates without a year belong.
    """
    expected = fields.get("expected_on")
    if expected and expected < today:
        yield Remark("日期已过", f"{BY_NAME['expected_on'].label}{format_chinese_date(expected)}已过")
    for each in read_deadlines(fields["next_step"], plan.year, plan.first_month):
        if each.on and each.on < today:
            yield Remark("日期已过", f"{BY_NAME['next_step'].label}中的“{each.quote}”已过")


def describe_figure_doubt(indicator: Indicator, value: Decimal | None, former: Decimal | None) -> str:
    """Describes why a value of an indicator can hardly be meant; "" for none."""
    return describe_doubt(
        value,
        kind=indicator.kind,
        measure=indicator.measure,
        unit=indicator.unit,
        target=indicator.value,
        former=former,
    )


def map_indicators_to_values(entry: ProgressEntry | None) -> dict[int, Decimal | None]:
    """Returns indicator id → the value that was filed."""
    return {reading.indicator_id: reading.value for reading in read_filed_figures(entry)} if entry else {}

"""研判: in which words an item may be judged, and which outcome the rule of recovery does not let through."""

from tasks.assessing.earlier import find_previous_period
from tasks.enums import Outcome
from tasks.enums.outcome_words import OutcomeWord, get_stage
from tasks.models import Government, ProgressEntry
from tasks.organisation.item_kinds import index_government_words
from tasks.periods import Quarter
from tasks.terms import terms

#: the outcomes that say that an item goes on well: after one that was behind, the rule of recovery asks for the one between
_GOING_WELL = (Outcome.ON_TRACK, Outcome.EXPECTED, Outcome.AHEAD)


def closes_item(quarter: Quarter, outcome: Outcome) -> bool:
    """Returns whether the outcome says before the end of the year that the item is done, so that nobody is asked again."""
    return outcome == Outcome.REACHED and not quarter.is_last


def list_offered_words(entry: ProgressEntry) -> tuple[OutcomeWord, ...]:
    """Lists the words in which an entry can be judged: those of its kind for the stage of its period."""
    return entry.task.item_kind.vocabulary.list_words(get_stage(is_last=entry.period.quarter.is_last))


def list_unclosing_words(entry: ProgressEntry) -> list[OutcomeWord]:
    """Lists the words that do not end the item, which can be given without a day, as in a 复核."""
    return [one for one in list_offered_words(entry) if not closes_item(entry.period.quarter, one.meaning)]


def list_common_words(government: Government | None, quarter: Quarter) -> list[OutcomeWord]:
    """Lists the words in which many items can be judged at once, without a day: those of every kind of a government, each
    meaning once."""
    words = index_government_words(government, get_stage(is_last=quarter.is_last))
    return [one for outcome, one in words.items() if not closes_item(quarter, outcome)]


def describe_word_refusal(entry: ProgressEntry, outcome: Outcome) -> str:
    """Describes why an entry cannot be judged with the outcome: its kind does not use it in this stage, or the rule of
    recovery asks for the one between; "" when it can."""
    if all(one.meaning != outcome for one in list_offered_words(entry)):
        return f"{entry.period.label}{_name_kind(entry)}不使用“{entry.get_outcome_word(outcome).label}”这一结论。"
    return describe_recovery_refusal(entry, outcome)


def _name_kind(entry: ProgressEntry) -> str:
    return f"“{entry.task.item_kind}”" if entry.task.item_kind.words else ""


def describe_recovery_refusal(entry: ProgressEntry, outcome: Outcome) -> str:
    """Describes why an item that was judged behind in 上期 is not judged as going well at once, where its government
    demands the step between (红灯整改后先转黄灯) and its kind has a word for that; "" for any other."""
    between = next((one for one in list_offered_words(entry) if one.meaning == Outcome.WATCH), None)
    if outcome not in _GOING_WELL or between is None or not entry.period.plan.government.recovers_stepwise:
        return ""
    former = find_former_entry(entry)
    if former is None or former.judgement is None or not former.is_behind:
        return ""
    return f"上期{terms.judging}为“{former.judgement}”，整改后应先转“{between.label}”，不能直接{terms.judging}为“{entry.get_outcome_word(outcome).label}”。"


def find_former_entry(entry: ProgressEntry) -> ProgressEntry | None:
    """Returns the entry of the same item in 上期, with its judgement."""
    former = find_previous_period(entry.period)
    if former is None:
        return None
    return ProgressEntry.objects.filter(period=former, task=entry.task_id).select_related("judgement").first()

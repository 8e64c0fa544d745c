"""What a batch does not simply take along: each needs a reason of its own, and is named before anything is done."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tasks.assessing.lagging import SignalCode
from tasks.enums import EntryState, Outcome, Standing
from tasks.judging.offered_words import describe_recovery_refusal
from tasks.models import ProgressEntry
from tasks.terms import terms

#: what the machine warns of, in the words of the pages
WARNINGS = {Standing.LAGGING: "系统预警滞后", Standing.WATCH: "系统提示关注"}


@dataclass(frozen=True)
class BatchException:
    """An entry that a batch names instead of deciding it unasked.

    Attributes:
        why: what is special about it, in few words each.
    """

    entry: ProgressEntry
    why: Sequence[str]


def list_judging_exceptions(entries: Iterable[ProgressEntry], outcome: Outcome) -> list[BatchException]:
    """Lists the entries that are not judged with the outcome unless each has a reason."""
    found = ((entry, describe_judging_exception(entry, outcome)) for entry in entries)
    return [BatchException(entry, why) for entry, why in found if why]


def describe_judging_exception(entry: ProgressEntry, outcome: Outcome) -> list[str]:
    """Describes why an entry is not judged along with others: a warning that the outcome sets aside, nothing filed or
    accepted, another judgement that stands, or an outcome that is behind; empty where nothing speaks against it."""
    why = [] if outcome.is_behind else describe_acceptance_exception(entry)
    if outcome in (Outcome.ON_TRACK, Outcome.AHEAD, Outcome.REACHED) and (missed := describe_missed_target(entry)):
        why.append(missed)
    if entry.state != EntryState.ACCEPTED:
        why.append(_describe_state(entry))
    if refusal := describe_recovery_refusal(entry, outcome):
        why.append(refusal.rstrip("。"))
    if entry.judgement and entry.judgement.outcome != outcome:
        why.append(f"已{terms.judging}为“{entry.judgement}”，将被替换")
    if outcome.is_behind:
        why.append(f"将{terms.judging}为“{entry.get_outcome_word(outcome).label}”")
    return why


def describe_missed_target(entry: ProgressEntry) -> str:
    """Describes the figure that is below its target or above its ceiling, however little: no warning, but a report that
    prints it as 符合预期 would be wrong; "" for none."""
    codes = (SignalCode.BELOW_TARGET, SignalCode.ABOVE_CEILING)
    return next((one["message"] for one in entry.signals if one["code"] in codes), "")


def list_acceptance_exceptions(entries: Iterable[ProgressEntry]) -> list[BatchException]:
    """Lists the entries that are not accepted along with others unless each has a reason: those that are warned of."""
    found = ((entry, describe_acceptance_exception(entry)) for entry in entries)
    return [BatchException(entry, why) for entry, why in found if why]


def describe_acceptance_exception(entry: ProgressEntry) -> list[str]:
    """Describes why a filed entry is not accepted along with others; empty where nothing speaks against it."""
    return [said for standing, said in WARNINGS.items() if entry.standing == standing]


def count_batch(entries: Collection[ProgressEntry]) -> list[tuple[int, str, str]]:
    """Counts the entries of a batch by warning and by state: the number, its words, and the token of its colour."""
    standings = Counter(entry.standing for entry in entries)
    states = Counter(entry.state for entry in entries)
    warned = [(standings[one], said, one.token) for one, said in WARNINGS.items() if standings[one]]
    return warned + [(states[state], state.label, state.token) for state in EntryState if states[state]]


def _describe_state(entry: ProgressEntry) -> str:
    if entry.state == EntryState.RETURNED:
        return "已退回，尚未重报"
    return "尚未报送" if not entry.is_handed_over else "尚未审核通过"

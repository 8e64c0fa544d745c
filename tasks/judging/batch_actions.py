"""The same decision on many items: each by the single action's own rules, each whole, none held up by another.

Not one transaction: what is decided of one item does not wait for another, and no lock is held longer than its own
item needs, so that two people with overlapping lists neither wait for each other nor lock each other out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from tasks.enums import Outcome
from tasks.filing.entry_actions import save_draft, submit
from tasks.judging.judgement_actions import judge
from tasks.judging.review_actions import accept_entry
from tasks.models import ProgressEntry, User
from tasks.permissions import Refused
from tasks.plans.edition_actions import Change
from tasks.plans.leader_actions import assign_leaders


@dataclass
class BatchResult:
    """What became of each item.

    Attributes:
        refused: the items that stay as they were, each with why.
    """

    done: list[ProgressEntry] = field(default_factory=list)
    refused: list[tuple[ProgressEntry, str]] = field(default_factory=list)


def accept_entries(*, picked: Iterable[tuple[ProgressEntry, int]], by: User) -> BatchResult:
    """Accepts each entry as filed.

    Args:
        picked: entries with the revision that was read.
    """
    return _apply_to_each(picked, lambda entry, revision: accept_entry(entry=entry, revision=revision, by=by))


def judge_entries(
    *, picked: Iterable[tuple[ProgressEntry, int, int]], outcome: Outcome, reason: str, by: User
) -> BatchResult:
    """Judges each entry alike.

    Args:
        picked: entries with the filed revision that was read, 0 for none, and the judgement that stood, 0 for none.
    """
    decided = partial(judge, outcome=outcome, reason=reason, by=by)
    return _apply_to_each(
        picked, lambda entry, read, seen: decided(entry=entry, read=read, seen=seen or None)
    )


def assign_leaders_to_entries(
    *, picked: Iterable[tuple[ProgressEntry, list[int]]], change: Change, basis: str, by: User
) -> BatchResult:
    """The same change of leaders for each item.

    Args:
        picked: entries with the leaders that were shown.
    """
    assigned = partial(assign_leaders, change=change, basis=basis, by=by)
    return _apply_to_each(picked, lambda entry, seen: assigned(entry=entry, seen=seen))


def save_entries(*, picked: Iterable[tuple[ProgressEntry, dict]], by: User) -> BatchResult:
    """Keeps each draft.

    Args:
        picked: entries with the fields, readings and base revision that ``save_draft`` takes.
    """
    return _apply_to_each(picked, lambda entry, content: save_draft(entry=entry, **content, by=by))


def file_entries(*, picked: Iterable[tuple[ProgressEntry, dict]], by: User) -> BatchResult:
    """Files each entry with the content that comes with it, as in ``save_entries``."""
    return _apply_to_each(picked, lambda entry, content: submit(entry=entry, **content, by=by))


def _apply_to_each(picked: Iterable[tuple], act: Callable) -> BatchResult:
    answers = BatchResult()
    for entry, *seen in picked:
        try:
            act(entry, *seen)
        except Refused as refusal:
            answers.refused.append((entry, str(refusal)))
        else:
            answers.done.append(entry)
    return answers

"""Applies an action to many entries, each in a transaction of its own.

A refused entry does not undo the others, and no lock is held longer than its own entry needs, so that two users with
overlapping lists neither wait for each other nor deadlock.
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


@dataclass
class BatchResult:
    """The result of a batch.

    Attributes:
        refused: unchanged entries, each with the reason.
    """

    done: list[ProgressEntry] = field(default_factory=list)
    refused: list[tuple[ProgressEntry, str]] = field(default_factory=list)


def accept_entries(*, picked: Iterable[tuple[ProgressEntry, int]], by: User) -> BatchResult:
    """Accepts each entry as filed.

    Args:
        picked: entries, each with the revision that was read.
    """
    return apply_to_each(picked, lambda entry, revision: accept_entry(entry=entry, revision=revision, by=by))


def judge_entries(
    *, picked: Iterable[tuple[ProgressEntry, int, int]], outcome: Outcome, reason: str, by: User
) -> BatchResult:
    """Judges each entry alike.

    Args:
        picked: entries, each with the filed revision that was read and the id of the judgement that stood, 0 for none.
    """
    judge_one = partial(judge, outcome=outcome, reason=reason, by=by)
    return apply_to_each(picked, lambda entry, read, seen: judge_one(entry=entry, read=read, seen=seen or None))


def save_entries(*, picked: Iterable[tuple[ProgressEntry, dict]], by: User) -> BatchResult:
    """Saves each draft.

    Args:
        picked: entries, each with ``fields``, ``readings`` and ``base_revision`` of ``save_draft``.
    """
    return apply_to_each(picked, lambda entry, content: save_draft(entry=entry, **content, by=by))


def file_entries(*, picked: Iterable[tuple[ProgressEntry, dict]], by: User) -> BatchResult:
    """Files each entry; arguments as in ``save_entries``."""
    return apply_to_each(picked, lambda entry, content: submit(entry=entry, **content, by=by))


def apply_to_each(picked: Iterable[tuple], act: Callable) -> BatchResult:
    """Calls ``act`` with each entry and with what was shown of it; what it refuses is kept with the reason."""
    answers = BatchResult()
    for entry, *seen in picked:
        try:
            act(entry, *seen)
        except Refused as refusal:
            answers.refused.append((entry, str(refusal)))
        else:
            answers.done.append(entry)
    return answers

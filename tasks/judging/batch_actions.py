"""Applies an action to many entries, each in a transaction of its own.

A refused entry does not undo the others, and no lock is held longer than its own entry needs, so that two users with
overlapping lists neither wait for each other nor deadlock.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

from tasks.ending.ending_actions import end_item
from tasks.ending.endings import EndingWish
from tasks.enums import Outcome
from tasks.filing.entry_actions import save_draft, submit
from tasks.judging.judgement_actions import judge
from tasks.judging.review_actions import accept_entry
from tasks.models import ProgressEntry, Task, User
from tasks.permissions import Refused

Subject = TypeVar("Subject", ProgressEntry, Task)


@dataclass
class BatchResult(Generic[Subject]):
    """The result of a batch of entries, or of items.

    Attributes:
        refused: what is unchanged, each with the reason.
    """

    done: list[Subject] = field(default_factory=list)
    refused: list[tuple[Subject, str]] = field(default_factory=list)


def accept_entries(*, picked: Iterable[tuple[ProgressEntry, int]], by: User) -> BatchResult[ProgressEntry]:
    """Accepts each entry as filed.

    Args:
        picked: entries, each with the revision that was read.
    """
    return apply_to_each(picked, lambda entry, revision: accept_entry(entry=entry, revision=revision, by=by))


def judge_entries(
    *, picked: Iterable[tuple[ProgressEntry, int, int]], outcome: Outcome, reason: str, by: User
) -> BatchResult[ProgressEntry]:
    """Judges each entry alike.

    Args:
        picked: entries, each with the filed revision that was read and the id of the judgement that stood, 0 for none.
    """
    judge_one = partial(judge, outcome=outcome, reason=reason, by=by)
    return apply_to_each(picked, lambda entry, read, seen: judge_one(entry=entry, read=read, seen=seen or None))


def end_items(*, picked: Iterable[tuple[Task, int]], wish: EndingWish, by: User) -> BatchResult[Task]:
    """Ends each item alike.

    Args:
        picked: items, each with the number of the period from which the preview said that it would hold.
    """
    return apply_to_each(picked, lambda task, since: end_item(task=task, wish=wish, seen=since, by=by))


def save_entries(*, picked: Iterable[tuple[ProgressEntry, dict]], by: User) -> BatchResult[ProgressEntry]:
    """Saves each draft.

    Args:
        picked: entries, each with ``fields``, ``readings`` and ``base_revision`` of ``save_draft``.
    """
    return apply_to_each(picked, lambda entry, content: save_draft(entry=entry, **content, by=by))


def file_entries(*, picked: Iterable[tuple[ProgressEntry, dict]], by: User) -> BatchResult[ProgressEntry]:
    """Files each entry; arguments as in ``save_entries``."""
    return apply_to_each(picked, lambda entry, content: submit(entry=entry, **content, by=by))


def apply_to_each(picked: Iterable[tuple[Any, ...]], act: Callable) -> BatchResult[Any]:
    """Calls ``act`` with each entry or item and with what was shown of it; what it refuses is kept with the reason."""
    answers: BatchResult[Any] = BatchResult()
    for subject, *seen in picked:
        try:
            act(subject, *seen)
        except Refused as refusal:
            answers.refused.append((subject, str(refusal)))
        else:
            answers.done.append(subject)
    return answers

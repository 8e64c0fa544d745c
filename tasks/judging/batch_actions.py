"""Applies an action to many entries, each in a transaction of its own.

A refused entry does not undo the others, and no lock is held longer than its own entry needs, so that two users with
overlapping lists neither wait for each other nor deadlock.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import transaction

from tasks.ending.ending_actions import end_item
from tasks.ending.endings import EndingWish
from tasks.enums import Outcome
from tasks.filing.draft_actions import file_draft
from tasks.filing.entry_actions import confirm, save_draft, submit
from tasks.filing.entry_guard import lock_entry
from tasks.judging.batch_exceptions import describe_acceptance_exception, describe_judging_exception
from tasks.judging.judgement_actions import judge
from tasks.judging.review_actions import accept_entry
from tasks.models import Event, ProgressEntry, Task, User
from tasks.permissions import Refused

Subject = TypeVar("Subject", ProgressEntry, Task, Event)


@dataclass
class BatchResult(Generic[Subject]):
    """The result of a batch of entries, of items, or of acts to be undone.

    Attributes:
        refused: what is unchanged, each with the reason.
    """

    done: list[Subject] = field(default_factory=list)
    refused: list[tuple[Subject, str]] = field(default_factory=list)


NEEDS_REASON = "{}，须写明理由才能一并办理，或逐项办理。"


def accept_entries(*, picked: Iterable[tuple[ProgressEntry, int, str]], by: User) -> BatchResult[ProgressEntry]:
    """Accepts each entry as filed; what is warned of only with a reason of its own.

    Args:
        picked: entries, each with the revision that was read and the reason; "" for none.
    """

    @transaction.atomic
    def accept_one(entry: ProgressEntry, revision: int, reason: str) -> None:
        _refuse_without_reason(reason, describe_acceptance_exception(lock_entry(entry.pk)))
        accept_entry(entry=entry, revision=revision, reason=reason, by=by)

    return apply_to_each(picked, accept_one)


def _refuse_without_reason(reason: str, exceptional: Sequence[str]) -> None:
    """Refuses an entry that a batch does not simply take along, as it stands under the lock."""
    if exceptional and not reason.strip():
        raise Refused(NEEDS_REASON.format("、".join(exceptional)))


def judge_entries(
    *, picked: Iterable[tuple[ProgressEntry, int, int, str]], outcome: Outcome, by: User
) -> BatchResult[ProgressEntry]:
    """Judges each entry alike; what is warned of, not filed or not accepted only with a reason of its own.

    Args:
        picked: entries, each with the filed revision that was read, the id of the judgement that stood, 0 for none, and
            the reason.
    """

    @transaction.atomic
    def judge_one(entry: ProgressEntry, read: int, seen: int, reason: str) -> None:
        _refuse_without_reason(reason, describe_judging_exception(lock_entry(entry.pk), outcome))
        judge(entry=entry, outcome=outcome, reason=reason, read=read, seen=seen or None, by=by)

    return apply_to_each(picked, judge_one)


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


def file_drafts(*, picked: Iterable[tuple[ProgressEntry, int]], by: User) -> BatchResult[ProgressEntry]:
    """Files each draft as it is stored.

    Args:
        picked: entries, each with the revision that was read.
    """
    return apply_to_each(picked, lambda entry, revision: file_draft(entry=entry, revision=revision, by=by))


def confirm_entries(*, picked: Iterable[tuple[ProgressEntry, int]], by: User) -> BatchResult[ProgressEntry]:
    """Confirms each entry for the unit; arguments as in ``file_drafts``."""
    return apply_to_each(picked, lambda entry, revision: confirm(entry=entry, revision=revision, by=by))


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

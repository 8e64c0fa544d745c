"""Reads the entries that were ticked in a list, and reports the result of a batch action."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404

from tasks.judging.batch_actions import BatchResult
from tasks.models import Task
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.picked import Pick
from tasks.pages.frame.undo_offers import add_undoable_message
from tasks.queries import prefetch_printed_parts, select_visible_entries


def list_picked_entries(request: AuthenticatedRequest, picks: Sequence[Pick]) -> list[tuple]:
    """Returns each ticked entry with everything that a row prints, followed by the numbers of its pick.

    Raises:
        Http404: the person may not see one of them.
    """
    entries = prefetch_printed_parts(select_visible_entries(request.user)).in_bulk([pick[0] for pick in picks])
    if len(entries) < len(picks):
        raise Http404
    return [(entries[pk], *seen) for pk, *seen in picks]


def add_batch_messages(
    request: AuthenticatedRequest, answers: BatchResult, done: str, *, about: Sequence[Task] | None = None
) -> None:
    """Adds a message with the number done, which offers to undo all of it, and one for each reason of refusal.

    Args:
        done: the word for what was done, such as 已审核通过.
        about: what the audit rows of the batch are about; None for ``answers.done`` themselves.
    """
    if answers.done:
        add_undoable_message(request, f"{done} {len(answers.done)} 项。", answers.done if about is None else about)
    by_reason: dict[str, list[Task]] = {}
    for subject, why in answers.refused:
        by_reason.setdefault(why, []).append(subject if isinstance(subject, Task) else subject.task)
    for why, tasks in by_reason.items():
        messages.warning(request, f"{len(tasks)} 项未办理（{'、'.join(map(str, tasks))}）：{why}")

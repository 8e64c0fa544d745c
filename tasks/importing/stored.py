"""Finds the items of a plan that the rows of a document mean."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Prefetch

from tasks.importing.changes import RowChange, Stored
from tasks.importing.match import MatchSide, match_rows_to_tasks
from tasks.models import Edition, Leadership, Plan, Responsibility, Task
from tasks.plans.edition_content import read_content

#: place of a row in a list of changes → the item that it means, and the similarity of the texts, 0 to 1
Matches = dict[int, tuple[Stored, float]]


def list_stored_tasks(plan: Plan, period_number: int) -> list[Stored]:
    """Returns the items of a plan with the edition that holds in a period (0 for the plan itself), in order."""
    editions = (
        Edition.objects.order_by("since")
        .select_related("section")
        .prefetch_related(
            Prefetch("responsibilities", Responsibility.objects.all()),
            Prefetch("leaderships", Leadership.objects.select_related("official")),
        )
    )
    tasks = (
        Task.objects.filter(plan=plan).order_by("item_kind_id", "number", "pk").select_related("document", "item_kind")
    )
    found = []
    for task in tasks.prefetch_related(Prefetch("editions", editions)):
        history = list(task.editions.all())
        holding = [edition for edition in history if edition.since <= period_number]
        if history:
            found.append((task, (holding or history[:1])[-1]))
    return found


def group_by_list(stored: Sequence[Stored]) -> dict[int | None, list[Stored]]:
    """Groups items by the list they come from: the key of its document, None for the plan's own notice."""
    lists: dict[int | None, list[Stored]] = defaultdict(list)
    for task, edition in stored:
        lists[task.document_id].append((task, edition))
    return dict(lists)


def match_rows(changes: Sequence[RowChange], stored: Sequence[Stored]) -> Matches:
    """Matches rows with items of their kind, one to one."""
    found: Matches = {}
    for code in dict.fromkeys(task.item_kind_id for task, _ in stored):
        rows = [place for place, change in enumerate(changes) if change.row.kind_code == code]
        tasks = [pair for pair in stored if pair[0].item_kind_id == code]
        sides = [_build_row_side(changes[place]) for place in rows]
        matched = match_rows_to_tasks(sides, [_build_edition_side(*pair) for pair in tasks])
        found |= {rows[row]: (tasks[task], similarity) for row, (task, similarity) in matched.items()}
    return found


def assign_matches(changes: Sequence[RowChange], matches: Matches) -> None:
    """Sets item, edition and similarity of the matched rows."""
    for place, (stored, similarity) in matches.items():
        change = changes[place]
        (change.task, change.former), change.similarity = stored, similarity


def _build_row_side(change: RowChange) -> MatchSide:
    row = change.row
    units = frozenset(part.name for part in row.parts)
    return MatchSide(row.text, row.name or "", row.section or "", units, change.number)


def _build_edition_side(task: Task, edition: Edition) -> MatchSide:
    content = read_content(edition)
    units = frozenset(unit.name for unit in (*content.lead, *content.cooperating))
    section = edition.section.name if edition.section else ""
    return MatchSide(content.text, content.name, section, units, task.number)

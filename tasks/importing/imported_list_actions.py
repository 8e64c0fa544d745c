"""另一份清单、更正文件: what an import during the year writes besides wordings."""

from collections import defaultdict
from collections.abc import Iterable

from tasks.enums import PeriodState, ReminderKind, Role
from tasks.filing.automatic_entry_actions import add_entries
from tasks.filing.openings import select_unopened_tasks
from tasks.importing.changes import Changes, Difference
from tasks.importing.list_facts import choose_list_facts
from tasks.models import Period, PlanDocument, ProgressEntry, SourceDocument, Task, Unit, User
from tasks.periods import format_chinese_date
from tasks.plans.document_actions import join_tasks
from tasks.plans.edition_actions import ASSESSED
from tasks.reminding.messages import Message
from tasks.reminding.notice_actions import put_notice
from tasks.reminding.recipients import RecipientDirectory
from tasks.reminding.rules import MessageLine

#: how many characters of an item and of a value a notice quotes
QUOTED = 40


def create_plan_document(changes: Changes) -> PlanDocument:
    """Creates the list that a document brings."""
    facts = choose_list_facts(changes)
    return PlanDocument.objects.create(
        plan=changes.settled_plan,
        title=facts.title[:300],
        document_number=facts.document_number[:100],
        issued_on=facts.issued_on,
        level=facts.level,
        decided_by=facts.decided_by[:200],
    )


def link_near_equal(changes: Changes) -> int:
    """Points new items to the items of other lists that ask for the same; returns how many."""
    pairs = [(pair.change.settled_task.pk, pair.task.pk) for pair in changes.pairs if changes.is_linked(pair)]
    # several may be linked to one, so each pair is read as the one before has left it
    return sum(join_tasks(Task.objects.get(pk=new), Task.objects.get(pk=old)) for new, old in pairs)


def open_for_new_items(changes: Changes, tasks: Iterable[int]) -> list[ProgressEntry]:
    """Adds blank entries for new items to the open periods in which they exist."""
    tasks = list(tasks)
    periods = Period.objects.filter(plan=changes.settled_plan, state=PeriodState.OPEN, number__gte=changes.since)
    added = [
        entry
        for period in periods.order_by("number")
        for entry in add_entries(period, select_unopened_tasks(period).filter(pk__in=tasks))
    ]
    found = ProgressEntry.objects.filter(pk__in=[entry.pk for entry in added]).select_related(*ASSESSED)
    return list(found.prefetch_related("edition__responsibilities__unit"))


def tell_of_new_items(changes: Changes, entries: Iterable[ProgressEntry], *, by: User | None) -> None:
    """Tells the lead units of the new items that they have to file."""
    told = []
    for entry in entries:
        text = f"{entry.period}新增填报事项：{entry.task} {_quote(entry.edition.name or entry.edition.text)}"
        text += f"。请于{format_chinese_date(entry.deadline)}前报送。"
        # the key of the automatic reminder, which so does not say it again
        line = MessageLine(
            ReminderKind.OPENED, f"opened/entry:{entry.pk}", text, entry.pk, entry.period.label,
            period_id=entry.period_id,
        )  # fmt: skip
        told.append(([each.unit for each in entry.edition.leading], line))
    _put_notices(changes, "新增填报事项", told, by=by)


def tell_of_corrections(
    changes: Changes,
    source: SourceDocument,
    former: dict[int, list[Unit]],
    *,
    by: User | None,
) -> None:
    """Tells the units that an item names now, or named before, what the correction changes of it.

    Args:
        former: key of an item → the units that it named before.
    """
    corrected = [change for change in changes.rows if change.former and change.differences]
    present = list_named_units([change.settled_task.pk for change in corrected])
    told = []
    for change in corrected:
        task = change.settled_task
        text = f"自{changes.settled_plan.rhythm.get_label(changes.since)}起，{task} {_quote(change.row.name or change.row.text)}"
        text += f"有更正：{'；'.join(_describe_difference(one) for one in change.differences)}。"
        text += f"依据：{source.basis}。"
        line = MessageLine(ReminderKind.PLAN_CHANGED, f"correction:{source.pk}/task:{task.pk}", text)
        told.append(([*former.get(task.pk, []), *present.get(task.pk, [])], line))
    _put_notices(changes, "方案更正", told, by=by)


def list_named_units(tasks: Iterable[int]) -> dict[int, list[Unit]]:
    """Returns the units, lead and cooperating, that the items name now, by the key of the item."""
    found: dict[int, list[Unit]] = defaultdict(list)
    for task in Task.objects.filter(pk__in=tasks).prefetch_related("current__responsibilities__unit"):
        found[task.pk] = [each.unit for each in task.edition.responsibilities.all()]
    return found


def _describe_difference(one: Difference) -> str:
    return f"{one.label}由“{_quote(one.before) or '（空）'}”改为“{_quote(one.after) or '（空）'}”"


def _quote(text: str) -> str:
    flat = "".join(text.split())
    return flat if len(flat) <= QUOTED else f"{flat[:QUOTED]}…"


def _put_notices(
    changes: Changes, subject: str, told: Iterable[tuple[list[Unit], MessageLine]], *, by: User | None
) -> None:
    """Puts one notice with all its lines into the inbox of each account of the units."""
    if changes.government is None:
        return
    directory = RecipientDirectory(changes.government)
    lines: dict[int, list[MessageLine]] = defaultdict(list)
    for units, line in told:
        for role in (Role.CLERK, Role.UNIT_HEAD):
            for person in directory.get_unit_accounts(role, units):
                lines[person].append(line)
    for person, own in lines.items():
        own = list(dict.fromkeys(own))
        put_notice(message=Message(directory.by_key[person], f"{subject} {len(own)} 项", own), by=by)

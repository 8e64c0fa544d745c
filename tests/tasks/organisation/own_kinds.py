"""A government with four kinds: the three with which it began, and 党建重点, which is judged by lamps."""

from tasks.enums import TaskKind
from tasks.enums.outcome_words import LAMPS
from tasks.models import ItemKind, ProgressEntry
from tasks.organisation.item_kind_actions import add_item_kind
from tests.cast import EntryFactory, TaskFactory


def add_lamps(cast, name: str = "党建重点", **given) -> ItemKind:
    """The office adds a kind of tasks that is judged by lamps."""
    usual = {"short_name": "", "nature": TaskKind.KEY, "vocabulary": LAMPS, "by": cast.office}
    return add_item_kind(government=cast.government, name=name, **usual | given)


def add_lamp_entry(cast, kind: ItemKind, *, number: int = 1, text: str = "建成党群服务中心5个") -> ProgressEntry:
    """An item of the kind that 区教委 leads, asked for in the open period."""
    task = TaskFactory(
        plan=cast.plan, item_kind=kind, number=number, edition__text=text, edition__lead=[cast.lead_unit]
    )
    return EntryFactory(task=task, period=cast.period)

"""事项表述: the content of an edition as a plain value, and the functions that change it.

Imports, requests, successions and the assignment of leaders use it; only ``tasks.plans.edition_actions`` saves it.
Only ``read_content`` queries the database, so a page can show what an action would change.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Literal

from django.db.models import Prefetch

from tasks.assessing.deadlines import Deadline, find_item_deadline
from tasks.enums import DeadlineState, ResponsibilityRole
from tasks.models import Edition, Leadership, Plan, Responsibility

#: the separator of two units where the cells show none
BELOW = "\n"

#: prefetches the units and leaders of editions in printed order for ``read_content``
PARTS = (
    Prefetch("responsibilities", Responsibility.objects.order_by("role", "position")),
    Prefetch("leaderships", Leadership.objects.order_by("position")),
)


#: one or more parentheticals, which may be nested, at the end of a label
_PARENTHETICALS = re.compile(r"(?:[（(][^（()）]*(?:[（(][^（()）]*[)）][^（()）]*)*[)）])+$")


@dataclass(frozen=True)
class PrintedUnit:
    """A unit in a printed cell. Joined in order, ``before + label`` of all units is the cell.

    Attributes:
        unit: key of the unit; None while the label is not resolved.
        label: as printed; may hold a line break before a parenthetical.
        before: the separator before it in its cell: nothing, a line break, ``、``.
    """

    unit: int | None
    label: str
    before: str = ""

    @property
    def settled_unit(self) -> int:
        """The key of the unit.

        Raises:
            ValueError: the label is not resolved.
        """
        if self.unit is None:
            raise ValueError(f"尚未确认“{self.label}”是哪个单位")
        return self.unit

    @property
    def text(self) -> str:
        """The label without white space."""
        return re.sub(r"\s", "", self.label)

    @property
    def name(self) -> str:
        """The unit's own name: the label without white space and without parentheticals at the end."""
        return _PARENTHETICALS.sub("", self.text) or self.text


@dataclass(frozen=True)
class EditionContent:
    """The content of an edition; units and leaders in printed order, leaders as keys.

    Attributes:
        due: 完成时限 as printed.
        due_on: the day that it means; None where it names none, or where nobody has read it yet.
        due_state: whether the day was read or confirmed; "" where none was read, and confirmed without a day where a person
            says that there is none.
    """

    text: str
    section_id: int | None = None
    name: str = ""
    due: str = ""
    due_on: date | None = None
    due_state: DeadlineState | Literal[""] = ""
    leaders: tuple[int, ...] = ()
    lead: tuple[PrintedUnit, ...] = ()
    cooperating: tuple[PrintedUnit, ...] = ()


def read_content(edition: Edition) -> EditionContent:
    """Returns the content of an edition; prefetch many editions with ``PARTS``."""
    return EditionContent(
        text=edition.text,
        section_id=edition.section_id,
        name=edition.name,
        due=edition.due,
        due_on=edition.due_on,
        due_state=edition.due_state,
        leaders=tuple(each.official_id for each in edition.leaderships.all()),
        lead=_read_units(edition, ResponsibilityRole.LEAD),
        cooperating=_read_units(edition, ResponsibilityRole.COOPERATE),
    )


def read_due_day(content: EditionContent, plan: Plan) -> EditionContent:
    """Reads the day of 完成时限 from its cell, or else from the wording; what a person has confirmed stays.

    Args:
        plan: to whose year dates without a year belong.
    """
    if content.due_state == DeadlineState.CONFIRMED:
        return content
    found = find_printed_deadline(content.due, content.text, plan.year, plan.first_month)
    return replace(content, due_on=found.on if found else None, due_state=DeadlineState.PROPOSED if found else "")


def renew_due_day(before: EditionContent, after: EditionContent, plan: Plan) -> EditionContent:
    """Reads the day again if the words of ``after`` name another deadline than those of ``before``.

    So a person is asked anew. A day that ``after`` gives itself stays, and so does a confirmed one if only other words
    have changed.
    """
    is_given = (after.due_on, after.due_state) != (before.due_on, before.due_state)
    if is_given or _read_named_day(before, plan) == _read_named_day(after, plan):
        return after
    return read_due_day(replace(after, due_on=None, due_state=""), plan)


def _read_named_day(content: EditionContent, plan: Plan) -> date | None:
    found = find_printed_deadline(content.due, content.text, plan.year, plan.first_month)
    return found.on if found else None


def find_printed_deadline(due: str, text: str, year: int, first_month: int = 1) -> Deadline | None:
    """Finds the words that name the deadline of the whole item: in the cell 完成时限, or else in the wording.

    An item of which only the start is dated has that day as its deadline.
    """
    return find_item_deadline(due, text, year, first_month)


def _read_units(edition: Edition, role: ResponsibilityRole) -> tuple[PrintedUnit, ...]:
    return tuple(PrintedUnit(each.unit_id, each.label, each.before) for each in edition.list_responsibilities(role))


def separate_units(units: Iterable[PrintedUnit], joint: str = BELOW) -> tuple[PrintedUnit, ...]:
    """Sets the separators of one cell: none before the first unit, ``joint`` before others that have none."""
    return tuple(
        replace(printed, before=(printed.before or joint) if place else "") for place, printed in enumerate(units)
    )


def find_joint(*cells: Iterable[PrintedUnit]) -> str:
    """Returns the first separator of two units in the cells; a line break where no cell has two units."""
    return next((printed.before for cell in cells for printed in cell if printed.before), BELOW)


def replace_leader(content: EditionContent, former: int, successor: int) -> EditionContent:
    """Puts the successor in the former leader's place; once, where both were named."""
    leaders = dict.fromkeys(successor if leader == former else leader for leader in content.leaders)
    return replace(content, leaders=tuple(leaders))


def add_leader(content: EditionContent, leader: int) -> EditionContent:
    """Adds a leader at the end."""
    return replace(content, leaders=tuple(dict.fromkeys((*content.leaders, leader))))


def put_only_leader(content: EditionContent, leader: int) -> EditionContent:
    """Replaces all leaders by one."""
    return replace(content, leaders=(leader,))


def replace_units(content: EditionContent, successor_of: Mapping[int, PrintedUnit]) -> EditionContent:
    """Replaces former units by their successors, each once in a cell; a unit that leads no longer cooperates.

    Args:
        successor_of: key of a former unit → its successor as printed.
    """
    if not {printed.unit for printed in (*content.lead, *content.cooperating)} & successor_of.keys():
        return content
    joint = find_joint(content.lead, content.cooperating)
    lead = _replace_each(content.lead, successor_of)
    taken = {printed.unit for printed in lead}
    cooperating = [printed for printed in _replace_each(content.cooperating, successor_of) if printed.unit not in taken]
    return replace(content, lead=separate_units(lead, joint), cooperating=separate_units(cooperating, joint))


def _replace_each(units: Iterable[PrintedUnit], successor_of: Mapping[int, PrintedUnit]) -> list[PrintedUnit]:
    """Replaces the units of one cell. A successor is added once; another unit with two labels keeps both."""
    found: list[PrintedUnit] = []
    new = {printed.unit for printed in successor_of.values()}
    for printed in units:
        now = (
            replace(successor_of[printed.unit], before=printed.before)
            if printed.unit is not None and printed.unit in successor_of
            else printed
        )
        if now.unit not in new or now.unit not in {each.unit for each in found}:
            found.append(now)
    return found


def replace_unit_as(
    content: EditionContent, successor_of: Mapping[int, PrintedUnit], role: ResponsibilityRole
) -> EditionContent:
    """As ``replace_units``, in the cell of one role alone; a unit that leads does not cooperate besides."""
    leads = role == ResponsibilityRole.LEAD
    if not {printed.unit for printed in (content.lead if leads else content.cooperating)} & successor_of.keys():
        return content
    lead = _replace_each(content.lead, successor_of) if leads else content.lead
    cooperating = content.cooperating if leads else _replace_each(content.cooperating, successor_of)
    leading = {printed.unit for printed in lead} & {printed.unit for printed in successor_of.values()}
    joint = find_joint(content.lead, content.cooperating)
    kept = [printed for printed in cooperating if printed.unit not in leading]
    return replace(content, lead=separate_units(lead, joint), cooperating=separate_units(kept, joint))


def pack_content(content: EditionContent) -> dict[str, Any]:
    """Returns the content as JSON can hold it."""
    packed = asdict(content)
    return packed | {"due_on": content.due_on.isoformat() if content.due_on else None}


def unpack_content(packed: Mapping[str, Any]) -> EditionContent:
    """Returns the content that ``pack_content`` packed, also one that has come back from JSON."""
    units = {name: tuple(PrintedUnit(**each) for each in packed[name]) for name in ("lead", "cooperating")}
    state = packed["due_state"]
    return EditionContent(
        **{**packed, **units}
        | {
            "leaders": tuple(packed["leaders"]),
            "due_on": date.fromisoformat(packed["due_on"]) if packed["due_on"] else None,
            "due_state": DeadlineState(state) if state else "",
        }
    )


def hand_over(content: EditionContent, giver: int, receiver: PrintedUnit, *, stays: bool) -> EditionContent:
    """Puts ``receiver`` in the lead place of ``giver``, which cooperates from then on if it ``stays``.

    Nothing changes if the giver does not lead.
    """
    giving = next((printed for printed in content.lead if printed.unit == giver), None)
    if giving is None:
        return content
    joint = find_joint(content.lead, content.cooperating)
    others = [printed for printed in content.lead if printed.unit != receiver.unit]
    lead = [replace(receiver, before=giving.before) if printed is giving else printed for printed in others]
    lead = [printed for printed in lead if printed.unit != giver]
    gone = {receiver.unit, giver}
    cooperating = [printed for printed in content.cooperating if printed.unit not in gone]
    if stays:
        cooperating.append(replace(giving, before=""))
    return replace(content, lead=separate_units(lead, joint), cooperating=separate_units(cooperating, joint))

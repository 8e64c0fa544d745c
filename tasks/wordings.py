"""What an edition says as plain values, and what a granted request or a succession makes of it.

Pure but for reading an edition: a value in, a value out, so that a page can show what an act would change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch

from tasks.enums import ResponsibilityRole
from tasks.models import Edition, Leadership, Responsibility

#: what parts two units of a cell where the cell itself does not show it
BELOW = "\n"

#: the units and leaders of editions in printed order, for ``content_of``
PARTS = (
    Prefetch("responsibilities", Responsibility.objects.order_by("role", "position")),
    Prefetch("leaderships", Leadership.objects.order_by("position")),
)


@dataclass(frozen=True)
class Duty:
    """A unit's place in a cell: whom it means, how it is printed, and what stands before it there."""

    unit: int
    label: str
    before: str = ""


@dataclass(frozen=True)
class Content:
    """What an edition holds; units and leaders in printed order, leaders by their keys."""

    section_id: int | None
    name: str
    text: str
    due: str
    due_on: date | None
    leaders: tuple[int, ...]
    lead: tuple[Duty, ...]
    cooperating: tuple[Duty, ...]


def content_of(edition: Edition) -> Content:
    """The edition's own content; for many, fetch them with ``PARTS``."""
    return Content(
        section_id=edition.section_id,
        name=edition.name,
        text=edition.text,
        due=edition.due,
        due_on=edition.due_on,
        leaders=tuple(each.official_id for each in edition.leaderships.all()),
        lead=_duties(edition, ResponsibilityRole.LEAD),
        cooperating=_duties(edition, ResponsibilityRole.COOPERATE),
    )


def _duties(edition: Edition, role: ResponsibilityRole) -> tuple[Duty, ...]:
    return tuple(Duty(each.unit_id, each.label, each.before) for each in edition.in_role(role))


def parted(duties: Iterable[Duty], joint: str = BELOW) -> tuple[Duty, ...]:
    """The places of one cell with what stands between them: nothing before the first, something before each other."""
    return tuple(
        replace(duty, before=(duty.before or joint) if place else "") for place, duty in enumerate(duties)
    )


def joint_of(*cells: Iterable[Duty]) -> str:
    """What the cells print between two units; a line break where no cell has two."""
    return next((duty.before for cell in cells for duty in cell if duty.before), BELOW)


def succeeded(content: Content, former: int, successor: int) -> Content:
    """The successor in the former leader's place; in one place only where both were named."""
    leaders = dict.fromkeys(successor if one == former else one for one in content.leaders)
    return replace(content, leaders=tuple(leaders))


def led_also(content: Content, leader: int) -> Content:
    """One leader more, behind those there are."""
    return replace(content, leaders=tuple(dict.fromkeys((*content.leaders, leader))))


def led_alone(content: Content, leader: int) -> Content:
    """One leader instead of all there were."""
    return replace(content, leaders=(leader,))


def reorganised(content: Content, successor_of: Mapping[int, Duty]) -> Content:
    """Former units replaced by those that took their work over, each once in a cell; who leads does not cooperate too.

    Args:
        successor_of: key of a former unit → its successor as it is printed.
    """
    if not {duty.unit for duty in (*content.lead, *content.cooperating)} & successor_of.keys():
        return content
    joint = joint_of(content.lead, content.cooperating)
    lead = _replaced(content.lead, successor_of)
    taken = {duty.unit for duty in lead}
    cooperating = [duty for duty in _replaced(content.cooperating, successor_of) if duty.unit not in taken]
    return replace(content, lead=parted(lead, joint), cooperating=parted(cooperating, joint))


def _replaced(duties: Iterable[Duty], successor_of: Mapping[int, Duty]) -> list[Duty]:
    """A unit that stands under two labels keeps both; a successor comes in once."""
    found: list[Duty] = []
    new = {duty.unit for duty in successor_of.values()}
    for duty in duties:
        now = replace(successor_of[duty.unit], before=duty.before) if duty.unit in successor_of else duty
        if now.unit not in new or now.unit not in {each.unit for each in found}:
            found.append(now)
    return found


def handed_over(content: Content, giver: int, receiver: Duty, *, stays: bool) -> Content:
    """``receiver`` in the lead place of ``giver``, who goes on cooperating when he ``stays``.

    Nothing changes when the giver does not lead.
    """
    giving = next((duty for duty in content.lead if duty.unit == giver), None)
    if giving is None:
        return content
    joint = joint_of(content.lead, content.cooperating)
    others = [duty for duty in content.lead if duty.unit != receiver.unit]
    lead = [replace(receiver, before=giving.before) if duty is giving else duty for duty in others]
    lead = [duty for duty in lead if duty.unit != giver]
    gone = {receiver.unit, giver}
    cooperating = [duty for duty in content.cooperating if duty.unit not in gone]
    if stays:
        cooperating.append(replace(giving, before=""))
    return replace(content, lead=parted(lead, joint), cooperating=parted(cooperating, joint))

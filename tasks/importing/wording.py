"""Compares a printed row with a task's wording, and fills what the row's table does not speak of."""

from dataclasses import dataclass

from tasks.enums import ResponsibilityRole
from tasks.importing.document import Row
from tasks.importing.units import Part
from tasks.models import Edition


@dataclass(frozen=True)
class Wording:
    """A task's wording as plain values: what an edition holds, or what a row says."""

    section: str
    name: str
    text: str
    due: str
    leaders: tuple[str, ...]
    lead: tuple[Part, ...]
    cooperating: tuple[Part, ...]


FIELDS = {
    "section": "任务板块", "name": "项目名称", "text": "任务内容", "due": "完成时限", "leaders": "责任区领导", "lead": "牵头单位",
    "cooperating": "配合单位",
}  # fmt: skip


def wording_of_edition(edition: Edition) -> Wording:
    """Reads an edition whose section, leaders and responsibilities were fetched with it."""
    parts: dict[ResponsibilityRole, list[Part]] = {role: [] for role in ResponsibilityRole}
    for responsibility in sorted(edition.responsibilities.all(), key=lambda one: one.position):
        parts[responsibility.role].append(Part(responsibility.before, responsibility.label))
    return Wording(
        section=edition.section.name if edition.section else "",
        name=edition.name,
        text=edition.text,
        due=edition.due,
        leaders=tuple(
            one.official.name for one in sorted(edition.leaderships.all(), key=lambda one: one.position)
        ),
        lead=tuple(parts[ResponsibilityRole.LEAD]),
        cooperating=tuple(parts[ResponsibilityRole.COOPERATE]),
    )


def wording_of_row(row: Row, former: Wording | None = None) -> Wording:
    """What the row says; what its table has no column for is as it was, or empty."""
    return Wording(
        section=_said(row.section, former.section if former else None),
        name=_said(row.name, former.name if former else None),
        text=row.text,
        due=_said(row.due, former.due if former else None),
        leaders=tuple(row.leaders) if row.leaders is not None else former.leaders if former else (),
        lead=_parts(row.lead, former.lead if former else None),
        cooperating=_parts(row.cooperating, former.cooperating if former else None),
    )


def _said(printed: str | None, former: str | None) -> str:
    return printed if printed is not None else former or ""


def _parts(printed: list[Part] | None, former: tuple[Part, ...] | None) -> tuple[Part, ...]:
    """The same label twice in a cell is one responsibility."""
    if printed is None:
        return former or ()
    return tuple(
        {part.label: part for part in reversed(printed)}[label]
        for label in dict.fromkeys(p.label for p in printed)
    )


def differences(one: Wording, other: Wording) -> list[str]:
    """The Chinese names of what differs."""
    return [label for field, label in FIELDS.items() if getattr(one, field) != getattr(other, field)]

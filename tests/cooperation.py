"""The acts of 配合进展 in one line each, upon the cast's key item, in which 区财政局 cooperates."""

from datetime import date
from decimal import Decimal

from tasks.enums import ResponsibilityRole, Role
from tasks.filing.cooperation_actions import ask_units, save_note
from tasks.models import CooperationNote, Responsibility, Unit, User
from tests.cast import UnitFactory, UserFactory

TODAY = date(2024, 4, 2)
MONEY = "已拨付资金500万元。"


def give_towns(cast, *names: str) -> Unit:
    """各镇街 cooperates in the key item; each of its members has a clerk."""
    towns = UnitFactory(government=cast.government, name="各镇街", is_group=True)
    for name in names:
        member = UnitFactory(government=cast.government, name=name)
        towns.members.add(member)
        UserFactory(government=cast.government, role=Role.CLERK, unit=member, name=f"{name}填报员")
    Responsibility.objects.create(
        edition=cast.key.current, unit=towns, role=ResponsibilityRole.COOPERATE, position=9, label="各镇街", before="、"
    )
    return towns


def town_clerks(cast, *names: str) -> list[User]:
    return [User.objects.get(unit__government=cast.government, unit__name=name) for name in names]


def ask(cast, *units: Unit, by=None, **given) -> list[CooperationNote]:
    """区教委 asks 区财政局, or the units named, until 5 April."""
    usual = {"due_on": date(2024, 4, 5), "measure": "", "unit_of_measure": ""}
    asked = units or (cast.cooperating_unit,)
    return ask_units(entry=cast.key_entry, units=asked, by=by or cast.clerk, **usual | given)


def write(cast, text: str = MONEY, *, value: Decimal | None = None, by=None, seen: str | None = None):
    """区财政局, or the person named, saves its line on what stands."""
    by = by or cast.cooperating_clerk
    stored = CooperationNote.objects.filter(entry=cast.key_entry, unit=by.unit_id).first() or CooperationNote()
    return save_note(entry=cast.key_entry, text=text, value=value, seen=seen or stored.mark, by=by)


def note(cast, unit: Unit | None = None) -> CooperationNote:
    return CooperationNote.objects.get(entry=cast.key_entry, unit=unit or cast.cooperating_unit)


def mark_of(note: CooperationNote) -> str:
    """The mark of a note as it is stored now."""
    return CooperationNote.objects.get(pk=note.pk).mark

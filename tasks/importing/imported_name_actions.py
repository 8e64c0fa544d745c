"""Gets or creates the units and leaders that a document names."""

from dataclasses import dataclass, field

from tasks.importing.changes import Changes
from tasks.importing.names import UnitBook, is_group
from tasks.models import Government, Official, Unit, UnitAlias
from tasks.organisation.groups import read_member_endings
from tasks.plans.edition_content import PrintedUnit


@dataclass
class ImportedNames:
    """The units and leaders of printed names.

    Attributes:
        created: names of the new units.
        aliased: the new aliases, as ``alias → unit`` for the audit log.
    """

    units: dict[str, Unit]
    officials: dict[str, Official]
    book: UnitBook
    created: list[str] = field(default_factory=list)
    aliased: list[str] = field(default_factory=list)

    def get_unit(self, part: PrintedUnit) -> Unit:
        return self.units[self.book.get_key(part)]


def get_or_create_names(changes: Changes) -> ImportedNames:
    """Looks up every name and creates what is missing, inside the import's transaction."""
    government, book = changes.government, changes.book
    names = ImportedNames(dict(book.known), _get_or_create_officials(changes), book)
    fresh = [
        Unit(government=government, name=name, is_group=is_group(name))
        for name in book.unknown
        if name not in book.alias_of
    ]
    for unit in Unit.objects.bulk_create(fresh):
        names.units[unit.name] = unit
        names.created.append(unit.name)
    for short, long in book.alias_of.items():
        names.units[short] = names.units[long]
        names.aliased.append(f"{short} → {names.units[long].name}")
    UnitAlias.objects.bulk_create(
        [UnitAlias(government=government, unit=names.units[short], name=short) for short in book.alias_of]
    )
    if fresh and government:
        _fill_groups(government, names.created)
    return names


def _get_or_create_officials(changes: Changes) -> dict[str, Official]:
    wanted = dict.fromkeys(name for change in changes.rows for name in change.row.leaders or ())
    found = {one.name: one for one in Official.objects.filter(government=changes.government, name__in=wanted)}
    fresh = [Official(government=changes.government, name=name) for name in wanted if name not in found]
    return found | {one.name: one for one in Official.objects.bulk_create(fresh)}


def _fill_groups(government: Government, created: list[str]) -> None:
    """Adds members to groups such as 各镇街: all towns and streets to a new group, new ones to every group."""
    units = list(Unit.objects.filter(government=government))
    for group in units:
        endings = read_member_endings(group.name) if group.is_group else ()
        if endings:
            members = [
                unit
                for unit in units
                if not unit.is_group and unit.name.endswith(endings) and (group.name in created or unit.name in created)
            ]
            group.members.add(*members)

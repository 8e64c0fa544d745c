"""名册: the rows of units against the stored units, with their aliases, groups and members."""

from collections.abc import Iterable

from tasks.models import Unit
from tasks.models.organisation import UnitAlias
from tasks.organisation.organisation_actions import remove_padding
from tasks.organisation.roster.changes import RosterDraft
from tasks.organisation.roster.columns import GROUP, IN_USE, NO, SEPARATOR, SINGLE
from tasks.organisation.roster.merging import build_draft, mark_doubled, split_names
from tasks.organisation.roster.register import Register, build_unit_cells
from tasks.organisation.roster.rows import Cells, RosterRow

NEW_UNIT = {
    "name": "", "aliases": "", "kind": SINGLE, "members": "", "needs_confirmation": NO, "is_active": IN_USE,
}  # fmt: skip
LONGEST_ALIAS = UnitAlias._meta.get_field("name").max_length or 0


class UnitNames:
    """Whom a name means once the rows are imported.

    Attributes:
        units: name → cells of each unit.
        owners: name or alias, without white space → name of the unit.
    """

    def __init__(self, register: Register, drafts: Iterable[RosterDraft] = ()):
        self.units: dict[str, Cells] = {unit.name: build_unit_cells(unit) for unit in register.units}
        self.units |= {draft.cells["name"]: draft.cells for draft in drafts if draft.cells["name"]}
        self.owners = {remove_padding(alias): name for name in self.units for alias in self.list_names(name)}
        # a name goes before an alias, as in an import of a document
        self.owners |= {remove_padding(name): name for name in self.units}

    def list_names(self, unit: str) -> list[str]:
        """Lists name and aliases of a unit."""
        return [unit, *split_stored(self.units[unit]["aliases"])]

    def find_unit(self, said: str) -> Cells | None:
        owner = self.owners.get(remove_padding(said))
        return self.units[owner] if owner else None


def split_stored(text: str) -> list[str]:
    """Splits a list as ``build_unit_cells`` joins it."""
    return [name for name in text.split(SEPARATOR) if name]


def draft_units(register: Register, rows: Iterable[RosterRow]) -> tuple[list[RosterDraft], UnitNames]:
    """Compares the rows of units with what is stored.

    Returns:
        A draft for each row, and whom each name means afterwards.
    """
    stored = {unit.name: unit for unit in register.units}
    before = UnitNames(register)
    drafts = [_draft_unit(row, stored, before) for row in rows]
    mark_doubled(drafts, {id(draft): draft.cells["name"] for draft in drafts}, "单位")
    names = UnitNames(register, drafts)
    _mark_clashes(drafts, names)
    for draft in drafts:
        _read_members(draft, names)
    return drafts, names


def _draft_unit(row: RosterRow, stored: dict[str, Unit], names: UnitNames) -> RosterDraft:
    said = remove_padding(row.cells.get("name", ""))
    owner = names.owners.get(said)
    unit = stored[owner] if owner else None
    draft = build_draft(row, unit, build_unit_cells(unit) if unit else NEW_UNIT)
    name = owner or remove_padding(draft.cells["name"])
    if owner and owner != said:
        draft.notes.append(f"“{said}”是“{owner}”的别名，单位名称不变")
    given = split_names(draft.cells["aliases"], split_stored(draft.before["aliases"]))
    # the name by which the row has found the unit stays its alias
    aliases = sorted({*given, said if owner else name} - {name})
    if too_long := [alias for alias in aliases if len(alias) > LONGEST_ALIAS]:
        draft.faults.append(f"“别名”每个至多 {LONGEST_ALIAS} 字，“{too_long[0][:20]}……”有 {len(too_long[0])} 字")
    draft.cells |= {"name": name, "aliases": SEPARATOR.join(aliases)}
    return draft


def _mark_clashes(drafts: list[RosterDraft], names: UnitNames) -> None:
    """Adds a fault where a name or alias would mean two units."""
    users: dict[str, list[str]] = {}
    for unit in names.units:
        for name in names.list_names(unit):
            users.setdefault(name, []).append(unit)
    for draft in drafts:
        for name in names.list_names(draft.cells["name"]) if draft.cells["name"] else ():
            if others := [unit for unit in users[name] if unit != draft.cells["name"]]:
                draft.faults.append(f"“{name}”已是单位“{others[0]}”的名称或别名，不能重复")


def _read_members(draft: RosterDraft, names: UnitNames) -> None:
    """Turns the members into names of units, and refuses what cannot be a member."""
    members = split_names(draft.cells["members"], names.owners)
    if draft.cells["kind"] != GROUP:
        if members and "members" in draft.row.cells:
            draft.faults.append("“成员单位”只有单位组填写；是单位组的，“类型”填“单位组”")
        draft.cells["members"] = ""
        return
    found = []
    for said in members:
        member = names.find_unit(said)
        if why := _describe_misfit(said, member, draft):
            draft.faults.append(f"“成员单位”中的“{said}”{why}")
        elif member:
            found.append(member["name"])
    draft.cells["members"] = SEPARATOR.join(sorted(set(found)))


def _describe_misfit(said: str, member: Cells | None, group: RosterDraft) -> str:
    if member is None:
        return "没有登记，也不在本表中"
    if member["kind"] == GROUP:
        return "是单位组，不能作为成员"
    is_kept = member["name"] in split_stored(group.before["members"])
    return "" if member["is_active"] == IN_USE or is_kept else "已停用，不能作为成员"

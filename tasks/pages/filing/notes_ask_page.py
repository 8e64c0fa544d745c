"""请配合单位填写: what the page shows on which a lead unit or the office asks for 配合进展."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from tasks.filing.cooperation import AskableUnit, select_notes
from tasks.models import CooperationNote, ProgressEntry, Unit
from tasks.pages.filing.forms.cooperation import AskForm
from tasks.pages.frame.forms.parts import list_sent_values


@dataclass(frozen=True)
class AskRow:
    """A unit that can be asked, with what it was asked and wrote so far."""

    unit: Unit
    note: CooperationNote | None
    is_ticked: bool

    @property
    def described(self) -> str:
        """What the unit was asked and did, in words; "" for nothing yet."""
        if self.note is None:
            return ""
        if self.note.is_owed:
            return "已请，未填"
        return "已填写" if self.note.is_asked else "已自行填写"


@dataclass(frozen=True)
class AskBlock:
    """The units that the item names themselves (``group`` is None), or the members of one group."""

    group: Unit | None
    rows: list[AskRow]
    is_ticked: bool


@dataclass(frozen=True)
class NotesAskPage:
    """The units of an entry that can be asked.

    Attributes:
        refusal: why nobody was asked; "" where nothing was refused.
    """

    entry: ProgressEntry
    form: AskForm
    refusal: str = ""

    @cached_property
    def blocks(self) -> list[AskBlock]:
        notes = {note.unit_id: note for note in select_notes([self.entry])}
        units, groups = (set(list_sent_values(self.form, name)) for name in ("units", "groups"))

        def build_row(each: AskableUnit) -> AskRow:
            return AskRow(each.unit, notes.get(each.unit.pk), str(each.unit.pk) in units)

        together = groupby(self.form.askable, key=lambda each: each.group)
        return [
            AskBlock(group, [build_row(each) for each in rows], group is not None and str(group.pk) in groups)
            for group, rows in together
        ]

    @cached_property
    def empty_groups(self) -> list[str]:
        """Names of the groups of the item that have no members, so that nobody can be asked."""
        named = [*self.entry.edition.leading, *self.entry.edition.cooperating]
        found = {block.group.pk for block in self.blocks if block.group}
        return [each.label for each in named if each.unit.is_group and each.unit_id not in found]

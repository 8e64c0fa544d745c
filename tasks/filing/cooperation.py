"""配合进展: reads what the cooperating units wrote on an entry, what they were asked for, and who could be asked."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from tasks import clock
from tasks.decimals import format_decimal
from tasks.models import CooperationNote, ProgressEntry, Unit, User
from tasks.models.changes import compute_fingerprint
from tasks.permissions import Permission, can, can_act_for, may_read_notes
from tasks.queries import select_user_units, select_visible_entries
from tasks.terms import terms

#: the word with which a sum is told
SUM = "合计"
#: the days that cooperating units may be given after the entry's own deadline has passed
GRACE = timedelta(days=14)


def format_note_value(value: Decimal | None, unit: str) -> str:
    """Formats a value with its unit: 1200.5万元; "" for none."""
    return "" if value is None else f"{format_decimal(value)}{unit}"


def find_own_note(user: User, notes: Iterable[CooperationNote]) -> CooperationNote | None:
    """Returns the note of the user's unit, or else that of a former unit whose work it has taken over."""
    own = [note for note in notes if can_act_for(user, note.unit)]
    return next((note for note in own if note.unit_id == user.unit_id), next(iter(own), None))


def select_notes(entries: Iterable[ProgressEntry]) -> QuerySet[CooperationNote]:
    """Selects the notes of the entries, in the order in which they were asked for or written, with their people."""
    notes = CooperationNote.objects.filter(entry__in=entries)
    return notes.select_related("unit", "group", "saved_by__unit", "asked_by__unit").order_by("pk")


def map_entry_to_notes(user: User, entries: Sequence[ProgressEntry]) -> dict[int, list[CooperationNote]]:
    """Returns entry id → the notes that the user may read, in one query; without a query where he may read none.

    Args:
        entries: each with period, plan, edition, units and leaders fetched.
    """
    readable = [entry for entry in entries if may_read_notes(user, entry)]
    of_entry, found = {entry.pk: entry for entry in readable}, defaultdict[int, list[CooperationNote]](list)
    for note in select_notes(readable) if readable else ():
        note.entry = of_entry[note.entry_id]
        found[note.entry_id].append(note)
    return found


def select_owed_notes(user: User) -> QuerySet[CooperationNote]:
    """Selects what the user's unit was asked for and has not answered, of entries that he sees."""
    return _select_owed_notes(user).filter(entry__in=select_visible_entries(user))


def _select_owed_notes(user: User) -> QuerySet[CooperationNote]:
    owed = CooperationNote.objects.filter(asked_at__isnull=False, answered_on=None)
    return owed.filter(unit__in=select_user_units(user))


def map_entry_to_owed_note(user: User, entries: Sequence[ProgressEntry]) -> dict[int, CooperationNote]:
    """Returns entry id → what the user's unit was asked for, of the entries that still take it; in one query at most.

    Args:
        entries: that the user sees, each with period, plan, edition, units and leaders fetched.
    """
    writable = [entry for entry in entries if can(user, Permission.WRITE_NOTE, entry)]
    owed = _select_owed_notes(user).filter(entry__in=writable).select_related("unit") if writable else ()
    of_entry, found = {entry.pk: entry for entry in writable}, dict[int, CooperationNote]()
    for note in owed:
        note.entry = of_entry[note.entry_id]
        found[note.entry_id] = note
    return found


@dataclass(frozen=True)
class GroupTable:
    """每镇街一行: what units were asked for as a number, with the sum.

    Attributes:
        group: whose members they are; None for cooperating units that the item names themselves.
        notes: of all members that were asked for the same measure, answered or not.
    """

    group: Unit | None
    notes: list[CooperationNote]

    @property
    def name(self) -> str:
        return self.group.name if self.group else terms.cooperating_unit

    @property
    def key(self) -> int:
        """The id of the group; 0 for none."""
        return self.group.pk if self.group else 0

    @property
    def is_changed_since(self) -> bool:
        """Whether a unit wrote anew after the lead unit had taken the sum over."""
        return any(note.is_changed_since for note in self.notes)

    @property
    def measure(self) -> str:
        return self.notes[0].measure

    @property
    def unit_of_measure(self) -> str:
        return self.notes[0].unit_of_measure

    @property
    def answered(self) -> list[CooperationNote]:
        return [note for note in self.notes if note.is_written]

    @property
    def valued(self) -> list[CooperationNote]:
        return [note for note in self.notes if note.value is not None]

    @property
    def missing(self) -> list[Unit]:
        """The units that have written nothing."""
        return [note.unit for note in self.notes if not note.is_written]

    @property
    def total(self) -> Decimal:
        return sum((note.value for note in self.notes if note.value is not None), Decimal(0))

    @property
    def words(self) -> str:
        """The sum in one sentence, as the lead unit takes it over; says of how many units it is the sum."""
        counted = f"{len(self.valued)}家" if not self.missing else f"已填{len(self.valued)}家，应填{len(self.notes)}家"
        amount = format_note_value(self.total, self.unit_of_measure)
        return f"{self.opening}{amount}（{counted}）。"

    @property
    def opening(self) -> str:
        """How ``words`` begin, whatever the sum is."""
        return f"{self.name}{self.measure}{SUM}"

    def find_sums(self, text: str) -> list[str]:
        """Finds the sentences of a progress text that tell the sum, whatever it was when it was taken over."""
        return re.findall(self.sum_pattern, text)

    @property
    def sum_pattern(self) -> str:
        return rf"{re.escape(self.opening)}[^。\n]*。"

    @property
    def mark(self) -> str:
        """A mark of all rows as they stand."""
        return compute_fingerprint({str(note.pk): note.mark for note in self.notes})


def build_group_tables(notes: Iterable[CooperationNote]) -> list[GroupTable]:
    """Builds a table for each group and measure that was asked for; of units that no group names, where two or more were
    asked for the same measure."""

    def get_column(note: CooperationNote) -> tuple[int, str, str]:
        return note.group_id or 0, note.measure, note.unit_of_measure

    asked = sorted((note for note in notes if note.measure), key=lambda note: (*get_column(note), note.unit.name))
    tables = [list(rows) for _, rows in groupby(asked, key=get_column)]
    return [GroupTable(rows[0].group, rows) for rows in tables if rows[0].group or len(rows) > 1]


def describe_outdated_sums(notes: Iterable[CooperationNote], text: str) -> list[str]:
    """Describes the sums in a progress text that are not those of the units' present numbers any more.

    Args:
        notes: of the entry; not asked for where the text tells no sum.
    """
    if SUM not in text:
        return []
    return [
        f"正文写“{said}”，现在的合计为“{table.words}”"
        for table in build_group_tables(notes)
        for said in table.find_sums(text)
        if table.valued and said != table.words
    ]


def describe_note(note: CooperationNote) -> str:
    """Returns the words of a note as the lead unit takes them over: 区财政局：已拨付资金500万元。"""
    amount = f"{note.measure}{format_note_value(note.value, note.unit_of_measure)}" if note.value is not None else ""
    text = note.text.strip()
    said = f"{amount}。{text}" if amount and text else amount or text
    return f"{note.unit.name}：{said}{'' if said.endswith(('。', '！', '？', '；')) else '。'}"


@dataclass(frozen=True)
class Cooperation:
    """What one person sees of the 配合进展 of an entry, and may do with it.

    Attributes:
        notes: those that he may read; empty where he may read none.
    """

    user: User
    entry: ProgressEntry
    notes: list[CooperationNote]

    @cached_property
    def tables(self) -> list[GroupTable]:
        return build_group_tables(self.notes)

    @cached_property
    def single_notes(self) -> list[CooperationNote]:
        """The notes that stand in no table."""
        tabled = {note.pk for table in self.tables for note in table.notes}
        return [note for note in self.notes if note.pk not in tabled]

    @property
    def written(self) -> int:
        return sum(note.is_written for note in self.notes)

    @cached_property
    def own_note(self) -> CooperationNote | None:
        return find_own_note(self.user, self.notes)

    @cached_property
    def is_open(self) -> bool:
        """Whether the notes can still be written: the lead unit has the entry, and its period takes it."""
        return self.entry.is_owed

    @property
    def changed_tables(self) -> list[GroupTable]:
        """The tables whose sum has another value since the lead unit took it over."""
        return [table for table in self.tables if table.is_changed_since]

    @cached_property
    def may_write(self) -> bool:
        return can(self.user, Permission.WRITE_NOTE, self.entry)

    @cached_property
    def may_ask(self) -> bool:
        """Whether the person may ask now, and the item names anybody to be asked."""
        named = self.entry.edition.cooperating or any(each.unit.is_group for each in self.entry.edition.leading)
        return bool(named) and can(self.user, Permission.ASK_NOTES, self.entry)

    @cached_property
    def may_take_over(self) -> bool:
        return can(self.user, Permission.EDIT_ENTRY, self.entry)

    @property
    def is_shown(self) -> bool:
        return bool(self.notes) or self.may_write or self.may_ask


@dataclass(frozen=True)
class AskableUnit:
    """A unit that can be asked; ``group`` is the group that names it, None where the item names the unit itself."""

    unit: Unit
    group: Unit | None


def list_askable_units(entry: ProgressEntry) -> list[AskableUnit]:
    """Lists the cooperating units of an entry and the members of the groups that cooperate or lead, each unit once.

    A former unit is replaced by the units that took over its work.
    """
    named = [each.unit for each in entry.edition.cooperating]
    named += [each.unit for each in entry.edition.leading if each.unit.is_group]
    members = Prefetch("members", Unit.objects.active().order_by("name"))
    prefetch_related_objects([unit for unit in named if unit.is_group], members)
    found: dict[int, AskableUnit] = {}
    # a unit that is named itself is not asked as a member
    for unit in sorted(named, key=lambda unit: unit.is_group):
        for each in _list_acting_units(unit):
            found.setdefault(each.pk, AskableUnit(each, unit if unit.is_group else None))
    return list(found.values())


def _list_acting_units(unit: Unit) -> list[Unit]:
    if unit.is_group:
        return list(unit.members.all())
    return [unit] if unit.is_active else list(Unit.objects.succeeding(unit.pk).active().order_by("name"))


def compute_last_asking_day(entry: ProgressEntry) -> date:
    """Returns the last day that cooperating units may be given: the entry's own, or two weeks from now if that is later."""
    return max(entry.deadline, clock.today() + GRACE)

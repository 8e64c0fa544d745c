"""配合进展: a lead unit or the office asks for lines, cooperating units write them, the lead unit takes them over."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from tasks import clock
from tasks.audit import record_on_entry
from tasks.enums import EventKind, ReminderKind
from tasks.filing.cooperation import (
    AskableUnit,
    build_group_tables,
    compute_last_asking_day,
    describe_note,
    find_own_note,
    format_note_value,
    list_askable_units,
    select_notes,
)
from tasks.filing.entry_actions import save_draft
from tasks.filing.entry_guard import lock_entry, require_entry_permission
from tasks.models import CooperationNote, ProgressEntry, Unit, User
from tasks.models.changes import diff_states, refuse_if_changed
from tasks.models.cooperation import LARGEST
from tasks.periods import format_chinese_date
from tasks.permissions import Permission, Refused
from tasks.queries import select_filing_users
from tasks.reminding.messages import Message, build_message_line
from tasks.reminding.notice_actions import put_notice
from tasks.terms import terms

SUBJECT = "请填写配合进展"
GONE = "该单位的配合填报已经取消，请刷新页面核对。"
CHANGED = "刚刚更新了配合进展，尚未采用。请看过新的内容再采用；您填写的内容保留在下面。"


@transaction.atomic
def ask_units(
    *, entry: ProgressEntry, units: Collection[Unit], due_on: date, measure: str, unit_of_measure: str, by: User
) -> list[CooperationNote]:
    """Asks cooperating units and members of groups for their line, and notifies them.

    Units that have answered an earlier ask are left out; those that have not are given the new day and measure.

    Args:
        measure: what each unit is asked for as a number, in ``unit_of_measure``; "" for words alone.

    Returns:
        The notes of the units that were asked now.

    Raises:
        Refused: the user may not ask now, no unit is left to be asked, one does not cooperate, the day is past or too
            late, or a unit would leave a table of which others have filled in their row.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.ASK_NOTES, entry)
    _refuse_unfit_day(entry, due_on)
    wanted = _list_wanted(entry, units)
    kept = {note.unit_id: note for note in select_notes([entry])}
    _refuse_another_measure(kept, wanted, measure)
    asked = [
        _store_ask(kept.get(each.unit.pk), each, entry, due_on, (measure, unit_of_measure), by=by)
        for each in wanted
        if each.unit.pk not in kept or kept[each.unit.pk].answered_on is None
    ]
    if not asked:
        raise Refused("所选单位都已填写，无需再请；需要更新的，请直接联系该单位，截止前可以修改。")
    for note in asked:
        _notify(note, due_on, by=by)
    after = {"单位": [note.unit.name for note in asked], "请于何日前填写": f"{due_on}"}
    after |= {"指标": f"{measure}（{unit_of_measure}）" if unit_of_measure else measure} if measure else {}
    record_on_entry(EventKind.ENTRY_NOTES_ASKED, entry, by=by, after=after)
    return asked


@transaction.atomic
def drop_ask(*, entry: ProgressEntry, unit: Unit, by: User) -> None:
    """Takes an ask back that the unit has not answered; what the unit wrote unasked stays.

    Raises:
        Refused: the user may not ask now, or the unit was not asked or has answered.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.ASK_NOTES, entry)
    note = select_notes([entry]).filter(unit=unit).first()
    if note is None or not note.is_asked:
        raise Refused(GONE)
    if not note.is_owed:
        raise Refused(f"{unit.name}已经填写，不能取消。")
    before = {"单位": unit.name, "请于何日前填写": f"{note.due_on}"}
    if note.is_written:
        note.asked_at = note.asked_by = note.due_on = note.group = None
        note.measure = note.unit_of_measure = ""
        note.save()
    else:
        note.delete()
    record_on_entry(EventKind.ENTRY_ASK_DROPPED, entry, by=by, before=before)


@transaction.atomic
def save_note(*, entry: ProgressEntry, text: str, value: Decimal | None, seen: str, by: User) -> CooperationNote:
    """Saves the line of the user's unit. A save that changes nothing adds no audit row, but answers an ask.

    Args:
        value: in the ask's unit of measure; None where no number was asked for or none is reported.
        seen: ``CooperationNote.mark`` of the note that the user's form was opened with.

    Raises:
        Refused: the user may not write now, nothing is written, or a number is given that nobody asked for.
        ChangedMeanwhile: a colleague has saved, or something else is asked for since.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.WRITE_NOTE, entry)
    note = find_own_note(by, select_notes([entry])) or CooperationNote(entry=entry, unit=by.unit)
    before, text = _describe_words(note), text.strip()
    _refuse_unfit_words(note, text, value)
    if (note.text, note.value) == (text, value) and not note.is_owed:
        return note
    refuse_if_changed(note.stored_state, seen)
    note.text, note.value = text, value
    note.saved_at, note.saved_by = clock.now(), by
    if note.is_owed:
        note.answered_on = clock.today()
    note.save()
    before, after = diff_states(before, _describe_words(note))
    after = {"单位": note.unit.name} | after
    record_on_entry(EventKind.ENTRY_NOTE_SAVED, entry, by=by, before=before, after=after)
    return note


@transaction.atomic
def take_over_note(
    *, entry: ProgressEntry, note: int, seen: str, content: dict[str, Any], longest: int, by: User
) -> ProgressEntry:
    """Saves the draft with the words of a note appended to its progress text.

    Args:
        note: id of the note.
        seen: ``CooperationNote.mark`` of what the page showed.
        content: the arguments of ``entry_actions.save_draft``, as the form has them.
        longest: the number of characters that a progress text may have.

    Raises:
        Refused: the entry cannot be edited now or by this user, the note has changed or is gone, or the text would be
            too long.
        Conflict: a newer revision of the entry was saved meanwhile; nothing is overwritten.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.EDIT_ENTRY, entry)
    found = select_notes([entry]).filter(pk=note, saved_at__isnull=False).first()
    if found is None:
        raise Refused(GONE)
    if found.mark != seen:
        raise Refused(f"{found.unit.name}{CHANGED}")
    return _append_words(entry, describe_note(found), [found], content, longest, by=by)


@transaction.atomic
def take_over_sum(
    *, entry: ProgressEntry, group: int, seen: str, content: dict[str, Any], longest: int, by: User
) -> ProgressEntry:
    """Saves the draft with the sum of a group's table appended to its progress text.

    Args:
        group: id of the group; 0 for units that no group names.
        seen: ``GroupTable.mark`` of the table that the page showed.
        content, longest: as in ``take_over_note``.

    Raises:
        Refused: the entry cannot be edited now or by this user, a row of the table has changed, no member reported a
            number, or the text would be too long.
        Conflict: as in ``take_over_note``.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.EDIT_ENTRY, entry)
    tables = [table for table in build_group_tables(select_notes([entry])) if table.key == group]
    found = next((table for table in tables if table.mark == seen), None)
    if found is None:
        raise Refused(f"成员单位{CHANGED}")
    if not found.valued:
        raise Refused("还没有单位填写数值，没有合计可以采用。")
    # what was taken over before is replaced, so that the text does not tell two sums
    kept = re.sub(rf"\n?{found.sum_pattern}", "", content["fields"]["text"])
    content = content | {"fields": content["fields"] | {"text": kept}}
    return _append_words(entry, found.words, found.answered, content, longest, by=by)


def _append_words(
    entry: ProgressEntry, words: str, notes: list[CooperationNote], content: dict[str, Any], longest: int, *, by: User
) -> ProgressEntry:
    former = content["fields"]["text"].rstrip()
    if words in former.splitlines():
        raise Refused("进展情况中已有这句话，没有重复写入。")
    text = f"{former}\n{words}" if former else words
    if len(text) > longest:
        raise Refused(f"采用后进展情况有 {len(text):,} 字，超过 {longest:,} 字，尚未采用；请先精简。")
    fields = content["fields"] | {"text": text}
    saved = save_draft(entry=entry, **content | {"fields": fields}, by=by)
    for note in notes:
        note.taken_over_at, note.taken_over_by = clock.now(), by
    CooperationNote.objects.bulk_update(notes, ["taken_over_at", "taken_over_by"])
    after = {"单位": [note.unit.name for note in notes], "采用": words}
    record_on_entry(EventKind.ENTRY_NOTES_TAKEN_OVER, saved, by=by, after=after)
    return saved


def _list_wanted(entry: ProgressEntry, units: Collection[Unit]) -> list[AskableUnit]:
    """
    Raises:
        Refused: there is none, or one does not cooperate.
    """
    if not units:
        raise Refused("请勾选要请其填写的单位。")
    askable = {each.unit.pk: each for each in list_askable_units(entry)}
    if others := [unit.name for unit in units if unit.pk not in askable]:
        raise Refused(f"{'、'.join(others)}不是该事项的{terms.cooperating_unit}，也不是所列单位组的成员。")
    chosen = {unit.pk for unit in units}
    return [each for pk, each in askable.items() if pk in chosen]


def _refuse_unfit_day(entry: ProgressEntry, due_on: date) -> None:
    first, last = clock.today(), compute_last_asking_day(entry)
    if not first <= due_on <= last:
        raise Refused(f"填写日期应在{format_chinese_date(first)}至{format_chinese_date(last)}之间。")


def _refuse_another_measure(kept: dict[int, CooperationNote], wanted: Sequence[AskableUnit], measure: str) -> None:
    """Refuses to ask for another number who still owes one that others have given: the sum would look complete."""
    given = {note.measure for note in kept.values() if note.answered_on and note.measure}
    notes = [kept[each.unit.pk] for each in wanted if each.unit.pk in kept]
    owing = [note for note in notes if note.answered_on is None and note.measure in given]
    if changed := [note for note in owing if measure and note.measure != measure]:
        names = "、".join(note.unit.name for note in changed)
        raise Refused(
            f"{names}还没有填写“{changed[0].measure}”，其他单位已经填写；改填“{measure}”，合计就不全了。"
            "请等其填写，或先取消对其的请求，再请填写新的指标。"
        )


def _refuse_unfit_words(note: CooperationNote, text: str, value: Decimal | None) -> None:
    if value is not None and not note.measure:
        raise Refused("没有请本单位填写数值，请写在配合进展中。")
    if value is not None and abs(value) >= LARGEST:
        raise Refused("数值整数至多 12 位。")
    if not text and value is None:
        raise Refused("请填写配合进展；没有进展的，请写明“无”。")


def _store_ask(
    note: CooperationNote | None,
    asked: AskableUnit,
    entry: ProgressEntry,
    due_on: date,
    measured: tuple[str, str],
    *,
    by: User,
) -> CooperationNote:
    note = note or CooperationNote(entry=entry, unit=asked.unit)
    note.group, note.due_on = asked.group, due_on
    # a new day alone does not take the number back: the unit would leave the table
    if measured[0] or not note.measure:
        note.measure, note.unit_of_measure = measured
    note.asked_at, note.asked_by = clock.now(), by
    note.save()
    return note


def _notify(note: CooperationNote, due_on: date, *, by: User) -> None:
    entry = note.entry
    said = f"{by.place}请{note.unit.name}于{format_chinese_date(due_on)}前填写配合进展"
    said += f"和数值（{note.measure}）" if note.measure else ""
    text = f"{entry.period} {entry.task} {entry.edition.title}。{said}。"
    key = f"cooperation:{note.pk}/{note.due_on}/{note.measure}"
    line = build_message_line(ReminderKind.COOPERATION, key, text, entry)
    for user in select_filing_users(Unit.objects.filter(pk=note.unit_id)):
        put_notice(message=Message(user, f"{SUBJECT}：{entry.period} {entry.task}", [line]), by=by)


def _describe_words(note: CooperationNote) -> dict[str, str]:
    return {"配合进展": note.text, "数值": format_note_value(note.value, note.unit_of_measure)}

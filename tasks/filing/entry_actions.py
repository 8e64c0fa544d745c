"""填报: saves, files and withdraws entries for a unit; confirms them or sends them back for its head."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from tasks import clock
from tasks.assessing.facts import INDICATORS, match_indicators
from tasks.assessing.milestones import MILESTONES, Ticks, build_ticked
from tasks.assessing.quantities import Match
from tasks.assessing.quoted import read_indicator_numbers
from tasks.assessing.standing_actions import assess_as_filed, assess_entries, refresh_standings
from tasks.audit import build_audit_state, record_on_entry
from tasks.enums import EntryState, EventKind, FigureState, IndicatorState, ReminderKind, Role
from tasks.filing.coordination_actions import ask_leaders
from tasks.filing.entry_guard import lock_entry, refuse_if_newer, require_entry_permission
from tasks.filing.explanations import UnexplainedLag, find_unexplained_lag
from tasks.filing.gaps import describe_gaps_of_fields
from tasks.models import EntryRevision, Indicator, ProgressEntry, QuotedNumbers, Reading, Unit, User
from tasks.models.entry_fields import BY_NAME, FIELDS, KEPT, TEXTS
from tasks.models.quantity import QUOTED_FIELDS
from tasks.permissions import Permission, Refused
from tasks.queries import select_filing_users
from tasks.reminding.event_notice_actions import settle_waiting, tell_of_waiting
from tasks.reminding.inbox_actions import mark_return_notices_read
from tasks.reminding.messages import Message, build_message_line
from tasks.reminding.notice_actions import put_notice

#: columns of a reading that a save updates
READ = ("value", "state", "quote", *QUOTED_FIELDS)
#: indicator id → value in the form
Readings = dict[int, Decimal | None]
#: indicator id → 位次 and 另一口径 as a person edited them; what is left out follows the text
EditedNumbers = Mapping[int, QuotedNumbers]
NOTHING_EDITED: EditedNumbers = MappingProxyType({})
#: indicator id → stored reading, with its indicator fetched
Kept = dict[int, Reading]


def list_confirmed_indicators(entry: ProgressEntry) -> list[Indicator]:
    """Lists the indicators that a unit reports on, which are the confirmed ones, in printed order."""
    prefetch_related_objects([entry], INDICATORS)
    return [each for each in entry.task.indicators.all() if each.state == IndicatorState.CONFIRMED]


@transaction.atomic
def save_draft(
    *,
    entry: ProgressEntry,
    fields: dict[str, Any],
    readings: Readings,
    base_revision: int,
    by: User,
    quoted: EditedNumbers = NOTHING_EDITED,
    milestones: Ticks | None = None,
) -> ProgressEntry:
    """Saves the draft as a new revision. A save that changes nothing adds neither a revision nor an audit row.

    Args:
        fields: name → value of each of ``tasks.models.entry_fields.FIELDS``.
        readings: indicator id → value in the indicator's unit; None means not reported.
        base_revision: the revision that the user's form was opened with.
        milestones: the milestones that the entry reports as reached; None leaves them as they are.
        quoted: the ranks and second bases that the user edited; the others are read from the text where it changed.

    Raises:
        Refused: the entry cannot be edited now, or not by this user.
        Conflict: a newer revision was saved meanwhile; nothing is overwritten.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.EDIT_ENTRY, entry)
    kept = _index_stored_readings(entry)
    ticked = _build_ticked(entry, milestones)
    changed = _list_changed_labels(entry, fields, readings, quoted, kept, ticked)
    if not changed:
        return entry
    refuse_if_newer(entry, base_revision)
    state = EntryState.DRAFT if entry.state == EntryState.BLANK else entry.state
    _store(entry, fields, readings, quoted, kept, ticked, state=state, by=by)
    record_on_entry(EventKind.ENTRY_SAVED, entry, by=by, after={"版本": entry.revision, "修改": "、".join(changed)})
    return entry


@transaction.atomic
def submit(
    *,
    entry: ProgressEntry,
    fields: dict[str, Any],
    readings: Readings,
    base_revision: int,
    by: User,
    quoted: EditedNumbers = NOTHING_EDITED,
    milestones: Ticks | None = None,
) -> ProgressEntry:
    """Saves the entry and files it with the office, or with the unit's head where the unit demands confirmation.

    Arguments and errors as in ``save_draft``; also refused when the progress text is empty, a text still has gaps of 复制上期,
    a ticked milestone has no day, or (``UnexplainedLag``) the item lags, clearly or as the unit rates it, and 存在问题 or
    下一步措施 is missing.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.SUBMIT_ENTRY, entry)
    if not fields["text"].strip():
        raise Refused("进展情况为空，不能报送。")
    if gaps := describe_gaps_of_fields(fields, {field.name: field.label for field in TEXTS}):
        raise Refused(f"{gaps}，再报送。")
    kept = _index_stored_readings(entry)
    ticked = _build_ticked(entry, milestones)
    if undated := [tick["text"] for tick in ticked if not tick["on"]]:
        raise Refused(f"节点“{undated[0]}”已勾选完成，请填写完成日期后再报送。")
    if _list_changed_labels(entry, fields, readings, quoted, kept, ticked):
        refuse_if_newer(entry, base_revision)
    before = entry.state
    entry.submitted_at, entry.submitted_by = clock.now(), by
    state = choose_filed_state(entry, by)
    if state == EntryState.SUBMITTED:
        _drop_reason_of_head(entry)
    _store(entry, fields, readings, quoted, kept, ticked, state=state, by=by)
    # the unit's head could only send it back for what the person who wrote it can add now
    _refuse_unexplained_lag(entry if entry.is_handed_over else assess_as_filed(entry, on=clock.today()))
    ask_leaders(entry, by=by)
    mark_return_notices_read(entry=entry, by=by)
    _record_move(EventKind.ENTRY_SUBMITTED, entry, before, by=by)
    return entry


def _refuse_unexplained_lag(entry: ProgressEntry) -> None:
    """Refuses what lags and says neither why nor what comes next: that the office needs for its reason."""
    if found := find_unexplained_lag(entry):
        raise UnexplainedLag(*found)


@transaction.atomic
def withdraw(*, entry: ProgressEntry, by: User) -> ProgressEntry:
    """Turns a filed entry that nobody has reviewed back into a draft.

    Raises:
        Refused: it is not filed, already reviewed, or the period takes no filings.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.WITHDRAW_ENTRY, entry)
    before, entry.state = entry.state, EntryState.DRAFT
    entry.submitted_at = entry.submitted_by = None
    entry.save(update_fields=["state", "submitted_at", "submitted_by"])
    refresh_and_record(EventKind.ENTRY_WITHDRAWN, entry, before, by=by)
    return entry


@transaction.atomic
def confirm(*, entry: ProgressEntry, revision: int, by: User) -> ProgressEntry:
    """Files the entry with the office, confirmed by the unit's head.

    Args:
        revision: the revision that the head has read.

    Raises:
        Refused: it does not wait for confirmation, or lags without 存在问题 or 下一步措施.
        Conflict: a newer revision was saved meanwhile.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.CONFIRM_ENTRY, entry)
    refuse_if_newer(entry, revision)
    before, entry.state = entry.state, EntryState.SUBMITTED
    entry.submitted_at, entry.submitted_by = clock.now(), by
    entry.revision += 1
    _drop_reason_of_head(entry)
    entry.save()
    _keep_revision(entry, _index_stored_readings(entry), by=by)
    ask_leaders(entry, by=by)
    refresh_and_record(EventKind.ENTRY_CONFIRMED, entry, before, by=by)
    _refuse_unexplained_lag(entry)
    return entry


@transaction.atomic
def send_back(*, entry: ProgressEntry, reason: str, revision: int, by: User) -> ProgressEntry:
    """Sends the entry back to the unit's clerk with the reason of the unit's head; it never reached the office.

    Args:
        revision: the revision that the head has read.

    Raises:
        Refused: it does not wait for confirmation, or no reason is given.
        Conflict: a newer revision was saved meanwhile.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.CONFIRM_ENTRY, entry)
    refuse_if_newer(entry, revision)
    if not reason.strip():
        raise Refused("请写明退回意见。")
    before, entry.state = entry.state, EntryState.DRAFT
    entry.submitted_at = entry.submitted_by = None
    entry.return_reason, entry.reviewed_at, entry.reviewed_by = reason, clock.now(), by
    entry.save()
    refresh_and_record(EventKind.ENTRY_SENT_BACK, entry, before, by=by, reason=reason)
    _tell_clerks(entry, by=by)
    return entry


def _tell_clerks(entry: ProgressEntry, *, by: User) -> None:
    """Notifies the clerks of the filing unit that its head has returned the entry; only the entry quotes the reason.

    The notice is of a kind that the office neither lists nor counts as a reminder of the unit.
    """
    text = f"{entry.period} {entry.task} {entry.edition.title}。{by.name}已退回填报员，请按退回意见修改后重新报送。"
    line = build_message_line(ReminderKind.REQUEST, f"sent-back:{entry.pk}/{entry.reviewed_at}", text, entry)
    units = [unit.pk] if (unit := entry.edition.filing_unit) else []
    for user in select_filing_users(Unit.objects.filter(pk__in=units)).filter(role=Role.CLERK):
        put_notice(message=Message(user, f"单位审核退回：{entry.period} {entry.task}", [line]), by=by)


def _drop_reason_of_head(entry: ProgressEntry) -> None:
    """Removes what the unit's head wrote to its clerk, which nobody at the office reads; 经过 keeps it for the unit."""
    if entry.reviewed_by and entry.reviewed_by.role == Role.UNIT_HEAD:
        entry.return_reason, entry.reviewed_at, entry.reviewed_by = "", None, None


def choose_filed_state(entry: ProgressEntry, by: User) -> EntryState:
    """Returns CONFIRMING where the filing unit demands confirmation by its head, or else SUBMITTED."""
    unit = entry.edition.filing_unit
    if unit and unit.needs_confirmation and by.role != Role.UNIT_HEAD:
        return EntryState.CONFIRMING
    return EntryState.SUBMITTED


def _index_stored_readings(entry: ProgressEntry) -> Kept:
    return {reading.indicator_id: reading for reading in entry.readings.select_related("indicator")}


def _build_ticked(entry: ProgressEntry, milestones: Ticks | None) -> list[dict[str, Any]]:
    """Builds the ticks to be stored; they name only milestones that the item has."""
    if milestones is None:
        return entry.milestones_done
    prefetch_related_objects([entry], MILESTONES)
    return build_ticked(milestones, entry.task.milestones.all())


def _list_changed_labels(
    entry: ProgressEntry,
    fields: dict[str, Any],
    readings: Readings,
    quoted: EditedNumbers,
    kept: Kept,
    ticked: list[dict[str, Any]],
) -> list[str]:
    """Lists the labels of the fields that differ from the stored entry."""
    labels = [field.label for field in FIELDS if getattr(entry, field.name) != fields[field.name]]
    stored = {pk: reading.value for pk, reading in kept.items()}
    if any(stored.get(pk) != value for pk, value in readings.items()):
        labels.append("指标")
    if ticked != entry.milestones_done:
        labels.append("节点")
    if any(numbers != (kept[pk].quoted if pk in kept else QuotedNumbers()) for pk, numbers in quoted.items()):
        labels.append("位次与口径")
    return labels


def _store(
    entry: ProgressEntry,
    fields: dict[str, Any],
    readings: Readings,
    quoted: EditedNumbers,
    kept: Kept,
    ticked: list[dict[str, Any]],
    *,
    state: EntryState,
    by: User,
) -> None:
    """Saves the entry with its standing and readings, and adds a revision."""
    former = entry.text
    for name in BY_NAME:
        setattr(entry, name, fields[name])
    entry.milestones_done = ticked
    entry.state, entry.revision = state, entry.revision + 1
    entry.saved_at, entry.saved_by = clock.now(), by
    _store_readings(entry, readings, quoted, kept, former=former)
    assess_entries([entry], on=clock.today())
    entry.save()
    _keep_revision(entry, kept, by=by)


def _keep_revision(entry: ProgressEntry, kept: Kept, *, by: User) -> None:
    EntryRevision.objects.create(
        entry=entry,
        number=entry.revision,
        state=entry.state,
        **{field.name: getattr(entry, field.name) for field in KEPT},
        milestones_done=entry.milestones_done,
        readings=_build_revision_readings(kept),
        saved_at=clock.now(),
        saved_by=by,
    )


def _store_readings(
    entry: ProgressEntry, readings: Readings, quoted: EditedNumbers, kept: Kept, *, former: str
) -> None:
    """Saves the numbers of each indicator, and quotes the words of the text that say the same value.

    Args:
        kept: is updated to the new readings.
        former: the progress text before this save.
    """
    asked = [each for each in list_confirmed_indicators(entry) if each.pk in readings]
    new = {each.pk: Reading(entry=entry, indicator=each) for each in asked if each.pk not in kept}
    kept |= new
    matches = match_indicators(asked, entry.edition.text, entry.text)
    for indicator, found in zip(asked, matches, strict=True):
        reading = kept[indicator.pk]
        reading.value = readings[indicator.pk]
        said = found if found is not None and found.value == reading.value else None
        reading.quote = said.quote if said else ""
        reading.state = said.state if said else FigureState.ACHIEVED
    _set_quoted_numbers(entry, asked, matches, quoted, kept, former=former)
    Reading.objects.bulk_update([kept[each.pk] for each in asked if each.pk not in new], READ)
    Reading.objects.bulk_create(new.values())


def _set_quoted_numbers(
    entry: ProgressEntry,
    asked: list[Indicator],
    matches: list[Match | None],
    quoted: EditedNumbers,
    kept: Kept,
    *,
    former: str,
) -> None:
    """Sets ranks and second bases: as a person edited them, else as the text says where it says something else than before.

    What a person has corrected so stays corrected until the words themselves change.
    """
    wording = entry.edition.text
    says = read_indicator_numbers(asked, wording, entry.text, matches)
    said = says if former == entry.text else read_indicator_numbers(asked, wording, former)
    for indicator, now, before in zip(asked, says, said, strict=True):
        reading = kept[indicator.pk]
        if indicator.pk in quoted:
            reading.quoted = quoted[indicator.pk]
        elif reading.pk is None or now.numbers != before.numbers:
            reading.quoted = now.numbers


def _build_revision_readings(kept: Kept) -> list[dict]:
    return [
        {"指标": reading.indicator.measure, "完成值": str(reading), "单位": reading.indicator.unit}
        | reading.quoted.to_cells()
        for reading in sorted(kept.values(), key=lambda each: each.indicator.position)
    ]


def refresh_and_record(
    kind: EventKind, entry: ProgressEntry, before: EntryState, *, by: User, reason: str = ""
) -> None:
    """Computes the standing anew after a move, which depends on whether the entry is handed over, and adds the audit row."""
    refresh_standings([entry], on=clock.today())
    _record_move(kind, entry, before, by=by, reason=reason)


def _record_move(kind: EventKind, entry: ProgressEntry, before: EntryState, *, by: User, reason: str = "") -> None:
    """Adds the audit row of a move, and tells the unit's heads what begins to wait for them."""
    record_on_entry(
        kind,
        entry,
        by=by,
        before=build_audit_state(before),
        after=build_audit_state(entry.state),
        reason=reason,
    )
    if entry.state == EntryState.CONFIRMING:
        tell_of_waiting(entry=entry, by=by)
    elif before == EntryState.CONFIRMING:
        settle_waiting([entry])

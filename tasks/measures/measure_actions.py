"""历年指标: a person joins what counts the same, takes it apart again, and leaves out what has no years."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tasks import clock
from tasks.assessing.quantities.units import compute_unit_affinity
from tasks.audit import record
from tasks.enums import EventKind, IndicatorKind, MeasureLinkState
from tasks.measures.proposals import CountedRow, MeasureProposal, get_row_kind
from tasks.models import Event, Government, Indicator, Measure, MeasureLink, User
from tasks.models.changes import State, diff_states, refuse_if_changed
from tasks.models.measure import LONGEST_MEASURE_BASIS, LONGEST_MEASURE_NAME
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, can, describe_role_refusal

OVERTAKEN = "刚刚有同事办理过其中的指标，请看现在的情况再办理；没有再办理。"
GONE = "这个历年指标已不在，可能同事刚刚已删除。"
#: of a measure; more is a slip
MOST_ALIASES = 20


@dataclass(frozen=True)
class MeasureContent:
    """What a person says of a measure."""

    name: str
    unit: str
    kind: IndicatorKind
    basis: str = ""
    aliases: tuple[str, ...] = ()
    is_headline: bool = False


@dataclass(frozen=True)
class MeasureJoin:
    """What is joined to a measure.

    Attributes:
        measure: a known one; None founds a new one with ``content``.
        rows: what is joined.
        left: what was proposed with it and is none of it.
    """

    measure: Measure | None
    rows: Sequence[CountedRow]
    content: MeasureContent | None = None
    left: Sequence[CountedRow] = ()


def build_proposed_content(proposal: MeasureProposal, name: str | None = None) -> MeasureContent | None:
    """Builds what a proposed measure is called; None for one that is known.

    Args:
        name: as a person wrote it; None for the proposed one.
    """
    if proposal.measure:
        return None
    aliases = tuple(dict.fromkeys(one.thing.plain_name for one in proposal.members))[:MOST_ALIASES]
    name = proposal.name if name is None else name
    return MeasureContent(name, proposal.unit, proposal.kind, proposal.basis, aliases, proposal.is_headline)


@transaction.atomic
def join_measures(*, joins: Sequence[MeasureJoin], by: User) -> list[Measure]:
    """Joins indicators and reported figures to measures, all or nothing.

    Returns:
        The measures in the order of ``joins``.

    Raises:
        Refused: one of the rows was decided meanwhile, is another government's, or of a kind or unit that cannot stand in
            one line with the measure; a name is missing, too long or taken; or the user lacks the permission.
    """
    government = _lock(by)
    return [_join(one, government, by) for one in joins]


def _join(one: MeasureJoin, government: Government, by: User) -> Measure:
    if not one.rows and one.measure:
        raise Refused("请至少选择一个要归入的指标。")
    measure = _find(one.measure, government) if one.measure else _found(one.content, government)
    for row in (*one.rows, *one.left):
        _refuse_stranger(row, government)
    for row in one.rows:
        refuse_unfit(row, measure)
        if _select_links(row).filter(state=MeasureLinkState.CONFIRMED).exists():
            raise Refused(OVERTAKEN)
        _select_links(row).filter(measure=None).delete()
        _put(row, measure, MeasureLinkState.CONFIRMED, by)
    for row in one.left:
        if not _select_links(row).filter(measure=measure).exists():
            _put(row, measure, MeasureLinkState.REJECTED, by)
    after = {"归入": [describe_counted_row(row) for row in one.rows]} | (
        {"不归入": [describe_counted_row(row) for row in one.left]} if one.left else {}
    )
    if one.measure is None:
        after = build_measure_state(measure) | after
    kind = EventKind.MEASURES_JOINED if one.rows else EventKind.MEASURE_SAVED
    record(kind, measure, by=by, government_id=government.pk, after=after)
    return measure


@transaction.atomic
def reject_proposal(*, measure: Measure | None, rows: Sequence[CountedRow], by: User) -> int:
    """Rejects that rows belong to a measure, or leaves them out of all years; they are not proposed so again.

    Returns:
        The number of rows that nobody had decided so before.

    Raises:
        Refused: one was joined meanwhile, none is named, one is another government's, or the user lacks the permission.
    """
    government = _lock(by)
    found = _find(measure, government) if measure else None
    if not rows:
        raise Refused("请至少选择一个指标。")
    new = []
    for row in rows:
        _refuse_stranger(row, government)
        links = _select_links(row)
        if links.filter(state=MeasureLinkState.CONFIRMED).exists():
            raise Refused(OVERTAKEN)
        if not links.filter(measure=found).exists():
            new.append(row)
            _put(row, found, MeasureLinkState.REJECTED, by)
    if new:
        after = {"指标": [describe_counted_row(row) for row in new], "不归入": str(found or "任何历年指标")}
        record(
            EventKind.MEASURE_PROPOSAL_REJECTED,
            found,
            by=by,
            government_id=government.pk,
            title=str(found or "历年指标"),
            after=after,
        )
    return len(new)


@transaction.atomic
def drop_link(*, link: MeasureLink, by: User) -> None:
    """Takes a row out of its measure, to which it is not proposed again; of a rejected one takes the rejection back.

    Raises:
        Refused: somebody has decided otherwise since, or the user lacks the permission.
    """
    government = _lock(by)
    stored = (
        MeasureLink.objects.select_related(
            "measure", "indicator__task__plan", "indicator__task__item_kind", "reported__report"
        )
        .filter(pk=link.pk, state=link.state, measure=link.measure_id)
        .first()
    )
    if stored is None:
        raise Refused(OVERTAKEN)
    row = stored.row
    _refuse_stranger(row, government)
    before = {"指标": describe_counted_row(row), "原为": stored.state.label}
    if stored.state == MeasureLinkState.CONFIRMED:
        stored.state, stored.decided_at, stored.decided_by = MeasureLinkState.REJECTED, clock.now(), by
        stored.save()
    else:
        stored.delete()
    record(
        EventKind.MEASURE_LINK_DROPPED,
        stored.measure,
        by=by,
        government_id=government.pk,
        title=str(stored.measure or "历年指标"),
        before=before,
    )


@transaction.atomic
def save_measure(*, measure: Measure, content: MeasureContent, seen: str, by: User) -> Measure:
    """Saves what a measure is called; what is joined to it stays.

    Args:
        seen: ``changes.compute_fingerprint`` of ``build_measure_state`` when the user opened the form.

    Raises:
        Refused: it is gone, a name is missing, too long or taken, something joined would not fit the new unit or kind, or
            the user lacks the permission.
        ChangedMeanwhile: somebody else has saved it since.
    """
    government = _lock(by)
    stored = _find(measure, government)
    before = build_measure_state(stored)
    refuse_if_changed(before, seen)
    content = _check_content(content)
    _refuse_taken(content, government, stored)
    for name in ("name", "unit", "kind", "basis", "is_headline"):
        setattr(stored, name, getattr(content, name))
    stored.aliases = list(content.aliases)
    joined = stored.links.filter(state=MeasureLinkState.CONFIRMED).select_related(
        "indicator__task__plan", "indicator__task__item_kind", "reported__report"
    )
    for link in joined:
        refuse_unfit(link.row, stored)
    stored.save()
    old, new = diff_states(before, build_measure_state(stored))
    if new:
        record(EventKind.MEASURE_SAVED, stored, by=by, government_id=government.pk, before=old, after=new)
    return stored


@transaction.atomic
def drop_measure(*, measure: Measure, by: User) -> None:
    """Removes a measure; what was joined to it waits for a decision again.

    Raises:
        Refused: it is gone, outcomes were written down for it, or the user lacks the permission.
    """
    government = _lock(by)
    stored = _find(measure, government)
    if count := stored.outcomes.count():
        raise Refused(f"“{stored}”填有 {count} 个历年完成数，不能删除；确要删除的，请先逐个删除完成数。")
    before = build_measure_state(stored) | {"归入": stored.links.filter(state=MeasureLinkState.CONFIRMED).count()}
    record(EventKind.MEASURE_DROPPED, stored, by=by, government_id=government.pk, before=before)
    stored.delete()


def record_measure_export(*, measure: Measure | None, file: str, rows: int, by: User) -> Event:
    """Records that somebody took out the table of all measures, or of one."""
    after = {"文件": [file], "行数": rows}
    return record(
        EventKind.EXPORTED,
        measure,
        by=by,
        government_id=by.government_id,
        title="" if measure else "主要指标表",
        after=after,
    )


def build_measure_state(measure: Measure) -> State:
    """Returns label → what a measure is called, for the audit log and the version check."""
    return {
        "名称": measure.name,
        "别名": list(measure.aliases),
        "单位": measure.unit,
        "类型": IndicatorKind(measure.kind).label,
        "口径": measure.basis,
        "主要指标": "是" if measure.is_headline else "否",
    }


def describe_counted_row(row: CountedRow) -> str:
    """Names an indicator or a reported figure with its year, as the audit log keeps it."""
    if isinstance(row, Indicator):
        return f"{row.task.plan.year}年{row.task} {row}"
    return f"{row.report} {row.measure}{row.label}"


def refuse_unfit(row: CountedRow, measure: Measure) -> None:
    """Refuses what cannot stand in one line with a measure.

    Raises:
        Refused: kind or unit differ.
    """
    kind = get_row_kind(row)
    if kind != measure.kind:
        raise Refused(
            f"“{describe_counted_row(row)}”是{kind.label}，“{measure}”是{IndicatorKind(measure.kind).label}，不能归为一个历年指标。"
        )
    if row.unit != measure.unit and compute_unit_affinity(row.unit, measure.unit) == 0:
        raise Refused(
            f"“{describe_counted_row(row)}”的单位“{row.unit or '（无）'}”不能换算为“{measure.unit or '（无）'}”，不能归为一个历年指标。"
        )


def _lock(by: User) -> Government:
    if not can(by, Permission.MANAGE_INDICATORS):
        raise Refused(describe_role_refusal(by))
    return lock_government(by.home)


def _find(measure: Measure, government: Government) -> Measure:
    found = Measure.objects.filter(pk=measure.pk, government=government).first()
    if found is None:
        raise Refused(GONE)
    return found


def _found(content: MeasureContent | None, government: Government) -> Measure:
    if content is None:
        raise Refused("请写明历年指标的名称。")
    content = _check_content(content)
    _refuse_taken(content, government, None)
    return Measure.objects.create(
        government=government,
        name=content.name,
        aliases=list(content.aliases),
        unit=content.unit,
        kind=content.kind,
        basis=content.basis,
        is_headline=content.is_headline,
    )


def _check_content(content: MeasureContent) -> MeasureContent:
    name, basis = content.name.strip(), content.basis.strip()
    aliases = tuple(dict.fromkeys(one.strip() for one in content.aliases if one.strip() and one.strip() != name))
    if not name:
        raise Refused("请写明历年指标的名称。")
    if too_long := [one for one in (name, *aliases) if len(one) > LONGEST_MEASURE_NAME]:
        raise Refused(f"名称“{too_long[0][:20]}…”超过 {LONGEST_MEASURE_NAME} 字。")
    if len(basis) > LONGEST_MEASURE_BASIS:
        raise Refused(f"口径超过 {LONGEST_MEASURE_BASIS} 字。")
    if len(aliases) > MOST_ALIASES:
        raise Refused(f"别名有 {len(aliases)} 个，不能超过 {MOST_ALIASES} 个。")
    return MeasureContent(name, content.unit.strip()[:30], content.kind, basis, aliases, content.is_headline)


def _refuse_taken(content: MeasureContent, government: Government, own: Measure | None) -> None:
    same = Measure.objects.filter(
        government=government, name=content.name, unit=content.unit, kind=content.kind, basis=content.basis
    )
    if (same.exclude(pk=own.pk) if own else same).exists():
        raise Refused(f"已有名称、单位、类型和口径都相同的历年指标“{content.name}”，请归入那一个。")


def _refuse_stranger(row: CountedRow, government: Government) -> None:
    owner = row.task.plan.government_id if isinstance(row, Indicator) else row.report.government_id
    if owner != government.pk:
        raise Refused("只能归入本级政府的指标。")


def _select_links(row: CountedRow):
    return MeasureLink.objects.filter(**_point_at(row))


def _put(row: CountedRow, measure: Measure | None, state: MeasureLinkState, by: User) -> None:
    """Stores what was decided; a pair that was rejected before becomes the confirmed one."""
    values = {"state": state, "decided_at": clock.now(), "decided_by": by}
    MeasureLink.objects.update_or_create(**_point_at(row), measure=measure, defaults=values)


def _point_at(row: CountedRow) -> dict[str, Any]:
    return {"indicator" if isinstance(row, Indicator) else "reported": row}

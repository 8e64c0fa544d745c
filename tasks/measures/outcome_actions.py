"""历年完成数: a person writes down what a year reached where no entry and no plan report says it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.decimals import format_decimal
from tasks.enums import EventKind, OutcomeState
from tasks.measures.measure_actions import GONE
from tasks.models import Measure, MeasureOutcome, User
from tasks.models.changes import State, diff_states, refuse_if_changed
from tasks.organisation.organisation_actions import lock_government
from tasks.periods import FIRST_PLAN_YEAR, LAST_PLAN_YEAR
from tasks.permissions import Permission, Refused, can, describe_role_refusal

#: of the quoted words, in characters
LONGEST_QUOTE = 1_000
#: what is larger was mistyped
LARGEST_VALUE = Decimal(10**14)


@dataclass(frozen=True)
class MeasureOutcomeContent:
    """What a person says that a year reached."""

    year: int
    value: Decimal
    state: OutcomeState
    source: str
    rank: str = ""
    quote: str = ""


@transaction.atomic
def save_measure_outcome(*, measure: Measure, content: MeasureOutcomeContent, seen: str, by: User) -> MeasureOutcome:
    """Saves the outcome of a year; the one that stands there is replaced, and the audit log keeps it.

    Args:
        seen: ``changes.compute_fingerprint`` of ``build_measure_outcome_state`` when the user opened the form.

    Raises:
        Refused: the measure is gone, the year is out of bounds, no source is given or a text is too long, or the user lacks
            the permission.
        ChangedMeanwhile: somebody else has saved that year since.
    """
    stored = _lock(measure, by)
    _check(content)
    row = stored.outcomes.filter(year=content.year).first()
    before = build_measure_outcome_state(row)
    refuse_if_changed(before, seen)
    row = row or MeasureOutcome(measure=stored, year=content.year)
    row.value, row.state, row.rank = content.value, content.state, content.rank.strip()
    row.source, row.quote = content.source.strip(), content.quote.strip()
    row.recorded_at, row.recorded_by = clock.now(), by
    row.save()
    old, new = diff_states(before, build_measure_outcome_state(row))
    if new:
        kind = EventKind.MEASURE_OUTCOME_SAVED
        title = f"{stored} {content.year}年"
        record(kind, stored, by=by, government_id=stored.government_id, title=title, before=old, after=new)
    return row


@transaction.atomic
def drop_measure_outcome(*, outcome: MeasureOutcome, seen: str, by: User) -> None:
    """Removes the outcome of a year; the audit log keeps it.

    Args:
        seen: as in ``save_measure_outcome``.

    Raises:
        Refused: it is gone, or the user lacks the permission.
        ChangedMeanwhile: somebody else has saved it since.
    """
    measure = _lock(outcome.measure, by)
    row = MeasureOutcome.objects.filter(pk=outcome.pk, measure=measure).first()
    if row is None:
        raise Refused("这个完成数已不在，可能同事刚刚已删除。")
    before = build_measure_outcome_state(row)
    refuse_if_changed(before, seen)
    kind, title = EventKind.MEASURE_OUTCOME_DROPPED, f"{measure} {row.year}年"
    record(kind, measure, by=by, government_id=measure.government_id, title=title, before=before)
    row.delete()


def build_measure_outcome_state(row: MeasureOutcome | None) -> State:
    """Returns label → what is written down of a year; of None empty values."""
    return {
        "完成值": format_decimal(row.value) if row else "",
        "性质": row.state.label if row else "",
        "位次": row.rank if row else "",
        "出处": row.source if row else "",
        "原文": row.quote if row else "",
    }


def _lock(measure: Measure, by: User) -> Measure:
    if not can(by, Permission.MANAGE_INDICATORS) or by.government_id != measure.government_id:
        raise Refused(describe_role_refusal(by))
    lock_government(by.home)
    stored = Measure.objects.filter(pk=measure.pk).first()
    if stored is None:
        raise Refused(GONE)
    return stored


def _check(content: MeasureOutcomeContent) -> None:
    if not FIRST_PLAN_YEAR <= content.year <= LAST_PLAN_YEAR:
        raise Refused(f"年度应在 {FIRST_PLAN_YEAR} 至 {LAST_PLAN_YEAR} 之间。")
    if abs(content.value) >= LARGEST_VALUE:
        raise Refused("完成值过大，请核对。")
    if not content.source.strip():
        raise Refused("请写明出处，如“2024年政府工作报告”。")
    for label, text, most in (
        ("出处", content.source, 300),
        ("位次", content.rank, 100),
        ("原文", content.quote, LONGEST_QUOTE),
    ):
        if len(text.strip()) > most:
            raise Refused(f"{label}有 {len(text.strip())} 字，不能超过 {most} 字。")

"""申请: saves a unit's request for a later day, another wording or other duties, and the office's decision.

A grant makes the change in the same transaction. Each action locks the government, so that the second of two
simultaneous actions sees the result of the first.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from tasks import clock
from tasks.assessing.indicator_actions import describe_indicators
from tasks.assessing.refitting_actions import refit_indicators
from tasks.assessing.standing_actions import refresh_standings
from tasks.audit import record
from tasks.enums import OF_THE_OFFICE, EventKind, PeriodState, ReminderKind, RequestKind, RequestState
from tasks.filing.entry_guard import Conflict, lock_entry
from tasks.models import ChangeRequest, Period, ProgressEntry, Task, Unit, User
from tasks.models.changes import compute_fingerprint
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.plans.edition_actions import lock_plan_periods, reword_editions
from tasks.queries import select_filing_users
from tasks.reminding.messages import Message, build_message_line
from tasks.reminding.notice_actions import put_notice
from tasks.requesting.requests import (
    State,
    Wanted,
    build_content_change,
    build_current_state,
    build_wanted_state,
    can_withdraw_request,
    describe_grant_refusal,
    describe_request_refusal,
    use_edition_in_force,
)
from tasks.terms import terms

#: kinds of requests that ask for a later day, and what the day is called
LATER_DAYS = {RequestKind.EXTEND_FILING: "新的报送截止日期", RequestKind.EXTEND_DUE: "新的完成时限"}


@transaction.atomic
def file_request(*, entry: ProgressEntry, kind: RequestKind, wanted: Wanted, reason: str, by: User) -> ChangeRequest:
    """Saves a request to change the entry's item from the entry's period on.

    Args:
        wanted: the values for this kind, as its form in ``tasks.pages.requesting.forms`` returns them.

    Raises:
        Refused: not a lead unit, the period is issued, an open request of this kind, nothing would change, a day that
            is not later, units that cannot be named, or no reason.
    """
    lock_government(by.home)
    entry = lock_entry(entry.pk)
    if refusal := describe_request_refusal(by, entry, kind) or describe_grant_refusal(kind, entry, wanted):
        raise Refused(refusal)
    if (label := LATER_DAYS.get(kind)) and wanted["due_on"] and date.fromisoformat(wanted["due_on"]) < clock.today():
        raise Refused(f"{label}不能早于今天。")
    if not reason.strip():
        raise Refused("请写明申请理由。")
    if by.unit is None:
        raise Refused("您不属于任何单位，不能提出申请。")
    request = ChangeRequest.objects.create(
        kind=kind,
        task=entry.task,
        period=entry.period,
        unit=by.unit,
        before=build_current_state(kind, entry),
        after=build_wanted_state(kind, entry, wanted),
        wanted=wanted,
        reason=reason.strip(),
        filed_at=clock.now(),
        filed_by=by,
    )
    before, after = request.before, request.after
    _record(EventKind.TASK_REQUESTED, request, entry, by=by, before=before, after=after, reason=request.reason)
    office = User.objects.filter(government=by.government_id, role__in=OF_THE_OFFICE, is_active=True)
    _send_notices(office, request, entry, "filed", f"{by.unit}申请{kind.label}", by=by)
    return request


@transaction.atomic
def withdraw_request(*, request: ChangeRequest, by: User) -> ChangeRequest:
    """Withdraws an open request.

    Raises:
        Refused: it is decided or withdrawn already, or the user does not act for its unit.
    """
    lock_government(by.home)
    request, entry = _read_again(request)
    if not can_withdraw_request(by, request):
        raise Refused("只有申请单位可以撤回申请。")
    _refuse_if_ended(request)
    _end(request, RequestState.WITHDRAWN, by=by)
    _record(
        EventKind.TASK_REQUEST_WITHDRAWN,
        request,
        entry,
        by=by,
        before={"申请": "待办理"},
        after={"申请": "已撤回"},
    )
    return request


@transaction.atomic
def decide_request(
    *,
    request: ChangeRequest,
    granted: bool,
    decision: str,
    basis: str,
    by: User,
    seen: str | None = None,
) -> ChangeRequest:
    """Grants a request and makes its change, or refuses it with a reason that the unit reads.

    If its period was issued meanwhile, the grant holds from the next period on.

    Args:
        basis: the document or instruction behind the decision.
        seen: the fingerprint (``changes``) of ``build_current_state`` when the user opened the page; None stands for
            the state when the unit asked.

    Raises:
        Refused: it is decided or withdrawn already, refused without a reason, cannot be granted any more, or the user
            lacks the permission.
        Conflict: what it would change has changed since.
    """
    lock_government(by.home)
    request, entry = _read_again(request)
    if not can(by, Permission.DECIDE_REQUEST, entry):
        raise Refused(describe_role_refusal(by))
    _refuse_if_ended(request)
    if not granted and not decision.strip():
        raise Refused("不同意的，请写明理由，申请单位将看到。")
    kind = request.kind
    before: State = {"申请": "待办理"}
    after: State = {"申请": "不同意"}
    if granted:
        now = use_edition_in_force(entry)
        _refuse_if_stale(
            build_current_state(kind, now),
            compute_fingerprint(request.before) if seen is None else seen,
            entry,
        )
        before, after = _grant(request, now)
    _end(
        request,
        RequestState.GRANTED if granted else RequestState.REFUSED,
        by=by,
        decision=decision,
        basis=basis,
    )
    after |= {"依据": request.basis} if request.basis else {}
    _record(
        EventKind.TASK_REQUEST_DECIDED,
        request,
        entry,
        by=by,
        before=before,
        after=after,
        reason=request.decision,
    )
    said = f"{terms.office}{'同意' if granted else '不同意'}{kind.label}"
    _send_notices(_list_recipients(request), request, entry, "decided", said, by=by)
    return request


def _read_again(request: ChangeRequest) -> tuple[ChangeRequest, ProgressEntry]:
    """Reads the request and locks its entry, and returns both in their present state."""
    request = ChangeRequest.objects.select_related("unit", "decided_by").get(pk=request.pk)
    entries = ProgressEntry.objects.only("pk", "period__plan").select_related("period")
    entry = entries.get(task=request.task_id, period=request.period_id)
    # periods are locked before entries, as by the actions that open or close a period
    lock_plan_periods(entry.period.plan_id)
    return request, lock_entry(entry.pk)


def _refuse_if_ended(request: ChangeRequest) -> None:
    if request.state == RequestState.WITHDRAWN:
        raise Refused(f"{request.unit}已撤回这件申请，没有再办理。")
    if not request.is_open:
        raise Refused(f"{request.decided_by}已办理这件申请（{request.state.label}），没有再办理。")


def _refuse_if_stale(now: State, seen: str, entry: ProgressEntry) -> None:
    if compute_fingerprint(now) != seen:
        raise Conflict("申请所涉及的内容刚刚有了变动，请对照现行内容再作决定。", entry)


def _grant(request: ChangeRequest, entry: ProgressEntry) -> tuple[State, State]:
    """Makes the change of a granted request.

    Returns:
        The values before and after for the audit row.
    """
    kind = request.kind
    if refusal := describe_grant_refusal(kind, entry, request.wanted):
        raise Refused(f"不能同意：{refusal}")
    request.before, request.after = (
        build_current_state(kind, entry),
        build_wanted_state(kind, entry, request.wanted),
    )
    before, after = dict(request.before), {"申请": "同意"} | request.after
    if kind == RequestKind.EXTEND_FILING:
        _extend(entry, date.fromisoformat(request.wanted["due_on"]))
        return before, after
    figures, former = describe_indicators(entry.task), entry.task.edition.text
    changed, entries = reword_editions(
        entry.period.plan,
        [entry.task_id],
        since=entry.period.number,
        change=build_content_change(kind, request.wanted),
    )
    if not changed:
        raise Refused(f"不能同意：{entry.period.plan}各期报告都已印发，不再调整。")
    task = Task.objects.select_related("current", "item_kind").get(pk=entry.task_id)
    request.period = _get_effective_period(entry.period)
    if kind == RequestKind.ADJUST_TEXT:
        refit_indicators(task, former, entries)
    refresh_standings(entries, on=clock.today())
    if (now := describe_indicators(task)) != figures:
        before, after = before | {"指标": figures}, after | {"指标": now}
    return before, after


def _get_effective_period(asked: Period) -> Period:
    """Returns the period from which a grant holds: that of the request, or the next one that is not issued."""
    later = asked.plan.periods.filter(number__gte=asked.number).exclude(state=PeriodState.ISSUED)
    return later.order_by("number").first() or asked


def _extend(entry: ProgressEntry, day: date) -> None:
    if entry.period.state == PeriodState.ISSUED:
        raise Refused(f"不能同意：{entry.period}已印发，不再报送。")
    entry.due_on = day
    entry.save(update_fields=["due_on"])
    refresh_standings([entry], on=clock.today())


def _end(request: ChangeRequest, state: RequestState, *, by: User, decision: str = "", basis: str = "") -> None:
    request.state, request.decided_at, request.decided_by = state, clock.now(), by
    request.decision, request.basis = decision.strip(), basis.strip()
    request.save()


def _list_recipients(request: ChangeRequest) -> Iterable[User]:
    """Selects the filing users of the requesting unit and its successors, and of a unit that takes over the lead."""
    units = {request.unit_id, *Unit.objects.succeeding(request.unit_id).values_list("pk", flat=True)}
    if request.kind == RequestKind.HAND_OVER and request.state == RequestState.GRANTED:
        units.add(request.wanted["receiver"][0])
    return select_filing_users(Unit.objects.filter(pk__in=units))


def _send_notices(
    users: Iterable[User], request: ChangeRequest, entry: ProgressEntry, step: str, subject: str, *, by: User
) -> None:
    text = f"{subject}：{entry.period} {entry.task} {entry.edition.title}"
    text += f"。办理意见：{request.decision}" if request.decision else ""
    line = build_message_line(ReminderKind.REQUEST, f"request:{request.pk}/{step}", text, entry)
    for user in users:
        put_notice(message=Message(user, subject, [line]), by=by)


def _record(
    kind: EventKind,
    request: ChangeRequest,
    entry: ProgressEntry,
    *,
    by: User,
    before: State,
    after: State,
    reason: str = "",
) -> None:
    record(
        kind,
        entry.task,
        by=by,
        government_id=entry.period.plan.government_id,
        title=f"{request.kind.label}：{entry.task} {entry.edition.text}",
        period=str(entry.period),
        before=before,
        after=after,
        reason=reason,
    )

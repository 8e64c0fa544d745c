"""申请: selects the requests a user may see, and computes what a request changes and why one is refused."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from django.db.models import Prefetch, QuerySet

from tasks.assessing.deadlines import FIRST_YEAR
from tasks.enums import (
    AT_THE_OFFICE,
    DeadlineState,
    PeriodState,
    RequestKind,
    RequestState,
    ResponsibilityRole,
)
from tasks.models import ChangeRequest, Period, ProgressEntry, Unit, User
from tasks.periods import describe_plan_day_refusal, format_chinese_date
from tasks.permissions import Permission, can, can_act_for, is_in_lead_unit, is_unissued
from tasks.plans.deadlines import describe_due_refusal, find_confirmed_day
from tasks.plans.edition_content import (
    EditionContent,
    PrintedUnit,
    find_printed_deadline,
    hand_over,
    read_content,
    separate_units,
)
from tasks.queries import select_user_units, select_visible_tasks
from tasks.terms import DEFAULT, terms
from tasks.terms.later import say_later

#: label → value as people read it; several names are a list
State = dict[str, str | list[str]]
#: what a request asks for, as the action that grants it needs it and JSON holds it
Wanted = dict[str, Any]

#: the purpose of each kind of request, as the page shows it
MEANS = {
    RequestKind.EXTEND_FILING: "本期进展不能按期报送的，申请推迟报送截止日期；只对这一事项有效，填报截止后仍可报送。",
    RequestKind.EXTEND_DUE: "任务本身不能按期完成的，申请推迟完成时限。",
    RequestKind.ADJUST_TEXT: "任务内容或量化目标需要调整的，在原文上修改。",
    RequestKind.ADJUST_DUTIES: say_later(
        "{terms.lead_unit}、{terms.cooperating_unit}需要增减或调换的，在原有名单上修改。"
    ),
    RequestKind.HAND_OVER: "不再由本单位牵头的，申请移交给另一单位；已填写的进展随事项移交。",
}


def select_visible_requests(user: User) -> QuerySet[ChangeRequest]:
    """Selects the requests a user may see: the office all of its government, a unit its own and those of units that it
    succeeds, a leader those about his items, others none."""
    found = ChangeRequest.objects.filter(task__plan__government=user.government_id)
    if can(user, Permission.DECIDE_REQUEST):
        return found
    if can(user, Permission.FILE_REQUEST):
        return found.filter(unit__in=select_user_units(user))
    if can(user, Permission.SEE_REQUESTS):
        return found.filter(task__in=select_visible_tasks(user))
    return found.none()


def prefetch_request_parts(requests: QuerySet[ChangeRequest]) -> QuerySet[ChangeRequest]:
    """Fetches everything a page prints of requests."""
    return requests.select_related(
        "period__plan__government", "task__plan", "task__item_kind", "task__current", "unit", "filed_by", "decided_by"
    )


def select_open_requests(task: int) -> QuerySet[ChangeRequest]:
    """Selects the open requests about an item."""
    return ChangeRequest.objects.filter(task=task, state=RequestState.OPEN).select_related("unit")


def find_open_extension(entry: ProgressEntry, asked: Iterable[ChangeRequest]) -> ChangeRequest | None:
    """Finds the request to file an entry later among the open ones about its item; None without one."""
    kind = RequestKind.EXTEND_FILING
    return next((one for one in asked if one.kind == kind and one.period_id == entry.period_id), None)


#: prefetches the granted requests of entries' items
GRANTED = Prefetch(
    "task__requests",
    ChangeRequest.objects.filter(state=RequestState.GRANTED).order_by("decided_at", "pk"),
)


def list_granted_requests(entry: ProgressEntry) -> list[ChangeRequest]:
    """Lists the granted requests about the entry's item in its period; prefetch many entries with ``GRANTED``."""
    found = entry.task.requests.all()
    return [each for each in found if each.period_id == entry.period_id and each.state == RequestState.GRANTED]


def select_granted_requests(period: Period) -> QuerySet[ChangeRequest]:
    """Selects the granted requests of a period in the order of their decision."""
    granted = ChangeRequest.objects.filter(period=period, state=RequestState.GRANTED)
    return granted.select_related("task__item_kind", "unit").order_by("decided_at", "pk")


def use_edition_in_force(entry: ProgressEntry) -> ProgressEntry:
    """Sets the edition that a grant would change: in an issued period the item's current one."""
    if entry.period.state == PeriodState.ISSUED:
        entry.edition = entry.task.edition
    return entry


def build_current_state(kind: RequestKind, entry: ProgressEntry) -> State:
    """Returns the present values that a request of the kind would change."""
    if kind == RequestKind.EXTEND_FILING:
        return {"报送截止": entry.deadline.isoformat()}
    return build_content_state(kind, read_content(entry.edition))


def build_wanted_state(kind: RequestKind, entry: ProgressEntry, wanted: Wanted) -> State:
    """Returns the values after a grant of the request."""
    if kind == RequestKind.EXTEND_FILING:
        return {"报送截止": str(wanted["due_on"])}
    return build_content_state(kind, build_content_change(kind, wanted)(read_content(entry.edition)))


def build_compared_states(request: ChangeRequest, entry: ProgressEntry) -> tuple[State, State]:
    """Returns the old and the new value of a request: of an open one what is in force now and what a grant would put
    in its place, of an answered one what was kept with it.

    Args:
        entry: with the edition in force, as ``use_edition_in_force`` gives it.
    """
    if not request.is_open:
        return request.before, request.after
    kind = request.kind
    return build_current_state(kind, entry), build_wanted_state(kind, entry, request.wanted)


def build_content_state(kind: RequestKind, content: EditionContent) -> State:
    """Returns the part of an edition's content that a request of the kind would change."""
    if kind == RequestKind.EXTEND_DUE:
        # a day that nobody has confirmed is for the office alone, and the unit reads what it asks to have changed
        day = find_confirmed_day(content)
        return {"完成时限": content.due, "完成时限（日期）": day.isoformat() if day else ""}
    if kind == RequestKind.ADJUST_TEXT:
        return {"任务内容": content.text}
    return {
        DEFAULT.lead_unit: [printed.label for printed in content.lead],
        DEFAULT.cooperating_unit: [printed.label for printed in content.cooperating],
    }


def build_content_change(kind: RequestKind, wanted: Wanted) -> Callable[[EditionContent], EditionContent]:
    """Returns the function that a granted request applies to an edition's content; not for EXTEND_FILING."""
    return lambda content: CHANGES[kind](content, wanted)


def _change_due(content: EditionContent, wanted: Wanted) -> EditionContent:
    """Sets the cell and the day that the request gives; without a day the cell is read, and names it or none."""
    if wanted["due_on"]:
        day = date.fromisoformat(wanted["due_on"])
        return replace(content, due=wanted["due"], due_on=day, due_state=DeadlineState.CONFIRMED)
    # the year decides which day it is, not whether there is one
    is_named = find_printed_deadline(wanted["due"], "", FIRST_YEAR)
    state: DeadlineState | Literal[""] = "" if is_named else DeadlineState.CONFIRMED
    return replace(content, due=wanted["due"], due_on=None, due_state=state)


def _change_text(content: EditionContent, wanted: Wanted) -> EditionContent:
    return replace(content, text=wanted["text"])


def _change_duties(content: EditionContent, wanted: Wanted) -> EditionContent:
    lead, cooperating = (separate_units(PrintedUnit(*each) for each in wanted[role]) for role in ResponsibilityRole)
    return replace(content, lead=lead, cooperating=cooperating)


def _change_lead(content: EditionContent, wanted: Wanted) -> EditionContent:
    return hand_over(content, wanted["giver"], PrintedUnit(*wanted["receiver"]), stays=wanted["stays"])


CHANGES: dict[RequestKind, Callable[[EditionContent, Wanted], EditionContent]] = {
    RequestKind.EXTEND_DUE: _change_due,
    RequestKind.ADJUST_TEXT: _change_text,
    RequestKind.ADJUST_DUTIES: _change_duties,
    RequestKind.HAND_OVER: _change_lead,
}


def find_requesting_unit(user: User, entry: ProgressEntry) -> Unit | None:
    """Returns the first lead unit of the item that the user acts for."""
    return next((each.unit for each in entry.edition.leading if can_act_for(user, each.unit)), None)


def can_withdraw_request(user: User, request: ChangeRequest) -> bool:
    """Whether the person acts for the unit that made the request."""
    return can(user, Permission.FILE_REQUEST) and can_act_for(user, request.unit)


def describe_request_refusal(user: User, entry: ProgressEntry, kind: RequestKind | None = None) -> str:
    """Returns in one Chinese sentence why the user cannot make a request about the entry's item; "" when he can.

    Args:
        entry: with period, edition and responsibilities fetched.
        kind: None checks what is common to all kinds.
    """
    if not can(user, Permission.FILE_REQUEST):
        return f"您的角色“{user.role.label}”不能提出申请。"
    if not is_in_lead_unit(user, entry):
        return f"本单位不是该事项的{terms.lead_unit}，不能提出申请。"
    if not is_unissued(user, entry):
        return f"{entry.period}已印发，请在以后的填报期提出。"
    if kind is None:
        return ""
    if kind == RequestKind.EXTEND_FILING and entry.state in AT_THE_OFFICE:
        return "该事项本期进展已经报送，无需延期。"
    if select_open_requests(entry.task_id).filter(kind=kind).exists():
        return f"该事项已有一件“{kind.label}”的申请待办理。"
    return ""


def describe_grant_refusal(kind: RequestKind, entry: ProgressEntry, wanted: Wanted) -> str:
    """Returns in one Chinese sentence why ``wanted`` cannot be granted; "" when it can. A grant checks it again."""
    if kind == RequestKind.EXTEND_FILING:
        day = date.fromisoformat(wanted["due_on"])
        if day <= entry.deadline:
            return f"新的报送截止日期应晚于现定的{format_chinese_date(entry.deadline)}。"
        return describe_plan_day_refusal(day, entry.period.plan.year, "新的报送截止日期")
    if kind == RequestKind.EXTEND_DUE and (refusal := _describe_due_day_refusal(entry, wanted)):
        return refusal
    before = read_content(entry.edition)
    after = build_content_change(kind, wanted)(before)
    if kind == RequestKind.HAND_OVER and after == before:
        return f"申请单位已不是该事项的{terms.lead_unit}。"
    if build_content_state(kind, after) == build_content_state(kind, before):
        return "申请内容与现行的相同，没有需要调整的。"
    units = Unit.objects.filter(government=entry.period.plan.government_id).in_bulk()
    return describe_units_refusal(units, before, after)


def _describe_due_day_refusal(entry: ProgressEntry, wanted: Wanted) -> str:
    """Returns why the day of a later deadline cannot be meant: its words name another, or it is earlier than the one that holds."""
    plan = entry.period.plan
    day = date.fromisoformat(wanted["due_on"]) if wanted["due_on"] else None
    named = find_printed_deadline(wanted["due"], "", plan.year, plan.first_month)
    meant = day or (named.on if named else None)
    if day and named and named.on and day != named.on:
        words = f"“{wanted['due']}”是{format_chinese_date(named.on)}"
        return f"{words}，与所填的日期{format_chinese_date(day)}不一致，请改成一致的。"
    former = find_confirmed_day(entry.edition)
    if meant and former and meant < former:
        return f"新的完成时限应晚于现定的{format_chinese_date(former)}。"
    return describe_due_refusal(meant, plan.year)


def describe_units_refusal(units: Mapping[int, Unit], before: EditionContent, after: EditionContent) -> str:
    """Returns in one Chinese sentence why an item cannot have the units of ``after``; "" when it can.

    Args:
        units: those of the government by key.
        before: the content whose units may stay, though they may not be newly named.
    """
    if not after.lead:
        return f"至少要有一个{terms.lead_unit}。"
    both = {printed.unit: printed.label for printed in after.lead if printed.unit in _get_unit_keys(after.cooperating)}
    if both:
        return f"“{'、'.join(both.values())}”不能既牵头又配合。"
    new = (
        (_get_unit_keys(after.lead) | _get_unit_keys(after.cooperating))
        - _get_unit_keys(before.lead)
        - _get_unit_keys(before.cooperating)
    )
    known = [units[key] for key in sorted(new) if key in units]
    if gone := [unit.name for unit in known if not unit.is_active]:
        return f"“{'、'.join(gone)}”已停用，请选择在用的单位。"
    return "" if len(known) == len(new) else f"只能选择本{terms.place}的单位。"


def _get_unit_keys(units: Iterable[PrintedUnit]) -> set[int]:
    return {printed.settled_unit for printed in units}

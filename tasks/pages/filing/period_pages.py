"""填报期: what is said in numbers before a period is opened or closed."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from tasks import clock
from tasks.enums import WITH_UNIT, EntryState, Outcome, PeriodState, RequestState
from tasks.enums.outcome_words import get_stage
from tasks.filing.filing_days import suggest_period_day
from tasks.filing.openings import UnitOpening, count_done_items, list_unit_openings, list_unreachable_openings
from tasks.models import Period
from tasks.organisation.item_kinds import index_government_words
from tasks.pages.frame.numbers_first import CONFIRMED, ConfirmingAct, NamedException, NumbersFirstPage
from tasks.periods import format_chinese_date, format_month_day
from tasks.terms import terms


def build_closing_page(period: Period) -> NumbersFirstPage:
    """Builds the page that says what is outstanding before a period is closed."""
    rows = [row for row in list_unit_openings(period) if row.to_file]
    states = Counter(period.entries.filter(state__in=WITH_UNIT).order_by().values_list("state", flat=True))
    waiting = period.entries.filter(state=EntryState.SUBMITTED).count()
    said = f"还有 {len(rows)} 个单位 {states.total()} 项待报送" if states else "各单位都已报送"
    said += f"，{waiting} 项待审核" if waiting else ""
    return NumbersFirstPage(
        title=f"截止{period}填报？",
        lead=(
            f"{said}。截止后单位不能再报送，{terms.office}可继续审核、{terms.judging}；要补报的，可按单位单独开放。"
            f"{_describe_later_days(period)}"
        ),
        action=reverse("period_close", args=[period.pk]),
        acts=[ConfirmingAct("截止填报")],
        counts=[(states[state], state.label, state.token) for state in WITH_UNIT if states[state]],
        exceptions=[NamedException(row.unit.name, why=[f"{row.to_file} 项待报送"]) for row in rows],
        back=reverse("period_list"),
    )


def _describe_later_days(period: Period) -> str:
    """Says which entries can still be filed after the closing, and which requests for that wait."""
    later = period.entries.filter(state__in=WITH_UNIT, due_on__gte=clock.today())
    days = sorted({day for day in later.order_by().values_list("due_on", flat=True) if day})
    undecided = period.requests.filter(state=RequestState.OPEN).count()
    kept = (
        f"经批准延期的 {later.count()} 项不受影响，仍可报送至{'、'.join(map(format_month_day, days))}。" if days else ""
    )
    return kept + (f"另有 {undecided} 件申请待办理，请先办理。" if undecided else "")


def build_opening_page(
    period: Period,
    due_on: date,
    opened: Sequence[UnitOpening],
    *,
    action: str,
    carried: Sequence[tuple[str, str]] = (),
    is_whole: bool = False,
) -> NumbersFirstPage | None:
    """Builds the page that says what is amiss before a period is opened; None where nothing is.

    Args:
        due_on: the deadline that was given.
        opened: the units that it is opened to.
        is_whole: whether it is opened to every unit, which is asked back about in any case.
    """
    is_past, unreachable = due_on < clock.today(), list_unreachable_openings(period, opened)
    if not (is_past or unreachable or is_whole):
        return None
    return NumbersFirstPage(
        title=f"开启{period}填报？",
        lead=(
            (_describe_past_day(period, due_on) if is_past else "")
            + (_describe_whole_opening(period) if is_whole else "")
            + _describe_unreachable(unreachable)
        ),
        action=action,
        acts=_list_opening_acts(period, due_on, is_past=is_past),
        counts=[(len(opened), "个单位", "none"), (sum(row.unopened for row in opened), "项待填报", "none")],
        exceptions=[
            NamedException(row.unit.name, why=[f"牵头 {row.unopened} 项", "没有可用账号"]) for row in unreachable
        ],
        carried=[(CONFIRMED, "on"), *carried],
        back=reverse("period_list"),
    )


def _describe_past_day(period: Period, due_on: date) -> str:
    today, suggested = clock.today(), suggest_period_day(period, clock.today())
    return (
        f"截止日期{format_chinese_date(due_on)}已过，今天是{format_chinese_date(today)}："
        f"按这一日期开启，各单位的事项当天就算逾期未报，并计入按时报送。建议改为{format_chinese_date(suggested)}。"
    )


def _describe_whole_opening(period: Period) -> str:
    """Says what comes of opening a period to everybody: who is told, what is out of turn, what cannot be taken back."""
    said = f"开启后，各{terms.lead_unit}即收到通知，可以填报。"
    if clock.today() < period.opens_on:
        said += f"原定{format_chinese_date(period.opens_on)}开启，今天是{format_chinese_date(clock.today())}。"
    earlier = period.plan.periods.filter(number__lt=period.number, state=PeriodState.OPEN)
    if names := "、".join(each.label for each in earlier):
        said += f"{names}仍在填报，尚未截止。"
    if done := count_done_items(period):
        words = index_government_words(period.plan.government, get_stage(is_last=period.quarter.is_last))
        word = words[Outcome.REACHED].label if Outcome.REACHED in words else Outcome.REACHED.label
        said += f"有 {done} 项已销号，随开启按“{word}”{terms.judging}；因此开启后不能撤销，只能截止填报。"
    return said


def _describe_unreachable(unreachable: Sequence[UnitOpening]) -> str:
    if not unreachable:
        return ""
    items = sum(row.unopened for row in unreachable)
    return f"{len(unreachable)} 个{terms.lead_unit}没有可用账号，所牵头的 {items} 项无人填报；可先在“用户”中开设账号。"


def _list_opening_acts(period: Period, due_on: date, *, is_past: bool) -> list[ConfirmingAct]:
    """Lists the buttons: of a day that has passed, a later one comes first."""
    kept = ConfirmingAct(f"{'仍按' if is_past else '按'} {format_month_day(due_on)} 开启", "due_on", f"{due_on}")
    if not is_past:
        return [kept]
    later = suggest_period_day(period, clock.today())
    return [ConfirmingAct(f"截止日期改为 {format_month_day(later)} 并开启", "due_on", f"{later}"), kept]

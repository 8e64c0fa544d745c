"""The office's usual changes of the plan in one line each."""

from dataclasses import replace
from datetime import date

from tasks.adjusting.adjustment_actions import add_item, amend_item
from tasks.adjusting.grounds import Grounds
from tasks.adjusting.items import Amendment, PlanNames, compute_item_fingerprint
from tasks.adjusting.undo_actions import undo_change
from tasks.enums import PeriodState, RequestKind, TaskKind
from tasks.models import Notice, Period, PlanChange, ProgressEntry, Task
from tasks.plans.edition_content import EditionContent, PrintedUnit
from tasks.requesting.requests import build_content_change
from tests.acts import duties
from tests.cast import EntryFactory, PeriodFactory, find_kind

GROUNDS = Grounds("区政府第12次常务会议", date(2024, 4, 2), "分工有误")
ONE = 1
HALF = 2


def seen(task: Task) -> str:
    """The fingerprint of the item as it is now."""
    task = Task.objects.select_related("plan", "current").get(pk=task.pk)
    return compute_item_fingerprint(task, PlanNames(task.plan))


def amend(cast, amendment: Amendment, *, task=None, since=ONE, by=None, **given) -> PlanChange:
    """The office corrects the key item from the first quarter on."""
    task = task or cast.key
    usual = {"grounds": GROUNDS, "seen": seen(task)}
    return amend_item(task=task, amendment=amendment, since=since, by=by or cast.office, **usual | given)


def say(text: str) -> Amendment:
    return Amendment(build_content_change(RequestKind.ADJUST_TEXT, {"text": text}))


def let_lead(*lead, cooperating=()) -> Amendment:
    return Amendment(build_content_change(RequestKind.ADJUST_DUTIES, duties(*lead, cooperating=cooperating)))


def content(cast, text="新建社区食堂5个", **given) -> EditionContent:
    """What a new item says: 区城市管理局 leads, 区财政局 cooperates, 王明 answers for it."""
    usual = EditionContent(
        text,
        leaders=(cast.official.pk,),
        lead=(PrintedUnit(cast.other_unit.pk, "区城市管理局"),),
        cooperating=(PrintedUnit(cast.cooperating_unit.pk, "区财政局"),),
    )
    return replace(usual, **given)


def add(cast, *, since=ONE, by=None, **given) -> PlanChange:
    """The office adds a key item from the first quarter on."""
    usual = {
        "plan": cast.plan,
        "kind": find_kind(cast.plan, TaskKind.KEY),
        "content": content(cast),
        "grounds": GROUNDS,
    }
    return add_item(since=since, by=by or cast.office, **usual | given)


def undo(cast, change: PlanChange, *, by=None) -> PlanChange:
    return undo_change(change=change, by=by or cast.office)


def open_half_year(cast) -> Period:
    """The first quarter is issued, the half-year is open, with an entry of the key item."""
    set_state(cast.period, PeriodState.ISSUED)
    half = PeriodFactory(plan=cast.plan, number=HALF, opens_on=date(2024, 6, 20), due_on=date(2024, 7, 5))
    EntryFactory(task=cast.key, period=half, edition=Task.objects.get(pk=cast.key.pk).current)
    return half


def set_state(period: Period, state: PeriodState) -> None:
    period.state = state
    period.save()


def entry_of(task: Task, period: Period) -> ProgressEntry:
    return ProgressEntry.objects.select_related("edition", "period__plan").get(task=task, period=period)


def leads_of(entry: ProgressEntry) -> list[str]:
    return [one.label for one in entry.edition.leading]


def inbox(user) -> list[str]:
    return list(Notice.objects.filter(recipient=user).order_by("pk").values_list("body", flat=True))


def numbers(cast, kind=TaskKind.KEY) -> dict[str, int]:
    """The items of a kind in printed order: text → 序号."""
    tasks = Task.objects.filter(plan=cast.plan, kind=kind).select_related("current").order_by("number")
    return {task.edition.text: task.number for task in tasks}

"""Simulates requests, words between a unit and the office, an answer of a leader, a manual reminder and the reading of
notices."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from django.utils import timezone

from tasks.adjusting.adjustment_actions import amend_item
from tasks.adjusting.grounds import Grounds
from tasks.adjusting.items import Amendment, PlanNames, compute_item_fingerprint
from tasks.commenting.comment_actions import add_comment
from tasks.enums import RequestKind, Role, TaskKind
from tasks.filing.coordination_actions import answer_coordination
from tasks.management.demonstration.cast import CLERK, LEADER, OFFICE, OTHER_CLERK
from tasks.management.demonstration.stage import DRAFT, Act, compute_fate, get_or_add_clerk
from tasks.models import ChangeRequest, Notice, Period, ProgressEntry, Task, Unit, User
from tasks.permissions import Permission, can
from tasks.plans.edition_content import EditionContent, PrintedUnit, find_joint, separate_units
from tasks.queries import list_printed_entries
from tasks.reminding.inbox_actions import mark_all_read
from tasks.reminding.manual_actions import AskedBefore, remind
from tasks.requesting.request_actions import decide_request, file_request

WHY_LATER = "审计部门正在核对半年数据，核对后才能取得准数。"
WHY_LESS = "受国际物流通道影响，境外项目审批周期延长，年内预计落地8个，已报区政府分管领导同意。"
#: the number of the item for which the other clerk asks for a lower target; the old and the new words
LESS = 15, ("落地海外项目10个", "落地海外项目8个")
LINE = "请今天下班前报送；确有困难的，请在系统中申请延期。"
#: the unit that the plan forgot to name, and the meeting that said so
HELPER, MEETING = "区财政局", "区政府第75次常务会议"
QUESTION = "验收报告7月9日才能出具，本期先报形象进度可以吗？"
REPLY = "可以，请写明验收的日期。"
ANSWER = "已请有关部门本周现场会商，7月12日前把时间表报我。"


def iterate_exchange_acts(period: Period) -> Iterator[Act]:
    """Yields two pending requests and a granted one, a question about an item with its reply, a correction of the plan, a
    manual reminder, an answer, and the reading of all notices on Friday evening."""
    never_filed = [entry for entry in list_printed_entries(period) if compute_fate(entry) >= DRAFT]
    own = next(entry for entry in never_filed if get_filing_clerk(entry).username == CLERK)
    others = [entry for entry in never_filed if get_filing_clerk(entry).username not in (CLERK, OTHER_CLERK)]
    yield Act(parse_moment("4 10:20"), partial(ask_for_time, others[0], "2024-07-10"))
    yield Act(parse_moment("4 15:10"), partial(grant_request, others[0]))
    yield Act(parse_moment("4 16:00"), partial(ask_for_less, period))
    yield Act(parse_moment("5 14:30"), partial(ask_for_time, own, "2024-07-12"))
    yield Act(parse_moment("5 14:40"), partial(add_comment, entry=own, text=QUESTION, by=get_filing_clerk(own)))
    yield Act(parse_moment("5 15:00"), partial(add_comment, entry=own, text=REPLY, by=get_user(OFFICE)))
    yield Act(parse_moment("5 15:20"), partial(name_helper, others[0]))
    yield Act(parse_moment("5 16:00"), partial(remind_by_hand, period, others[1:7]))
    yield Act(parse_moment("5 17:30"), partial(answer_one, period))
    yield Act(parse_moment("5 17:45"), mark_everything_read)


def parse_moment(moment: str) -> datetime:
    """Parses a day of July 2024 and a local time: ``4 10:20``."""
    return timezone.make_aware(datetime.strptime(f"2024-07-{moment}", "%Y-%m-%d %H:%M"))  # noqa: DTZ007


def get_filing_clerk(entry: ProgressEntry) -> User:
    return get_or_add_clerk(entry.edition)


def ask_for_time(entry: ProgressEntry, day: str) -> None:
    file_request(
        entry=entry,
        kind=RequestKind.EXTEND_FILING,
        wanted={"due_on": day},
        reason=WHY_LATER,
        by=get_filing_clerk(entry),
    )


def ask_for_less(period: Period) -> None:
    number, (more, less) = LESS
    entry = period.entries.get(task__kind=TaskKind.KEY, task__number=number)
    wanted = {"text": entry.edition.text.replace(more, less)}
    file_request(entry=entry, kind=RequestKind.ADJUST_TEXT, wanted=wanted, reason=WHY_LESS, by=get_filing_clerk(entry))


def grant_request(entry: ProgressEntry) -> None:
    request = ChangeRequest.objects.get(task=entry.task, kind=RequestKind.EXTEND_FILING)
    decide_request(
        request=request,
        granted=True,
        decision="同意，请抓紧核对。",
        basis="督查办主任批示",
        by=get_user(OFFICE),
    )


def name_helper(entry: ProgressEntry) -> None:
    """Corrects the plan: 区财政局 cooperates in the item from the entry's period on."""
    task = Task.objects.select_related("plan", "item_kind", "current").get(pk=entry.task_id)
    unit = Unit.objects.get(government=task.plan.government_id, name=HELPER)

    def name_unit(content: EditionContent) -> EditionContent:
        units = (*content.cooperating, PrintedUnit(unit.pk, unit.name))
        return replace(content, cooperating=separate_units(units, find_joint(content.lead, content.cooperating)))

    amend_item(
        task=task,
        amendment=Amendment(name_unit),
        since=entry.period.number,
        grounds=Grounds(MEETING, date(2024, 7, 3), "资金保障需区财政局配合，方案漏列。"),
        seen=compute_item_fingerprint(task, PlanNames(task.plan)),
        by=get_user(OFFICE),
    )


def remind_by_hand(period: Period, entries: list[ProgressEntry]) -> None:
    """Reminds units that were reminded automatically that morning; the office confirms the repetition."""
    asked: dict[str, Any] = {
        "period": period,
        "entries": entries,
        "line": LINE,
        "to": (Role.CLERK,),
        "by": get_user(OFFICE),
    }
    try:
        remind(**asked)
    except AskedBefore as before:
        remind(**asked, again=before.mailing.mark)


def answer_one(period: Period) -> None:
    """Answers the first entry that asks the leader for coordination."""
    leader = get_user(LEADER)
    asking = [one for one in list_printed_entries(period) if can(leader, Permission.ANSWER_COORDINATION, one)]
    answer_coordination(entry=asking[0], text=ANSWER, revision=asking[0].revision, by=leader)


def mark_everything_read() -> None:
    newest = Notice.objects.latest("pk")
    for user in User.objects.exclude(notices=None):
        mark_all_read(newest=newest.pk, by=user)


def get_user(username: str) -> User:
    return User.objects.get(username=username)

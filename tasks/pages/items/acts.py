"""事项: what a person may do now with an item and with its entry of one period, each with the place where it is done.

Each act asks what the action itself asks, so that no button leads to a refusal.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from tasks.adjusting.items import list_possible_starts
from tasks.ending.endings import is_year_over
from tasks.enums import AT_THE_OFFICE, CoordinationState, EntryState
from tasks.judging.reviews import describe_judging_refusal, describe_review_refusal
from tasks.models import ChangeRequest, ProgressEntry, Task, User
from tasks.models.ending import find_ending
from tasks.pages.frame.context import NAMED
from tasks.pages.frame.views.periods_switch import NEXT
from tasks.pages.items.entry_detail import EntryDetail
from tasks.permissions import Permission, can, is_in_filing_unit
from tasks.terms import terms


@dataclass(frozen=True)
class ItemAct:
    """One thing that the person may do now.

    Attributes:
        label: the word on its button.
        address: where it is done.
        waits: whether the item waits for it, so that it can be the next step.
        posts: what the button sends; None where it leads to the place and is done there.
        key: the key that presses it; "" for none.
    """

    label: str
    address: str
    waits: bool = False
    posts: Mapping[str, str] | None = field(default=None)
    key: str = ""


def choose_next_act(acts: Sequence[ItemAct]) -> ItemAct | None:
    """Returns the act that the item waits for; None where it waits for nothing of the person."""
    return next((act for act in acts if act.waits), None)


def list_entry_acts(
    detail: EntryDetail,
    open_requests: Sequence[ChangeRequest] = (),
    queues: Mapping[str, str] | None = None,
    *,
    before: str,
) -> list[ItemAct]:
    """Lists what the person may do now with the entry of a period, what it waits for first.

    Args:
        open_requests: about its item.
        queues: name of a page → the filter with which the person came, as a query string.
        before: the address of the item's page, to which reviewing and judging come back.
    """
    if detail.is_set_aside:
        return []
    kept = {name: _join((queues or {}).get(name, ""), urlencode({NEXT: before})) for name in ("review", "judge")}
    return [
        *_iterate_filing_acts(detail),
        *_iterate_review_acts(detail, kept["review"]),
        *_iterate_judging_acts(detail, kept["judge"]),
        *_iterate_request_acts(detail, open_requests),
        *_iterate_helping_acts(detail),
    ]


def _build_address(name: str, pk: int, query: str = "", *, at: str = "") -> str:
    return f"{reverse(name, args=[pk])}{f'?{query}' if query else ''}{f'#{at}' if at else ''}"


def _iterate_filing_acts(detail: EntryDetail) -> Iterator[ItemAct]:
    """Yields what a lead unit does with its own entry."""
    user, entry, page = detail.user, detail.entry, _build_address("entry_page", detail.entry.pk)
    if can(user, Permission.CONFIRM_ENTRY, entry):
        yield ItemAct("审核本单位填报", page, waits=True)
    if can(user, Permission.SUBMIT_ENTRY, entry):
        yield ItemAct("修改后重报" if entry.return_reason else "填报本期进展", page, waits=True)
    elif can(user, Permission.EDIT_ENTRY, entry):
        yield ItemAct("补充草稿", page)
    elif detail.is_led and not can(user, Permission.CONFIRM_ENTRY, entry):
        yield ItemAct("查看填报", page)
    if can(user, Permission.WITHDRAW_ENTRY, entry):
        yield ItemAct("撤回修改", reverse("entry_withdraw", args=[entry.pk]), posts={})
    if detail.is_led and detail.may_object:
        yield ItemAct("申请复核", reverse("objection_file", args=[entry.pk]))
    if detail.is_led and detail.may_request:
        yield ItemAct("提出申请", reverse("request_file", args=[entry.pk]))


def _iterate_review_acts(detail: EntryDetail, kept: str) -> Iterator[ItemAct]:
    """Yields what the office does with what a unit filed."""
    user, entry = detail.user, detail.entry
    read = {"revision": f"{entry.revision}"}
    address = _build_address("review_entry", entry.pk, kept)
    if not describe_review_refusal(user, entry, EntryState.SUBMITTED):
        yield ItemAct("审核通过", address, waits=True, posts=read | {"do": "accept"})
    if not describe_review_refusal(user, entry):
        yield ItemAct("退回修改", _build_address("review_entry", entry.pk, _join(kept, "open=return"), at="return"))
    if entry.state in AT_THE_OFFICE and can(user, Permission.REWORD_ENTRY, entry):
        yield ItemAct("改报告用语", _build_address("review_entry", entry.pk, _join(kept, "open=reword"), at="reword"))
    if not describe_review_refusal(user, entry, EntryState.ACCEPTED):
        yield ItemAct("撤销通过", address, posts={"do": "reopen"})


def _join(*queries: str) -> str:
    return "&".join(filter(None, queries))


def _iterate_judging_acts(detail: EntryDetail, kept: str) -> Iterator[ItemAct]:
    user, entry, disputed = (
        detail.user,
        detail.entry,
        next((one for one in detail.case.objections if one.is_open), None),
    )
    if disputed and can(user, Permission.DECIDE_OBJECTION, entry):
        yield ItemAct("办理复核", reverse("objection_page", args=[disputed.pk]), waits=True)
    if not describe_judging_refusal(user, entry, is_disputed=disputed is not None):
        is_ready = entry.judgement_id is None and (entry.state == EntryState.ACCEPTED or not entry.is_owed)
        waits = is_ready and entry.state != EntryState.SUBMITTED
        label = f"{terms.judging}这一项" if entry.judgement_id is None else f"改{terms.judging}"
        yield ItemAct(label, _build_address("judge_entry", entry.pk, kept), waits=waits)


def _iterate_request_acts(detail: EntryDetail, open_requests: Sequence[ChangeRequest]) -> Iterator[ItemAct]:
    if can(detail.user, Permission.DECIDE_REQUEST, detail.entry):
        for one in open_requests:
            yield ItemAct(f"办理{one.kind.label}申请", reverse("request_page", args=[one.pk]), waits=True)


def _iterate_helping_acts(detail: EntryDetail) -> Iterator[ItemAct]:
    """Yields what makes others act, and what others than the filing unit write."""
    user, entry, cooperation = detail.user, detail.entry, detail.cooperation
    if detail.coordination and detail.coordination.may_answer:
        is_answered = detail.coordination.state == CoordinationState.ANSWERED
        yield ItemAct("补充协调答复" if is_answered else "答复协调事项", f"#period-{entry.period.number}")
    if cooperation.may_write:
        note = cooperation.own_note
        waits = note is not None and note.is_owed and not is_in_filing_unit(user, entry)
        yield ItemAct("填写配合进展", _build_address("entry_page", entry.pk, at="note"), waits=waits)
    if can(user, Permission.SEND_REMINDERS) and entry.is_owed:
        query = urlencode({NAMED: entry.period.key, "entry": entry.pk})
        yield ItemAct("催办", f"{reverse('remind_page')}?{query}", waits=True)
    if cooperation.may_ask:
        yield ItemAct(f"请{terms.cooperating_unit}填写", reverse("notes_ask", args=[entry.pk]))


def list_item_acts(
    user: User, task: Task, latest: ProgressEntry | None, issued: Collection[int], *, is_internal: bool
) -> list[ItemAct]:
    """Lists what the person may do now with the item itself.

    Args:
        task: with plan, ending and present wording.
        latest: its entry on whose page it is marked; None before the first period.
        issued: the numbers of the periods of its plan that are issued.
        is_internal: whether public versions leave it out.
    """
    ended, own = find_ending(task), task.plan.government_id == user.government_id
    acts: list[ItemAct] = []
    if own and can(user, Permission.MANAGE_PLAN) and list_possible_starts(task.plan, issued):
        acts.append(ItemAct("更改领导、单位、时限", reverse("task_adjust", args=[task.pk])))
    if not ended and can(user, Permission.SET_MILESTONES, task):
        acts.append(ItemAct("填写节点", reverse("milestones_page", args=[task.pk])))
    if own and latest and can(user, Permission.ISSUE_REPORT):
        label = "取消内部标记" if is_internal else "标为内部事项"
        acts.append(ItemAct(label, _build_address("review_entry", latest.pk, "open=internal", at="internal")))
    if own and can(user, Permission.END_ITEMS):
        if ended:
            acts.append(ItemAct("恢复办理", "#resume"))
        elif not is_year_over(task.plan, issued):
            acts.append(ItemAct("销号或停办", f"{reverse('endings_page')}?item={task.pk}"))
    if own and can(user, Permission.IMPORT_DOCUMENTS):
        acts.append(ItemAct("关联同一事项", reverse("task_link", args=[task.pk])))
    return acts

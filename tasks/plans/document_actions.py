"""来源文件: saves what is known of another list, links items that ask for the same, and parts them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import PlanDocument, Task, User
from tasks.models.changes import build_field_state, diff_states, refuse_if_changed
from tasks.organisation.organisation_actions import assign_values, lock_government
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.plans.documents import describe_document_day_refusal, read_item_source

DOCUMENT_FACTS = ("title", "document_number", "issued_on", "level", "decided_by")


@transaction.atomic
def save_document_facts(*, document: PlanDocument, values: dict[str, Any], seen: str, by: User) -> PlanDocument:
    """Saves title, number, day, level and meeting of another list.

    Args:
        values: of ``DOCUMENT_FACTS``; "" or None is what is not known.
        seen: ``changes.compute_fingerprint`` of the document's state when the user opened the form.

    Raises:
        Refused: the user lacks the permission, or the plan is another government's.
        ChangedMeanwhile: somebody else has saved it since.
        ValidationError: there is no title, or the day does not fit the year.
    """
    _require_permission(by, document.plan.government_id)
    document = PlanDocument.objects.select_related("plan").get(pk=document.pk)
    before = build_field_state(document, DOCUMENT_FACTS)
    refuse_if_changed(before, seen)
    if not values["title"].strip():
        raise ValidationError({"title": "请写明文件的标题。"})
    if refusal := describe_document_day_refusal(values["issued_on"], document.plan.year):
        raise ValidationError({"issued_on": refusal})
    assign_values(document, values, DOCUMENT_FACTS)
    old, new = diff_states(before, build_field_state(document, DOCUMENT_FACTS))
    if new:
        record(
            EventKind.PLAN_DOCUMENT_SAVED,
            document,
            by=by,
            government_id=document.plan.government_id,
            before=old,
            after=new,
        )
    return document


@transaction.atomic
def link_tasks(*, task: Task, other: Task, by: User) -> None:
    """Takes two items of a year for the same, with all that are linked to either.

    Raises:
        Refused: they are one item, of two years, or linked already, or the user lacks the permission.
    """
    _require_permission(by, task.plan.government_id)
    known = Task.objects.select_related("plan", "item_kind", "document").filter(plan=task.plan_id)
    pair = [known.filter(pk=one.pk).first() for one in (task, other)]
    if task.pk == other.pk or None in pair:
        raise Refused("只能与同一年的另一个事项关联。")
    if not join_tasks(*filter(None, pair)):
        raise Refused("这两个事项已经关联，可能同事刚刚已办理；没有再办理。")
    record(
        EventKind.TASK_LINKED,
        task,
        by=by,
        government_id=task.plan.government_id,
        after={"同一事项": f"{other}，{read_item_source(other)}"},
    )


def join_tasks(task: Task, other: Task) -> bool:
    """Points the later of two groups to the first item of the earlier one; returns False where they are one already."""
    first, later = sorted((task.same_as_id or task.pk, other.same_as_id or other.pk))
    if first == later:
        return False
    Task.objects.filter(Q(pk=later) | Q(same_as=later)).update(same_as=first)
    return True


@transaction.atomic
def unlink_tasks(*, task: Task, other: Task, by: User) -> None:
    """Parts two items that were taken for the same; of several, only the later one leaves.

    Raises:
        Refused: they are not linked (any more), or the user lacks the permission.
    """
    _require_permission(by, task.plan.government_id)
    pair = list(
        Task.objects.select_related("plan", "item_kind", "document").filter(pk__in=[task.pk, other.pk]).order_by("pk")
    )
    roots = {one.same_as_id or one.pk for one in pair}
    leaver = next((one for one in pair if one.pk == task.pk and one.same_as_id), None)
    leaver = leaver or next((one for one in pair if one.same_as_id), None)
    if len(pair) != 2 or len(roots) != 1 or leaver is None:
        raise Refused("这两个事项没有关联，可能同事刚刚已解除；没有再办理。")
    stayer = next(one for one in pair if one is not leaver)
    leaver.same_as = None
    leaver.save(update_fields=["same_as"])
    record(
        EventKind.TASK_UNLINKED,
        leaver,
        by=by,
        government_id=leaver.plan.government_id,
        before={"同一事项": f"{stayer}，{read_item_source(stayer)}"},
    )


def _require_permission(by: User, government: int) -> None:
    if not can(by, Permission.IMPORT_DOCUMENTS) or by.government_id != government:
        raise Refused(describe_role_refusal(by))
    # an import locks it too
    lock_government(by.home)

"""方案调整: selects the changes a user may see, and computes whether one can still be undone."""

from django.db.models import QuerySet

from tasks.adjusting.items import list_issued_numbers
from tasks.adjusting.snapshots import read_contents, unpack_contents
from tasks.enums import EntryState, PeriodState, PlanChangeKind
from tasks.models import InternalItem, PlanChange, ProgressEntry, Task, User
from tasks.permissions import Permission, can, describe_role_refusal
from tasks.terms import terms

BUILT_UPON = (
    "该事项的表述后来又有变动（如再次调整、办理申请、核定时限、领导接任），不能直接撤销；请按现行表述再作一次更正。"
)


def select_plan_changes(user: User) -> QuerySet[PlanChange]:
    """Selects the changes of the user's government, the latest first; none without the permission."""
    if not can(user, Permission.MANAGE_PLAN):
        return PlanChange.objects.none()
    found = PlanChange.objects.filter(plan__government=user.government_id)
    return found.select_related("plan", "task__item_kind", "made_by", "undone_by")


def describe_undo_refusal(user: User, change: PlanChange) -> str:
    """Returns in one Chinese sentence why a change cannot be undone; "" when it can."""
    if not can(user, Permission.MANAGE_PLAN) or change.plan.government_id != user.government_id:
        return describe_role_refusal(user)
    if change.is_undone:
        return f"{change.undone_by}已撤销这次调整。"
    task = find_changed_task(change)
    if task is None:
        return "该事项已不在方案中。"
    if task.plan_changes.filter(pk__gt=change.pk, undone_at=None).exists():
        return "该事项后来又有调整，请先撤销后来的调整。"
    issued = list_issued_numbers(change.plan) - set(change.kept["issued"])
    if any(number >= change.since for number in issued):
        return "调整所涉及的填报期已经印发，不能撤销；请再作一次更正。"
    if filed := _find_filed_entry(change):
        return f"{filed.period}已按调整后的内容报送，不能撤销；请再作一次更正。"
    if _is_built_upon(change, task):
        return BUILT_UPON
    return _describe_removal_refusal(task) if change.kind == PlanChangeKind.ADD else ""


def find_changed_task(change: PlanChange) -> Task | None:
    """Finds the item of a change as it is stored now; None once it was taken out again."""
    tasks = Task.objects.select_related("current", "item_kind", "plan")
    return tasks.filter(pk=change.task_id).first() if change.task_id else None


def _find_filed_entry(change: PlanChange) -> ProgressEntry | None:
    """Finds an entry that was handed over after the change, on the wording that it made."""
    entries = ProgressEntry.objects.handed_over().filter(task=change.task_id, period__number__gte=change.since)
    return entries.filter(submitted_at__gte=change.made_at).select_related("period__plan").first()


def _is_built_upon(change: PlanChange, task: Task) -> bool:
    numbers = change.kept.get("numbers")
    if numbers and task.number != numbers[1]:
        return True
    return read_contents(task) != unpack_contents(change.kept["after"])


def _describe_removal_refusal(task: Task) -> str:
    """Returns why an added item cannot be taken out again; "" when nobody has written on it."""
    entries = ProgressEntry.objects.filter(task=task)
    if written := entries.exclude(state=EntryState.BLANK, revision=0).select_related("period__plan").first():
        return f"{written.period}已有填写的内容，不能撤销新增；请再作一次更正。"
    if entries.filter(judgements__isnull=False).exists() or entries.filter(evidence__isnull=False).exists():
        return f"该事项已有{terms.judging}或佐证材料，不能撤销新增。"
    if task.requests.exists() or InternalItem.objects.filter(task=task).exists():
        return "该事项已有申请或已标为内部事项，不能撤销新增。"
    return ""


def describe_filed_entries(task: Task, since: int = 1) -> list[str]:
    """Describes what was filed of an item in periods from ``since`` on that are not issued: a correction of the lead unit
    that reaches them puts these words under the name of the new one, which is not asked for them."""
    entries = ProgressEntry.objects.handed_over().filter(task=task, period__number__gte=since)
    filed = entries.exclude(period__state=PeriodState.ISSUED).select_related("period__plan", "submitted_by__unit")
    return [
        f"{entry.period}已由{_name_filer(entry)}报送（{entry.state.label}）"
        for entry in filed.exclude(text="").order_by("period__number")
    ]


def _name_filer(entry: ProgressEntry) -> str:
    unit = entry.submitted_by.unit if entry.submitted_by else None
    return unit.name if unit else f"原{terms.lead_unit}"

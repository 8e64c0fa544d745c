"""撤销导入: takes back what a document brought, whole, as long as nothing was built on it.

What can be taken back is the first document of a year and another list of one that is under way: they only add. What
corrects items, and a report that brings judgements, changed what stood before or is final; it is refused with the reason.
"""

from collections import defaultdict

from django.db.models import Model, Q

from tasks import clock
from tasks.audit import record
from tasks.enums import EntryState, EventKind, ReminderKind
from tasks.models import (
    Edition,
    Event,
    Indicator,
    Leadership,
    Milestone,
    Plan,
    ProgressEntry,
    Reminder,
    Responsibility,
    Section,
    SourceDocument,
    Task,
    Unit,
    UnitAlias,
    User,
)
from tasks.organisation.organisation_actions import lock_government
from tasks.periods import format_month_day_time
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.reminding.messages import Message
from tasks.reminding.notice_actions import put_notice
from tasks.reminding.rules import MessageLine
from tasks.terms.later import say_later

#: what an import itself makes of an item, and what it makes of a plan; everything else was built on it
OF_TASKS = {Edition, ProgressEntry, Milestone, Indicator, Task}
OF_PLANS = {Section, Task, SourceDocument}
FINAL = say_later(
    "进展文件带来的{terms.judging}已经定稿，不能删除，这次导入不能撤销；有差错的，请在“{terms.judging}”中更正。"
)
REWORDED = "这次导入改写了原有的事项，不能整体撤销；请导入更正文件，或在“调整记录”中逐项办理。"
GONE = "这次导入的内容已不在，可能同事刚刚已撤销。"


def lock_imported_plan(key: int, by: User) -> Plan:
    """Locks the government of a plan, as imports do, so that none comes in between, and returns the plan.

    Raises:
        Refused: the plan is gone, another government's, or the user may not import.
    """
    plan = Plan.objects.select_related("government").filter(pk=key).first()
    if plan is None:
        raise Refused(GONE)
    if not can(by, Permission.IMPORT_DOCUMENTS) or by.government_id != plan.government_id:
        raise Refused(describe_role_refusal(by))
    lock_government(plan.government)
    return plan


def take_back_import(*, plan: Plan, imported: Event, by: User) -> None:
    """Removes what a document brought: its items with all that it says of them, the list or the plan itself, and the units
    and aliases that it made, as far as nobody uses them. Names of leaders stay.

    Args:
        plan: locked.
        imported: the audit row of the import.

    Raises:
        Refused: the document changed what stood before, or something was built on it, which is named.
    """
    source = _find_source(plan, imported)
    if source.period_id is not None:
        raise Refused(FINAL)
    is_first = source.document_id is None
    if imported.before or (is_first and not _began_with(plan, imported)):
        raise Refused(REWORDED)
    tasks = list(plan.tasks.filter(document=source.document_id).select_related("plan", "document"))
    if len(tasks) != imported.after.get("新增事项", 0):
        raise Refused(REWORDED)
    if standing := _describe_built(plan, tasks, imported, is_first=is_first):
        raise Refused(f"这次导入不能撤销，因为{standing}。")
    title, year = imported.subject, str(plan.year)
    record(
        EventKind.IMPORT_TAKEN_BACK, plan, by=by, government_id=plan.government_id, title=title,
        before={"文件": source.filename, "年度": year, "事项": len(tasks)},
    )  # fmt: skip
    _tell_told(tasks, by)
    _remove_tasks(tasks)
    document = source.document
    source.delete()
    if document:
        document.delete()
    Section.objects.filter(plan=plan, editions__isnull=True).delete()
    if is_first:
        plan.delete()
    _remove_names(plan.government_id, imported)


def _find_source(plan: Plan, imported: Event) -> SourceDocument:
    """Finds the document that the audit row tells of: both were written in one transaction."""
    rows = SourceDocument.objects.filter(plan=plan, imported_by=imported.actor_id, imported_at__lte=imported.at)
    source = rows.select_related("document").order_by("-pk").first()
    if source is None or source.filename != str(imported.after.get("文件", ""))[:300]:
        raise Refused(GONE)
    return source


def _began_with(plan: Plan, imported: Event) -> bool:
    """Whether the import made the plan: nothing was said of it before, and no other document came."""
    first = Event.objects.about(plan).order_by("pk").first()
    return first is not None and first.pk == imported.pk and plan.sources.count() == 1


def _describe_built(plan: Plan, tasks: list[Task], imported: Event, *, is_first: bool) -> str:
    """Names the first thing that was built on the import; "" while nothing was."""
    entries = list(ProgressEntry.every.filter(task__in=tasks))
    later = Event.objects.about(*tasks, *entries).filter(pk__gt=imported.pk).order_by("pk").first()
    if later:
        when = format_month_day_time(clock.convert_to_local(later.at))
        return f"{later.actor_place}{later.actor_name}已于{when} 对“{later.subject}”办理“{later.kind.label}”"
    found = _list_references(Task, tasks, OF_TASKS)
    found += _list_references(ProgressEntry, entries, {Reminder})
    if reminded := Reminder.objects.filter(entry__in=entries).exclude(kind=ReminderKind.OPENED).count():
        found.append(f"催办 {reminded} 条")
    found += _list_references(Indicator, list(Indicator.objects.filter(task__in=tasks)), set())
    if is_first:
        found += _list_references(Plan, [plan], OF_PLANS)
    if Task.objects.filter(same_as__in=tasks).exclude(pk__in=[task.pk for task in tasks]).exists():
        found.append("其他清单与它的关联")
    if Edition.objects.filter(task__in=tasks).count() != len(tasks):
        found.append("对事项内容的调整")
    if any(entry.saved_at or entry.state != EntryState.BLANK for entry in entries):
        found.append("单位填写的进展")
    return f"已有：{'、'.join(found)}" if found else ""


def _list_references(model: type[Model], rows: list, own: set[type[Model]]) -> list[str]:
    """Lists what points to rows besides what the import itself has made: 签收 3 条."""
    found = []
    for relation in model._meta.related_objects:
        if relation.related_model not in own and relation.field.remote_field:
            pointing = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": rows})
            if count := pointing.count():
                found.append(f"{relation.related_model._meta.verbose_name} {count} 条")
    return found


def _tell_told(tasks: list[Task], by: User) -> None:
    """Tells those who were told to file new items that they need not; what they were told stays."""
    told = Reminder.objects.filter(entry__task__in=tasks).select_related("recipient", "entry__task__plan")
    lines: dict[User, list[MessageLine]] = defaultdict(list)
    for one in told:
        if one.entry is None:
            continue
        text = f"{one.entry.task.plan.year}年{one.entry.task}已随导入的文件撤销，不需填报。"
        lines[one.recipient].append(MessageLine(ReminderKind.PLAN_CHANGED, f"undone/entry:{one.entry_id}", text))
    for person, own in lines.items():
        put_notice(message=Message(person, f"撤销填报事项 {len(own)} 项", own), by=by)
    Reminder.objects.filter(pk__in=[one.pk for one in told]).update(entry=None)


def _remove_tasks(tasks: list[Task]) -> None:
    keys = [task.pk for task in tasks]
    Task.objects.filter(pk__in=keys).update(current=None, same_as=None)
    editions = Q(edition__task__in=keys)
    for model, rows in (
        (Indicator, Q(task__in=keys)),
        (Milestone, Q(task__in=keys)),
        (Leadership, editions),
        (Responsibility, editions),
        (ProgressEntry, Q(task__in=keys)),
        (Edition, Q(task__in=keys)),
        (Task, Q(pk__in=keys)),
    ):
        model._base_manager.filter(rows).delete()


def _remove_names(government: int, imported: Event) -> None:
    """Removes the units and aliases that the import made, as far as nothing speaks of them."""
    aliases = [str(told).partition(" → ")[0] for told in imported.after.get("新增别名", [])]
    UnitAlias.objects.filter(government=government, name__in=aliases).delete()
    for unit in Unit.objects.filter(government=government, name__in=imported.after.get("新增单位", [])):
        is_touched = Event.objects.about(unit).filter(pk__gt=imported.pk).exists()
        if not is_touched and not _list_references(Unit, [unit], {Unit}):
            unit.delete()

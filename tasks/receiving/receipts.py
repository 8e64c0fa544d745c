"""签收: which units have to sign for which items of a plan, what they said, and whom to call about an entry."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from tasks import clock
from tasks.enums import ReceiptState, ReminderKind, ResponsibilityRole
from tasks.models import Plan, ProgressEntry, Receipt, Reminder, Responsibility, Task, Unit, User
from tasks.models.changes import compute_fingerprint
from tasks.periods import format_month_day
from tasks.permissions import Permission, can
from tasks.queries import KINDS_IN_ORDER, select_user_units, select_visible_receipts

LEADS_IN_ORDER = Prefetch(
    "current__responsibilities",
    Responsibility.objects.filter(role=ResponsibilityRole.LEAD).order_by("position").select_related("unit"),
)
#: group → its members in use
Members = Mapping[int, Sequence[Unit]]


@dataclass(frozen=True)
class ItemReceipt:
    """An item, a unit that leads it now, and what the unit said.

    Attributes:
        task: with its plan, current edition and section.
        receipt: None where the unit has said nothing yet.
        own_day: its own last day, where the unit came to the item after the office had opened the signing.
    """

    task: Task
    unit: Unit
    receipt: Receipt | None
    own_day: date | None = None

    @property
    def due_on(self) -> date | None:
        """The last day: the plan's, or the unit's own if that is later; None while the signing is not open."""
        day = self.task.plan.receipts_due_on
        return max(day, self.own_day) if day and self.own_day else day

    def is_overdue(self, on: date) -> bool:
        """Whether the unit still has to sign though its last day has passed."""
        workdays = self.task.plan.government.workdays
        return self.is_owed and self.due_on is not None and workdays.on_or_after(self.due_on) < on

    @property
    def state(self) -> ReceiptState | None:
        return self.receipt.state if self.receipt else None

    @property
    def is_owed(self) -> bool:
        """Whether the unit still has to sign: it has said nothing, or the office has kept the item with it."""
        return self.state in (None, ReceiptState.KEPT)

    @property
    def is_received(self) -> bool:
        return self.state == ReceiptState.RECEIVED

    @property
    def is_disputed(self) -> bool:
        """Whether the office has to decide."""
        return self.state == ReceiptState.DISPUTED

    @property
    def is_to_be_moved(self) -> bool:
        """Whether the office has agreed to another lead unit, and the item still names this one."""
        return self.state == ReceiptState.MOVED


@dataclass(frozen=True)
class UnitReceipts:
    """The items that one unit leads, in printed order."""

    unit: Unit
    rows: list[ItemReceipt]

    @property
    def owed(self) -> list[ItemReceipt]:
        return [row for row in self.rows if row.is_owed]

    @property
    def owed_by_day(self) -> dict[date, list[ItemReceipt]]:
        """The owed rows by their last day, the earliest first; nothing while the signing is not open."""
        found: dict[date, list[ItemReceipt]] = defaultdict(list)
        for row in self.owed:
            if row.due_on:
                found[row.due_on].append(row)
        return dict(sorted(found.items()))

    def is_overdue(self, on: date) -> bool:
        return any(row.is_overdue(on) for row in self.rows)

    @property
    def received_count(self) -> int:
        return sum(row.is_received for row in self.rows)

    @property
    def disputed_count(self) -> int:
        return sum(row.is_disputed or row.is_to_be_moved for row in self.rows)

    @property
    def contacts(self) -> list[Receipt]:
        return list_distinct_contacts(row.receipt for row in self.rows if row.receipt)


def format_last_days(unit: UnitReceipts) -> str:
    """Formats until when a unit signs for what it owes: 4月10日前签收（其中 1 项为5月8日）."""
    (first, _), *later = unit.owed_by_day.items()
    others = "、".join(f"{len(rows)} 项为{format_month_day(day)}" for day, rows in later)
    return f"{format_month_day(first)}前签收" + (f"（其中 {others}）" if others else "")


def list_distinct_contacts(receipts: Iterable[Receipt]) -> list[Receipt]:
    """Lists the received ones, each combination of person in charge and contact once."""
    found: dict[tuple[str, ...], Receipt] = {}
    for each in receipts:
        if each.is_received:
            found.setdefault((each.in_charge, each.in_charge_post, each.contact, each.telephone), each)
    return list(found.values())


def format_calls(receipts: Iterable[Receipt]) -> str:
    """Formats whom to call, each person once: 张敏 023-67891234、李静 6620."""
    return "、".join(dict.fromkeys(each.call for each in receipts if each.is_received))


def list_item_receipts(
    plan: Plan, units: Collection[int] | None = None, tasks: Collection[int] | None = None
) -> list[ItemReceipt]:
    """Lists who has to sign for what, in printed order of items and units; in four queries.

    Every lead unit of an item's current edition signs for it. A group signs through its members; without members it
    stands for itself, and nobody can sign.

    Args:
        units, tasks: keys of the units and items to list; None for all.
    """
    members = index_group_members(plan.government_id)
    receipts = Receipt.objects.filter(task__plan=plan).select_related("made_by__unit", "decided_by__unit")
    items = _select_items(plan)
    if units is not None:
        receipts, items = receipts.filter(unit__in=units), items.filter(current__in=_select_led_by(units, members))
    if tasks is not None:
        receipts, items = receipts.filter(task__in=tasks), items.filter(pk__in=tasks)
    said = {(each.task_id, each.unit_id): each for each in receipts}
    whole = items.select_related("plan__government", "item_kind", "current__section", "internal").order_by(
        KINDS_IN_ORDER, "number", "pk"
    )
    rows = []
    for task in whole.prefetch_related(LEADS_IN_ORDER):
        for unit, own_day in _list_signing_units(task, members):
            if units is None or unit.pk in units:
                rows.append(ItemReceipt(task, unit, said.get((task.pk, unit.pk)), own_day))
    return rows


def _select_items(plan: Plan) -> QuerySet[Task]:
    """Selects what is signed for: nobody signs any more for what is done or was stopped."""
    return Task.objects.filter(plan=plan, current__isnull=False, ending__isnull=True)


def _select_led_by(units: Collection[int], members: Members) -> QuerySet:
    """Selects the editions that one of the units leads, itself or as a member of a group."""
    groups = (group for group, found in members.items() if any(each.pk in units for each in found))
    leads = Responsibility.objects.filter(role=ResponsibilityRole.LEAD, unit__in={*units, *groups})
    return leads.order_by().values("edition")


def index_group_members(government: int) -> dict[int, list[Unit]]:
    """Returns the members in use of each group of the government, by the key of the group."""
    rows = Unit.members.through.objects.filter(from_unit__government=government, from_unit__is_group=True)
    found: dict[int, list[Unit]] = defaultdict(list)
    for row in rows.filter(to_unit__is_active=True).select_related("to_unit").order_by("to_unit__name"):
        found[row.from_unit_id].append(row.to_unit)
    return dict(found)


def _list_signing_units(task: Task, members: Members) -> list[tuple[Unit, date | None]]:
    """Lists the units once each, with their own last day."""
    found: dict[int, tuple[Unit, date | None]] = {}
    for each in task.edition.leading:
        for unit in members.get(each.unit_id, ()) or (each.unit,):
            found.setdefault(unit.pk, (unit, each.receipt_due_on))
    return list(found.values())


def group_receipts_by_unit(rows: Iterable[ItemReceipt]) -> list[UnitReceipts]:
    """Groups the rows by unit, by its name."""
    found: dict[int, UnitReceipts] = {}
    for row in rows:
        found.setdefault(row.unit.pk, UnitReceipts(row.unit, [])).rows.append(row)
    return sorted(found.values(), key=lambda each: each.unit.name)


def index_days_reminded(plan: Plan) -> dict[int, list[date]]:
    """Returns the days on which each unit was reminded by hand to sign, in order, by the key of the unit."""
    asked = Reminder.objects.filter(
        kind=ReminderKind.RECEIPT,
        key__startswith=f"receipts:{plan.pk}/unit:",
        key__contains="/asked/",
        unit__isnull=False,
    )
    days: dict[int, set[date]] = defaultdict(set)
    for unit, made_at in asked.values_list("unit", "made_at"):
        days[unit].add(clock.convert_to_local(made_at).date())
    return {unit: sorted(found) for unit, found in days.items()}


def list_own_units(user: User) -> list[Unit]:
    """Lists the units for which the user signs: his own, and former units whose work it has taken over."""
    units = select_user_units(user).filter(is_group=False).distinct()
    return sorted(units, key=lambda unit: (unit.pk != user.unit_id, unit.name))


def list_owing_units(user: User, plan: Plan) -> list[UnitReceipts]:
    """Lists the units for which the user still has to sign for items of a plan, with those items, his own unit first; none
    before the office has opened the signing, which costs no query then."""
    if plan.receipts_due_on is None or not can(user, Permission.SIGN_RECEIPTS):
        return []
    units = {unit.pk: place for place, unit in enumerate(list_own_units(user))}
    owed = _list_owed_tasks(plan, units)
    owing = group_receipts_by_unit(list_item_receipts(plan, units, owed)) if owed else []
    return sorted((each for each in owing if each.owed), key=lambda each: units[each.unit.pk])


def _list_owed_tasks(plan: Plan, units: Collection[int]) -> set[int]:
    """Lists the keys of the items for which one of the units still has to sign, in three narrow queries: most units have
    signed for all, and their pages need not load the items."""
    groups: dict[int, set[int]] = defaultdict(set)
    memberships = Unit.members.through.objects.filter(to_unit__in=units, to_unit__is_active=True)
    for group, unit in memberships.filter(from_unit__is_group=True).values_list("from_unit", "to_unit"):
        groups[group].add(unit)
    said = Receipt.objects.filter(task__plan=plan, unit__in=units).exclude(state=ReceiptState.KEPT)
    signed = set(said.values_list("task", "unit"))
    led = _select_items(plan).filter(
        current__responsibilities__role=ResponsibilityRole.LEAD, current__responsibilities__unit__in={*units, *groups}
    )
    pairs = led.order_by().values_list("pk", "current__responsibilities__unit")
    return {task for task, lead in pairs for unit in groups.get(lead, {lead}) if (task, unit) not in signed}


def list_returned_receipts(plan: Plan) -> list[ItemReceipt]:
    """退回待办: lists the items that a unit has returned, those to be decided first, then those that still need another
    lead unit."""
    returned = Receipt.objects.filter(task__plan=plan, state__in=(ReceiptState.DISPUTED, ReceiptState.MOVED))
    tasks = set(returned.values_list("task", flat=True))
    return sort_returned(list_item_receipts(plan, tasks=tasks)) if tasks else []


def sort_returned(rows: Iterable[ItemReceipt]) -> list[ItemReceipt]:
    """Chooses the returned ones of the rows, as ``list_returned_receipts`` does."""
    return sorted((row for row in rows if row.is_disputed or row.is_to_be_moved), key=lambda row: not row.is_disputed)


def compute_receipts_fingerprint(rows: Iterable[ItemReceipt]) -> str:
    """Returns a hash of what was said of the rows; a form carries that of the rows it was opened with."""
    return compute_fingerprint({f"{row.task.pk}/{row.unit.pk}": _describe_stand(row.receipt) for row in rows})


def _describe_stand(receipt: Receipt | None) -> list[str]:
    return [receipt.state, f"{receipt.made_at}", f"{receipt.decided_at}"] if receipt else []


def index_contacts_by_entry(user: User, entries: Collection[ProgressEntry]) -> dict[int, list[Receipt]]:
    """Indexes whom to call about each entry: who signed for its item in the unit that files it, else for another item of
    that unit and year, such as one that the unit has led for longer; entries without are left out. Two queries.

    Args:
        entries: of one government, with edition and units fetched.
    """
    plans = Task.objects.filter(pk__in={entry.task_id for entry in entries}).values("plan")
    receipts = select_visible_receipts(user).filter(task__plan__in=plans).select_related("task__item_kind")
    signed = list(receipts.received().order_by("made_at", "pk"))
    said: dict[tuple[int, int], Receipt] = {(each.task_id, each.unit_id): each for each in signed}
    latest = {(each.task.plan_id, each.unit_id): each for each in signed}
    members = index_group_members(user.home_id) if said else {}
    found = {}
    for entry in entries:
        unit = entry.edition.filing_unit
        signing = [each.pk for each in members.get(unit.pk, ())] or [unit.pk] if unit else []
        if told := [said[entry.task_id, each] for each in signing if (entry.task_id, each) in said]:
            found[entry.pk] = told
        elif len(signing) == 1 and (other := latest.get((entry.task.plan_id, signing[0]))):
            found[entry.pk] = [other]
    return found

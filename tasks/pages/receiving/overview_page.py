"""签收: the office's page: who has signed, who has not, and what was returned."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tasks import clock
from tasks.models import Plan
from tasks.pages.receiving.forms import ReceiptDayForm, ReceiptDecisionForm, ReceiptReminderForm
from tasks.pages.receiving.receipt_days import describe_receipt_days
from tasks.receiving.receipts import (
    ItemReceipt,
    UnitReceipts,
    group_receipts_by_unit,
    index_days_reminded,
    list_item_receipts,
    sort_returned,
)
from tasks.reminding.recipients import RecipientDirectory


@dataclass(frozen=True)
class UnitReceiptsRow:
    """A unit of the list.

    Attributes:
        days: the days on which it was reminded by hand, in order.
        is_reachable: whether anybody with an account files for the unit.
        is_late: whether it still has to sign for an item whose last day has passed.
    """

    unit: UnitReceipts
    days: list[date]
    is_reachable: bool
    is_late: bool


@dataclass(frozen=True)
class ReturnedRow:
    """An item that a unit returned, and the form of the decision; None where it is decided."""

    row: ItemReceipt
    form: ReceiptDecisionForm | None


class OverviewPage:
    """The units of a plan, those that have not signed first.

    Args:
        day_form, reminder_form: as sent, when refused.
        decision: the key of a receipt, and the form of its decision as sent, when refused.
        shows_units: False shows only what was returned.
    """

    def __init__(
        self,
        plan: Plan,
        plans: Sequence[Plan],
        *,
        day_form: ReceiptDayForm | None = None,
        reminder_form: ReceiptReminderForm | None = None,
        decision: tuple[int, ReceiptDecisionForm] | None = None,
        shows_units: bool = True,
    ):
        self.plan, self.plans = plan, plans
        self.day_form = day_form or ReceiptDayForm(initial={"due_on": plan.receipts_due_on})
        self.reminder_form = reminder_form or ReceiptReminderForm()
        self._decision = decision
        self.shows_units = shows_units

    @cached_property
    def _rows(self) -> list[ItemReceipt]:
        return list_item_receipts(self.plan)

    @cached_property
    def units(self) -> list[UnitReceiptsRow]:
        days, people = index_days_reminded(self.plan), RecipientDirectory(self.plan.government)
        today = clock.today()
        rows = [
            UnitReceiptsRow(
                each, days.get(each.unit.pk, []), people.is_unit_reachable(each.unit), each.is_overdue(today)
            )
            for each in group_receipts_by_unit(self._rows)
        ]
        return sorted(rows, key=lambda row: not row.unit.owed)

    @cached_property
    def returned(self) -> list[ReturnedRow]:
        """What waits for the office: items returned and not decided, then those that still need another lead unit."""
        rows = sort_returned(self._rows)
        return [ReturnedRow(row, self._build_decision_form(row) if row.is_disputed else None) for row in rows]

    def _build_decision_form(self, row: ItemReceipt) -> ReceiptDecisionForm:
        if self._decision and row.receipt and row.receipt.pk == self._decision[0]:
            return self._decision[1]
        return ReceiptDecisionForm(auto_id=f"id_{row.task.pk}_{row.unit.pk}_%s")

    @property
    def is_open(self) -> bool:
        return self.plan.receipts_due_on is not None

    @property
    def days(self) -> str:
        """What the last day means today; 全部签完 where nobody owes anything any more."""
        if not self.owing_unit_count:
            return "已全部签完"
        return describe_receipt_days(self.plan, self.plan.receipts_due_on, clock.today())

    @property
    def is_late(self) -> bool:
        return any(row.is_late for row in self.units)

    @property
    def owing_unit_count(self) -> int:
        return sum(bool(row.unit.owed) for row in self.units)

    @property
    def received_count(self) -> int:
        return sum(row.is_received for row in self._rows)

    @property
    def item_count(self) -> int:
        """The items and units that sign for them: an item with two lead units counts twice."""
        return len(self._rows)

    @property
    def ticked(self) -> Collection[int]:
        """The units ticked in a reminder that was refused."""
        form = self.reminder_form
        return set(form.units) if form.is_bound and form.is_valid() else set()

    @property
    def can_remind(self) -> bool:
        return self.is_open and self.owing_unit_count > 0

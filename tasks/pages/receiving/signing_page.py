"""签收: the screen on which a unit signs for all items that it leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tasks import clock
from tasks.models import Plan, Unit
from tasks.pages.receiving.forms import ItemReceiptForm, SigningForm
from tasks.pages.receiving.receipt_days import describe_receipt_days
from tasks.receiving.receipt_actions import NAMED
from tasks.receiving.receipts import ItemReceipt, UnitReceipts, compute_receipts_fingerprint, list_item_receipts


@dataclass(frozen=True)
class SigningPage:
    """The items of one unit in one year's plan.

    Attributes:
        plans: those whose signing is open, for the choice.
        units: for which the person signs.
        sent: the form as sent; None where it was not.
        is_short: whether only the items are shown that the unit still has to sign for.
    """

    plan: Plan
    plans: Sequence[Plan]
    unit: Unit
    units: Sequence[Unit]
    sent: Any = None
    is_short: bool = False

    @cached_property
    def rows(self) -> list[ItemReceipt]:
        return list_item_receipts(self.plan, [self.unit.pk])

    @cached_property
    def form(self) -> SigningForm:
        """The form; its people are those named last."""
        named = [row.receipt for row in self.rows if row.receipt and row.is_received]
        last = max(named, key=lambda receipt: receipt.made_at, default=None)
        initial = {name: getattr(last, name) for name in NAMED} if last else {}
        rows = [row for row in self.rows if row.is_owed] if self.is_short else self.rows
        return SigningForm(rows, self.sent, initial=initial, seen=compute_receipts_fingerprint(self.rows))

    @property
    def items(self) -> list[ItemReceiptForm]:
        return self.form.items

    @property
    def has_choices(self) -> bool:
        """Whether anything can be done with any of the items."""
        return any(not item.row.is_to_be_moved for item in self.items)

    @property
    def is_open(self) -> bool:
        """Whether the office has asked the units of the plan to sign."""
        return self.plan.receipts_due_on is not None

    @property
    def owed_count(self) -> int:
        return sum(row.is_owed for row in self.rows)

    @property
    def due_on(self) -> date | None:
        """The first last day of what is still to be signed for, else the plan's."""
        return next(iter(UnitReceipts(self.unit, self.rows).owed_by_day), self.plan.receipts_due_on)

    @property
    def days(self) -> str:
        return describe_receipt_days(self.plan, self.due_on, clock.today())

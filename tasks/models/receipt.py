"""签收: a lead unit confirms an item and names who answers for it, or returns the item as not its own."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.enums import ReceiptState
from tasks.models.constraints import build_choice_constraint, build_pair_constraint
from tasks.models.fields import EnumField
from tasks.models.organisation import Unit
from tasks.models.plan import Task
from tasks.terms.later import say_later


class ReceiptQuerySet(models.QuerySet):
    """Receipts."""

    def received(self) -> Self:
        """Selects those with which a unit has signed."""
        return self.filter(state=ReceiptState.RECEIVED)


class Receipt(models.Model):
    """签收: what one unit says of one item that it leads; no row means that it has said nothing yet.

    A unit that comes to lead the item later has no row, so it still has to sign.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="receipts", verbose_name="事项")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="receipts", verbose_name=say_later("{terms.lead_unit}"))
    state = EnumField(ReceiptState, "状态")
    in_charge = models.CharField("责任人", max_length=50, blank=True)
    in_charge_post = models.CharField("责任人职务", max_length=100, blank=True)
    contact = models.CharField("联系人", max_length=50, blank=True)
    # personal data: who may read it is decided by tasks.queries.select_visible_receipts alone
    telephone = models.CharField("联系电话", max_length=30, blank=True)
    # why the item is not the unit's own
    reason = models.TextField("退回理由", blank=True)
    made_at = models.DateTimeField("签收时间")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="签收人")
    decision = models.TextField("办理意见", blank=True)
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="办理人"
    )

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "签收"
        ordering = ["task_id", "unit_id"]
        constraints = [
            build_choice_constraint("state", ReceiptState),
            build_pair_constraint("decided"),
            UniqueConstraint(fields=["task", "unit"], name="receipt_once_a_unit"),
            CheckConstraint(
                condition=~Q(state=ReceiptState.RECEIVED) | (~Q(in_charge="") & ~Q(contact="") & ~Q(telephone="")),
                name="receipt_names_whom_to_call",
            ),
            CheckConstraint(
                condition=Q(state=ReceiptState.RECEIVED) | ~Q(reason=""), name="receipt_disputed_with_reason"
            ),
            CheckConstraint(condition=~Q(state=ReceiptState.KEPT) | ~Q(decision=""), name="receipt_kept_with_reason"),
        ]

    def __str__(self):
        return f"{self.task}（{self.unit}）"

    @property
    def is_received(self) -> bool:
        return self.state == ReceiptState.RECEIVED

    @property
    def call(self) -> str:
        """Whom to call, with the number: 张敏 023-67891234."""
        return f"{self.contact} {self.telephone}" if self.is_received else ""

    @property
    def decided_as(self) -> str:
        """What the office decided, also after the unit has signed for what it had returned."""
        if self.decided_at is None:
            return ""
        return ReceiptState.MOVED.label if self.state == ReceiptState.MOVED else ReceiptState.KEPT.label

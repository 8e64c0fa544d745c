"""配合进展: a cooperating unit's own line on an item in a period, and the ask for it."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks import clock
from tasks.models.changes import State, build_field_state, compute_fingerprint
from tasks.models.constraints import build_days_constraint, build_pair_constraint
from tasks.models.organisation import Unit
from tasks.models.progress import ProgressEntry
from tasks.terms.later import say_later

#: values are smaller; a check constraint keeps that, since SQLite knows no sizes
LARGEST = Decimal(10**12)


class CooperationNote(models.Model):
    """配合进展: the word of one unit to the lead unit and the office on one entry. No report prints it.

    The row holds the ask (配合填报), the answer, or both: a unit writes unasked too, and an ask may have no answer yet.
    The audit log keeps the earlier words.
    """

    entry = models.ForeignKey(ProgressEntry, models.PROTECT, related_name="notes", verbose_name="进展填报")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="notes", verbose_name=say_later("{terms.cooperating_unit}")
    )
    # the group (各镇街) as whose member the unit was asked
    group = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="所属单位组")
    asked_at = models.DateTimeField("提出时间", null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="提出人"
    )
    due_on = models.DateField("请于何日前填写", null=True, blank=True)
    # what each unit is asked for as a number: 建成口袋公园, 个
    measure = models.CharField("指标", max_length=100, blank=True)
    unit_of_measure = models.CharField("计量单位", max_length=20, blank=True)
    text = models.TextField("配合进展", blank=True)
    value = models.DecimalField("数值", max_digits=20, decimal_places=4, null=True, blank=True)
    saved_at = models.DateTimeField("保存时间", null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="保存人"
    )
    # the day of the first save after the ask; 考核 holds it against due_on
    answered_on = models.DateField("填写日期", null=True, blank=True)
    taken_over_at = models.DateTimeField("采用时间", null=True, blank=True)
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="采用人"
    )

    class Meta:
        verbose_name = "配合进展"
        ordering = ["entry_id", "pk"]
        constraints = [
            build_days_constraint("due_on", "answered_on"),
            UniqueConstraint(fields=["entry", "unit"], name="one_note_a_unit"),
            build_pair_constraint("asked"),
            build_pair_constraint("saved"),
            build_pair_constraint("taken_over"),
            CheckConstraint(condition=Q(asked_at=None) | ~Q(due_on=None), name="note_asked_for_a_day"),
            CheckConstraint(
                condition=~Q(asked_at=None) | Q(due_on=None, measure="", answered_on=None), name="note_ask_is_whole"
            ),
            CheckConstraint(condition=~Q(measure="") | Q(unit_of_measure=""), name="note_unit_has_a_measure"),
            CheckConstraint(condition=~Q(asked_at=None) | ~Q(saved_at=None), name="note_asked_or_written"),
            CheckConstraint(
                condition=Q(saved_at=None, text="", value=None, answered_on=None, taken_over_at=None)
                | (~Q(saved_at=None) & (~Q(text="") | ~Q(value=None))),
                name="note_written_says_something",
            ),
            CheckConstraint(
                condition=Q(value=None) | Q(value__gt=-LARGEST, value__lt=LARGEST), name="note_value_plausible"
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.entry}"

    @property
    def stored_state(self) -> State:
        """What a save of the unit's form is held against, by label; an ask for another number outdates the form too."""
        return build_field_state(self, ("text", "value", "measure", "unit_of_measure"))

    @property
    def mark(self) -> str:
        """The fingerprint of ``stored_state``; a form and a button carry that of what the page showed."""
        return compute_fingerprint(self.stored_state)

    @property
    def is_written(self) -> bool:
        return self.saved_at is not None

    @property
    def is_asked(self) -> bool:
        return self.asked_at is not None

    @property
    def is_owed(self) -> bool:
        """Whether the unit was asked and has not answered."""
        return self.is_asked and self.answered_on is None

    @property
    def is_late(self) -> bool:
        """Whether the unit was asked, has not answered, and the day has passed, or the working day after a day of rest."""
        workdays = self.entry.period.plan.government.workdays
        return self.is_owed and self.due_on is not None and workdays.on_or_after(self.due_on) < clock.today()

    @property
    def is_changed_since(self) -> bool:
        """Whether the unit wrote anew after the lead unit had taken the words over."""
        return self.taken_over_at is not None and self.saved_at is not None and self.saved_at > self.taken_over_at

"""What was filed, reviewed and judged: periods, progress entries with their revisions, judgements, evidence."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from tasks import clock, periods
from tasks.enums import EntryState, Outcome, PeriodState, Standing
from tasks.models import entry_fields
from tasks.models.constraints import build_choice_constraint, build_pair_constraint
from tasks.models.entry_queries import EntryQuerySet, PeriodQuerySet
from tasks.models.fields import EnumField
from tasks.models.plan import Edition, Plan, Task


class Period(models.Model):
    """填报期: 一季度, 上半年, 前三季度 or 全年 of a plan."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="periods", verbose_name="年度方案")
    number = models.PositiveSmallIntegerField(
        "期次", choices=[(n, periods.get_period_label(n)) for n in range(1, 5)]
    )
    opens_on = models.DateField("开启日期")
    due_on = models.DateField("截止日期")
    state = EnumField(PeriodState, "状态", default=PeriodState.PLANNED)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "填报期"
        ordering = ["plan_id", "number"]
        constraints = [
            build_choice_constraint("state", PeriodState),
            UniqueConstraint(fields=["plan", "number"], name="period_once_a_plan"),
            CheckConstraint(condition=Q(number__gte=1, number__lte=4), name="period_number_one_to_four"),
            CheckConstraint(condition=Q(due_on__gte=F("opens_on")), name="period_due_after_opening"),
        ]

    def __str__(self):
        return f"{self.plan.year}年{self.label}"

    @property
    def label(self) -> str:
        return periods.get_period_label(self.number)

    @property
    def code(self) -> str:
        return periods.get_period_code(self.number)

    @property
    def key(self) -> str:
        """2024-H1, as addresses have it."""
        return f"{self.plan.year}-{self.code}"

    @property
    def quarter(self) -> periods.Quarter:
        return periods.Quarter(self.plan.year, self.number)

    @property
    def is_open(self) -> bool:
        return self.state == PeriodState.OPEN


class UnitWords(models.Model):
    """What a unit writes, in an entry and in each of its revisions: one column for each of ``entry_fields.KEPT``."""

    text = models.TextField(entry_fields.BY_NAME["text"].label, blank=True)
    problem = models.TextField(entry_fields.BY_NAME["problem"].label, blank=True)
    next_step = models.TextField(entry_fields.BY_NAME["next_step"].label, blank=True)
    expected_on = models.DateField(entry_fields.BY_NAME["expected_on"].label, null=True, blank=True)
    coordination = models.TextField(entry_fields.BY_NAME["coordination"].label, blank=True)

    class Meta:
        abstract = True
        constraints = [
            # a check cannot see the year of the plan: what no plan at all allows
            CheckConstraint(
                condition=Q(expected_on__gte=date(1948, 1, 1), expected_on__lte=date(2204, 12, 31)),
                name="%(class)s_expected_on_plausible",
            ),
        ]

    @property
    def answers(self) -> list[tuple[str, str]]:
        """Label and text of what every item is asked for beside the progress text, empty ones too."""
        asked = [field for field in entry_fields.ASKED if field in entry_fields.BESIDE_TEXT]
        return [(field.label, field.format_value(getattr(self, field.name))) for field in asked]

    @property
    def filled_answers(self) -> list[tuple[str, str]]:
        """The same without the empty ones."""
        return [(label, text) for label, text in self.answers if text]


class ProgressEntry(UnitWords):
    """进展填报: what is known of one task in one period. Made blank when the period opens.

    The unit's own words (``text``) stay apart from the office's wording for the report (``published_text``,
    empty = the same). ``revision`` counts the saves: a save that does not name the newest is refused.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="entries", verbose_name="填报期")
    task = models.ForeignKey(Task, models.PROTECT, related_name="entries", verbose_name="事项")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="entries", verbose_name="事项表述")
    number = models.PositiveIntegerField("表中顺序")
    # the unit's own later date, granted for this entry alone; it may be filed even after the period has closed
    due_on = models.DateField("单独的截止日期", null=True, blank=True)
    state = EnumField(EntryState, "填报状态", default=EntryState.BLANK)
    revision = models.PositiveIntegerField("版本", default=0)

    needs_coordination = models.BooleanField(entry_fields.BY_NAME["needs_coordination"].label, default=False)
    published_text = models.TextField("报告用语", blank=True)

    saved_at = models.DateTimeField("保存时间", null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="保存人",
    )
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="报送人",
    )
    reviewed_at = models.DateTimeField("审核时间", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="审核人",
    )
    return_reason = models.TextField("退回意见", blank=True)

    judgement = models.OneToOneField(
        "Judgement", models.SET_NULL, related_name="+", null=True, blank=True, verbose_name="研判"
    )
    # what tasks.assessing.lagging answered last; lists and boards read this column, nobody computes it again
    standing = EnumField(Standing, "系统预警", blank=True, default="", db_index=True)
    signals = models.JSONField("预警依据", default=list, blank=True)
    assessed_on = models.DateField("预警日期", null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "进展填报"
        verbose_name_plural = "进展填报"
        ordering = ["period_id", "task__kind", "number"]
        constraints = [
            *UnitWords.Meta.constraints,
            build_choice_constraint("state", EntryState),
            UniqueConstraint(fields=["period", "task"], name="one_entry_a_task_and_period"),
            build_pair_constraint("saved"),
            build_pair_constraint("submitted"),
            build_pair_constraint("reviewed"),
            CheckConstraint(
                condition=~Q(state=EntryState.RETURNED) | ~Q(return_reason=""),
                name="entry_returned_with_reason",
            ),
            CheckConstraint(
                condition=Q(needs_coordination=True) | Q(coordination=""),
                name="entry_coordination_is_asked_for",
            ),
        ]
        indexes = [models.Index(fields=["period", "state"], name="entry_by_state")]

    def __str__(self):
        return f"{self.period} {self.task}"

    @property
    def deadline(self) -> date:
        """The day on which this entry is due: the period's, or the later one granted for it alone."""
        return self.due_on or self.period.due_on

    @property
    def takes_filings(self) -> bool:
        """Whether the unit may file it as far as its period goes."""
        return self.period.state.takes_filings(with_later_day=self.due_on is not None)

    @property
    def is_handed_over(self) -> bool:
        """Whether the unit has filed it: the office reads it, counts it, and holds it against the next."""
        return EntryState(self.state).is_handed_over

    @property
    def is_with_unit(self) -> bool:
        """Whether the unit has to act next, whether its period still lets it or not."""
        return EntryState(self.state).is_with_unit

    @property
    def is_owed(self) -> bool:
        """未报: the unit still has to file it, or to file it again, and may. This is what one is reminded of."""
        return self.is_with_unit and self.takes_filings

    def is_overdue(self, on: date) -> bool:
        """逾期未报: whether on the day ``on`` it is not filed although its deadline has passed.

        A returned entry is not overdue: it was filed, and what it waits for is told as 退回未重报. The days are those
        of the calendar; the scorecard alone moves a day of rest to the next working day (``reports.figures``).
        """
        return not self.is_handed_over and self.deadline < on

    def count_days_late(self, on: date) -> int:
        """Whole days from its deadline to its filing, or up to the day ``on`` where it is not filed; 0 if in time."""
        filed = (
            clock.convert_to_local(self.submitted_at).date()
            if self.is_handed_over and self.submitted_at
            else on
        )
        return max(0, -periods.count_days_left(self.deadline, filed))

    def is_past_filing(self, on: date) -> bool:
        """Whether nobody expects a filing any more: its deadline has passed, or its period takes none."""
        return self.deadline < on or not self.takes_filings

    @property
    def is_behind(self) -> bool:
        """Whether the office judged it behind."""
        return self.judgement is not None and self.judgement.outcome.is_behind

    @property
    def stood_behind(self) -> bool:
        """Whether it counts as behind for the office: as judged, or as the machine suggested of a filed entry that
        nobody has judged. Of an entry that was never filed nobody knows; only a judgement puts it behind."""
        if self.judgement:
            return self.is_behind
        return self.is_handed_over and self.standing == Standing.LAGGING


class EntryRevision(UnitWords):
    """One saved state of an entry. Never changed, never removed."""

    entry = models.ForeignKey(
        ProgressEntry, models.CASCADE, related_name="revisions", verbose_name="进展填报"
    )
    number = models.PositiveIntegerField("版本")
    state = EnumField(EntryState, "填报状态")
    readings = models.JSONField("指标", default=list, blank=True)
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name="保存人"
    )

    class Meta:
        verbose_name = "填报历次版本"
        ordering = ["entry_id", "number"]
        constraints = [
            *UnitWords.Meta.constraints,
            UniqueConstraint(fields=["entry", "number"], name="revision_number_once"),
        ]

    def __str__(self):
        return f"{self.entry} 第{self.number}版"


class Judgement(models.Model):
    """研判: what the office decided of an entry, and why. A new decision is a new row; the entry points to the last."""

    entry = models.ForeignKey(
        ProgressEntry, models.CASCADE, related_name="judgements", verbose_name="进展填报"
    )
    outcome = EnumField(Outcome, "结论")
    reason = models.TextField("理由", blank=True)
    # as a document printed it, where it came from a document: 符合, 预计能够完成
    printed = models.CharField("表中写法", max_length=50, blank=True)
    # what the machine suggested at that moment, to see later how often it agreed with the office
    standing = EnumField(Standing, "当时的系统预警", blank=True)
    judged_at = models.DateTimeField("研判时间")
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name="研判人"
    )

    class Meta:
        verbose_name = "研判"
        ordering = ["entry_id", "judged_at"]
        constraints = [
            build_choice_constraint("outcome", Outcome),
            CheckConstraint(
                condition=~Q(outcome__in=[Outcome.LAGGING, Outcome.NOT_REACHED])
                | ~Q(reason="")
                | Q(judged_by__isnull=True),
                name="judgement_behind_has_reason",
            ),
        ]

    def __str__(self):
        return self.outcome.label


def evidence_path(instance, filename):
    """A random name outside the web root; the name people see is kept in ``Evidence.name``."""
    return f"evidence/{instance.key}"


#: endings, which agree with the content, of what a page shows small, and of what a browser opens by itself
PICTURES, SHOWN = (".png", ".jpg", ".jpeg"), (".png", ".jpg", ".jpeg", ".pdf")


class Evidence(models.Model):
    """佐证材料: an uploaded file. Rows with the same content may share one stored file."""

    entry = models.ForeignKey(ProgressEntry, models.PROTECT, related_name="evidence", verbose_name="进展填报")
    # set on what came with a 复核申请; such a file stays whatever happens to the entry
    objection = models.ForeignKey(
        "Objection", models.PROTECT, related_name="evidence", null=True, blank=True, verbose_name="复核申请"
    )
    key = models.UUIDField("存放编号", unique=True)
    file = models.FileField("文件", upload_to=evidence_path)
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveBigIntegerField("大小")
    sha256 = models.CharField("校验值", max_length=64)
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )

    class Meta:
        verbose_name = "佐证材料"
        ordering = ["entry_id", "uploaded_at"]

    def __str__(self):
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.name.lower().endswith(PICTURES)

    @property
    def is_shown(self) -> bool:
        """Whether it can be looked at without saving it."""
        return self.name.lower().endswith(SHOWN)

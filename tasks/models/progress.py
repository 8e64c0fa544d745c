"""What was filed, reviewed and judged: periods, progress entries with their revisions, judgements, evidence."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from tasks import periods
from tasks.enums import EntryState, Outcome, PeriodState, Standing
from tasks.models.constraints import one_of, paired
from tasks.models.fields import EnumField
from tasks.models.plan import Edition, Plan, Task


class Period(models.Model):
    """填报期: 一季度, 上半年, 前三季度 or 全年 of a plan."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="periods", verbose_name="年度方案")
    number = models.PositiveSmallIntegerField("期次", choices=[(n, periods.label_of(n)) for n in range(1, 5)])
    opens_on = models.DateField("开启日期")
    due_on = models.DateField("截止日期")
    state = EnumField(PeriodState, "状态", default=PeriodState.PLANNED)

    class Meta:
        verbose_name = "填报期"
        ordering = ["plan_id", "number"]
        constraints = [
            one_of("state", PeriodState),
            UniqueConstraint(fields=["plan", "number"], name="period_once_a_plan"),
            CheckConstraint(condition=Q(number__gte=1, number__lte=4), name="period_number_one_to_four"),
            CheckConstraint(condition=Q(due_on__gte=F("opens_on")), name="period_due_after_opening"),
        ]

    def __str__(self):
        return f"{self.plan.year}年{self.label}"

    @property
    def label(self) -> str:
        return periods.label_of(self.number)

    @property
    def code(self) -> str:
        return periods.code_of(self.number)

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


class ProgressEntry(models.Model):
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

    text = models.TextField("进展情况", blank=True)
    problem = models.TextField("存在问题", blank=True)
    next_step = models.TextField("下一步措施", blank=True)
    needs_coordination = models.BooleanField("需区领导协调", default=False)
    coordination = models.TextField("协调事项", blank=True)
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
    # what tasks.lagging answered last; lists and boards read this column, nobody computes it again
    standing = EnumField(Standing, "系统预警", blank=True, default="", db_index=True)
    signals = models.JSONField("预警依据", default=list, blank=True)
    assessed_on = models.DateField("预警日期", null=True, blank=True)

    class Meta:
        verbose_name = "进展填报"
        verbose_name_plural = "进展填报"
        ordering = ["period_id", "task__kind", "number"]
        constraints = [
            one_of("state", EntryState),
            UniqueConstraint(fields=["period", "task"], name="one_entry_a_task_and_period"),
            paired("saved"),
            paired("submitted"),
            paired("reviewed"),
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
    def report_text(self) -> str:
        """What the report prints: the office's wording, or the unit's own where there is none."""
        return self.published_text or self.text

    @property
    def is_behind(self) -> bool:
        """Whether the office judged it behind."""
        return self.judgement is not None and self.judgement.outcome.is_behind

    @property
    def stood_behind(self) -> bool:
        """Whether a later period counts it as behind: as judged, or as suggested where nobody judged."""
        return self.is_behind if self.judgement else self.standing == Standing.LAGGING


class EntryRevision(models.Model):
    """One saved state of an entry. Never changed, never removed."""

    entry = models.ForeignKey(
        ProgressEntry, models.CASCADE, related_name="revisions", verbose_name="进展填报"
    )
    number = models.PositiveIntegerField("版本")
    state = EnumField(EntryState, "填报状态")
    text = models.TextField("进展情况", blank=True)
    problem = models.TextField("存在问题", blank=True)
    next_step = models.TextField("下一步措施", blank=True)
    coordination = models.TextField("协调事项", blank=True)
    readings = models.JSONField("指标", default=list, blank=True)
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name="保存人"
    )

    class Meta:
        verbose_name = "填报历次版本"
        ordering = ["entry_id", "number"]
        constraints = [UniqueConstraint(fields=["entry", "number"], name="revision_number_once")]

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
            one_of("outcome", Outcome),
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

"""Periods, entries with their revisions, judgements and evidence."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from tasks import clock, periods
from tasks.converting.kinds import find_kind_of_name
from tasks.enums import EntryState, Outcome, PeriodState, SelfRating, Standing
from tasks.enums.outcome_words import OutcomeWord, get_stage
from tasks.models import entry_fields
from tasks.models.constraints import build_choice_constraint, build_days_constraint, build_pair_constraint
from tasks.models.entry_queries import AskedEntryManager, EntryQuerySet, PeriodQuerySet
from tasks.models.fields import EnumField
from tasks.models.frozen import FrozenQuerySet, FrozenRow
from tasks.models.plan import Edition, Plan, Task
from tasks.terms.later import say_later


class Period(models.Model):
    """填报期: 一季度, 上半年, 前三季度 or 全年 of a plan."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="periods", verbose_name="年度方案")
    number = models.PositiveSmallIntegerField("期次")
    opens_on = models.DateField("开启日期")
    due_on = models.DateField("截止日期")
    state = EnumField(PeriodState, "状态", default=PeriodState.PLANNED)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "填报期"
        ordering = ["plan_id", "number"]
        constraints = [
            build_days_constraint("opens_on", "due_on"),
            build_choice_constraint("state", PeriodState),
            UniqueConstraint(fields=["plan", "number"], name="period_once_a_plan"),
            CheckConstraint(
                condition=Q(number__gte=1, number__lte=periods.MOST_PERIODS), name="period_number_in_a_year"
            ),
            CheckConstraint(condition=Q(due_on__gte=F("opens_on")), name="period_due_after_opening"),
        ]

    def __str__(self):
        return f"{self.plan}{self.label}"

    @property
    def label(self) -> str:
        return self.plan.rhythm.get_label(self.number)

    @property
    def code(self) -> str:
        return self.plan.rhythm.get_code(self.number)

    @property
    def key(self) -> str:
        """The period in URLs: 2024-H1."""
        return f"{self.plan.year}-{self.code}"

    @property
    def quarter(self) -> periods.Quarter:
        return periods.Quarter(self.plan.year, self.number, self.plan.rhythm)

    @property
    def is_open(self) -> bool:
        return self.state == PeriodState.OPEN

    @property
    def last_day(self) -> date:
        """The last day on which a filing is in time: ``due_on``, or the next working day (民法典 第二百零三条)."""
        return self.plan.government.workdays.on_or_after(self.due_on)


class UnitWords(models.Model):
    """The columns that an entry and its revisions share: one for each of ``entry_fields.KEPT``, and the milestones."""

    text = models.TextField(entry_fields.BY_NAME["text"].label, blank=True)
    problem = models.TextField(entry_fields.BY_NAME["problem"].label, blank=True)
    next_step = models.TextField(entry_fields.BY_NAME["next_step"].label, blank=True)
    expected_on = models.DateField(entry_fields.BY_NAME["expected_on"].label, null=True, blank=True)
    self_rating = EnumField(SelfRating, entry_fields.BY_NAME["self_rating"].label, blank=True, default="")
    coordination = models.TextField(entry_fields.BY_NAME["coordination"].label, blank=True)
    # the ticked milestones, each with id, its words at that time, and the day on which it was reached
    milestones_done = models.JSONField("完成节点", default=list, blank=True)

    class Meta:
        abstract = True
        constraints = [
            CheckConstraint(condition=Q(self_rating__in=["", *SelfRating]), name="%(class)s_self_rating_known"),
            build_days_constraint("expected_on", name="%(class)s_expected_on_plausible"),
        ]

    @property
    def answers(self) -> list[tuple[str, str]]:
        """Label and text of what an entry says besides its progress text: empty ones included that every entry asks for."""
        told = [(field, field.describe_value(getattr(self, field.name))) for field in entry_fields.ANSWERED]
        return [(field.label, text) for field, text in told if text or not field.setting]

    @property
    def filled_answers(self) -> list[tuple[str, str]]:
        """``answers`` without the empty ones."""
        return [(label, text) for label, text in self.answers if text]


class ProgressEntry(UnitWords):
    """进展填报: the progress of one item in one period. It is created blank when the period opens.

    ``text`` is the unit's text, ``published_text`` the office's wording for the report (empty: the same).
    ``revision`` counts the saves; a save that does not name the newest is refused.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="entries", verbose_name="填报期")
    task = models.ForeignKey(Task, models.PROTECT, related_name="entries", verbose_name="事项")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="entries", verbose_name="事项表述")
    number = models.PositiveIntegerField("表中顺序")
    # a later day granted for this entry alone, which may then be filed after the period has closed
    due_on = models.DateField("单独的截止日期", null=True, blank=True)
    state = EnumField(EntryState, "填报状态", default=EntryState.BLANK)
    revision = models.PositiveIntegerField("版本", default=0)

    needs_coordination = models.BooleanField(
        say_later(entry_fields.BY_NAME["needs_coordination"].pattern), default=False
    )
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
    # what the office returned last; everybody but the lead units reads it while the unit writes anew
    returned_revision = models.OneToOneField(
        "EntryRevision", models.SET_NULL, related_name="+", null=True, blank=True, verbose_name="退回的版本"
    )

    judgement = models.OneToOneField(
        "Judgement", models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=say_later("{terms.judging}")
    )
    # the last result of tasks.assessing.lagging; lists and boards read these columns
    standing = EnumField(Standing, "系统预警", blank=True, default="", db_index=True)
    signals = models.JSONField("预警依据", default=list, blank=True)
    assessed_on = models.DateField("预警日期", null=True, blank=True)

    objects = AskedEntryManager()
    #: with the entries of stopped items
    every = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "进展填报"
        verbose_name_plural = "进展填报"
        ordering = ["period_id", "task__item_kind_id", "number"]
        constraints = [
            build_days_constraint("due_on", "assessed_on"),
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
        """The day on which the entry is due: its own later day, or else the period's."""
        return self.due_on or self.period.due_on

    @property
    def last_day(self) -> date:
        """The last day on which its filing is in time: the deadline, or the next working day (民法典 第二百零三条)."""
        return self.period.plan.government.workdays.on_or_after(self.deadline)

    @property
    def takes_filings(self) -> bool:
        """Whether the state of its period lets the unit file it."""
        return self.period.state.takes_filings(with_later_day=self.due_on is not None)

    @property
    def is_handed_over(self) -> bool:
        """Whether the entry has reached the office: it is filed there (已报送), or was returned (已退回); the rest is 未报送."""
        return EntryState(self.state).is_handed_over

    @property
    def is_with_unit(self) -> bool:
        """Whether the unit has to act next, even if its period takes no filings any more."""
        return EntryState(self.state).is_with_unit

    @property
    def is_automatic(self) -> bool:
        """Whether nobody filed it, because its item was done before (``Ending``): accepted with the office's words alone.

        What its unit had drafted stands in the revisions. What came from an imported document has the unit's text and
        no reviewer.
        """
        return self.state == EntryState.ACCEPTED and self.reviewed_at is not None and not self.text

    @property
    def is_owed(self) -> bool:
        """待报送: whether the unit has to file it, or to file it again, and may. Units are reminded of these entries."""
        return self.is_with_unit and self.takes_filings

    def is_overdue(self, on: date) -> bool:
        """Returns whether the entry is 逾期未报 on the day ``on``: not filed, its last day has passed, and it can still be
        filed.

        A returned entry is not overdue but 退回未重报. What can be filed no more is 未报送 and nothing to act on.
        """
        return not self.is_handed_over and self.takes_filings and self.last_day < on

    def count_days_late(self, on: date) -> int:
        """Counts the working days from the last day to the filing, or to ``on`` if it is not filed; 0 when in time."""
        filed = clock.convert_to_local(self.submitted_at).date() if self.is_handed_over and self.submitted_at else on
        return max(0, self.period.plan.government.workdays.between(self.last_day, filed))

    def is_past_filing(self, on: date) -> bool:
        """Returns whether no filing is expected any more: the last day has passed, or the period takes none."""
        return self.last_day < on or not self.takes_filings

    def has_signal(self, code: str) -> bool:
        """Returns whether 预警 has found what ``code``, a ``SignalCode``, names."""
        return any(signal["code"] == code for signal in self.signals)

    @property
    def is_behind(self) -> bool:
        """Whether the office has judged it as behind."""
        return self.judgement is not None and self.judgement.outcome.is_behind

    def get_outcome_word(self, outcome: Outcome) -> OutcomeWord:
        """Returns the word that an outcome has for this entry: that of its item's kind in the stage of its period."""
        return self.task.item_kind.vocabulary.get_word(outcome, get_stage(is_last=self.period.quarter.is_last))

    @property
    def is_judged_done(self) -> bool:
        """Whether the office has judged it as 已完成."""
        return self.judgement is not None and self.judgement.outcome == Outcome.REACHED

    @property
    def stood_behind(self) -> bool:
        """Whether it counts as behind for the office: as judged, or else as 预警 suggests for a handed over entry.

        Only a judgement can put an entry behind that is not handed over.
        """
        if self.judgement:
            return self.is_behind
        return self.is_handed_over and self.standing == Standing.LAGGING


class EntryRevision(FrozenRow, UnitWords):
    """历次版本: one saved state of an entry; never changed or deleted."""

    # an entry with revisions is not deleted: they could not go with it
    entry = models.ForeignKey(ProgressEntry, models.PROTECT, related_name="revisions", verbose_name="进展填报")
    number = models.PositiveIntegerField("版本")
    state = EnumField(EntryState, "填报状态")
    readings = models.JSONField("指标", default=list, blank=True)
    saved_at = models.DateTimeField("保存时间")
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name="保存人"
    )

    objects = FrozenQuerySet.as_manager()

    class Meta:
        verbose_name = "填报历次版本"
        ordering = ["entry_id", "number"]
        constraints = [
            *UnitWords.Meta.constraints,
            UniqueConstraint(fields=["entry", "number"], name="revision_number_once"),
        ]

    def __str__(self):
        return f"{self.entry} 第{self.number}版"

    @property
    def kept_as(self) -> str:
        """What the unit did with it. Its ``state`` is that of the entry at that moment, which may be another now."""
        return {EntryState.SUBMITTED: "报送", EntryState.CONFIRMING: "报单位审核"}.get(self.state, "存草稿")


def evidence_path(instance, filename):
    """Returns a random name outside the web root; ``Evidence.name`` keeps the name that people see."""
    return f"evidence/{instance.key}"


#: endings of files that a page shows as a thumbnail, and of files that a browser can show; checked at the upload
PICTURES, SHOWN = (".png", ".jpg", ".jpeg"), (".png", ".jpg", ".jpeg", ".pdf")


class Evidence(models.Model):
    """佐证材料: an uploaded file. Rows with the same content may share one stored file."""

    entry = models.ForeignKey(ProgressEntry, models.PROTECT, related_name="evidence", verbose_name="进展填报")
    # set on a file of a 复核申请, which cannot be removed with the entry's own files
    objection = models.ForeignKey(
        "Objection", models.PROTECT, related_name="evidence", null=True, blank=True, verbose_name="复核申请"
    )
    key = models.UUIDField("存放编号", unique=True)
    file = models.FileField("文件", upload_to=evidence_path)
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveBigIntegerField("大小")
    sha256 = models.CharField("校验值", max_length=64)
    # 查阅 does not read it, whatever its government lets it read
    is_internal = models.BooleanField("内部", default=False)
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")

    class Meta:
        verbose_name = "佐证材料"
        ordering = ["entry_id", "uploaded_at"]

    def __str__(self):
        return self.name

    @property
    def marked_name(self) -> str:
        """The name under which it leaves the house: the content is the unit's own, so its name bears the mark 内部."""
        return f"（内部）{self.name}" if self.is_internal else self.name

    @property
    def is_picture(self) -> bool:
        return self.name.lower().endswith(PICTURES)

    @property
    def kind_label(self) -> str:
        """What people call the kind of a file that no browser shows; its name fits its content. "" for one that is shown."""
        kind = None if self.is_shown else find_kind_of_name(self.name)
        return kind.label if kind else ""

    @property
    def is_shown(self) -> bool:
        """Whether a browser can show it without a download."""
        return self.name.lower().endswith(SHOWN)

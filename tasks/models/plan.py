"""The plan of a year: sections, items, and their editions with leaders and units."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import CheckConstraint, F, OuterRef, Q, Subquery, UniqueConstraint, Value
from django.db.models.functions import Left, StrIndex

from tasks.enums import DeadlineState, ResponsibilityRole, TaskKind
from tasks.models.constraints import build_choice_constraint, build_days_constraint
from tasks.models.fields import EnumField
from tasks.models.item_kind import ItemKind
from tasks.models.organisation import Government, Official, Unit
from tasks.models.rhythm import RhythmFields
from tasks.periods import FIRST_PLAN_YEAR, LAST_PLAN_YEAR, MOST_PERIODS
from tasks.terms.later import say_later

#: a notice lists every town and department by name
LONGEST_RECIPIENTS = 4_000


class Plan(RhythmFields):
    """年度方案: one government's breakdown of one year, with what its notice says of its approval."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="plans", verbose_name="辖区政府")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("标题", max_length=300, blank=True)
    document_number = models.CharField("文号", max_length=100, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    # of its approval, as the notice prints them: 区第十九届人民代表大会第四次会议, 区政府第73次常务会议
    congress = models.CharField("人大会议", max_length=100, blank=True, default="")
    approving_meeting = models.CharField("审议会议", max_length=200, blank=True, default="")
    approved_on = models.DateField("审议日期", null=True, blank=True)
    # without the colon
    recipients = models.TextField("主送", max_length=LONGEST_RECIPIENTS, blank=True, default="")
    # the last day on which lead units sign for their items (签收); None while the office has not asked them to
    receipts_due_on = models.DateField("签收截止日期", null=True, blank=True)
    # settings that differ from the government's lagging rules
    lagging_rules = models.JSONField("预警规则", default=dict, blank=True)

    class Meta:
        verbose_name = "年度方案"
        ordering = ["-year"]
        constraints = [
            *RhythmFields.Meta.constraints,
            build_days_constraint("issued_on", "approved_on", "receipts_due_on"),
            UniqueConstraint(fields=["government", "year"], name="one_plan_a_year"),
            CheckConstraint(
                condition=Q(year__gte=FIRST_PLAN_YEAR, year__lte=LAST_PLAN_YEAR), name="plan_year_plausible"
            ),
            CheckConstraint(
                condition=Q(approved_on=None) | ~Q(approving_meeting=""), name="plan_approval_day_has_a_meeting"
            ),
        ]

    def __str__(self):
        return self.rhythm.format_year(self.year)


class Section(models.Model):
    """任务板块: the merged first column of the printed tables."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections", verbose_name="年度方案")
    name = models.CharField("名称", max_length=200)

    class Meta:
        verbose_name = "任务板块"
        constraints = [UniqueConstraint(fields=["plan", "name"], name="section_name_once")]

    def __str__(self):
        return self.name


class Task(models.Model):
    """事项: one item of a plan, of one of the government's kinds. Its editions hold its wording."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks", verbose_name="年度方案")
    item_kind = models.ForeignKey(
        ItemKind, models.PROTECT, to_field="code", related_name="tasks", verbose_name="事项类别"
    )
    # its nature, which the database reads from the code of its kind; nothing else writes it
    kind = models.GeneratedField(
        expression=Left(F("item_kind"), StrIndex(F("item_kind"), Value("-")) - 1),
        output_field=EnumField(TaskKind, "性质"),
        db_persist=True,
    )
    number = models.PositiveIntegerField("序号")
    # null: it comes from the plan's own notice
    document = models.ForeignKey(
        "PlanDocument", models.PROTECT, related_name="tasks", null=True, blank=True, verbose_name="来源文件"
    )
    # the item of another list that asks for the same thing; the first of them points to nothing
    same_as = models.ForeignKey(
        "self", models.SET_NULL, related_name="same_tasks", null=True, blank=True, verbose_name="同一事项"
    )
    current = models.OneToOneField(
        "Edition", models.PROTECT, related_name="+", null=True, blank=True, verbose_name="现行表述"
    )

    class Meta:
        verbose_name = "事项"
        ordering = ["plan_id", "item_kind_id", "number"]
        constraints = [
            CheckConstraint(condition=Q(number__gte=1), name="task_number_from_one"),
            CheckConstraint(condition=~Q(same_as=F("pk")), name="task_not_same_as_itself"),
        ]
        indexes = [models.Index(fields=["plan", "item_kind", "number"], name="task_in_printed_order")]

    def __str__(self):
        return f"{self.item_kind.label}第{self.number}项"

    @property
    def is_internal(self) -> bool:
        """Whether it is an 内部事项; fetch ``internal`` of many."""
        return hasattr(self, "internal")

    @property
    def edition(self) -> "Edition":
        """The edition in force.

        Raises:
            ValueError: there is none, since the item is just being created.
        """
        if self.current is None:
            raise ValueError(f"{self} 尚无表述")
        return self.current


class Edition(models.Model):
    """事项表述: an item's wording, section, leaders and units as printed, and the period from which it holds.

    ``since`` is a period number: 0 for the plan itself, from 1 for the first period with this wording.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="editions", verbose_name="事项")
    since = models.PositiveSmallIntegerField("自何时起", default=0)
    section = models.ForeignKey(
        Section, models.PROTECT, related_name="editions", null=True, blank=True, verbose_name="任务板块"
    )
    name = models.CharField("项目名称", max_length=300, blank=True)
    text = models.TextField("任务内容")
    due = models.CharField("完成时限", max_length=200, blank=True)
    due_on = models.DateField("完成时限（日期）", null=True, blank=True)
    due_state = EnumField(DeadlineState, "完成时限状态", blank=True, default="")
    leaders = models.ManyToManyField(Official, through="Leadership", related_name="editions")
    units = models.ManyToManyField(Unit, through="Responsibility", related_name="editions")

    class Meta:
        verbose_name = "事项表述"
        ordering = ["task_id", "since"]
        constraints = [
            build_days_constraint("due_on"),
            UniqueConstraint(fields=["task", "since"], name="one_edition_a_period"),
            CheckConstraint(condition=Q(since__lte=MOST_PERIODS), name="edition_since_a_period"),
            CheckConstraint(condition=~Q(text=""), name="edition_says_something"),
            CheckConstraint(condition=Q(due_on=None) | ~Q(due_state=""), name="edition_due_day_has_a_state"),
        ]

    def __str__(self):
        return self.text

    @property
    def title(self) -> str:
        """The name of the item, or else its wording without the stop, to be followed by other words."""
        return self.name or self.text.rstrip("。")

    def list_responsibilities(self, role: ResponsibilityRole) -> list["Responsibility"]:
        """Lists its units of one role in printed order, from prefetched rows where there are any."""
        return [each for each in list_related(self, "responsibilities") if each.role == role]

    @property
    def leading_officials(self) -> list[Official]:
        """责任区领导 in printed order, from prefetched rows where there are any."""
        return [each.official for each in list_related(self, "leaderships")]

    @property
    def leading(self) -> list["Responsibility"]:
        """牵头单位 in printed order; the first one files for all."""
        return self.list_responsibilities(ResponsibilityRole.LEAD)

    @property
    def first_lead(self) -> "Responsibility | None":
        """The first lead unit as printed; None where the edition names none."""
        return next(iter(self.leading), None)

    @property
    def filing_unit(self) -> Unit | None:
        """报送单位: the first lead unit, which files for all lead units; None where the edition names none.

        A group files through its members. ``build_filing_unit_subquery`` is the same in SQL.
        """
        return self.first_lead.unit if self.first_lead else None

    @property
    def cooperating(self) -> list["Responsibility"]:
        """配合单位 in printed order."""
        return self.list_responsibilities(ResponsibilityRole.COOPERATE)


def list_related(instance: models.Model, name: str) -> Iterable[Any]:
    """Returns the rows of a relation, from prefetched ones where there are any.

    ``all()`` builds a new queryset even over prefetched rows, which a list of 150 items would pay a thousand times.
    """
    prefetched = getattr(instance, "_prefetched_objects_cache", {})
    return prefetched[name] if name in prefetched else getattr(instance, name).all()


class Leadership(models.Model):
    """责任区领导 of an edition, in printed order."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="leaderships")
    official = models.ForeignKey(Official, models.PROTECT, related_name="leaderships")
    position = models.PositiveSmallIntegerField("顺序")

    class Meta:
        verbose_name = say_later("责任{terms.leader}")
        ordering = ["edition_id", "position"]
        constraints = [
            UniqueConstraint(fields=["edition", "official"], name="leader_named_once"),
            UniqueConstraint(fields=["edition", "position"], name="leader_position_once"),
        ]

    def __str__(self):
        return self.official.name


class Responsibility(models.Model):
    """A 牵头 or 配合 unit of an edition, with the label as the document printed it.

    ``before`` is the separator before the label in its cell: nothing, a line break, ``、``. Joined in order,
    ``before + label`` of all units is the printed cell.

    ``receipt_due_on`` is the last day on which a lead unit signs for the item, where it came to the item after the
    office had opened the signing; always later than the plan's day of then.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="responsibilities")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="responsibilities")
    role = EnumField(ResponsibilityRole, "角色")
    position = models.PositiveSmallIntegerField("顺序")
    label = models.CharField("表中写法", max_length=200)
    before = models.CharField("前置分隔", max_length=10, blank=True)
    receipt_due_on = models.DateField("签收截止日期", null=True, blank=True)

    class Meta:
        verbose_name = "责任分工"
        # edition_id, since ordering by edition would add that model's own ordering and its joins
        ordering = ["edition_id", "role", "position"]
        constraints = [
            build_choice_constraint("role", ResponsibilityRole),
            build_days_constraint("receipt_due_on"),
            UniqueConstraint(fields=["edition", "role", "position"], name="responsibility_position_once"),
            UniqueConstraint(fields=["edition", "role", "unit", "label"], name="responsibility_named_once"),
        ]

    def __str__(self):
        return self.label


def build_filing_unit_subquery(edition: str, *, value: str = "unit") -> Subquery:
    """Builds ``Edition.filing_unit`` in SQL.

    Args:
        edition: the edition's key in the outer query, such as ``edition`` or ``current``.
        value: the column of ``Responsibility`` to return, such as ``unit__name``.
    """
    leads = Responsibility.objects.filter(role=ResponsibilityRole.LEAD, edition=OuterRef(edition))
    return Subquery(leads.order_by("position").values(value)[:1])

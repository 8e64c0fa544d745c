"""What is to be done in a year: plan, sections, tasks, and the wording that holds from a period on."""

from django.db import models
from django.db.models import CheckConstraint, OuterRef, Q, Subquery, UniqueConstraint

from tasks.enums import ResponsibilityRole, TaskKind
from tasks.models.constraints import build_choice_constraint
from tasks.models.fields import EnumField
from tasks.models.organisation import Government, Official, Unit


class Plan(models.Model):
    """年度方案: one government's breakdown of one year."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="plans", verbose_name="辖区政府")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("标题", max_length=300, blank=True)
    document_number = models.CharField("文号", max_length=100, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    # what differs from the government's own lagging rules in this year
    lagging_rules = models.JSONField("预警规则", default=dict, blank=True)

    class Meta:
        verbose_name = "年度方案"
        ordering = ["-year"]
        constraints = [
            UniqueConstraint(fields=["government", "year"], name="one_plan_a_year"),
            CheckConstraint(condition=Q(year__gte=1949, year__lte=2199), name="plan_year_plausible"),
        ]

    def __str__(self):
        return f"{self.year}年"


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
    """事项: one target, livelihood project or key task. What it says stands in its editions."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks", verbose_name="年度方案")
    kind = EnumField(TaskKind, "类别")
    number = models.PositiveIntegerField("序号")
    current = models.OneToOneField(
        "Edition", models.PROTECT, related_name="+", null=True, blank=True, verbose_name="现行表述"
    )

    class Meta:
        verbose_name = "事项"
        ordering = ["plan_id", "kind", "number"]
        constraints = [
            build_choice_constraint("kind", TaskKind),
            CheckConstraint(condition=Q(number__gte=1), name="task_number_from_one"),
        ]
        indexes = [models.Index(fields=["plan", "kind", "number"], name="task_in_printed_order")]

    def __str__(self):
        return f"{self.kind.label}第{self.number}项"

    @property
    def edition(self) -> "Edition":
        """The edition in force.

        Raises:
            ValueError: there is none yet, since the item is just being made.
        """
        if self.current is None:
            raise ValueError(f"{self} 尚无表述")
        return self.current


class Edition(models.Model):
    """表述: a task's wording, section, leaders and units as printed, and the period from which it holds.

    ``since`` is a period number: 0 for the plan itself, 1 to 4 for the report that first printed it so.
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
    leaders = models.ManyToManyField(Official, through="Leadership", related_name="editions")
    units = models.ManyToManyField(Unit, through="Responsibility", related_name="editions")

    class Meta:
        verbose_name = "事项表述"
        ordering = ["task_id", "since"]
        constraints = [
            UniqueConstraint(fields=["task", "since"], name="one_edition_a_period"),
            CheckConstraint(condition=Q(since__lte=4), name="edition_since_a_period"),
            CheckConstraint(condition=~Q(text=""), name="edition_says_something"),
        ]

    def __str__(self):
        return self.text

    def list_responsibilities(self, role: ResponsibilityRole) -> list["Responsibility"]:
        """Its units of one role in printed order, out of the rows at hand where they were fetched before."""
        return [each for each in self.responsibilities.all() if each.role == role]

    @property
    def leading(self) -> list["Responsibility"]:
        """牵头: the first of them files for all."""
        return self.list_responsibilities(ResponsibilityRole.LEAD)

    @property
    def first_lead(self) -> "Responsibility | None":
        """The lead unit that is printed first, as it is printed; None where the edition names none."""
        return next(iter(self.leading), None)

    @property
    def filing_unit(self) -> Unit | None:
        """报送单位: the first lead unit files for all of them (and is asked, reminded and marked for it); None where
        the edition names no lead unit. A group files through its members. In the database: ``build_filing_unit_subquery``."""
        return self.first_lead.unit if self.first_lead else None

    @property
    def cooperating(self) -> list["Responsibility"]:
        """配合."""
        return self.list_responsibilities(ResponsibilityRole.COOPERATE)


class Leadership(models.Model):
    """责任区领导 of an edition, in printed order."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="leaderships")
    official = models.ForeignKey(Official, models.PROTECT, related_name="leaderships")
    position = models.PositiveSmallIntegerField("顺序")

    class Meta:
        verbose_name = "责任区领导"
        ordering = ["edition_id", "position"]
        constraints = [
            UniqueConstraint(fields=["edition", "official"], name="leader_named_once"),
            UniqueConstraint(fields=["edition", "position"], name="leader_position_once"),
        ]

    def __str__(self):
        return self.official.name


class Responsibility(models.Model):
    """牵头 or 配合 unit of an edition, with the label as the document printed it.

    ``before`` is what stood before the label in its cell: nothing, a line break, ``、``. Joined in order,
    ``before + label`` gives the printed cell back.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="responsibilities")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="responsibilities")
    role = EnumField(ResponsibilityRole, "角色")
    position = models.PositiveSmallIntegerField("顺序")
    label = models.CharField("表中写法", max_length=200)
    before = models.CharField("前置分隔", max_length=10, blank=True)

    class Meta:
        verbose_name = "责任分工"
        # by the key alone: the name of a relation would bring its own ordering, and a join for each
        ordering = ["edition_id", "role", "position"]
        constraints = [
            build_choice_constraint("role", ResponsibilityRole),
            UniqueConstraint(fields=["edition", "role", "position"], name="responsibility_position_once"),
            UniqueConstraint(fields=["edition", "role", "unit", "label"], name="responsibility_named_once"),
        ]

    def __str__(self):
        return self.label


def build_filing_unit_subquery(edition: str, *, value: str = "unit") -> Subquery:
    """``Edition.filing_unit`` for the database: its key.

    Args:
        edition: how the outer query calls the key of the edition: ``edition``, ``current``.
        value: what else of its row is wanted: ``unit__name``.
    """
    leads = Responsibility.objects.filter(role=ResponsibilityRole.LEAD, edition=OuterRef(edition))
    return Subquery(leads.order_by("position").values(value)[:1])

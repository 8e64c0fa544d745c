"""历年指标: what is counted year after year, which indicators and reported figures count it, and outcomes that no item carries."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.decimals import format_decimal
from tasks.enums import IndicatorKind, MeasureLinkState, OutcomeState
from tasks.models.constraints import build_choice_constraint
from tasks.models.fields import EnumField
from tasks.models.organisation import Government
from tasks.models.plan_report import ReportedOutcome
from tasks.models.quantity import Indicator
from tasks.periods import FIRST_PLAN_YEAR, LAST_PLAN_YEAR

#: of a name and of a basis, in characters
LONGEST_MEASURE_NAME, LONGEST_MEASURE_BASIS = 100, 60


class Measure(models.Model):
    """历年指标: what one government counts year after year. Two bases (规模以上, 区级 …) are two measures.

    Attributes:
        aliases: the names under which it was printed elsewhere.
        is_headline: whether it stands first, as the 主要指标 of the place.
    """

    government = models.ForeignKey(Government, models.PROTECT, related_name="measures", verbose_name="辖区政府")
    name = models.CharField("名称", max_length=LONGEST_MEASURE_NAME)
    aliases = models.JSONField("别名", default=list, blank=True)
    unit = models.CharField("单位", max_length=30, blank=True)
    kind = EnumField(IndicatorKind, "类型")
    basis = models.CharField("口径", max_length=LONGEST_MEASURE_BASIS, blank=True, default="")
    is_headline = models.BooleanField("主要指标", default=False)

    class Meta:
        verbose_name = "历年指标"
        ordering = ["-is_headline", "pk"]
        constraints = [
            build_choice_constraint("kind", IndicatorKind),
            UniqueConstraint(fields=["government", "name", "unit", "kind", "basis"], name="measure_once"),
            CheckConstraint(condition=~Q(name=""), name="measure_has_a_name"),
        ]

    def __str__(self):
        words = f"{self.name}增速" if self.kind == IndicatorKind.GROWTH else self.name
        return f"{words}（{self.basis}）" if self.basis else words


class MeasureLink(models.Model):
    """归入: what a person said of an indicator of an item, or of a figure of a plan report, and a measure. What is only
    proposed has no row.

    Attributes:
        measure: None where the indicator or figure is to be left out of all years.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="links", null=True, verbose_name="历年指标")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="measure_links", null=True, verbose_name="量化指标"
    )
    reported = models.ForeignKey(
        ReportedOutcome, models.PROTECT, related_name="measure_links", null=True, verbose_name="计划报告完成数"
    )
    state = EnumField(MeasureLinkState, "状态")
    decided_at = models.DateTimeField("确认时间")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="确认人")

    class Meta:
        verbose_name = "历年归入"
        ordering = ["pk"]
        constraints = [
            build_choice_constraint("state", MeasureLinkState),
            CheckConstraint(
                condition=Q(indicator__isnull=True, reported__isnull=False)
                | Q(indicator__isnull=False, reported__isnull=True),
                name="measure_link_of_one_thing",
            ),
            CheckConstraint(
                condition=Q(measure__isnull=False) | Q(state=MeasureLinkState.REJECTED),
                name="measure_link_confirmed_has_a_measure",
            ),
            UniqueConstraint(fields=["indicator", "measure"], name="measure_link_of_an_indicator_once"),
            UniqueConstraint(fields=["reported", "measure"], name="measure_link_of_a_figure_once"),
            UniqueConstraint(
                fields=["indicator"],
                condition=Q(state=MeasureLinkState.CONFIRMED),
                name="indicator_in_one_measure",
            ),
            UniqueConstraint(
                fields=["reported"],
                condition=Q(state=MeasureLinkState.CONFIRMED),
                name="reported_figure_in_one_measure",
            ),
            UniqueConstraint(fields=["indicator"], condition=Q(measure__isnull=True), name="indicator_left_out_once"),
            UniqueConstraint(
                fields=["reported"], condition=Q(measure__isnull=True), name="reported_figure_left_out_once"
            ),
        ]

    def __str__(self):
        return f"{self.indicator or self.reported} → {self.measure or '不列入历年'}"

    @property
    def row(self) -> Indicator | ReportedOutcome:
        """The indicator or the figure of which a person said it; a constraint keeps it to one."""
        row = self.indicator or self.reported
        if row is None:
            raise ValueError(f"{self.pk}: speaks of nothing")
        return row

    @property
    def words(self) -> str:
        """What the row says: its name with target or value."""
        return str(self.indicator) if self.indicator else f"{self.row}{self.reported.label if self.reported else ''}"


class MeasureOutcome(models.Model):
    """历年完成数 that neither an entry nor a plan report carries, with the paper and the words in which it stands."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="outcomes", verbose_name="历年指标")
    year = models.PositiveSmallIntegerField("年度")
    value = models.DecimalField("完成值", max_digits=20, decimal_places=4)
    state = EnumField(OutcomeState, "性质")
    rank = models.CharField("位次", max_length=100, blank=True, default="")
    source = models.CharField("出处", max_length=300)
    quote = models.TextField("原文", blank=True, default="")
    recorded_at = models.DateTimeField("填写时间")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="填写人")

    class Meta:
        verbose_name = "历年完成数"
        ordering = ["measure_id", "year"]
        constraints = [
            build_choice_constraint("state", OutcomeState),
            UniqueConstraint(fields=["measure", "year"], name="measure_outcome_of_a_year_once"),
            CheckConstraint(
                condition=Q(year__gte=FIRST_PLAN_YEAR, year__lte=LAST_PLAN_YEAR), name="measure_outcome_year_plausible"
            ),
            CheckConstraint(condition=~Q(source=""), name="measure_outcome_has_a_source"),
        ]

    def __str__(self):
        return f"{self.year}年{format_decimal(self.value)}"

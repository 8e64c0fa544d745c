"""量化指标 of items, and their 完成值 in entries."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from tasks.decimals import format_decimal
from tasks.enums import Comparison, Course, FigureState, IndicatorKind, IndicatorState, UpperLevel
from tasks.models.constraints import build_choice_constraint
from tasks.models.fields import EnumField
from tasks.models.plan import Task
from tasks.models.progress import ProgressEntry

#: characters of the scope of a rank and of the words of a second basis, and the last place that can be stored
LONGEST_SCOPE, LONGEST_BASIS, LAST_PLACE = 30, 60, 9999


@dataclass(frozen=True)
class QuotedNumbers:
    """位次 and 另一口径, which leaders quote beside a 完成值.

    Attributes:
        rank_scope: among whom, as written (全市, 中心城区); "" where nobody said.
        rank_place: 1 is the first; None without a rank.
        rank_of: the number of places, where it is known.
        rank_shared: whether others hold the same place (并列).
        second_value: the figure on the second basis, in the indicator's unit; None without one.
        second_basis: the words of that basis (扣除留抵退税因素后).
    """

    rank_scope: str = ""
    rank_place: int | None = None
    rank_of: int | None = None
    rank_shared: bool = False
    second_value: Decimal | None = None
    second_basis: str = ""

    @property
    def rank(self) -> str:
        """The rank as it is printed: 全市第3位（并列，共38个）; "" without one."""
        if self.rank_place is None:
            return ""
        said = ["并列"] if self.rank_shared else []
        if self.rank_of is not None and str(self.rank_of) not in self.rank_scope:
            said.append(f"共{self.rank_of}个")
        return f"{self.rank_scope}第{self.rank_place}位" + (f"（{'，'.join(said)}）" if said else "")

    def format_second(self, unit: str) -> str:
        """Formats the second basis as it is printed: 扣除留抵退税因素后 3.2%; "" without one."""
        if self.second_value is None:
            return ""
        return f"{self.second_basis} {format_decimal(self.second_value)}{unit}"

    def to_cells(self) -> dict[str, Any]:
        """Returns what a revision keeps of it: Chinese name → value, without the empty ones."""
        values = {name: getattr(self, field) for field, name in QUOTED_NAMES.items()}
        told = {
            name: value for name, value in values.items() if value is not None and value is not False and value != ""
        }
        return {name: format_decimal(value) if isinstance(value, Decimal) else value for name, value in told.items()}

    @classmethod
    def from_cells(cls, cells: dict[str, Any]) -> "QuotedNumbers":
        """Returns what ``to_cells`` has kept; empty for a revision that is older than these numbers."""
        values = {field: cells[name] for field, name in QUOTED_NAMES.items() if name in cells}
        if "second_value" in values:
            values["second_value"] = Decimal(values["second_value"])
        return cls(**values)


#: field of ``QuotedNumbers`` → its name in the audit log and in revisions
QUOTED_NAMES = {
    "rank_scope": "位次范围",
    "rank_place": "位次",
    "rank_of": "位次总数",
    "rank_shared": "并列",
    "second_value": "另一口径值",
    "second_basis": "另一口径",
}
QUOTED_FIELDS = tuple(QUOTED_NAMES)


class Indicator(models.Model):
    """量化指标: one commitment recognized in an item's text; a person confirms it."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="indicators", verbose_name="事项")
    position = models.PositiveSmallIntegerField("顺序")
    measure = models.CharField("指标", max_length=200)
    comparison = EnumField(Comparison, "比较", max_length=2)
    value = models.DecimalField("目标值", max_digits=20, decimal_places=4)
    unit = models.CharField("单位", max_length=30, blank=True)
    kind = EnumField(IndicatorKind, "类型")
    # the commitment's characters in the edition's text, half open
    start = models.PositiveIntegerField("起", null=True, blank=True)
    end = models.PositiveIntegerField("止", null=True, blank=True)
    state = EnumField(IndicatorState, "状态", default=IndicatorState.PROPOSED)
    course = EnumField(Course, "推进方式", default=Course.LINEAR)
    # calendar month → expected value at its end as a decimal text, for the course by periods
    period_targets = models.JSONField("分期目标", default=dict, blank=True)
    # 上级目标: what an upper level has handed down, in the indicator's unit
    upper_level = EnumField(UpperLevel, "上级目标", blank=True, default="")
    upper_value = models.DecimalField("上级目标值", max_digits=20, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = "量化指标"
        ordering = ["task_id", "position"]
        constraints = [
            build_choice_constraint("comparison", Comparison),
            build_choice_constraint("kind", IndicatorKind),
            build_choice_constraint("state", IndicatorState),
            build_choice_constraint("course", Course),
            UniqueConstraint(fields=["task", "position"], name="indicator_position_once"),
            CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__lt=F("end")),
                name="indicator_span_forward",
            ),
            CheckConstraint(
                condition=Q(upper_level="", upper_value__isnull=True)
                | Q(upper_level__in=[level.value for level in UpperLevel], upper_value__isnull=False),
                name="indicator_upper_value_has_a_level",
            ),
        ]

    def __str__(self):
        upper = f"，{self.upper_target}" if self.upper_target else ""
        return f"{self.measure}{self.comparison.label}{format_decimal(self.value)}{self.unit}{upper}"

    @property
    def upper_target(self) -> str:
        """上级目标 as it is printed: 市级70亿元; "" without one."""
        if self.upper_value is None or not self.upper_level:
            return ""
        return f"{self.upper_level.label}{format_decimal(self.upper_value)}{self.unit}"

    @property
    def period_amounts(self) -> tuple[tuple[int, Decimal], ...]:
        """``period_targets`` as calendar months with their numbers."""
        return tuple((int(month), Decimal(amount)) for month, amount in self.period_targets.items())


class Reading(models.Model):
    """完成值 of an indicator in an entry. A figure that was not reported is None, not zero."""

    entry = models.ForeignKey(ProgressEntry, models.CASCADE, related_name="readings", verbose_name="进展填报")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="readings", verbose_name="指标")
    value = models.DecimalField("完成值", max_digits=20, decimal_places=4, null=True, blank=True)
    state = EnumField(FigureState, "性质", default=FigureState.ACHIEVED)
    # the words of the entry's text that say the same value; empty where none do
    quote = models.TextField("出处", blank=True)
    # 位次 and 另一口径 as QuotedNumbers has them, read from the entry's text or corrected by a person
    rank_scope = models.CharField("位次范围", max_length=LONGEST_SCOPE, blank=True, default="")
    rank_place = models.PositiveSmallIntegerField("位次", null=True, blank=True)
    rank_of = models.PositiveSmallIntegerField("位次总数", null=True, blank=True)
    rank_shared = models.BooleanField("并列", default=False)
    second_value = models.DecimalField("另一口径值", max_digits=20, decimal_places=4, null=True, blank=True)
    second_basis = models.CharField("另一口径", max_length=LONGEST_BASIS, blank=True, default="")

    class Meta:
        verbose_name = "完成值"
        ordering = ["entry_id", "indicator__position"]
        constraints = [
            build_choice_constraint("state", FigureState),
            UniqueConstraint(fields=["entry", "indicator"], name="one_reading_an_entry"),
            CheckConstraint(
                condition=Q(rank_scope="", rank_place__isnull=True, rank_of__isnull=True, rank_shared=False)
                | Q(rank_place__isnull=False, rank_place__gte=1, rank_place__lte=LAST_PLACE),
                name="reading_rank_has_a_place",
            ),
            CheckConstraint(
                condition=Q(rank_of__isnull=True) | Q(rank_of__gte=F("rank_place"), rank_of__lte=LAST_PLACE),
                name="reading_rank_within_its_places",
            ),
            CheckConstraint(
                condition=Q(second_value__isnull=True, second_basis="")
                | (Q(second_value__isnull=False) & ~Q(second_basis="")),
                name="reading_second_value_has_a_basis",
            ),
        ]

    def __str__(self):
        return "未报" if self.value is None else format_decimal(self.value)

    @property
    def quoted(self) -> QuotedNumbers:
        return QuotedNumbers(**{name: getattr(self, name) for name in QUOTED_FIELDS})

    @quoted.setter
    def quoted(self, numbers: QuotedNumbers) -> None:
        for name in QUOTED_FIELDS:
            setattr(self, name, getattr(numbers, name))

    @property
    def second(self) -> str:
        """另一口径 as it is printed."""
        return self.quoted.format_second(self.indicator.unit)

    @property
    def beside(self) -> str:
        """位次 and 另一口径 on one line; "" without either."""
        return "，".join(filter(None, (self.quoted.rank, self.second)))

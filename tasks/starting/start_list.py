"""启用清单: what a government still lacks before its first period is opened. Nothing of it is stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from tasks.enums import OF_THE_OFFICE, IndicatorState, PeriodState, Role
from tasks.models import Government, Indicator, Period, Plan, Unit, User
from tasks.permissions import Permission
from tasks.reminding.recipients import list_units_without_account
from tasks.terms import terms

#: so many names of a list are said, the others counted
NAMED = 5


@dataclass(frozen=True)
class StartStep:
    """One step of 启用清单.

    Attributes:
        told: what there is, in words with counts.
        missing: what is missing, one sentence each; nothing is where the step is done.
        url_name: of the page where it is done.
        permission: who may open that page.
        doer: in whose hands the step is, in words.
    """

    label: str
    told: str
    missing: list[str]
    url_name: str
    permission: Permission
    doer: str

    @property
    def is_done(self) -> bool:
        return not self.missing


class StartList:
    """启用清单 of a government.

    Attributes:
        year: the year of the business date, whose plan is expected.
    """

    def __init__(self, government: Government, year: int):
        self.government, self.year = government, year

    @cached_property
    def steps(self) -> list[StartStep]:
        return [
            self._build_unit_step(),
            self._build_official_step(),
            self._build_account_step(),
            self._build_plan_step(),
            self._build_indicator_step(),
            self._build_period_step(),
            self._build_opening_step(),
        ]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.is_done for step in self.steps)

    @property
    def is_done(self) -> bool:
        return self.done == len(self.steps)

    @cached_property
    def first_opened(self) -> Period | None:
        """The first period that was opened here; a report of the past that was imported has periods that never were."""
        here = Q(state__in=(PeriodState.OPEN, PeriodState.CLOSED)) | Q(publications__isnull=False)
        opened = Period.objects.filter(here, plan__government=self.government).select_related("plan")
        return opened.order_by("plan__year", "number").first()

    @cached_property
    def plan(self) -> Plan | None:
        """The plan of the first period opened; before that this year's, or else the next one's."""
        if self.first_opened:
            return self.first_opened.plan
        return self.government.plans.filter(year__gte=self.year).order_by("year").first()

    @cached_property
    def units(self) -> list[Unit]:
        """The units in use, without groups."""
        return list(self.government.units.filter(is_active=True, is_group=False))

    @cached_property
    def users(self) -> list[User]:
        return list(self.government.users.filter(is_active=True))

    @cached_property
    def task_count(self) -> int:
        return self.plan.tasks.count() if self.plan else 0

    @cached_property
    def unmanned_units(self) -> list[Unit]:
        """The units with duties of whom nobody signs or files: of all those in use until the plan says which have some."""
        if self.plan and self.task_count:
            return list_units_without_account(self.plan)
        manned = {user.unit_id for user in self.users if user.role in (Role.CLERK, Role.UNIT_HEAD)}
        return [unit for unit in self.units if unit.pk not in manned]

    def _build_unit_step(self) -> StartStep:
        missing = [] if self.units else ["还没有单位；也可以随方案导入时一并新建。"]
        told = f"在用单位 {len(self.units)} 个（不含单位组）"
        return StartStep("单位", told, missing, "unit_list", Permission.MANAGE_ORGANISATION, "系统管理员")

    def _build_official_step(self) -> StartStep:
        count = self.government.officials.filter(is_active=True).count()
        missing = [] if count else [f"还没有{terms.leader}；也可以随方案导入时一并新建。"]
        told = f"已登记 {count} 位{terms.leader}"
        return StartStep(terms.leader, told, missing, "official_list", Permission.MANAGE_ORGANISATION, "系统管理员")

    def _build_account_step(self) -> StartStep:
        told = f"在用账号 {len(self.users)} 个"
        missing = list(self._iterate_missing_accounts())
        return StartStep("账号", told, missing, "user_list", Permission.MANAGE_USERS, "系统管理员")

    def _iterate_missing_accounts(self) -> Iterator[str]:
        if not any(user.role in OF_THE_OFFICE for user in self.users):
            yield f"还没有{terms.office}的账号，方案由其导入。"
        if not self.units:
            yield "还没有单位，填报员的账号待单位登记后新建。"
        if self.unmanned_units:
            names = format_some_names(unit.name for unit in self.unmanned_units)
            yield f"{len(self.unmanned_units)} 个单位没有填报账号，不能签收和填报：{names}。"

    def _build_plan_step(self) -> StartStep:
        told = f"{self.plan}方案，事项 {self.task_count} 项" if self.task_count else "尚未导入"
        missing = [] if self.task_count else [f"还没有 {self.year} 年的方案。导入前先预览，核对无误再写入。"]
        return StartStep("本年度方案", told, missing, "import_document", Permission.IMPORT_DOCUMENTS, terms.office)

    def _build_indicator_step(self) -> StartStep:
        """Builds the step of the indicators, which should be settled before anybody files; later ones are everyday work."""
        of_plan = Indicator.objects.filter(task__plan=self.plan) if self.plan else Indicator.objects.none()
        total = of_plan.count()
        waiting = of_plan.filter(state=IndicatorState.PROPOSED).count()
        told = f"已核定 {total - waiting} 个，待核定 {waiting} 个"
        missing = [f"{waiting} 个指标待核定。"] if waiting else []
        if not self.task_count:
            missing = ["导入方案后，从事项文字中识别。"]
        elif self.first_opened:
            missing = []
        return StartStep("量化指标", told, missing, "indicator_queue", Permission.MANAGE_INDICATORS, terms.office)

    def _build_period_step(self) -> StartStep:
        count = self.plan.periods.count() if self.plan else 0
        missing = [] if count else ["还没有设置各期的开启和截止日期。"]
        return StartStep(
            "填报期", f"已设置 {count} 期", missing, "period_list", Permission.MANAGE_PERIODS, terms.office
        )

    def _build_opening_step(self) -> StartStep:
        opened = self.first_opened
        told = f"{opened}已开启" if opened else "尚未开启"
        missing = [] if opened else [f"还没有开启第一期。开启后各{terms.lead_unit}就可以填报。"]
        return StartStep("首次开启填报", told, missing, "period_list", Permission.MANAGE_PERIODS, terms.office)


def format_some_names(names: Iterable[str]) -> str:
    """Formats the first names of a list: 甲、乙、丙 等."""
    known = list(names)
    return "、".join(known[:NAMED]) + (" 等" if len(known) > NAMED else "")

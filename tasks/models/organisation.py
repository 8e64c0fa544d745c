"""Who there is: governments, their units with aliases and groups, their leaders, and the people who sign in."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.expressions import RawSQL
from django.utils.functional import cached_property

from tasks.enums import Role, SuccessionKind
from tasks.models.constraints import build_choice_constraint
from tasks.models.fields import EnumField
from tasks.workdays import Workdays


class Government(models.Model):
    """辖区政府. Everything belongs to one; a city can host all its districts."""

    name = models.CharField("名称", max_length=100, unique=True)
    # the settings of the lagging rules that differ from the default, as tasks.assessing.lagging reads them
    lagging_rules = models.JSONField("预警规则", default=dict, blank=True)
    # what differs from the defaults of tasks.reminding.rules and tasks.scoring.rules
    reminder_rules = models.JSONField("催办规则", default=dict, blank=True)
    scoring_rules = models.JSONField("考核规则", default=dict, blank=True)
    # days that differ from the published holidays: "2027-01-01" → whether it is worked
    calendar = models.JSONField("工作日历", default=dict, blank=True)

    class Meta:
        verbose_name = "辖区政府"
        ordering = ["name"]

    def __str__(self):
        return self.name

    @cached_property
    def workdays(self) -> Workdays:
        """The working days of the place: the published ones, with what the office has put in itself."""
        return Workdays({date.fromisoformat(day): works for day, works in self.calendar.items()})


OF_NO_GOVERNMENT = "您的账号不属于任何辖区政府，不能使用这一页面。"

#: along the successions of a unit, as far as they go: a unit renamed twice is still known by its first name
CHAIN = """
    WITH RECURSIVE chain(id) AS (
        SELECT {there}_id FROM tasks_unitsuccession WHERE {here}_id = %s
        UNION SELECT step.{there}_id FROM tasks_unitsuccession step JOIN chain ON step.{here}_id = chain.id
    )
    SELECT id FROM chain"""


class UnitQuerySet(models.QuerySet):
    """Units by name, those still in use, and those that stand before or behind another."""

    def active(self):
        """Units that may still be named in new work."""
        return self.filter(is_active=True)

    def named(self, name):
        """The units that ``name`` means, as their own name or as an alias."""
        return self.filter(Q(name=name) | Q(aliases__name=name)).distinct()

    def preceding(self, unit: int | None):
        """The units whose work ``unit`` has taken over, also through others."""
        return self._select_along("successor", "former", unit)

    def succeeding(self, unit: int | None):
        """The units that have taken over the work of ``unit``, also through others."""
        return self._select_along("former", "successor", unit)

    def _select_along(self, here: str, there: str, unit: int | None):
        return self.filter(pk__in=RawSQL(CHAIN.format(here=here, there=there), [unit]))  # noqa: S611  names of ours


class Unit(models.Model):
    """责任单位: a department, town or company; or a group of them such as 各镇街."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="units", verbose_name="辖区政府")
    name = models.CharField("名称", max_length=100)
    is_group = models.BooleanField("是单位组", default=False)
    members = models.ManyToManyField(
        "self", symmetrical=False, related_name="groups", blank=True, verbose_name="成员单位"
    )
    needs_confirmation = models.BooleanField("报送前须经单位审核人审核", default=False)
    is_active = models.BooleanField("在用", default=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "责任单位"
        ordering = ["name"]
        constraints = [UniqueConstraint(fields=["government", "name"], name="unit_name_once")]

    def __str__(self):
        return self.name


class UnitAlias(models.Model):
    """别名: another way documents write a unit's name. 区城管局 is 区城市管理局."""

    government = models.ForeignKey(
        Government, models.PROTECT, related_name="aliases", verbose_name="辖区政府"
    )
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases", verbose_name="单位")
    name = models.CharField("别名", max_length=100)

    class Meta:
        verbose_name = "单位别名"
        ordering = ["name"]
        constraints = [UniqueConstraint(fields=["government", "name"], name="alias_means_one_unit")]

    def __str__(self):
        return self.name


class UnitSuccession(models.Model):
    """机构调整: the work of ``former`` goes on in ``successor``; what was filed before stays under the former name."""

    former = models.ForeignKey(Unit, models.PROTECT, related_name="successions", verbose_name="原单位")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="inheritances", verbose_name="承接单位")
    kind = EnumField(SuccessionKind, "方式")
    since = models.DateField("自何日起")
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "机构调整"
        ordering = ["since", "pk"]
        constraints = [
            build_choice_constraint("kind", SuccessionKind),
            UniqueConstraint(fields=["former", "successor"], name="unit_succeeded_once"),
            CheckConstraint(condition=~Q(former=F("successor")), name="unit_succeeds_another"),
        ]

    def __str__(self):
        return f"{self.former} → {self.successor}"


class Official(models.Model):
    """责任区领导: a district leader who answers for items."""

    government = models.ForeignKey(
        Government, models.PROTECT, related_name="officials", verbose_name="辖区政府"
    )
    name = models.CharField("姓名", max_length=50)
    title = models.CharField("职务", max_length=100, blank=True)
    is_active = models.BooleanField("在任", default=True)
    # who took the open items over when the official left
    successor = models.ForeignKey(
        "self", models.PROTECT, related_name="predecessors", null=True, blank=True, verbose_name="接任领导"
    )
    left_on = models.DateField("离任日期", null=True, blank=True)

    class Meta:
        verbose_name = "责任区领导"
        ordering = ["name"]
        constraints = [
            UniqueConstraint(fields=["government", "name"], name="official_name_once"),
            CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("pk")), name="official_succeeds_another"
            ),
        ]

    def __str__(self):
        return self.name


class UserWithUnitManager(UserManager):
    """The people with their units: the head of every page and every row of the trail name them."""

    use_in_migrations = False

    def get_queryset(self):
        return super().get_queryset().select_related("unit")


class User(AbstractUser):
    """A person who signs in, in one role."""

    # how Django lets a field of an abstract model go
    first_name = last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=50)
    role = EnumField(Role, "角色")
    government = models.ForeignKey(
        Government, models.PROTECT, related_name="users", verbose_name="辖区政府", null=True, blank=True
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="users", verbose_name="单位", null=True, blank=True
    )
    official = models.ForeignKey(
        Official, models.PROTECT, related_name="users", verbose_name="区领导", null=True, blank=True
    )
    must_change_password = models.BooleanField("下次登录须改密码", default=True)

    REQUIRED_FIELDS = ["name", "role"]
    objects: ClassVar[UserWithUnitManager] = UserWithUnitManager()

    class Meta:
        verbose_name = "用户"
        ordering = ["username"]
        constraints = [
            build_choice_constraint("role", Role),
            CheckConstraint(
                condition=~Q(role__in=[Role.CLERK, Role.UNIT_HEAD]) | Q(unit__isnull=False),
                name="user_of_a_unit_names_it",
            ),
            CheckConstraint(
                condition=~Q(role=Role.LEADER) | Q(official__isnull=False), name="leader_is_an_official"
            ),
            CheckConstraint(
                condition=Q(government__isnull=False) | Q(is_superuser=True), name="user_has_home"
            ),
        ]

    def __str__(self):
        return self.name

    @cached_property
    def group_ids(self) -> frozenset[int]:
        """The groups that the person's unit is a member of; asked once, and only where a group leads."""
        return frozenset(Unit.objects.filter(members=self.unit_id).values_list("pk", flat=True))

    @cached_property
    def predecessor_ids(self) -> frozenset[int]:
        """The units whose work the person's unit has taken over; asked once, and only where one that is no more leads."""
        return frozenset(Unit.objects.preceding(self.unit_id).values_list("pk", flat=True))

    @property
    def home(self) -> Government:
        """The government the person works for.

        Raises:
            PermissionDenied: a superuser of the command line, who belongs to none, has opened a page.
        """
        if self.government is None:
            raise PermissionDenied(OF_NO_GOVERNMENT)
        return self.government

    @property
    def home_id(self) -> int:
        """The key of ``home``, without a query; errors as there."""
        if self.government_id is None:
            raise PermissionDenied(OF_NO_GOVERNMENT)
        return self.government_id

    @property
    def role_label(self) -> str:
        return self.role.label

    @property
    def place(self) -> str:
        """What stands before the role in the header: the unit, or the office itself."""
        return self.unit.name if self.unit else self.role_label

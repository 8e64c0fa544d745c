"""Governments, units with aliases and groups, district leaders, and users."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.expressions import RawSQL
from django.utils.functional import cached_property

from tasks import clock
from tasks.enums import Role, SuccessionKind, ViewerScope
from tasks.models.constraints import build_choice_constraint, build_days_constraint
from tasks.models.fields import EnumField
from tasks.models.rhythm import RhythmFields
from tasks.periods import format_chinese_date
from tasks.terms import OFFICE, Terms, read_terms
from tasks.terms.later import say_later
from tasks.workdays import Workdays


class Government(RhythmFields):
    """辖区政府. Everything belongs to one; one installation can hold all districts of a city.

    Its rhythm is that of the plans still to come; a plan that is there has its own.
    """

    # as it is written: a government, a bureau, a company or a school
    name = models.CharField("名称", max_length=100, unique=True)
    # how its own papers call it (区政府, 区教委, 集团); "" derives it from the name
    short_name = models.CharField("简称", max_length=30, blank=True, default="")
    # who supervises and signs letters and reports, after the name: 某某区人民政府督查办
    office_name = models.CharField("督办机构", max_length=30, default=OFFICE)
    # everything in it is invented or of the past; made by ``load_demo``, or beside what it made
    is_demonstration = models.BooleanField("演示数据", default=False)
    # settings that differ from the defaults of tasks.assessing.lagging, tasks.reminding.rules, tasks.scoring.rules
    lagging_rules = models.JSONField("预警规则", default=dict, blank=True)
    reminder_rules = models.JSONField("催办规则", default=dict, blank=True)
    scoring_rules = models.JSONField("考核规则", default=dict, blank=True)
    # what it calls otherwise than a district, by the key of ``tasks.terms``: {"leader": "局领导"}
    terms = models.JSONField("用语", default=dict, blank=True)
    # the key of ``tasks.organisation.ready_sets`` that it began with; "" is that of a district
    ready_set = models.CharField("样板", max_length=20, blank=True, default="")
    # days that differ from the published holidays, such as "2027-01-01" → whether it is worked
    calendar = models.JSONField("工作日历", default=dict, blank=True)
    viewer_scope = EnumField(ViewerScope, "查阅范围", default=ViewerScope.ISSUED)
    requires_sign_off = models.BooleanField(say_later("印发前须经{terms.office}负责人审核"), default=False)
    requires_second_factor = models.BooleanField("登录须两步验证", default=False)
    asks_self_rating = models.BooleanField("要求单位自评", default=False)
    # an item that was behind is judged with the word between before it counts as on track: 红灯整改后先转黄灯
    recovers_stepwise = models.BooleanField("落后整改后先转关注", default=False)
    # each page bears the person's name and the time, on the screen and on paper
    has_watermark = models.BooleanField("页面加水印", default=False)
    # what 系统管理员 prepares of accounts and rights works once 安全管理员 has confirmed it
    separates_administrators = models.BooleanField("三员分立", default=False)

    class Meta:
        verbose_name = "辖区政府"
        ordering = ["name"]
        constraints = [
            *RhythmFields.Meta.constraints,
            build_choice_constraint("viewer_scope", ViewerScope),
            CheckConstraint(condition=~Q(office_name=""), name="government_office_has_a_name"),
        ]

    def __str__(self):
        return self.name

    @property
    def signature(self) -> str:
        """Name and office, as letters are signed: 某某区人民政府督查办."""
        return f"{self.name}{self.office_name}"

    @property
    def words(self) -> Terms:
        """What it calls people, units and steps."""
        return read_terms(self.office_name, self.terms)

    @cached_property
    def kinds(self) -> list[Any]:
        """The kinds (``ItemKind``) of its items in printed order; read once for each object, which a page asks many times."""
        return list(self.item_kinds.order_by("place", "pk"))

    @cached_property
    def workdays(self) -> Workdays:
        """The published working days with the days that the office has set."""
        return Workdays({date.fromisoformat(day): works for day, works in self.calendar.items()})


OF_NO_GOVERNMENT = say_later("您的账号不属于任何{terms.government}，不能使用这一页面。")

#: follows the successions of a unit over any number of steps, in one direction
CHAIN = """
    WITH RECURSIVE chain(id) AS (
        SELECT {there}_id FROM tasks_unitsuccession WHERE {here}_id = %s
        UNION SELECT step.{there}_id FROM tasks_unitsuccession step JOIN chain ON step.{here}_id = chain.id
    )
    SELECT id FROM chain"""


class UnitQuerySet(models.QuerySet):
    """Units."""

    def active(self):
        """Selects the units in use, which new editions may name."""
        return self.filter(is_active=True)

    def named(self, name):
        """Selects the units whose name or alias is ``name``."""
        return self.filter(Q(name=name) | Q(aliases__name=name)).distinct()

    def preceding(self, unit: int | None):
        """Selects the units whose work ``unit`` has taken over, directly or through others."""
        return self._select_along("successor", "former", unit)

    def succeeding(self, unit: int | None):
        """Selects the units that have taken over the work of ``unit``, directly or through others."""
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
        verbose_name = say_later("{terms.responsible_unit}")
        ordering = ["name"]
        constraints = [UniqueConstraint(fields=["government", "name"], name="unit_name_once")]

    def __str__(self):
        return self.name


class UnitAlias(models.Model):
    """别名: another name of a unit in documents. 区城管局 is 区城市管理局."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="aliases", verbose_name="辖区政府")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases", verbose_name="单位")
    name = models.CharField("别名", max_length=100)

    class Meta:
        verbose_name = "单位别名"
        ordering = ["name"]
        constraints = [UniqueConstraint(fields=["government", "name"], name="alias_means_one_unit")]

    def __str__(self):
        return self.name


class UnitSuccession(models.Model):
    """机构调整: ``successor`` has taken over the work of ``former``, whose filings keep its name."""

    former = models.ForeignKey(Unit, models.PROTECT, related_name="successions", verbose_name="原单位")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="inheritances", verbose_name="承接单位")
    kind = EnumField(SuccessionKind, "方式")
    since = models.DateField("自何日起")
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "机构调整"
        ordering = ["since", "pk"]
        constraints = [
            build_days_constraint("since"),
            build_choice_constraint("kind", SuccessionKind),
            UniqueConstraint(fields=["former", "successor"], name="unit_succeeded_once"),
            CheckConstraint(condition=~Q(former=F("successor")), name="unit_succeeds_another"),
        ]

    def __str__(self):
        return f"{self.former} → {self.successor}"


#: the order of an official to whom nobody has given one, and the largest there is
UNRANKED, LAST_RANK = 99, 999


class OfficialQuerySet(models.QuerySet):
    """Officials."""

    def acted_for(self, on: date):
        """Selects the officials in office for whom a deputy acts on the day ``on`` (AB角)."""
        return self.filter(deputy_from__lte=on, deputy_until__gte=on, deputy__is_active=True, is_active=True)

    def deputised_by(self, official: int | None, on: date):
        """Selects the officials for whom ``official`` himself acts on the day ``on``; a deputy's deputy does not."""
        return self.acted_for(on).filter(deputy=official)


class Official(models.Model):
    """责任区领导: a district leader who answers for items; ``rank`` orders every list of officials."""

    government = models.ForeignKey(Government, models.PROTECT, related_name="officials", verbose_name="辖区政府")
    name = models.CharField("姓名", max_length=50)
    title = models.CharField("职务", max_length=100, blank=True)
    rank = models.PositiveSmallIntegerField("排序", default=UNRANKED)
    is_active = models.BooleanField("在任", default=True)
    # AB角: who acts for the official from the one day to the other, both included
    deputy = models.ForeignKey(
        "self", models.PROTECT, related_name="absent_officials", null=True, blank=True, verbose_name="代理领导"
    )
    deputy_from = models.DateField("代理自", null=True, blank=True)
    deputy_until = models.DateField("代理至", null=True, blank=True)
    # the official who took over the open items
    successor = models.ForeignKey(
        "self", models.PROTECT, related_name="predecessors", null=True, blank=True, verbose_name="接任领导"
    )
    left_on = models.DateField("离任日期", null=True, blank=True)

    objects = OfficialQuerySet.as_manager()

    class Meta:
        verbose_name = say_later("责任{terms.leader}")
        ordering = ["rank", "name"]
        constraints = [
            build_days_constraint("deputy_from", "deputy_until", "left_on"),
            CheckConstraint(condition=Q(rank__gte=1, rank__lte=LAST_RANK), name="official_rank_plausible"),
            CheckConstraint(
                condition=Q(deputy__isnull=True, deputy_from__isnull=True, deputy_until__isnull=True)
                | Q(deputy__isnull=False, deputy_from__isnull=False, deputy_until__gte=F("deputy_from")),
                name="official_deputy_has_days",
            ),
            CheckConstraint(condition=Q(deputy__isnull=True) | ~Q(deputy=F("pk")), name="official_deputy_is_another"),
            UniqueConstraint(fields=["government", "name"], name="official_name_once"),
            CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("pk")), name="official_succeeds_another"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def printed_name(self) -> str:
        """Name and title: 王明（副区长）."""
        return f"{self.name}（{self.title}）" if self.title else self.name

    def is_deputised(self, on: date) -> bool:
        """Returns whether ``OfficialQuerySet.acted_for`` selects the official."""
        holds = bool(self.deputy_from and self.deputy_until and self.deputy_from <= on <= self.deputy_until)
        return holds and self.is_active and self.deputy is not None and self.deputy.is_active

    @property
    def absent_days(self) -> str:
        """The first and the last day on which somebody acts for the official: 2024年7月5日至2024年7月12日."""
        ends = filter(None, (self.deputy_from, self.deputy_until))
        return "至".join(map(format_chinese_date, ends))

    @property
    def deputy_days(self) -> str:
        """Who acts for the official and when, in words; "" where nobody is named."""
        return f"{self.deputy}（{self.absent_days}）" if self.deputy else ""


class UserWithUnitManager(UserManager):
    """Users with their units, which the head of every page and every audit row name."""

    use_in_migrations = False

    def get_queryset(self):
        return super().get_queryset().select_related("unit")


class User(AbstractUser):
    """A user with one role."""

    # removes the fields of the abstract model
    first_name = last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=50)
    role = EnumField(Role, "角色")
    government = models.ForeignKey(
        Government,
        models.PROTECT,
        related_name="users",
        verbose_name="辖区政府",
        null=True,
        blank=True,
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="users", verbose_name="单位", null=True, blank=True)
    official = models.ForeignKey(
        Official, models.PROTECT, related_name="users", verbose_name=say_later("{terms.leader}"), null=True, blank=True
    )
    telephone = models.CharField("联系电话", max_length=30, blank=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=True)
    # when the person last chose a password himself
    password_set_at = models.DateTimeField("密码设定时间", null=True, blank=True)
    # the value that the identity platform names the person by, where it is not the username
    identity = models.CharField("统一身份账号", max_length=150, blank=True)

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
            CheckConstraint(condition=~Q(role=Role.LEADER) | Q(official__isnull=False), name="leader_is_an_official"),
            CheckConstraint(condition=Q(government__isnull=False) | Q(is_superuser=True), name="user_has_home"),
            UniqueConstraint(fields=["identity"], condition=~Q(identity=""), name="identity_means_one_user"),
        ]

    def __str__(self):
        return self.name

    @cached_property
    def group_ids(self) -> frozenset[int]:
        """Keys of the groups that the user's unit is a member of; queried once, only where a group leads."""
        return frozenset(Unit.objects.filter(members=self.unit_id).values_list("pk", flat=True))

    @cached_property
    def predecessor_ids(self) -> frozenset[int]:
        """Keys of the units that the user's unit succeeds; queried once, only where a former unit leads."""
        return frozenset(Unit.objects.preceding(self.unit_id).values_list("pk", flat=True))

    @cached_property
    def absent_officials(self) -> tuple[Official, ...]:
        """The officials for whom the user's own official acts today, in their order; one query, for officials only."""
        if self.official_id is None:
            return ()
        return tuple(Official.objects.deputised_by(self.official_id, clock.today()))

    @property
    def official_ids(self) -> frozenset[int]:
        """Keys of the officials for whom the user answers today: his own, and those for whom that one acts."""
        own = () if self.official_id is None else (self.official_id,)
        return frozenset([*own, *(official.pk for official in self.absent_officials)])

    @property
    def reads_all(self) -> bool:
        """Whether the government lets the role 查阅 read everything, not only what is issued."""
        return self.government is not None and self.government.viewer_scope == ViewerScope.ALL

    @property
    def home(self) -> Government:
        """The user's government.

        Raises:
            PermissionDenied: a superuser made on the command line belongs to none.
        """
        if self.government is None:
            raise PermissionDenied(OF_NO_GOVERNMENT)
        return self.government

    @property
    def home_id(self) -> int:
        """The key of ``home``, without a query; raises as ``home`` does."""
        if self.government_id is None:
            raise PermissionDenied(OF_NO_GOVERNMENT)
        return self.government_id

    @property
    def role_label(self) -> str:
        return self.role.label

    @property
    def place(self) -> str:
        """The user's unit, or else his role, as the page header and the audit log name it."""
        return self.unit.name if self.unit else self.role_label

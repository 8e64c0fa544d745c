"""The people and the papers that tests speak of, always the same; and the factories that make more of them.

One government: 示范区. Its education commission (区教委) is the lead unit most tests file for, its city
management bureau (区城市管理局) leads something else, its finance bureau (区财政局) only cooperates. A second
government stands beside it, so that a leak between governments shows.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from tasks.enums import EntryState, Outcome, PeriodState, ResponsibilityRole, Role, TaskKind
from tasks.models import (
    Edition,
    Government,
    ItemKind,
    Judgement,
    Leadership,
    Official,
    Period,
    Plan,
    ProgressEntry,
    Responsibility,
    Section,
    Task,
    Unit,
    User,
)
from tasks.models.item_kind import build_kind_code

PASSWORD = "督办-2024-台账"


class GovernmentFactory(DjangoModelFactory):
    class Meta:
        model = Government

    name = factory.Sequence(lambda n: f"第{n}区人民政府")


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    government = factory.SubFactory(GovernmentFactory)
    name = factory.Sequence(lambda n: f"区第{n}局")


class OfficialFactory(DjangoModelFactory):
    class Meta:
        model = Official

    government = factory.SubFactory(GovernmentFactory)
    name = factory.Sequence(lambda n: f"区长{n}")


class UserFactory(DjangoModelFactory):
    """A person in ``role``; give ``unit`` to a clerk or unit head, ``official`` to a leader."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    name = factory.Sequence(lambda n: f"用户{n}")
    role = Role.OFFICE
    government = factory.SubFactory(GovernmentFactory)
    password = factory.django.Password(PASSWORD)
    must_change_password = False


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    government = factory.SubFactory(GovernmentFactory)
    year = 2024
    title = "2024年目标任务分解方案"


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    plan = factory.SubFactory(PlanFactory)
    name = factory.Sequence(lambda n: f"第{n}板块")


class PeriodFactory(DjangoModelFactory):
    """一季度, open for filing."""

    class Meta:
        model = Period

    plan = factory.SubFactory(PlanFactory)
    number = 1
    opens_on = date(2024, 3, 21)
    due_on = date(2024, 4, 5)
    state = PeriodState.OPEN


class EditionFactory(DjangoModelFactory):
    """Wording of ``task`` from period ``since`` on; units and leaders are lists in printed order."""

    class Meta:
        model = Edition
        skip_postgeneration_save = True

    since = 0
    text = factory.Sequence(lambda n: f"完成第{n}件事")

    @factory.post_generation
    def lead(edition, create, units, **kwargs):
        name_units(edition, ResponsibilityRole.LEAD, units or ())

    @factory.post_generation
    def cooperate(edition, create, units, **kwargs):
        name_units(edition, ResponsibilityRole.COOPERATE, units or ())

    @factory.post_generation
    def leaders(edition, create, officials, **kwargs):
        for position, official in enumerate(officials or (), start=1):
            Leadership.objects.create(edition=edition, official=official, position=position)


class TaskFactory(DjangoModelFactory):
    """A task and its first edition: ``TaskFactory(plan=…, edition__text=…, edition__lead=[unit])``."""

    class Meta:
        model = Task
        skip_postgeneration_save = True

    class Params:
        kind = TaskKind.KEY

    plan = factory.SubFactory(PlanFactory)
    item_kind = factory.LazyAttribute(lambda task: find_kind(task.plan, task.kind))
    number = factory.Sequence(lambda n: n + 1)

    @factory.post_generation
    def edition(task, create, given, **wording):
        task.current = EditionFactory(task=task, **wording)
        task.save()


def find_kind(plan: Plan, nature: TaskKind) -> ItemKind:
    """The first kind of a nature that the plan's government has."""
    return ItemKind.objects.get(code=build_kind_code(TaskKind(nature), plan.government_id))


class EntryFactory(DjangoModelFactory):
    """What was filed of ``task`` in ``period``; blank unless told otherwise."""

    class Meta:
        model = ProgressEntry

    task = factory.SubFactory(TaskFactory)
    period = factory.LazyAttribute(lambda entry: PeriodFactory(plan=entry.task.plan))
    edition = factory.LazyAttribute(lambda entry: entry.task.current)
    number = factory.LazyAttribute(lambda entry: entry.task.number)
    state = EntryState.BLANK


def name_units(edition: Edition, role: ResponsibilityRole, units) -> None:
    """Names ``units`` in ``role``, in their order, one under the other as documents print them."""
    for position, unit in enumerate(units, start=1):
        Responsibility.objects.create(
            edition=edition,
            unit=unit,
            role=role,
            position=position,
            label=unit.name,
            before="\n" if position > 1 else "",
        )


def judge(entry: ProgressEntry, outcome: Outcome, reason: str = "") -> Judgement:
    """The entry's judgement, as if somebody of the office had made it on 2 April 2024."""
    entry.judgement = Judgement.objects.create(
        entry=entry, outcome=outcome, reason=reason, judged_at=datetime(2024, 4, 2, 10, tzinfo=UTC)
    )
    entry.save()
    return entry.judgement


@dataclass
class Cast:
    """Everybody and everything; the entries are blank and their period is open."""

    government: Government
    lead_unit: Unit
    other_unit: Unit
    cooperating_unit: Unit
    official: Official

    clerk: User
    unit_head: User
    other_clerk: User
    cooperating_clerk: User
    office: User
    second_office: User
    leader: User
    administrator: User
    auditor: User
    #: 区长, who is the official of no item
    head: User
    office_head: User
    viewer: User
    security: User
    #: two of another government: its office and its administrator
    stranger: User
    outside_administrator: User

    plan: Plan
    section: Section
    period: Period
    target: Task
    livelihood: Task
    key: Task
    #: led by ``other_unit``, nothing to do with ``lead_unit``
    other_key: Task
    #: of the stranger's government
    foreign_task: Task

    target_entry: ProgressEntry
    livelihood_entry: ProgressEntry
    key_entry: ProgressEntry
    other_entry: ProgressEntry
    foreign_entry: ProgressEntry

    def person(self, who: str) -> User | None:
        """The user called ``who`` here; None for ``anonymous``."""
        return None if who == "anonymous" else getattr(self, who)


#: everybody of the own government, for tests that walk over all of them
PEOPLE = (
    "clerk",
    "unit_head",
    "other_clerk",
    "cooperating_clerk",
    "office",
    "second_office",
    "leader",
    "administrator",
    "auditor",
    "head",
    "office_head",
    "viewer",
    "security",
)


def make_people(government: Government) -> dict:
    """Units, the official and the users of 示范区, by their names in ``Cast``."""
    lead, other, cooperating = (
        UnitFactory(government=government, name=name) for name in ("区教委", "区城市管理局", "区财政局")
    )
    official = OfficialFactory(government=government, name="王明", title="副区长")
    cast = {
        "clerk": ("jiaowei", "李静", Role.CLERK, {"unit": lead}),
        "unit_head": ("jiaowei_head", "周强", Role.UNIT_HEAD, {"unit": lead}),
        "other_clerk": ("chengguan", "赵磊", Role.CLERK, {"unit": other}),
        "cooperating_clerk": ("caizheng", "孙丽", Role.CLERK, {"unit": cooperating}),
        "office": ("ducha", "陈红", Role.OFFICE, {}),
        "second_office": ("ducha2", "何伟", Role.OFFICE, {}),
        "leader": ("wangming", "王明", Role.LEADER, {"official": official}),
        "administrator": ("admin", "吴敏", Role.ADMINISTRATOR, {}),
        "auditor": ("shenji", "郑洁", Role.AUDITOR, {}),
        "head": ("quzhang", "高明", Role.HEAD, {}),
        "office_head": ("ducha_head", "林涛", Role.OFFICE_HEAD, {}),
        "viewer": ("renda", "许敏", Role.VIEWER, {}),
        "security": ("anquan", "刘安", Role.SECURITY, {}),
    }
    users = {
        who: UserFactory(username=username, name=name, role=role, government=government, **place)
        for who, (username, name, role, place) in cast.items()
    }
    units = {"lead_unit": lead, "other_unit": other, "cooperating_unit": cooperating}
    return {**users, **units, "official": official}


def make_tasks(plan: Plan, section: Section, people: dict) -> dict[str, Task]:
    """One task of each kind led by 区教委 and one of another unit, by their names in ``Cast``."""
    lead, cooperate, leaders = [people["lead_unit"]], [people["cooperating_unit"]], [people["official"]]

    def task(kind: TaskKind, number: int, **wording) -> Task:
        given = {"lead": lead, "cooperate": cooperate, "leaders": leaders} | wording
        return TaskFactory(
            plan=plan, kind=kind, number=number, **{f"edition__{key}": value for key, value in given.items()}
        )

    return {
        "target": task(TaskKind.TARGET, 1, text="地区生产总值增长6%以上"),
        "livelihood": task(TaskKind.LIVELIHOOD, 1, name="学位扩容", text="新增普惠性学位3000个"),
        "key": task(TaskKind.KEY, 1, section=section, text="建成小学两所，投用中学一所"),
        "other_key": task(
            TaskKind.KEY,
            2,
            section=section,
            text="新增公共停车位7000个",
            lead=[people["other_unit"]],
            cooperate=[],
            leaders=[],
        ),
    }


def make_cast() -> Cast:
    """示范区 in the first quarter of 2024, and a neighbour with one task of its own."""
    government = GovernmentFactory(name="示范区人民政府")
    people = make_people(government)
    plan = PlanFactory(government=government)
    section = SectionFactory(plan=plan, name="推动教育强区建设")
    period = PeriodFactory(plan=plan)
    tasks = make_tasks(plan, section, people)
    neighbour = GovernmentFactory(name="邻区人民政府")
    foreign = EntryFactory(task=TaskFactory(plan__government=neighbour, number=1))
    keeper = UserFactory(username="linqu_admin", name="高原", role=Role.ADMINISTRATOR, government=neighbour)
    return Cast(
        government=government,
        plan=plan,
        section=section,
        period=period,
        **people,
        **tasks,
        target_entry=EntryFactory(task=tasks["target"], period=period),
        livelihood_entry=EntryFactory(task=tasks["livelihood"], period=period),
        key_entry=EntryFactory(task=tasks["key"], period=period),
        other_entry=EntryFactory(task=tasks["other_key"], period=period),
        stranger=UserFactory(username="linqu", name="冯刚", role=Role.OFFICE, government=neighbour),
        outside_administrator=keeper,
        foreign_task=foreign.task,
        foreign_entry=foreign,
    )

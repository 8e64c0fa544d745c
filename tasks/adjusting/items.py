"""方案调整: what an item says, as people read and compare it, and why it cannot say something else."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from tasks.enums import PeriodState
from tasks.models import Official, Plan, Task, Unit
from tasks.models.changes import compute_fingerprint
from tasks.plans.deadlines import describe_due_refusal, find_confirmed_day
from tasks.plans.edition_actions import Change
from tasks.plans.edition_content import EditionContent, read_content
from tasks.requesting.requests import State, describe_units_refusal
from tasks.terms import DEFAULT, terms

FIRST = 1
#: attribute of a content → its label, and the characters that it may have
LONGEST = {"text": ("任务内容", 5000), "name": ("项目名称", 300), "due": ("完成时限", 200)}
SECTION_LENGTH = 200
ALL_ISSUED = "各期报告都已印发，不再调整。"


#: the labels of a state in the order of the printed tables; rows keep them, so they stay, whatever the place says
LABELS = (
    "序号",
    "任务板块",
    "项目名称",
    "任务内容",
    "完成时限",
    "完成时限（日期）",
    f"责任{DEFAULT.leader}",
    DEFAULT.lead_unit,
    DEFAULT.cooperating_unit,
)


def order_state(state: State) -> State:
    """Returns a stored state in the order of the printed tables, which JSON on PostgreSQL does not keep."""
    return {label: state[label] for label in LABELS if label in state}


def keep_content(content: EditionContent) -> EditionContent:
    """Changes nothing."""
    return content


@dataclass(frozen=True)
class Amendment:
    """What is to be corrected of an item; what is None stays.

    Attributes:
        change: maps the content of an edition to the corrected one, its section aside.
        section: the name of its 任务板块, which may be new; "" for none.
        number: its 序号 among the items of its kind.
    """

    change: Change = field(default=keep_content)
    section: str | None = None
    number: int | None = None


class PlanNames:
    """The sections and the last numbers of a plan, the leaders and units of its government, read once for many items."""

    def __init__(self, plan: Plan):
        self.plan = plan

    @cached_property
    def officials(self) -> dict[int, Official]:
        return Official.objects.filter(government=self.plan.government_id).in_bulk()

    @cached_property
    def units(self) -> dict[int, Unit]:
        return Unit.objects.filter(government=self.plan.government_id).in_bulk()

    @cached_property
    def sections(self) -> dict[int, str]:
        return dict(self.plan.sections.values_list("pk", "name"))

    @cached_property
    def last_numbers(self) -> dict[str, int]:
        """Code of a kind → the highest 序号."""
        return dict(self.plan.tasks.order_by("number").values_list("item_kind__code", "number"))


def build_item_state(number: int, content: EditionContent, names: PlanNames) -> State:
    """Returns label → value of everything that is printed of an item."""
    # a day that nobody has confirmed is for the office alone, and the units read what was corrected
    day = find_confirmed_day(content)
    values: tuple[str | list[str], ...] = (
        str(number),
        names.sections[content.section_id] if content.section_id else "",
        content.name,
        content.text,
        content.due,
        day.isoformat() if day else "",
        [names.officials[leader].name for leader in content.leaders],
        [printed.label for printed in content.lead],
        [printed.label for printed in content.cooperating],
    )
    return dict(zip(LABELS, values, strict=True))


def build_stored_state(task: Task, names: PlanNames) -> State:
    """Returns ``build_item_state`` of an item as it is stored."""
    return build_item_state(task.number, read_content(task.edition), names)


def build_amended_state(task: Task, amendment: Amendment, names: PlanNames) -> State:
    """Returns ``build_item_state`` of an item as the amendment would leave it."""
    content = amendment.change(read_content(task.edition))
    state = build_item_state(amendment.number or task.number, content, names)
    return state if amendment.section is None else state | {"任务板块": amendment.section}


def compute_item_fingerprint(task: Task, names: PlanNames) -> str:
    """Returns the fingerprint of what an item says now; a form carries that of the item it showed."""
    return compute_fingerprint(build_stored_state(task, names))


def describe_amendment_refusal(task: Task, amendment: Amendment, names: PlanNames) -> str:
    """Returns in one Chinese sentence why the item cannot be corrected so; "" when it can."""
    before = read_content(task.edition)
    after = amendment.change(before)
    if amendment.number is not None and not 1 <= amendment.number <= names.last_numbers[task.item_kind_id]:
        return f"序号应在 1 至 {names.last_numbers[task.item_kind_id]} 之间。"
    if refusal := describe_section_refusal(amendment.section or "") or describe_content_refusal(before, after, names):
        return refusal
    is_same = build_amended_state(task, amendment, names) == build_stored_state(task, names)
    return "没有变化，无需调整。" if is_same else ""


def describe_section_refusal(section: str) -> str:
    """Returns why a section cannot be called so; "" when it can."""
    return f"任务板块至多 {SECTION_LENGTH} 字。" if len(section) > SECTION_LENGTH else ""


def describe_content_refusal(before: EditionContent, after: EditionContent, names: PlanNames) -> str:
    """Returns in one Chinese sentence why an item cannot say this; "" when it can.

    Args:
        before: what it says now; leaders and units of it may stay, though they may not be newly named.
    """
    if not after.text.strip():
        return "请写明任务内容。"
    for name, (label, length) in LONGEST.items():
        words = getattr(after, name)
        if len(words) > length and words != getattr(before, name):
            return f"{label}至多 {length} 字。"
    if after.due_on != before.due_on and (refusal := describe_due_refusal(after.due_on, names.plan.year)):
        return refusal
    if refusal := _describe_leaders_refusal(before, after, names):
        return refusal
    if (before.lead, before.cooperating) == (after.lead, after.cooperating):
        return ""
    return describe_units_refusal(names.units, before, after)


def _describe_leaders_refusal(before: EditionContent, after: EditionContent, names: PlanNames) -> str:
    new = [leader for leader in after.leaders if leader not in before.leaders]
    if any(leader not in names.officials for leader in new):
        return f"只能选择本{terms.place}的{terms.leader}。"
    gone = [names.officials[leader].name for leader in new if not names.officials[leader].is_active]
    return f"“{'、'.join(gone)}”已不在任，请选择在任的{terms.leader}。" if gone else ""


def list_issued_numbers(plan: Plan) -> set[int]:
    """Lists the numbers of the issued periods; ``edition_actions.lock_plan_periods`` does so under a lock."""
    return set(plan.periods.filter(state=PeriodState.ISSUED).values_list("number", flat=True))


def list_possible_starts(plan: Plan, issued: Collection[int]) -> list[int]:
    """Lists the numbers of the periods from which a change may hold: those that are not issued."""
    return [number for number in plan.rhythm.numbers if number not in issued]

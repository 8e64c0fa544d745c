"""批量调整: one amendment of many items: their leaders, a unit, 完成时限, the section."""

from collections.abc import Sequence
from functools import partial

from django import forms

from tasks.adjusting.items import (
    LONGEST,
    SECTION_LENGTH,
    Amendment,
    list_issued_numbers,
    list_possible_starts,
)
from tasks.enums import RequestKind, ResponsibilityRole
from tasks.models import Official, Plan, Task, Unit
from tasks.models.changes import compute_fingerprint
from tasks.pages.adjusting.forms.grounds import GROUNDS, GroundsForm
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.parts import get_form_field, list_sent_values
from tasks.pages.frame.forms.picked import PickedField
from tasks.pages.frame.forms.selects import TypedSelect
from tasks.plans.edition_content import (
    PrintedUnit,
    add_leader,
    put_only_leader,
    replace_leader,
    replace_unit_as,
)
from tasks.requesting.requests import build_content_change
from tasks.terms.later import say_later

ALSO, ALONE = "also", "alone"
WAYS = {ALSO: add_leader, ALONE: put_only_leader}


class BatchForm(GroundsForm):
    """The ticked items, the period and the basis. Each kind adds what is to be changed.

    ``pick`` carries each entry with the fingerprint of its item that the page showed, as a number.
    """

    pick = PickedField(parts=2, error_messages={"required": "请先勾选要调整的事项。"})

    def __init__(self, *args, plan: Plan, tasks: Sequence[Task], **kwargs):
        super().__init__(*args, **kwargs)
        self.plan, self.tasks = plan, tasks
        self.offer_starts(plan, list_possible_starts(plan, list_issued_numbers(plan)))
        self.prepare()

    def prepare(self) -> None:
        """Fills in the choices."""

    def build_amendment(self) -> Amendment:
        """Returns the amendment that is made to each item."""
        raise NotImplementedError

    def compute_mark(self) -> str:
        """Returns a short text that differs when the input does; the page sends it as the confirmation."""
        return compute_fingerprint({name: list_sent_values(self, name) for name in sorted(self.fields)})

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields that people fill in."""
        return [self[name] for name in self.fields if name != "pick"]


class LeaderBatchForm(BatchForm):
    """调整责任区领导: a leader in the place of another one, beside the present ones or instead of all."""

    way = forms.ChoiceField(label="调整方式", error_messages={"required": "请选择调整方式。"})
    official = forms.ModelChoiceField(
        queryset=Official.objects.none(),
        label=say_later("新的责任{terms.leader}"),
        empty_label="（请选择）",
        error_messages={
            "required": say_later("请选择{terms.leader}。"),
            "invalid_choice": "该领导已不在任，请重新选择。",
        },
    )
    field_order = ["way", "official", *GROUNDS]

    def prepare(self) -> None:
        named = [
            {each.official_id: each.official.name for each in task.edition.leaderships.all()} for task in self.tasks
        ]
        present = {pk: name for leaders in named for pk, name in leaders.items()}
        replaced = [(str(pk), f"接替{name}（{sum(pk in one for one in named)} 项）") for pk, name in present.items()]
        get_form_field(self, "way", forms.ChoiceField).choices = [
            ("", "（请选择）"),
            *replaced,
            (ALSO, "增加一位，现任不变"),
            (ALONE, "改由其一人负责"),
        ]
        officials = Official.objects.filter(government=self.plan.government_id, is_active=True)
        get_form_field(self, "official", forms.ModelChoiceField).queryset = officials

    def build_amendment(self) -> Amendment:
        way, leader = self.cleaned_data["way"], self.cleaned_data["official"].pk
        if way in WAYS:
            return Amendment(partial(WAYS[way], leader=leader))
        return Amendment(partial(replace_leader, former=int(way), successor=leader))


class UnitBatchForm(BatchForm):
    """调换单位: one unit in the place of another one, as lead or as cooperating unit."""

    former = forms.ChoiceField(label="原单位", widget=TypedSelect, error_messages={"required": "请选择原单位。"})
    role = forms.TypedChoiceField(
        label="在哪一栏",
        choices=[(role.value, f"{role.label}单位") for role in ResponsibilityRole],
        coerce=ResponsibilityRole,
    )
    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        label="改为",
        widget=TypedSelect,
        empty_label="（请选择）",
        error_messages={"required": "请选择单位。", "invalid_choice": "请选择在用的单位。"},
    )
    field_order = ["former", "role", "unit", *GROUNDS]

    def prepare(self) -> None:
        named = [{each.unit_id: each.unit.name for each in task.edition.responsibilities.all()} for task in self.tasks]
        present = {pk: name for units in named for pk, name in units.items()}
        get_form_field(self, "former", forms.ChoiceField).choices = [
            ("", "（请选择）"),
            *((str(pk), f"{name}（{sum(pk in one for one in named)} 项）") for pk, name in present.items()),
        ]
        units = Unit.objects.active().filter(government=self.plan.government_id)
        get_form_field(self, "unit", forms.ModelChoiceField).queryset = units

    def build_amendment(self) -> Amendment:
        unit = self.cleaned_data["unit"]
        way = {int(self.cleaned_data["former"]): PrintedUnit(unit.pk, unit.name)}
        return Amendment(partial(replace_unit_as, successor_of=way, role=self.cleaned_data["role"]))


class DueBatchForm(BatchForm):
    """设定完成时限."""

    due = forms.CharField(
        label=LONGEST["due"][0],
        max_length=LONGEST["due"][1],
        help_text="按表中的写法，如“2024年9月底前”。",
        error_messages={"required": "请写明完成时限。"},
    )
    due_on = DayField(label="对应的日期", required=False, help_text="留空的，按完成时限的写法识别，待核定。")
    field_order = ["due", "due_on", *GROUNDS]

    def build_amendment(self) -> Amendment:
        day = self.cleaned_data["due_on"]
        wanted = {"due": self.cleaned_data["due"], "due_on": day.isoformat() if day else ""}
        return Amendment(build_content_change(RequestKind.EXTEND_DUE, wanted))


class SectionBatchForm(BatchForm):
    """移入任务板块."""

    section = forms.CharField(
        label="移入任务板块",
        max_length=SECTION_LENGTH,
        widget=forms.TextInput(attrs={"list": "sections"}),
        help_text="可从已有板块中选，也可新写。",
        error_messages={"required": "请写明任务板块。"},
    )
    field_order = ["section", *GROUNDS]

    def prepare(self) -> None:
        self.sections = list(self.plan.sections.filter(editions__isnull=False).distinct().order_by("pk"))

    def build_amendment(self) -> Amendment:
        return Amendment(section=self.cleaned_data["section"].strip())


#: what may be changed of many items: as the address names it → its label and form
BATCHES: dict[str, tuple[str, type[BatchForm]]] = {
    "leader": (say_later("责任{terms.leader}"), LeaderBatchForm),
    "unit": ("单位", UnitBatchForm),
    "due": ("完成时限", DueBatchForm),
    "section": ("任务板块", SectionBatchForm),
}

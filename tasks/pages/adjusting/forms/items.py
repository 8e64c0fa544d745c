"""更正事项 and 新增事项: the forms of everything that is printed of an item."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from django import forms

from tasks.adjusting.items import LONGEST, SECTION_LENGTH, Amendment, list_issued_numbers, list_possible_starts
from tasks.enums import PeriodState, RequestKind, TaskKind
from tasks.importing.units import split_leaders
from tasks.models import Plan, Task
from tasks.pages.adjusting.forms.grounds import GROUNDS, GroundsForm
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.parts import get_form_field
from tasks.pages.frame.forms.pasted import PastedTextField, clean_pasted_text
from tasks.pages.requesting.forms import UnitsField, prepare_unit_cells
from tasks.plans.deadlines import find_confirmed_day
from tasks.plans.edition_actions import Change
from tasks.plans.edition_content import EditionContent, PrintedUnit, read_content, separate_units
from tasks.requesting.requests import build_content_change
from tasks.terms import terms
from tasks.terms.later import say_later

#: fields of the form in the groups in which the page shows them
WORDING = ("kind", "text", "name", "section", "number")
DUE = ("due", "due_on")
DUTIES = ("leaders", "lead", "cooperate")


def _limit_words(name: str) -> dict[str, Any]:
    """Returns label and bound of a cell as a field takes them."""
    label, length = LONGEST[name]
    return {"label": label, "max_length": length, "error_messages": {"max_length": f"{label}至多 {length} 字。"}}


class LeadersField(forms.Field):
    """Leaders in printed order, as names; each must be in office or be printed now."""

    known: dict[str, int]

    def to_python(self, value) -> list[int]:
        """
        Raises:
            ValidationError: a name that is no leader's.
        """
        names = split_leaders(value or "")
        if unknown := [name for name in names if name not in self.known]:
            raise forms.ValidationError(f"没有名为“{'、'.join(unknown)}”的在任{terms.leader}，请按登记的姓名填写。")
        return [self.known[name] for name in names]


class ItemForm(GroundsForm):
    """Everything that is printed of an item, its period and its basis."""

    text = PastedTextField(rows=5, **_limit_words("text"))
    name = forms.CharField(required=False, help_text="民生实事填写；没有的留空。", **_limit_words("name"))
    section = forms.CharField(
        label="任务板块",
        required=False,
        max_length=SECTION_LENGTH,
        widget=forms.TextInput(attrs={"list": "sections"}),
        help_text="可从已有板块中选，也可新写。",
    )
    number = forms.IntegerField(
        label="序号",
        required=False,
        min_value=1,
        help_text="同类事项中的序号；中间的各项依次顺延。",
        error_messages={"invalid": "序号应为整数。", "min_value": "序号从 1 开始。"},
    )
    due = forms.CharField(required=False, help_text="按表中的写法，如“2024年9月底前”。", **_limit_words("due"))
    due_on = DayField(label="对应的日期", required=False, help_text="留空的，按完成时限的写法识别，待核定。")
    leaders = LeadersField(label=say_later("责任{terms.leader}"), required=False, help_text="用顿号隔开；没有的留空。")
    lead = UnitsField(label=say_later("{terms.lead_unit}"), help_text="用顿号隔开，第一个为报送单位。")
    cooperate = UnitsField(label=say_later("{terms.cooperating_unit}"), help_text="用顿号隔开；没有的留空。")
    field_order = [*WORDING, *DUE, *DUTIES, *GROUNDS]

    def __init__(self, *args, plan: Plan, content: EditionContent | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.sections = list(plan.sections.filter(editions__isnull=False).distinct().order_by("pk"))
        prepare_unit_cells(self, plan.government, content)
        self.units = plan.government.units.active()
        officials = plan.government.officials.all()
        printed = content.leaders if content else ()
        leaders = get_form_field(self, "leaders", LeadersField)
        leaders.known = {one.name: one.pk for one in officials if one.is_active or one.pk in printed}
        names = {one.pk: one.name for one in officials}
        leaders.initial = "、".join(names[leader] for leader in printed)
        self.offer_starts(plan, self.list_starts())

    def list_starts(self) -> list[int]:
        """Lists the numbers of the periods from which the change may hold."""
        return list_possible_starts(self.plan, list_issued_numbers(self.plan))

    def read_units(self, name: str) -> tuple[PrintedUnit, ...]:
        return separate_units(PrintedUnit(*each) for each in self.cleaned_data[name])

    def build_due_change(self, *, is_day_given: bool) -> Change:
        """Returns the change of 完成时限; without a given day the words are read."""
        day = self.cleaned_data["due_on"] if is_day_given else None
        wanted = {"due": self.cleaned_data["due"], "due_on": day.isoformat() if day else ""}
        return build_content_change(RequestKind.EXTEND_DUE, wanted)

    @property
    def columns(self) -> list[list[tuple[str, list[forms.BoundField]]]]:
        """The fields in two columns, under their headings."""
        what, who = (("内容", WORDING), ("完成时限", DUE)), (("责任分工", DUTIES), ("依据", GROUNDS))
        return [[(label, self._list_fields(names)) for label, names in column] for column in (what, who)]

    def _list_fields(self, names: Iterable[str]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]


class AmendmentForm(ItemForm):
    """更正事项: what the person leaves as it was shown stays in every period as it is there."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, task: Task, **kwargs):
        self.content = content = read_content(task.edition)
        super().__init__(*args, plan=task.plan, content=content, **kwargs)
        shown = {
            "text": content.text,
            "name": content.name,
            "section": str(task.edition.section or ""),
            "number": task.number,
            "due": content.due,
            "due_on": find_confirmed_day(content),
        }
        for name, value in shown.items():
            self.fields[name].initial = value

    def is_changed(self, name: str) -> bool:
        """Returns whether the person has changed a field; line ends and padding do not count."""
        shown = self[name].initial
        shown = shown.isoformat() if hasattr(shown, "isoformat") else str("" if shown is None else shown)
        return clean_pasted_text(str(self.data.get(name, ""))).strip() != clean_pasted_text(shown).strip()

    def build_amendment(self) -> Amendment:
        """Returns what the person has changed."""
        said = self.cleaned_data
        parts: dict[str, Any] = {name: said[name] for name in ("text", "name") if self.is_changed(name)}
        parts |= {"leaders": tuple(said["leaders"])} if self.is_changed("leaders") else {}
        for name, cell in (("lead", "lead"), ("cooperate", "cooperating")):
            parts |= {cell: self.read_units(name)} if self.is_changed(name) else {}
        changes: list[Change] = [partial(replace, **parts)]
        if self.is_changed("due") or self.is_changed("due_on"):
            changes.append(self.build_due_change(is_day_given=self.is_changed("due_on")))
        return Amendment(
            change=partial(_apply_changes, changes=changes),
            section=said["section"] if self.is_changed("section") else None,
            number=said["number"] if self.is_changed("number") else None,
        )


def _apply_changes(content: EditionContent, changes: list[Change]) -> EditionContent:
    for change in changes:
        content = change(content)
    return content


class AdditionForm(ItemForm):
    """新增事项."""

    kind = forms.ChoiceField(label="类别", error_messages={"required": "请选择类别。"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds = self.plan.government.kinds
        field = get_form_field(self, "kind", forms.ChoiceField)
        field.choices = [(kind.key, kind.name) for kind in self.kinds]
        # most of what comes during the year is a task
        field.initial = next((kind.key for kind in self.kinds if kind.nature == TaskKind.KEY), None)
        self.fields["number"].help_text = "留空的排在同类事项最后；填写的，后面各项依次顺延。"

    def list_starts(self) -> list[int]:
        closed = set(self.plan.periods.filter(state=PeriodState.CLOSED).values_list("number", flat=True))
        return [number for number in super().list_starts() if number not in closed]

    def get_arguments(self) -> dict[str, Any]:
        """Returns the arguments of ``add_item`` that a valid form holds."""
        said = self.cleaned_data
        bare = EditionContent(
            said["text"],
            name=said["name"],
            leaders=tuple(said["leaders"]),
            lead=self.read_units("lead"),
            cooperating=self.read_units("cooperate"),
        )
        is_day_given = said["due_on"] is not None
        content = self.build_due_change(is_day_given=is_day_given)(bare) if said["due"] or is_day_given else bare
        named = {name: said[name] for name in ("section", "number", "since")}
        named["kind"] = next(kind for kind in self.kinds if kind.key == said["kind"])
        return named | {"content": content, "grounds": self.grounds}

"""申请: a form for each kind of request, and the form of the answer."""

from django import forms

from tasks.enums import RequestKind, ResponsibilityRole
from tasks.importing.names import index_units_by_name
from tasks.importing.units import split_units
from tasks.models import Government, ProgressEntry, Unit
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.parts import get_form_field
from tasks.pages.frame.forms.pasted import PastedTextField
from tasks.pages.frame.forms.selects import TypedSelect
from tasks.periods import format_chinese_date
from tasks.plans.deadlines import find_confirmed_day
from tasks.plans.edition_content import EditionContent, PrintedUnit, read_content
from tasks.requesting.requests import Wanted
from tasks.terms.later import say_later


class RequestForm(forms.Form):
    """The reason of a request. Each kind adds what is to be changed, prefilled with what is in force."""

    reason = PastedTextField(
        label="申请理由",
        rows=4,
        required=True,
        max_length=2000,
        error_messages={"required": "请写明申请理由。"},
    )
    #: the units that may newly be named, where the form has a cell of units
    units = ()

    def __init__(self, *args, entry: ProgressEntry, **kwargs):
        super().__init__(*args, **kwargs)
        self.entry = entry
        self.prepare()

    def prepare(self) -> None:
        """Fills in what is in force."""

    def get_wanted(self) -> Wanted:
        """Returns what is asked for, as ``tasks.requesting.requests`` reads it."""
        raise NotImplementedError


class ExtendFilingForm(RequestForm):
    """延期报送."""

    due_on = DayField(label="申请延至")
    field_order = ["due_on", "reason"]

    def prepare(self) -> None:
        self.fields["due_on"].help_text = f"现定{format_chinese_date(self.entry.deadline)}截止。"

    def get_wanted(self) -> Wanted:
        return {"due_on": self.cleaned_data["due_on"].isoformat()}


class ExtendDueForm(RequestForm):
    """延长完成时限."""

    due = forms.CharField(
        label="完成时限改为",
        max_length=200,
        help_text="按表中的写法，如“2024年12月底前”。",
        error_messages={"required": "请写明新的完成时限。"},
    )
    due_on = DayField(
        label="对应的日期",
        required=False,
        help_text="时限能对应到某一日的填写；系统据此判断是否超期。",
    )
    field_order = ["due", "due_on", "reason"]

    def prepare(self) -> None:
        self.fields["due"].initial = self.entry.edition.due
        self.fields["due_on"].initial = find_confirmed_day(self.entry.edition)

    def get_wanted(self) -> Wanted:
        day = self.cleaned_data["due_on"]
        return {"due": self.cleaned_data["due"], "due_on": day.isoformat() if day else ""}


class AdjustTextForm(RequestForm):
    """调整任务表述."""

    text = PastedTextField(
        label="任务内容改为",
        rows=7,
        required=True,
        max_length=5000,
        help_text=say_later("在原文上修改；{terms.office}看到的是标出改动的前后对照。"),
        error_messages={"required": "请写明任务内容。"},
    )
    field_order = ["text", "reason"]

    def prepare(self) -> None:
        self.fields["text"].initial = self.entry.edition.text

    def get_wanted(self) -> Wanted:
        return {"text": self.cleaned_data["text"]}


class UnitsField(PastedTextField):
    """Units in the order and notation of a printed cell, read as the importer reads it; each must be in use."""

    def __init__(self, **kwargs):
        super().__init__(rows=3, max_length=1000, **kwargs)
        self.known: dict[str, int] = {}
        self.former: dict[str, int | None] = {}

    def clean(self, value) -> list[list]:
        """Returns id, label and the text before it of each unit, in order.

        Raises:
            ValidationError: a name that is no unit's, or one named twice.
        """
        parts, _ = split_units(super().clean(value), frozenset(self.known))
        found = {part.label: (self._find_unit(part), part) for part in parts}
        if unknown := [label for label, (unit, _) in found.items() if unit is None]:
            raise forms.ValidationError(f"没有名为“{'、'.join(unknown)}”的在用单位，请按下面名单中的名称填写。")
        units = [unit for unit, _ in found.values()]
        if twice := [label for label, (unit, _) in found.items() if units.count(unit) > 1]:
            raise forms.ValidationError(f"“{'、'.join(twice)}”是同一单位，只写一次。")
        return [[unit, label, part.before] for label, (unit, part) in found.items()]

    def _find_unit(self, part: PrintedUnit) -> int | None:
        """Finds the unit of a label; one that is printed now keeps its unit."""
        named = (self.former.get(part.label), self.known.get(part.text), self.known.get(part.name))
        return next((unit for unit in named if unit is not None), None)


def prepare_unit_cells(form: forms.Form, government: Government, content: EditionContent | None) -> None:
    """Fills the fields ``lead`` and ``cooperate`` with the cells of the content, and tells them the units in use.

    Args:
        content: None for an item that is not there yet.
    """
    known = {name: unit.pk for name, unit in index_units_by_name(government).items() if unit.is_active}
    lead, cooperating = (content.lead, content.cooperating) if content else ((), ())
    former = {printed.label: printed.unit for printed in (*lead, *cooperating)}
    for role, units in ((ResponsibilityRole.LEAD, lead), (ResponsibilityRole.COOPERATE, cooperating)):
        field = get_form_field(form, role, UnitsField)
        field.initial = "".join(printed.before + printed.label for printed in units)
        field.known, field.former = known, former


class AdjustDutiesForm(RequestForm):
    """调整责任分工."""

    lead = UnitsField(
        label=say_later("{terms.lead_unit}改为"),
        required=True,
        help_text="用顿号隔开，第一个为报送单位。",
        error_messages={"required": say_later("至少要有一个{terms.lead_unit}。")},
    )
    cooperate = UnitsField(label=say_later("{terms.cooperating_unit}改为"), help_text="用顿号隔开；没有的留空。")
    field_order = ["lead", "cooperate", "reason"]

    def prepare(self) -> None:
        self.units = select_units_in_use(self.entry)
        prepare_unit_cells(self, self.entry.period.plan.government, read_content(self.entry.edition))

    def get_wanted(self) -> Wanted:
        return {role.value: self.cleaned_data[role] for role in ResponsibilityRole}


class HandOverForm(RequestForm):
    """移交牵头."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="移交给",
        widget=TypedSelect,
        empty_label="请选择单位",
        error_messages={"required": "请选择接手的单位。", "invalid_choice": "请选择在用的单位。"},
    )
    stays = forms.BooleanField(label="移交后本单位继续配合", required=False, initial=True)
    field_order = ["unit", "stays", "reason"]

    def __init__(self, *args, giver: Unit, **kwargs):
        self.giver = giver
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        get_form_field(self, "unit", forms.ModelChoiceField).queryset = select_units_in_use(self.entry).exclude(
            pk=self.giver.pk
        )

    def get_wanted(self) -> Wanted:
        receiver = self.cleaned_data["unit"]
        return {
            "giver": self.giver.pk,
            "receiver": [receiver.pk, receiver.name],
            "stays": self.cleaned_data["stays"],
        }


def select_units_in_use(entry: ProgressEntry):
    """Selects the units that an edition may newly name."""
    return Unit.objects.active().filter(government=entry.period.plan.government_id)


FORMS: dict[RequestKind, type[RequestForm]] = {
    RequestKind.EXTEND_FILING: ExtendFilingForm,
    RequestKind.EXTEND_DUE: ExtendDueForm,
    RequestKind.ADJUST_TEXT: AdjustTextForm,
    RequestKind.ADJUST_DUTIES: AdjustDutiesForm,
    RequestKind.HAND_OVER: HandOverForm,
}


class RequestAnswerForm(forms.Form):
    """同意 or 不同意, with the reason for the unit and the basis."""

    granted = forms.TypedChoiceField(
        label="办理结果",
        widget=forms.RadioSelect,
        choices=[("yes", "同意"), ("no", "不同意")],
        coerce=lambda value: value == "yes",
        error_messages={"required": "请选择同意或不同意。"},
    )
    decision = PastedTextField(
        label="办理意见", rows=3, max_length=2000, help_text="申请单位将看到；不同意的必须写明理由。"
    )
    basis = forms.CharField(
        label="依据",
        required=False,
        max_length=200,
        help_text="批示、会议纪要或文件，如“区政府第12次常务会议纪要”。",
    )
    # the page fills it in: the fingerprint of what was in force when it was rendered
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("granted") is False and not cleaned.get("decision"):
            self.add_error("decision", "不同意的，请写明理由，申请单位将看到。")
        return cleaned

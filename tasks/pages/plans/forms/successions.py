"""继任 and 机构调整: the forms that name the former and the successors."""

import re

from django import forms

from tasks import clock
from tasks.enums import SuccessionKind
from tasks.models import Government, Official, Period, Unit
from tasks.models.changes import compute_fingerprint
from tasks.pages.frame.forms.chosen import ChosenRowsField
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.parts import get_form_field, list_sent_values
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.frame.forms.selects import TypedSelect
from tasks.plans.successions import AffectedItem, find_usual_period, list_unissued_periods
from tasks.terms.later import say_later


class PeriodChoice(forms.ModelChoiceField):
    """The first period under the new name."""

    def label_from_instance(self, period: Period) -> str:
        return str(period)


class SuccessionForm(forms.Form):
    """The first period under the new name, as both kinds ask for it. The effect is shown before anything is done."""

    since = PeriodChoice(
        Period.objects.none(),
        label="自哪一期起",
        required=False,
        empty_label="（没有未印发的填报期）",
        help_text="这一期和以后各期（含以后年度）按新的名称；已印发的不变。",
    )

    def __init__(self, *args, government: Government, **kwargs):
        super().__init__(*args, **kwargs)
        self.government = government
        periods = list_unissued_periods(government)
        since = get_form_field(self, "since", forms.ModelChoiceField)
        known = Period.objects.filter(pk__in=[one.pk for one in periods]).select_related("plan")
        since.queryset = known.order_by("-plan__year", "number")
        since.initial = find_usual_period(periods)
        if periods:
            since.required, since.empty_label = True, None
        self.prepare()

    def prepare(self) -> None:
        """Fills in the choices."""

    def compute_fingerprint(self, items: list[AffectedItem]) -> str:
        """Returns a short text that differs when the input or the affected items do; the page sends it as the confirmation."""
        names = self.fields.keys() - {"confirmed"}
        said = {name: [str(one) for one in list_sent_values(self, name)] for name in sorted(names)}
        return compute_fingerprint(said | {"事项": [item.task.pk for item in items]})


class OfficialSuccessionForm(SuccessionForm):
    """继任: a leader leaves; the successor is registered, or new and given by name."""

    official = forms.ModelChoiceField(
        Official.objects.none(),
        label="离任领导",
        widget=TypedSelect,
        empty_label="请选择",
        error_messages={"required": say_later("请选择离任的{terms.leader}。")},
    )
    successor = forms.ModelChoiceField(
        Official.objects.none(),
        label="接任领导",
        widget=TypedSelect,
        required=False,
        empty_label="（新任，填在下面）",
    )
    name = forms.CharField(label="新任领导姓名", required=False, max_length=50, help_text="尚未登记的填写。")
    title = forms.CharField(label="职务", required=False, max_length=100)
    left_on = DayField(label="离任日期", initial=clock.today)
    disable_accounts = forms.BooleanField(label="同时停用离任领导的账号", required=False)
    field_order = ["official", "successor", "name", "title", "left_on", "since", "disable_accounts"]

    def prepare(self) -> None:
        officials = self.government.officials.filter(successor__isnull=True)
        get_form_field(self, "official", forms.ModelChoiceField).queryset = officials
        get_form_field(self, "successor", forms.ModelChoiceField).queryset = officials.filter(is_active=True)

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if not cleaned.get("successor") and not cleaned.get("name"):
            self.add_error("successor", "请选择接任领导，或填写新任领导的姓名。")
        if cleaned.get("successor") and cleaned.get("name"):
            self.add_error("name", "已选择接任领导，请不要再填姓名。")
        return cleaned

    def get_action_arguments(self) -> dict:
        """Returns the arguments of the action."""
        said = self.cleaned_data
        return {
            "official": said["official"],
            "successor": said["successor"] or said["name"],
            "title": said["title"],
            "since": said["since"],
            "left_on": said["left_on"],
            "disable_accounts": said["disable_accounts"],
        }


class ReorganisationForm(SuccessionForm):
    """机构调整: the former units, the successors and the kind."""

    kind = forms.TypedChoiceField(
        label="方式",
        coerce=SuccessionKind,
        widget=forms.RadioSelect,
        choices=SuccessionKind.choices(),
        error_messages={"required": "请选择更名、合并或拆分。"},
    )
    formers = ChosenRowsField(
        Unit.objects.none(),
        label="原单位",
        widget=forms.CheckboxSelectMultiple,
        help_text="合并的可选多个；办理后停用，历史内容仍在其名下。",
        error_messages={"required": "请选择原单位。"},
    )
    successors = forms.CharField(
        label="承接单位",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="每行一个。已登记的写其名称，新设的写新名称；原单位的用户转入第一个。",
        error_messages={"required": "请填写承接单位。"},
    )
    on = DayField(label="自何日起", initial=clock.today)
    basis = forms.CharField(label="依据", required=False, max_length=200, help_text="机构改革方案或编办文件的文号。")
    field_order = ["kind", "formers", "successors", "on", "since", "basis"]

    def prepare(self) -> None:
        get_form_field(self, "formers", forms.ModelChoiceField).queryset = Unit.objects.active().filter(
            government=self.government
        )

    def clean_successors(self) -> list[Unit | str]:
        """Returns registered units, and the names of new ones."""
        lines = [line.strip() for line in re.split(r"[\n、，,；;]", self.cleaned_data["successors"])]
        names = list(dict.fromkeys(line for line in lines if line))
        known = {unit.name: unit for unit in Unit.objects.active().filter(government=self.government)}
        if long := [name for name in names if len(name) > 100]:
            raise forms.ValidationError(f"单位名称不超过 100 字：{long[0][:20]}……")
        return [known.get(name, name) for name in names]

    def map_items_to_successors(self, items: list[AffectedItem]) -> dict[int, int]:
        """Returns item id → place of its successor, for the items that the page asked about."""
        last = len(self.cleaned_data["successors"]) - 1
        said = {item.task.pk: read_key(self.data.get(f"item-{item.task.pk}", "")) for item in items}
        return {task: place for task, place in said.items() if place is not None and place <= last}

    def get_action_arguments(self) -> dict:
        """Returns the arguments of the action, apart from the successors chosen for each item."""
        return {name: self.cleaned_data[name] for name in ("kind", "formers", "successors", "since", "on", "basis")}

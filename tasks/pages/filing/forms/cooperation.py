"""配合进展: the form of a unit's own line, and the form that asks units for theirs."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.http import QueryDict

from tasks import clock
from tasks.filing.cooperation import AskableUnit
from tasks.models import CooperationNote, Indicator, ProgressEntry, Unit
from tasks.pages.frame.forms.chosen import ChosenRowsField
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.pasted import FigureField, PastedTextField
from tasks.terms.later import say_later

#: characters of a line
LONGEST_NOTE = 2_000
#: working days that units are given for their line, where nobody says otherwise
NOTE_DAYS = 3


class NoteForm(forms.Form):
    """The unit's own line, with a number where one was asked for."""

    text = PastedTextField(label="本单位的配合进展", rows=4, max_length=LONGEST_NOTE)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, note: CooperationNote | None):
        note = note or CooperationNote()
        initial = {"text": note.text, "value": note.value, "seen": note.mark}
        # the form of the entry stands on the same page
        super().__init__(data, auto_id="note_%s", initial=initial)
        if note.measure:
            field = FigureField(Indicator(measure=note.measure, unit=note.unit_of_measure))
            if note.unit_of_measure:
                field.label = f"{note.measure}（{note.unit_of_measure}）"
            self.fields = {"value": field, **self.fields}

    def get_note_content(self) -> dict:
        """Returns the arguments of ``cooperation_actions.save_note``."""
        return {name: self.cleaned_data.get(name) for name in ("text", "value", "seen")}


def propose_note_day(entry: ProgressEntry, on: date) -> date:
    """Returns the last day that is proposed for 配合填报: some working days ahead, the entry's deadline at the latest
    while that has not come."""
    ahead = entry.period.plan.government.workdays.after(on, NOTE_DAYS)
    return min(ahead, entry.deadline) if entry.deadline > on else ahead


class AskForm(forms.Form):
    """Who is asked for a line, until when, and for which number."""

    units = ChosenRowsField(
        Unit.objects.none(),
        required=False,
        error_messages={"invalid_choice": say_later("所选单位不是该事项的{terms.cooperating_unit}，请重新勾选。")},
    )
    groups = ChosenRowsField(
        Unit.objects.none(),
        required=False,
        error_messages={"invalid_choice": "所选单位组不在该事项之内，请重新勾选。"},
    )
    due_on = DayField(label="请于何日前填写")
    measure = forms.CharField(
        label="要填的数（可不填）",
        required=False,
        max_length=100,
        help_text="要各单位各报一个数的，写明指标，如“建成口袋公园”；系统列表并合计。",
    )
    unit_of_measure = forms.CharField(label="计量单位", required=False, max_length=20, help_text="如“个”“万元”。")

    def __init__(self, data: QueryDict | None = None, *, entry: ProgressEntry, askable: Sequence[AskableUnit]):
        super().__init__(data, initial={"due_on": propose_note_day(entry, clock.today())})
        self.askable = askable
        of_keys = {
            "units": [each.unit.pk for each in askable],
            "groups": [each.group.pk for each in askable if each.group],
        }
        for name, keys in of_keys.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.queryset = Unit.objects.filter(pk__in=keys)

    def clean(self):
        super().clean()
        if self.cleaned_data.get("unit_of_measure") and not self.cleaned_data.get("measure"):
            self.add_error("measure", "已写计量单位，请写明要填的数，或将计量单位清空。")
        return self.cleaned_data

    def get_asked_units(self) -> list[Unit]:
        """Returns the ticked units and the members of the ticked groups, each once."""
        units = {unit.pk for unit in self.cleaned_data["units"]}
        groups = {group.pk for group in self.cleaned_data["groups"]}
        return [each.unit for each in self.askable if each.unit.pk in units or (each.group and each.group.pk in groups)]

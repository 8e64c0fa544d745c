"""The forms that end items and take an ending back, and that which names a view of the list."""

from collections.abc import Collection, Mapping

from django import forms

from tasks import clock
from tasks.ending.endings import (
    BASIS_LENGTH,
    REASON_LENGTH,
    WORDS_LENGTH,
    EndingWish,
    list_items_to_merge_into,
)
from tasks.enums import EndingKind
from tasks.models import Task, User
from tasks.models.saved_view import NAME_LENGTH
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.parts import get_form_field
from tasks.pages.frame.forms.pasted import PastedTextField
from tasks.pages.frame.forms.picked import Pick, PickedField
from tasks.terms import terms
from tasks.terms.later import say_later

LONGEST_TITLE = 30


class ItemChoiceField(forms.ModelChoiceField):
    """A choice of an item by its number and its first words."""

    def label_from_instance(self, obj: Task) -> str:
        words = " ".join((obj.edition.name or obj.edition.text).split())
        return f"{obj} {words if len(words) <= LONGEST_TITLE else words[:LONGEST_TITLE] + '……'}"


class EndingForm(forms.Form):
    """How the ticked items end. ``item`` carries each with the period from which the preview said that it holds."""

    item = PickedField(parts=None, error_messages={"required": "请先勾选要办结或停办的事项。"})
    kind = forms.TypedChoiceField(
        label="种类",
        coerce=EndingKind,
        choices=EndingKind.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "请选择种类。", "invalid_choice": "没有这一种类，请重新选择。"},
    )
    on = DayField(label="完成或决定的日期")
    basis = forms.CharField(
        label="依据",
        max_length=BASIS_LENGTH,
        help_text="文号或会议，如：区政府第30次常务会议。",
        error_messages={"required": "请写明依据，如文号或会议。", "max_length": f"依据至多 {BASIS_LENGTH} 字。"},
    )
    words = PastedTextField(
        label="以后各期报告用语",
        rows=2,
        max_length=WORDS_LENGTH,
        help_text="仅“已完成”填写；不填则为“已于5月20日完成。”一类的话。",
    )
    merged_into = ItemChoiceField(
        label="并入的事项",
        queryset=Task.objects.none(),
        required=False,
        empty_label="（仅“并入”选择）",
        error_messages={"invalid_choice": "该事项不能并入，请选择同一方案中仍在办理的事项。"},
    )
    reason = PastedTextField(
        label="说明",
        rows=2,
        max_length=REASON_LENGTH,
        help_text=say_later("暂缓、取消、并入的须写明原因，{terms.responsible_unit}将看到。"),
    )
    at_once = forms.BooleanField(widget=forms.HiddenInput, required=False)
    is_confirmed = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, user: User, tasks: Collection[Task], **kwargs):
        super().__init__(*args, **kwargs)
        plan = next(iter(tasks)).plan
        into = list_items_to_merge_into(plan, user).exclude(pk__in=[task.pk for task in tasks])
        get_form_field(self, "merged_into", forms.ModelChoiceField).queryset = into
        self.fields["on"].widget.attrs["max"] = f"{clock.today()}"

    def clean(self):
        super().clean()
        kind = self.cleaned_data.get("kind")
        if kind and kind.is_stop and not self.cleaned_data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", f"列为“{kind.label}”的，请写明原因，{terms.responsible_unit}将看到。")
        if kind == EndingKind.MERGED and not self.cleaned_data.get("merged_into") and "merged_into" not in self.errors:
            self.add_error("merged_into", "请选择并入的事项。")
        return self.cleaned_data

    def build_wish(self) -> EndingWish:
        """Returns what is to be done to each item; what belongs to another kind is left out."""
        given, kind = self.cleaned_data, self.cleaned_data["kind"]
        return EndingWish(
            kind=kind,
            on=given["on"],
            basis=given["basis"],
            words="" if kind.is_stop else given["words"],
            merged_into=given["merged_into"] if kind == EndingKind.MERGED else None,
            reason=given["reason"],
            at_once=given["at_once"],
        )

    def list_seen(self, tasks: Mapping[int, Task]) -> list[tuple[Task, int]]:
        """Lists the items that the preview offered, each with the period that it showed."""
        picks: list[Pick] = self.cleaned_data["item"]
        return [(tasks[pick[0]], pick[1]) for pick in picks if len(pick) > 1 and pick[0] in tasks]


class ResumptionForm(forms.Form):
    """The reason for which an item goes on again, and the ending that the page showed."""

    reason = PastedTextField(
        label="恢复办理的理由",
        rows=2,
        required=True,
        max_length=REASON_LENGTH,
        error_messages={"required": "请写明恢复办理的理由。"},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


class SavedViewForm(forms.Form):
    """The name under which the list is kept."""

    name = forms.CharField(
        label="名称",
        max_length=NAME_LENGTH,
        error_messages={"required": "请写名称。", "max_length": f"名称至多 {NAME_LENGTH} 字。"},
    )
    is_shared = forms.BooleanField(label=say_later("{terms.office}共用"), required=False)

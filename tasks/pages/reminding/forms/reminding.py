"""催办 by hand: what is asked for, of whom, and the line above it."""

from django import forms
from django.core.exceptions import ValidationError

from tasks.enums import Role
from tasks.models import ProgressEntry
from tasks.pages.frame.forms.picked import PickedField
from tasks.reminding.manual import ADDRESSEES, USUAL
from tasks.reminding.manual_actions import LONGEST_LINE

NOTHING_PICKED = "请先勾选需要催办的事项。"


class EntryPickForm(forms.Form):
    """Entries, and what the office adds in one line."""

    pick = PickedField(parts=1, error_messages={"required": NOTHING_PICKED})
    line = forms.CharField(
        label="附言",
        required=False,
        max_length=LONGEST_LINE,
        widget=forms.TextInput(attrs={"placeholder": "写一句话，放在通知开头；可以不写"}),
        error_messages={"max_length": f"附言不超过 {LONGEST_LINE} 字。"},
    )

    @property
    def entries(self) -> list[int]:
        """The keys of what was ticked, as far as they can be read."""
        return [pick[0] for pick in getattr(self, "cleaned_data", {}).get("pick", ())]


class RemindForm(EntryPickForm):
    """The choice of one act of 催办."""

    to = forms.TypedMultipleChoiceField(
        label="发给",
        coerce=Role,
        choices=list(ADDRESSEES.items()),
        initial=USUAL,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择发给填报员或单位审核人。"},
    )
    again = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_to(self) -> list[Role]:
        """A leader takes notice of what a unit is asked; he is not told alone."""
        to = self.cleaned_data["to"]
        if to == [Role.LEADER]:
            raise ValidationError("请选择发给填报员或单位审核人；区领导只能同时提请关注。")
        return to


class LetterForm(EntryPickForm):
    """Whom letters are for: a unit with everything that it owes, or the units of what was ticked."""

    pick = PickedField(parts=1, required=False)
    unit = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict:
        """
        Raises:
            ValidationError: neither unit nor entries.
        """
        if not self.errors and not self.entries and self.cleaned_data["unit"] is None:
            raise ValidationError(NOTHING_PICKED)
        return self.cleaned_data

    def is_chosen(self, entry: ProgressEntry) -> bool:
        """Whether a letter is to speak of the entry."""
        unit = entry.edition.filing_unit
        return entry.pk in self.entries or (unit is not None and unit.pk == self.cleaned_data["unit"])

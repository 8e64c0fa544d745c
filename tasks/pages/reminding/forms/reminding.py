"""催办: the forms of a reminder by hand and of letters."""

from django import forms
from django.core.exceptions import ValidationError

from tasks.enums import Role
from tasks.models import ProgressEntry
from tasks.pages.frame.forms.added_line import AddedLineForm
from tasks.pages.frame.forms.picked import PickedField
from tasks.reminding.manual import ADDRESSEES, USUAL
from tasks.terms import terms

NOTHING_PICKED = "请先勾选需要催办的事项。"


class EntryPickForm(AddedLineForm):
    """Ticked entries, and a line that the office adds."""

    field_order = ("pick", "line")
    pick = PickedField(parts=1, error_messages={"required": NOTHING_PICKED})

    @property
    def entries(self) -> list[int]:
        """The ids of the ticked entries; empty until they are found valid."""
        return [pick[0] for pick in getattr(self, "cleaned_data", {}).get("pick", ())]


class RemindForm(EntryPickForm):
    """The entries, the recipients and the line of one reminder."""

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
        """Refuses leaders alone: they take notice of what a unit is asked."""
        to = self.cleaned_data["to"]
        if to == [Role.LEADER]:
            raise ValidationError(f"请选择发给填报员或单位审核人；{terms.leader}只能同时提请关注。")
        return to


class LetterForm(EntryPickForm):
    """The entries of letters: everything that one unit owes, or what was ticked."""

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
        """Whether a letter contains the entry."""
        unit = entry.edition.filing_unit
        return entry.pk in self.entries or (unit is not None and unit.pk == self.cleaned_data["unit"])

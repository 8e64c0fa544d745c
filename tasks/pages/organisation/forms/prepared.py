"""账号确认: the changes that were ticked, and why they are returned."""

from django import forms

from tasks.pages.frame.forms.picked import PickedField


class PickedChangesForm(forms.Form):
    """Ticked changes, all of those that the page showed, or a single one."""

    pick = PickedField(parts=1, error_messages={"required": "请先勾选变更，再办理。"})
    reason = forms.CharField(
        required=False, max_length=500, error_messages={"max_length": "退回理由不超过 500 字，请写短一些。"}
    )

    @property
    def ids(self) -> list[int]:
        return [pk for (pk,) in self.cleaned_data["pick"]]

    def describe_errors(self) -> str:
        return "".join(str(error) for errors in self.errors.values() for error in errors)

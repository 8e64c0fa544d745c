"""账号盘点: the accounts that were ticked."""

from django import forms

from tasks.pages.frame.forms.picked import PickedField
from tasks.pages.organisation.forms.roster import list_first_password_ways


class PickedAccountsForm(forms.Form):
    """Ticked accounts, and how new passwords go out."""

    pick = PickedField(parts=1, error_messages={"required": "请先勾选账号，再办理。"})
    way = forms.ChoiceField(required=False, error_messages={"invalid_choice": "没有启用邮件渠道，不能发激活邮件。"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [("", ""), *list_first_password_ways()]  # type: ignore[attr-defined]

    @property
    def ids(self) -> list[int]:
        return [pk for (pk,) in self.cleaned_data["pick"]]

    def describe_errors(self) -> str:
        return "".join(str(error) for errors in self.errors.values() for error in errors)

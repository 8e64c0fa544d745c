"""The form that the inbox sends."""

from django import forms


class NewestNoticeForm(forms.Form):
    """The newest notice that the person has seen."""

    newest = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def get_newest(self) -> int:
        """Returns the id of the newest notice on the page; 0, the id of none, for a form that does not say."""
        return self.cleaned_data["newest"] if self.is_valid() else 0

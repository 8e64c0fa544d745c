"""What the inbox sends."""

from django import forms


class NewestNoticeForm(forms.Form):
    """How far the person has read."""

    newest = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def get_newest(self) -> int:
        """The key of the newest notice on the page; 0, which none has, for a form that does not say."""
        return self.cleaned_data["newest"] if self.is_valid() else 0

"""A line that the office adds to a reminder by hand."""

from django import forms

from tasks.reminding.manual_actions import LONGEST_LINE


class AddedLineForm(forms.Form):
    """Asks for the line; forms of reminders add what they are about."""

    line = forms.CharField(
        label="附言",
        required=False,
        max_length=LONGEST_LINE,
        widget=forms.TextInput(attrs={"placeholder": "写一句话，放在通知开头；可以不写"}),
        error_messages={"max_length": f"附言不超过 {LONGEST_LINE} 字。"},
    )

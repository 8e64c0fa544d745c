"""留言: the form of a word, and of how far a thread was read."""

from django import forms

from tasks.models.comment import LONGEST_COMMENT
from tasks.pages.frame.forms.pasted import PastedTextField


class CommentForm(forms.Form):
    """One word."""

    text = PastedTextField(
        label="留言",
        rows=3,
        required=True,
        max_length=LONGEST_COMMENT,
        error_messages={
            "required": "请写明要说的话。",
            "max_length": "留言至多 %(limit_value)d 字，现有 %(show_value)d 字，请精简。",
        },
    )


class ReadThreadForm(forms.Form):
    """The newest word that the page showed."""

    newest = forms.IntegerField(min_value=0, max_value=2**62)

    def get_newest(self) -> int:
        """Returns the key of the word; 0 where the form does not name one."""
        return self.cleaned_data["newest"] if self.is_valid() else 0

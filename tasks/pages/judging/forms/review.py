"""填报审核: the form of the report's wording."""

from django import forms
from django.http import QueryDict

from tasks.judging.review_actions import compute_wording_fingerprint
from tasks.models import ProgressEntry
from tasks.pages.frame.forms.pasted import PastedTextField, clean_pasted_text
from tasks.visible_words import read_filed, read_report_text


class WordingForm(forms.Form):
    """The wording of the report; an empty one means the unit's own text."""

    text = PastedTextField(label="报告用语", rows=8)
    why = forms.CharField(
        initial="",
        label="改动数字的理由",
        required=False,
        max_length=500,
        help_text="与单位所报的数不同时须写明，留痕备查；拿不准的，请退回单位核实。",
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, entry: ProgressEntry):
        super().__init__(data, initial={"text": read_report_text(entry), "seen": compute_wording_fingerprint(entry)})
        self.own_text = clean_pasted_text(read_filed(entry).text)

    def get_wording(self) -> str:
        """Returns the office's wording; "" when it equals the unit's text."""
        text = self.cleaned_data["text"]
        return "" if text == self.own_text else text

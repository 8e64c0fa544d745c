"""查找: the form of the search."""

from collections.abc import Iterable

from django import forms

from tasks.pages.frame.forms.parts import get_form_field

LONGEST = 100


class SearchForm(forms.Form):
    """
    Args:
        years: the years that may be chosen, the newest first.
        kinds: key and name of the kinds that may be chosen.
    """

    q = forms.CharField(
        label="要查找的文字",
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": f"查找的文字至多 {LONGEST} 字。"},
        widget=forms.TextInput({"placeholder": "一个字也可以；几个词用空格分开", "type": "search"}),
    )
    year = forms.TypedChoiceField(label="年度", required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label="类别", required=False)

    def __init__(self, *args, years: Iterable[int], kinds: Iterable[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        get_form_field(self, "kind", forms.ChoiceField).choices = [("", "全部"), *kinds]
        get_form_field(self, "year", forms.ChoiceField).choices = [
            ("", "全部"),
            *((year, f"{year} 年") for year in years),
        ]

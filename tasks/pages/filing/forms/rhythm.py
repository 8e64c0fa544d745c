"""填报节奏: the form in which the periods of a plan are chosen."""

from django import forms

from tasks.filing.rhythms import SHAPES, find_shape, list_shape_months, order_months
from tasks.periods import CALENDAR_YEAR, LONGEST_LABEL, MONTHS, Rhythm, describe_rhythm_refusal
from tasks.terms.later import say_later

#: the choice of months of one's own
OWN = "own"


class RhythmForm(forms.Form):
    """A ready choice or months of one's own, the month with which the year begins, and labels."""

    shape = forms.ChoiceField(
        label="填报节奏", choices=[*((key, label) for key, (label, _) in SHAPES.items()), (OWN, "自定义月份")]
    )
    first_month = forms.TypedChoiceField(
        label="年度起始",
        choices=[(month, f"{month}月") for month in CALENDAR_YEAR],
        coerce=int,
        help_text="学校的学年一般自9月起。跨年的年度按起始的年份称呼。",
    )
    months = forms.TypedMultipleChoiceField(
        label="截止月份",
        choices=[(month, f"{month}月") for month in CALENDAR_YEAR],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=say_later("选“自定义月份”时勾选。最后一期作为全年：按完成与否{terms.judging}。"),
    )
    labels = forms.CharField(
        label="各期名称",
        required=False,
        strip=False,
        max_length=MONTHS * (LONGEST_LABEL + 2),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"每期一行，依次填写，每个不超过 {LONGEST_LABEL} 字；空行或不填的用通行名称。",
    )

    @classmethod
    def build_initial(cls, rhythm: Rhythm) -> dict:
        """Returns the values of the fields for a rhythm."""
        return {
            "shape": find_shape(rhythm) or OWN,
            "first_month": rhythm.first_month,
            "months": list(rhythm.end_months),
            "labels": "\n".join(rhythm.own_labels),
        }

    def clean_labels(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.cleaned_data["labels"].rstrip().splitlines())

    def clean(self):
        super().clean()
        if self.errors:
            return
        given = self.cleaned_data
        first, shape = given["first_month"], given["shape"]
        given["end_months"] = order_months(given["months"], first) if shape == OWN else list_shape_months(shape, first)
        if not given["end_months"]:
            self.add_error("months", "请勾选截止月份，至少一个。")
            return
        count = len(given["end_months"])
        labels = given["labels"]
        if labels and len(labels) < count:
            given["labels"] = labels = labels + ("",) * (count - len(labels))
        if refusal := describe_rhythm_refusal(first, given["end_months"], labels):
            self.add_error("labels", refusal)

    def get_values(self) -> dict:
        """Returns the arguments of the actions."""
        return {name: self.cleaned_data[name] for name in ("first_month", "end_months", "labels")}

    def get_rhythm(self) -> Rhythm:
        """Returns what was chosen, for the preview."""
        given = self.get_values()
        labels = given["labels"] if any(given["labels"]) else ()
        return Rhythm(given["first_month"], given["end_months"], labels)

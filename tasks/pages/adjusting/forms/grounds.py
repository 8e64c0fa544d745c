"""依据: what every change of the plan rests on, and the period from which it holds."""

from collections.abc import Iterable

from django import forms

from tasks.adjusting.grounds import BASIS_LENGTH, REASON_LENGTH, Grounds
from tasks.models import Plan
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.parts import get_form_field
from tasks.pages.frame.forms.pasted import PastedTextField

GROUNDS = ("since", "basis", "decided_on", "reason")


class GroundsForm(forms.Form):
    """The basis of a change and the first period that prints it. Each form adds what is to be changed."""

    since = forms.TypedChoiceField(
        label="自哪一期起",
        coerce=int,
        help_text="这一期和以后各期按新的内容；已印发的各期不变。",
        error_messages={"required": "请选择自哪一期起。", "invalid_choice": "请选择尚未印发的填报期。"},
    )
    basis = forms.CharField(
        label="依据（文号或会议）",
        max_length=BASIS_LENGTH,
        help_text="如“示府办〔2024〕6号”“区政府第12次常务会议”。",
        error_messages={"required": "请写明依据的文号或会议。", "max_length": f"依据至多 {BASIS_LENGTH} 字。"},
    )
    decided_on = DayField(label="决定日期", help_text="该文件或会议的日期。")
    reason = PastedTextField(
        label="理由",
        rows=2,
        required=True,
        max_length=REASON_LENGTH,
        error_messages={"required": "请写明调整理由。", "max_length": f"理由至多 {REASON_LENGTH} 字。"},
    )

    def offer_starts(self, plan: Plan, numbers: Iterable[int]) -> None:
        """Offers the periods from which the change may hold, the first one chosen.

        Args:
            numbers: of the periods.
        """
        since = get_form_field(self, "since", forms.TypedChoiceField)
        since.choices = [(number, f"{plan}{plan.rhythm.get_label(number)}") for number in numbers]

    @property
    def grounds(self) -> Grounds:
        """What a valid form says of the basis."""
        return Grounds(**{name: self.cleaned_data[name] for name in ("basis", "decided_on", "reason")})

"""方案: the form of what the notice says of the plan's number, its approval and its recipients."""

from django import forms

from tasks.issuing.publication_actions import DOCUMENT_NUMBER, NUMBER_FORM
from tasks.models import Plan
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.seen import StaleCheckForm
from tasks.plans.plan_actions import PLAN_FACTS


class PlanFactsForm(StaleCheckForm):
    """Every field may stay empty: the notice then leaves out the sentence that would need it."""

    approved_on = DayField(label="审议日期", required=False, help_text="该次会议的日期，可不填。")

    class Meta:
        model = Plan
        fields = PLAN_FACTS
        error_messages = {"recipients": {"max_length": "主送至多 4,000 字，现有 %(show_value)d 字。"}}
        widgets = {"recipients": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "document_number": "没有文号可留空；写作“示府办〔2024〕1号”。",
            "congress": "审议通过政府工作报告的会议，按通知中的写法，如“区第十九届人民代表大会第四次会议”。",
            "approving_meeting": "审议同意本方案的会议，写明机关，如“区政府第57次常务会议”；有几次的用顿号隔开。",
            "recipients": "按通知中的写法，如“各镇人民政府、街道办事处，区级各部门”；末尾的冒号不用写。",
        }

    def clean_document_number(self) -> str:
        """Leaves a number alone that was imported in another form."""
        number = self.cleaned_data["document_number"]
        if number and number != self.instance.document_number and not DOCUMENT_NUMBER.fullmatch(number):
            raise forms.ValidationError(NUMBER_FORM)
        return number

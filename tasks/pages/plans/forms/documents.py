"""来源文件: the form of what is known of another list."""

from django import forms

from tasks.models import PlanDocument
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.seen import StaleCheckForm
from tasks.plans.document_actions import DOCUMENT_FACTS


class PlanDocumentForm(StaleCheckForm):
    """Everything but the title and the level may stay empty."""

    issued_on = DayField(label="印发日期", required=False)

    class Meta:
        model = PlanDocument
        fields = DOCUMENT_FACTS
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "document_number": "没有文号可留空。",
            "decided_by": "审议通过这份清单的会议，如“区政府第60次常务会议”。",
        }

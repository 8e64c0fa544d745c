"""印发: the forms of issuing and correcting a report, and of internal items."""

from django import forms

from tasks.enums import IssueScope
from tasks.issuing.publication_actions import DOCUMENT_NUMBER, INTERNAL_AND_PUBLIC, NUMBER_FORM
from tasks.pages.frame.forms.days import DayField
from tasks.pages.frame.forms.pasted import PastedTextField
from tasks.terms.later import list_later_choices


class IssueForm(forms.Form):
    """Title, number and approval.

    Args:
        problems: sentences that the person has to acknowledge.
    """

    title = forms.CharField(label="报告标题", max_length=300, error_messages={"required": "请填写报告标题。"})
    document_number = forms.CharField(
        label="发文字号",
        max_length=100,
        required=False,
        help_text="没有文号可留空；写作“示府办〔2024〕1号”。",
    )
    approved_by_name = forms.CharField(label="批准人", max_length=50, error_messages={"required": "请填写批准人。"})
    approved_by_title = forms.CharField(label="批准人职务", max_length=100, required=False)
    approved_on = DayField(label="批准日期", required_message="请填写批准日期。")
    has_public_version = forms.BooleanField(label="同时生成公开版（不含内部事项）", required=False)
    scope = forms.TypedChoiceField(
        label="知悉范围",
        choices=list_later_choices(IssueScope),
        coerce=IssueScope,
        required=False,
        empty_value=IssueScope.USUAL,
        help_text="选“内部”的，整件标“内部”，范围以外的人看不到本件和文件，不生成公开版。",
    )
    reason = PastedTextField(label="更正理由", rows=2, max_length=1000)
    knows = forms.BooleanField(
        label="已知晓上述问题，仍要印发", error_messages={"required": "请处理上述问题，或勾选后印发。"}
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, problems: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        if not problems:
            del self.fields["knows"]
        # decided by the revision that the page showed; the action refuses when there is a newer one
        if str(self["seen"].value()) == "0":
            del self.fields["reason"]

    def clean_document_number(self) -> str:
        number = self.cleaned_data["document_number"]
        if number and not DOCUMENT_NUMBER.fullmatch(number):
            raise forms.ValidationError(NUMBER_FORM)
        return number

    def clean_reason(self) -> str:
        if not self.cleaned_data["reason"]:
            raise forms.ValidationError("更正后再次印发，须写明更正理由。")
        return self.cleaned_data["reason"]

    def clean(self) -> dict:
        given = super().clean() or self.cleaned_data
        if given.get("scope", IssueScope.USUAL).is_internal and given.get("has_public_version"):
            self.add_error("scope", INTERNAL_AND_PUBLIC)
        return given

    def get_action_arguments(self) -> dict:
        """Returns the arguments of the action."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("has_public_version", "knows")}


class NoticeIssueForm(IssueForm):
    """Title and approval of a plan's notice; its number is the plan's, which the notice prints."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["document_number"]
        self.fields["title"].label = "通知标题"
        self.fields["title"].error_messages["required"] = "请填写通知标题。"
        self.fields["approved_on"].help_text = "即通知的成文日期。"


class CorrectionForm(forms.Form):
    """The reason for correcting an issued report."""

    reason = forms.CharField(label="更正理由", max_length=500, error_messages={"required": "请写明更正理由。"})


class SignOffForm(forms.Form):
    """The decision of the head of 督查办 on what the page showed."""

    APPROVE, RETURN = "approve", "return"

    decision = forms.ChoiceField(
        choices=[(APPROVE, "审核通过"), (RETURN, "退回")],
        error_messages={"required": "请选择审核通过或退回。", "invalid_choice": "请选择审核通过或退回。"},
    )
    reason = PastedTextField(label="审核意见", rows=2, max_length=1000)
    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "页面已过时，请刷新后再办理。"})

    def get_action_arguments(self) -> dict:
        """Returns the arguments of the action."""
        given = self.cleaned_data
        return {"approved": given["decision"] == self.APPROVE, "reason": given["reason"], "seen": given["seen"]}


class TakeBackForm(forms.Form):
    """Which sign-off the person takes back."""

    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "页面已过时，请刷新后再办理。"})


class InternalForm(forms.Form):
    """The reason why an item is left out of the public version."""

    reason = forms.CharField(
        label="标为内部事项的理由",
        max_length=500,
        error_messages={"required": "请写明标为内部事项的理由。"},
    )

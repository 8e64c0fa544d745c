"""The form of a user."""

from collections.abc import Callable

from django import forms
from django.db.models import Q
from django.utils.html import format_html_join

from tasks.enums import OF_OFFICIALS, Role
from tasks.models import Government, User
from tasks.organisation.account_actions import OF_A_UNIT, WELL_WRITTEN, fit_place_to_role, refuse_taken_username
from tasks.pages.frame.forms.parts import get_form_field
from tasks.pages.frame.forms.seen import StaleCheckForm
from tasks.permissions import ROLES
from tasks.receiving.telephones import parse_telephone
from tasks.terms import say
from tasks.terms.later import say_later


class UserForm(StaleCheckForm):
    class Meta:
        model = User
        fields = ["username", "name", "role", "unit", "official", "telephone", "email", "identity", "is_active"]
        labels = {"username": "用户名"}
        help_texts = {
            "username": "登录用，如姓名拼音。",
            "unit": "填报员和单位审核人须选择；单位组没有自己的账号，选其成员单位。",
            "official": say_later(
                "{terms.leader}须选择本人；{terms.principal}本人也负责事项的，选择后可答复协调事项。"
            ),
            "telephone": "手机、带区号的座机或内网短号；可以不填。",
            "email": "启用了邮件渠道的，通知同时发到此邮箱；可以不填。",
            "identity": "用统一身份认证或单位目录登录的：与用户名不同时填写；相同的留空。",
            "is_active": "停用后立即不能登录；留痕不变。",
        }
        error_messages = {"email": {"invalid": "请填写完整的邮箱地址（名称、@、邮件服务器）；不用邮箱的留空。"}}

    def __init__(self, *args, government: Government, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].validators = [WELL_WRITTEN]
        # a script shows the chosen role's alone
        duties = ((role, say(description)) for role, (description, _) in ROLES.items())
        self.fields["role"].help_text = format_html_join("", '<span class="duty" data-role="{}">{}</span>', duties)
        self.fields["role"].widget.attrs["data-duties"] = ""
        self.fields["unit"].widget.attrs["data-of-roles"] = " ".join(OF_A_UNIT)
        self.fields["official"].widget.attrs["data-of-roles"] = " ".join(OF_OFFICIALS)
        get_form_field(self, "role", forms.ChoiceField).choices = [("", "（请选择）"), *Role.choices()]
        # a retired unit or official, or a group of units, can be kept, but not newly chosen
        offers = (("unit", government.units, Q(is_group=False)), ("official", government.officials, Q()))
        for field, offered, fits in offers:
            kept = (Q(is_active=True) & fits) | Q(pk=getattr(self.instance, f"{field}_id"))
            get_form_field(self, field, forms.ModelChoiceField).queryset = offered.filter(kept)
            get_form_field(self, field, forms.ModelChoiceField).empty_label = "（无）"

    def clean(self) -> dict:
        """Finds all that the action would refuse at once, beside what the fields find; the action asks again."""
        given = super().clean() or self.cleaned_data
        if {"role", "unit", "official"} <= given.keys():
            self._add_refusal_of(lambda: fit_place_to_role(given))
        if "username" in given:
            self._add_refusal_of(lambda: refuse_taken_username(given["username"], self.instance))
        return given

    def _add_refusal_of(self, check: Callable[[], object]) -> None:
        try:
            check()
        except forms.ValidationError as refusal:
            self.add_error(None, refusal)

    def clean_telephone(self) -> str:
        """A number that is kept as it was is not read again: a rule may have become narrower."""
        telephone = self.cleaned_data["telephone"]
        if not telephone or telephone == self.instance.telephone:
            return telephone
        try:
            return parse_telephone(telephone)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

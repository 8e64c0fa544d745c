"""The form of the guide: the key, the government, and the account of its first administrator."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tasks.models import Government, User
from tasks.organisation.government_names import NAME_FIELDS
from tasks.pages.organisation.forms.accounts import WEAK
from tasks.pages.organisation.forms.organisation import NAME_HELP
from tasks.pages.organisation.forms.users import WELL_WRITTEN
from tasks.signing_on.passwords import describe_password_rules
from tasks.starting.setup_actions import FirstAdministrator


def build_password_field(label: str, told: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, help_text=told, strip=False, widget=widget, max_length=128)


class SetupForm(forms.ModelForm):
    """Everything that an installation starts with; passwords are never shown again."""

    key = forms.CharField(
        label="启用码",
        max_length=100,
        help_text="在服务器的启动日志里，写作三组字母和数字；也可以在服务器上运行 manage.py setup_key 另取一个。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    username = forms.CharField(
        label="用户名", max_length=150, validators=[WELL_WRITTEN], help_text="登录用，如姓名拼音。"
    )
    person = forms.CharField(label="姓名", max_length=50)
    password = build_password_field("密码", describe_password_rules())
    again = build_password_field("再输一次密码")
    field_order = ["key", *NAME_FIELDS, "username", "person", "password", "again"]

    class Meta:
        model = Government
        fields = NAME_FIELDS
        help_texts = NAME_HELP

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        password, again = told.get("password"), told.get("again")
        if password and again and password != again:
            self.add_error("again", "两次输入的密码不一致。")
        elif password:
            self._refuse_weak_password(password)
        return told

    def _refuse_weak_password(self, password: str) -> None:
        try:
            validate_password(password, User(username=self.cleaned_data.get("username", "")))
        except ValidationError as weaknesses:
            said = [WEAK.get(weakness.code or "", weakness) for weakness in weaknesses.error_list]
            self.add_error("password", said)

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        parts = {
            "一、启用码": ["key"],
            "二、本单位": [*NAME_FIELDS],
            "三、系统管理员": ["username", "person", "password", "again"],
        }
        return [(heading, [self[name] for name in names]) for heading, names in parts.items()]

    def get_names(self) -> dict[str, str]:
        return {field: self.cleaned_data[field] for field in NAME_FIELDS}

    def get_administrator(self) -> FirstAdministrator:
        told = self.cleaned_data
        return FirstAdministrator(told["username"], told["person"], told["password"])

    def refuse(self, refusal: ValidationError) -> None:
        """Shows what the action refuses, at its field where the form has it; ``name`` is the government's."""
        known = getattr(refusal, "error_dict", None)
        if known and set(known) <= set(self.fields):
            self.add_error(None, refusal)
        else:
            self.add_error(None, refusal.messages)

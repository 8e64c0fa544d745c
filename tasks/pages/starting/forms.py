"""The form of the guide: the key, the government, and the account of its first administrator."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tasks.models import Government, User
from tasks.organisation.government_names import NAME_FIELDS
from tasks.organisation.ready_sets import USUAL, load_ready_sets
from tasks.pages.organisation.forms.accounts import WEAK
from tasks.pages.organisation.forms.organisation import NAME_HELP
from tasks.pages.organisation.forms.users import WELL_WRITTEN
from tasks.signing_on.passwords import describe_password_rules
from tasks.starting.setup_actions import ChosenSet, FirstAdministrator


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
    ready_set = forms.ChoiceField(
        label="样板",
        choices=lambda: [(each.key, f"{each.name}：{each.says}") for each in load_ready_sets().values()],
        initial=USUAL,
        widget=forms.RadioSelect,
        help_text="先照哪一类单位的用语、填报期和事项类别设置；以后都可以修改。",
    )
    username = forms.CharField(
        label="用户名", max_length=150, validators=[WELL_WRITTEN], help_text="登录用，如姓名拼音。"
    )
    person = forms.CharField(label="姓名", max_length=50)
    password = build_password_field("密码", describe_password_rules())
    again = build_password_field("再输一次密码")
    field_order = ["key", *NAME_FIELDS, "ready_set", "username", "person", "password", "again"]

    class Meta:
        model = Government
        fields = NAME_FIELDS
        help_texts = NAME_HELP

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        office_name = self.fields["office_name"]
        office_name.required, self.initial["office_name"] = False, ""
        office_name.help_text = f"{office_name.help_text}不填的按样板。"

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
            "二、本单位": [*NAME_FIELDS, "ready_set"],
            "三、系统管理员": ["username", "person", "password", "again"],
        }
        return [(heading, [self[name] for name in names]) for heading, names in parts.items()]

    def get_names(self) -> dict[str, str]:
        usual = load_ready_sets()[self.cleaned_data["ready_set"]].office_name
        names = {field: self.cleaned_data[field] for field in NAME_FIELDS}
        return names | {"office_name": names["office_name"] or usual}

    def get_chosen_set(self) -> ChosenSet:
        return ChosenSet(self.cleaned_data["ready_set"])

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

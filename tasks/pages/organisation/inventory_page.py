"""账号盘点: the filter, the table and the counts of the page."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks import clock
from tasks.enums import Channel, Role
from tasks.models import Government, Official, Unit, User
from tasks.organisation.account_inventory import (
    IDLE_DAYS,
    NEVER,
    PLACELESS,
    WITHOUT_UNIT,
    AccountCounts,
    build_idle,
    count_accounts,
    select_officials_without_account,
    select_units_without_people,
)
from tasks.pages.frame.cells import build_unsorted_column
from tasks.pages.organisation.list_forms import filter_accounts_by_words
from tasks.pages.organisation.tables import UserTable
from tasks.reminding.channels import is_on
from tasks.terms.later import list_later_choices

DAYS_BOUNDS = "天数应是 1 至 3650 的整数。"
CONDITIONS = [
    ("", "全部在用"),
    ("never", "从未登录"),
    ("idle", "多日未登录"),
    ("unused", "从未登录或多日未登录"),
    ("placeless", "单位已停用或领导已离任"),
    ("unitless", "没有单位"),
    ("retired", "已停用"),
]


class InventoryForm(forms.Form):
    """Which accounts are shown."""

    show = forms.ChoiceField(label="账号", choices=CONDITIONS, required=False)
    days = forms.IntegerField(
        label="多少天算久",
        required=False,
        validators=[MinValueValidator(1, DAYS_BOUNDS), MaxValueValidator(3650, DAYS_BOUNDS)],
        error_messages={"invalid": DAYS_BOUNDS},
    )
    role = forms.ChoiceField(label="角色", choices=[("", "全部"), *list_later_choices(Role)], required=False)
    q = forms.CharField(label="姓名、用户名或单位", max_length=100, required=False)

    def clean_days(self) -> int:
        return self.cleaned_data["days"] or IDLE_DAYS


class InventoryTable(UserTable):
    """Accounts with a box each, and the number by which one asks whether somebody is still there."""

    pick = build_unsorted_column("勾选", "no")
    telephone = build_unsorted_column("联系电话", "num")

    class Meta:
        sequence = ("pick", "username", "name", "role", "place", "telephone", "last_login", "is_active")

    def render_pick(self, record: User) -> SafeString:
        box = '<input type="checkbox" form="picked" name="pick" value="{}" aria-label="勾选 {}" data-pick>'
        return format_html(SafeString(box), record.pk, record.name)

    def render_telephone(self, record: User) -> str:
        return record.telephone


@dataclass(frozen=True)
class InventoryPage:
    """What the page shows.

    Attributes:
        asked: the filter as it was sent.
    """

    government: Government
    asked: QueryDict

    @cached_property
    def form(self) -> InventoryForm:
        return InventoryForm({"days": IDLE_DAYS} | self.asked.dict())

    @cached_property
    def days(self) -> int:
        return self.form.cleaned_data.get("days", IDLE_DAYS) if self.form.is_valid() else IDLE_DAYS

    @cached_property
    def counts(self) -> AccountCounts:
        return count_accounts(self.government, clock.now(), self.days)

    @cached_property
    def accounts(self) -> QuerySet[User]:
        """The accounts that the filter asks for, those who have been away longest first; none where it is invalid."""
        everybody = self.government.users.select_related("unit", "official")
        if not self.form.is_valid():
            return everybody.none()
        given = self.form.cleaned_data
        idle = build_idle(clock.now(), self.days)
        conditions = {
            "never": NEVER,
            "idle": idle,
            "unused": NEVER | idle,
            "placeless": PLACELESS,
            "unitless": WITHOUT_UNIT,
            "retired": Q(is_active=False),
        }
        found = everybody.filter(conditions.get(given["show"], Q(is_active=True)))
        if given["role"]:
            found = found.filter(role=given["role"])
        found = filter_accounts_by_words(found, given["q"])
        return found.order_by(F("last_login").asc(nulls_first=True), "unit__name", "username")

    @cached_property
    def units_without_people(self) -> list[Unit]:
        return list(select_units_without_people(self.government))

    @cached_property
    def officials_without_account(self) -> list[Official]:
        return list(select_officials_without_account(self.government))

    @property
    def can_mail(self) -> bool:
        return is_on(Channel.EMAIL)

    @property
    def query(self) -> str:
        """The filter as the forms below carry it back."""
        return self.asked.urlencode()

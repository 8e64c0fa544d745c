"""单位, 用户: the filters of the two lists. A wrong value is told beside its field, and shows nothing."""

from typing import ClassVar

from django import forms
from django.db.models import Q, QuerySet

from tasks.enums import Role
from tasks.models import Unit, User
from tasks.terms.later import list_later_choices

IN_USE, RETIRED = Q(is_active=True), Q(is_active=False)
LONGEST_WORDS = 100


def filter_accounts_by_words(users: QuerySet[User], words: str) -> QuerySet[User]:
    """Keeps the accounts whose name, username, unit or leader has the words; all of them where there are none."""
    if not words:
        return users
    places = Q(unit__name__icontains=words) | Q(official__name__icontains=words)
    return users.filter(Q(name__icontains=words) | Q(username__icontains=words) | places)


class UserListForm(forms.Form):
    """Which accounts are listed."""

    q = forms.CharField(
        label="姓名、用户名或单位",
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.TextInput({"placeholder": "姓名、用户名或单位"}),
    )
    role = forms.ChoiceField(label="角色", choices=[("", "全部角色"), *list_later_choices(Role)], required=False)
    state = forms.ChoiceField(
        label="状态", choices=[("", "全部状态"), ("used", "在用"), ("retired", "停用")], required=False
    )

    def narrow(self, users: QuerySet[User]) -> QuerySet[User]:
        """Returns what of the users is asked for."""
        if not self.is_valid():
            return users.none()
        given = self.cleaned_data
        found = users.filter({"used": IN_USE, "retired": RETIRED}.get(given["state"], Q()))
        if given["role"]:
            found = found.filter(role=given["role"])
        return filter_accounts_by_words(found, given["q"])


class UnitListForm(forms.Form):
    """Which units are listed."""

    CONDITIONS: ClassVar[dict[str, Q]] = {
        "used": IN_USE,
        "groups": IN_USE & Q(is_group=True),
        "without": IN_USE & Q(is_group=False, people=0),
        "retired": RETIRED,
    }

    q = forms.CharField(
        label="名称或别名",
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.TextInput({"placeholder": "名称或别名"}),
    )
    show = forms.ChoiceField(
        label="单位",
        choices=[
            ("", "全部单位"),
            ("used", "在用"),
            ("groups", "单位组"),
            ("without", "没有账号"),
            ("retired", "停用"),
        ],
        required=False,
    )

    def narrow(self, units: QuerySet[Unit]) -> QuerySet[Unit]:
        """Returns what of the units is asked for.

        Args:
            units: with ``people``, the number of their active users.
        """
        if not self.is_valid():
            return units.none()
        found = units.filter(self.CONDITIONS.get(self.cleaned_data["show"], Q()))
        if words := self.cleaned_data["q"]:
            named = Unit.objects.filter(Q(name__icontains=words) | Q(aliases__name__icontains=words))
            found = found.filter(pk__in=named.values("pk"))
        return found

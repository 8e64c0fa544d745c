"""The tables of units, officials and users."""

from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks.models import Official, Unit, User
from tasks.models.organisation import UNRANKED
from tasks.pages.frame.cells import (
    NOTHING,
    ListTable,
    build_unsorted_column,
    format_moment,
    render_active_badge,
)
from tasks.terms.later import say_later


class UnitCounts(TypedDict):
    """The number of active users of a unit."""

    people: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    Counted = WithAnnotations[Unit, UnitCounts]


class UnitTable(ListTable):
    """单位, with its aliases."""

    name = build_unsorted_column("名称", "text")
    aliases = build_unsorted_column("别名")
    members = build_unsorted_column("成员单位", "wide")
    needs_confirmation = build_unsorted_column("报送前单位审核")
    people = build_unsorted_column("账号", "num")
    is_active = build_unsorted_column("状态", "state")

    def render_name(self, record: Unit) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("unit_edit", args=[record.pk]), record.name)

    def render_aliases(self, record: Unit) -> str:
        return "、".join(alias.name for alias in record.aliases.all())

    def render_members(self, record: Unit) -> SafeString:
        if not record.is_group:
            return NOTHING
        names = [member.name for member in record.members.all()]
        counted = f"单位组 {len(names)} 家：" if names else "单位组，尚无成员"
        return format_html('<div class="clamp">{}{}</div>', counted, "、".join(names))

    def render_needs_confirmation(self, record: Unit) -> str:
        return "须审核" if record.needs_confirmation else ""

    def render_people(self, record: "Counted") -> SafeString | str:
        if not record.people:
            return NOTHING if record.is_group or not record.is_active else "0"
        address = f"{reverse('user_list')}?{urlencode({'q': record.name})}"
        return format_html('<a href="{}">{}</a>', address, record.people)

    def render_is_active(self, record: Unit) -> SafeString:
        return render_active_badge(record.is_active, "在用", "停用")


class OfficialTable(ListTable):
    rank = build_unsorted_column("排序", "num")
    name = build_unsorted_column("姓名", "text")
    title = build_unsorted_column("职务")
    deputy = build_unsorted_column("代理")
    is_active = build_unsorted_column("状态", "state")

    def render_name(self, record: Official) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("official_edit", args=[record.pk]), record.name)

    def render_rank(self, record: Official) -> str:
        return "" if record.rank == UNRANKED else str(record.rank)

    def render_title(self, record: Official) -> str:
        return record.title

    def render_deputy(self, record: Official) -> str:
        return record.deputy_days

    def render_is_active(self, record: Official) -> SafeString:
        return render_active_badge(record.is_active, "在任", "离任")


class UserTable(ListTable):
    """Accounts; ``locked`` holds the usernames of those that wrong passwords have locked somewhere."""

    username = build_unsorted_column("用户名", "text literal")
    name = build_unsorted_column("姓名")
    role = build_unsorted_column("角色")
    place = build_unsorted_column(say_later("单位或{terms.leader}"))
    last_login = build_unsorted_column("最近登录")
    is_active = build_unsorted_column("状态", "state")

    def __init__(self, *args, locked: frozenset[str] = frozenset(), **kwargs):
        super().__init__(*args, **kwargs)
        self.locked = locked

    def render_username(self, record: User) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("user_edit", args=[record.pk]), record.username)

    def render_name(self, record: User) -> str:
        return record.name

    def render_role(self, record: User) -> str:
        return record.role.label

    def render_place(self, record: User) -> str:
        return str(record.unit or record.official or "")

    def render_last_login(self, record: User) -> str:
        return format_moment(record.last_login) or "从未登录"

    def render_is_active(self, record: User) -> SafeString:
        if record.is_active and record.username in self.locked:
            return SafeString('<span class="st watch">登录锁定</span>')
        return render_active_badge(record.is_active, "在用", "停用")

"""Units, officials and the people who sign in."""

from typing import TYPE_CHECKING, TypedDict

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks.models import Official, Unit, User
from tasks.pages.frame.cells import NOTHING, ListTable, moment, plain, use_of


class Counts(TypedDict):
    """How many people of a unit sign in."""

    people: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    Counted = WithAnnotations[Unit, Counts]


class UnitTable(ListTable):
    """单位, with the other names documents give it."""

    name = plain("名称", "text")
    aliases = plain("别名")
    members = plain("成员单位", "wide")
    needs_confirmation = plain("报送前单位审核")
    people = plain("账号", "num")
    is_active = plain("状态", "state")

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

    def render_people(self, record: "Counted") -> str:
        return str(record.people) if record.people else ""

    def render_is_active(self, record: Unit) -> SafeString:
        return use_of(record.is_active, "在用", "停用")


class OfficialTable(ListTable):
    name = plain("姓名", "text")
    title = plain("职务")
    is_active = plain("状态", "state")

    def render_name(self, record: Official) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("official_edit", args=[record.pk]), record.name)

    def render_title(self, record: Official) -> str:
        return record.title

    def render_is_active(self, record: Official) -> SafeString:
        return use_of(record.is_active, "在任", "离任")


class UserTable(ListTable):
    username = plain("用户名", "text")
    name = plain("姓名")
    role = plain("角色")
    place = plain("单位或区领导")
    last_login = plain("最近登录")
    is_active = plain("状态", "state")

    def render_username(self, record: User) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("user_edit", args=[record.pk]), record.username)

    def render_name(self, record: User) -> str:
        return record.name

    def render_role(self, record: User) -> str:
        return record.role.label

    def render_place(self, record: User) -> str:
        return str(record.unit or record.official or "")

    def render_last_login(self, record: User) -> str:
        return moment(record.last_login, "%Y-%m-%d %H:%M") or "从未登录"

    def render_is_active(self, record: User) -> SafeString:
        return use_of(record.is_active, "在用", "停用")

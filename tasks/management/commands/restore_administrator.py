"""``restore_administrator``: lets an administrator in again where nobody of his kind can sign in any more."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from tasks.enums import ADMINISTRATORS, Role
from tasks.management.arguments import get_government_by_name
from tasks.permissions import Refused
from tasks.signing_on.restoring_actions import restore_administrator
from tasks.terms import terms


class Command(BaseCommand):
    help = "三员中没有人能登录时：新增或恢复一个系统管理员、安全管理员或审计员，换新密码并显示；留痕。"

    def add_arguments(self, parser):
        parser.add_argument("role", choices=[role.value for role in ADMINISTRATORS], help="哪一员")
        parser.add_argument("username", metavar="USERNAME", help="用户名；没有的新建")
        parser.add_argument("--person", default="", help="新建时的姓名")
        parser.add_argument("--government", default="", help=f"{terms.government}的名称；只有一个的不写")

    def handle(self, *, role, username, person, government, **options):
        try:
            user, password = restore_administrator(
                government=get_government_by_name(government),
                role=Role(role),
                username=username.strip(),
                name=person.strip() or Role(role).label,
                by=None,
            )
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages), returncode=1) from refusal
        self.stdout.write(f"{user.role.label}“{user.name}”（{user.username}）可以登录，已留痕。")
        self.stdout.write(f"密码（只显示这一次，登录后须修改）：{password}")

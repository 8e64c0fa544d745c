"""``setup_government``: makes a government and its first administrator, as the guide does."""

import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tasks.management.arguments import add_rhythm_arguments, get_rhythm_options
from tasks.models import User
from tasks.organisation.government_names import remove_edge_spaces
from tasks.organisation.rhythm_actions import set_coming_rhythm
from tasks.permissions import Refused
from tasks.signing_on.passwords import describe_password_rules
from tasks.starting.setup_actions import FirstAdministrator, start_from_server


class Command(BaseCommand):
    help = "建立辖区政府和第一位系统管理员；已有的不变。"

    def add_arguments(self, parser):
        parser.add_argument("name", metavar="NAME", help="全称，照公文写法；部门、企业、学校写自己的全称")
        parser.add_argument("--short-name", default="", help="公文中的自称，如“区政府”；不写则按名称得出")
        parser.add_argument("--office-name", default="督查办", help="督办机构，署在名称之后")
        parser.add_argument("--username", default="admin", help="系统管理员的用户名，不写为 admin")
        parser.add_argument("--person", default="系统管理员", help="系统管理员的姓名")
        parser.add_argument("--password-stdin", action="store_true", help="从标准输入读一行作为密码；不加则生成并显示")
        add_rhythm_arguments(parser)
        parser.add_argument("--another", action="store_true", help="已有其他辖区政府，仍再建一个")

    @transaction.atomic
    def handle(self, *, username, person, password_stdin, another, **options):
        password = read_password(username) if password_stdin else ""
        names = {field: remove_edge_spaces(options[field]) for field in ("name", "short_name", "office_name")}
        try:
            made = start_from_server(
                values=names,
                administrator=FirstAdministrator(username.strip(), person.strip(), password),
                another=another,
                by=None,
            )
            if made is not None and (rhythm := get_rhythm_options(options)):
                set_coming_rhythm(government=made[0].home, **rhythm, by=None)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages), returncode=1) from refusal
        self.answer(names["name"], made)

    def answer(self, name: str, made: tuple[User, str] | None) -> None:
        if made is None:
            self.stdout.write(f"“{name}”和该系统管理员已在，未作改动。")
            return
        user, generated = made
        self.stdout.write(f"“{name}”已启用。系统管理员：{user.username}　{user.name}")
        if generated:
            self.stdout.write(f"密码（只显示这一次，首次登录须修改）：{generated}")
        self.stdout.write("请登录后按“启用清单”继续。")


def read_password(username: str) -> str:
    """Reads the password from the first line of standard input.

    Raises:
        CommandError: it is missing or weak; exit status 1.
    """
    password = sys.stdin.readline().rstrip("\r\n")
    try:
        validate_password(password, User(username=username))
    except ValidationError as weaknesses:
        raise CommandError(f"密码不合要求：{describe_password_rules()}", returncode=1) from weaknesses
    return password

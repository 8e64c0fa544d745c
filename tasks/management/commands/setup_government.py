"""``setup_government``: makes a government and its first administrator, as the guide does."""

import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tasks.management.arguments import add_rhythm_arguments, get_rhythm_options
from tasks.models import User
from tasks.organisation.government_names import remove_edge_spaces
from tasks.organisation.ready_sets import USUAL, load_ready_sets
from tasks.organisation.rhythm_actions import set_coming_rhythm
from tasks.permissions import Refused
from tasks.signing_on.passwords import describe_password_rules
from tasks.starting.setup_actions import ChosenSet, FirstAdministrator, start_from_server
from tasks.terms import terms


class Command(BaseCommand):
    help = "建立一个政府、部门、企业或学校，和第一位系统管理员；已有的不变。"

    def add_arguments(self, parser):
        parser.add_argument("name", metavar="NAME", help="全称，照公文写法；部门、企业、学校写自己的全称")
        parser.add_argument("--short-name", default="", help="公文中的自称，如“区政府”；不写则按名称得出")
        parser.add_argument("--office-name", default="", help="督办机构，署在名称之后；不写则按样板")
        parser.add_argument(
            "--set", choices=list(load_ready_sets()), default=USUAL, help="样板：用语、填报期和事项类别"
        )
        parser.add_argument(
            "--term", action="append", default=[], metavar="KEY=WORD", help="一个用语，如 leader=局领导；可以写几次"
        )
        parser.add_argument("--username", default="admin", help="系统管理员的用户名，不写为 admin")
        parser.add_argument("--person", default="系统管理员", help="系统管理员的姓名")
        parser.add_argument("--password-stdin", action="store_true", help="从标准输入读一行作为密码；不加则生成并显示")
        add_rhythm_arguments(parser)
        parser.add_argument("--another", action="store_true", help=f"已有其他{terms.government}，仍再建一个")

    @transaction.atomic
    def handle(self, *, username, person, password_stdin, another, term, **options):
        password = read_password(username) if password_stdin else ""
        names = {field: remove_edge_spaces(options[field]) for field in ("name", "short_name", "office_name")}
        names["office_name"] = names["office_name"] or load_ready_sets()[options["set"]].office_name
        try:
            made = start_from_server(
                values=names,
                administrator=FirstAdministrator(username.strip(), person.strip(), password),
                another=another,
                chosen=ChosenSet(options["set"], parse_words(term)),
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


def parse_words(given: list[str]) -> dict[str, str]:
    """Reads the words of ``--term``.

    Raises:
        CommandError: one has no key and word; exit status 2.
    """
    pairs = [each.partition("=") for each in given]
    for key, equals, _ in pairs:
        if not equals:
            raise CommandError(f"--term 写作 KEY=WORD，如 leader=局领导；现为“{key}”。", returncode=2)
    return {key.strip(): word for key, _, word in pairs}


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

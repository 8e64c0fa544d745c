"""``load_demo``: imports the published documents, creates the accounts and simulates a year of work."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tasks.enums import Role
from tasks.importing.import_actions import import_document
from tasks.management.demonstration import (
    ACCOUNTS,
    GOVERNMENT,
    OPEN_YEAR,
    SOURCES,
    Account,
    FixtureDocument,
    simulate_year,
)
from tasks.management.demonstration.account_actions import (
    add_demonstration_user,
    renew_demonstration_password,
)
from tasks.management.demonstration.cooperating import confirm_group_proposals
from tasks.management.demonstration.documents import read_fixture
from tasks.management.demonstration.leading import list_busy_officials
from tasks.models import Government, Period, Plan, Unit, User
from tasks.organisation.government_actions import add_government, lock_installation
from tasks.organisation.governments import has_demonstration, select_own_governments
from tasks.terms import terms


class Command(BaseCommand):
    help = "载入演示数据和演示账号；已有的不变。"

    def add_arguments(self, parser):
        parser.add_argument("--reset-passwords", action="store_true", help="给演示账号换新密码并显示")

    @transaction.atomic
    def handle(self, *, reset_passwords, **options):
        lock_installation()
        refuse_own_governments()
        if not has_demonstration():
            add_government(values={"name": GOVERNMENT}, by=None, is_demonstration=True)
        loaded = [source for source in SOURCES if self.load(source)]
        government = Government.objects.get(name=GOVERNMENT)
        passwords = self.add_accounts(government, reset_passwords)
        groups = confirm_group_proposals(government)
        if not Period.objects.filter(plan__government=government, plan__year=OPEN_YEAR).exists():
            simulate_year(government)
        if loaded:
            self.stdout.write(f"已载入 {len(loaded)} 份文件：{'、'.join(source.filename for source in loaded)}")
        if groups:
            self.stdout.write(f"已按名称设置 {len(groups)} 个单位组的成员：{'、'.join(group.name for group in groups)}")
        if passwords:
            self.print_passwords(passwords)
        elif not (loaded or groups):
            self.stdout.write("演示数据和账号已在，未作改动；忘记密码可运行 manage.py load_demo --reset-passwords。")

    def load(self, source: FixtureDocument) -> bool:
        """Imports a document unless that was done before; returns whether it imported it."""
        plan = Plan.objects.filter(government__name=GOVERNMENT, year=source.year).first()
        if plan and (not source.period or plan.periods.filter(number=source.period).exists()):
            return False
        document = read_fixture(source.filename)
        changes = import_document(document=document, by=None, commit=True, create_units=True)
        if changes.errors:
            raise CommandError("\n".join([f"{source.filename} 未能载入：", *changes.errors]), returncode=1)
        return True

    def add_accounts(self, government: Government, renew: bool) -> list[tuple[User, str]]:
        """Creates missing accounts; returns users with their new passwords."""
        there = {user.username: user for user in User.objects.filter(government=government)}
        passwords = []
        for account in ACCOUNTS:
            user = there.get(account.username)
            if user is None:
                values = build_account_values(account, government)
                passwords.append(add_demonstration_user(government=government, values=values, by=None))
            elif renew:
                passwords.append((user, renew_demonstration_password(user=user, by=None)))
        return passwords

    def print_passwords(self, passwords: list[tuple[User, str]]) -> None:
        self.stdout.write("演示账号（密码只显示这一次，库中只存散列值）：")
        for user, password in passwords:
            place = user.unit.name if user.unit else user.home.name
            self.stdout.write(f"  {user.username:<10}{password}  {user.role_label}　{user.name}　{place}")


def refuse_own_governments() -> None:
    """
    Raises:
        CommandError: the database holds a government that the demonstration has not made.
    """
    if own := select_own_governments().first():
        raise CommandError(
            f"数据库中有正式的{terms.government}“{own}”，不能载入演示数据，未作改动。"
            "要看演示，请用空的数据库（DATABASE_URL）或另一个数据目录（DUBAN_VAR）。",
            returncode=1,
        )


def build_account_values(account: Account, government: Government) -> dict:
    """Builds the values of an account for ``add_user``."""
    official = list_busy_officials(government)[0] if account.role == Role.LEADER else None
    unit = Unit.objects.named(account.unit).get(government=government) if account.unit else None
    return {
        "username": account.username,
        "name": official.name if official else account.name,
        "role": account.role,
        "unit": unit,
        "official": official,
        "is_active": True,
    }

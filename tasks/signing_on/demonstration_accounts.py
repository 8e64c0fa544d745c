"""演示账号: whom anybody may be in an installation that holds a demonstration alone."""

from django.conf import settings
from django.db.models import QuerySet

from tasks.enums import Role
from tasks.models import User
from tasks.organisation.governments import select_own_governments
from tasks.terms.later import say_later

#: in the order of a quarter's work: what one who looks around finds behind the accounts of each role
SIGHTS = {
    Role.CLERK: "填报本单位牵头的事项，查看预警，提出申请",
    Role.UNIT_HEAD: say_later("审核本单位的填报，确认后报送{terms.office}"),
    Role.OFFICE: say_later("催办、审核、{terms.judging}、校核，写报告，印发"),
    Role.OFFICE_HEAD: say_later("同{terms.office}，另审核印发"),
    Role.LEADER: "看分管事项，答复需协调的问题",
    Role.HEAD: say_later("看{terms.everywhere}进度和滞后事项"),
    Role.VIEWER: "看已印发的报告",
    Role.ADMINISTRATOR: "管理单位、领导、账号和设置",
    Role.SECURITY: "确认账号和权限的变更（启用三员分立的）",
    Role.AUDITOR: "查留痕",
}


def select_demonstration_accounts() -> QuerySet[User]:
    """Selects the accounts that may be entered without a password: none unless the server was started for a
    demonstration (``DUBAN_DEMO``) and no government is an office's own."""
    accounts = User.objects.filter(government__is_demonstration=True, is_active=True)
    if not settings.DUBAN_DEMO or select_own_governments().exists():
        return accounts.none()
    return accounts.select_related("unit", "government", "official")


def list_demonstration_accounts() -> list[tuple[Role, list[User], str]]:
    """Lists the accounts by role, each role with what is to be seen; one without an account is left out.

    Those of units that only file in the simulated year have no password, and are left out as well.
    """
    accounts = [user for user in select_demonstration_accounts().order_by("pk") if user.has_usable_password()]
    by_role = [(role, [user for user in accounts if user.role == role], sights) for role, sights in SIGHTS.items()]
    return [row for row in by_role if row[1]]

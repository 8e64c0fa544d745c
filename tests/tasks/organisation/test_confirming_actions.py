"""三员分立: what one administrator prepares works once another confirms it."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tasks.enums import EventKind, PreparedKind, PreparedState, Role
from tasks.models import Event, Government, PreparedChange, User
from tasks.models.changes import build_field_state, compute_fingerprint
from tasks.organisation import account_actions, confirming_actions
from tasks.organisation.account_batch_actions import disable_users, renew_first_passwords, withdraw_first_passwords
from tasks.organisation.first_passwords import FirstPassword
from tasks.permissions import Refused
from tests.cast import PASSWORD, UserFactory
from tests.together import refusals_at_one_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast):
    """The cast of a government that has begun 三员分立."""
    Government.objects.filter(pk=cast.government.pk).update(separates_administrators=True)
    cast.government.refresh_from_db()
    return cast


def stored(user: User) -> User:
    return User.objects.get(pk=user.pk)


def values_of(user: User, **given) -> dict:
    return {name: getattr(user, name) for name in account_actions.USER_FIELDS} | given


def add(cast, **given) -> tuple[User, str]:
    wished = User(username="liuyang", name="刘洋", role=Role.OFFICE)
    return account_actions.add_user(
        government=cast.government, values=values_of(wished, **given), by=cast.administrator
    )


def edit(cast, user: User, **given) -> User:
    user = stored(user)
    seen = compute_fingerprint(build_field_state(user, account_actions.USER_FIELDS))
    return account_actions.edit_user(user=user, values=values_of(user, **given), seen=seen, by=cast.administrator)


def waiting() -> list[PreparedChange]:
    return list(PreparedChange.objects.waiting())


def confirm(cast, *changes: PreparedChange, by: User | None = None) -> list[PreparedChange]:
    ids = [change.pk for change in changes or waiting()]
    return confirming_actions.confirm_changes(government=cast.government, ids=ids, by=by or cast.security)


def said(act, kind=Refused) -> str:
    with pytest.raises(kind) as refusal:
        act()
    return "".join(refusal.value.messages) if isinstance(refusal.value, ValidationError) else str(refusal.value)


def test_a_new_account_is_closed_until_it_is_confirmed(cast):
    user, password = add(cast)
    assert (user.is_active, user.check_password(password)) == (False, True)
    (change,) = waiting()
    assert (change.kind, change.user, change.prepared_by) == (PreparedKind.ACCOUNT_ADDED, user, cast.administrator)
    assert change.differences == [("有效", "否", "是")]
    confirm(cast)
    assert (stored(user).is_active, stored(user).role, stored(user).check_password(password)) == (
        True,
        Role.OFFICE,
        True,
    )
    events = [(event.kind, event.actor_name, event.reason) for event in Event.objects.order_by("pk")]
    assert events == [
        (EventKind.USER_SAVED, "吴敏", ""),
        (EventKind.CHANGE_PREPARED, "吴敏", ""),
        (EventKind.CHANGE_CONFIRMED, "刘安", "吴敏准备，刘安确认"),
    ]


@pytest.mark.parametrize(
    ("given", "difference"),
    [
        ({"role": Role.UNIT_HEAD}, ("角色", "填报员", "单位审核人")),
        ({"name": "李静怡"}, ("姓名", "李静", "李静怡")),
        ({"username": "lijing"}, ("用户名", "jiaowei", "lijing")),
        ({"email": "x@example.org"}, ("电子邮件地址", "", "x@example.org")),
        ({"identity": "330102001"}, ("统一身份账号", "", "330102001")),
    ],
)
def test_what_decides_who_somebody_is_and_what_he_may_do_waits(cast, given, difference):
    field, value = next(iter(given.items()))
    edit(cast, cast.clerk, **given)
    assert getattr(stored(cast.clerk), field) != value
    assert [change.differences for change in waiting()] == [[difference]]
    confirm(cast)
    assert getattr(stored(cast.clerk), field) == value


def test_another_unit_waits_and_a_telephone_does_not(cast):
    edit(cast, cast.clerk, telephone="13800000000")
    assert (stored(cast.clerk).telephone, waiting()) == ("13800000000", [])
    edit(cast, cast.clerk, unit=cast.other_unit)
    assert stored(cast.clerk).unit == cast.lead_unit
    confirm(cast)
    assert stored(cast.clerk).unit == cast.other_unit


def test_an_account_is_disabled_at_once_and_comes_back_only_with_a_yes(cast):
    disable_users(government=cast.government, ids=[cast.clerk.pk], by=cast.administrator)
    assert not stored(cast.clerk).is_active
    edit(cast, cast.clerk, is_active=True)
    assert not stored(cast.clerk).is_active
    confirm(cast)
    assert stored(cast.clerk).is_active


def test_what_was_seen_cannot_be_changed_before_it_is_confirmed(cast):
    user, _ = add(cast, role=Role.CLERK, unit=cast.lead_unit)
    why = said(lambda: edit(cast, user, role=Role.OFFICE), ValidationError)
    assert why == ("“刘洋”有一项新增账号正在等待安全管理员确认（吴敏准备）。请等其确认，或在“账号确认”撤回后再办。")
    confirm(cast)
    assert stored(user).role == Role.CLERK


def test_an_account_that_is_disabled_while_its_change_waits_stays_so(cast):
    edit(cast, cast.clerk, unit=cast.other_unit)
    disable_users(government=cast.government, ids=[cast.clerk.pk], by=cast.administrator)
    confirm(cast)
    assert (stored(cast.clerk).is_active, stored(cast.clerk).unit) == (False, cast.other_unit)


def test_the_password_of_an_account_with_powers_waits_and_is_recorded_apart(cast):
    password = account_actions.reset_password(user=cast.office, by=cast.administrator)
    assert stored(cast.office).check_password(PASSWORD)
    confirm(cast)
    assert (stored(cast.office).check_password(password), stored(cast.office).must_change_password) == (True, True)
    event = Event.objects.get(kind=EventKind.POWERFUL_PASSWORD_RESET)
    assert (event.subject, event.actor_name, event.reason) == ("陈红", "刘安", "吴敏准备，刘安确认")
    assert password not in str(event.__dict__)
    assert PreparedChange.objects.get().password == ""


def test_the_password_of_a_units_account_is_reset_at_once(cast):
    password = account_actions.reset_password(user=cast.clerk, by=cast.administrator)
    assert (stored(cast.clerk).check_password(password), waiting()) == (True, [])


def test_first_passwords_of_accounts_with_powers_wait_too(cast):
    ids = [cast.office.pk, cast.clerk.pk]
    passwords = [FirstPassword("a", "hash-a"), FirstPassword("b", "hash-b")]
    renew_first_passwords(government=cast.government, ids=ids, passwords=passwords, by=cast.administrator)
    assert [change.user for change in waiting()] == [cast.office]
    assert stored(cast.office).check_password(PASSWORD)
    User.objects.filter(pk=cast.head.pk).update(email="gao@example.org")
    ids = [cast.head.pk]
    why = said(lambda: withdraw_first_passwords(government=cast.government, ids=ids, by=cast.administrator))
    assert why == (
        "高明的账号有管理或办理权限，三员分立后新密码须经安全管理员确认，请重发密码条。没有办理任何一个账号。"
    )


def test_nobody_confirms_what_he_has_prepared_himself(cast):
    add(cast)
    User.objects.filter(pk=cast.administrator.pk).update(role=Role.SECURITY)
    why = said(lambda: confirm(cast, by=stored(cast.administrator)))
    assert why == "“刘洋”的新增账号由您本人准备，须由其他安全管理员确认。没有确认任何一项。"


def test_nobody_confirms_his_own_role(cast):
    UserFactory(government=cast.government, role=Role.SECURITY)
    edit(cast, cast.security, role=Role.ADMINISTRATOR)
    assert said(lambda: confirm(cast)) == (
        "“刘安”是您自己的账号，角色不能由自己确认，须由其他安全管理员办理。没有确认任何一项。"
    )


@pytest.mark.parametrize("who", ["administrator", "auditor", "office_head", "outside_administrator"])
def test_only_the_security_administrator_of_the_government_confirms(cast, who):
    add(cast)
    person = cast.person(who)
    assert said(lambda: confirm(cast, by=person)) == f"您的角色“{person.role.label}”不能进行此项操作。"


@pytest.mark.parametrize("who", ["administrator", "security", "auditor"])
def test_the_last_of_each_kind_stays(cast, who):
    other = UserFactory(government=cast.government, role=Role.ADMINISTRATOR)
    why = said(
        lambda: disable_users(government=cast.government, ids=[cast.person(who).pk], by=cast.administrator),
        ValidationError,
    )
    label = cast.person(who).role.label
    if who == "administrator":
        User.objects.filter(pk=cast.administrator.pk).update(is_active=False)
        why = said(lambda: disable_users(government=cast.government, ids=[other.pk], by=other), ValidationError)
        assert why.endswith("不能停用自己的账号，请由其他系统管理员办理。")
    else:
        assert why.endswith(f"这是最后一个在用的{label}账号，不能停用或改作他用。")


def test_two_role_changes_cannot_together_remove_the_last_auditor(cast):
    second = UserFactory(government=cast.government, role=Role.AUDITOR, name="何洁", username="shenji2")
    for user in (cast.auditor, second):
        edit(cast, user, role=Role.VIEWER)
    assert said(lambda: confirm(cast), ValidationError) == (
        "何洁（shenji2）：这是最后一个在用的审计员账号，不能停用或改作他用。没有确认任何一项。"
    )
    assert [stored(user).role for user in (cast.auditor, second)] == [Role.AUDITOR] * 2


def test_a_returned_or_withdrawn_change_does_nothing_and_keeps_its_reason(cast):
    user, _ = add(cast)
    edit(cast, cast.clerk, role=Role.UNIT_HEAD)
    added, changed = waiting()
    assert (
        said(
            lambda: confirming_actions.return_changes(
                government=cast.government, ids=[added.pk], reason=" ", by=cast.security
            ),
            ValidationError,
        )
        == "请写明退回的理由，系统管理员据此重新准备。"
    )
    confirming_actions.return_changes(government=cast.government, ids=[added.pk], reason="没有调令", by=cast.security)
    confirming_actions.withdraw_changes(government=cast.government, ids=[changed.pk], by=cast.administrator)
    assert (stored(user).is_active, stored(cast.clerk).role) == (False, Role.CLERK)
    states = [(one.state, one.reason, one.decided_by) for one in PreparedChange.objects.order_by("pk")]
    assert states == [
        (PreparedState.RETURNED, "没有调令", cast.security),
        (PreparedState.WITHDRAWN, "", cast.administrator),
    ]


def test_what_is_decided_already_is_refused_as_a_whole(cast):
    add(cast)
    edit(cast, cast.clerk, role=Role.UNIT_HEAD)
    both = waiting()
    confirm(cast, both[0])
    assert said(lambda: confirm(cast, *both)) == (
        "所选变更有的已由他人办理或撤回，没有办理任何一项。请刷新页面后重新勾选。"
    )
    assert stored(cast.clerk).role == Role.CLERK


def test_what_cannot_be_any_more_names_its_account(cast):
    user, _ = add(cast)
    edit(cast, cast.clerk, username="zhouli")
    UserFactory(username="ZhouLi")
    assert said(lambda: confirm(cast), ValidationError) == (
        "李静（jiaowei）：用户名已被使用，请换一个。没有确认任何一项。"
    )
    assert not stored(user).is_active


def test_the_separation_begins_once_all_three_have_a_password_of_their_own(cast):
    Government.objects.update(separates_administrators=False)

    def begin():
        confirming_actions.begin_separation(government=cast.government, by=cast.administrator)

    User.objects.filter(pk=cast.auditor.pk).update(last_login=timezone.now())
    assert said(begin) == ("还不能启用：系统管理员、安全管理员须各有一个账号，由本人登录过并改成了自己的密码。")
    User.objects.update(last_login=timezone.now())
    begin()
    assert Government.objects.get(pk=cast.government.pk).separates_administrators
    assert Event.objects.get().kind == EventKind.SEPARATION_BEGUN
    assert said(begin) == "已经启用三员分立。"


def test_the_separation_ends_only_with_two(cast):
    def end():
        confirming_actions.prepare_separation_end(government=cast.government, by=cast.administrator)

    end()
    assert Government.objects.get(pk=cast.government.pk).separates_administrators
    assert said(end) == "停用三员分立已在等待安全管理员确认。"
    confirm(cast)
    assert not Government.objects.get(pk=cast.government.pk).separates_administrators
    assert said(end) == "没有启用三员分立，不用停用。"


@pytest.mark.django_db(transaction=True)
def test_one_of_two_who_decide_at_one_moment_is_refused(cast):
    user, _ = add(cast)
    (change,) = waiting()

    def return_it():
        confirming_actions.return_changes(
            government=cast.government, ids=[change.pk], reason="没有调令", by=cast.security
        )

    refusals = refusals_at_one_moment(lambda: confirm(cast, change), return_it)
    assert sorted(refusals) == ["", confirming_actions.GONE]
    assert stored(user).is_active == (refusals[0] == "")

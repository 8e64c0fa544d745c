"""The people who sign in: nobody without a place, nobody locked out, no password in the clear."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tasks.audit import Origin, act_from
from tasks.enums import EventKind, Role
from tasks.models import Event, User
from tasks.models.changes import ChangedMeanwhile, build_field_state, compute_fingerprint
from tasks.organisation import account_actions
from tests.cast import PASSWORD, OfficialFactory, UnitFactory, UserFactory


def values(**given) -> dict:
    return {
        "username": "liuyang",
        "name": "刘洋",
        "role": Role.OFFICE,
        "unit": None,
        "official": None,
        "email": "",
        "is_active": True,
    } | given


def add(cast, **given) -> tuple[User, str]:
    return account_actions.add_user(government=cast.government, values=values(**given), by=cast.administrator)


def as_stored(user, **given) -> dict:
    return {name: getattr(user, name) for name in account_actions.USER_FIELDS} | given


def edit(cast, user, by=None, **given) -> User:
    known = compute_fingerprint(build_field_state(user, account_actions.USER_FIELDS))
    return account_actions.edit_user(
        user=user, values=as_stored(user, **given), seen=known, by=by or cast.administrator
    )


def refused(save) -> dict | list:
    with pytest.raises(ValidationError) as refusal:
        save()
    return refusal.value.message_dict if hasattr(refusal.value, "error_dict") else refusal.value.messages


def test_a_new_user_gets_a_password_of_his_own_to_be_changed_at_once(cast):
    user, password = add(cast)
    assert re.fullmatch(r"(?:[a-zA-Z2-9]{4}-){2}[a-zA-Z2-9]{4}", password)
    assert user.check_password(password)
    assert (user.must_change_password, user.government, user.is_superuser) == (True, cast.government, False)


def test_the_event_of_a_new_user_does_not_hold_the_password(cast):
    _, password = add(cast, role=Role.CLERK, unit=cast.lead_unit)
    event = Event.objects.get()
    said = {
        "用户名": "liuyang",
        "姓名": "刘洋",
        "角色": "填报员",
        "单位": "区教委",
        "区领导": "",
        "联系电话": "",
        "电子邮件地址": "",
        "统一身份账号": "",
        "有效": "是",
    }
    assert (event.kind, event.before, event.after) == (EventKind.USER_SAVED, {}, said)
    assert password not in str(event.__dict__)


@pytest.mark.parametrize(
    ("role", "why"),
    [
        (Role.CLERK, {"unit": ["填报员须选择所在单位。"]}),
        (Role.UNIT_HEAD, {"unit": ["单位审核人须选择所在单位。"]}),
        (Role.LEADER, {"official": ["区领导账号须对应一位区领导。"]}),
    ],
)
def test_a_role_without_its_place_is_refused(cast, role, why):
    assert refused(lambda: add(cast, role=role)) == why


def test_a_place_that_the_role_does_not_need_is_not_kept(cast):
    user, _ = add(cast, role=Role.OFFICE, unit=cast.lead_unit, official=cast.official)
    assert (user.unit, user.official) == (None, None)


def test_a_place_of_another_government_is_refused(cast):
    unit = UnitFactory(government=cast.stranger.government)
    official = OfficialFactory(government=cast.stranger.government)
    why = ["只能选择本辖区的单位和区领导。"]
    assert refused(lambda: add(cast, role=Role.CLERK, unit=unit)) == {"unit": why}
    assert refused(lambda: add(cast, role=Role.LEADER, official=official)) == {"official": why}


@pytest.mark.parametrize("username", ["jiaowei", "JiaoWei", "linqu"])
def test_a_username_is_used_once_in_the_whole_installation(cast, username):
    assert refused(lambda: add(cast, username=username)) == {"username": ["用户名已被使用，请换一个。"]}


def test_nobody_edits_himself_out(cast):
    UserFactory(government=cast.government, role=Role.ADMINISTRATOR)
    assert refused(lambda: edit(cast, cast.administrator, is_active=False)) == {
        "is_active": ["不能停用自己的账号，请由其他系统管理员办理。"]
    }
    assert refused(lambda: edit(cast, cast.administrator, role=Role.OFFICE)) == {
        "role": ["不能修改自己的角色，请由其他系统管理员办理。"]
    }


def test_one_administrator_remains(cast):
    gone = UserFactory(government=cast.government, role=Role.ADMINISTRATOR, is_active=False)
    assert refused(lambda: edit(cast, cast.administrator, by=gone, is_active=False)) == [
        "这是最后一个在用的系统管理员账号，不能停用或改作他用。"
    ]


def test_a_save_that_does_not_know_of_the_last_one_is_refused(cast):
    known = compute_fingerprint(build_field_state(cast.clerk, account_actions.USER_FIELDS))
    edit(cast, cast.clerk, name="李静怡")
    with pytest.raises(ChangedMeanwhile):
        account_actions.edit_user(
            user=cast.clerk, values=as_stored(cast.clerk, is_active=False), seen=known, by=cast.administrator
        )
    stored = User.objects.get(pk=cast.clerk.pk)
    assert (stored.name, stored.is_active) == ("李静怡", True)


def test_a_field_that_nobody_may_set_is_refused(cast):
    with pytest.raises(TypeError):
        add(cast, is_superuser=True)


def test_a_reset_password_works_once_it_is_told_and_is_to_be_changed(cast):
    password = account_actions.reset_password(user=cast.clerk, by=cast.administrator)
    stored = User.objects.get(pk=cast.clerk.pk)
    assert (stored.check_password(password), stored.check_password(PASSWORD)) == (True, False)
    assert stored.must_change_password
    event = Event.objects.get()
    assert (event.kind, event.subject, event.actor_name) == (EventKind.PASSWORD_RESET, "李静", "吴敏")


def test_ones_own_password_is_changed_not_reset(cast):
    assert refused(lambda: account_actions.reset_password(user=cast.administrator, by=cast.administrator)) == [
        "自己的密码请在“改密码”页修改。"
    ]


def test_a_changed_password_ends_the_duty_to_change_it(cast):
    cast.clerk.must_change_password = True
    account_actions.set_own_password(password="新的-口令-2024", by=cast.clerk)
    stored = User.objects.get(pk=cast.clerk.pk)
    assert (stored.must_change_password, stored.check_password("新的-口令-2024")) == (False, True)
    assert Event.objects.get().kind == EventKind.PASSWORD_CHANGED


def test_coming_going_and_failing_leave_their_address(cast):
    with act_from(Origin("10.1.2.3")):
        account_actions.record_sign_in(by=cast.clerk)
        account_actions.record_sign_out(by=cast.clerk)
    with act_from(Origin("10.9.9.9")):
        account_actions.record_failed_sign_in(username="jiaowei", reason="用户名或密码不正确。", by=cast.clerk)
    assert [
        (event.kind, event.subject, event.address, event.succeeded, event.reason)
        for event in Event.objects.order_by("pk")
    ] == [
        (EventKind.SIGNED_IN, "李静", "10.1.2.3", True, ""),
        (EventKind.SIGNED_OUT, "李静", "10.1.2.3", True, ""),
        (EventKind.SIGN_IN_FAILED, "账号“jiaowei”", "10.9.9.9", False, "用户名或密码不正确。"),
    ]


@pytest.mark.parametrize(("neighbours", "concerns_it"), [(0, True), (1, False)])
def test_an_attempt_on_no_account_concerns_a_government_that_is_alone(db, neighbours, concerns_it):
    administrator = UserFactory(role=Role.ADMINISTRATOR)
    UserFactory.create_batch(neighbours)
    account_actions.record_failed_sign_in(username="nobody", reason="用户名或密码不正确。", by=None)
    expected = administrator.government_id if concerns_it else None
    assert Event.objects.get().government_id == expected


def test_the_last_sign_in_is_of_the_business_date(cast, settings):
    settings.DUBAN_TODAY = date(2024, 4, 2)
    account_actions.record_sign_in(by=cast.clerk)
    assert timezone.localtime(User.objects.get(pk=cast.clerk.pk).last_login).date() == date(2024, 4, 2)


@pytest.mark.parametrize("identity", ["330102001", "chengguan", "ChengGuan"])
def test_an_identity_of_the_platform_means_one_person(cast, identity):
    edit(cast, cast.office, identity="330102001")
    assert refused(lambda: edit(cast, cast.clerk, identity=identity)) == {
        "identity": ["该统一身份账号已对应其他用户，请核对。"]
    }

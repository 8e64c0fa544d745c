"""启用: the key of an empty installation, and what it makes once."""

import pytest
from django.core.exceptions import ValidationError

from tasks.audit import Origin, act_from
from tasks.enums import EventKind, Role
from tasks.models import Event, Government, SetupKey, User
from tasks.permissions import Refused
from tasks.starting.setup_actions import (
    ALREADY,
    NO_KEY,
    ONLY_DEMONSTRATION,
    TRIES,
    FirstAdministrator,
    renew_setup_key,
    start_from_server,
    start_with_key,
)
from tests.cast import GovernmentFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "启用-2026-口令"
KEEPER = FirstAdministrator("guanli", "吴敏", PASSWORD)
NAMES = {"name": "示范区教育局", "short_name": "区教育局", "office_name": "督查办"}
WRONG = "启用码不正确，还可以试 {} 次。启用码在服务器的启动日志里。"


def begin(key: str, **given) -> User:
    told = {"values": NAMES, "administrator": KEEPER} | given
    with act_from(Origin("10.1.2.3")):
        return start_with_key(key=key, **told)


def refusal_of(act) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return str(refusal.value)


def test_the_key_makes_the_government_as_it_is_written_and_its_administrator():
    user = begin(renew_setup_key(by=None))
    government = Government.objects.get()
    assert (government.name, government.short_name, government.signature) == (
        "示范区教育局",
        "区教育局",
        "示范区教育局督查办",
    )
    assert (user.username, user.name, user.role, user.home, user.must_change_password) == (
        "guanli",
        "吴敏",
        Role.ADMINISTRATOR,
        government,
        False,
    )
    assert user.check_password(PASSWORD)


def test_every_step_stands_in_the_log_with_the_address_of_the_key():
    begin(renew_setup_key(by=None))
    assert [(event.kind, event.actor_name, event.subject, event.address) for event in Event.objects.order_by("pk")] == [
        (EventKind.SETUP_KEY_TRIED, "系统", "启用码", "10.1.2.3"),
        (EventKind.GOVERNMENT_ADDED, "系统", "示范区教育局", "10.1.2.3"),
        (EventKind.USER_SAVED, "系统", "吴敏", "10.1.2.3"),
    ]


def test_the_key_itself_is_kept_nowhere():
    key = renew_setup_key(by=None)
    assert key not in SetupKey.objects.get().key_hash


def test_a_key_may_be_typed_with_spaces_around_it():
    assert begin(f" {renew_setup_key(by=None)} ").username == "guanli"


def test_a_used_key_opens_nothing_more():
    key = renew_setup_key(by=None)
    begin(key)
    assert refusal_of(lambda: begin(key)) == ALREADY
    Government.objects.update(name="另一单位")
    assert (refusal_of(lambda: begin(key)), User.objects.count()) == (ALREADY, 1)


def test_a_new_key_ends_the_former():
    former = renew_setup_key(by=None)
    renew_setup_key(by=None)
    assert refusal_of(lambda: begin(former)) == WRONG.format(TRIES - 1)


def test_wrong_keys_are_counted_and_kept_in_the_log_until_none_is_left():
    key = renew_setup_key(by=None)
    said = [refusal_of(lambda: begin("不是这个")) for _ in range(TRIES)]
    assert said[:2] == [WRONG.format(TRIES - 1), WRONG.format(TRIES - 2)]
    assert said[-1] == f"启用码不正确，并已连续输错 {TRIES} 次。{NO_KEY}"
    assert refusal_of(lambda: begin(key)) == NO_KEY
    assert [event.succeeded for event in Event.objects.all()] == [False] * TRIES
    assert begin(renew_setup_key(by=None)).username == "guanli"


def test_without_a_key_nothing_opens():
    assert refusal_of(lambda: begin("")) == NO_KEY


def test_where_there_is_a_government_no_key_is_made():
    GovernmentFactory()
    assert refusal_of(lambda: renew_setup_key(by=None)) == "本系统已经启用，不再需要启用码。"


@pytest.mark.parametrize(
    ("names", "administrator", "said"),
    [
        (NAMES | {"name": " "}, KEEPER, {"name": ["请填写名称。"]}),
        (NAMES | {"name": "长" * 101}, KEEPER, {"name": ["名称不超过 100 字。"]}),
        (NAMES | {"office_name": ""}, KEEPER, {"office_name": ["请填写督办机构。"]}),
        (NAMES | {"short_name": "长" * 31}, KEEPER, {"short_name": ["简称不超过 30 字。"]}),
        (
            NAMES,
            FirstAdministrator("gu an", "吴敏", PASSWORD),
            {"username": ["用户名由汉字、字母、数字和 _ . @ + - 组成，1 至 150 字，中间不留空格。"]},
        ),
        (NAMES, FirstAdministrator("guanli", "", PASSWORD), {"person": ["请填写系统管理员的姓名，不超过 50 字。"]}),
    ],
)
def test_what_does_not_fit_leaves_the_key_as_it_was(names, administrator, said):
    key = renew_setup_key(by=None)
    with pytest.raises(ValidationError) as refusal:
        begin(key, values=names, administrator=administrator)
    assert refusal.value.message_dict == said
    assert (Government.objects.count(), User.objects.count(), SetupKey.objects.get().tries_left) == (0, 0, TRIES)
    assert begin(key).username == "guanli"


def from_server(name: str = "示范区教育局", *, another: bool = False, administrator=None):
    keeper = administrator or FirstAdministrator("guanli", "吴敏")
    return start_from_server(values=NAMES | {"name": name}, administrator=keeper, another=another, by=None)


def test_the_server_needs_no_key_and_generates_a_password_that_is_changed_first():
    renew_setup_key(by=None)
    user, password = from_server()
    assert (user.check_password(password), user.must_change_password) == (True, True)
    assert SetupKey.objects.get().key_hash == ""


def test_twice_from_the_server_changes_nothing():
    from_server()
    assert (from_server(), Government.objects.count(), User.objects.count()) == (None, 1, 1)


def test_a_government_without_administrator_gets_one():
    government = GovernmentFactory(name="示范区教育局")
    user, _ = from_server()
    assert (user.home, Government.objects.count()) == (government, 1)


def test_the_server_adds_no_second_administrator():
    from_server()
    other = FirstAdministrator("guanli2", "周强")
    assert refusal_of(lambda: from_server(administrator=other)) == (
        "“示范区教育局”已有系统管理员（用户名 guanli），其他账号请由其在“用户”页新增。"
    )


def test_a_further_government_has_to_be_meant():
    from_server()
    other = FirstAdministrator("guanli2", "周强")
    assert refusal_of(lambda: from_server("示范区教委", administrator=other)) == (
        "已有辖区政府“示范区教育局”，没有新建“示范区教委”。确要在同一系统中再建一个的，加 --another。"
    )
    user, _ = from_server("示范区教委", another=True, administrator=other)
    assert str(user.home) == "示范区教委"


def test_a_user_name_is_taken_in_the_whole_installation():
    UserFactory(username="guanli")
    with pytest.raises(ValidationError) as refusal:
        from_server(another=True)
    assert refusal.value.messages == ["用户名已被使用，请换一个。"]
    assert not Government.objects.filter(name="示范区教育局").exists()


def test_beside_the_demonstration_nothing_is_started():
    GovernmentFactory(is_demonstration=True)
    assert refusal_of(lambda: from_server(another=True)) == ONLY_DEMONSTRATION

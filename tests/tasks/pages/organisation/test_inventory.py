"""账号盘点: who does not use his account, which units have nobody, and what the administrator does about it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tasks import clock
from tasks.enums import EventKind, Role
from tasks.models import Event, User
from tests.cast import OfficialFactory, UnitFactory, UserFactory
from tests.pages import errors, found, rows, said

PAGE, DISABLE, RENEW = reverse("account_inventory"), reverse("accounts_disable"), reverse("first_passwords_renew")


@pytest.fixture
def client_of_admin(cast, sign_in):
    """Everybody but the administrator has signed in today, so that a test says who has not."""
    client = sign_in(cast.administrator)
    cast.government.users.update(last_login=clock.now())
    return client


def listed(client, **asked) -> list[str]:
    return [row[1] for row in rows(client.get(PAGE, asked))]


def away(user: User, days: int) -> User:
    user.last_login = clock.now() - timedelta(days=days)
    user.save()
    return user


def test_accounts_are_found_by_their_last_sign_in(cast, client_of_admin):
    UserFactory(government=cast.government, username="never", name="陈静")
    away(cast.clerk, 91)
    away(cast.office, 30)
    assert listed(client_of_admin, show="never") == ["never"]
    assert listed(client_of_admin, show="idle") == [cast.clerk.username]
    assert listed(client_of_admin, show="idle", days="20") == [cast.clerk.username, cast.office.username]
    assert listed(client_of_admin, show="unused") == ["never", cast.clerk.username]
    assert listed(client_of_admin, show="unused", q="陈") == ["never"]
    assert listed(client_of_admin, show="unused", role="clerk") == [cast.clerk.username]


def test_accounts_without_a_place_are_found(cast, client_of_admin):
    retired = UnitFactory(government=cast.government, name="区旅游局", is_active=False)
    gone = OfficialFactory(government=cast.government, name="钱进", is_active=False)
    UserFactory(government=cast.government, username="lvyou", role=Role.CLERK, unit=retired)
    UserFactory(government=cast.government, username="qianjin", role=Role.LEADER, official=gone)
    assert sorted(listed(client_of_admin, show="placeless")) == ["lvyou", "qianjin"]
    assert "lvyou" not in listed(client_of_admin, show="unitless")


def test_units_and_leaders_without_an_account_are_named(cast, client_of_admin):
    UnitFactory(government=cast.government, name="区审计局")
    UnitFactory(government=cast.government, name="各镇街", is_group=True)
    OfficialFactory(government=cast.government, name="赵敏")
    answer = client_of_admin.get(PAGE)
    assert found(answer, "summary")[:2] == ["没有账号的单位 1 家", "没有账号的区领导 1 位"]
    assert "区审计局" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"days": "0"}, "天数应是 1 至 3650 的整数。"),
        ({"days": "9" * 5000}, "天数应是 1 至 3650 的整数。"),
        ({"days": "久"}, "天数应是 1 至 3650 的整数。"),
        ({"show": "all"}, "选择一个有效的选项。 all 不在可用的选项中。"),
    ],
)
def test_a_filter_that_means_nothing_says_why_and_shows_nobody(cast, client_of_admin, asked, why):
    answer = client_of_admin.get(PAGE, asked)
    assert (answer.status_code, errors(answer), rows(answer)) == (200, [why], [])


def test_the_number_of_queries_does_not_grow_with_the_accounts(cast, client_of_admin, reads_in):
    unit = UnitFactory(government=cast.government)

    def add() -> None:
        UserFactory(government=cast.government, unit=unit, role=Role.CLERK)

    reads_in(9, client_of_admin, PAGE, add)


def test_ticked_accounts_are_disabled_at_once_with_their_trace(cast, client_of_admin, sign_in):
    theirs = sign_in(cast.clerk)
    answer = client_of_admin.post(
        DISABLE, {"pick": [cast.clerk.pk, cast.other_clerk.pk], "query": "show=idle"}, follow=True
    )
    assert answer.redirect_chain == [(f"{PAGE}?show=idle", 302)]
    assert said(answer)[0].startswith("已停用 2 个账号：")
    assert theirs.get(reverse("task_list")).status_code == 302
    assert Event.objects.filter(kind=EventKind.USER_SAVED, after={"有效": "否"}).count() == 2
    again = client_of_admin.post(DISABLE, {"pick": cast.clerk.pk}, follow=True)
    assert said(again) == ["所选账号本来就已停用。"]


@pytest.mark.parametrize(
    ("picks", "why"),
    [
        (lambda cast: [], "请先勾选账号，再办理。"),
        (lambda cast: ["9" * 20], "勾选的事项无法识别，请刷新列表后重新勾选。"),
        (lambda cast: ["9" * 18], "所选账号有的不在本辖区，没有办理。请刷新页面后重新勾选。"),
        (lambda cast: ["x"], "勾选的事项无法识别，请刷新列表后重新勾选。"),
        (lambda cast: [cast.stranger.pk], "所选账号有的不在本辖区，没有办理。请刷新页面后重新勾选。"),
        (
            lambda cast: [cast.clerk.pk, cast.administrator.pk],
            "{name}（{username}）：不能停用自己的账号，请由其他系统管理员办理。",
        ),
    ],
)
def test_what_cannot_be_disabled_says_why_and_nobody_is(cast, client_of_admin, picks, why):
    answer = client_of_admin.post(DISABLE, {"pick": picks(cast)}, follow=True)
    own = cast.administrator
    assert said(answer) == [why.format(name=own.name, username=own.username)]
    assert User.objects.get(pk=cast.clerk.pk).is_active


def test_a_first_password_is_renewed_and_the_old_one_no_longer_holds(cast, client_of_admin):
    newcomer = UserFactory(government=cast.government, username="zhouli", name="周莉", role=Role.OFFICE)
    answer = client_of_admin.post(RENEW, {"pick": newcomer.pk, "way": "printed"})
    assert found(answer, "p.sub") == ["已重发 1 个账号的初始密码，原来的不再有效。"]
    (password,) = found(answer, "code.secret")
    stored = User.objects.get(pk=newcomer.pk)
    assert (stored.check_password(password), stored.must_change_password) == (True, True)
    assert "no-store" in answer.headers["Cache-Control"]
    assert Event.objects.filter(kind=EventKind.POWERFUL_PASSWORD_RESET, subject_id=newcomer.pk).count() == 1


def test_a_first_password_is_for_who_has_never_signed_in(cast, client_of_admin):
    newcomer = UserFactory(government=cast.government, password="old")
    away(cast.clerk, 1)
    answer = client_of_admin.post(RENEW, {"pick": [newcomer.pk, cast.clerk.pk], "way": "printed"}, follow=True)
    assert said(answer) == [
        f"{cast.clerk.name}已经登录过，不再用初始密码；忘记密码的，请在其用户页重置。没有办理任何一个账号。"
    ]
    assert User.objects.get(pk=newcomer.pk).password == newcomer.password
    newcomer.is_active = False
    newcomer.save()
    answer = client_of_admin.post(RENEW, {"pick": newcomer.pk, "way": "printed"}, follow=True)
    assert said(answer) == [f"{newcomer.name}已停用，没有办理任何一个账号。"]


def test_links_are_sent_again_only_to_people_with_an_address(cast, client_of_admin, settings, mailoutbox):
    newcomer = UserFactory(government=cast.government, name="周莉", email="zhouli@example.org")
    bare = UserFactory(government=cast.government, name="吴梅")
    sent = {"pick": newcomer.pk, "way": "mailed"}
    assert said(client_of_admin.post(RENEW, sent, follow=True)) == ["没有启用邮件渠道，不能发激活邮件。"]
    settings.DUBAN_CHANNELS = settings.DUBAN_CHANNELS | {"email": "mail.example.org"}
    refused = client_of_admin.post(RENEW, {"pick": bare.pk, "way": "mailed"}, follow=True)
    assert said(refused) == ["吴梅没有填写电子邮箱，不能发激活邮件。没有办理任何一个账号。"]
    client_of_admin.post(RENEW, sent)
    assert [letter.to for letter in mailoutbox] == [["zhouli@example.org"]]
    assert not User.objects.get(pk=newcomer.pk).has_usable_password()


def test_a_link_sets_the_first_password_once(cast, client_of_admin, settings, mailoutbox):
    settings.DUBAN_CHANNELS = settings.DUBAN_CHANNELS | {"email": "mail.example.org"}
    newcomer = UserFactory(government=cast.government, username="zhouli", name="周莉", email="zhouli@example.org")
    client_of_admin.post(RENEW, {"pick": newcomer.pk, "way": "mailed"})
    link = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http://testserver/activate/"))
    visitor = Client()
    assert visitor.get(link).status_code == 200
    weak = visitor.post(link, {"new_password1": "12345678", "new_password2": "12345678"})
    assert (weak.status_code, errors(weak)) == (
        422,
        [
            "新密码太简单，大写字母、小写字母、数字、汉字、符号中至少要用 3 种。",
            "新密码太常见，容易被猜到。",
            "新密码不能全是数字。",
        ],
    )
    chosen = {"new_password1": "督办-2024-新的", "new_password2": "督办-2024-新的"}
    assert said(visitor.post(link, chosen, follow=True)) == ["密码已设置，请用用户名“zhouli”登录。"]
    stored = User.objects.get(pk=newcomer.pk)
    assert (stored.check_password("督办-2024-新的"), stored.must_change_password) == (True, False)
    assert Event.objects.filter(kind=EventKind.ACCOUNT_ACTIVATED, subject_id=newcomer.pk).count() == 1
    again = visitor.post(link, chosen)
    assert (again.status_code, found(again, "p.why")) == (
        410,
        ["链接已失效：可能已经用过、重新发送过、超过了期限，或者账号还没有开通。请联系系统管理员。"],
    )


def test_a_link_no_longer_holds_after_another_one_a_retirement_or_three_days(
    cast, client_of_admin, settings, mailoutbox
):
    settings.DUBAN_CHANNELS = settings.DUBAN_CHANNELS | {"email": "mail.example.org"}
    newcomer = UserFactory(government=cast.government, email="zhouli@example.org")
    for _ in range(2):
        client_of_admin.post(RENEW, {"pick": newcomer.pk, "way": "mailed"})
    older, newer = (next(line for line in letter.body.splitlines() if "/activate/" in line) for letter in mailoutbox)
    assert (Client().get(older).status_code, Client().get(newer).status_code) == (410, 200)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert Client().get(newer).status_code == 410
    settings.PASSWORD_RESET_TIMEOUT = 259200
    User.objects.filter(pk=newcomer.pk).update(is_active=False)
    assert Client().get(newer).status_code == 410


def test_a_mail_server_that_does_not_answer_is_said_and_the_people_named(cast, client_of_admin, settings, monkeypatch):
    settings.DUBAN_CHANNELS = settings.DUBAN_CHANNELS | {"email": "127.0.0.1"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    people = UserFactory.create_batch(2, government=cast.government, email="zhouli@example.org")
    answer = client_of_admin.post(RENEW, {"pick": [person.pk for person in people], "way": "mailed"})
    assert len(errors(answer)) == 2
    assert errors(answer)[0].startswith(f"没有发给{people[0].name}（{people[0].username}）：邮件服务器")
    (event,) = Event.objects.filter(kind=EventKind.ACTIVATION_SENT)
    assert event.after == {"已发送": [], "未发送": [person.name for person in people]}

"""Where a person is signed in: listed, ended, limited, and ended by itself when nobody is there."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tasks import clock
from tasks.enums import EventKind, SignInRoad
from tasks.models import Event, SignedInSession, User
from tasks.pages.signing_on.entrance import BEGAN_AT, SEEN_AT
from tasks.permissions import Refused
from tasks.signing_on import session_actions
from tasks.signing_on.devices import describe_device
from tests.cast import PASSWORD
from tests.pages import errors, found, rows, said

SIGN_IN, ACCOUNT = reverse("sign_in"), reverse("own_account")
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"
TIMED_OUT = "超过 30 分钟没有操作"


def come_in(
    agent: str = EDGE, address: str = "10.1.2.3", password: str = PASSWORD, username: str = "jiaowei"
) -> Client:
    """A browser in which the clerk is signed in."""
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    assert client.post(SIGN_IN, {"username": username, "password": password}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


def last_event() -> tuple:
    event = Event.objects.order_by("-pk")[0]
    return event.kind, event.actor_name, event.subject, event.reason, event.address


def shift(client: Client, **moments: int) -> None:
    """Moves what the session remembers so many minutes into the past."""
    session = client.session
    for name, minutes in moments.items():
        session[name] -= minutes * 60_000
    session.save()


def test_a_person_sees_where_he_is_signed_in(cast):
    come_in("Mozilla/5.0 (Linux; Android 14) DingTalk/7", "10.9.9.9")
    client = come_in()
    shown = [row[:3] for row in rows(client.get(ACCOUNT))]
    assert shown == [
        ["Windows 电脑 · Edge 浏览器 本次", "10.1.2.3", "本系统密码"],
        ["安卓手机 · 钉钉", "10.9.9.9", "本系统密码"],
    ]


def test_the_sign_in_leaves_road_and_device(cast):
    come_in()
    assert Event.objects.get().after == {"登录方式": "本系统密码", "设备": "Windows 电脑 · Edge 浏览器"}


@pytest.mark.parametrize(
    ("agent", "named"),
    [
        (EDGE, "Windows 电脑 · Edge 浏览器"),
        ("Mozilla/5.0 (X11; Linux x86_64; UOS) Firefox/120.0", "统信电脑 · 火狐浏览器"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) wxwork/4.1", "苹果手机 · 企业微信"),
        ("curl/8", "未知设备"),
        ("", "未知设备"),
    ],
)
def test_a_browser_is_named_in_plain_words(agent, named):
    assert describe_device(agent) == named


def test_one_sign_in_is_ended_from_another(cast):
    lost, client = come_in(address="10.9.9.9"), come_in()
    session = SignedInSession.objects.get(address="10.9.9.9")
    answer = client.post(reverse("session_end", args=[session.pk]), follow=True)
    assert said(answer) == ["已结束“Windows 电脑 · Edge 浏览器 10.9.9.9”的登录。"]
    assert (is_in(lost), is_in(client)) == (False, True)
    assert last_event() == (EventKind.SESSION_ENDED, "李静", "李静", "", "10.1.2.3")


def test_all_others_are_ended_at_once(cast):
    others, client = [come_in(), come_in()], come_in()
    assert said(client.post(reverse("other_sessions_end"), follow=True)) == ["已结束其他 2 处登录。"]
    assert [is_in(each) for each in [*others, client]] == [False, False, True]
    assert said(client.post(reverse("other_sessions_end"), follow=True)) == ["没有其他登录。"]


def test_ending_the_present_one_leads_to_the_sign_in_page(cast):
    client = come_in()
    assert client.post(reverse("session_end", args=[SignedInSession.objects.get().pk])).url == SIGN_IN
    assert not is_in(client)


def test_somebody_elses_sign_in_is_not_there_to_be_ended(cast):
    come_in()
    session = SignedInSession.objects.get()
    client = come_in(username="chengguan")
    assert client.post(reverse("session_end", args=[session.pk])).status_code == 404
    with pytest.raises(Refused, match="只能结束自己的登录；他人的账号请在“用户”页停用或重置密码。"):
        session_actions.end_session(session=session, by=cast.other_clerk)


def test_beyond_the_limit_the_one_that_rested_longest_is_ended(cast, settings):
    settings.DUBAN_SESSION_LIMIT = 2
    first, second = come_in(address="10.0.0.1"), come_in(address="10.0.0.2")
    SignedInSession.objects.filter(address="10.0.0.2").update(seen_at=clock.now() - timedelta(hours=1))
    third = come_in(address="10.0.0.3")
    assert [is_in(each) for each in (first, second, third)] == [True, False, True]
    event = Event.objects.get(kind=EventKind.SESSION_ENDED)
    assert (event.reason, event.before["来源地址"]) == ("同时登录超过 2 处，结束最久没有操作的一处", "10.0.0.2")


def test_without_a_limit_nobody_is_put_out(cast):
    clients = [come_in() for _ in range(4)]
    assert [is_in(each) for each in clients] == [True] * 4


def test_a_changed_password_ends_the_other_sign_ins_and_keeps_this_one_listed(cast):
    other, client = come_in(), come_in()
    new = "新的-口令-2025"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("change_password"), fields).url == reverse("home")
    assert (is_in(other), is_in(client)) == (False, True)
    assert [row[0] for row in rows(client.get(ACCOUNT))] == ["Windows 电脑 · Edge 浏览器 本次"]


def test_a_reset_password_and_a_disabled_account_end_every_sign_in_for_good(cast, sign_in):
    administrator = sign_in(cast.administrator)
    client = come_in()
    assert (
        administrator.post(reverse("password_reset", args=[cast.clerk.pk]), {"is_confirmed": "on"}).status_code == 200
    )
    assert not is_in(client)
    assert SignedInSession.objects.count() == 0
    other = come_in(username="chengguan")
    page = reverse("user_edit", args=[cast.other_clerk.pk])
    form = administrator.get(page).context["form"]
    fields = {name: form[name].value() or "" for name in form.fields if name != "is_active"}
    assert administrator.post(page, fields).status_code == 302
    User.objects.filter(pk=cast.other_clerk.pk).update(is_active=True)
    assert not is_in(other)


def test_an_ended_session_is_not_listed(cast):
    come_in()
    Session.objects.all().delete()
    assert len(rows(come_in().get(ACCOUNT))) == 1
    assert SignedInSession.objects.count() == 1


def test_whoever_rests_too_long_is_signed_out_and_told(cast):
    client = come_in()
    shift(client, **{SEEN_AT: 31})
    answer = client.get(reverse("task_list"), follow=True)
    assert answer.redirect_chain == [(f"{SIGN_IN}?next={reverse('task_list')}", 302)]
    assert said(answer) == [f"{TIMED_OUT}，系统已自动退出，请重新登录。"]
    assert last_event() == (EventKind.SESSION_IDLED, "李静", "李静", TIMED_OUT, "10.1.2.3")
    assert SignedInSession.objects.count() == 0


def test_what_is_sent_after_the_rest_is_not_done(cast):
    client = come_in()
    shift(client, **{SEEN_AT: 31})
    answer = client.post(reverse("entry_page", args=[cast.key_entry.pk]), {"text": "迟到的话"})
    assert answer.url.startswith(SIGN_IN)
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.text == ""


def test_whoever_works_stays_and_is_noted_once_a_minute(cast, count_queries):
    client = come_in()
    before = clock.now() - timedelta(minutes=5)
    SignedInSession.objects.update(seen_at=before)
    shift(client, **{SEEN_AT: 29})
    assert is_in(client)
    assert SignedInSession.objects.get().seen_at > before
    SignedInSession.objects.update(seen_at=before)
    assert is_in(client)
    assert SignedInSession.objects.get().seen_at == before


def test_no_one_stays_longer_than_the_hours_of_the_settings_however_busy(cast):
    client = come_in()
    shift(client, **{BEGAN_AT: 12 * 60 + 1})
    assert said(client.get(ACCOUNT, follow=True)) == ["登录已满 12 小时，系统已自动退出，请重新登录。"]


def test_a_script_that_asks_by_itself_keeps_no_session_alive(cast):
    client = come_in()
    shift(client, **{SEEN_AT: 25})
    assert client.get(reverse("notices_unread"), headers={"X-Polling": "1"}).json() == {"unread": 0}
    shift(client, **{SEEN_AT: 6})
    assert not is_in(client)


def test_the_rest_may_be_left_unlimited(cast, settings):
    settings.DUBAN_IDLE_MINUTES = 0
    client = come_in()
    shift(client, **{SEEN_AT: 600})
    assert is_in(client)


def test_a_password_that_is_too_old_is_changed_first(cast, settings):
    settings.DUBAN_PASSWORD_DAYS = 90
    User.objects.filter(pk=cast.clerk.pk).update(password_set_at=clock.now() - timedelta(days=91))
    client = come_in()
    answer = client.get(ACCOUNT, follow=True)
    assert answer.redirect_chain == [(reverse("change_password"), 302)]
    assert found(answer, "p.why") == ["当前密码已使用超过 90 天，请先改成新密码，再继续工作。"]


def test_a_password_of_the_last_three_is_not_chosen_again(cast):
    client, old = come_in(), PASSWORD
    for new in ("新的-口令-2025", "新的-口令-2026", PASSWORD):
        fields = {"old_password": old, "new_password1": new, "new_password2": new}
        answer = client.post(reverse("change_password"), fields)
        old = new
    assert (answer.status_code, errors(answer)) == (200, ["新密码不能是最近 3 次用过的密码。"])


@pytest.mark.parametrize("kept", [0, 1])
def test_no_more_passwords_are_kept_than_the_settings_say(cast, settings, kept):
    settings.DUBAN_PASSWORD_HISTORY = kept
    client, old = come_in(), PASSWORD
    for new in ("新的-口令-2025", "新的-口令-2026", PASSWORD):
        fields = {"old_password": old, "new_password1": new, "new_password2": new}
        assert client.post(reverse("change_password"), fields).url == reverse("home")
        old = new
    assert cast.clerk.past_passwords.count() == kept


def test_two_sign_ins_at_one_moment_are_two_rows(cast):
    for key in ("one", "two"):
        session_actions.open_session(session_key=key, road=SignInRoad.LOCAL_PASSWORD, device="未知设备", by=cast.clerk)
    # neither key has a session, so the second found the first already ended
    assert [each.session_key for each in SignedInSession.objects.all()] == ["two"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_reads_in_a_fixed_number_of_queries(cast, count_queries, count):
    for _ in range(count):
        come_in()
    client = come_in()
    with count_queries(7):
        assert client.get(ACCOUNT).status_code == 200

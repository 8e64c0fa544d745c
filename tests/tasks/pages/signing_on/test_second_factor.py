"""两步验证: who has a telephone enrolled comes in with its code alone, and each code counts once."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tasks.enums import EventKind, Role
from tasks.models import Event, Government, User
from tasks.pages.signing_on.entrance import WAITING
from tasks.permissions import Refused
from tasks.signing_on import second_factor, second_factor_actions
from tests.cast import PASSWORD
from tests.pages import errors, found, said
from tests.tasks.signing_on.telephones import enrol, show_code
from tests.together import answers_at_one_moment

SIGN_IN, ASK, ENROL = (reverse(name) for name in ("sign_in", "second_factor_ask", "second_factor_enrol"))
WRONG = "动态码或恢复码不正确，请核对手机上现在显示的六位数字。"


def give_password(**more) -> tuple[Client, str]:
    """A browser after the right password, and where it was led."""
    client = Client()
    answer = client.post(SIGN_IN, {"username": "jiaowei", "password": PASSWORD, **more}, REMOTE_ADDR="10.1.2.3")
    return client, answer.url


def forget_wrong_codes() -> None:
    """The wait after a wrong code is over."""
    for model in (TOTPDevice, StaticDevice):
        model.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)


def kinds() -> list[EventKind]:
    return [event.kind for event in Event.objects.order_by("pk")]


def test_without_a_telephone_the_password_is_enough(cast):
    assert give_password()[1] == reverse("home")


def test_the_password_alone_opens_nothing(cast):
    enrol(cast.clerk)
    client, led = give_password(next="/tasks/")
    assert led == ASK
    assert client.get(reverse("task_list")).url.startswith(SIGN_IN)
    assert EventKind.SIGNED_IN not in kinds()


def test_the_code_of_the_telephone_opens_the_page_that_was_wanted(cast):
    key, _ = enrol(cast.clerk)
    client, _ = give_password(next="/tasks/")
    assert found(client.get(ASK), "h1") == ["两步验证"]
    assert client.post(ASK, {"code": show_code(key)}).url == "/tasks/"
    assert client.get(reverse("task_list")).status_code == 200
    assert kinds() == [EventKind.SECOND_FACTOR_ADDED, EventKind.SIGNED_IN]
    assert WAITING not in client.session


def test_a_wrong_code_is_told_kept_and_makes_the_next_wait(cast):
    key, _ = enrol(cast.clerk)
    client, _ = give_password()
    answer = client.post(ASK, {"code": "000000"}, REMOTE_ADDR="10.1.2.3")
    assert (answer.status_code, errors(answer)) == (422, [WRONG])
    event = Event.objects.order_by("-pk")[0]
    assert (event.kind, event.reason, event.address) == (EventKind.SIGN_IN_FAILED, WRONG, "10.1.2.3")
    (told,) = errors(client.post(ASK, {"code": show_code(key)}))
    assert re.fullmatch(r"动态码或恢复码连续输错，请在 \d 秒后再试。", told)
    forget_wrong_codes()
    assert client.post(ASK, {"code": show_code(key)}).status_code == 302


def test_a_code_counts_once(cast):
    key, _ = enrol(cast.clerk)
    code = show_code(key)
    assert give_password()[0].post(ASK, {"code": code}).status_code == 302
    assert errors(give_password()[0].post(ASK, {"code": code})) == [WRONG]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_one_code_at_one_moment_one_comes_in(cast):
    key, codes = enrol(cast.clerk)
    for code in (show_code(key), codes[0]):
        forget_wrong_codes()
        given = answers_at_one_moment(*[lambda code=code: second_factor_actions.use_code(code=code, by=cast.clerk)] * 2)
        assert sorted(given, key=str)[-1] is True
        assert [each for each in given if each is True] == [True]


def test_a_recovery_code_takes_the_place_of_the_telephone_once(cast):
    _, codes = enrol(cast.clerk)
    assert len(set(codes)) == 10
    client, _ = give_password()
    assert client.post(ASK, {"code": f" {codes[3].upper()} "}).url == reverse("home")
    assert kinds()[-2:] == [EventKind.RECOVERY_CODE_USED, EventKind.SIGNED_IN]
    assert second_factor.count_recovery_codes(cast.clerk) == 9
    assert errors(give_password()[0].post(ASK, {"code": codes[3]})) == [WRONG]


def test_recovery_codes_are_not_stored_in_clear_text(cast):
    _, codes = enrol(cast.clerk)
    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert stored & {form for code in codes for form in (code, code.replace("-", ""))} == set()


def test_the_other_persons_code_does_not_count(cast):
    enrol(cast.clerk)
    key, codes = enrol(cast.other_clerk)
    assert errors(give_password()[0].post(ASK, {"code": show_code(key)})) == [WRONG]
    forget_wrong_codes()
    assert errors(give_password()[0].post(ASK, {"code": codes[0]})) == [WRONG]


@pytest.mark.parametrize(
    "changes",
    [{"is_active": False}, {"password": "md5$x$y"}],
    ids=["disabled", "password reset"],
)
def test_what_changed_while_the_code_was_asked_begins_anew(cast, changes):
    key, _ = enrol(cast.clerk)
    client, _ = give_password()
    User.objects.filter(pk=cast.clerk.pk).update(**changes)
    answer = client.post(ASK, {"code": show_code(key)}, follow=True)
    assert answer.redirect_chain == [(SIGN_IN, 302)]
    assert said(answer) == ["请重新输入用户名和密码。"]


def test_the_question_waits_ten_minutes(cast):
    key, _ = enrol(cast.clerk)
    client, _ = give_password()
    session = client.session
    session[WAITING] = session[WAITING] | {"at": session[WAITING]["at"] - 11 * 60_000}
    session.save()
    assert client.post(ASK, {"code": show_code(key)}).url == SIGN_IN


def test_an_account_that_wrong_passwords_locked_is_not_opened_by_a_code(cast):
    key, _ = enrol(cast.clerk)
    client, _ = give_password()
    for number in range(5):
        Client().post(SIGN_IN, {"username": "jiaowei", "password": f"不是{number}"}, REMOTE_ADDR="10.1.2.3")
    assert client.post(ASK, {"code": show_code(key)}, REMOTE_ADDR="10.1.2.3").status_code == 429


def test_a_telephone_is_enrolled_with_its_first_code(cast, sign_in):
    client = sign_in(cast.clerk)
    page = client.get(ENROL)
    assert "<svg" in page.content.decode()
    key = client.session["second_factor_key"]
    stranger = client.post(ENROL, {"code": show_code(key), "password": "不是这个"})
    assert (stranger.status_code, errors(stranger)) == (422, ["密码不正确，请重新输入。"])
    wrong = client.post(ENROL, {"code": "000000", "password": PASSWORD})
    assert (wrong.status_code, errors(wrong)) == (
        422,
        ["动态码不正确。请等手机显示下一个数字后再试；手机的时间须准确。"],
    )
    assert second_factor.find_device(cast.clerk) is None
    answer = client.post(ENROL, {"code": show_code(key), "password": PASSWORD})
    assert len(found(answer, "code.secret")) == 10
    assert second_factor.find_device(cast.clerk)
    assert kinds() == [EventKind.SECOND_FACTOR_ADDED]
    assert said(client.get(ENROL, follow=True)) == ["已经启用两步验证；换手机的，请先解除再启用。"]


def test_a_second_telephone_is_refused(cast):
    enrol(cast.clerk)
    with pytest.raises(Refused, match="已经启用两步验证；换手机的，请先解除再启用。"):
        enrol(cast.clerk)


def test_a_role_that_needs_it_enrols_before_anything_else(cast, settings):
    settings.DUBAN_SECOND_FACTOR_ROLES = [Role.CLERK]
    client, _ = give_password()
    answer = client.get(reverse("task_list"), follow=True)
    assert answer.redirect_chain == [(ENROL, 302)]
    assert found(answer, "p.why") == ["您的账号须使用两步验证，启用后再继续工作。"]
    client.post(ENROL, {"code": show_code(client.session["second_factor_key"])})
    assert client.get(reverse("task_list")).status_code == 200


def test_a_government_may_ask_it_of_everybody_unless_the_server_has_switched_it_off(cast, settings):
    Government.objects.filter(pk=cast.government.pk).update(requires_second_factor=True)
    people = [User.objects.get(pk=person.pk) for person in (cast.clerk, cast.office, cast.stranger)]
    assert [second_factor.is_required(person) for person in people] == [True, True, False]
    settings.DUBAN_SECOND_FACTOR = False
    assert [second_factor.is_required(person) for person in people] == [False, False, False]


def test_a_password_that_somebody_else_set_comes_before_the_telephone(cast, settings):
    settings.DUBAN_SECOND_FACTOR_ROLES = [Role.CLERK]
    User.objects.filter(pk=cast.clerk.pk).update(must_change_password=True)
    client, _ = give_password()
    assert client.get(reverse("task_list")).url == reverse("change_password")
    fields = {"old_password": PASSWORD, "new_password1": "新的-口令-2025", "new_password2": "新的-口令-2025"}
    client.post(reverse("change_password"), fields)
    assert client.get(reverse("task_list")).url == ENROL


def test_it_is_given_up_with_a_code(cast, sign_in):
    key, _ = enrol(cast.clerk)
    client, page = sign_in(cast.clerk), reverse("second_factor_give_up")
    assert errors(client.post(page, {"code": "000000"})) == [WRONG]
    assert second_factor.find_device(cast.clerk)
    forget_wrong_codes()
    assert said(client.post(page, {"code": show_code(key)}, follow=True)) == ["已解除两步验证，以后登录只用密码。"]
    assert (second_factor.find_device(cast.clerk), second_factor.count_recovery_codes(cast.clerk)) == (None, 0)
    assert kinds()[-1] == EventKind.SECOND_FACTOR_REMOVED


def test_a_role_that_needs_it_cannot_give_it_up(cast, sign_in, settings):
    settings.DUBAN_SECOND_FACTOR_ROLES = [Role.CLERK]
    key, _ = enrol(cast.clerk)
    answer = sign_in(cast.clerk).post(reverse("second_factor_give_up"), {"code": show_code(key)})
    assert errors(answer) == ["您的账号须使用两步验证，不能解除；换手机的，请联系系统管理员解除后重新启用。"]
    assert second_factor.find_device(cast.clerk)


def test_new_recovery_codes_take_the_place_of_the_old(cast, sign_in):
    key, old = enrol(cast.clerk)
    answer = sign_in(cast.clerk).post(reverse("recovery_codes_replace"), {"code": show_code(key)})
    new = found(answer, "code.secret")
    assert (len(new), set(new) & set(old)) == (10, set())
    assert not second_factor_actions.use_code(code=old[0], by=cast.clerk)
    forget_wrong_codes()
    assert second_factor_actions.use_code(code=new[0], by=cast.clerk)


def test_an_installation_may_do_without(cast, settings, sign_in):
    enrol(cast.clerk)
    settings.DUBAN_SECOND_FACTOR = False
    assert give_password()[1] == reverse("home")
    assert sign_in(cast.clerk).get(ENROL).status_code == 404
    assert found(sign_in(cast.clerk).get(reverse("own_account")), "h2")[:2] == ["密码", "登录在这些地方"]


@pytest.mark.parametrize("code", ["", " ", "1", "１２３４５６", "²²²²²²", "-" * 20, "x" * 5000, "\x00"])
def test_whatever_is_typed_is_answered(cast, code):
    enrol(cast.clerk)
    answer = give_password()[0].post(ASK, {"code": code})
    assert answer.status_code in (200, 422)
    assert len(errors(answer)) == 1

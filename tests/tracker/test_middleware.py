"""What every answer carries, and the password page that stands before all others."""

import gzip

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.urls import reverse

from tests.cast import UserFactory
from tests.pages import found, said
from tests.test_every_address import PARTS
from tracker.middleware import POLICY, PagesCompressed, WithoutNulCharacters, protective_headers, settle_sign_in_first


def answer_of(middleware, request, user=None) -> HttpResponse:
    request.user, request.session = user or AnonymousUser(), {}
    return middleware(lambda request: HttpResponse("the page"))(request)


def test_every_answer_allows_this_host_alone_and_is_not_stored(rf):
    answer = answer_of(protective_headers, rf.get("/"))
    del answer["Content-Type"]
    assert dict(answer.items()) == {
        "Content-Security-Policy": (
            "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'; object-src 'none'"
        ),
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }


def test_a_page_may_be_stricter(rf):
    def page(request):
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})

    assert protective_headers(page)(rf.get("/"))["Content-Security-Policy"] == "default-src 'none'"


def test_the_pages_themselves_carry_the_policy(client, cast):
    answer = client.get(reverse("sign_in"))
    assert (answer.status_code, answer["Content-Security-Policy"]) == (200, POLICY)
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("name", ["my_tasks", "evidence_file", "evidence_view"])
def test_no_page_behind_sign_in_and_no_file_stays_in_a_browser(cast, sign_in, name):
    address = reverse(name, kwargs=PARTS[name](cast) if name in PARTS else {})
    answer = sign_in(cast.clerk).get(address)
    b"".join(answer)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_what_draws_a_page_may_stay(client):
    answer = client.get("/static/duban.css")
    b"".join(answer)
    assert "no-store" not in answer["Cache-Control"]


TAKES_GZIP = {"accept-encoding": "gzip, deflate"}


def test_a_page_comes_compressed_to_whoever_takes_it_so(cast, sign_in):
    clerk = sign_in(cast.clerk)
    plain, packed = (clerk.get(reverse("my_tasks"), headers=each) for each in ({}, TAKES_GZIP))
    assert [each.headers.get("Content-Encoding") for each in (plain, packed)] == [None, "gzip"]
    assert [each["Vary"] for each in (plain, packed)] == ["Cookie, Accept-Encoding"] * 2
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    packed.content = gzip.decompress(packed.content)
    assert found(packed, "main") == found(plain, "main")


def test_the_length_of_a_compressed_page_tells_nothing_exact(rf):
    page = PagesCompressed(lambda request: HttpResponse("督办" * 400))
    assert len({len(page(rf.get("/", headers=TAKES_GZIP)).content) for _ in range(20)}) > 1


def test_a_token_reads_differently_in_each_page(cast, sign_in):
    clerk = sign_in(cast.clerk)
    tokens = {clerk.get(reverse("my_tasks")).context["csrf_token"] for _ in range(2)}
    assert len({str(each) for each in tokens}) == 2


@pytest.mark.parametrize("name", ["evidence_file", "evidence_view"])
def test_a_file_comes_as_it_is_stored(cast, sign_in, name):
    answer = sign_in(cast.clerk).get(reverse(name, kwargs=PARTS[name](cast)), headers=TAKES_GZIP)
    b"".join(answer)
    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, None)


def test_nul_characters_are_taken_out_of_what_is_sent(cast, sign_in):
    client = sign_in(cast.office)
    assert client.get(f"{reverse('task_list')}?page=1%00").status_code == 200
    assert client.get("/tasks/%00/").status_code == 404
    client.cookies["sessionid"] = "abc\0defgh"
    assert client.get(reverse("task_list")).status_code == 302


def test_nul_characters_are_taken_out_of_forms(rf):
    request = rf.post("/?a=%00b", {"name\0": ["甲\0乙", "丙"]})
    WithoutNulCharacters(lambda request: None)(request)
    WithoutNulCharacters(lambda request: None).process_view(request, None, (), {})
    assert (dict(request.POST.lists()), dict(request.GET.lists())) == ({"name": ["甲乙", "丙"]}, {"a": ["b"]})


@pytest.fixture
def newcomer(db):
    return UserFactory(must_change_password=True)


def test_a_newcomer_sees_the_password_page_first(rf, newcomer):
    answer = answer_of(settle_sign_in_first, rf.get(reverse("home")), newcomer)
    assert (answer.status_code, answer.url) == (302, reverse("change_password"))


@pytest.mark.parametrize("name", ["change_password", "sign_out"])
def test_a_newcomer_reaches_the_password_page_and_the_way_out(rf, newcomer, name):
    assert answer_of(settle_sign_in_first, rf.get(reverse(name)), newcomer).content == b"the page"


def test_the_password_page_keeps_its_looks(rf, newcomer):
    assert answer_of(settle_sign_in_first, rf.get("/static/duban.css"), newcomer).content == b"the page"


def test_everybody_else_passes(rf, cast):
    assert answer_of(settle_sign_in_first, rf.get(reverse("home")), cast.clerk).content == b"the page"
    assert answer_of(settle_sign_in_first, rf.get(reverse("home"))).content == b"the page"


def test_a_newcomer_is_led_there_from_any_page(sign_in, newcomer):
    answer = sign_in(newcomer).get(reverse("home"))
    assert (answer.status_code, answer.url) == (302, reverse("change_password"))


def test_what_was_sent_after_the_session_ended_is_told_and_leads_back_to_its_page(client, cast):
    page = f"{reverse('review_queue')}?tab=waiting"
    answer = client.post(reverse("review_accept_many"), headers={"referer": f"http://testserver{page}"}, follow=True)
    assert answer.redirect_chain == [(f"{reverse('sign_in')}?next=/review/%3Ftab%3Dwaiting", 302)]
    assert said(answer) == ["登录已过期，刚才的操作没有办理。登录后请重新办理。"]


@pytest.mark.parametrize("page", ["", "http://elsewhere.example/", "http://testserver"])
def test_a_page_of_somebody_else_is_not_led_back_to(client, db, page):
    answer = client.post(reverse("review_accept_many"), headers={"referer": page})
    assert answer.url == f"{reverse('sign_in')}?next=/"


def test_a_script_and_who_signs_out_are_told_nothing(client, cast):
    client.post(reverse("entry_page", args=[1]), headers={"accept": "application/json"})
    client.post(reverse("sign_out"))
    assert said(client.get(reverse("sign_in"))) == []


def test_an_address_that_was_asked_for_is_kept(client, db):
    assert client.get("/review/?tab=waiting").url == f"{reverse('sign_in')}?next=/review/%3Ftab%3Dwaiting"


@pytest.mark.parametrize("who", ["clerk", "office", "leader", "administrator", "auditor", "viewer"])
def test_the_address_of_a_form_opened_by_hand_says_so_in_a_page(cast, sign_in, who):
    client = sign_in(cast.person(who))
    for address in (reverse("switch_period"), reverse("password_reset", args=[cast.clerk.pk])):
        page = client.get(address)
        assert (page.status_code, page.headers["Allow"]) == (405, "POST")
        assert found(page, "h1") == ["这个网址不能直接打开"]


def test_who_opens_the_address_of_a_refused_form_again_is_led_to_its_page(cast, sign_in):
    client, form, page = sign_in(cast.office), reverse("receipts_open"), f"{reverse('receipt_overview')}?year=2024"
    refused = client.post(form, {"due_on": ""}, headers={"referer": f"http://testserver{page}"})
    again = client.post(form, {"due_on": "x"}, headers={"referer": f"http://testserver{form}"})
    assert (refused.status_code, again.status_code, client.get(form).url) == (422, 422, page)
    assert client.get(reverse("receipts_remind")).status_code == 405


@pytest.mark.parametrize("kind", ["application/json", "text/xml", "text/plain", "application/octet-stream"])
def test_what_is_no_form_is_refused_as_such(cast, sign_in, kind):
    answer = sign_in(cast.clerk).post(
        reverse("entry_page", args=[cast.key_entry.pk]), b'{"text": 1}', content_type=kind
    )
    assert answer.status_code == 415
    assert "本系统只接收表单。这次发来的是别的内容，没有任何改动。" in answer.content.decode()


def test_json_is_a_file_to_be_saved(cast, sign_in):
    answer = sign_in(cast.clerk).get(reverse("notices_unread"))
    assert (answer["Content-Type"], answer["Content-Disposition"], answer["X-Content-Type-Options"]) == (
        "application/json",
        'attachment; filename="answer.json"',
        "nosniff",
    )

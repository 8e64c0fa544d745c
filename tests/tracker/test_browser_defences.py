"""What a browser is told, and what it cannot be made to do by somebody else's page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tasks.filing.evidence_actions import add_evidence
from tasks.models import User
from tasks.permissions import Refused
from tests.cast import PASSWORD

SCRIPT = "<script>alert('督办')</script>"


def sign_in_with(client, user, password: str):
    return client.post(reverse("sign_in"), {"username": user.username, "password": password})


def test_signing_in_gives_a_new_session(cast, client):
    client.session["seen"] = True
    client.session.save()
    before = client.cookies["sessionid"].value
    assert sign_in_with(client, cast.clerk, PASSWORD).status_code == 302
    assert client.cookies["sessionid"].value != before
    assert len(client.cookies["sessionid"].value) == 32


def test_a_form_without_its_token_does_nothing(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.clerk, backend="tracker.backends.WithUnreadNotices")
    answer = client.post(reverse("entry_page", args=[cast.key_entry.pk]), {"text": "进展", "base_revision": 0})
    cast.key_entry.refresh_from_db()
    assert (answer.status_code, cast.key_entry.text) == (403, "")


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_no_other_site_is_let_read_an_answer(cast, sign_in, origin):
    answer = sign_in(cast.clerk).get(reverse("my_tasks"), headers={"origin": origin})
    assert [name for name in answer.headers if name.startswith("Access-Control-")] == []


def test_every_answer_says_what_it_is_and_tells_its_address_to_nobody_else(cast, sign_in):
    answer = sign_in(cast.clerk).get(reverse("my_tasks"))
    assert (answer["Content-Type"], answer["Referrer-Policy"]) == ("text/html; charset=utf-8", "same-origin")
    assert {"Server", "X-Powered-By"} & set(answer.headers) == set()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_a_method_that_no_page_has_is_refused(cast, sign_in, method):
    assert sign_in(cast.office).generic(method, reverse("task_list")).status_code == 405


def test_what_was_typed_is_shown_as_text(cast, sign_in):
    client = sign_in(cast.clerk)
    address = reverse("entry_page", args=[cast.key_entry.pk])
    client.post(address, {"base_revision": 0, "text": SCRIPT})
    page = client.get(address).content.decode()
    assert (SCRIPT in page, "&lt;script&gt;alert(" in page) == (False, True)


@pytest.mark.parametrize("typed", ["' OR 1=1 --", '") OR ("1"="1', "%' OR '%'='"])
def test_what_was_searched_is_a_value_and_no_command(cast, sign_in, typed):
    page = sign_in(cast.office).get(reverse("search_page"), {"q": typed}).content.decode()
    assert "建成小学两所" not in page


@pytest.mark.parametrize("chosen", ["督办 2024 🐉 " + "Aa1" * 18, "a B 3 " * 10 + "龙龙龙龙"])
def test_a_password_may_be_long_and_of_any_characters(cast, client, sign_in, chosen):
    user = cast.clerk
    assert len(chosen) >= 64
    sent = {"old_password": PASSWORD, "new_password1": chosen, "new_password2": chosen}
    assert sign_in(user).post(reverse("change_password"), sent).status_code == 302
    assert User.objects.get(pk=user.pk).check_password(chosen)
    assert sign_in_with(client, user, chosen[:-1]).status_code != 302
    assert sign_in_with(client, user, chosen).status_code == 302


def test_a_password_is_changed_with_the_old_one(cast, sign_in):
    sent = {"old_password": "没有的-2024-密码", "new_password1": "督办-2025-台账", "new_password2": "督办-2025-台账"}
    answer = sign_in(cast.clerk).post(reverse("change_password"), sent)
    assert (answer.status_code, User.objects.get(pk=cast.clerk.pk).check_password(PASSWORD)) == (200, True)


def test_password_managers_know_the_fields(cast, client):
    page = client.get(reverse("sign_in")).content.decode()
    assert ('autocomplete="username"' in page, 'autocomplete="current-password"' in page) == (True, True)


def test_an_entry_takes_twenty_files(cast):
    def add(number: int):
        upload = SimpleUploadedFile(f"{number}.pdf", b"%PDF-1.7 " + str(number).encode())
        return add_evidence(entry=cast.key_entry, upload=upload, by=cast.clerk)

    for number in range(20):
        add(number)
    with pytest.raises(Refused, match="每个事项每期至多 20 个佐证材料，请先移除不需要的。"):
        add(20)
    assert cast.key_entry.evidence.count() == 20

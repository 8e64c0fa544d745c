"""演示入口: in a demonstration anybody looks around without a password, and nowhere else."""

import pytest
from django.test import Client
from django.urls import reverse

from tasks.enums import EventKind, Role, SignInRoad
from tasks.models import Event, Government, SignedInSession, User
from tasks.signing_on.demonstration_accounts import SIGHTS
from tests.cast import GovernmentFactory
from tests.pages import found

SIGN_IN = reverse("sign_in")


@pytest.fixture
def demonstration(cast, settings):
    """The cast, as if ``load_demo`` had made it."""
    settings.DUBAN_DEMO = True
    Government.objects.update(is_demonstration=True)
    return cast


def enter(user: User):
    client = Client()
    return client, client.post(reverse("demonstration_enter", args=[user.pk]))


def test_each_role_has_its_line_on_the_sign_in_page(demonstration):
    lines = found(Client().get(SIGN_IN), "dt")
    assert lines == [role.label for role in SIGHTS if User.objects.filter(role=role).exists()]


def test_every_role_says_what_is_to_be_seen():
    assert set(SIGHTS) == set(Role)


def test_a_button_leads_in_and_says_so_in_the_audit_log(demonstration):
    client, answer = enter(demonstration.clerk)
    assert answer.url == reverse("home")
    assert client.get(reverse("task_list")).status_code == 200
    assert SignedInSession.objects.get().road == SignInRoad.DEMONSTRATION
    assert list(Event.objects.values_list("kind", "actor_name")) == [(EventKind.SIGNED_IN, demonstration.clerk.name)]


def test_an_account_without_a_password_has_no_button(demonstration):
    demonstration.clerk.set_unusable_password()
    demonstration.clerk.save()
    names = found(Client().get(SIGN_IN), "button")
    assert [name for name in names if demonstration.clerk.name in name] == []
    assert [name for name in names if demonstration.office.name in name] == [demonstration.office.name]


def test_a_disabled_account_lets_nobody_in(demonstration):
    User.objects.filter(pk=demonstration.clerk.pk).update(is_active=False)
    assert enter(demonstration.clerk)[1].status_code == 404


def test_an_office_at_work_has_no_such_door(cast, settings):
    settings.DUBAN_DEMO = True
    assert found(Client().get(SIGN_IN), "dt") == []
    assert enter(cast.clerk)[1].status_code == 404


def test_a_server_that_was_not_started_for_it_has_no_such_door(demonstration, settings):
    settings.DUBAN_DEMO = False
    assert found(Client().get(SIGN_IN), "dt") == []
    assert enter(demonstration.clerk)[1].status_code == 404


def test_beside_an_office_at_work_the_door_closes(demonstration):
    GovernmentFactory(is_demonstration=False)
    assert enter(demonstration.clerk)[1].status_code == 404


def test_who_is_signed_in_stays_who_he_is(demonstration, sign_in):
    client = sign_in(demonstration.office)
    client.post(reverse("demonstration_enter", args=[demonstration.clerk.pk]))
    assert int(client.session["_auth_user_id"]) == demonstration.office.pk

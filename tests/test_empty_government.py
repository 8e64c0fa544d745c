"""Every address with a government in which there is nothing yet, and in an installation without any government."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from lxml import html

from tasks.enums import Role
from tasks.models import Government, User
from tests.cast import GovernmentFactory, OfficialFactory, UnitFactory, UserFactory
from tests.test_every_address import ANSWERS, PARTS, answer_of

pytestmark = pytest.mark.django_db

#: addresses that do not answer with a page of the product's frame
WITHOUT_FRAME = {"public_summary", "public_government"}
#: what a person gets who opens an address of an empty government, or sends nothing to it
CALM = set("23FNMBUL") | {"409", "410"}
GUIDED = (Role.ADMINISTRATOR, Role.OFFICE, Role.OFFICE_HEAD)
#: the parts of an address that names something, of which there is nothing
NOTHING = {
    "pk": 1,
    "book": "manual",
    "name": "no.png",
    "unit": 1,
    "year": 2024,
    "code": "Q1",
    "form": "xlsx",
    "layout": "progress",
    "token": "nonsense",
    "key": "00000000-0000-4000-8000-000000000000",
}


def address_of(name: str) -> str:
    pattern = PART_NAMES.get(name, ())
    return reverse(name, kwargs={part: NOTHING[part] for part in pattern})


PART_NAMES = {
    **dict.fromkeys(PARTS, ("pk",)),
    "help_section": ("book", "key"),
    "help_picture": ("name",),
    "account_activate": ("pk", "token"),
    "report_template": ("layout",),
    "report_pdf": ("year", "code"),
    "report_file": ("year", "code", "form"),
    "export_attachments": ("year", "code", "form"),
    "published_file": ("pk", "key"),
    "evidence_file": ("key",),
    "evidence_view": ("key",),
    "entry_exclude": ("unit", "pk"),
    "entry_include": ("unit", "pk"),
}


@pytest.fixture
def people(db) -> dict[Role, User]:
    """Somebody of each role in a government that has nothing but their accounts."""
    government = GovernmentFactory(name="示范区教育局")
    unit, official = UnitFactory(government=government), OfficialFactory(government=government)
    places = {Role.CLERK: {"unit": unit}, Role.UNIT_HEAD: {"unit": unit}, Role.LEADER: {"official": official}}
    return {role: UserFactory(government=government, role=role, **places.get(role, {})) for role in Role}


@pytest.mark.parametrize("name", ANSWERS)
def test_no_address_fails_in_an_empty_government(people, sign_in, name):
    address = address_of(name)
    answers = {
        (role.name, method): answer_of(sign_in(user), method, address).letter
        for role, user in people.items()
        for method in ("GET", "POST")
    }
    assert {who: letter for who, letter in answers.items() if letter not in CALM} == {}


@pytest.mark.parametrize("name", [name for name in ANSWERS if name not in PARTS and name not in WITHOUT_FRAME])
def test_every_page_of_an_empty_government_says_so_and_leads_into_the_list(people, sign_in, name):
    for role, user in people.items():
        answer = answer_of(sign_in(user), "GET", address_of(name))
        if answer.letter == "2" and answer.page:
            page = html.fromstring(answer.page)
            assert "尚未开启填报" in " ".join(page.xpath("//header//text()")), role
            leads = bool(page.xpath(f"//header/p/a[@href='{reverse('start_list')}']"))
            assert leads is (role in GUIDED), role


@pytest.mark.parametrize("name", ANSWERS)
def test_without_any_government_nobody_meets_an_error(db, name):
    letters = [answer_of(Client(), method, address_of(name)).letter for method in ("GET", "POST")]
    assert set(letters) <= {"L", "N", "2", "3", "U", "M", "410"}


def test_without_any_government_a_superuser_meets_no_error(db):
    call_command("createsuperuser", username="root", name="甲", role="office", interactive=False)
    User.objects.update(must_change_password=False)
    client = Client()
    client.force_login(User.objects.get(), backend="tracker.backends.WithUnreadNotices")
    answers = {
        name: answer_of(client, method, address_of(name)).letter for name in ANSWERS for method in ("GET", "POST")
    }
    assert {name: letter for name, letter in answers.items() if letter not in CALM} == {}
    assert not Government.objects.exists()

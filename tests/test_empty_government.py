"""Every address with a government in which there is nothing yet, and in an installation without any government."""

from functools import cache

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from lxml import html

from tasks.enums import Role
from tasks.models import Government, User
from tests.answers import METHODS, WHO
from tests.cast import GovernmentFactory, OfficialFactory, UnitFactory, UserFactory
from tests.test_every_address import ANSWERS, PARTS, Answer, answer_of
from tests.visitors import begin_sessions, come_back

pytestmark = pytest.mark.django_db

#: addresses that do not answer with a page of the product's frame
WITHOUT_FRAME = {"public_summary", "public_government"}
#: what a person gets who opens an address of an empty government, or sends nothing to it
CALM = set("23FNMBUL") | {"409", "410"}
REFUSED_UNREAD = ("F", "M")
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
    "number": 1,
    "order": 1,
    "token": "nonsense",
    "key": "00000000-0000-4000-8000-000000000000",
}


def address_of(name: str) -> str:
    pattern = PART_NAMES.get(name, ())
    return reverse(name, kwargs={part: NOTHING[part] for part in pattern})


PART_NAMES = {
    **dict.fromkeys(PARTS, ("pk",)),
    "continuation_list_file": (),
    "measure_list_file": (),
    "help_section": ("book", "key"),
    "help_picture": ("name",),
    "account_activate": ("pk", "token"),
    "report_template": ("layout",),
    "layout_copy": ("key",),
    "layout_text": ("pk", "number"),
    "layout_sample": ("pk", "order"),
    "report_pdf": ("year", "code"),
    "report_file": ("year", "code", "form"),
    "export_attachments": ("year", "code", "form"),
    "published_file": ("pk", "key"),
    "evidence_file": ("key",),
    "evidence_view": ("key",),
    "entry_exclude": ("unit", "pk"),
    "entry_include": ("unit", "pk"),
}


def make_people() -> dict[Role, str]:
    """Somebody of each role in a government that has nothing but their accounts; role → the key of the session."""
    government = GovernmentFactory(name="示范区教育局")
    unit, official = UnitFactory(government=government), OfficialFactory(government=government)
    places = {Role.CLERK: {"unit": unit}, Role.UNIT_HEAD: {"unit": unit}, Role.LEADER: {"official": official}}
    return begin_sessions(
        {role: UserFactory(government=government, role=role, **places.get(role, {})) for role in Role}
    )


@pytest.fixture
def people(db, keep_once) -> dict[Role, Client]:
    """Somebody of each role, signed in."""
    return come_back(keep_once(make_people).lay_down())


def list_asked(name: str) -> list[tuple[Role, str]]:
    """Who asks an address, and by which method: all that the table lets in or leads on.

    Of those whom it refuses for their role (F) or their method (M), before anything of the government is read, one by
    turns: each address refuses once, and each role is refused somewhere.
    """
    asked = []
    for method, row in zip(METHODS, ANSWERS[name], strict=True):
        letters = {role: row[WHO.index(role.value)] for role in Role}
        asked += [(role, method) for role, letter in letters.items() if letter not in REFUSED_UNREAD]
        for refused in REFUSED_UNREAD:
            alike = [role for role, letter in letters.items() if letter == refused]
            asked += [(role, method) for role in alike[len(name) % max(len(alike), 1) :][:1]]
    return asked


def test_every_role_is_refused_somewhere_and_asks_whatever_it_may():
    asked = {name: list_asked(name) for name in ANSWERS}
    letters = {
        (role, ANSWERS[name][METHODS.index(method)][WHO.index(role.value)])
        for name, pairs in asked.items()
        for role, method in pairs
    }
    assert {(role, letter) for role in Role for letter in ("2", *REFUSED_UNREAD)} <= letters
    assert {name: pairs for name, pairs in asked.items() if {method for _, method in pairs} != set(METHODS)} == {}


@cache
def answers_kept() -> dict[str, dict[tuple[Role, str], Answer]]:
    """What ``answers`` has asked for so far, by the name of the address."""
    return {}


def answers(people, name: str) -> dict[tuple[Role, str], Answer]:
    """What people are answered under an address: (role, method) → answer. Asked once in a run."""
    if name not in answers_kept():
        address = address_of(name)
        answers_kept()[name] = {
            (role, method): answer_of(people[role], method, address) for role, method in list_asked(name)
        }
    return answers_kept()[name]


@pytest.mark.parametrize("name", ANSWERS)
def test_no_address_fails_in_an_empty_government(people, name):
    letters = {(role.name, method): answer.letter for (role, method), answer in answers(people, name).items()}
    assert {who: letter for who, letter in letters.items() if letter not in CALM} == {}


@pytest.mark.parametrize("name", [name for name in ANSWERS if name not in PARTS and name not in WITHOUT_FRAME])
def test_every_page_of_an_empty_government_says_so_and_leads_into_the_list(people, name):
    for (role, method), answer in answers(people, name).items():
        if method == "GET" and answer.letter == "2" and answer.page:
            page = html.fromstring(answer.page)
            assert "尚未开启填报" in " ".join(page.xpath("//header//text()")), role
            leads = bool(page.xpath(f"//header/p/a[@href='{reverse('start_list')}']"))
            assert leads is (role in GUIDED), role


@pytest.mark.parametrize("name", ANSWERS)
def test_without_any_government_nobody_meets_an_error(db, name):
    letters = [answer_of(Client(), method, address_of(name)).letter for method in METHODS]
    assert set(letters) <= {"L", "N", "2", "3", "U", "M", "410"}


def test_without_any_government_a_superuser_meets_no_error(db):
    call_command("createsuperuser", username="root", name="甲", role="office", interactive=False)
    User.objects.update(must_change_password=False)
    client = Client()
    client.force_login(User.objects.get(), backend="tracker.backends.WithUnreadNotices")
    answers = {name: answer_of(client, method, address_of(name)).letter for name in ANSWERS for method in METHODS}
    assert {name: letter for name, letter in answers.items() if letter not in CALM} == {}
    assert not Government.objects.exists()

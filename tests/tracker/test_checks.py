"""The business date is refused with an office's own data, and ``prepare`` loads no demonstration by itself."""

from datetime import date
from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError

from tasks.models import Government
from tests.cast import GovernmentFactory
from tracker.checks import describe_date_refusal, require_fit_date

pytestmark = pytest.mark.django_db
OWN = (
    "业务日期（DUBAN_TODAY=2024-04-02）只用于演示，而数据库中有正式的辖区政府“示范区教育局”。正式使用请去掉 DUBAN_TODAY；"
    "要看演示，请用空的数据库（DATABASE_URL）或另一个数据目录（DUBAN_VAR），并设 DUBAN_DEMO=1。"
)


@pytest.fixture(autouse=True)
def dated(settings):
    settings.DUBAN_TODAY = date(2024, 4, 2)
    settings.DUBAN_DEMO = False


def test_with_a_government_of_its_own_no_command_and_no_server_starts():
    GovernmentFactory(name="示范区教育局")
    GovernmentFactory(is_demonstration=True)
    assert [(error.msg, error.id) for error in run_checks(tags=["duban"])] == [(OWN, "duban.E001")]
    with pytest.raises(ImproperlyConfigured, match="只用于演示"):
        require_fit_date()


def test_the_real_date_goes_with_everything(settings):
    settings.DUBAN_TODAY = None
    GovernmentFactory()
    assert (describe_date_refusal(), run_checks(tags=["duban"])) == ("", [])


def test_a_demonstration_has_its_business_date():
    GovernmentFactory(is_demonstration=True)
    require_fit_date()
    assert describe_date_refusal() == ""


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_an_empty_database_has_one_only_to_become_a_demonstration(settings, is_demonstration):
    settings.DUBAN_DEMO = is_demonstration
    assert ("数据库是空的，没有演示数据" in describe_date_refusal()) is not is_demonstration


@pytest.fixture
def prepared(monkeypatch, settings):
    """``prepare`` without the parts that need a whole installation; returns the commands that it calls."""
    called = []

    def call(name, **options):
        called.append(name)
        if name == "load_demo":
            GovernmentFactory(is_demonstration=True)

    monkeypatch.setattr("tracker.management.commands.prepare.call_command", call)
    return called


def test_an_empty_installation_gets_a_key_and_no_demonstration(settings, prepared):
    settings.DUBAN_TODAY = None
    call_command("prepare")
    assert (prepared, Government.objects.count()) == (["migrate", "collectstatic", "setup_key"], 0)


def test_a_demonstration_is_loaded_when_it_is_asked_for(settings, prepared):
    settings.DUBAN_DEMO = True
    call_command("prepare")
    assert prepared == ["migrate", "collectstatic", "load_demo"]


def test_an_installation_at_work_gets_neither(settings, prepared):
    settings.DUBAN_TODAY = None
    GovernmentFactory()
    call_command("prepare")
    assert prepared == ["migrate", "collectstatic"]


def test_prepare_itself_refuses_the_date(prepared):
    GovernmentFactory(name="示范区教育局")
    with pytest.raises(CommandError) as refusal:
        call_command("prepare")
    assert str(refusal.value) == OWN


def test_the_demonstration_is_not_loaded_beside_anything_else():
    GovernmentFactory(name="示范区教育局")
    with pytest.raises(CommandError) as refusal:
        call_command("load_demo", stdout=StringIO())
    assert str(refusal.value) == (
        "数据库中有正式的辖区政府“示范区教育局”，不能载入演示数据，未作改动。"
        "要看演示，请用空的数据库（DATABASE_URL）或另一个数据目录（DUBAN_VAR）。"
    )
    assert Government.objects.count() == 1


def test_a_government_of_the_same_name_is_not_the_demonstration_s():
    GovernmentFactory(name="重庆市沙坪坝区人民政府")
    with pytest.raises(CommandError, match="正式的辖区政府“重庆市沙坪坝区人民政府”"):
        call_command("load_demo", stdout=StringIO())

"""What every test stands on. The cast is in ``tests.cast``, the settings in ``tests.settings``."""

import gc

import pytest
from django.db import connections
from django.test import Client

from tests import frozen, guards, migrated
from tests.cast import Cast, make_cast
from tests.kept import Kept, keep
from tests.within import Within

guards.install()
frozen.let_tests_flush()

#: fixtures of pytest-django that give a test the database
DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}


def pytest_collection_modifyitems(items):
    """Marks what asks the database anything: the rest says the same on each, so it runs once.

    Of these the tests of single pages are marked apart: they run on PostgreSQL, the stricter of the two. On SQLite the
    rules behind the pages are tested, and every address in the name of every role.
    """
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE & set(item.fixturenames):
            item.add_marker(pytest.mark.database)
            if "pages" in item.path.parts and not item.get_closest_marker("office"):
                item.add_marker(pytest.mark.page)


def pytest_addoption(parser):
    parser.addoption("--within", type=float, metavar="SECONDS", help="begin no test after so many seconds")


def pytest_configure(config):
    if config.getoption("within") is not None:
        config.pluginmanager.register(Within(config.getoption("within")))


def pytest_collection_finish():
    """What was imported and collected stays until the end: no search for garbage walks over it again."""
    gc.freeze()


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    """Uploaded files of a test end with it."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Whether the database stands already: pytest-django then only looks for migrations that are missing."""
    return migrated.bring()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        migrated.keep()
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture(scope="session")
def kept_cast(django_db_setup, django_db_blocker) -> Kept:
    """The cast, made once for all tests."""
    with django_db_blocker.unblock():
        return keep(make_cast)


@pytest.fixture
def cast(db, kept_cast) -> Cast:
    """示范区 with its people, plan, open first quarter and blank entries."""
    return kept_cast.lay_down()


@pytest.fixture
def sign_in():
    """``sign_in(user)`` gives a client of that person's own; ``sign_in(None)`` one of nobody."""

    def client_of(user) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend="tracker.backends.WithUnreadNotices")
        return client

    return client_of


@pytest.fixture
def count_queries(django_assert_num_queries):
    """``with count_queries(7): …``: the literal number, whatever the number of rows."""
    return django_assert_num_queries


@pytest.fixture
def reads_in(count_queries):
    """A list page takes the same number of queries with one row and with three.

    ``reads_in(7, client, "/tasks/", add_row)``: the page is read in 7 queries once ``add_row`` was called, and
    again in 7 after two more calls.
    """

    def check(number: int, client: Client, address: str, add_row) -> None:
        for more in (1, 2):
            for _ in range(more):
                add_row()
            with count_queries(number):
                assert client.get(address).status_code == 200

    return check

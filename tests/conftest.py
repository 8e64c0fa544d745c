"""What every test stands on. The cast is in ``tests.cast``, the settings in ``tests.settings``."""

import gc
from collections.abc import Callable
from functools import cache

import pytest
from django.db import connections
from django.test import Client

from tasks.terms import DEFAULT, speak
from tests import databases, frozen, guards, migrated, pages
from tests.cast import Cast, make_cast
from tests.kept import Kept, keep
from tests.visitors import come_back, make_visitors, sign_in_as
from tests.within import Within

guards.install()
frozen.let_tests_flush()
pages.keep_contexts_of_pages()

#: fixtures of pytest-django that give a test the database, and those by which its rows are committed
DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}
COMMITTED = DATABASE - {"db"}


def pytest_collection_modifyitems(items):
    """Marks each test with the databases on which ``make test`` runs it."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker or DATABASE & set(item.fixturenames):
            item.add_marker(pytest.mark.database)
        commits = bool(COMMITTED & set(item.fixturenames) or (marker and marker.kwargs.get("transaction")))
        asks = item.get_closest_marker("database") is not None
        # LibreOffice is started by one part alone
        for name in databases.choose(item.path, asks=asks and not item.get_closest_marker("office"), commits=commits):
            item.add_marker(name)


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


@pytest.fixture(autouse=True)
def _own_words():
    """What a command of a test speaks ends with it."""
    with speak(lambda: DEFAULT):
        yield


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
def keep_once(django_db_setup, django_db_blocker) -> Callable[[Callable], Kept]:
    """``keep_once(make)`` gives what ``make`` makes in an empty database, made once for all tests."""

    @cache
    def keep_it(make: Callable) -> Kept:
        with django_db_blocker.unblock():
            return keep(make)

    return keep_it


@pytest.fixture
def cast(db, keep_once) -> Cast:
    """示范区 with its people, plan, open first quarter and blank entries."""
    return keep_once(make_cast).lay_down()


@pytest.fixture
def visitors(db, keep_once) -> tuple[Cast, dict[str, Client]]:
    """The cast, and who → a client of that person's own, for tests that ask in the name of everybody."""
    cast, sessions = keep_once(make_visitors).lay_down()
    return cast, come_back(sessions)


@pytest.fixture
def sign_in():
    """``sign_in(user)`` gives a client of that person's own; ``sign_in(None)`` one of nobody."""

    return sign_in_as


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

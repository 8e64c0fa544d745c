"""A case to measure, and the users and requests of the cases."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command
from django.test import Client

from tasks.enums import Role
from tasks.models import User

Act = Callable[[], object]


@dataclass(frozen=True)
class Case:
    """``ready`` opens a context whose value is the act to repeat; ``runs`` is how often it is measured."""

    name: str
    ready: Callable[[], AbstractContextManager[Act]]
    runs: int = 40


def sign_in_client(user: User) -> Client:
    """Creates a signed-in client that uses the server's own name."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="tracker.backends.WithUnreadNotices")
    return client


def run(command: str, *arguments) -> None:
    """Runs a command of manage.py without its output."""
    call_command(command, *map(str, arguments), stdout=StringIO(), stderr=StringIO())


def get_first_user(role: Role) -> User:
    return User.objects.filter(role=role).order_by("pk")[0]


def build_empty_request() -> Act:
    """Builds a request to the empty view by the office."""
    client = sign_in_client(get_first_user(Role.OFFICE))
    return lambda: client.get("/empty/")


def prepare_page(address: str, role: Role) -> Callable[[], AbstractContextManager[Act]]:
    """Prepares a request to a page by the first user of ``role``."""
    return prepare_page_for(address, lambda: get_first_user(role))


def prepare_page_for(address: str, who: Callable[[], User]) -> Callable[[], AbstractContextManager[Act]]:
    """Prepares a request to a page by the user that ``who`` returns."""

    @contextmanager
    def ready() -> Iterator[Act]:
        client = sign_in_client(who())

        def act():
            answer = client.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status_code}")

        yield act

    return ready

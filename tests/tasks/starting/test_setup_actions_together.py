"""启用 at one moment: only one person makes the first government."""

import pytest

from tasks.models import Government, User
from tasks.starting.setup_actions import (
    ALREADY,
    FirstAdministrator,
    renew_setup_key,
    start_from_server,
    start_with_key,
)
from tests.together import answers_at_one_moment, refusals_at_one_moment

pytestmark = pytest.mark.django_db(transaction=True)


def names(name: str) -> dict[str, str]:
    return {"name": name, "short_name": "", "office_name": "督查办"}


def begin(key: str, name: str, username: str):
    keeper = FirstAdministrator(username, "吴敏", "启用-2026-口令")
    return lambda: start_with_key(key=key, values=names(name), administrator=keeper)


def test_of_two_with_the_key_one_wins():
    key = renew_setup_key(by=None)
    refusals = refusals_at_one_moment(begin(key, "区教育局", "one"), begin(key, "区财政局", "other"))
    assert sorted(refusals) == ["", ALREADY]
    winner = ["区教育局", "区财政局"][refusals.index("")]
    assert [(str(user.home), Government.objects.count()) for user in User.objects.all()] == [(winner, 1)]


def test_no_wrong_key_is_passed_over():
    renew_setup_key(by=None)
    said = refusals_at_one_moment(*[begin("wrong", "区教育局", f"user{n}") for n in range(4)])
    assert sorted(each[:14] for each in said) == [f"启用码不正确，还可以试 {left} "[:14] for left in (6, 7, 8, 9)]


def test_twice_from_the_server_at_once_makes_one():
    def run():
        keeper = FirstAdministrator("guanli", "吴敏")
        return start_from_server(values=names("区教育局"), administrator=keeper, another=False, by=None)

    answers = answers_at_one_moment(run, run)
    assert (answers.count(None), Government.objects.count(), User.objects.count()) == (1, 1, 1)

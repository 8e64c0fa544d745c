"""The cast itself: what other tests take for granted."""

from tasks.enums import Role
from tasks.queries import select_visible_tasks
from tests.cast import PEOPLE


def test_the_clerk_sees_what_the_unit_leads(cast):
    assert set(select_visible_tasks(cast.clerk)) == {cast.target, cast.livelihood, cast.key}


def test_everybody_signs_in_with_a_password_of_their_own_choice(cast):
    assert cast.clerk.must_change_password is False


def test_there_is_somebody_of_every_role(cast):
    assert {cast.person(who).role for who in PEOPLE} == set(Role)

"""Tests who can be told of a unit's entries."""

from datetime import date

from tasks.models import User
from tasks.reminding.recipients import RecipientDirectory
from tests.acts import deputise


def test_a_unit_is_reachable_through_a_clerk_or_a_head_alone(cast):
    assert RecipientDirectory(cast.government).is_unit_reachable(cast.lead_unit)
    assert not RecipientDirectory(cast.government).is_unit_reachable(None)
    User.objects.filter(unit=cast.lead_unit).update(is_active=False)
    assert not RecipientDirectory(cast.government).is_unit_reachable(cast.lead_unit)


def test_a_deputy_is_told_besides_the_absent_leader_on_the_days_on_which_he_acts(cast, settings):
    deputy = deputise(cast, last=date(2024, 4, 2))
    accounts = (cast.leader.pk, deputy.pk)
    assert RecipientDirectory(cast.government).get_official_accounts([cast.official.pk]) == accounts
    settings.DUBAN_TODAY = date(2024, 4, 3)
    assert RecipientDirectory(cast.government).get_official_accounts([cast.official.pk]) == accounts[:1]


def test_a_head_of_government_is_told_as_the_official_that_he_is(cast):
    directory = RecipientDirectory(cast.government)
    assert directory.get_official_accounts([cast.official.pk]) == (cast.leader.pk,)
    User.objects.filter(pk=cast.head.pk).update(official=cast.official)
    directory = RecipientDirectory(cast.government)
    assert set(directory.get_official_accounts([cast.official.pk])) == {cast.leader.pk, cast.head.pk}

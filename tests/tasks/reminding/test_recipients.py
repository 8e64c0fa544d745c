"""Tests who can be told of a unit's entries."""

from datetime import date

from tasks.enums import ResponsibilityRole
from tasks.models import Responsibility, User
from tasks.reminding.recipients import RecipientDirectory, list_units_without_account
from tests.acts import deputise
from tests.cast import UnitFactory


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


def test_a_group_without_members_is_not_told_to_lack_an_account(cast):
    group = UnitFactory(government=cast.government, name="有关街道", is_group=True)
    Responsibility.objects.create(
        edition=cast.key.edition, role=ResponsibilityRole.COOPERATE, label="有关街道", unit=group, position=9
    )
    lacking = [unit.name for unit in list_units_without_account(cast.plan)]
    assert "有关街道" not in lacking
    group.members.add(UnitFactory(government=cast.government, name="甲街道"))
    assert [unit.name for unit in list_units_without_account(cast.plan)] == sorted([*lacking, "有关街道"])

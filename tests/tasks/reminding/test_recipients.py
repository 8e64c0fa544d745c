"""Tests who can be told of a unit's entries."""

from tasks.models import User
from tasks.reminding.recipients import RecipientDirectory


def test_a_unit_is_reachable_through_a_clerk_or_a_head_alone(cast):
    assert RecipientDirectory(cast.government).is_unit_reachable(cast.lead_unit)
    assert not RecipientDirectory(cast.government).is_unit_reachable(None)
    User.objects.filter(unit=cast.lead_unit).update(is_active=False)
    assert not RecipientDirectory(cast.government).is_unit_reachable(cast.lead_unit)

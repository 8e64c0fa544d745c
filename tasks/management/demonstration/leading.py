"""Simulates what the administrator keeps of the leaders: titles and order, and a deputy while one is away.

The names are those of the plan. Titles, order and absence are invented.
"""

from datetime import date
from typing import Any

from django.db.models import Count, Q

from tasks.management.demonstration.cast import KEEPER, OPEN_YEAR
from tasks.models import Government, Official, User
from tasks.models.changes import build_field_state, compute_fingerprint
from tasks.organisation.organisation_actions import OFFICIAL_FIELDS, edit_official

TITLES = ("常务副区长", "副区长")
#: the days on which the leader among the accounts acts for the next in order
AWAY = {"deputy_from": date(2024, 7, 5), "deputy_until": date(2024, 7, 12)}


def list_busy_officials(government: Government) -> list[Official]:
    """Lists the officials who answer for items of the open year, those with the most first."""
    items = Count("editions__task", filter=Q(editions__task__plan__year=OPEN_YEAR), distinct=True)
    return list(government.officials.annotate(items=items).filter(items__gt=0).order_by("-items", "name"))


def rank_officials(government: Government) -> None:
    """Gives the officials titles, and an order by the number of their items."""
    for rank, official in enumerate(list_busy_officials(government), 1):
        keep_official(official, {"title": TITLES[min(rank, len(TITLES)) - 1], "rank": rank})


def name_deputy(government: Government) -> None:
    """Lets the first in order act for the second, who is away."""
    first, second = government.officials.order_by("rank")[:2]
    keep_official(second, {"deputy": first, **AWAY})


def keep_official(official: Official, changed: dict[str, Any]) -> None:
    keeper = User.objects.get(government=official.government_id, username=KEEPER)
    values = {name: getattr(official, name) for name in OFFICIAL_FIELDS} | changed
    seen = compute_fingerprint(build_field_state(official, OFFICIAL_FIELDS))
    edit_official(official=official, values=values, seen=seen, by=keeper)

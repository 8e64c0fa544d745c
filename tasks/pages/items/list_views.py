"""事项: the views of the list, which are its tabs: the usual ones, and those that a person keeps or colleagues share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from tasks.models import SavedView, User
from tasks.pages.frame.context import NAMED
from tasks.pages.items.columns import USUAL, list_offered_columns, read_columns
from tasks.pages.items.filters import PAGING
from tasks.pages.items.narrowing import YES
from tasks.permissions import Permission, can
from tasks.viewing.saved_views import select_usable_views

#: the tab of everything
ALL = ""
WARNED_QUERY, BEHIND_QUERY, OVERDUE_QUERY = f"warned={YES}", "outcome=behind", f"overdue={YES}"


@dataclass(frozen=True)
class ListTab:
    """A view that one click opens.

    Attributes:
        query: its filters and sort.
        view: the kept view; None for one that everybody has.
    """

    label: str
    query: str
    view: SavedView | None = None


def clean_query(query: str, known: Iterable[str]) -> str:
    """Returns the parameters that the list knows and that say something, without period and page, in their order."""
    given = QueryDict(query)
    allowed = set(known) - {NAMED, *PAGING}
    kept = QueryDict(mutable=True)
    for name in given:
        if name in allowed and (value := given[name]):
            kept[name] = value
    return kept.urlencode()


def list_usual_tabs(user: User) -> list[ListTab]:
    """Lists the tabs that everybody of the person's role has."""
    warned = ListTab("预警", WARNED_QUERY) if can(user, Permission.SEE_SUGGESTIONS) else ListTab("滞后", BEHIND_QUERY)
    return [ListTab("全部", ALL), warned, ListTab("逾期未报", OVERDUE_QUERY)]


class ListViews:
    """The views that a person may use on the list, fetched once.

    Args:
        known: the names of the list's parameters.
    """

    def __init__(self, user: User, known: Sequence[str]):
        self.user, self.known = user, known
        views = list(select_usable_views(user).select_related("user"))
        self.last = next((view for view in views if not view.name), None)
        self.kept = [view for view in views if view.name]

    @property
    def last_query(self) -> str:
        """Filters and sort of the list as the person last left it."""
        return clean_query(self.last.query, self.known) if self.last else ""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The keys of the columns that the person chose, as far as he may see them."""
        chosen = read_columns(self.last.columns) if self.last else USUAL
        offered = list_offered_columns(self.user)
        return tuple(key for key in chosen if key in offered)

    @cached_property
    def tabs(self) -> list[ListTab]:
        own = (ListTab(view.name, clean_query(view.query, self.known), view) for view in self.kept)
        return [*list_usual_tabs(self.user), *own]

"""视图: which a person may use, and how many he may keep."""

from django.db.models import Q, QuerySet

from tasks.enums import OF_THE_OFFICE
from tasks.models import SavedView, User

#: named ones of a person
MOST_VIEWS = 12


def may_share_views(user: User) -> bool:
    """Whether the person's views may be used by his colleagues: those of 督查办 alone work on the same items."""
    return user.role in OF_THE_OFFICE


def select_usable_views(user: User) -> QuerySet[SavedView]:
    """Selects the person's own views and, within 督查办, those that colleagues of the government share."""
    shared = Q(is_shared=True, user__government=user.government_id, user__role__in=OF_THE_OFFICE)
    return SavedView.objects.filter(Q(user=user) | shared if may_share_views(user) else Q(user=user))

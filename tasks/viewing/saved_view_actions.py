"""视图: keeps how a person looks at the list; nobody's work changes by it, so no event is recorded."""

from django.db import transaction

from tasks.models import SavedView, User
from tasks.models.saved_view import QUERY_LENGTH
from tasks.permissions import Refused
from tasks.terms import terms
from tasks.viewing.saved_views import MOST_VIEWS, may_share_views


@transaction.atomic
def keep_last_view(*, query: str, columns: str | None = None, by: User) -> None:
    """Keeps the list as the person leaves it.

    Args:
        query: filters and sort; one that is too long to keep counts as none.
        columns: None leaves them as they are.
    """
    _lock_person(by)
    kept = {"query": query if len(query) <= QUERY_LENGTH else ""}
    if columns is not None:
        kept["columns"] = columns
    SavedView.objects.update_or_create(user=by, name="", defaults=kept)


@transaction.atomic
def save_view(*, name: str, query: str, columns: str, is_shared: bool, by: User) -> SavedView:
    """Keeps the list under a name; one of the same name is replaced.

    Raises:
        Refused: the person has as many as he may keep, may not share, or has set too many filters to keep.
    """
    _lock_person(by)
    own = SavedView.objects.filter(user=by).exclude(name="")
    if own.exclude(name=name).count() >= MOST_VIEWS:
        raise Refused(f"每人最多保存 {MOST_VIEWS} 个视图，请先删除不用的，再保存。")
    if is_shared and not may_share_views(by):
        raise Refused(f"只有{terms.office}的视图可以共用，请去掉“{terms.office}共用”后再保存。")
    if len(query) > QUERY_LENGTH:
        raise Refused("筛选条件过长，无法保存为视图，请减少条件后再保存。")
    kept = {"query": query, "columns": columns, "is_shared": is_shared}
    return SavedView.objects.update_or_create(user=by, name=name, defaults=kept)[0]


@transaction.atomic
def drop_view(*, view: SavedView, by: User) -> None:
    """Deletes a named view; one that is gone already is no mistake.

    Raises:
        Refused: it is a colleague's.
    """
    if view.user_id != by.pk:
        raise Refused(f"“{view}”是{view.user.name}共用的视图，请由本人删除。")
    SavedView.objects.filter(pk=view.pk, user=by).exclude(name="").delete()


def _lock_person(user: User) -> None:
    """Lets the changes of one person's views come one after the other."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)

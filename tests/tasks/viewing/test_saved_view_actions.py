"""视图: kept by a person, bounded in number, shared only within 督查办."""

import pytest

from tasks.models import SavedView
from tasks.permissions import Refused
from tasks.viewing.saved_view_actions import drop_view, keep_last_view, save_view
from tasks.viewing.saved_views import MOST_VIEWS, select_usable_views
from tests.together import answers_at_one_moment


def keep(user, name: str, *, is_shared: bool = False, query: str = "kind=key") -> SavedView:
    return save_view(name=name, query=query, columns="", is_shared=is_shared, by=user)


def names(user) -> list[str]:
    return [view.name for view in select_usable_views(user)]


def test_the_last_list_replaces_the_one_before_and_leaves_the_columns(cast):
    keep_last_view(query="kind=key", columns="number,task,lead", by=cast.clerk)
    keep_last_view(query="sort=lead", by=cast.clerk)
    assert list(SavedView.objects.values_list("name", "query", "columns")) == [("", "sort=lead", "number,task,lead")]


def test_a_query_that_is_too_long_counts_as_none(cast):
    keep_last_view(query="text=" + "字" * 1000, by=cast.clerk)
    assert SavedView.objects.get().query == ""
    with pytest.raises(Refused, match="筛选条件过长，无法保存为视图，请减少条件后再保存。"):
        keep(cast.clerk, "长", query="text=" + "字" * 1000)


def test_a_view_of_the_same_name_is_replaced(cast):
    keep(cast.office, "重点")
    keep(cast.office, "重点", query="sort=lead", is_shared=True)
    assert list(SavedView.objects.values_list("name", "query", "is_shared")) == [("重点", "sort=lead", True)]


def test_nobody_keeps_more_views_than_fit(cast):
    for number in range(MOST_VIEWS):
        keep(cast.office, f"视图{number}")
    with pytest.raises(Refused, match="每人最多保存 12 个视图，请先删除不用的，再保存。"):
        keep(cast.office, "又一个")
    keep(cast.office, "视图0", query="sort=lead")
    assert SavedView.objects.count() == MOST_VIEWS


def test_the_office_shares_among_itself_and_units_do_not_share(cast):
    shared = keep(cast.office, "陆海新通道", is_shared=True)
    keep(cast.office, "自己的")
    assert (names(cast.office), names(cast.office_head), names(cast.clerk)) == (
        ["自己的", "陆海新通道"],
        ["陆海新通道"],
        [],
    )
    with pytest.raises(Refused, match="只有督查办的视图可以共用，请去掉“督查办共用”后再保存。"):
        keep(cast.clerk, "本单位", is_shared=True)
    with pytest.raises(Refused, match=r"“陆海新通道”是.+共用的视图，请由本人删除。"):
        drop_view(view=shared, by=cast.office_head)
    drop_view(view=shared, by=cast.office)
    assert names(cast.office_head) == []


def test_another_government_sees_none_of_them(cast):
    keep(cast.office, "陆海新通道", is_shared=True)
    assert names(cast.stranger) == []


@pytest.mark.django_db(transaction=True)
def test_two_windows_of_one_person_keep_one_last_list(cast):
    answers_at_one_moment(
        *(lambda query=query: keep_last_view(query=query, by=cast.office) for query in ("a=1", "a=2"))
    )
    assert SavedView.objects.count() == 1

"""关联同一事项: the office links an item with a near-equal one, or with any by its number."""

import pytest
from django.urls import reverse

from tasks.models import Edition, Task
from tests.pages import errors, said


@pytest.fixture
def page(cast) -> str:
    return reverse("task_link", args=[cast.livelihood.pk])


def group_of(task: Task) -> int:
    task.refresh_from_db()
    return task.same_as_id or task.pk


def test_near_equal_items_are_offered_and_linked(cast, sign_in, page):
    Edition.objects.filter(task=cast.livelihood).update(text="新增公共停车位8000个")
    client = sign_in(cast.office)
    offered = client.get(page).context["page"].candidates
    assert [task for task, _, _ in offered] == [cast.other_key]
    answer = client.post(page, {"other": cast.other_key.pk}, follow=True)
    assert said(answer) == ["已与重点工作任务第2项关联为同一事项。"]
    assert group_of(cast.livelihood) == group_of(cast.other_key)
    assert client.get(page).context["page"].candidates == []


def test_any_item_of_the_year_is_linked_by_its_number(cast, sign_in, page):
    sign_in(cast.office).post(page, {"kind": "key", "number": "1"})
    assert group_of(cast.livelihood) == group_of(cast.key)


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({}, "请选一个相近的事项，或选类别并填写序号。"),
        ({"kind": "key", "number": "99"}, "这一年没有这个事项，请核对类别和序号。"),
        ({"kind": "key", "number": "²"}, "请选一个相近的事项，或选类别并填写序号。"),
        ({"other": "x"}, "这一年没有这个事项，请核对类别和序号。"),
        ({"kind": "livelihood", "number": "1"}, "只能与同一年的另一个事项关联。"),
    ],
)
def test_what_is_no_other_item_is_refused_in_words(cast, sign_in, page, given, complaint):
    answer = sign_in(cast.office).post(page, given)
    assert (answer.status_code, errors(answer)) == (422, [f"■ {complaint}"])

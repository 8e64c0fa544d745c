"""事项: the list comes back as a person left it, in his columns, and under names."""

import pytest
from django.urls import reverse

from tasks.enums import EntryState, Standing
from tasks.models import ProgressEntry, SavedView
from tests.cast import judge
from tests.pages import boxes, found, rows, said

LIST, APPLY = reverse("task_list"), reverse("list_apply")


def heads(answer) -> list[str]:
    return found(answer, "th")[: len(found(answer, "col"))]


def items(answer) -> list[str]:
    return [row[1] for row in rows(answer) if len(row) > 1]


def test_filters_and_sort_are_there_again_until_they_are_cleared(cast, sign_in):
    client = sign_in(cast.office)
    answer = client.post(APPLY, {"kind": "key", "text": "", "sort": "-number", "unknown": "x"})
    assert answer["Location"] == f"{LIST}?kind=key&sort=-number"
    assert client.get(LIST)["Location"] == f"{LIST}?kind=key&sort=-number"
    assert items(client.get(LIST, follow=True)) == ["新增公共停车位7000个", "建成小学两所，投用中学一所"]
    assert client.post(APPLY, {"query": ""})["Location"] == LIST
    assert len(items(client.get(LIST))) == 4


def test_the_next_person_finds_his_own_list(cast, sign_in):
    sign_in(cast.office).post(APPLY, {"kind": "key"})
    assert len(items(sign_in(cast.office_head).get(LIST))) == 4


def test_a_figure_of_another_page_is_not_kept(cast, sign_in):
    client = sign_in(cast.office)
    client.get(LIST, {"kind": "key"})
    assert len(items(client.get(LIST))) == 4
    client.post(APPLY, {"kind": "key"})
    assert len(items(client.get(LIST, {"sort": ""}))) == 4


def test_a_filter_that_no_longer_exists_is_forgotten(cast, sign_in):
    SavedView.objects.create(user=cast.office, query="colour=red&kind=key")
    assert sign_in(cast.office).get(LIST)["Location"] == f"{LIST}?kind=key"


def test_the_period_of_the_page_stays(cast, sign_in):
    answer = sign_in(cast.office).post(APPLY, {"kind": "key", "of": cast.period.key})
    assert answer["Location"] == f"{LIST}?kind=key&of={cast.period.key}"


def test_columns_stand_in_the_chosen_order_and_the_first_two_stay(cast, sign_in):
    client = sign_in(cast.office)
    chosen = {"column": ["state", "filed", "leader"], "place-leader": "1", "place-state": "9", "place-filed": "x"}
    client.post(reverse("list_columns"), chosen)
    assert heads(client.get(LIST)) == ["序号", "工作任务", "责任区领导", "填报状态", "报送日期"]
    client.post(reverse("list_columns"), {"usual": "1"})
    assert heads(client.get(LIST))[2:5] == ["牵头单位", "责任区领导", "一季度进展"]


def test_without_a_ticked_column_the_usual_ones_come_back(cast, sign_in):
    client = sign_in(cast.office)
    client.post(reverse("list_columns"), {"column": "nonsense"})
    assert heads(client.get(LIST))[2:4] == ["牵头单位", "责任区领导"]


def test_a_unit_chooses_no_column_of_suggestions(cast, sign_in):
    ProgressEntry.objects.update(standing=Standing.LAGGING)
    client = sign_in(cast.clerk)
    client.post(reverse("list_columns"), {"column": ["standing", "state"]})
    assert heads(client.get(LIST)) == ["序号", "工作任务", "填报状态"]
    assert "系统预警" not in found(client.get(LIST), "label.tick")


def test_a_view_stands_as_a_tab_with_its_number_for_the_colleague_too(cast, sign_in):
    office = sign_in(cast.office)
    data = {"query": "kind=key", "name": "停车和学校", "is_shared": "on"}
    assert said(office.post(reverse("list_view_save"), data, follow=True)) == [
        "已存为视图“停车和学校”，列在事项标题旁。"
    ]
    colleague = sign_in(cast.office_head)
    assert found(colleague.get(LIST), "form.views") == ["全部 4 预警 0 逾期未报 0 ★ 停车和学校 2"]
    view = SavedView.objects.get(name="停车和学校")
    assert colleague.post(APPLY, {"view": view.pk})["Location"] == f"{LIST}?kind=key"
    assert sign_in(cast.clerk).post(APPLY, {"view": view.pk}).status_code == 404


@pytest.mark.parametrize(("name", "why"), [("", "视图未保存：请写名称。"), ("长" * 21, "视图未保存：名称至多 20 字。")])
def test_a_view_needs_a_short_name(cast, sign_in, name, why):
    answer = sign_in(cast.office).post(reverse("list_view_save"), {"name": name, "query": "kind=key"}, follow=True)
    assert said(answer) == [why]
    assert not SavedView.objects.exclude(name="").exists()


def test_a_view_is_deleted_by_whoever_keeps_it(cast, sign_in):
    client = sign_in(cast.office)
    view = SavedView.objects.create(user=cast.office, name="重点", query="kind=key")
    assert sign_in(cast.clerk).post(reverse("list_view_drop"), {"drop": view.pk}).status_code == 404
    answer = client.post(reverse("list_view_drop"), {"drop": view.pk}, follow=True)
    assert said(answer) == ["视图“重点”已删除。"]


def test_the_tabs_count_what_is_warned_of_and_overdue(cast, sign_in):
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(standing=Standing.WATCH)
    ProgressEntry.objects.filter(pk=cast.other_entry.pk).update(standing=Standing.LAGGING, state=EntryState.SUBMITTED)
    judge(cast.target_entry, "lagging", "进度慢")
    office = sign_in(cast.office)
    assert found(office.get(LIST), "form.views") == ["全部 4 预警 2 逾期未报 0"]
    assert len(items(office.get(LIST, {"warned": "yes"}))) == 2
    assert [row[0] for row in rows(office.get(LIST)) if len(row) == 1] == [
        "预期目标 1 项 ■ 1",
        "民生实事 1 项",
        "重点工作任务 · 推动教育强区建设 2 项 ■ 1 ▲ 1",
    ]
    assert found(sign_in(cast.clerk).get(LIST), "form.views") == ["全部 3 滞后 1 逾期未报 0"]


@pytest.mark.parametrize("views", [1, 4])
def test_the_numbers_of_any_number_of_views_take_one_query(cast, sign_in, count_queries, views):
    for number in range(views):
        SavedView.objects.create(user=cast.office, name=f"视图{number}", query="kind=key")
    client = sign_in(cast.office)
    with count_queries(14):
        client.get(LIST)


def test_each_row_is_ticked_with_what_was_seen_of_it(cast, sign_in):
    assert boxes(sign_in(cast.office).get(LIST), "pick")[0] == f"{cast.target_entry.pk}:{cast.target_entry.revision}:0"
    assert boxes(sign_in(cast.clerk).get(LIST), "pick") == []


@pytest.mark.parametrize("who", ["office", "clerk", "other_clerk", "cooperating_clerk", "leader", "head"])
def test_a_view_that_looks_for_words_is_counted_for_everybody(cast, sign_in, who):
    SavedView.objects.create(user=cast.person(who), name="车", query="text=车位")
    answer = sign_in(cast.person(who)).get(LIST, {"text": "车位", "state": "blank"})
    assert (answer.status_code, "★ 车" in found(answer, "form.views")[0]) == (200, True)

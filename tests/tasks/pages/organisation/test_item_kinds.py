"""事项类别 on its pages: listed with their words and uses, added, edited word by word, ordered, deleted."""

import pytest
from django.urls import reverse

from tasks.models import Government, ItemKind
from tests.pages import errors, rows, said
from tests.tasks.organisation.own_kinds import add_lamps

LIST = reverse("kind_list")
NEW = {"name": "党建重点", "short_name": "党建", "nature": "key", "ready": "lamps"}


def page_of(kind: ItemKind, what: str = "kind_edit") -> str:
    return reverse(what, args=[kind.pk])


def form_of(client, kind: ItemKind, **changed) -> dict:
    """The fields of a kind's page as a browser sends them back, with some of them changed."""
    form = client.get(page_of(kind)).context["page"].form
    fields = {name: form[name].value() for name in ("name", "short_name", "seen")}
    shown = form.rows
    fields |= {f"words-{name}": field.value() for name, field in ((one.name, one) for one in shown.management_form)}
    for row in shown:
        fields |= {field.html_name: field.value() or "" for field in row.visible_fields()}
    return fields | changed


@pytest.mark.parametrize("who", ["office", "administrator", "office_head"])
def test_the_page_lists_the_kinds_with_words_and_uses(cast, sign_in, who):
    add_lamps(cast, short_name="党建")
    shown = rows(sign_in(cast.person(who)).get(LIST))
    assert [row[0] for row in shown] == ["预期目标", "民生实事", "重点工作任务", "党建重点 简称 党建"]
    assert (shown[2][3], shown[3][2:4]) == (
        "2024 年有 2 项",
        ["年中 绿灯 黄灯 红灯 已完成 年末 绿灯 黄灯 红灯", "没有"],
    )


def test_a_new_kind_leads_to_its_words(cast, sign_in):
    answer = sign_in(cast.office).post(LIST, NEW, follow=True)
    kind = ItemKind.objects.get(name="党建重点")
    assert answer.redirect_chain == [(page_of(kind), 302)]
    assert said(answer) == ["已新增事项类别“党建重点”，请核对结论用词。"]


def test_a_taken_name_is_shown_at_its_field(cast, sign_in):
    answer = sign_in(cast.office).post(LIST, NEW | {"name": "民生实事"})
    assert (answer.status_code, errors(answer)) == (422, ["已有事项类别“民生实事”，不能重名。"])


def test_a_word_is_changed_and_one_is_added(cast, sign_in):
    client, kind = sign_in(cast.office), add_lamps(cast)
    added = {"words-7-word": "蓝灯", "words-7-meaning": "ahead", "words-7-colour": "ok", "words-7-stage": "year"}
    answer = client.post(page_of(kind), form_of(client, kind, **{"words-0-word": "绿色"}, **added), follow=True)
    assert said(answer) == ["已保存事项类别“党建重点”。"]
    words = ItemKind.objects.get(pk=kind.pk).vocabulary.words
    assert [one.word for one in words] == ["绿色", "黄灯", "红灯", "已完成", "蓝灯", "绿灯", "黄灯", "红灯"]


def test_words_that_do_not_fit_are_named(cast, sign_in):
    client, kind = sign_in(cast.office), add_lamps(cast)
    answer = client.post(page_of(kind), form_of(client, kind, **{"words-1-word": "绿灯"}))
    assert (answer.status_code, errors(answer)) == (422, ["年中的用词“绿灯”重复，每个用词只能有一行。"])
    assert ItemKind.objects.get(pk=kind.pk).vocabulary == kind.vocabulary


def test_a_colleagues_save_is_not_overwritten(cast, sign_in):
    client, kind = sign_in(cast.office), add_lamps(cast)
    sent = form_of(client, kind, name="机关党建")
    other = sign_in(cast.second_office)
    other.post(page_of(kind), form_of(other, kind, name="党务"))
    answer = client.post(page_of(kind), sent)
    assert (answer.status_code, errors(answer)[0][:17]) == (409, "您打开本页之后，其他人已经保存过。")
    assert ItemKind.objects.get(pk=kind.pk).name == "党务"


def test_a_kind_moves_and_is_deleted(cast, sign_in):
    client, kind = sign_in(cast.office), add_lamps(cast)
    client.post(page_of(kind, "kind_move"), {"up": "1"})
    assert [one.name for one in ItemKind.objects.filter(government=cast.government)][2] == "党建重点"
    answer = client.post(page_of(kind, "kind_remove"), follow=True)
    assert said(answer) == ["已删除事项类别“党建重点”。"]
    answer = client.post(page_of(cast.key.item_kind, "kind_remove"), follow=True)
    assert said(answer) == ["“重点工作任务”2024 年有 2 项，不能删除；可以改名。"]


def test_the_rule_of_recovery_is_set(cast, sign_in):
    client = sign_in(cast.office)
    for sent, told in (({"is_stepwise": "on"}, "今后落后的先转关注"), ({}, "落后的可以直接研判为正常")):
        assert said(client.post(reverse("kind_recovery"), sent, follow=True)) == [f"已保存：{told}。"]
        assert Government.objects.get(pk=cast.government.pk).recovers_stepwise == bool(sent)


def test_the_kinds_of_another_government_are_not_there(cast, sign_in):
    foreign = cast.foreign_task.item_kind
    assert sign_in(cast.office).get(page_of(foreign)).status_code == 404

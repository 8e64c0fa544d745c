"""协调答复 on the pages: asked, answered, and seen by everybody whom it concerns."""

import pytest
from django.urls import reverse

from tasks.filing.entry_actions import withdraw
from tasks.models import CoordinationReply
from tests.acts import deputise, newest, submit
from tests.pages import errors, found, said

ASK, ANSWER = "请协调解决二标段用地。", "已请区规划自然资源局4月底前批复。"


@pytest.fixture
def asking(cast):
    """区教委 has filed, and asks 王明 for help."""
    submit(cast.key_entry, cast.clerk, needs_coordination=True, coordination=ASK)
    return cast


def send(client, entry, text: str = ANSWER, **more):
    given = {"text": text, "revision": newest(entry)} | more
    return client.post(reverse("coordination_answer", args=[entry.pk]), given)


def notes(client, address: str) -> list[str]:
    """What the page says of the request and its answers."""
    return [note for note in found(client.get(address), "div.why") if "协调" in note or "答复" in note]


def page_of(cast) -> str:
    return reverse("task_page", args=[cast.key.pk])


def test_the_leader_answers_on_the_page_of_the_item(asking, sign_in):
    client = sign_in(asking.leader)
    assert notes(client, page_of(asking)) == [f"提请协调 待答复 {ASK}"]
    answer = send(client, asking.key_entry)
    assert answer.url == page_of(asking)
    assert said(client.get(answer.url)) == ["“重点工作任务第1项”的协调事项已答复，单位和督查办会收到通知。"]
    assert notes(client, page_of(asking)) == [
        f"提请协调 已答复 {ASK}",
        f"王明（副区长）答复 {ANSWER} 2024年4月2日",
    ]


def test_the_unit_and_the_office_read_it_where_they_work(asking, sign_in):
    send(sign_in(asking.leader), asking.key_entry)
    entry = [asking.key_entry.pk]
    for client, address in (
        (sign_in(asking.clerk), reverse("entry_page", args=entry)),
        (sign_in(asking.office), reverse("review_entry", args=entry)),
        (sign_in(asking.cooperating_clerk), page_of(asking)),
    ):
        assert notes(client, address) == [
            f"提请协调 已答复 {ASK}",
            f"王明（副区长）答复 {ANSWER} 2024年4月2日",
        ]


def test_what_is_in_the_units_hands_again_is_not_asked_but_the_answer_stays(asking, sign_in):
    send(sign_in(asking.leader), asking.key_entry)
    withdraw(entry=asking.key_entry, by=asking.clerk)
    assert notes(sign_in(asking.office), page_of(asking)) == [
        f"王明（副区长）答复 {ANSWER} 2024年4月2日 · 当时提请的是：{ASK}"
    ]


def test_an_empty_answer_comes_back_with_what_to_mend(asking, sign_in):
    answer = send(sign_in(asking.leader), asking.key_entry, "  ")
    assert (answer.status_code, errors(answer)) == (422, ["请写明答复意见，单位和督查办会收到。"])


def test_the_text_stays_when_the_unit_took_its_request_back(asking, sign_in):
    read = newest(asking.key_entry)
    withdraw(entry=asking.key_entry, by=asking.clerk)
    answer = send(sign_in(asking.leader), asking.key_entry, revision=read)
    assert (answer.status_code, errors(answer)) == (
        409,
        ["单位没有提请协调，或者刚刚撤回修改，暂时不能答复。"],
    )
    assert found(answer, "textarea")[:1] == [ANSWER]
    assert CoordinationReply.objects.count() == 0


def test_after_a_change_the_second_attempt_answers_what_now_stands(asking, sign_in):
    client, read = sign_in(asking.leader), newest(asking.key_entry)
    withdraw(entry=asking.key_entry, by=asking.clerk)
    submit(asking.key_entry, asking.clerk, needs_coordination=True, coordination="请协调资金。")
    answer = send(client, asking.key_entry, revision=read)
    assert (answer.status_code, found(answer, "textarea")[:1]) == (409, [ANSWER])
    send(client, asking.key_entry)
    assert CoordinationReply.objects.get().asked == "请协调资金。"


def test_who_read_the_page_before_his_deputy_answered_reads_that_answer_first(asking, sign_in):
    deputy = deputise(asking)
    send(sign_in(deputy), asking.key_entry, "同意，请规划局办理。", seen=0)
    client = sign_in(asking.leader)
    answer = send(client, asking.key_entry, "不同意。", seen=0)
    assert answer.status_code == 409
    assert errors(answer)[0].startswith("■ 刘芳代王明已于 4月2日") or "刘芳代王明已于 4月2日" in errors(answer)[0]
    assert "刘芳（副区长）代王明答复 同意，请规划局办理。 2024年4月2日" in found(answer, "div.why")
    assert (found(answer, "textarea")[:1], CoordinationReply.objects.count()) == (["不同意。"], 1)
    seen = CoordinationReply.objects.get().pk
    assert send(client, asking.key_entry, "不同意。", seen=seen).status_code == 302

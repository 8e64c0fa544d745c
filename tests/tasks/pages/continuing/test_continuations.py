"""接续: the office decides item by item which ones go on with those of the year before."""

import pytest
from django.urls import reverse

from tasks.continuing import continuations
from tasks.continuing.continuation_actions import OVERTAKEN
from tasks.enums import ContinuationKind, ContinuationState, EventKind
from tasks.models import Edition, Task, TaskContinuation
from tests.acts import kinds_of_events
from tests.cast import PlanFactory, TaskFactory
from tests.pages import boxes, said


@pytest.fixture
def earlier(cast) -> Task:
    Edition.objects.filter(task=cast.key).update(text="完成青木湖公园绿化45万平方米")
    plan = PlanFactory(government=cast.government, year=2023)
    return TaskFactory(plan=plan, number=1, edition__text="完成青木湖公园绿化30万平方米")


@pytest.fixture
def page(cast, earlier) -> str:
    return reverse("continuation_task", args=[cast.key.pk])


def test_an_item_shows_last_years_one_with_what_changed_and_why(cast, sign_in, page, earlier):
    (row,) = sign_in(cast.office).get(page).context["page"].rows
    assert (row.candidate.task, row.figures, row.changed_units, row.reasons) == (
        earlier,
        ["30万平方米 → 45万平方米"],
        "牵头单位 （未列） → 区教委",
        ["共同用语：完成青木湖公园绿化、万平方米", "计量单位相同"],
    )


def test_the_office_confirms_and_comes_to_the_table_when_nothing_waits(cast, sign_in, page, earlier):
    given = {"act": "confirm", "earlier": earlier.pk, "kind": "unfinished", "seen": ""}
    answer = sign_in(cast.office).post(page, given, follow=True)
    assert said(answer) == ["重点工作任务第1项：已确认接续2023年重点工作任务第1项（结转未完）。"]
    assert answer.redirect_chain == [(f"{reverse('continuation_list')}?year=2024", 302)]
    rows = {task: [one for _, one in confirmed] for task, confirmed, _ in answer.context["page"].rows}
    assert {task: found for task, found in rows.items() if found} == {cast.key: [earlier]}


def test_the_page_of_either_item_shows_the_chain(cast, sign_in, page, earlier):
    client = sign_in(cast.office)
    client.post(page, {"act": "confirm", "earlier": earlier.pk, "kind": "continued", "seen": ""})
    for task in (cast.key, earlier):
        chain = client.get(reverse("task_page", args=[task.pk])).context["page"].chain
        assert [link.task for link in chain] == [earlier, cast.key]


def test_what_is_rejected_does_not_wait_any_more(cast, sign_in, page, earlier):
    client = sign_in(cast.office)
    assert client.get(page).context["page"].continuations.undecided == [cast.key]
    answer = client.post(page, {"act": "reject", "earlier": earlier.pk}, follow=True)
    assert said(answer) == ["重点工作任务第1项：已排除 1 个上年事项，以后不再提示。"]
    assert client.get(page).context["page"].continuations.undecided == []
    assert TaskContinuation.objects.get().state == ContinuationState.REJECTED


def test_a_continuation_is_taken_back(cast, sign_in, page, earlier):
    client = sign_in(cast.office)
    client.post(page, {"act": "confirm", "earlier": earlier.pk, "kind": "continued", "seen": ""})
    answer = client.post(page, {"act": "drop", "earlier": earlier.pk, "seen": "confirmed"}, follow=True)
    assert said(answer)[-1:] == ["重点工作任务第1项：已解除与2023年重点工作任务第1项的接续。"]


def test_any_item_of_last_year_is_found_by_its_words_or_number(cast, sign_in, page, earlier):
    other = TaskFactory(plan=earlier.plan, number=17, edition__text="举办龙舟赛")
    client = sign_in(cast.office)
    for query in ("龙舟", "17", "龙舟 17"):
        assert [row.candidate.task for row in client.get(page, {"text": query}).context["page"].found] == [other]
    assert client.get(page, {"text": "没有这样的事项"}).context["page"].found == []


def test_of_two_people_the_second_is_told(cast, sign_in, page, earlier):
    given = {"act": "confirm", "earlier": earlier.pk, "kind": "continued", "seen": ""}
    sign_in(cast.office).post(page, given)
    answer = sign_in(cast.second_office).post(page, given)
    assert (answer.status_code, answer.context["page"].error) == (409, OVERTAKEN)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 422),
        ({"earlier": "9" * 50, "act": "confirm"}, 422),
        ({"earlier": "own", "act": "forget"}, 400),
        ({"earlier": "own", "act": "confirm", "kind": "sideways"}, 400),
        ({"earlier": "self", "act": "confirm", "kind": "split"}, 409),
        ({"earlier": "foreign", "act": "confirm", "kind": "split"}, 422),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(cast, sign_in, page, earlier, given, status):
    named = {"own": earlier.pk, "self": cast.key.pk, "foreign": cast.foreign_task.pk}
    sent = given | ({"earlier": named.get(given["earlier"], given["earlier"])} if "earlier" in given else {})
    assert sign_in(cast.office).post(page, sent).status_code == status
    refused = [EventKind.ACT_REFUSED] if status == 409 else []
    assert (TaskContinuation.objects.count(), kinds_of_events()) == (0, refused)


def test_the_first_plan_has_nothing_to_go_on_with(cast, sign_in):
    client = sign_in(cast.office)
    for address in (reverse("continuation_list"), reverse("continuation_task", args=[cast.key.pk])):
        answer = client.get(address)
        assert (answer.status_code, "最早的" in answer.content.decode()) == (200, True)


def test_the_plan_says_how_many_items_wait(cast, sign_in, earlier):
    assert sign_in(cast.office).get(reverse("plan_page")).context["page"].undecided_count == 1


def test_of_years_with_too_many_items_nothing_is_suggested_and_the_table_says_so(cast, sign_in, earlier, monkeypatch):
    client = sign_in(cast.office)
    told = "两年事项太多，系统不逐项比对"
    assert told not in client.get(reverse("continuation_list")).content.decode()
    for name in ("MOST_PAIRS", "QUICK_PAIRS"):
        monkeypatch.setattr(continuations, name, 0)
    assert told in client.get(reverse("continuation_list")).content.decode()
    assert client.get(reverse("plan_page")).context["page"].undecided_count == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_items(cast, sign_in, count_queries, earlier, count):
    client = sign_in(cast.office)
    for number in range(count):
        later = TaskFactory(plan=cast.plan, number=20 + number)
        TaskContinuation.objects.create(
            earlier=earlier,
            later=later,
            earlier_year=2023,
            later_year=2024,
            state=ContinuationState.CONFIRMED,
            kind=ContinuationKind.SPLIT,
            decided_at="2024-04-01T00:00Z",
            decided_by=cast.office,
        )
    client.get(reverse("continuation_list"))
    with count_queries(10):
        client.get(reverse("continuation_list"))


@pytest.fixture
def listed() -> str:
    return f"{reverse('continuation_list')}?year=2024"


def test_ticked_suggestions_are_confirmed_at_once_and_the_second_of_one_is_a_split(cast, sign_in, earlier, listed):
    Edition.objects.filter(task=cast.other_key).update(text="完成青木湖公园绿化15万平方米")
    client = sign_in(cast.office)
    picks = boxes(client.get(listed), "pick")
    assert picks == [f"{task.pk}-{earlier.pk}" for task in (cast.key, cast.other_key)]
    answer = client.post(listed, {"pick": picks}, follow=True)
    assert said(answer) == ["已确认 2 项接续。不对的，打开该项点“解除接续”。"]
    found = TaskContinuation.objects.order_by("later__number").values_list("later", "kind", "state")
    assert list(found) == [
        (cast.key.pk, ContinuationKind.CONTINUED, ContinuationState.CONFIRMED),
        (cast.other_key.pk, ContinuationKind.SPLIT, ContinuationState.CONFIRMED),
    ]
    assert boxes(answer, "pick") == []


def test_what_a_colleague_decided_meanwhile_is_told_and_the_rest_is_done(cast, sign_in, page, earlier, listed):
    pick = f"{cast.key.pk}-{earlier.pk}"
    sign_in(cast.second_office).post(page, {"act": "reject", "earlier": earlier.pk})
    answer = sign_in(cast.office).post(listed, {"pick": [pick]}, follow=True)
    assert said(answer) == [f"重点工作任务第1项没有办理：{OVERTAKEN}"]


@pytest.mark.parametrize("picks", [[], ["x"], ["9" * 50 + "-1"], ["-"], ["own-foreign"]])
def test_picks_that_name_nothing_do_nothing(cast, sign_in, earlier, listed, picks):
    sent = [f"{cast.key.pk}-{cast.foreign_task.pk}" if pick == "own-foreign" else pick for pick in picks]
    answer = sign_in(cast.office).post(listed, {"pick": sent}, follow=True)
    assert said(answer) == ["没有勾选事项，没有办理。请勾选表中“待确认”的接续，再点“确认勾选的接续”。"]
    assert not TaskContinuation.objects.exists()

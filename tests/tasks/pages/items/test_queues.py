"""事项: the item before and the item behind, in the queue from which one came."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from tasks.enums import Standing
from tasks.models import ProgressEntry
from tests.acts import accept, submit
from tests.pages import found


def page_in(cast, sign_in, who: str, query: str, task=None):
    address = reverse("task_page", args=[(task or cast.livelihood).pk])
    return sign_in(cast.person(who)).get(f"{address}?{query}")


@pytest.mark.parametrize(
    ("who", "query", "label", "names"),
    [
        ("office", "in=list", "事项列表", ("target", "key")),
        ("office", "in=list&kind=livelihood&sort=number", "事项列表 · 已筛选", (None, None)),
        ("leader", "in=list", "事项列表", ("target", "key")),
        ("office", "in=judge", "研判 · 全部", ("target", "key")),
        ("office", "in=review&tab=unfiled&unit=区教委", "填报审核 · 未报送", ("target", "key")),
        ("clerk", "in=mine", "我的任务", ("target", "key")),
        ("clerk", "in=mine&pile=to_file", "我的任务 · 待填报", ("target", "key")),
    ],
)
def test_the_item_stands_in_the_queue_that_the_address_names(cast, sign_in, who, query, label, names):
    queue = page_in(cast, sign_in, who, query).context["page"].queue
    beside = [queue.previous, queue.following]
    assert (queue.label, [one and one.task for one in beside]) == (
        label,
        [name and getattr(cast, name) for name in names],
    )


@pytest.mark.parametrize(
    ("who", "query"),
    [
        ("office", ""),
        ("office", "in=elsewhere"),
        ("clerk", "in=judge"),
        ("office", "in=list&kind=key"),
        ("office", "in=mine"),
    ],
)
def test_an_item_that_is_in_no_queue_of_the_person_has_none(cast, sign_in, who, query):
    answer = page_in(cast, sign_in, who, query)
    assert (answer.status_code, answer.context["page"].queue) == (200, None)


def test_the_queue_is_sorted_as_its_page_and_carried_on(cast, sign_in):
    ProgressEntry.objects.filter(pk=cast.other_entry.pk).update(standing=Standing.LAGGING)
    answer = page_in(cast, sign_in, "office", "in=judge&show=todo", cast.target)
    queue = answer.context["page"].queue
    assert [entry.task for entry in queue.entries] == [cast.other_key, cast.target, cast.livelihood, cast.key]
    assert f"/tasks/{cast.other_key.pk}/?in=judge&amp;show=todo" in answer.content.decode()
    assert queue.address == f"{reverse('judging_queue')}?show=todo"


def test_accepting_from_the_queue_brings_up_the_next_item(cast, sign_in):
    for entry in (cast.livelihood_entry, cast.key_entry):
        submit(entry, cast.clerk)
    client = sign_in(cast.office)
    page = page_in(cast, sign_in, "office", "in=list").context["page"]
    answer = client.post(page.next_act.address, {**page.next_act.posts, "next": page.following_url})
    assert answer.url == f"{reverse('task_page', args=[cast.key.pk])}?in=list"


def test_the_work_pages_lead_to_the_item_and_back_into_their_queue(cast, sign_in):
    client = sign_in(cast.office)
    answer = client.get(f"{reverse('judge_entry', args=[cast.key_entry.pk])}?show=todo")
    address = answer.context["page"].item_address
    assert address == f"/tasks/{cast.key.pk}/?in=judge&show=todo"
    acts = client.get(address).context["page"].acts
    judging = next(act for act in acts if act.label == "研判这一项")
    assert (
        judging.address
        == f"{reverse('judge_entry', args=[cast.key_entry.pk])}?show=todo&next={quote(address, safe='')}"
    )


@pytest.mark.parametrize("label", ["研判这一项", "退回修改", "改报告用语"])
def test_what_is_done_elsewhere_comes_back_to_the_item(cast, sign_in, label):
    submit(cast.key_entry, cast.clerk)
    if label == "研判这一项":
        accept(cast.key_entry, cast.office)
    client, address = sign_in(cast.office), f"/tasks/{cast.key.pk}/?in=list"
    act = next(act for act in client.get(address).context["page"].acts if act.label == label)
    page = client.get(act.address).context["page"]
    assert (page.before, "next" in page.kept) == (address, False)
    cast.key_entry.refresh_from_db()
    sent = {
        "研判这一项": {"outcome": "on_track", "reason": "", "seen": "", "read": cast.key_entry.revision},
        "退回修改": {"do": "return", "reason": "请写明面积。", "revision": cast.key_entry.revision},
    }.get(label)
    if sent is None:
        sent = {field.html_name: field.value() for field in page.wording_form} | {"do": "reword"}
    answer = client.post(act.address, sent)
    assert (answer.status_code, answer.url) == (302, address)


def test_the_present_row_of_the_queue_is_named_by_the_address(cast, sign_in):
    answer = sign_in(cast.office).get(reverse("judge_entry", args=[cast.key_entry.pk]))
    page = answer.content.decode()
    assert page.count('id="now"') == 1
    assert f"{reverse('judge_entry', args=[cast.target_entry.pk])}#now" in page
    assert any("建成小学两所" in row for row in found(answer, "nav.queue"))


@pytest.mark.parametrize(("query", "number"), [("in=judge", 29), ("in=list", 27)])
def test_a_queue_costs_a_fixed_number_of_queries(cast, sign_in, count_queries, query, number):
    client = sign_in(cast.office)
    with count_queries(number):
        client.get(f"{reverse('task_page', args=[cast.key.pk])}?{query}")


def test_the_list_opens_an_item_in_itself_as_it_is_filtered(cast, sign_in):
    answer = sign_in(cast.office).get("/tasks/?kind=key&page=1")
    assert f'href="/tasks/{cast.key.pk}/?kind=key&amp;in=list"' in answer.content.decode()

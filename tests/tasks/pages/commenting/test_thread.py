"""留言 on the pages: written beside the entry, read where it stands, marked in the queues, printed nowhere."""

import pytest
from django.urls import reverse

from tasks import clock
from tasks.commenting.comment_actions import add_comment
from tasks.models import Comment, Notice
from tests.acts import accept, submit
from tests.pages import errors, found, said

ASKED = "外资口径是否一致？"


@pytest.fixture
def thread(cast) -> str:
    return reverse("comment_thread", args=[cast.key_entry.pk])


@pytest.fixture
def asked(cast):
    submit(cast.key_entry, cast.clerk)
    return add_comment(entry=cast.key_entry, text=ASKED, by=cast.office)


def test_a_word_goes_out_from_the_item_and_comes_back_to_it(cast, sign_in, thread):
    back = f"{reverse('task_page', args=[cast.key.pk])}#comments-{cast.key_entry.pk}"
    answer = sign_in(cast.office).post(thread, {"text": f"  {ASKED}\n", "next": back})
    assert (answer.url, Comment.objects.get().text) == (back, ASKED)


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_no_form_leads_out_of_the_house(cast, sign_in, thread, elsewhere):
    answer = sign_in(cast.office).post(thread, {"text": ASKED, "next": elsewhere})
    assert answer.url == "/"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "请写明要说的话。"),
        ("字" * 501, "留言至多 500 字，现有 501 字，请精简。"),
        ("@赵磊 请看", "没有找到“@赵磊”"),
        ("机密★20年", "留言中有密级标志"),
    ],
)
def test_what_is_refused_is_shown_again_with_its_words(cast, sign_in, thread, text, why):
    answer = sign_in(cast.office).post(thread, {"text": text, "next": "/tasks/"})
    assert (answer.status_code, Comment.objects.count()) == (422, 0)
    assert why in errors(answer)[0]
    assert found(answer, "textarea") == [text]


@pytest.mark.parametrize(
    ("who", "name", "is_item"),
    [
        ("clerk", "task_page", True),
        ("clerk", "entry_page", False),
        ("office", "review_entry", False),
        ("office", "judge_entry", False),
    ],
)
def test_the_thread_stands_beside_the_entry_on_its_four_pages(cast, sign_in, asked, who, name, is_item):
    address = reverse(name, args=[cast.key.pk if is_item else cast.key_entry.pk])
    assert f"督查办 陈红 {when(asked)} {ASKED}" in found(sign_in(cast.person(who)).get(address), "section.thread")[0]


def when(comment: Comment) -> str:
    at = clock.convert_to_local(comment.written_at)
    return f"{at.month}月{at.day}日 {at:%H:%M}"


def test_the_script_of_a_thread_is_told_what_is_sent_and_what_is_refused(cast, sign_in, thread):
    office = sign_in(cast.office)
    refused = office.post(thread, {"text": "@赵磊 请看"}, headers={"Accept": "application/json"})
    assert (refused.status_code, Comment.objects.count()) == (422, 0)
    assert "没有找到“@赵磊”" in refused.json()["errors"][0]
    told = office.post(thread, {"text": ASKED}, headers={"Accept": "application/json"})
    assert (told.status_code, told.json()) == (200, {"message": "留言已发出，对方会收到通知。"})


def test_the_notice_leads_to_the_thread(cast, sign_in, asked):
    notice = Notice.objects.get(recipient=cast.clerk)
    client = sign_in(cast.clerk)
    answer = client.post(reverse("notice_page", args=[notice.pk]), {"to": notice.reminders.get().pk})
    assert answer.url == f"{reverse('task_page', args=[cast.key.pk])}#comments-{cast.key_entry.pk}"


def test_an_unread_word_is_marked_in_the_queues_until_it_is_read(cast, sign_in, asked):
    accept(cast.key_entry, cast.office)
    add_comment(entry=cast.key_entry, text="一致。", by=cast.clerk)
    client = sign_in(cast.office)
    pages = [reverse(name, args=[cast.target_entry.pk]) for name in ("judge_entry", "review_entry")]
    marked = [[text for text in found(client.get(page), "a") if "留言未读" in text] for page in pages]
    assert [len(rows) for rows in marked] == [1, 0]
    newest = Comment.objects.latest("pk").pk
    client.post(reverse("thread_read", args=[cast.key_entry.pk]), {"newest": newest})
    assert "留言未读" not in client.get(pages[0]).content.decode()


def test_an_unread_word_is_marked_in_the_lists_of_both_sides(cast, sign_in, asked):
    lists = [reverse("my_tasks"), reverse("task_list")]
    assert [found(sign_in(cast.clerk).get(address), "b.watch") for address in lists] == [["留言未读"]] * 2
    add_comment(entry=cast.key_entry, text="一致。", by=cast.clerk)
    lists = [reverse("task_list"), f"{reverse('judging_queue')}?summary=1&show=all", reverse("review_queue")]
    assert [found(sign_in(cast.office).get(address), "b.watch") for address in lists] == [["留言未读"]] * 3


def test_a_withdrawn_word_is_told_and_not_read(cast, sign_in, asked):
    client = sign_in(cast.office)
    answer = client.post(reverse("comment_withdraw", args=[asked.pk]), follow=True)
    assert said(answer) == ["留言已撤回。"]
    page = sign_in(cast.clerk).get(reverse("task_page", args=[cast.key.pk])).content.decode()
    assert (ASKED in page, "撤回了一条留言。" in page) == (False, True)


def test_the_names_behind_an_at_are_those_of_the_item(cast, sign_in):
    names = sign_in(cast.clerk).get(reverse("comment_names", args=[cast.key_entry.pk])).json()["names"]
    assert names == ["陈红", "何伟", "林涛", "李静", "周强", "孙丽", "王明", "督查办", "区教委", "区财政局"]


def test_what_is_named_is_marked_and_nothing_of_a_word_is_markup(cast, sign_in):
    add_comment(entry=cast.key_entry, text="@区财政局请看<b>这里</b>", by=cast.office)
    page = sign_in(cast.clerk).get(reverse("comment_thread", args=[cast.key_entry.pk])).content.decode()
    assert "<b>@区财政局</b>请看&lt;b&gt;这里&lt;/b&gt;" in page

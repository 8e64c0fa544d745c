"""Several drafts are filed, and several filings confirmed, after a page that says so in numbers; and the way back."""

from django.urls import reverse

from tasks.enums import EntryState, Standing
from tasks.filing.entry_actions import send_back
from tasks.models import ProgressEntry
from tests.acts import newest, save, submit
from tests.pages import found

FILE, CONFIRM, MINE = reverse("entries_file"), reverse("entries_confirm"), reverse("my_tasks")


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def states(*entries) -> list[EntryState]:
    for entry in entries:
        entry.refresh_from_db()
    return [entry.state for entry in entries]


def test_the_complete_drafts_are_counted_shown_filed_and_taken_back(cast, sign_in, count_queries):
    clerk = sign_in(cast.clerk)
    save(cast.key_entry, cast.clerk, "建成一所。")
    save(cast.target_entry, cast.clerk, "增长6.1%。")
    save(cast.livelihood_entry, cast.clerk, "新增＿＿个。")
    assert "报送已填好的 2 项" in clerk.get(MINE).content.decode()
    with count_queries(10):
        page = clerk.get(FILE)
    assert (found(page, "h1"), page.context["page"].counts) == (
        ["报送 2 项"],
        [(2, "可以报送", "ok"), (1, "须打开办理", "watch")],
    )
    assert [one.about for one in page.context["page"].exceptions] == ["民生实事第1项"]
    named = [(one.about, one.words) for one in page.context["page"].taken]
    assert named == [("预期目标第1项", "增长6.1%。"), ("重点工作任务第1项", "建成一所。")]
    assert "增长6.1%。" in page.content.decode()
    picked = [value for _, value in page.context["page"].carried]
    done = clerk.post(FILE, {"pick": picked}, follow=True)
    assert (done.redirect_chain, said(done)) == ([(MINE, 302)], ["已报送 2 项。"])
    assert states(cast.key_entry, cast.target_entry, cast.livelihood_entry) == [
        EntryState.SUBMITTED,
        EntryState.SUBMITTED,
        EntryState.DRAFT,
    ]
    offer = next(iter(done.context["messages"])).extra_tags
    clerk.post(reverse("undo"), {"offer": offer, "next": MINE})
    assert states(cast.key_entry, cast.target_entry) == [EntryState.DRAFT, EntryState.DRAFT]


def test_a_colleagues_newer_text_is_not_filed_unread(cast, sign_in):
    clerk = sign_in(cast.clerk)
    save(cast.key_entry, cast.clerk, "建成一所。")
    picked = [value for _, value in clerk.get(FILE).context["page"].carried]
    save(cast.key_entry, cast.unit_head, "建成两所。")
    answer = clerk.post(FILE, {"pick": picked}, follow=True)
    assert said(answer)[0].startswith("1 项未办理（重点工作任务第1项）：区教委 周强于 ")
    assert states(cast.key_entry) == [EntryState.DRAFT]


def test_the_head_confirms_what_is_not_warned_of(cast, sign_in):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    submit(cast.key_entry, cast.clerk)
    submit(cast.livelihood_entry, cast.clerk, "新增一千个。")
    ProgressEntry.objects.filter(pk=cast.livelihood_entry.pk).update(standing=Standing.LAGGING)
    head = sign_in(cast.unit_head)
    page = head.get(CONFIRM)
    warned = [(one.about, one.why) for one in page.context["page"].exceptions]
    picked = [value for _, value in page.context["page"].carried]
    done = head.post(CONFIRM, {"pick": picked}, follow=True)
    assert said(done) == [f"已审核通过，报送督查办 {len(picked)} 项。"]
    assert states(cast.key_entry) == [EntryState.SUBMITTED]
    assert warned == [("民生实事第1项", ["按所报内容，进度滞后"])]


def test_what_only_the_office_watches_does_not_stop_the_head(cast, sign_in):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    submit(cast.key_entry, cast.clerk)
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(standing=Standing.WATCH)
    head = sign_in(cast.unit_head)
    assert "审核通过 1 项" in head.get(MINE).content.decode()
    assert [one.about for one in head.get(CONFIRM).context["page"].taken] == ["重点工作任务第1项"]


def test_what_was_sent_back_and_not_changed_is_asked_about_on_its_page_and_left_out_of_the_batch(cast, sign_in):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    submit(cast.key_entry, cast.clerk, "建成一所。")
    send_back(entry=cast.key_entry, reason="请写面积。", revision=newest(cast.key_entry), by=cast.unit_head)
    clerk = sign_in(cast.clerk)
    assert "报送已填好的" not in clerk.get(MINE).content.decode()
    assert found(clerk.get(FILE), "h1") == ["还没有可以一次报送的事项"]
    sent = {"base_revision": newest(cast.key_entry), "text": "建成一所。"}
    answer = clerk.post(reverse("entry_submit", args=[cast.key_entry.pk]), sent)
    assert answer.context["page"].doubts == ["退回后未改：文字和数字与退回时相同，请对照退回意见"]
    assert states(cast.key_entry) == [EntryState.DRAFT]
    clerk.post(
        reverse("entry_submit", args=[cast.key_entry.pk]), sent | {"checked": answer.context["page"].doubts_mark}
    )
    assert states(cast.key_entry) == [EntryState.CONFIRMING]


def test_where_there_is_nothing_to_file_the_list_says_so(cast, sign_in):
    answer = sign_in(cast.clerk).get(FILE, follow=True)
    assert (answer.redirect_chain, said(answer)) == ([(MINE, 302)], ["现在没有可以报送的事项。"])
    forged = sign_in(cast.clerk).post(FILE, {"pick": "1:x"}, follow=True)
    assert said(forged) == ["没有收到要办理的事项，请重新核对。", "现在没有可以报送的事项。"]

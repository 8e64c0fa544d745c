"""事项: what is done with ticked rows, only with those that the act suits, and what is said of the others."""

import pytest
from django.urls import reverse

from tasks.enums import EntryState, Outcome, Standing
from tasks.models import Judgement, ProgressEntry
from tests.pages import found, said, undo_offers

BATCH, LIST = reverse("items_batch"), reverse("task_list")


def put(entry: ProgressEntry, state: EntryState, standing: Standing = Standing.NORMAL) -> None:
    ProgressEntry.objects.filter(pk=entry.pk).update(state=state, standing=standing, text="按计划推进。", revision=1)


def press(client, act: str, *entries: ProgressEntry, follow: bool = True, **more):
    rows = ProgressEntry.objects.in_bulk([entry.pk for entry in entries]).values()
    picks = [f"{row.pk}:{row.revision}:{row.judgement_id or 0}" for row in rows]
    return client.post(BATCH, {"do": act, "pick": picks, "next": f"{LIST}?kind=key", **more}, follow=follow)


def test_what_waits_is_accepted_and_the_list_comes_back_as_it_was(cast, sign_in):
    put(cast.key_entry, EntryState.SUBMITTED)
    answer = press(sign_in(cast.office), "accept", cast.key_entry, cast.other_entry)
    assert answer.redirect_chain == [(f"{LIST}?kind=key", 302)]
    assert said(answer) == ["另 1 项不在此列，未动。", "已审核通过 1 项。"]
    assert len(undo_offers(answer)) == 1
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.state == EntryState.ACCEPTED


def test_what_is_warned_of_is_named_before_anything_is_accepted(cast, sign_in):
    put(cast.key_entry, EntryState.SUBMITTED, Standing.LAGGING)
    put(cast.other_entry, EntryState.SUBMITTED)
    office = sign_in(cast.office)
    answer = press(office, "accept", cast.key_entry, cast.other_entry)
    assert found(answer, "h1") == ["审核通过 2 项？"]
    assert not ProgressEntry.objects.filter(state=EntryState.ACCEPTED).exists()
    sent = {"pick": [f"{cast.key_entry.pk}:1", f"{cast.other_entry.pk}:1"], "is_confirmed": "on"}
    answer = office.post(reverse("review_accept_many"), {**sent, "next": f"{LIST}?kind=key"}, follow=True)
    assert answer.redirect_chain == [(f"{LIST}?kind=key", 302)]


def test_only_what_nothing_speaks_against_is_judged_as_on_track(cast, sign_in):
    put(cast.target_entry, EntryState.ACCEPTED)
    put(cast.key_entry, EntryState.ACCEPTED, Standing.WATCH)
    put(cast.other_entry, EntryState.SUBMITTED)
    answer = press(sign_in(cast.office), "judge", cast.target_entry, cast.key_entry, cast.other_entry)
    assert said(answer) == [
        "另 2 项不在此列，未动（1 项系统提示关注，1 项尚未审核通过）。",
        "已研判为“正常推进” 1 项。",
    ]
    assert list(Judgement.objects.values_list("entry", "outcome", "reason")) == [
        (cast.target_entry.pk, Outcome.ON_TRACK, "")
    ]


def test_where_none_is_suited_nothing_is_done(cast, sign_in):
    answer = press(sign_in(cast.office), "judge", cast.key_entry)
    assert said(answer) == ["所选 1 项都不能判为正常推进（1 项尚未报送）。"]
    assert not Judgement.objects.exists()


def test_what_somebody_changed_meanwhile_is_left(cast, sign_in):
    put(cast.key_entry, EntryState.SUBMITTED)
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(revision=2)
    data = {"do": "accept", "pick": [f"{cast.key_entry.pk}:1:0"]}
    answer = sign_in(cast.office).post(BATCH, data, follow=True)
    assert [text[:11] for text in said(answer)] == ["1 项未办理（重点工作"]


@pytest.mark.parametrize(
    ("act", "page"), [("remind", "remind_page"), ("adjust", "tasks_adjust"), ("end", "endings_page")]
)
def test_the_other_acts_lead_to_their_page_with_the_rows_ticked(cast, sign_in, act, page):
    answer = press(sign_in(cast.office), act, cast.key_entry, follow=False)
    assert answer["Location"] == f"{reverse(page)}?of={cast.period.key}&entry={cast.key_entry.pk}"


def test_a_unit_does_none_of_it(cast, sign_in):
    put(cast.key_entry, EntryState.SUBMITTED)
    assert press(sign_in(cast.clerk), "accept", cast.key_entry).status_code == 403


def test_nothing_ticked_is_said(cast, sign_in):
    assert said(sign_in(cast.office).post(BATCH, {"do": "accept"}, follow=True)) == ["请先勾选事项，再办理。"]


def test_an_unknown_act_is_refused(cast, sign_in):
    assert sign_in(cast.office).post(BATCH, {"do": "burn"}).status_code == 400


def test_it_leads_back_to_no_foreign_page(cast, sign_in):
    put(cast.key_entry, EntryState.SUBMITTED)
    data = {"do": "accept", "pick": [f"{cast.key_entry.pk}:1:0"], "next": "//example.com/"}
    assert sign_in(cast.office).post(BATCH, data)["Location"] == LIST

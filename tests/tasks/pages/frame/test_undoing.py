"""撤销 in the message that says what was done."""

import pytest
from django.urls import reverse

from tasks.enums import EntryState, Outcome
from tasks.models import Event
from tasks.pages.frame.undo_offers import LINGERS, UndoOffer, parse_undo_offer
from tests.acts import accept, judge, submit
from tests.pages import found, said, undo_offers


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


def press(client, offer: str, back: str = ""):
    return client.post(reverse("undo"), {"offer": offer, "next": back}, follow=True)


def test_the_message_of_a_judgement_undoes_it_and_leads_to_its_item(cast, office):
    page = reverse("judge_entry", args=[cast.key_entry.pk])
    done = office.post(page, {"outcome": Outcome.LAGGING, "reason": "未开工。", "seen": ""}, follow=True)
    assert said(done) == ["“重点工作任务第1项”研判为“推进滞后”。"]
    [offer] = undo_offers(done)
    undone = press(office, offer)
    cast.key_entry.refresh_from_db()
    assert (undone.redirect_chain, cast.key_entry.judgement) == ([(page, 302)], None)
    assert said(undone) == ["已撤销：研判“重点工作任务第1项 建成小学两所，投用中学一所”，恢复为办理前的情况。"]
    assert undo_offers(undone) == []


def test_the_offer_stands_for_some_seconds_however_fast_the_next_page_comes(cast, office, monkeypatch):
    submit(cast.key_entry, cast.clerk)
    page = reverse("review_entry", args=[cast.key_entry.pk])
    first = office.post(page, {"do": "accept", "revision": 1}, follow=True)
    second = office.get(reverse("review_queue"))
    assert undo_offers(first) != undo_offers(second) != []
    assert (said(second), found(second, "li.earlier")) == ([], ["“重点工作任务第1项”已审核通过。 撤销 u"])
    made = parse_undo_offer(undo_offers(second)[0]).made_at
    monkeypatch.setattr("tasks.clock.get_timestamp", lambda: made + LINGERS)
    office.get(reverse("review_queue"))
    assert undo_offers(office.get(reverse("review_queue"))) == []


def test_of_several_acts_the_newest_alone_offers_to_be_undone(cast, office):
    pages = []
    for entry in (cast.key_entry, cast.target_entry):
        submit(entry, cast.clerk)
        page = reverse("review_entry", args=[entry.pk])
        pages.append(office.post(page, {"do": "accept", "revision": 1}, follow=True))
    assert [len(undo_offers(page)) for page in pages] == [1, 1]
    later = office.get(reverse("review_queue"))
    assert undo_offers(later)[0].split(":")[2] == undo_offers(pages[1])[0].split(":")[2]
    assert found(later, "li.earlier") == ["“预期目标第1项”已审核通过。 撤销 u"]


def test_the_offer_goes_with_what_it_would_undo(cast, sign_in):
    clerk = sign_in(cast.clerk)
    address = reverse("entry_submit", args=[cast.key_entry.pk])
    filed = clerk.post(address, {"text": "建成一所。", "base_revision": 0}, follow=True)
    assert len(undo_offers(filed)) == 1
    clerk.post(reverse("entry_withdraw", args=[cast.key_entry.pk]))
    assert undo_offers(clerk.get(reverse("my_tasks"))) == []


def test_what_cannot_be_undone_is_said_and_the_person_stays_where_he_was(cast, office):
    submit(cast.key_entry, cast.clerk)
    page = reverse("review_entry", args=[cast.key_entry.pk])
    [offer] = undo_offers(office.post(page, {"do": "accept", "revision": 1}, follow=True))
    judge(cast.key_entry, cast.second_office)
    told = press(office, offer, reverse("review_queue"))
    cast.key_entry.refresh_from_db()
    assert (told.redirect_chain[-1][0], cast.key_entry.state) == (reverse("review_queue"), EntryState.ACCEPTED)
    assert said(told)[0].startswith("未撤销 1 项（重点工作任务第1项 建成小学两所，投用中学一所）：")
    assert said(told)[0].endswith("办理“研判”，在此之前的“审核通过”不能撤销；请按现在的情况办理。")


def test_nobody_undoes_what_another_government_did(cast, sign_in):
    submit(cast.key_entry, cast.clerk)
    accept(cast.key_entry, cast.office)
    offer = f"{UndoOffer(0, (Event.objects.first().pk,))}"
    assert said(press(sign_in(cast.stranger), offer)) == ["没有可以撤销的操作，请在该事项的页面上办理。"]


@pytest.mark.parametrize("text", ["", "1:0", "1:0:x", "1:0:²", "1:0:-1", f"1:0:{'9' * 19}", "a.b.c"])
def test_an_offer_that_no_page_makes_is_refused(office, text):
    assert parse_undo_offer(text) is None
    assert office.post(reverse("undo"), {"offer": text}).status_code == 400

"""签收 in the browser: a unit signs for all its items on one screen."""

import pytest

from tasks.enums import ReceiptState
from tasks.models import Receipt
from tasks.receiving.receipt_actions import decide_receipt
from tests.cast import PlanFactory
from tests.pages import errors, found, said
from tests.tasks.receiving.test_receipt_actions import foreign, mark, opened, own, sign

PAGE = "/receipts/"
PEOPLE = {
    "all-in_charge": "周强",
    "all-in_charge_post": "副主任",
    "all-contact": "李静",
    "all-telephone": "023 67891234",
}


@pytest.fixture
def asked(cast):
    return opened(cast)


def send(client, cast, *, seen=None, **given):
    """Sends the form with everything signed for but what is ``given``."""
    items = {f"item{task.pk}-do": "sign" for task in (cast.target, cast.livelihood, cast.key)}
    fresh = {"seen": mark(cast, cast.lead_unit) if seen is None else seen}
    return client.post(PAGE, PEOPLE | items | fresh | given, follow=True)


def of(task, name: str) -> str:
    return f"item{task.pk}-{name}"


def test_one_entry_fills_all_items(asked, sign_in):
    answer = send(sign_in(asked.clerk), asked)
    assert said(answer) == ["区教委已签收 3 项。"]
    assert found(answer, "p.sub") == ["区教委牵头的2024年任务 3 项，2024年4月10日前签收 · 已全部办理"]
    assert {receipt.call for receipt in Receipt.objects.all()} == {"李静 023-67891234"}


def test_an_item_may_have_people_of_its_own_and_another_may_be_returned_or_left(asked, sign_in):
    other = {of(asked.target, "contact"): "王磊", of(asked.target, "telephone"): "6620"}
    returned = {of(asked.key, "do"): "return", of(asked.key, "reason"): "由区城市管理局负责。"}
    answer = send(sign_in(asked.clerk), asked, **other, **returned, **{of(asked.livelihood, "do"): "leave"})
    assert said(answer) == ["区教委已签收 1 项，退回 1 项，等待督查办办理。"]
    assert list(Receipt.objects.order_by("task").values_list("task", "state", "contact", "telephone", "reason")) == [
        (asked.target.pk, ReceiptState.RECEIVED, "王磊", "6620", ""),
        (asked.key.pk, ReceiptState.DISPUTED, "", "", "由区城市管理局负责。"),
    ]


def test_a_mistake_is_said_at_its_field_what_was_typed_stays_and_nothing_is_signed(asked, sign_in):
    wrong = {"all-telephone": "67891234", "all-in_charge": "", of(asked.key, "do"): "return"}
    answer = send(sign_in(asked.clerk), asked, **wrong)
    assert (answer.status_code, errors(answer)) == (
        422,
        [
            "请填写责任人姓名。",
            "“67891234”没有区号。手机号写 11 位数字，座机写区号（如 023-67891234），内网短号写 3 至 6 位数字。",
            "请写明不属本单位职责的理由。",
        ],
    )
    assert (b'value="67891234"' in answer.content, Receipt.objects.count()) == (True, 0)


def test_who_is_missing_for_one_item_alone_is_said_there(asked, sign_in):
    own_people = {
        of(task, name): PEOPLE[f"all-{name}"]
        for task in (asked.target, asked.key)
        for name in ("in_charge", "contact", "telephone")
    }
    answer = send(sign_in(asked.clerk), asked, **dict.fromkeys(PEOPLE, ""), **own_people)
    assert errors(answer) == ["请填写责任人姓名。", "请填写联系人姓名。", "请填写联系电话。"]
    assert Receipt.objects.count() == 0


def test_a_reason_without_a_return_is_asked_about(asked, sign_in):
    answer = send(sign_in(asked.clerk), asked, **{of(asked.key, "reason"): "不归我们。"})
    assert errors(answer) == ["■ 写了退回的理由，请选“不属本单位职责”；不退回的，请清空理由。"]


def test_nothing_that_cannot_be_chosen_is_taken(asked, sign_in):
    answer = send(sign_in(asked.clerk), asked, **{of(asked.key, "do"): "burn"})
    assert (answer.status_code, errors(answer)) == (422, ["■ 请选择签收或退回。"])


def test_what_a_colleague_did_meanwhile_is_said_and_the_next_try_is_based_on_it(asked, sign_in):
    seen = mark(asked, asked.lead_unit)
    sign(asked, own(asked.key), by=asked.unit_head)
    client = sign_in(asked.clerk)
    answer = send(client, asked, seen=seen, **{of(asked.key, "do"): "leave"})
    assert answer.status_code == 409
    assert found(answer, "p.why") == [
        "■ 没有提交 您打开本页之后，本单位的事项或签收情况有了变化。已填的内容仍在，请核对后再次提交。"
    ]
    assert b'value="\xe5\x89\xaf\xe4\xb8\xbb\xe4\xbb\xbb"' in answer.content
    again = send(client, asked, seen=answer.context["page"].form.seen, **{of(asked.key, "do"): "leave"})
    assert said(again) == ["区教委已签收 2 项。"]


def test_the_page_shows_what_the_office_decided(asked, sign_in):
    [receipt] = sign(asked, foreign(asked.key))
    decide_receipt(receipt=receipt, keeps=True, decision="三定方案中属区教委职责。", by=asked.office)
    answer = sign_in(asked.clerk).get(PAGE)
    assert found(answer, "p.why") == ["督查办：维持分工 三定方案中属区教委职责。"]
    assert found(answer, "td.state") == ["未签收", "未签收", "维持分工"]


def test_before_the_office_has_asked_nothing_can_be_signed(cast, sign_in):
    client = sign_in(cast.clerk)
    assert found(client.get(PAGE), "p.empty") == ["督查办还没有开启2024年的签收。开启后会有通知。"]
    assert said(send(client, cast)) == ["督查办还没有开启2024年的签收。"]


def test_a_unit_that_only_cooperates_has_nothing_to_sign(asked, sign_in):
    assert found(sign_in(asked.cooperating_clerk).get(PAGE), "p.empty") == [
        "2024年没有由区财政局牵头的任务，无需签收。"
    ]


@pytest.mark.parametrize("query", ["?year=1999", "?year=x", "?unit=999999", "?unit=x"])
def test_a_year_or_a_unit_that_is_not_the_persons_is_not_found(asked, sign_in, query):
    assert sign_in(asked.clerk).get(PAGE + query).status_code == 404


def test_every_year_whose_signing_is_open_can_be_chosen(asked, sign_in):
    PlanFactory(government=asked.government, year=2023)
    PlanFactory(government=asked.government, year=2022, receipts_due_on="2022-03-01")
    answer = sign_in(asked.clerk).get(PAGE)
    assert found(answer, "nav.tabs") == ["2024年 2022年"]


def test_the_notice_leads_to_the_page(asked, sign_in):
    client = sign_in(asked.clerk)
    reminder = asked.clerk.reminders.get()
    answer = client.post(f"/notices/{reminder.notice_id}/", {"to": reminder.pk})
    assert answer.url == PAGE

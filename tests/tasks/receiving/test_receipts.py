"""签收: whom to call about an entry, and who may read it."""

import pytest

from tasks.models import Receipt
from tasks.queries import select_visible_receipts
from tasks.receiving.receipts import format_calls, index_contacts_by_entry, list_item_receipts
from tests.tasks.receiving.test_receipt_actions import foreign, opened, own, sign

SEES = {
    "clerk": {"key", "target"},
    "unit_head": {"key", "target"},
    "other_clerk": {"other_key"},
    "cooperating_clerk": set(),
    "office": {"key", "target", "other_key"},
    "second_office": {"key", "target", "other_key"},
    "leader": {"key", "target"},
    "administrator": set(),
    "auditor": set(),
    "stranger": set(),
}


@pytest.fixture
def signed(cast):
    opened(cast)
    sign(cast, own(cast.key), own(cast.target, contact="王磊", telephone="6620"), foreign(cast.livelihood))
    sign(cast, own(cast.other_key), by=cast.other_clerk, unit=cast.other_unit)
    Receipt.objects.filter(task=cast.livelihood).delete()
    return cast


@pytest.mark.parametrize("who", SEES)
def test_telephones_are_read_by_the_office_the_own_unit_and_the_items_leaders(signed, who):
    seen = {receipt.task for receipt in select_visible_receipts(signed.person(who))}
    assert seen == {getattr(signed, name) for name in SEES[who]}


def test_a_leader_who_is_not_named_any_more_reads_none(signed):
    signed.key.current.leaderships.all().delete()
    assert {receipt.task for receipt in select_visible_receipts(signed.leader)} == {signed.target}


def test_whom_to_call_about_an_entry_is_who_signed_in_the_unit_that_files_it(signed):
    entries = [signed.key_entry, signed.target_entry, signed.livelihood_entry]
    contacts = index_contacts_by_entry(signed.office, entries)
    assert {entry: format_calls(contacts.get(entry.pk, ())) for entry in entries} == {
        signed.key_entry: "李静 023-67891234",
        signed.target_entry: "王磊 6620",
        # nobody signed for this one, but the unit named somebody for another of its items
        signed.livelihood_entry: "王磊 6620",
    }
    assert index_contacts_by_entry(signed.cooperating_clerk, entries) == {}


def test_what_a_unit_returned_is_nobody_to_call(cast):
    opened(cast)
    sign(cast, foreign(cast.key))
    assert index_contacts_by_entry(cast.office, [cast.key_entry]) == {}


def test_the_list_takes_as_many_queries_for_all_items_as_for_one(signed, count_queries):
    with count_queries(4):
        assert len(list_item_receipts(signed.plan, tasks=[signed.key.pk])) == 1
    with count_queries(4):
        assert len(list_item_receipts(signed.plan)) == 4

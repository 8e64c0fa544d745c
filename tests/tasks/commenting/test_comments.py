"""留言: who reads which words of a thread, and which wait for him."""

from datetime import date

import pytest

from tasks.commenting.comment_actions import add_comment, withdraw_comment
from tasks.commenting.comments import list_entries_with_unread, map_entry_to_thread
from tasks.models import ProgressEntry
from tasks.queries import prefetch_duties
from tests.acts import deputise

OFFICE, LEAD, NAMING, COOPERATING, TO_THE_LEADER = (
    "外资口径是否一致？",
    "一致。",
    "@区财政局 请补凭证",
    "已补。",
    "请@王明 阅示",
)


@pytest.fixture
def threads(cast):
    """entry → its thread as a person reads it, after five people have spoken."""
    for text, who in (
        (OFFICE, "office"),
        (LEAD, "clerk"),
        (NAMING, "clerk"),
        (COOPERATING, "cooperating_clerk"),
        (TO_THE_LEADER, "office"),
    ):
        add_comment(entry=cast.key_entry, text=text, by=cast.person(who))

    def read(who):
        entry = prefetch_duties(ProgressEntry.objects.filter(pk=cast.key_entry.pk)).get()
        return map_entry_to_thread(who, [entry]).get(entry.pk)

    return read


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("office", [OFFICE, LEAD, NAMING, COOPERATING, TO_THE_LEADER]),
        ("unit_head", [OFFICE, LEAD, NAMING, COOPERATING, TO_THE_LEADER]),
        ("cooperating_clerk", [NAMING, COOPERATING]),
        ("leader", [TO_THE_LEADER]),
    ],
)
def test_office_and_lead_units_read_all_others_their_own_and_what_names_them(cast, threads, who, words):
    assert [word.comment.text for word in threads(cast.person(who)).words] == words


@pytest.mark.parametrize("who", ["other_clerk", "head", "viewer", "administrator", "auditor", "stranger"])
def test_nobody_else_has_the_thread(cast, threads, who):
    assert threads(cast.person(who)) is None


def test_a_deputy_of_the_leader_writes_and_does_not_read_what_names_him(cast, threads, settings):
    settings.DUBAN_TODAY = date(2024, 4, 2)
    thread = threads(deputise(cast))
    assert (thread.may_write, thread.words) == (True, [])


def test_what_waits_is_counted_for_each_person(cast, threads):
    assert [threads(cast.person(who)).unread for who in ("office", "clerk", "cooperating_clerk", "leader")] == [
        0,
        2,
        0,
        1,
    ]
    assert list_entries_with_unread(cast.leader) == {cast.key_entry.pk}
    assert list_entries_with_unread(cast.other_clerk) == set()


def test_a_withdrawn_word_waits_for_nobody(cast):
    comment = add_comment(entry=cast.key_entry, text=OFFICE, by=cast.office)
    withdraw_comment(comment=comment, by=cast.office)
    assert list_entries_with_unread(cast.clerk) == set()


def test_threads_take_as_many_queries_for_three_entries_as_for_one(cast, django_assert_num_queries):
    entries = [cast.key_entry, cast.target_entry, cast.livelihood_entry]
    for entry in entries:
        add_comment(entry=entry, text=NAMING, by=cast.office)
    for count in (1, 3):
        found = list(prefetch_duties(ProgressEntry.objects.filter(pk__in=[entry.pk for entry in entries[:count]])))
        with django_assert_num_queries(4):
            assert len(map_entry_to_thread(cast.clerk, found)) == count

"""需区领导协调: what is asked with an entry, what was answered, and who may answer."""

import pytest

from tasks.enums import CoordinationState
from tasks.filing.coordination import find_coordination_request, list_coordination_requests
from tasks.filing.coordination_actions import answer_coordination
from tasks.filing.entry_actions import withdraw
from tasks.models import ProgressEntry
from tests.acts import newest, save, submit

ASK = "请协调解决二标段用地。"


def read(entry) -> ProgressEntry:
    return ProgressEntry.objects.get(pk=entry.pk)


def ask(cast, words: str = ASK) -> None:
    submit(cast.key_entry, cast.clerk, needs_coordination=True, coordination=words)


def answer(cast):
    entry = cast.key_entry
    return answer_coordination(entry=entry, text="已批复。", revision=newest(entry), by=cast.leader)


@pytest.mark.parametrize(
    ("who", "may_answer"),
    [("leader", True), ("office", False), ("clerk", False), ("cooperating_clerk", False)],
)
def test_the_responsible_leader_alone_may_answer(cast, who, may_answer):
    ask(cast)
    request = find_coordination_request(read(cast.key_entry), cast.person(who))
    assert (request.words, request.replies, request.state, request.may_answer) == (
        ASK,
        [],
        CoordinationState.WAITING,
        may_answer,
    )


def test_an_answered_request_may_be_answered_again(cast):
    ask(cast)
    reply = answer(cast)
    request = find_coordination_request(read(cast.key_entry), cast.leader)
    assert (request.replies, request.state, request.may_answer) == ([reply], CoordinationState.ANSWERED, True)


def test_what_was_taken_back_shows_its_replies_and_cannot_be_answered(cast):
    ask(cast)
    reply = answer(cast)
    withdraw(entry=cast.key_entry, by=cast.clerk)
    entry = read(cast.key_entry)
    request = find_coordination_request(entry, cast.leader)
    assert (request.words, request.replies, request.may_answer) == (None, [reply], False)
    assert list_coordination_requests([entry], cast.leader) == []


def test_a_draft_asks_nothing(cast):
    save(cast.key_entry, cast.clerk, "建成一所。", needs_coordination=True, coordination=ASK)
    assert find_coordination_request(read(cast.key_entry), cast.clerk) is None


def test_the_requests_of_many_entries_cost_no_query_where_the_replies_are_fetched(cast, count_queries):
    ask(cast)
    entries = ProgressEntry.objects.select_related("period__plan").prefetch_related(
        "edition__responsibilities__unit", "edition__leaderships", "replies"
    )
    found = list(entries)
    with count_queries(0):
        requests = list_coordination_requests(found, cast.office)
    assert [request.entry for request in requests] == [cast.key_entry]

"""用语: who may choose the words, which are refused, and what two people at once do."""

import pytest
from django.core.exceptions import ValidationError

from tasks.enums import EventKind
from tasks.models import Event, Government
from tasks.models.changes import ChangedMeanwhile, compute_fingerprint
from tasks.organisation.ready_sets import load_ready_sets
from tasks.organisation.term_actions import set_terms
from tasks.organisation.terms import describe_terms, find_unfit_terms
from tasks.permissions import Refused
from tasks.terms import TERMS

pytestmark = pytest.mark.django_db


def seen(government: Government) -> str:
    return compute_fingerprint(describe_terms(Government.objects.get(pk=government.pk)))


def say(cast, by=None, **values) -> bool:
    return set_terms(government=cast.government, values=values, seen=seen(cast.government), by=by or cast.office)


def stored(cast) -> dict:
    return Government.objects.get(pk=cast.government.pk).terms


def test_only_what_differs_is_stored_and_the_log_tells_it(cast):
    assert say(cast, leader=" 局 领导 ", lead_unit="牵头单位", judging="") is True
    assert stored(cast) == {"leader": "局领导"}
    event = Event.objects.get(kind=EventKind.TERMS_SET)
    assert (event.before, event.after) == ({"区领导": "区领导"}, {"区领导": "局领导"})
    assert (say(cast, leader="局领导"), Event.objects.filter(kind=EventKind.TERMS_SET).count()) == (False, 1)
    assert (say(cast, by=cast.administrator, leader=""), stored(cast)) == (True, {})


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"leader": "局"}, {"leader": "用语嵌在句子里，只能用汉字，至少两个字，不带标点、空格和字母。"}),
        ({"leader": "局<b>领导"}, {"leader": "用语嵌在句子里，只能用汉字，至少两个字，不带标点、空格和字母。"}),
        ({"leader": "局{领导}"}, {"leader": "用语嵌在句子里，只能用汉字，至少两个字，不带标点、空格和字母。"}),
        ({"leader": "局党组成员和局领导"}, {"leader": "不超过 8 个字，现为 9 个字。"}),
        ({"mayor": "区长"}, {"mayor": "没有“mayor”这一项用语。"}),
        (
            {"lead_unit": "配合单位"},
            {"cooperating_unit": "与“牵头单位”一行相同，事项的牵头和配合将分不清，请另用一个。"},
        ),
    ],
    ids=["short", "markup", "braces", "long", "unknown", "alike"],
)
def test_a_word_that_does_not_fit_into_sentences_is_refused_whole(cast, values, why):
    with pytest.raises(ValidationError) as refusal:
        say(cast, judging="评定", **values)
    assert {key: " ".join(said) for key, said in refusal.value.message_dict.items()} == why
    assert (stored(cast), Event.objects.filter(kind=EventKind.TERMS_SET).exists()) == ({}, False)


def test_a_word_with_a_mark_of_secrecy_is_refused(settings):
    settings.DUBAN_CLASSIFIED_WORDS = ("绝密",)
    assert "密级标志“绝密”" in find_unfit_terms({"report": "绝密"})["report"]


@pytest.mark.parametrize("who", ["clerk", "leader", "auditor", "head", "outside_administrator"])
def test_nobody_else_may(cast, who):
    with pytest.raises(Refused):
        say(cast, by=cast.person(who), leader="局领导")
    assert stored(cast) == {}


def test_the_second_of_two_people_is_shown_what_the_first_has_saved(cast):
    opened = seen(cast.government)
    say(cast, leader="局领导")
    with pytest.raises(ChangedMeanwhile, match="区领导：局领导"):
        set_terms(government=cast.government, values={"leader": "校领导"}, seen=opened, by=cast.administrator)
    assert stored(cast) == {"leader": "局领导"}


def test_every_set_is_whole_and_its_words_fit():
    sets = load_ready_sets()
    assert list(sets) == ["district", "bureau", "company", "school"]
    assert {key: find_unfit_terms(each.terms) for key, each in sets.items()} == {key: {} for key in sets}
    assert {key: set(each.terms) for key, each in sets.items()} == {
        key: set() if key == "district" else {term.key for term in TERMS} for key in sets
    }
    years = {key: (each.rhythm["first_month"], len(each.rhythm["end_months"])) for key, each in sets.items()}
    assert years == {"district": (1, 4), "bureau": (1, 12), "company": (1, 12), "school": (9, 4)}
    assert [key for key, each in sets.items() if len(each.rhythm["labels"]) != len(each.rhythm["end_months"])] == []

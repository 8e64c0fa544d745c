"""用语: one place for each word, which a text asks for when somebody reads it."""

from dataclasses import fields

import pytest

from tasks.enums import Role
from tasks.importing.columns import Column, read_column
from tasks.terms import BY_KEY, DEFAULT, OUR_WORDS, TERMS, Terms, list_spellings, read_terms, reword, say, speak, terms
from tasks.terms.later import say_later

BUREAU = read_terms("办公室", {"leader": "局领导", "lead_unit": "牵头科室", "cooperating_unit": "配合科室"})


def test_the_vocabulary_names_every_word_once():
    assert [field.name for field in fields(Terms)] == ["office", *(term.key for term in TERMS)]
    assert [getattr(DEFAULT, term.key) for term in TERMS] == [term.default for term in TERMS]
    assert [term.key for term in TERMS if len(term.default) > term.limit] == []


def test_a_text_speaks_the_words_of_whoever_reads_it():
    label = say_later("请{terms.office}告知{terms.lead_unit}")
    assert f"{label}" == "请督查办告知牵头单位"
    with speak(lambda: BUREAU):
        assert (f"{label}", Role.LEADER.label, Role.OFFICE_HEAD.label) == (
            "请办公室告知牵头科室",
            "局领导",
            "办公室负责人",
        )
        assert (terms.leader, terms.responsible_leader) == ("局领导", "责任局领导")
    assert (f"{label}", Role.LEADER.label) == ("请督查办告知牵头单位", "区领导")


def test_the_words_are_asked_for_once_and_only_when_a_text_needs_them():
    asked = []
    with speak(lambda: asked.append("asked") or BUREAU):
        assert (say("没有可填的事项。"), asked) == ("没有可填的事项。", [])
        assert [say("{terms.leader}"), say("{terms.leader}"), asked] == ["局领导", "局领导", ["asked"]]


def test_a_word_that_the_vocabulary_does_not_know_is_an_error():
    with pytest.raises(AttributeError):
        say("{terms.mayor}")


def test_what_is_not_said_otherwise_stays_and_what_is_unknown_says_nothing():
    assert read_terms("", {"leader": "", "mayor": "区长"}) == DEFAULT


def test_shipped_texts_are_reworded_in_one_go():
    with speak(lambda: read_terms("牵头单位", {"lead_unit": "配合单位", "cooperating_unit": "协办部门"})):
        assert reword("督查办通知牵头单位和配合单位") == "牵头单位通知配合单位和协办部门"
    assert reword("督查办通知牵头单位") == "督查办通知牵头单位"


def test_a_file_may_bring_our_heads_or_those_of_the_place():
    with speak(lambda: BUREAU):
        assert list_spellings("需{terms.leader}协调") == ("需区领导协调", "需局领导协调")


def test_papers_are_read_by_the_words_of_the_place_too():
    odd = read_terms(
        "企管部",
        {"lead_unit": "主抓条线", "cooperating_unit": "帮衬条线", "leader": "集团班子成员", "judging": "评价灯"},
    )
    labels = ["主抓条线", "帮衬条线", "责任集团班子成员", "评价灯"]
    assert [read_column(label) for label in labels] == [None] * 4
    with speak(lambda: odd):
        found = [read_column(label) for label in [*labels, "牵头单位"]]
    assert found == [Column.LEAD, Column.COOPERATE, Column.LEADERS, Column.JUDGEMENT, Column.LEAD]


def test_our_words_are_found_the_longest_first():
    assert OUR_WORDS.findall("辖区政府在本辖区") == ["辖区政府", "辖区"]
    assert BY_KEY["government"].default == "辖区政府"

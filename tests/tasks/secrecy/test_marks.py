"""Marks of secrecy are found, ordinary words are not; the labelled half that was held back counts as the other."""

import json
from pathlib import Path

import pytest

from tasks.secrecy.marks import find_secrecy_mark

WORDS = ("绝密", "机密", "秘密")
LABELLED = json.loads((Path(__file__).parents[2] / "labels/secrecy.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", ["learnt", "held back"])
def test_every_labelled_mark_is_found_and_nothing_else(part):
    rows = [row for row in LABELLED if row["part"] == part]
    wrong = [row["text"] for row in rows if bool(find_secrecy_mark(row["text"], WORDS)) != row["marked"]]
    assert (len(rows) > 50, wrong) == (True, [])


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("一季度完成情况：\n机　密　★　20 年\n已完成", "机　密　★　20 年"),
        ("附件见《函》（秘密），已办结", "（秘密）"),
        ("加强工作秘密和商业秘密保护", ""),
        ("", ""),
    ],
)
def test_the_mark_is_quoted_as_it_is_written(text, mark):
    assert find_secrecy_mark(text, WORDS) == mark


def test_an_installation_may_bar_other_words_or_none():
    assert (find_secrecy_mark("内参★", ["内参"]), find_secrecy_mark("机密★", [])) == ("内参★", "")


def test_a_long_run_of_white_space_costs_nothing():
    text = ("密级" + " " * 20_000 + "机" + "\u3000" * 20_000) * 20
    assert find_secrecy_mark(text, WORDS) == ""

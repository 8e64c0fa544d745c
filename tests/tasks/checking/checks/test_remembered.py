"""校核: what was found in a document is kept, and told only of one that is alike in every word."""

from dataclasses import replace
from decimal import Decimal

from tasks.checking import checks
from tasks.checking.checks import CheckedDocument, check_document
from tasks.terms import DEFAULT, speak
from tests.tasks.checking.checks.papers import document, item


def build_with_target(written: str) -> CheckedDocument:
    """Builds a report whose only target is written with just these zeros."""
    whole = item("新建管网10公里", "建成管网12公里。", number=1)
    return document(replace(whole, indicators=(replace(whole.indicators[0], target=Decimal(written)),)))


def test_an_equal_document_is_not_checked_again(monkeypatch):
    asked = []
    monkeypatch.setattr(checks, "_CHECKS", (lambda paper: iter(asked.append(paper) or ()),))
    papers = [build_with_target("10"), build_with_target("10"), build_with_target("11")]
    assert ([check_document(paper) for paper in papers], len(asked)) == ([[], [], []], 2)


def test_equal_figures_that_are_written_apart_are_checked_apart(monkeypatch):
    asked = []
    monkeypatch.setattr(checks, "_CHECKS", (lambda paper: iter(asked.append(paper) or ()),))
    papers = [build_with_target("10"), build_with_target("10.0")]
    assert papers[0] == papers[1]
    assert ([check_document(paper) for paper in papers], len(asked)) == ([[], []], 2)


def test_who_changes_the_list_of_findings_changes_his_own():
    paper = document(item("", "已建成投用", number=1, outcome=None))
    found = check_document(paper)
    assert found != []
    found.clear()
    assert check_document(paper) != []


def test_findings_are_told_in_the_words_of_whoever_asks():
    paper = document(item("新建管网10公里", "建成管网12公里。", number=1, outcome=None))
    other = replace(DEFAULT, judging="评议")
    with speak(lambda: other):
        first = [finding.message for finding in check_document(paper)]
    assert "还没有评议结论。" in first
    assert "还没有研判结论。" in [finding.message for finding in check_document(paper)]

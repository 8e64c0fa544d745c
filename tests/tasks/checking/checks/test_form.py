"""Tests roles of units, numbering, document numbers and dates."""

import pytest

from tasks.enums import ResponsibilityRole
from tasks.periods import Quarter
from tests.tasks.checking.checks.papers import (
    Attachment,
    CheckedDocument,
    codes,
    document,
    item,
    named,
    of_progress,
    only,
)

HELPS = ResponsibilityRole.COOPERATE


def test_a_unit_leads_or_cooperates():
    both = (named("青石镇（创建办）"), named("青石镇", role=HELPS))
    finding = only(document(item(units=both)))
    assert (finding.code, finding.quotes) == ("lead_and_cooperate", ("青石镇（创建办）", "青石镇"))


def test_an_alias_and_an_abolished_unit_are_told_once_each():
    alias = named("县环保局", name="县生态环境局")
    old = named("县物价局", role=HELPS, is_active=False)
    assert codes(document(item(units=(alias, old)), item(units=(alias, old)))) == ["old_unit", "alias"]


def test_groups_without_members_are_told_together():
    groups = [named(name, role=HELPS, is_group=True, has_members=False) for name in ("各镇街", "各平台公司")]
    full = named("涉农乡镇", role=HELPS, is_group=True)
    finding = only(document(item(units=(named("县水利局"), *groups, full))))
    assert (finding.code, finding.quotes) == ("empty_group", ("各平台公司", "各镇街"))


@pytest.mark.parametrize(
    ("numbers", "expected"), [((1, 2, 3), []), ((1, 3, 4), ["numbering"]), ((1, 2, 2), ["numbering"])]
)
def test_rows_of_a_printed_table_count_up(numbers, expected):
    rows = tuple(item(number=number, text=f"办好{place}") for number, place in zip(numbers, "甲乙丙", strict=True))
    paper = CheckedDocument(Quarter(2023, 2), (Attachment("附件1", "重点任务情况表", rows),))
    assert codes(paper) == expected


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("印发办法（青府发〔2023〕7号）。", []),
        ("印发办法（青府发[2023]7号）。", ["document_number"]),
        ("印发办法（青府办发（2023）7号）。", ["document_number"]),
        ("印发办法（青府发〔2023〕第7号）。", ["document_number"]),
        ("印发办法（青府发〔2023〕07号）。", ["document_number"]),
        ("2月30日通水。", ["date"]),
        ("2023年2月29日通水。", ["date"]),
        ("2024年2月29日通水，13月15日验收。", ["date"]),
        ("2月29日通水。", []),
        ("1-5月，完成货值36亿美元。", ["stale"]),
        ("1—6月，完成货值36亿美元。", []),
        ("2022年1-5月，完成货值36亿美元。", []),
    ],
)
def test_document_numbers_and_dates(progress, expected):
    assert of_progress(progress) == expected


def test_the_documents_own_number_is_looked_at_too():
    assert codes(document(item(), document_number="青府办发〔2023〕第7号")) == ["document_number"]

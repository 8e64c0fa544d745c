"""Tests the finding about an item judged by the looser of two targets."""

import pytest

from tasks.enums import Outcome
from tests.tasks.checking.checks.papers import codes, document, item, only

LOOSE, STRICT = "新增公共停车位7000个", "新增公共停车位8000个"


def linked(progress: str, *, outcome: Outcome = Outcome.REACHED, same_as: int = 1, number: int = 4):
    loose = item(LOOSE, progress, outcome=outcome, task=1, same_as=1, number=1)
    strict = item(STRICT, "新增公共停车位8200个。", outcome=Outcome.REACHED, task=2, same_as=same_as, number=2)
    return document(loose, strict, number=number)


def test_a_judgement_by_the_looser_target_is_asked_about():
    found = [one for one in codes(linked("新增公共停车位7100个。")) if one == "looser_target"]
    assert found == ["looser_target"]


def test_the_finding_says_both_targets_and_where_the_stricter_one_stands():
    paper = document(
        item(LOOSE, "新增公共停车位7100个。", outcome=Outcome.REACHED, task=1, same_as=1, number=1),
        item(STRICT, "新增公共停车位7100个。", outcome=Outcome.NOT_REACHED, task=2, same_as=1, number=2),
        number=4,
    )
    assert only(paper).message == (
        "“新增公共停车位”本项目标达到7000个，第2项是达到8000个，指标重叠的按高要求执行；"
        "本项研判为“已完成”，请按高要求核对。"
    )


@pytest.mark.parametrize(
    "more",
    [
        {"progress": "新增公共停车位8100个。"},
        {"progress": "新增公共停车位4100个。", "number": 2, "outcome": Outcome.ON_TRACK},
        {"progress": "新增公共停车位7100个。", "same_as": 2},
        {"progress": "新增公共停车位7100个。", "outcome": Outcome.NOT_REACHED},
    ],
)
def test_nothing_is_asked_where_the_stricter_target_is_met_or_nothing_is_linked(more):
    assert "looser_target" not in codes(linked(**more))

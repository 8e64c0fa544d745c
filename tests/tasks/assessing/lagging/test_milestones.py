"""节点未完成: milestones whose day has passed against what was filed."""

from datetime import date

import pytest

from tasks.assessing.lagging import LaggingRules, MilestoneFacts, detect_signals, suggest_standing
from tasks.enums import Standing
from tests.tasks.assessing.lagging.made import DEFAULTS, facts

MAY, JUNE, OCTOBER = date(2030, 5, 31), date(2030, 6, 30), date(2030, 10, 31)
PROGRESS = "东湖公园主体施工，完成投资3000万元。"


def step(due: date, *, text: str = "主体完工", is_done: bool = False) -> MilestoneFacts:
    return MilestoneFacts(text, due, is_done)


def missed(*steps: MilestoneFacts, rules: LaggingRules = DEFAULTS, **others) -> list:
    given = {"text": "建设东湖公园", "progress": PROGRESS, "as_of": date(2030, 7, 5), "milestones": steps} | others
    return [one for one in detect_signals(facts(**given), rules) if one.code == "milestone_missed"]


def test_a_missed_milestone_is_watched_and_told_with_its_words_and_days():
    (signal,) = missed(step(MAY), step(OCTOBER, text="开放"))
    assert (signal.severity, signal.message, signal.quote, signal.arithmetic) == (
        "medium",
        "节点应于 2030年5月31日 完成，没有完成的报告",
        "主体完工",
        "至 2030年7月5日 已过 35 天",
    )
    assert suggest_standing([signal], facts(progress=PROGRESS), DEFAULTS) == Standing.WATCH


def test_the_last_one_missed_lags():
    signals = missed(step(MAY, text="开放"))
    assert [one.severity for one in signals] == ["high"]
    assert suggest_standing(signals, facts(progress=PROGRESS), DEFAULTS) == Standing.LAGGING


def test_several_are_one_signal_that_quotes_each():
    (signal,) = missed(step(MAY), step(JUNE, text="绿化完成"), step(OCTOBER, text="开放"))
    assert (signal.message, signal.quote) == (
        "节点应于 2030年5月31日 完成，没有完成的报告，另有 1 个节点过期",
        "主体完工；绿化完成",
    )


@pytest.mark.parametrize(
    "given",
    [
        {"milestones": (step(MAY, is_done=True), step(OCTOBER))},
        {"milestones": ()},
        # its day is the day itself
        {"as_of": MAY},
        # nobody expects a filing yet
        {"is_filed": False, "is_past_filing": False, "progress": ""},
        # the whole is reported as done, ticked or not
        {"progress": "东湖公园已建成，5月20日开放。"},
    ],
)
def test_what_is_reached_or_not_due_yet_says_nothing(given):
    assert missed(**{"milestones": (step(MAY), step(OCTOBER))} | given) == []


def test_an_overdue_filing_reports_nothing_as_reached():
    assert [one.severity for one in missed(step(MAY), step(OCTOBER), is_filed=False, progress="")] == ["medium"]


@pytest.mark.parametrize(("days", "count"), [(34, 1), (35, 0)])
def test_the_government_may_allow_some_days(days, count):
    rules = LaggingRules.from_dict({"milestone_days": days})
    assert len(missed(step(MAY), step(OCTOBER), rules=rules)) == count

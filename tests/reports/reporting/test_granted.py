"""What was granted is told in the report of its period, contradicts nothing, and leaves every issue as it was."""

from datetime import date

import pytest

from reports.issuing.before_issue import build_issue_readiness
from reports.reporting.attachments import Occasion
from reports.reporting.report import build_report
from tasks.assessing.indicator_actions import propose_indicators, settle_indicators
from tasks.checking import checks
from tasks.checking.gather import build_checked_document
from tasks.enums import IndicatorState, Outcome, PeriodState, RequestKind, SuccessionKind
from tasks.plans.reorganisation_actions import reorganise_units
from tasks.plans.succession_actions import succeed_official
from tasks.requesting.request_actions import decide_request
from tests.acts import accept, ask, duties, issue, judge, submit
from tests.cast import EntryFactory, PeriodFactory
from tests.tables import named

DUE = {"due": "2024年12月底前", "due_on": "2024-12-31"}
LONG = "新增普惠性学位3000个，建成小学2所，启动中学选址"


@pytest.fixture
def judged(cast):
    """Every item filed, accepted and judged, the key item lagging; its figures are confirmed."""
    edition = cast.key.current
    edition.text, edition.due = LONG, "2024年9月底"
    edition.save()
    propose_indicators(plan=cast.plan, by=cast.office)
    found = list(cast.key.indicators.all())
    for one in found:
        one.state = IndicatorState.CONFIRMED
    settle_indicators(task=cast.key, decisions=found, by=cast.office)
    said = {
        cast.key_entry: "新增普惠性学位90个。中学选址尚未启动。",
        cast.livelihood_entry: "新增普惠性学位900个。",
        cast.target_entry: "1-3月增长6.3%。",
        cast.other_entry: "新增公共停车位2000个。",
    }
    lag = {"problem": "选址未定。", "next_step": "6月底前确定选址。"}
    for entry, text in said.items():
        by = cast.other_clerk if entry == cast.other_entry else cast.clerk
        submit(entry, by, text, **(lag if entry == cast.key_entry else {}))
        accept(entry, cast.office)
        outcome = Outcome.LAGGING if entry == cast.key_entry else Outcome.ON_TRACK
        judge(entry, cast.office, outcome, "选址未定。" if outcome.is_behind else "")
    return cast


def grant(cast, kind, wanted, **given):
    request = ask(cast, kind, wanted, **given)
    return decide_request(request=request, granted=True, decision="", basis="区长批示", by=cast.office)


def report(cast):
    return build_report(cast.plan, Occasion(2024, "Q1"))


def paragraphs(cast) -> list[str]:
    return [each.line for each in report(cast).paragraphs]


def headers(cast) -> list[list[str]]:
    return [[column.label for column in sheet.columns] for sheet in report(cast).attachments.sheets]


def close(cast):
    cast.period.state = PeriodState.CLOSED
    cast.period.save()


def test_a_later_due_date_is_told_with_the_lagging_item_and_beside_it_in_the_table(judged):
    assert not any("备注" in labels for labels in headers(judged))
    grant(judged, RequestKind.EXTEND_DUE, DUE)
    told = "完成时限经批准由2024年9月底调整为2024年12月底前。"
    assert [told in text for text in paragraphs(judged) if "中学选址" in text] == [True]
    notes = [
        [named(labels, row)["备注"] for row in sheet.rows]
        for sheet, labels in zip(report(judged).attachments.sheets, headers(judged), strict=True)
        if "备注" in labels
    ]
    assert notes == [[told]]


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (RequestKind.EXTEND_DUE, DUE),
        (RequestKind.ADJUST_TEXT, {"text": LONG.replace("3000", "2500")}),
        (RequestKind.ADJUST_DUTIES, None),
    ],
)
def test_the_check_finds_nothing_amiss_in_what_was_granted(judged, kind, wanted):
    def found() -> set[str]:
        document = build_checked_document(judged.period, tuple(paragraphs(judged)))
        return {f"{one.code} {one.message}" for one in checks.check_document(document)}

    before = found()
    grant(
        judged,
        kind,
        wanted or duties(judged.lead_unit, judged.other_unit, cooperating=[judged.cooperating_unit]),
    )
    assert found() - before == set()


def test_a_grant_changes_nothing_of_what_is_issued(judged):
    close(judged)
    issue(judged.period, judged.office)
    assert build_issue_readiness(judged.period).changes == []
    second = EntryFactory(task=judged.key, period=PeriodFactory(plan=judged.plan, number=2))
    wanted = {"text": "年内启动中学选址，建成小学2所，力争新增普惠性学位2500个"}
    grant(judged, RequestKind.ADJUST_TEXT, wanted, entry=second)
    grant(judged, RequestKind.EXTEND_DUE, DUE, entry=second)
    judged.period.refresh_from_db()
    assert build_issue_readiness(judged.period).changes == []


def test_successions_change_nothing_of_what_is_issued(judged):
    close(judged)
    issue(judged.period, judged.office)
    second = PeriodFactory(plan=judged.plan, number=2)
    EntryFactory(task=judged.key, period=second)
    succeed_official(
        official=judged.official, successor="林涛", since=second, left_on=date(2024, 4, 1), by=judged.office
    )
    reorganise_units(
        formers=[judged.lead_unit],
        successors=["区教育局"],
        kind=SuccessionKind.RENAMED,
        since=second,
        on=date(2024, 4, 1),
        basis="",
        by=judged.office,
    )
    judged.period.refresh_from_db()
    assert build_issue_readiness(judged.period).changes == []

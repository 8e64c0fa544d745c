"""历年指标: a person joins, rejects, takes apart and writes down; nothing is joined without a yes."""

from decimal import Decimal

import pytest

from tasks.continuing.continuation_actions import confirm_continuation
from tasks.enums import ContinuationKind, EventKind, IndicatorKind, MeasureLinkState, OutcomeState
from tasks.measures.measure_actions import (
    OVERTAKEN,
    MeasureContent,
    MeasureJoin,
    build_measure_state,
    drop_link,
    drop_measure,
    join_measures,
    reject_proposal,
    save_measure,
)
from tasks.measures.outcome_actions import (
    MeasureOutcomeContent,
    build_measure_outcome_state,
    drop_measure_outcome,
    save_measure_outcome,
)
from tasks.measures.proposals import MeasureProposals
from tasks.models import Event, Indicator, Measure, MeasureLink, MeasureOutcome, Plan, PlanReport, ReportedOutcome
from tasks.models.changes import ChangedMeanwhile, compute_fingerprint
from tasks.outlooks.report_actions import take_back_report
from tasks.permissions import Refused
from tests.acts import kinds_of_events
from tests.cast import GovernmentFactory
from tests.tasks.measures.measures import indicator_of, item_of, measure_of
from tests.tasks.outlooks.reports import plan_report_of, reported_outcome_of

PARKING = MeasureContent("公共停车位", "个", IndicatorKind.CUMULATIVE, aliases=("新增公共停车位", ""))


@pytest.fixture
def old(cast) -> Indicator:
    return indicator_of(
        item_of(cast, 2023, text="新增公共停车泊位5000个"), measure="新增公共停车泊位", value=5000, start=8, end=13
    )


@pytest.fixture
def new(cast) -> Indicator:
    return indicator_of(item_of(cast, 2024))


def proposed(cast) -> list[tuple[str, bool, list[tuple[int, tuple[str, ...]]]]]:
    return [
        (one.name, one.is_sure, [(member.year, member.reasons) for member in one.members])
        for one in MeasureProposals(cast.government).proposals
    ]


def join(cast, *rows, measure=None, content=PARKING, left=()) -> Measure:
    (found,) = join_measures(joins=[MeasureJoin(measure, rows, content, left)], by=cast.office)
    return found


def test_two_years_are_proposed_and_nothing_is_joined(cast, old, new):
    assert proposed(cast) == [("新增公共停车位", True, [(2024, ("名称相同",)), (2023, ("名称相同",))])]
    assert (Measure.objects.count(), MeasureLink.objects.count()) == (0, 0)


def test_one_year_alone_is_proposed_only_of_a_headline_figure(cast, new):
    assert proposed(cast) == []
    reported_outcome_of(plan_report_of(cast))
    assert proposed(cast) == [("地区生产总值", True, [(2023, ())])]


def test_a_confirmed_continuation_is_evidence_where_the_names_say_nothing(cast):
    rows = [
        indicator_of(item_of(cast, year, text="引进企业50家"), measure="引进企业", unit="家") for year in (2023, 2024)
    ]
    assert proposed(cast) == []
    earlier, later = rows[0].task, rows[1].task
    confirm_continuation(earlier=earlier, later=later, kind=ContinuationKind.CONTINUED, seen="", by=cast.office)
    assert proposed(cast) == [("引进企业", True, [(year, ("名称相同", "事项已确认接续")) for year in (2024, 2023)])]


def test_a_new_measure_takes_what_was_ticked_and_remembers_what_was_not(cast, old, new):
    other = indicator_of(item_of(cast, 2022), measure="新增路边停车位", value=10)
    measure = join(cast, old, new, left=[other])
    assert (measure.name, measure.aliases) == ("公共停车位", ["新增公共停车位"])
    assert sorted(measure.links.values_list("indicator", "state")) == sorted(
        [(old.pk, "confirmed"), (new.pk, "confirmed"), (other.pk, "rejected")]
    )
    event = Event.objects.get()
    assert (event.kind, event.after["归入"], event.after["不归入"]) == (
        EventKind.MEASURES_JOINED,
        [
            "2023年重点工作任务第90项 新增公共停车泊位不低于5000个",
            "2024年重点工作任务第90项 新增公共停车位不低于1500个",
        ],
        ["2022年重点工作任务第90项 新增路边停车位不低于10个"],
    )
    assert proposed(cast) == []


def test_a_later_year_is_proposed_to_the_measure_that_is_known(cast, old, new):
    measure = join(cast, old)
    assert [(one.measure, [m.row for m in one.members]) for one in MeasureProposals(cast.government).proposals] == [
        (measure, [new])
    ]
    reject_proposal(measure=measure, rows=[new], by=cast.office)
    assert proposed(cast) == []


def test_what_is_left_out_of_all_years_stays_away_until_it_is_joined_by_hand(cast, old, new):
    assert reject_proposal(measure=None, rows=[old, new], by=cast.office) == 2
    assert reject_proposal(measure=None, rows=[old], by=cast.office) == 0
    assert proposed(cast) == []
    measure = join(cast, old)
    assert list(old.measure_links.values_list("measure", "state")) == [(measure.pk, "confirmed")]


def test_of_two_people_the_second_is_told(cast, old, new):
    join(cast, old, new)
    with pytest.raises(Refused, match=OVERTAKEN):
        join(cast, new, content=MeasureContent("停车位", "个", IndicatorKind.CUMULATIVE))
    with pytest.raises(Refused, match=OVERTAKEN):
        reject_proposal(measure=None, rows=[new], by=cast.second_office)
    assert Measure.objects.count() == 1


def test_many_are_joined_whole_or_not_at_all(cast, old, new):
    joins = [MeasureJoin(None, [old], PARKING), MeasureJoin(None, [new], PARKING)]
    with pytest.raises(Refused, match="已有名称、单位、类型和口径都相同"):
        join_measures(joins=joins, by=cast.office)
    assert (Measure.objects.count(), MeasureLink.objects.count(), Event.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"unit": "公里"}, "不能换算为“个”"),
        ({"kind": IndicatorKind.GROWTH, "unit": "%"}, "是增长率，“公共停车位”是累计量"),
    ],
)
def test_what_cannot_stand_in_one_line_is_refused(cast, old, values, said):
    measure = join(cast, old)
    row = indicator_of(item_of(cast, 2022), **values)
    with pytest.raises(Refused, match=said):
        join(cast, row, measure=measure, content=None)


def test_a_row_of_another_government_is_refused(cast):
    stranger = indicator_of(item_of(cast, 2023))
    Plan.objects.filter(pk=stranger.task.plan_id).update(government=GovernmentFactory(name="外县人民政府"))
    row = Indicator.objects.select_related("task__plan").get(pk=stranger.pk)
    with pytest.raises(Refused, match="只能归入本级政府的指标"):
        join(cast, row)


@pytest.mark.parametrize("content", [None, MeasureContent(" ", "个", IndicatorKind.CUMULATIVE)])
def test_a_measure_needs_a_name(cast, old, content):
    with pytest.raises(Refused, match="请写明历年指标的名称"):
        join(cast, old, content=content)


def test_what_is_taken_out_is_not_proposed_there_again_and_may_be_put_back(cast, old, new):
    measure = join(cast, old, new)
    link = measure.links.get(indicator=new)
    drop_link(link=link, by=cast.office)
    link.refresh_from_db()
    assert (link.state, proposed(cast)) == (MeasureLinkState.REJECTED, [])
    drop_link(link=link, by=cast.office)
    assert proposed(cast) == [("公共停车位", True, [(2024, ("名称相同",))])]
    with pytest.raises(Refused, match=OVERTAKEN):
        drop_link(link=link, by=cast.office)
    assert kinds_of_events()[-2:] == [EventKind.MEASURE_LINK_DROPPED] * 2


def test_a_measure_is_renamed_and_a_second_save_on_the_old_form_is_refused(cast, old):
    measure = join(cast, old)
    seen = compute_fingerprint(build_measure_state(measure))
    content = MeasureContent("公共停车泊位", "个", IndicatorKind.CUMULATIVE, is_headline=True)
    save_measure(measure=measure, content=content, seen=seen, by=cast.office)
    assert (Measure.objects.get().name, Event.objects.order_by("-pk")[0].after) == (
        "公共停车泊位",
        {"名称": "公共停车泊位", "别名": [], "主要指标": "是"},
    )
    with pytest.raises(ChangedMeanwhile):
        save_measure(measure=measure, content=PARKING, seen=seen, by=cast.second_office)


def test_a_new_unit_must_fit_what_is_joined(cast, old):
    measure = join(cast, old)
    seen = compute_fingerprint(build_measure_state(measure))
    with pytest.raises(Refused, match="不能换算为“公里”"):
        save_measure(
            measure=measure,
            content=MeasureContent("停车位", "公里", IndicatorKind.CUMULATIVE),
            seen=seen,
            by=cast.office,
        )


def said_of(year: int = 2022, **values) -> MeasureOutcomeContent:
    given = {"value": Decimal(2250), "state": OutcomeState.FINAL, "source": "2023年政府工作报告"}
    return MeasureOutcomeContent(year, **given | values)


def test_an_outcome_is_written_down_corrected_and_removed(cast):
    measure = measure_of(cast)
    empty = compute_fingerprint(build_measure_outcome_state(None))
    row = save_measure_outcome(measure=measure, content=said_of(), seen=empty, by=cast.office)
    with pytest.raises(ChangedMeanwhile):
        save_measure_outcome(measure=measure, content=said_of(value=Decimal(1)), seen=empty, by=cast.second_office)
    with pytest.raises(Refused, match="填有 1 个历年完成数，不能删除"):
        drop_measure(measure=measure, by=cast.office)
    seen = compute_fingerprint(build_measure_outcome_state(row))
    drop_measure_outcome(outcome=row, seen=seen, by=cast.office)
    drop_measure(measure=measure, by=cast.office)
    assert (MeasureOutcome.objects.count(), Measure.objects.count()) == (0, 0)
    assert kinds_of_events() == [
        EventKind.MEASURE_OUTCOME_SAVED,
        EventKind.MEASURE_OUTCOME_DROPPED,
        EventKind.MEASURE_DROPPED,
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (said_of(1800), "年度应在"),
        (said_of(source=" "), "请写明出处"),
        (said_of(value=Decimal(10**15)), "完成值过大"),
        (said_of(quote="字" * 1001), "原文有 1001 字"),
    ],
)
def test_an_outcome_without_sense_is_refused(cast, content, said):
    with pytest.raises(Refused, match=said):
        save_measure_outcome(measure=measure_of(cast), content=content, seen="", by=cast.office)


def test_only_the_office_decides(cast, old):
    measure = measure_of(cast)
    acts = [
        lambda: join_measures(joins=[MeasureJoin(None, [old], PARKING)], by=cast.leader),
        lambda: reject_proposal(measure=None, rows=[old], by=cast.clerk),
        lambda: drop_measure(measure=measure, by=cast.viewer),
        lambda: save_measure_outcome(measure=measure, content=said_of(), seen="", by=cast.auditor),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()


def test_a_report_whose_figure_is_joined_is_not_taken_back_and_a_rejection_goes_with_it(cast):
    report = plan_report_of(cast)
    reported_outcome_of(report)
    figure = ReportedOutcome.objects.select_related("report").get()
    reject_proposal(measure=None, rows=[figure], by=cast.office)
    measure = join(cast, figure, content=MeasureContent("地区生产总值", "%", IndicatorKind.GROWTH))
    with pytest.raises(Refused, match="报告中有 1 个完成数已归入历年指标"):
        take_back_report(key=report.pk, by=cast.office)
    drop_link(link=measure.links.get(), by=cast.office)
    take_back_report(key=report.pk, by=cast.office)
    assert (PlanReport.objects.count(), MeasureLink.objects.count()) == (0, 0)

"""民生实事 in the text of a report: a chapter of their own, with every one that lags, reported or not."""

from datetime import date

from reports.issuing.issue import build_period_report
from tasks.enums import Outcome, TaskKind
from tasks.judging import judgement_actions
from tests.acts import give_back, judge, submit
from tests.cast import EntryFactory, TaskFactory


def lines_of(cast) -> list[str]:
    return [each.line for each in build_period_report(cast.period, date(2024, 4, 8)).paragraphs]


def test_one_that_lags_is_named_though_its_unit_has_reported_nothing(cast):
    judge(cast.livelihood_entry, cast.office, outcome=Outcome.LAGGING, reason="用地未落实。")
    name = cast.livelihood.edition.title
    told = "1项重点民生实事中，1项推进较为滞后（详见附件"
    [line] = [each for each in lines_of(cast) if each.startswith(told)]
    assert line.endswith(f"其中，{name}方面，用地未落实。")


def test_one_that_lags_is_told_with_what_was_done_and_why_it_lags(cast):
    submit(cast.livelihood_entry, cast.clerk, "新增普惠性学位90个。", problem="用地未批。", next_step="5月批地。")
    judge(cast.livelihood_entry, cast.office, outcome=Outcome.LAGGING, reason="用地未批。下一步，5月批地。")
    [line] = [each for each in lines_of(cast) if each.startswith("1项重点民生实事中，")]
    assert line.endswith(f"其中，{cast.livelihood.edition.title}方面，新增普惠性学位90个。用地未批。下一步，5月批地。")


def test_what_nobody_has_told_of_is_not_said_to_go_well(cast):
    silent = TaskFactory(plan=cast.plan, kind=TaskKind.LIVELIHOOD, number=2, edition__lead=[cast.lead_unit])
    EntryFactory(task=silent, period=cast.period)
    submit(cast.livelihood_entry, cast.clerk)
    judge(cast.livelihood_entry, cast.office)
    said = "2项重点民生实事中，1项有序推进，1项尚未报送进展"
    assert len([each for each in lines_of(cast) if each.startswith(said)]) == 1


def test_what_is_not_judged_is_said_to_be_so(cast):
    submit(cast.livelihood_entry, cast.clerk)
    said = "1项重点民生实事中，1项已报送、尚未研判"
    assert len([each for each in lines_of(cast) if each.startswith(said)]) == 1


def test_what_was_returned_is_not_said_to_be_filed(cast):
    submit(cast.livelihood_entry, cast.clerk)
    give_back(cast.livelihood_entry, cast.office)
    said = "1项重点民生实事中，1项已退回、待重新报送"
    assert len([each for each in lines_of(cast) if each.startswith(said)]) == 1


def test_what_is_finished_is_named(cast):
    for entry in (cast.livelihood_entry, cast.key_entry):
        submit(entry, cast.clerk, "已全部建成投用。")
        given = {"outcome": Outcome.REACHED, "reason": "", "completed_on": date(2024, 3, 20)}
        judgement_actions.judge(entry=entry, **given, seen=None, by=cast.office)
    [livelihood] = [each for each in lines_of(cast) if each.startswith("1项重点民生实事中，1项有序推进")]
    assert f"其中，{cast.livelihood.edition.title}1项已完成。" in livelihood
    [key] = [each for each in lines_of(cast) if each.startswith("2项重点工作任务中，1项任务正常推进")]
    assert f"其中，“{cast.key.edition.title}”1项任务已完成。" in key

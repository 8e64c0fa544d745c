"""印发: when a report is locked, and the reason of a correction."""

from tasks.enums import PeriodState
from tasks.issuing import correction_actions, publication_actions
from tasks.issuing.publications import get_correction_reason, is_report_locked
from tests.tasks.issuing.test_publication_actions import close, given


def test_a_report_is_locked_from_its_issue_until_a_correction_begins(cast):
    close(cast)
    assert not is_report_locked(cast.period)
    publication_actions.issue(**given(cast))
    cast.period.refresh_from_db()
    assert (is_report_locked(cast.period), get_correction_reason(cast.period)) == (True, "")
    correction_actions.begin_correction(period=cast.period, reason="一项结论有误", by=cast.office)
    cast.period.refresh_from_db()
    assert (is_report_locked(cast.period), get_correction_reason(cast.period)) == (False, "一项结论有误")


def test_a_report_issued_on_paper_is_not_locked(cast):
    cast.period.state = PeriodState.ISSUED
    assert not is_report_locked(cast.period)

"""更正: what was issued stays, what is wrong is mended with a reason, and issued once more."""

import pytest

from tasks.enums import Audience, EventKind, Outcome, PeriodState
from tasks.issuing import correction_actions, publication_actions
from tasks.models import Event
from tasks.permissions import Refused
from tests.acts import judge, kinds_of_events
from tests.tasks.issuing.test_publication_actions import WORD, bytes_of, close, given

REASON = "附件2一项结论有误"


@pytest.fixture
def issued(cast):
    close(cast)
    publication_actions.issue(**given(cast))
    return cast


def begin(cast, **other):
    return correction_actions.begin_correction(**{"period": cast.period, "reason": REASON, "by": cast.office} | other)


def test_a_correction_opens_the_period_with_its_reason(issued):
    begin(issued)
    issued.period.refresh_from_db()
    event = Event.objects.first()
    assert issued.period.state == PeriodState.CLOSED
    assert (event.kind, event.reason) == (EventKind.CORRECTION_BEGUN, REASON)
    assert (event.before, event.after) == ({"状态": "已印发"}, {"状态": "已截止"})


def test_a_corrected_report_is_the_next_revision_and_the_first_stays_as_it_was(issued):
    begin(issued)
    judge(issued.key_entry, issued.office, Outcome.LAGGING, "用地未落实")
    files = [(WORD, b"mended", Audience.INTERNAL)]
    publication_actions.issue(**given(issued, files=files, seen=1, reason=REASON))
    kept = [
        (each.revision, each.reason, [bytes_of(file) for file in each.files.all()])
        for each in issued.period.publications.order_by("revision")
    ]
    assert kept == [(1, "", [b"words", b"cells"]), (2, REASON, [b"mended"])]
    assert kinds_of_events() == ["report_issued", "correction_begun", "entry_judged", "report_issued"]


def test_a_revision_needs_a_reason(issued):
    begin(issued)
    with pytest.raises(Refused, match="更正后再次印发，须写明更正理由"):
        publication_actions.issue(**given(issued, seen=1, reason=" "))


def test_a_correction_in_which_nothing_changed_can_be_dropped(issued):
    begin(issued)
    correction_actions.drop_correction(period=issued.period, data={"rows": [1]}, by=issued.second_office)
    issued.period.refresh_from_db()
    assert (issued.period.state, issued.period.publications.count()) == (PeriodState.ISSUED, 1)
    assert kinds_of_events()[-1] == "correction_dropped"


def test_one_in_which_something_changed_cannot(issued):
    begin(issued)
    with pytest.raises(Refused, match="内容与已印发的第 1 版已有不同，请更正后再次印发"):
        correction_actions.drop_correction(period=issued.period, data={"rows": [2]}, by=issued.office)


def test_there_has_to_be_a_correction_to_drop(issued):
    with pytest.raises(Refused, match="没有正在进行的更正"):
        correction_actions.drop_correction(period=issued.period, data={"rows": [1]}, by=issued.office)


@pytest.mark.parametrize(
    ("other", "said"),
    [({"reason": " "}, "请写明更正理由。"), ({}, "2024年一季度现为“已截止”，不在已印发之列。")],
)
def test_a_correction_needs_a_reason_and_something_issued(cast, other, said):
    close(cast)
    if other:
        publication_actions.issue(**given(cast))
    with pytest.raises(Refused) as refusal:
        begin(cast, **other)
    assert str(refusal.value) == said


@pytest.mark.parametrize("who", ["clerk", "leader", "administrator", "stranger"])
def test_only_the_office_corrects(issued, who):
    with pytest.raises(Refused, match="不能印发该报告"):
        begin(issued, by=getattr(issued, who))

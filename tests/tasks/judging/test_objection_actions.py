"""复核: within thirty days, once for each judgement, decided by another person than its judge."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tasks.enums import ObjectionState, Outcome
from tasks.filing.entry_guard import Conflict
from tasks.issuing import publication_actions
from tasks.judging.objection_actions import decide_objection, file_objection
from tasks.models import Event, Judgement, Objection
from tasks.permissions import Refused
from tests.acts import judge, kinds_of_events
from tests.cast import make_cast
from tests.frozen import rewrite
from tests.tasks.issuing.test_publication_actions import bytes_of, close, given
from tests.together import refusals_at_one_moment

REASON = "用地批复已下达，3月28日进场。"


@pytest.fixture
def lagging(cast):
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "用地未落实")
    cast.key_entry.refresh_from_db()
    return cast


def file(cast, by=None, **other) -> Objection:
    cast.key_entry.refresh_from_db()
    usual = {"entry": cast.key_entry, "reason": REASON, "seen": cast.key_entry.judgement_id}
    return file_objection(**usual | other, by=by or cast.clerk)


def decide(cast, objection, outcome=Outcome.ON_TRACK, decision="经核查已开工。", by=None) -> Objection:
    return decide_objection(objection=objection, outcome=outcome, decision=decision, by=by or cast.second_office)


def received(cast, day: date) -> None:
    """The judgement was made on that day."""
    moment = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    rewrite(Judgement.objects.filter(entry=cast.key_entry), judged_at=moment)


@pytest.mark.parametrize("who", ["clerk", "unit_head"])
def test_the_lead_unit_asks_and_has_its_answer_due_in_thirty_days(lagging, who):
    objection = file(lagging, by=getattr(lagging, who))
    assert (objection.state, objection.unit, objection.due_on) == (
        ObjectionState.OPEN,
        lagging.lead_unit,
        date(2024, 5, 2),
    )
    event = Event.objects.first()
    assert (event.kind, event.subject_type, event.reason) == ("entry_objected", "progressentry", REASON)
    assert event.after == {"有异议的结论": "推进滞后", "应于何日前决定": "2024-05-02", "附件": []}


def test_evidence_comes_with_it(lagging):
    objection = file(lagging, files=[SimpleUploadedFile("批复.pdf", b"%PDF-1.4")])
    assert [(one.name, one.entry) for one in objection.evidence.all()] == [("批复.pdf", lagging.key_entry)]


def test_a_file_that_cannot_be_kept_keeps_the_whole_back(lagging):
    with pytest.raises(Refused, match=r"“清单\.exe”不是可上传的文件"):
        file(lagging, files=[SimpleUploadedFile("清单.exe", b"MZ....")])
    assert (Objection.objects.count(), kinds_of_events()) == (0, ["entry_judged"])


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        ([f"%PDF-1.{n}".encode() for n in range(6)], "复核申请至多附 5 个材料。"),
        ([b"%PDF-1.4", b"%PDF-1.4"], "所附材料中有内容相同的，请只附一份。"),
    ],
)
def test_too_many_files_or_one_twice_keep_it_back_too(lagging, contents, said):
    with pytest.raises(Refused) as refusal:
        file(lagging, files=[SimpleUploadedFile("批复.pdf", content) for content in contents])
    assert (str(refusal.value), Objection.objects.count()) == (said, 0)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("other_clerk", "本单位不是该事项的牵头单位，不能申请复核。"),
        ("cooperating_clerk", "本单位不是该事项的牵头单位，不能申请复核。"),
        ("office", "您的角色“督查办”不能申请复核。"),
        ("leader", "您的角色“区领导”不能申请复核。"),
        ("stranger", "您的角色“督查办”不能申请复核。"),
    ],
)
def test_nobody_else_asks(lagging, who, said):
    with pytest.raises(Refused) as refusal:
        file(lagging, by=getattr(lagging, who))
    assert str(refusal.value) == said


def test_without_a_judgement_there_is_nothing_to_dispute(cast):
    with pytest.raises(Refused, match="该事项尚未研判"):
        file(cast)


def test_without_a_reason_it_is_refused(lagging):
    with pytest.raises(Refused, match="请写明申请复核的理由"):
        file(lagging, reason=" \n")


def test_it_is_about_the_judgement_that_the_unit_saw(lagging):
    seen = lagging.key_entry.judgement_id
    judge(lagging.key_entry, lagging.office, Outcome.EXPECTED)
    with pytest.raises(Conflict, match="督查办刚刚已将结论改为“预计能够完成”"):
        file(lagging, seen=seen)


def test_the_thirtieth_day_is_in_time(lagging):
    received(lagging, date(2024, 3, 3))
    assert file(lagging).state == ObjectionState.OPEN


def test_the_day_after_is_too_late(lagging):
    received(lagging, date(2024, 3, 2))
    with pytest.raises(Refused) as refusal:
        file(lagging)
    assert str(refusal.value) == "申请复核的期限（收到结论之日起 30 日内，至2024年4月1日）已过。"


def test_the_days_count_from_the_issue_where_that_came_later(lagging):
    received(lagging, date(2024, 1, 2))
    close(lagging)
    publication_actions.issue(**given(lagging))
    assert file(lagging).state == ObjectionState.OPEN


def test_an_open_one_stands_in_the_way_of_another_and_of_a_new_judgement(lagging):
    file(lagging)
    with pytest.raises(Refused, match="该事项已申请复核，正在办理"):
        file(lagging, by=lagging.unit_head)
    with pytest.raises(Refused, match="该事项正在复核，请在“复核”中作出决定"):
        judge(lagging.key_entry, lagging.office, Outcome.ON_TRACK)


def test_a_changed_conclusion_is_a_new_judgement_with_the_decision_as_its_reason(lagging):
    objection = decide(lagging, file(lagging))
    lagging.key_entry.refresh_from_db()
    now = lagging.key_entry.judgement
    assert (objection.state, objection.result, objection.decided_by) == (
        ObjectionState.CHANGED,
        now,
        lagging.second_office,
    )
    assert (now.outcome, now.reason, now.judged_by) == (
        Outcome.ON_TRACK,
        "经核查已开工。",
        lagging.second_office,
    )
    assert lagging.key_entry.judgements.count() == 2
    event = Event.objects.first()
    assert (event.kind, event.before, event.after) == (
        "entry_objection_decided",
        {"结论": "推进滞后"},
        {"复核": "改变结论", "结论": "正常推进"},
    )


@pytest.mark.parametrize("outcome", [None, Outcome.LAGGING])
def test_a_kept_conclusion_stays_the_same_row(lagging, outcome):
    before = lagging.key_entry.judgement_id
    objection = decide(lagging, file(lagging), outcome, "现场仍未开工。")
    lagging.key_entry.refresh_from_db()
    assert (objection.state, objection.result, lagging.key_entry.judgement_id) == (
        ObjectionState.UPHELD,
        None,
        before,
    )


@pytest.mark.parametrize("outcome", [None, Outcome.ON_TRACK])
def test_what_a_review_has_decided_is_final(lagging, outcome):
    decide(lagging, file(lagging), outcome)
    with pytest.raises(Refused, match="复核决定为最终决定"):
        file(lagging)


def test_who_judged_does_not_decide(lagging):
    with pytest.raises(Refused, match="原研判人应当回避"):
        decide(lagging, file(lagging), by=lagging.office)


@pytest.mark.parametrize("who", ["clerk", "leader", "stranger"])
def test_only_the_office_of_the_government_decides(lagging, who):
    with pytest.raises(Refused, match="当前账号不能办理这一复核"):
        decide(lagging, file(lagging), by=getattr(lagging, who))


def test_a_decision_has_reasons_and_an_outcome_of_the_period(lagging):
    objection = file(lagging)
    with pytest.raises(Refused, match="请写明复核意见"):
        decide(lagging, objection, decision=" ")
    with pytest.raises(Refused, match="一季度不使用“未完成”这一结论"):
        decide(lagging, objection, Outcome.NOT_REACHED)
    with pytest.raises(
        Refused, match="年内已经完成的，须写明完成日期：复核中请维持或改为其他结论，再在事项页办理销号。"
    ):
        decide(lagging, objection, Outcome.REACHED)
    objection.refresh_from_db()
    assert (objection.state, kinds_of_events()) == (ObjectionState.OPEN, ["entry_judged", "entry_objected"])


def test_a_decision_after_the_issue_changes_the_judgement_and_no_issued_byte(lagging):
    close(lagging)
    publication = publication_actions.issue(**given(lagging))
    decide(lagging, file(lagging))
    lagging.key_entry.refresh_from_db()
    lagging.period.refresh_from_db()
    assert (lagging.key_entry.judgement.outcome, lagging.period.state) == (Outcome.ON_TRACK, "issued")
    assert [(bytes_of(each), each.is_intact()) for each in publication.files.all()] == [
        (b"words", True),
        (b"cells", True),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_one_moment_one_holds_and_the_other_is_told():
    cast = make_cast()
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "用地未落实")
    objection = file(cast)
    third = type(cast.office).objects.create(
        username="ducha3", name="杨帆", role=cast.office.role, government=cast.government
    )
    answers = refusals_at_one_moment(
        lambda: decide(cast, objection, Outcome.ON_TRACK, by=cast.second_office),
        lambda: decide(cast, objection, None, by=third),
    )
    objection.refresh_from_db()
    assert sorted("已作出复核决定" in answer for answer in answers) == [False, True]
    assert "" in answers
    assert Judgement.objects.count() == (2 if objection.state == ObjectionState.CHANGED else 1)

"""复核 in the browser: asked for on the item's page, queued with the days left, decided by another, read by both."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks.enums import Outcome
from tasks.judging.objection_actions import decide_objection, file_objection
from tasks.models import Objection
from tests.acts import judge
from tests.cast import EntryFactory, TaskFactory
from tests.pages import errors, found, rows, said

QUEUE = reverse("objection_list")
REASON = "用地批复已下达，3月28日进场。"


@pytest.fixture
def lagging(cast):
    """The office has judged the key item of 区教委 lagging."""
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "用地未落实")
    cast.key_entry.refresh_from_db()
    return cast


def filing(cast) -> str:
    return reverse("objection_file", args=[cast.key_entry.pk])


def filed(cast) -> Objection:
    entry = cast.key_entry
    return file_objection(entry=entry, reason=REASON, seen=entry.judgement_id, by=cast.clerk)


def page_of(objection: Objection) -> str:
    return reverse("objection_page", args=[objection.pk])


def decided(cast, outcome=Outcome.ON_TRACK) -> Objection:
    return decide_objection(objection=filed(cast), outcome=outcome, decision="经核查已开工。", by=cast.second_office)


@pytest.mark.parametrize("name", ["task_page", "entry_page"])
def test_the_lead_unit_finds_the_way_while_it_may_ask(lagging, sign_in, name):
    client, entry = sign_in(lagging.clerk), lagging.key_entry
    page = reverse(name, args=[entry.task_id if name == "task_page" else entry.pk])
    assert "申请复核" in found(client.get(page), "a")
    filed(lagging)
    answer = client.get(page)
    assert "申请复核" not in found(answer, "a")
    assert f"复核 待复核 4月2日申请：{REASON} 应于2024年5月2日前决定。 查看" in found(answer, "div.why")


@pytest.mark.parametrize("who", ["office", "leader", "cooperating_clerk"])
def test_nobody_else_is_offered_it(lagging, sign_in, who):
    answer = sign_in(getattr(lagging, who)).get(reverse("task_page", args=[lagging.key.pk]))
    assert "申请复核" not in found(answer, "a")


def test_the_unit_asks_with_reason_and_evidence(lagging, sign_in):
    client = sign_in(lagging.clerk)
    form = {"reason": REASON, "seen": lagging.key_entry.judgement_id}
    answer = client.post(filing(lagging), form | {"files": SimpleUploadedFile("批复.pdf", b"%PDF-1.4")}, follow=True)
    objection = Objection.objects.get()
    assert said(answer) == ["已申请复核，督查办应于2024年5月2日前决定。"]
    assert (objection.reason, [one.name for one in objection.evidence.all()]) == (REASON, ["批复.pdf"])


def test_a_request_without_reason_stays_on_the_form(lagging, sign_in):
    answer = sign_in(lagging.clerk).post(filing(lagging), {"seen": lagging.key_entry.judgement_id})
    assert (answer.status_code, errors(answer)) == (422, ["请写明申请复核的理由。"])


def test_a_judgement_made_meanwhile_is_shown_and_the_words_stay(lagging, sign_in):
    seen = lagging.key_entry.judgement_id
    judge(lagging.key_entry, lagging.office, Outcome.EXPECTED)
    client = sign_in(lagging.clerk)
    answer = client.post(filing(lagging), {"reason": REASON, "seen": seen})
    assert (answer.status_code, errors(answer)) == (
        409,
        ["督查办刚刚已将结论改为“预计能够完成”，请核对后再申请。"],
    )
    assert REASON in found(answer, "textarea")


def test_after_thirty_days_the_page_says_so(lagging, sign_in, settings):
    settings.DUBAN_TODAY = date(2024, 5, 3)
    answer = sign_in(lagging.clerk).get(filing(lagging))
    assert answer.status_code == 403
    assert "申请复核的期限（收到结论之日起 30 日内，至2024年5月2日）已过。" in found(answer, "p")


def test_the_queue_shows_the_days_left_and_those_overdue(lagging, sign_in, settings):
    filed(lagging)
    client = sign_in(lagging.second_office)
    wording = "2024年一季度 · 重点工作任务第1项 建成小学两所，投用中学一所"
    assert rows(client.get(QUEUE)) == [
        [wording, "区教委", "推进滞后", "陈红", "2024年4月2日", "2024年5月2日 还剩 30 天"]
    ]
    settings.DUBAN_TODAY = date(2024, 5, 5)
    answer = client.get(QUEUE)
    assert rows(answer)[0][-1] == "2024年5月2日 已逾期 3 天"
    assert "其中逾期 1 件" in found(answer, "p.sub")[0]


@pytest.mark.parametrize(
    ("who", "count"), [("clerk", 1), ("unit_head", 1), ("other_clerk", 0), ("office", 1), ("stranger", 0)]
)
def test_the_office_sees_all_of_its_government_and_a_unit_its_own(lagging, sign_in, who, count):
    filed(lagging)
    assert len(rows(sign_in(getattr(lagging, who)).get(QUEUE))) == count


def test_the_second_person_of_the_office_decides_and_the_unit_reads_it(lagging, sign_in):
    objection = filed(lagging)
    form = {"outcome": "on_track", "decision": "经核查已开工。"}
    answer = sign_in(lagging.second_office).post(page_of(objection), form, follow=True)
    assert said(answer) == ["复核决定已作出，区教委可以看到。"]
    answer = sign_in(lagging.clerk).get(page_of(objection))
    assert found(answer, "h2") == ["进展情况", "申请理由", "复核决定"]
    assert {"经核查已开工。", REASON} <= set(found(answer, "p.prose"))
    assert found(answer, "form") == []


def test_the_decision_may_keep_the_conclusion(lagging, sign_in):
    objection = filed(lagging)
    sign_in(lagging.second_office).post(page_of(objection), {"outcome": "", "decision": "现场未开工。"})
    objection.refresh_from_db()
    assert (objection.state, objection.decision) == ("upheld", "现场未开工。")


def test_who_judged_is_told_to_leave_it_to_others(lagging, sign_in):
    objection = filed(lagging)
    client = sign_in(lagging.office)
    answer = client.get(page_of(objection))
    assert (
        found(answer, "form"),
        "您是原研判人，应当回避，请由其他人员决定。" in found(answer, "p.why"),
    ) == (
        [],
        True,
    )
    answer = client.post(page_of(objection), {"outcome": "on_track", "decision": "改了。"})
    assert (answer.status_code, errors(answer)) == (
        409,
        ["原研判人应当回避，请由其他人员办理复核（条例第十七条）。"],
    )


def test_who_decides_second_is_told_and_keeps_the_words(lagging, sign_in):
    objection = decided(lagging)
    answer = sign_in(lagging.second_office).post(page_of(objection), {"outcome": "", "decision": "维持原结论。"})
    assert (answer.status_code, errors(answer)) == (
        409,
        ["何伟已作出复核决定（改变结论），您的没有保存。"],
    )
    assert found(answer, "p.theirs") == ["维持原结论。"]


def test_a_decision_needs_its_reasons(lagging, sign_in):
    answer = sign_in(lagging.second_office).post(page_of(filed(lagging)), {"outcome": "on_track"})
    assert (answer.status_code, errors(answer)) == (422, ["请写明复核意见，申请单位将看到。"])


def test_an_outcome_of_another_period_is_no_choice(lagging, sign_in):
    form = {"outcome": "reached", "decision": "好。"}
    answer = sign_in(lagging.second_office).post(page_of(filed(lagging)), form)
    assert answer.status_code == 422


def test_a_unit_cannot_decide(lagging, sign_in):
    answer = sign_in(lagging.clerk).post(page_of(filed(lagging)), {"outcome": "", "decision": "同意。"})
    assert answer.status_code == 403


def test_a_decided_one_is_listed_with_its_decision(lagging, sign_in):
    decided(lagging)
    assert rows(sign_in(lagging.clerk).get(QUEUE)) == [
        [
            "2024年一季度 · 重点工作任务第1项 建成小学两所，投用中学一所",
            "区教委",
            "改变结论 正常推进",
            "经核查已开工。",
            "何伟 2024年4月2日",
        ]
    ]


def test_the_queue_takes_the_same_queries_for_one_and_for_three(lagging, sign_in, reads_in):
    def object_to_another():
        task = TaskFactory(plan=lagging.plan, edition__lead=[lagging.lead_unit])
        entry = EntryFactory(task=task, period=lagging.period)
        judge(entry, lagging.office, Outcome.LAGGING, "未开工")
        entry.refresh_from_db()
        file_objection(entry=entry, reason=REASON, seen=entry.judgement_id, by=lagging.clerk)

    reads_in(5, sign_in(lagging.second_office), QUEUE, object_to_another)

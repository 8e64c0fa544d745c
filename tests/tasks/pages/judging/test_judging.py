"""研判."""

import pytest
from django.urls import reverse

from tasks.enums import EntryState, Outcome, PeriodState, Standing
from tasks.filing import entry_actions
from tasks.models import Period, ProgressEntry
from tests.acts import judge, submit
from tests.cast import EntryFactory, PeriodFactory, TaskFactory
from tests.pages import found

SIGNAL = {
    "code": "behind_course",
    "severity": "high",
    "message": "落后于时间进度",
    "quote": "新增车位301个",
    "arithmetic": "301 ÷ 7000 = 4.3 %，时间进度 25 %",
    "spans": [],
}


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


def page_of(entry) -> str:
    return reverse("judge_entry", args=[entry.pk])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_the_queue_begins_with_the_first_item_that_is_not_judged(cast, office):
    judge(cast.target_entry, cast.office)
    assert office.get(reverse("judging_queue")).url == page_of(cast.livelihood_entry)


def test_a_decision_brings_up_the_next_and_the_last_one_the_summary(cast, office):
    judge(cast.target_entry, cast.office)
    judge(cast.livelihood_entry, cast.office)
    first = office.post(page_of(cast.key_entry), {"outcome": Outcome.ON_TRACK, "reason": "", "seen": ""})
    assert first.url == page_of(cast.other_entry)
    lagging = {"outcome": Outcome.LAGGING, "reason": "尚未开工。", "seen": ""}
    last = office.post(page_of(cast.other_entry), lagging, follow=True)
    assert said(last)[-1] == "2024年一季度的 4 项已全部研判，其中滞后 1 项。"
    assert [row.entry for row in last.context["page"].rows] == [cast.other_entry]


def test_behind_without_a_reason_is_refused_beside_the_field(cast, office):
    response = office.post(page_of(cast.key_entry), {"outcome": Outcome.LAGGING, "reason": " ", "seen": ""})
    assert response.status_code == 422
    assert response.context["page"].form.errors == {"reason": ["研判为“推进滞后”须写明理由。"]}


def test_why_an_item_lags_is_no_reason_for_saying_that_it_does_not(cast, office):
    submit(cast.key_entry, cast.clerk, "未开工。", problem="用地未批。", next_step="加快报批。")
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(standing=Standing.LAGGING, signals=[SIGNAL])
    reason = office.get(page_of(cast.key_entry)).context["page"].form["reason"].value()
    response = office.post(page_of(cast.key_entry), {"outcome": Outcome.EXPECTED, "reason": reason, "seen": ""})
    assert (response.status_code, response.context["page"].form.errors) == (
        422,
        {"reason": ["系统预警为滞后，研判为“预计能够完成”须写明理由。下面写的是滞后的原因，请改写。"]},
    )


def test_the_composed_reason_comes_back_after_a_judgement_without_one(cast, office):
    submit(cast.key_entry, cast.clerk, "未开工。", problem="用地未批。", next_step="加快报批。")
    judge(cast.key_entry, cast.office)
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(standing=Standing.LAGGING, signals=[SIGNAL])
    reason = office.get(page_of(cast.key_entry)).context["page"].form["reason"].value()
    assert reason.endswith("主要是用地未批。下一步，加快报批。")


def test_a_colleagues_decision_is_shown_and_not_overwritten(cast, office):
    judge(cast.key_entry, cast.second_office, Outcome.LAGGING, "尚未开工。")
    response = office.post(page_of(cast.key_entry), {"outcome": Outcome.ON_TRACK, "reason": "", "seen": ""})
    cast.key_entry.refresh_from_db()
    assert (response.status_code, cast.key_entry.judgement.outcome) == (409, Outcome.LAGGING)
    assert response.context["page"].form.non_field_errors() == [
        "同事刚刚已研判为“推进滞后”，您的结论没有覆盖它，请核对后再定。"
    ]


def test_a_text_filed_anew_is_not_judged_unread(cast, office):
    submit(cast.key_entry, cast.clerk, "建成一所。")
    page = office.get(page_of(cast.key_entry))
    read = page.context["page"].form["read"].value()
    entry_actions.withdraw(entry=cast.key_entry, by=cast.clerk)
    submit(cast.key_entry, cast.clerk, "建成两所。")
    given = {"outcome": Outcome.ON_TRACK, "reason": "", "seen": "", "read": read}
    answer = office.post(page_of(cast.key_entry), given)
    assert answer.context["page"].form.non_field_errors() == ["单位刚刚报送了新的进展，请按现在的内容研判。"]
    again = given | {"read": answer.context["page"].form["read"].value()}
    assert (answer.status_code, office.post(page_of(cast.key_entry), again).status_code) == (409, 302)


def test_a_suggestion_is_quoted_with_its_arithmetic_and_can_be_agreed_with(cast, office):
    cast.other_entry.standing, cast.other_entry.signals = Standing.LAGGING, [SIGNAL]
    cast.other_entry.save()
    response = office.get(reverse("judging_queue"), follow=True)
    page = response.content.decode()
    assert (response.context["page"].entry, response.context["page"].suggested_outcome.meaning) == (
        cast.other_entry,
        Outcome.LAGGING,
    )
    assert [SIGNAL[key] in page for key in ("message", "quote", "arithmetic")] == [True, True, True]
    assert "同意：推进滞后" in page


def test_the_list_can_show_the_items_behind_alone(cast, office):
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "尚未开工。")
    page = office.get(page_of(cast.key_entry), {"show": "behind"}).context["page"]
    shown = [item.entry for item in page.items]
    assert (shown, len(page.all_items), page.tabs[3].count) == ([cast.key_entry], 4, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_runs_as_many_queries_for_three_rows_as_for_one(cast, office, count_queries, rows):
    submit(cast.key_entry, cast.clerk)
    for number in range(rows):
        EntryFactory(
            task=TaskFactory(plan=cast.plan, number=50 + number, edition__lead=[cast.lead_unit]),
            period=cast.period,
        )
    with count_queries(17):
        office.get(page_of(cast.key_entry))


def test_units_see_the_judgement_and_never_the_suggestion(cast, sign_in):
    cast.key_entry.standing, cast.key_entry.signals = Standing.LAGGING, [SIGNAL]
    cast.key_entry.save()
    clerk = sign_in(cast.clerk)
    pages = [reverse("my_tasks"), reverse("entry_page", args=[cast.key_entry.pk])]
    before = "".join(clerk.get(page).content.decode() for page in pages)
    assert ("预警滞后" in before, SIGNAL["message"] in before) == (False, False)
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "尚未开工。")
    after = [clerk.get(page).content.decode() for page in pages]
    assert ["推进滞后" in page and "尚未开工。" in page for page in after] == [True, True]


def test_beside_an_entry_stands_what_was_filed_last_and_of_which_period(cast, office):
    submit(cast.key_entry, cast.clerk, "小学已封顶。")
    half_year, third = (PeriodFactory(plan=cast.plan, number=number) for number in (2, 3))
    between = EntryFactory(task=cast.key, period=half_year, text="草稿。", state=EntryState.DRAFT)
    last = EntryFactory(task=cast.key, period=third)
    heads = [found(office.get(page_of(entry)), "h2") for entry in (between, last)]
    assert "上期 · 2024 年一季度" in heads[0]
    assert "上次报送 · 2024 年一季度" in heads[1]
    assert "草稿。" not in office.get(page_of(last)).content.decode()


def test_an_issued_item_shows_every_judgement_and_cannot_be_judged(cast, office):
    judge(cast.key_entry, cast.office, Outcome.EXPECTED)
    judge(cast.key_entry, cast.office, Outcome.ON_TRACK)
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(standing=Standing.LAGGING)
    Period.objects.filter(pk=cast.period.pk).update(state=PeriodState.ISSUED)
    answer = office.get(page_of(cast.key_entry))
    assert any(said.endswith("两者不同。") for said in found(answer, "p"))
    assert "本期已印发，不能再改。" in found(answer, "p.soft")
    assert "历次研判" in found(answer, "h2")
    assert not answer.context["page"].may_judge

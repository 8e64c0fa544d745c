"""结转: the office decides item by item what becomes of what last year left unfinished."""

import pytest
from django.urls import reverse
from lxml import html

from tasks.continuing.continuation_actions import OVERTAKEN
from tasks.continuing.continuations import ContinuationCandidate, PlanContinuations
from tasks.continuing.matching import Partner
from tasks.enums import ContinuationKind, EventKind, Outcome
from tasks.models import Edition, Task, TaskContinuation, TaskDiscontinuation
from tasks.pages.continuing.continuation_page import CandidateRow
from tests.acts import kinds_of_events
from tests.cast import PlanFactory
from tests.pages import errors, found, said
from tests.tasks.continuing.last_year import WORDING, end_year, last_period_of
from tests.tasks.outlooks.reports import plan_report_of

REASON = "项目用地未获批准，市里已调出年度计划。"


@pytest.fixture
def unfinished(cast) -> Task:
    Edition.objects.filter(task=cast.key).update(text=WORDING.replace("30", "45"))
    return end_year(last_period_of(PlanFactory(government=cast.government, year=2023)), Outcome.NOT_REACHED)


@pytest.fixture
def page(unfinished) -> str:
    return reverse("carry_over_task", args=[unfinished.pk])


@pytest.fixture
def listed() -> str:
    return f"{reverse('carry_over_list')}?year=2024"


def test_the_list_shows_the_item_its_outcome_and_where_it_may_go_on(cast, sign_in, unfinished, listed):
    ((item, suggested),) = sign_in(cast.office).get(listed).context["page"].rows
    assert (item.task, item.judgement.outcome, suggested) == (unfinished, Outcome.NOT_REACHED, cast.key)


def test_the_item_shows_what_changes_and_proposes_to_carry_it_over(cast, sign_in, page):
    row = sign_in(cast.office).get(page).context["page"].rows[0]
    assert (row.candidate.task, row.figures) == (cast.key, ["30万平方米 → 45万平方米"])
    assert [label for _, label, chosen in row.kinds if chosen] == ["结转未完：原来没有完成，接着办"]


def test_the_office_confirms_and_comes_to_the_list_when_nothing_waits(cast, sign_in, page, listed):
    given = {"act": "confirm", "later": cast.key.pk, "kind": "unfinished", "seen": ""}
    answer = sign_in(cast.office).post(page, given, follow=True)
    assert said(answer) == ["2023年重点工作任务第1项：已确认由2024年重点工作任务第1项接续（结转未完）。"]
    assert answer.redirect_chain == [(listed, 302)]
    assert TaskContinuation.objects.get().kind == ContinuationKind.UNFINISHED


def test_a_continuation_is_taken_back_and_a_candidate_rejected(cast, sign_in, page):
    client = sign_in(cast.office)
    client.post(page, {"act": "confirm", "later": cast.key.pk, "kind": "unfinished", "seen": ""})
    answer = client.post(page, {"act": "drop", "later": cast.key.pk, "seen": "confirmed"}, follow=True)
    assert said(answer)[-1:] == ["2023年重点工作任务第1项：已解除与2024年重点工作任务第1项的接续。"]
    answer = client.post(page, {"act": "reject", "later": cast.other_key.pk}, follow=True)
    assert said(answer) == ["2023年重点工作任务第1项：已排除2024年重点工作任务第2项，以后不再提示。"]


def test_the_office_drops_an_item_and_takes_that_back(cast, sign_in, page):
    client = sign_in(cast.office)
    answer = client.post(page, {"act": "discontinue", "reason": REASON}, follow=True)
    assert said(answer) == ["2023年重点工作任务第1项：已定为不再安排。"]
    assert REASON in answer.content.decode()
    seen = TaskDiscontinuation.objects.get().pk
    answer = client.post(page, {"act": "take_back", "seen": seen}, follow=True)
    assert said(answer) == ["2023年重点工作任务第1项：已撤回“不再安排”。"]
    assert not TaskDiscontinuation.objects.exists()


def test_the_page_of_a_dropped_item_tells_the_reason(cast, sign_in, page, unfinished):
    client, item = sign_in(cast.office), reverse("task_page", args=[unfinished.pk])
    assert "以后年度不再安排" not in client.get(item).content.decode()
    client.post(page, {"act": "discontinue", "reason": REASON})
    told = client.get(item).content.decode()
    assert ("以后年度不再安排" in told, REASON in told) == (True, True)


def test_home_and_plan_say_how_many_are_undecided(cast, sign_in, page, listed):
    client = sign_in(cast.office)

    def read_counts():
        also = client.get(reverse("board")).context["page"].also
        figure = [(one.count, one.url) for one in also if one.label == "2023年未完成去向待定"]
        return figure, client.get(reverse("plan_page")).context["page"].unfinished_count

    assert read_counts() == ([(1, listed)], 1)
    client.post(page, {"act": "discontinue", "reason": REASON})
    assert read_counts() == ([], 0)


def test_the_list_says_how_the_plan_stands_to_the_years_report(cast, sign_in, unfinished, listed):
    client = sign_in(cast.office)
    assert client.get(listed).context["page"].divergences is None
    report = plan_report_of(cast)
    page = client.get(f"{reverse('carry_over_list')}?year={report.year}").context["page"]
    assert (page.report, page.divergences.has_plan) == (report, True)


def test_of_two_people_the_second_is_told(cast, sign_in, page):
    given = {"act": "discontinue", "reason": REASON}
    sign_in(cast.office).post(page, given)
    answer = sign_in(cast.second_office).post(page, given)
    assert (answer.status_code, answer.context["page"].error) == (409, OVERTAKEN)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 400),
        ({"act": "forget"}, 400),
        ({"act": "confirm"}, 422),
        ({"act": "confirm", "later": "9" * 50}, 422),
        ({"act": "confirm", "later": "foreign", "kind": "split"}, 422),
        ({"act": "confirm", "later": "own", "kind": "sideways"}, 400),
        ({"act": "confirm", "later": "self", "kind": "split"}, 409),
        ({"act": "drop", "later": "own", "seen": "confirmed"}, 409),
        ({"act": "discontinue", "reason": " "}, 422),
        ({"act": "discontinue", "reason": "长" * 501}, 422),
        ({"act": "take_back", "seen": "9" * 50}, 409),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(cast, sign_in, page, unfinished, given, status):
    named = {"own": cast.key.pk, "self": unfinished.pk, "foreign": cast.foreign_task.pk}
    sent = given | ({"later": named.get(given["later"], given["later"])} if "later" in given else {})
    assert sign_in(cast.office).post(page, sent).status_code == status
    refused = [EventKind.ACT_REFUSED] if status == 409 else []
    kept = (TaskContinuation.objects.count(), TaskDiscontinuation.objects.count(), kinds_of_events())
    assert kept == (0, 0, refused)


def test_an_item_that_was_reached_has_nothing_to_decide(cast, sign_in):
    reached = end_year(last_period_of(PlanFactory(government=cast.government, year=2023)), Outcome.REACHED)
    answer = sign_in(cast.office).get(reverse("carry_over_task", args=[reached.pk]))
    assert (answer.status_code, answer.context["page"].item) == (200, None)


def test_an_item_of_the_newest_plan_has_no_page(cast, sign_in):
    assert sign_in(cast.office).get(reverse("carry_over_task", args=[cast.key.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_items(cast, sign_in, count_queries, unfinished, listed, count):
    period = unfinished.entries.get().period
    for number in range(count):
        end_year(period, Outcome.CARRIED, text=f"建成第{number}所学校", number=20 + number)
    client = sign_in(cast.office)
    client.get(listed)
    with count_queries(15):
        client.get(listed)


def test_a_year_that_is_missing_between_the_plans_is_said(cast, sign_in, listed):
    end_year(last_period_of(PlanFactory(government=cast.government, year=2022)), Outcome.NOT_REACHED)
    client, told = sign_in(cast.office), "系统中没有2023年的方案，所以接在2022年后面；补导入以后改与其比对。 去导入"
    assert told in found(client.get(listed), "p.sub")
    assert told in found(client.get(f"{reverse('continuation_list')}?year=2024"), "p.sub")
    PlanFactory(government=cast.government, year=2023)
    assert told not in found(client.get(listed), "p.sub")


def test_the_items_without_a_judgement_are_one_click_away(cast, sign_in, listed):
    period = last_period_of(PlanFactory(government=cast.government, year=2023))
    end_year(period, Outcome.NOT_REACHED)
    answer = sign_in(cast.office).get(listed)
    assert answer.context["page"].unjudged_period == period.key


def test_a_missing_reason_is_said_where_the_cursor_then_stands(cast, sign_in, page):
    answer = sign_in(cast.office).post(page, {"act": "discontinue", "reason": ""})
    assert errors(answer) == ["请写明不再安排的理由。"]
    [field] = html.fromstring(answer.content.decode()).xpath("//textarea[@name='reason']")
    assert ("autofocus" in field.attrib, field.get("aria-invalid")) == (True, "true")


@pytest.mark.parametrize(("score", "figures"), [(0.6, ["无 → 2所", "30万平方米 → 无"]), (0.4, [])])
def test_what_is_only_near_compares_no_figures(cast, unfinished, score, figures):
    candidate = ContinuationCandidate(cast.key, Partner(cast.key.pk, score))
    row = CandidateRow(PlanContinuations(cast.plan), unfinished, candidate, is_later=True)
    assert (row.is_likely, row.figures) == (bool(figures), figures)


def test_what_is_only_near_is_folded(cast, sign_in, page, monkeypatch):
    client, folded = sign_in(cast.office), "只是文字相近的 1 项，多半不是同一件事"
    assert found(client.get(page), "summary") == []
    monkeypatch.setattr("tasks.continuing.matching.SUGGESTED", 9.0)
    assert found(client.get(page), "summary") == [folded]

"""研判 as a list, and one decision on many items."""

import pytest
from django.urls import reverse

from tasks.enums import Outcome, PeriodState, Standing
from tasks.models import Event, ProgressEntry
from tests.acts import accept, give_back, judge, newest, save, submit
from tests.cast import EntryFactory, TaskFactory
from tests.pages import boxes, errors, found, rows, said, tally

REASON = "一季度未报送进展。"
#: words that give no warning in any item
CALM = "增长6.5%。新增普惠性学位3000个。建成小学两所，投用中学一所。新增公共停车位7000个。"


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


def pick(entry, *, read: int = 0) -> str:
    entry.refresh_from_db()
    return f"{entry.pk}:{read}:{entry.judgement_id or 0}"


def send(client, *picked, outcome=Outcome.ON_TRACK, reason: str = "", query: str = "summary=1", **more):
    given = {"pick": picked, "outcome": outcome, "reason": reason, **more}
    return client.post(f"{reverse('judge_many')}?{query}", given, follow=True)


#: the last cell: the four periods of an item of which nothing is filed
STRIP = "一季度：未报送 上半年：未开启 前三季度：未开启 全年：未开启"


def outcomes(*judged) -> list[str | None]:
    for entry in judged:
        entry.refresh_from_db()
    return [entry.judgement.outcome if entry.judgement else None for entry in judged]


def test_the_list_shows_the_text_the_suggestion_and_the_conclusion(cast, office):
    submit(cast.key_entry, cast.clerk, "建成一所。")
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "仅建成一所。")
    answer = office.get(reverse("judging_queue"), {"summary": 1, "show": "all"})
    assert rows(answer) == [
        ["1", "预期目标 地区生产总值增长6%以上", "区教委", "尚未报送", "", "", STRIP],
        ["1", "民生实事 学位扩容：新增普惠性学位3000个", "区教委", "尚未报送", "", "", STRIP],
        ["2", "重点工作任务 新增公共停车位7000个", "区城市管理局", "尚未报送", "", "", STRIP],
        [
            "1",
            "重点工作任务 建成小学两所，投用中学一所",
            "区教委",
            "建成一所。 尚未审核通过。",
            "正常",
            "推进滞后 仅建成一所。",
            STRIP.replace("未报送", "推进滞后"),
        ],
    ]


def test_what_waits_is_shown_first_then_what_is_behind_then_all(cast, office):
    def here() -> str:
        return office.get(reverse("judging_queue"), {"summary": 1}).context["page"].queue_filter.show

    shown = [here()]
    everything = (cast.target_entry, cast.livelihood_entry, cast.key_entry, cast.other_entry)
    for entry in everything:
        judge(entry, cast.office, Outcome.LAGGING, REASON)
    shown.append(here())
    for entry in everything:
        judge(entry, cast.office)
    assert [*shown, here()] == ["todo", "behind", "all"]


def test_a_returned_item_shows_what_was_filed_and_never_the_draft(cast, office):
    submit(cast.key_entry, cast.clerk, "建成一所。")
    give_back(cast.key_entry, cast.office)
    save(cast.key_entry, cast.clerk, "正在改。")
    page = office.get(reverse("judging_queue"), {"summary": 1}).content.decode()
    assert ("建成一所。" in page, "正在改。" in page, "已退回，尚未重报。" in page) == (True, False, True)
    assert f'value="{cast.key_entry.pk}:1:0"' in page


def test_many_are_judged_alike_with_a_row_of_the_trail_each(cast, office):
    for entry, clerk in ((cast.key_entry, cast.clerk), (cast.other_entry, cast.other_clerk)):
        submit(entry, clerk, CALM)
        accept(entry, cast.office)
    picked = (pick(cast.key_entry, read=1), pick(cast.other_entry, read=1))
    answer = send(office, *picked, query="summary=1&show=todo")
    assert answer.redirect_chain == [(f"{reverse('judging_queue')}?summary=1&show=todo", 302)]
    assert said(answer) == ["已研判为“正常推进” 2 项。"]
    assert outcomes(cast.key_entry, cast.other_entry, cast.target_entry) == [Outcome.ON_TRACK] * 2 + [None]
    assert Event.objects.filter(kind="entry_judged").count() == 2


def test_behind_is_shown_once_more_with_a_reason_each_before_it_is_done(cast, office):
    picked = (pick(cast.key_entry), pick(cast.other_entry))
    asked = send(office, *picked, outcome=Outcome.LAGGING, reason=REASON)
    assert (found(asked, "h1"), tally(asked)) == (["研判 2 项为“推进滞后”？"], ["2 未填报"])
    assert rows(asked) == [
        ["重点工作任务第1项 · 区教委 建成小学两所，投用中学一所", "尚未报送 将研判为“推进滞后”", REASON],
        ["重点工作任务第2项 · 区城市管理局 新增公共停车位7000个", "尚未报送 将研判为“推进滞后”", REASON],
    ]
    assert outcomes(cast.key_entry, cast.other_entry) == [None, None]
    reasons = {f"reason-{cast.key_entry.pk}": "未报送。", f"reason-{cast.other_entry.pk}": " "}
    done = send(office, *picked, outcome=Outcome.LAGGING, reason=REASON, is_confirmed="on", **reasons)
    assert said(done) == [
        "已研判为“推进滞后” 1 项。",
        "1 项未办理（重点工作任务第2项）：尚未报送、将研判为“推进滞后”，须写明理由才能一并办理，或逐项办理。",
    ]
    assert outcomes(cast.key_entry, cast.other_entry) == [Outcome.LAGGING, None]
    assert cast.key_entry.judgement.reason == "未报送。"


def test_the_whole_list_is_never_judged_with_one_press(cast, office):
    """Of four items one is accepted and calm; one is warned of, one only filed, one not filed at all."""
    for entry in (cast.key_entry, cast.livelihood_entry, cast.target_entry):
        submit(entry, cast.clerk, CALM)
    for entry in (cast.key_entry, cast.livelihood_entry):
        accept(entry, cast.office)
    ProgressEntry.objects.filter(pk=cast.livelihood_entry.pk).update(standing=Standing.LAGGING)
    picked = [pick(cast.other_entry), *(pick(entry, read=1) for entry in (cast.key_entry, cast.livelihood_entry))]
    picked.append(pick(cast.target_entry, read=1))
    asked = send(office, *picked)
    assert tally(asked) == ["1 系统预警滞后", "1 未填报", "1 待审核", "2 已通过"]
    assert [row[1] for row in rows(asked)] == ["尚未报送", "系统预警滞后", "尚未审核通过"]
    assert outcomes(*(cast.key_entry, cast.livelihood_entry, cast.target_entry, cast.other_entry)) == [None] * 4
    done = send(office, *picked, is_confirmed="on", **{f"reason-{cast.livelihood_entry.pk}": "已核实，按期推进。"})
    assert said(done)[0] == "已研判为“正常推进” 2 项。"
    assert outcomes(cast.key_entry, cast.livelihood_entry) == [Outcome.ON_TRACK] * 2
    assert outcomes(cast.target_entry, cast.other_entry) == [None, None]


def test_a_figure_below_its_target_is_named_before_the_item_is_on_track(cast, office):
    submit(cast.target_entry, cast.clerk, CALM)
    accept(cast.target_entry, cast.office)
    below = {"code": "below_target", "severity": "low", "message": "“固定资产投资”低于目标 0.3 个百分点"}
    ProgressEntry.objects.filter(pk=cast.target_entry.pk).update(standing=Standing.NORMAL, signals=[below])
    asked = send(office, pick(cast.target_entry, read=1))
    assert [row[1] for row in rows(asked)] == ["“固定资产投资”低于目标 0.3 个百分点"]
    done = send(office, pick(cast.target_entry, read=1), outcome=Outcome.EXPECTED)
    assert said(done)[0] == "已研判为“预计能够完成” 1 项。"


def test_another_conclusion_over_one_that_stands_is_shown_once_more(cast, office):
    submit(cast.key_entry, cast.clerk, CALM)
    accept(cast.key_entry, cast.office)
    judge(cast.key_entry, cast.second_office, Outcome.EXPECTED)
    asked = send(office, pick(cast.key_entry, read=1))
    assert [row[1] for row in rows(asked)] == ["已研判为“预计能够完成”，将被替换"]
    assert outcomes(cast.key_entry) == [Outcome.EXPECTED]


def test_going_back_keeps_what_was_ticked_and_written(cast, office):
    picked = pick(cast.key_entry)
    answer = send(office, picked, outcome=Outcome.LAGGING, reason=REASON, back="1")
    assert boxes(answer, "pick", ticked=True) == [picked]
    assert REASON in answer.content.decode()
    assert outcomes(cast.key_entry) == [None]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"outcome": ""}, "■ 请选择研判结论。"),
        ({"outcome": Outcome.REACHED}, "■ 本期不使用这一结论，请重新选择。"),
    ],
)
def test_an_unfit_decision_comes_back_with_its_ticks(cast, office, given, said):
    picked = pick(cast.key_entry)
    answer = send(office, picked, **given)
    assert (answer.status_code, errors(answer)) == (422, [said])
    assert boxes(answer, "pick", ticked=True) == [picked]


def test_nothing_ticked_is_said_and_the_reason_stays(office):
    answer = send(office, outcome=Outcome.LAGGING, reason=REASON)
    assert (answer.status_code, errors(answer)) == (422, ["■ 请先勾选要研判的事项。"])
    assert REASON in answer.content.decode()


def test_what_was_not_shown_is_not_judged(cast, office):
    """A text filed anew, one taken back, and a colleague's decision since the list was read."""
    shown = (cast.key_entry, cast.livelihood_entry, cast.target_entry)
    for entry in shown:
        submit(entry, cast.clerk, CALM)
        accept(entry, cast.office)
    picked = [pick(entry, read=1) for entry in shown]
    give_back(cast.key_entry, cast.office)
    submit(cast.key_entry, cast.clerk, f"{CALM}已开学。")
    accept(cast.key_entry, cast.office)
    judge(cast.target_entry, cast.second_office, Outcome.ON_TRACK, "已核实。")
    answer = send(office, *picked)
    assert said(answer) == [
        "已研判为“正常推进” 1 项。",
        "1 项未办理（重点工作任务第1项）：单位刚刚报送了新的进展，请按现在的内容研判。",
        "1 项未办理（预期目标第1项）：同事刚刚已研判为“正常推进”，您的结论没有覆盖它，请核对后再定。",
    ]
    assert newest(cast.key_entry) == 2
    assert outcomes(*shown) == [None, Outcome.ON_TRACK, Outcome.ON_TRACK]


def test_nothing_of_an_issued_period_can_be_ticked(cast, office):
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    answer = office.get(reverse("judging_queue"), {"summary": 1})
    assert ("data-pick" in answer.content.decode(), answer.context["page"].may_judge) == (False, False)


def test_the_list_runs_as_many_queries_for_three_rows_as_for_one(cast, office, reads_in):
    submit(cast.key_entry, cast.clerk)
    give_back(cast.key_entry, cast.office)

    def add_row():
        task = TaskFactory(plan=cast.plan, edition__lead=[cast.lead_unit])
        EntryFactory(task=task, period=cast.period)

    reads_in(12, office, f"{reverse('judging_queue')}?summary=1", add_row)

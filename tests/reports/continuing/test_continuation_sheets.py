"""接续对照表 and 结转 as tables to take out."""

import pytest
from django.urls import reverse

from reports.continuing.continuation_sheets import build_continuation_sheets
from tasks.continuing.carry_overs import CarryOver
from tasks.continuing.continuation_actions import confirm_continuation
from tasks.continuing.discontinuation_actions import discontinue_item
from tasks.enums import ContinuationKind, Outcome
from tasks.models import Edition, Event, Period
from tests.cast import PlanFactory
from tests.tasks.continuing.last_year import WORDING, end_year, last_period_of

THIS_YEAR = "完成青木湖公园绿化45万平方米"


@pytest.fixture
def period(cast) -> Period:
    Edition.objects.filter(task=cast.key).update(text=THIS_YEAR)
    Edition.objects.filter(task=cast.other_key).update(text="举办龙舟赛")
    return last_period_of(PlanFactory(government=cast.government, year=2023))


def test_the_tables_tell_what_was_decided_and_what_is_open(cast, period):
    carried = end_year(period, Outcome.NOT_REACHED)
    dropped = end_year(period, Outcome.CARRIED, text="建成沿江步道", number=2)
    end_year(period, Outcome.LAGGING, text="新增充电桩900个", number=3)
    kind = ContinuationKind.UNFINISHED
    confirm_continuation(earlier=carried, later=cast.key, kind=kind, seen="", by=cast.office)
    discontinue_item(task=dropped, reason="用地未获批准。", by=cast.office)
    pairs, unfinished = build_continuation_sheets(CarryOver(cast.plan), is_internal=False)
    named = {row[0]: row[1:] for row in pairs.rows}
    assert named[str(cast.key)] == (
        THIS_YEAR,
        "结转未完",
        "重点工作任务第1项",
        WORDING,
        "30万平方米 → 45万平方米",
    )
    assert named[str(cast.other_key)] == ("举办龙舟赛", "", "", "", "")
    assert (unfinished.title, unfinished.rows) == (
        "2023年未完成事项结转表",
        (
            ("重点工作任务第1项", WORDING, "未完成", "结转未完", "2024年重点工作任务第1项", THIS_YEAR),
            ("重点工作任务第2项", "建成沿江步道", "跨年续办", "不再安排", "", "用地未获批准。"),
            ("重点工作任务第3项", "新增充电桩900个", "推进滞后", "待定", "", ""),
        ),
    )


def test_what_nobody_has_decided_is_named_without_a_partner(cast, period):
    end_year(period, Outcome.REACHED)
    (pairs,) = build_continuation_sheets(CarryOver(cast.plan), is_internal=False)
    assert [row[2:] for row in pairs.rows if row[0] == str(cast.key)] == [("待确认", "", "", "")]


def test_the_file_goes_out_and_leaves_an_event(cast, sign_in, period):
    end_year(period, Outcome.NOT_REACHED)
    client, address = sign_in(cast.office), reverse("continuation_list_file")
    for query in ("?year=2024", "?year=2024&form=docx"):
        assert b"".join(client.get(address + query).streaming_content).startswith(b"PK")
    rows = len(CarryOver(cast.plan).continuations.tasks) + 1
    assert [event.after for event in Event.objects.order_by("pk")] == [
        {"文件": ["2024年接续和结转表.xlsx"], "行数": rows},
        {"文件": ["2024年接续和结转表.docx"], "行数": rows},
    ]


@pytest.mark.parametrize("query", ["?year=2024&form=pdf", "?year=2023", "?year=1999"])
def test_without_an_earlier_plan_or_such_a_form_there_is_no_file(cast, sign_in, period, query):
    assert sign_in(cast.office).get(reverse("continuation_list_file") + query).status_code == 404

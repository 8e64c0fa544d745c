"""Going through the indicators of a plan, one task after the other."""

import pytest

from tasks.assessing.indicator_actions import propose_indicators
from tasks.enums import EntryState, IndicatorKind, IndicatorState
from tasks.models import Edition, Indicator, Plan, Reading
from tasks.models.rhythm import encode_ends
from tasks.periods import Rhythm
from tests.cast import TaskFactory, UserFactory
from tests.pages import errors, found


def address(task) -> str:
    return f"/indicators/{task.pk}/"


def posted(client, task, **changes):
    """Posts the page's own form back, with ``changes`` to fields of the first indicator."""
    form = client.get(address(task)).context["page"].formset
    data = {"form-TOTAL_FORMS": len(form.forms), "form-INITIAL_FORMS": form.initial_form_count()}
    for row in form.forms:
        for field in row:
            value = field.value()
            if value not in (None, False):
                data[field.html_name] = value
    data |= {f"form-0-{name}": value for name, value in changes.items()}
    return client.post(address(task), {name: value for name, value in data.items() if value is not None})


def test_the_queue_begins_with_the_first_task_that_waits(cast, sign_in):
    propose_indicators(plan=cast.plan, by=cast.office)
    answer = sign_in(cast.office).get("/indicators/")
    assert (answer.status_code, answer.url) == (302, address(cast.target))


def test_the_quantity_is_marked_in_the_text(cast, sign_in):
    propose_indicators(plan=cast.plan, by=cast.office)
    page = sign_in(cast.office).get(address(cast.other_key)).content.decode()
    assert "新增公共停车位<mark>7000个</mark>" in page


@pytest.mark.parametrize("text", ["三年新增公共停车位9000个", "到2026年新增公共停车位9000个"])
def test_a_target_of_several_years_is_shown_as_doubtful_until_somebody_decides(cast, sign_in, text):
    Edition.objects.filter(pk=cast.other_key.current_id).update(text=text)
    propose_indicators(plan=cast.plan, by=cast.office)
    client, doubt = sign_in(cast.office), "是跨年目标，请核定本年应完成多少"
    assert doubt in client.get(address(cast.other_key)).content.decode()
    posted(client, cast.other_key, kind="cumulative", value="3000")
    indicator = cast.other_key.indicators.get()
    assert (indicator.kind, indicator.value) == (IndicatorKind.CUMULATIVE, 3000)
    assert doubt not in client.get(address(cast.other_key)).content.decode()


def test_settling_confirms_and_brings_the_next_task(cast, sign_in):
    propose_indicators(plan=cast.plan, by=cast.office)
    answer = posted(sign_in(cast.office), cast.target)
    assert answer.url == address(cast.livelihood)
    assert list(cast.target.indicators.values_list("state", flat=True)) == [IndicatorState.CONFIRMED]


def test_an_unticked_indicator_is_rejected(cast, sign_in):
    propose_indicators(plan=cast.plan, by=cast.office)
    posted(sign_in(cast.office), cast.other_key, keep=None)
    assert cast.other_key.indicators.get().state == IndicatorState.REJECTED


def test_targets_within_the_year_are_three_numbers_or_refused_beside_the_field(cast, sign_in):
    propose_indicators(plan=cast.plan, by=cast.office)
    client = sign_in(cast.office)
    refused = posted(client, cast.other_key, course="by_period", period_targets="1000 2000")
    assert "应为一季度、上半年、前三季度三个数，用空格分开。" in refused.content.decode()
    assert Indicator.objects.filter(state=IndicatorState.CONFIRMED).count() == 0
    posted(client, cast.other_key, course="by_period", period_targets="1000 3000 5000")
    assert cast.other_key.indicators.get().period_targets == {"3": "1000", "6": "3000", "9": "5000"}


def test_a_plan_by_months_asks_for_its_own_periods_and_keeps_what_has_no_target_blank(cast, sign_in):
    Plan.objects.filter(pk=cast.plan.pk).update(period_ends=encode_ends(Rhythm(1, (2, 4, 6, 12))))
    propose_indicators(plan=cast.plan, by=cast.office)
    client = sign_in(cast.office)
    refused = posted(client, cast.other_key, course="by_period", period_targets="1000")
    assert errors(refused) == ["应为1—2月、1—4月、上半年三个数，用空格分开。"]
    assert ("按分期目标" in refused.content.decode(), "季度" in refused.content.decode()) == (True, False)
    missing = posted(client, cast.other_key, course="by_period", period_targets="- - -")
    assert errors(missing) == ["按分期目标推进的指标须填写分期目标。"]
    posted(client, cast.other_key, course="by_period", period_targets="- 3000 5000")
    assert cast.other_key.indicators.get().period_targets == {"4": "3000", "6": "5000"}
    assert 'value="- 3000 5000"' in client.get(address(cast.other_key)).content.decode()


def test_the_upper_target_is_corrected_beside_the_own_one(cast, sign_in):
    propose_indicators(plan=cast.plan, by=cast.office)
    posted(sign_in(cast.office), cast.other_key, upper_level="city", upper_value="5000.50")
    assert str(cast.other_key.indicators.get()) == "新增公共停车位达到7000个，市级5000.5个"
    posted(sign_in(cast.office), cast.other_key, upper_level="", upper_value="")
    assert str(cast.other_key.indicators.get()) == "新增公共停车位达到7000个"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"upper_level": "city"}, "已选市级目标，请填目标值；没有上级目标请选空白。"),
        ({"upper_value": "5000"}, "已填上级目标值，请选是哪一级的目标；没有上级目标请清空。"),
        ({"upper_level": "city", "upper_value": "9" * 17}, "确认小数点前不超过 16 位。"),
        ({"upper_level": "city", "upper_value": "约五千"}, "输入一个数字。"),
    ],
)
def test_half_an_upper_target_is_refused_beside_its_field(cast, sign_in, changes, said):
    propose_indicators(plan=cast.plan, by=cast.office)
    refused = posted(sign_in(cast.office), cast.other_key, **changes)
    assert errors(refused) == [said]
    assert Indicator.objects.filter(state=IndicatorState.CONFIRMED).count() == 0


def test_without_indicators_the_page_offers_to_read_them(cast, sign_in):
    client = sign_in(cast.office)
    assert "还没有识别过量化指标" in client.get("/indicators/").content.decode()
    client.post("/indicators/propose/")
    assert Indicator.objects.filter(task__plan=cast.plan).exists()


def test_another_government_s_task_is_not_found(cast, sign_in):
    assert sign_in(cast.office).get(address(cast.foreign_task)).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_plan(cast, sign_in, count_queries):
    propose_indicators(plan=cast.plan, by=cast.office)
    client = sign_in(cast.office)
    with count_queries(6):
        client.get(address(cast.other_key))
    for number in range(10, 13):
        TaskFactory(plan=cast.plan, number=number, edition__text=f"新建公厕{number}座")
    propose_indicators(plan=cast.plan, by=cast.office)
    with count_queries(6):
        client.get(address(cast.other_key))


def test_a_settled_task_says_that_nothing_waits(cast, sign_in):
    propose_indicators(plan=cast.plan, by=cast.office)
    Indicator.objects.update(state=IndicatorState.CONFIRMED)
    head = found(sign_in(cast.office).get(address(cast.target)), "p.sub")[0]
    assert "个指标，已全部核定" in head


def confirm(cast, task) -> Indicator:
    """Confirms the only indicator that is read from the text of the task."""
    propose_indicators(plan=cast.plan, by=cast.office)
    task.indicators.update(state=IndicatorState.CONFIRMED)
    return task.indicators.get()


def file(entry, text: str) -> None:
    entry.text, entry.state = text, EntryState.SUBMITTED
    entry.save()


def test_a_confirmed_indicator_shows_its_course_as_the_page_of_the_item_does(cast, sign_in):
    confirm(cast, cast.other_key)
    file(cast.other_entry, "新增公共停车位900个。")
    client = sign_in(cast.office)
    shown = found(client.get(address(cast.other_key)), "figure")
    assert [" ".join(one.split()[:1]) for one in shown] == ["新增公共停车位：预期（虚线）与完成（实线）"]
    assert shown[0].endswith("一季度 900个")
    assert shown == found(client.get(f"/tasks/{cast.other_key.pk}/"), "figure")


def test_without_a_value_or_a_decision_there_is_no_course(cast, sign_in):
    client, indicator = sign_in(cast.office), confirm(cast, cast.other_key)
    file(cast.other_entry, "正在办理用地手续。")
    assert found(client.get(address(cast.other_key)), "figure") == []
    Reading.objects.create(entry=cast.other_entry, indicator=indicator, value=900)
    assert len(found(client.get(address(cast.other_key)), "figure")) == 1
    cast.other_key.indicators.update(state=IndicatorState.PROPOSED)
    assert found(client.get(address(cast.other_key)), "figure") == []


def test_the_courses_cost_two_queries_however_many_they_are(cast, sign_in, count_queries):
    first, client = confirm(cast, cast.other_key), sign_in(cast.office)
    file(cast.other_entry, "新增公共停车位900个。")
    with count_queries(8):
        client.get(address(cast.other_key))
    for position in range(2, 12):
        first.pk, first.position = None, position
        first.save()
        Reading.objects.create(entry=cast.other_entry, indicator=first, value=20)
    with count_queries(8):
        answer = client.get(address(cast.other_key))
    assert len(found(answer, "figure")) == 11


def test_without_a_plan_the_page_leads_to_the_import(db, sign_in):
    client = sign_in(UserFactory())
    assert found(client.get("/indicators/"), "p.empty") == [
        "还没有年度方案。督查办在“导入”页导入年度目标任务分解表后，任务中的量化指标在这里逐项核定。 去导入"
    ]
    answer = client.post("/indicators/propose/")
    assert (answer.status_code, answer.url) == (302, "/indicators/")

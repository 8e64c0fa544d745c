"""读数: what the form's script is told of a text that is being written."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tasks.assessing.indicator_actions import propose_indicators, settle_indicators
from tasks.enums import DeadlineState, EntryState, IndicatorState, Role
from tasks.filing import entry_actions
from tasks.models import Edition, Reading
from tests.acts import WHY, give_back, save, submit
from tests.cast import EntryFactory, PeriodFactory, UserFactory
from tests.pages import found, rows


@pytest.fixture
def indicator(cast):
    """新增公共停车位 7000 个, confirmed; 区城市管理局 reports it."""
    propose_indicators(plan=cast.plan, by=cast.office)
    indicator = cast.other_key.indicators.get()
    indicator.state = IndicatorState.CONFIRMED
    settle_indicators(task=cast.other_key, decisions=[indicator], by=cast.office)
    return indicator


def read(cast, sign_in, text: str, **typed) -> dict:
    answer = sign_in(cast.other_clerk).post(reverse("entry_read", args=[cast.other_entry.pk]), {"text": text, **typed})
    return answer.json()["figures"][0]


def test_a_figure_in_the_text_comes_with_its_words_and_its_progress(cast, sign_in, indicator):
    assert read(cast, sign_in, "一季度新增公共停车位350个。") == {
        "field": f"figure_{indicator.pk}",
        "value": "350",
        "words": "读自“一季度新增公共停车位350个”",
        "quote": "一季度新增公共停车位350个",
        "doubt": "",
        "course": "350 ÷ 7000 = 5 %，时间进度 25 %",
        "token": "watch",
        "beside": {
            f"rank_scope_{indicator.pk}": "",
            f"rank_place_{indicator.pk}": "",
            f"rank_of_{indicator.pk}": "",
            f"rank_shared_{indicator.pk}": False,
            f"second_value_{indicator.pk}": "",
            f"second_basis_{indicator.pk}": "",
            f"quoted_{indicator.pk}": "",
        },
    }


@pytest.mark.parametrize(
    ("state", "course"),
    [
        (DeadlineState.CONFIRMED, "3500 ÷ 7000 = 50 %，时间进度 75 %，按时限 4月30日"),
        # a day that nobody has confirmed is the office's alone
        (DeadlineState.PROPOSED, "达到进度"),
    ],
)
def test_the_course_runs_to_the_item_s_own_confirmed_day(cast, sign_in, indicator, state, course):
    Edition.objects.filter(pk=cast.other_key.current_id).update(due_on=date(2024, 4, 30), due_state=state)
    assert read(cast, sign_in, "新增公共停车位3500个。")["course"] == course
    submit(cast.other_entry, cast.other_clerk, "新增公共停车位3500个。", readings={indicator.pk: Decimal(3500)}, **WHY)
    page = sign_in(cast.office).get(reverse("review_entry", args=[cast.other_entry.pk]))
    shown = [row[-1] for row in rows(page) if row[0] == indicator.measure]
    assert shown == ["3500 ÷ 7000 = 50 %，时间进度 75 %，按时限 4月30日"]


def test_a_course_has_no_end_where_only_a_start_is_asked(cast, sign_in, indicator):
    Edition.objects.filter(pk=cast.other_key.current_id).update(
        text="4月底前开工建设停车场，新增公共停车位7000个", due_on=date(2024, 4, 30), due_state=DeadlineState.CONFIRMED
    )
    assert read(cast, sign_in, "新增公共停车位3500个。")["course"] == "达到进度"


def test_a_planned_figure_is_shown_but_not_filled_in(cast, sign_in, indicator):
    answer = read(cast, sign_in, "计划新增公共停车位3000个。")
    assert (answer["value"], answer["words"]) == (
        None,
        "读自“计划新增公共停车位3000个”（计划，不算完成），请核对",
    )


def test_digits_parted_by_a_comma_are_filled_in_to_be_checked(cast, sign_in, indicator):
    answer = read(cast, sign_in, "新增公共停车位4，120个。")
    words = "读自“新增公共停车位4，120个”，即 4120个，全角逗号按千分位读，请核对"
    assert (answer["value"], answer["words"]) == ("4120", words)


def test_what_may_be_several_numbers_is_shown_but_not_filled_in(cast, sign_in, indicator):
    answer = read(cast, sign_in, "新增公共停车位共4 120个。")
    words = "读自“新增公共停车位共4 120个”，即 4120个，可能是几个数连在一起，请核对"
    assert (answer["value"], answer["words"]) == (None, words)


def test_a_text_without_the_figure_says_so(cast, sign_in, indicator):
    answer = read(cast, sign_in, "正在推进各项工作。")
    assert (answer["value"], answer["words"], answer["course"]) == (None, "文中没有读出这个数", "")


def test_what_a_person_typed_goes_before_what_is_read(cast, sign_in, indicator):
    answer = read(cast, sign_in, "新增公共停车位350个。", **{f"figure_{indicator.pk}": "３，５００"})
    assert (answer["course"], answer["token"]) == ("达到进度", "ok")


def test_reading_keeps_nothing(cast, sign_in, indicator):
    read(cast, sign_in, "新增公共停车位350个。")
    cast.other_entry.refresh_from_db()
    assert (cast.other_entry.text, cast.other_entry.state, Reading.objects.count()) == (
        "",
        EntryState.BLANK,
        0,
    )


def test_a_saved_figure_remembers_the_words_it_was_read_from(cast, indicator):
    save(cast.other_entry, cast.other_clerk, "新增公共停车位350个。", readings={indicator.pk: Decimal(350)})
    assert Reading.objects.get().quote == "新增公共停车位350个"


def test_a_corrected_figure_is_the_person_s_own(cast, indicator):
    save(cast.other_entry, cast.other_clerk, "新增公共停车位350个。", readings={indicator.pk: Decimal(340)})
    assert Reading.objects.get().quote == ""


def test_the_form_shows_what_was_read_without_any_script(cast, sign_in, indicator):
    save(cast.other_entry, cast.other_clerk, "新增公共停车位350个。", readings={indicator.pk: Decimal(350)})
    page = sign_in(cast.other_clerk).get(reverse("entry_page", args=[cast.other_entry.pk])).content.decode()
    assert "读自“新增公共停车位350个”" in page
    assert "350 ÷ 7000 = 5 %，时间进度 25 %" in page


@pytest.mark.parametrize(("who", "status"), [("clerk", 404), ("office", 403), ("anonymous", 302)])
def test_only_who_writes_the_entry_is_answered(cast, sign_in, indicator, who, status):
    answer = sign_in(cast.person(who)).post(reverse("entry_read", args=[cast.other_entry.pk]), {"text": "一"})
    assert answer.status_code == status


def test_who_reads_what_was_filed_sees_the_figures_as_the_clerk_did(cast, sign_in, indicator):
    """The unit's head before he passes it on, the office when it reviews and when it judges."""
    cast.other_unit.needs_confirmation = True
    cast.other_unit.save()
    head = UserFactory(role=Role.UNIT_HEAD, government=cast.government, unit=cast.other_unit)
    submit(
        cast.other_entry,
        cast.other_clerk,
        "一季度新增公共停车位350个。",
        readings={indicator.pk: Decimal(350)},
        **WHY,
    )
    row = ["新增公共停车位", "达到 7000 个", "", "350 个", "350 ÷ 7000 = 5 %，时间进度 25 %"]
    assert rows(sign_in(head).get(reverse("entry_page", args=[cast.other_entry.pk]))) == [row]
    cast.other_entry.refresh_from_db()
    entry_actions.confirm(entry=cast.other_entry, revision=cast.other_entry.revision, by=head)
    office = sign_in(cast.office)
    for page in ("review_entry", "judge_entry"):
        assert row in rows(office.get(reverse(page, args=[cast.other_entry.pk])))


def test_the_figures_of_a_draft_are_not_shown_where_it_is_judged(cast, sign_in, indicator):
    submit(cast.other_entry, cast.other_clerk, "新增350个。", readings={indicator.pk: Decimal(350)}, **WHY)
    give_back(cast.other_entry, cast.office)
    save(cast.other_entry, cast.other_clerk, "新增900个。", readings={indicator.pk: Decimal(900)})
    page = sign_in(cast.office).get(reverse("judge_entry", args=[cast.other_entry.pk])).content.decode()
    assert ("新增350个。" in page, "900 个" in page) == (True, False)


@pytest.mark.parametrize(
    ("typed", "words", "doubt"),
    [
        ("-3", "正文中为 350个，与此处不同", "是负数，请核对"),
        ("", "正文中为 350个，与此处不同", ""),
        ("2.5", "正文中为 350个，与此处不同", "按“个”计数，不应有小数，请核对"),
        ("350000", "正文中为 350个，与此处不同", "超过全年目标 7000个 的 20 倍，请核对数值和单位"),
        ("140000", "正文中为 350个，与此处不同", ""),
        ("350", "读自“一季度新增公共停车位350个”", ""),
    ],
)
def test_what_somebody_types_against_the_text_is_doubted(cast, sign_in, indicator, typed, words, doubt):
    figure = read(cast, sign_in, "一季度新增公共停车位350个。", **{f"figure_{indicator.pk}": typed})
    assert (figure["words"], figure["doubt"]) == (words, doubt)


def test_a_figure_below_the_last_one_is_filed_only_after_it_was_confirmed(cast, sign_in, indicator):
    submit(cast.other_entry, cast.other_clerk, "新增350个。", readings={indicator.pk: Decimal(350)}, **WHY)
    later = EntryFactory(task=cast.other_key, period=PeriodFactory(plan=cast.plan, number=2))
    clerk, address = sign_in(cast.other_clerk), reverse("entry_submit", args=[later.pk])
    sent = {"text": "新增100个。", "base_revision": 0, f"figure_{indicator.pk}": "100"} | WHY
    refused = clerk.post(address, sent)
    later.refresh_from_db()
    assert (refused.status_code, later.state) == (422, EntryState.BLANK)
    told = "低于上期的 350个；这里填年初至今的累计数，请核对"
    assert told in found(refused, "div.why")[0]
    clerk.post(address, sent | {"checked": refused.context["page"].doubts_mark})
    later.refresh_from_db()
    assert later.state == EntryState.SUBMITTED
    assert told in sign_in(cast.office).get(reverse("review_entry", args=[later.pk])).content.decode()


def test_what_the_script_fills_in_from_the_text_is_not_called_missing(cast, sign_in, indicator):
    address, text = reverse("entry_read", args=[cast.other_entry.pk]), "一季度新增公共停车位350个。"
    clerk = sign_in(cast.other_clerk)
    assert clerk.post(address, {"text": text}).json()["remarks"] == []
    emptied = clerk.post(address, {"text": text, f"figure_{indicator.pk}": ""}).json()
    assert emptied["remarks"] == ["表中缺数：正文有“一季度新增公共停车位350个”，表中新增公共停车位未填"]

"""读数: what the form's script is told of a text that is being written."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tasks.actions.indicators import propose_indicators, settle_indicators
from tasks.enums import EntryState, IndicatorState
from tasks.models import Reading
from tests.acts import save


@pytest.fixture
def indicator(cast):
    """新增公共停车位 7000 个, confirmed; 区城市管理局 reports it."""
    propose_indicators(plan=cast.plan, by=cast.office)
    indicator = cast.other_key.indicators.get()
    indicator.state = IndicatorState.CONFIRMED
    settle_indicators(task=cast.other_key, decisions=[indicator], by=cast.office)
    return indicator


def read(cast, sign_in, text: str, **typed) -> dict:
    answer = sign_in(cast.other_clerk).post(
        reverse("entry_read", args=[cast.other_entry.pk]), {"text": text, **typed}
    )
    return answer.json()["figures"][0]


def test_a_figure_in_the_text_comes_with_its_words_and_its_progress(cast, sign_in, indicator):
    assert read(cast, sign_in, "一季度新增公共停车位350个。") == {
        "field": f"figure_{indicator.pk}",
        "value": "350",
        "words": "读自“一季度新增公共停车位350个”",
        "quote": "一季度新增公共停车位350个",
        "course": "350 ÷ 7000 = 5 %，时间进度 25 %",
        "token": "watch",
    }


def test_a_planned_figure_is_shown_but_not_filled_in(cast, sign_in, indicator):
    answer = read(cast, sign_in, "计划新增公共停车位3000个。")
    assert (answer["value"], answer["words"]) == (
        None,
        "读自“计划新增公共停车位3000个”（计划，不算完成），请核对",
    )


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

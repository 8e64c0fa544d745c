"""会议大屏: the numbers of the head's board, without acts; it asks for itself again, but not for ever."""

import pytest
from django.urls import reverse
from lxml import html

from tests.cast import PeriodFactory
from tests.pages import found, tally, three
from tests.reports.half_year import TODAY, make_half_year

WALL, BOARD = reverse("wall"), reverse("board")


@pytest.fixture
def half_year(cast, settings):
    settings.DUBAN_TODAY = TODAY
    return make_half_year(cast)


def test_the_wall_shows_the_numbers_of_the_head_s_board(cast, half_year, sign_in):
    client = sign_in(cast.head)
    on_wall, on_board = tally(client.get(WALL)), three(client.get(BOARD))
    assert on_wall == [
        "6 事项",
        "2 已报送",
        "1 已通过",
        "1 已研判",
        "2 滞后 其中预警、未研判 1 项",
        "1 比上期变差",
        "0 逾期未完成",
    ]
    assert on_wall[4:] == on_board


def test_nothing_can_be_done_on_the_wall(cast, half_year, sign_in):
    page = html.fromstring(sign_in(cast.office).get(WALL).content.decode())
    assert page.xpath("//main//form | //main//button") == []


def test_it_asks_for_itself_every_five_minutes_and_stops_after_three_hours(cast, half_year, sign_in):
    client = sign_in(cast.office)
    assert client.get(WALL).headers["Refresh"] == f"300;url={WALL}?turn=1"
    last = client.get(f"{WALL}?turn=35&of=2024-Q1")
    assert last.headers["Refresh"] == f"300;url={WALL}?of=2024-Q1&turn=36"
    for asked in ("36", "-1", "999", "一", ""):
        stopped = client.get(WALL, {"turn": asked})
        assert "Refresh" not in stopped.headers
        assert "已停止更新 · 继续更新" in " ".join(found(stopped, "div.wall-head"))


def test_without_items_it_says_what_will_stand_there(cast, half_year, sign_in):
    PeriodFactory(plan=cast.plan, number=3)
    assert found(sign_in(cast.office).get(f"{WALL}?of=2024-Q3"), "p.empty") == [
        "2024年前三季度还没有事项。督查办开启填报或导入本期报告后，这里显示全区进展和滞后情况。"
    ]


def test_where_nobody_is_warned_of_the_wall_says_so(cast, half_year, sign_in):
    half_year.entries.update(standing="", judgement=None)
    cast.period.entries.update(standing="", judgement=None)
    assert found(sign_in(cast.office).get(WALL), "p.soft")[-1].startswith("没有滞后或预警的事项。")

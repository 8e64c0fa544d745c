"""The pictures on the boards: each says the same as its table, and as the lists behind its numbers."""

import pytest
from django.urls import reverse
from lxml import html

from tasks.models import Leadership, Official
from tests.pages import found, rows
from tests.reports.half_year import TODAY, make_half_year

BOARD = reverse("board")


@pytest.fixture
def half_year(cast, settings):
    settings.DUBAN_TODAY = TODAY
    return make_half_year(cast)


@pytest.mark.parametrize("who", ["office", "head", "leader"])
def test_a_board_names_the_units_and_leaders_behind_beside_the_period_before(cast, half_year, sign_in, who):
    """Behind, watched, behind in 上期, difference."""
    listed = [row[:1] + row[2:] for row in rows(sign_in(cast.person(who)).get(BOARD)) if len(row) == 6]
    units = [["区教委", "2", "0", "2", ""], ["区城市管理局", "0", "1", "1", "−1"]]
    leaders = [["王明（副区长）", "2", "0", "2", ""]]
    assert listed == {"office": units + leaders, "head": leaders + units, "leader": [units[0]]}[who]


def test_a_board_says_how_many_items_count_for_several_leaders(cast, half_year, sign_in):
    def read_heads() -> list[str]:
        return [said for said in found(sign_in(cast.office).get(BOARD), "small") if "个有滞后或预警" in said]

    assert read_heads() == ["2 个有滞后或预警", "1 个有滞后或预警"]
    entry = half_year.entries.filter(task=cast.livelihood).get()
    second = Official.objects.create(government=cast.government, name="李娜", title="副区长", rank=9)
    Leadership.objects.create(edition=entry.edition, official=second, position=2)
    assert read_heads() == ["2 个有滞后或预警", "2 个有滞后或预警；1 项由几位区领导负责，分别计入"]


def test_a_board_draws_how_far_the_period_is_and_says_it_day_by_day(cast, half_year, sign_in):
    page = sign_in(cast.office).get(BOARD)
    drawings = html.fromstring(page.content.decode()).xpath("//*[contains(@class, 'flow')]/@aria-label")
    assert set(drawings) == {"2024年上半年进程：截至7月8日，6 项中已报送 2 项，已通过 1 项，已研判 1 项"}
    assert [row for row in rows(page) if len(row) == 4] == [
        ["6月21日", "0", "0", "1"],
        ["7月3日", "1", "1", "1"],
        ["7月7日", "2", "1", "1"],
        ["7月8日", "2", "1", "1"],
    ]


def test_the_year_draws_the_total_of_its_table(cast, half_year, sign_in):
    page = html.fromstring(sign_in(cast.office).get(reverse("year_page")).content.decode())
    (said,) = page.xpath("//main//*[@role='img']/@aria-label")
    assert said == "2024年各期研判情况。一季度：滞后 3，正常 1；上半年：滞后 1，未研判 5"

"""首页 of the office: what does not stand on it is counted."""

import pytest
from django.urls import reverse

from reports.pages.boards.views.board.office import UNITS_SHOWN
from tests.acts import submit
from tests.cast import EntryFactory, TaskFactory, UnitFactory
from tests.pages import found
from tests.reports.half_year import TODAY, make_half_year

BOARD = reverse("board")


@pytest.fixture
def half_year(cast, settings):
    settings.DUBAN_TODAY = TODAY
    return make_half_year(cast)


def test_units_beyond_the_first_are_folded_away(cast, half_year, sign_in):
    for number in range(10, 10 + UNITS_SHOWN):
        lead = UnitFactory(government=cast.government)
        EntryFactory(task=TaskFactory(plan=cast.plan, number=number, edition__lead=[lead]), period=half_year)
    assert "其余 2 个单位" in found(sign_in(cast.office).get(BOARD), "summary")


@pytest.mark.parametrize(("more", "said"), [(7, []), (8, ["查看全部 9 项"])])
def test_a_list_of_the_board_says_how_many_do_not_stand_on_it(cast, half_year, sign_in, more, said):
    for number in range(more):
        task = TaskFactory(plan=cast.plan, number=60 + number, edition__lead=[cast.other_unit])
        submit(EntryFactory(task=task, period=half_year), cast.other_clerk)
    assert found(sign_in(cast.office).get(BOARD), "p.help") == said

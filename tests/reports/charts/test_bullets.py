"""Bullet bars and marks: where they stand, and that nothing leaves its cell."""

from decimal import Decimal

import pytest

from reports.charts import Bullet, draw_bullet, draw_tiles
from tests.reports.charts.drawing import read_drawing


def boxes(svg: str) -> list[tuple[str | None, str | None, str | None]]:
    """Class, place and width of each rectangle."""
    return [(box.get("class"), box.get("x"), box.get("width")) for box in read_drawing(svg).iter("rect")]


def bullet(value: str | None, expected: str | None = "5", *, is_behind: bool = False) -> str:
    """Of a target of 10."""
    figures = [None if one is None else Decimal(one) for one in (value, expected)]
    return draw_bullet(Bullet(figures[0], Decimal(10), figures[1], is_behind))


def test_value_target_and_what_is_expected_by_now_stand_on_one_scale():
    """The target stands at five sixths, so half of it at 41.7 percent."""
    assert boxes(bullet("6")) == [
        ("part tone-ground", "0", "83.3%"),
        ("part tone-middle", "0", "50.0%"),
        ("tone-ink", "83.3%", "2"),
        *[("tone-ink", "41.7%", "2")] * 3,
    ]


def test_red_is_for_what_lags_alone():
    assert boxes(bullet("2", is_behind=True))[1] == ("part tone-late", "0", "16.7%")


@pytest.mark.parametrize(("value", "width"), [("-3", "0.0%"), ("0", "0.0%"), ("12", "100.0%"), ("900", "100.0%")])
def test_what_lies_outside_ends_at_the_edge(value, width):
    assert boxes(bullet(value))[1][2] == width


def test_without_a_figure_the_way_is_outlined():
    assert boxes(bullet(None, None)) == [("part tone-sheet", "0", "83.3%"), ("tone-ink", "83.3%", "2")]


def test_a_target_of_nothing_can_be_drawn():
    assert boxes(draw_bullet(Bullet(Decimal(1), Decimal(0), Decimal(0))))[1] == ("part tone-middle", "0", "0.0%")


def test_each_item_has_its_mark_sixteen_in_a_row_the_squares_first():
    drawing = read_drawing(draw_tiles(2, 15))
    squares = [(box.get("x"), box.get("y")) for box in drawing.iter("rect")]
    triangles = [one.get("points") for one in drawing.iter("polygon")]
    assert (drawing.get("viewBox"), squares) == ("0 0 208 28", [("0", "2"), ("13", "2")])
    assert (len(triangles), triangles[0], triangles[-1]) == (15, "31,2 36,12 26,12", "5,16 10,26 0,26")


def test_no_item_is_an_empty_row():
    assert read_drawing(draw_tiles(0, 0)).get("viewBox") == "0 0 0 14"

"""Bars of several parts: what they say, and that no two parts look alike without their colours."""

import re
from xml.etree import ElementTree

import pytest

from reports.charts import Bar, BarPart, StackedChart, draw_stacked_chart, draw_swatch
from reports.charts.marks import TONES
from reports.charts.textures import TEXTURES
from reports.figures import standing, years

PARTS = (
    BarPart("滞后", "late", "solid"),
    BarPart("正常", "middle", "falling"),
    BarPart("未研判", "ground", "blank"),
)


def chart(*bars: Bar, name: str = "year", title: str = "2024年各期研判情况") -> StackedChart:
    return StackedChart(name, title, PARTS, bars)


def drawn(what: StackedChart) -> ElementTree.Element:
    return ElementTree.fromstring(draw_stacked_chart(what))


def test_the_bars_are_said_in_words():
    what = chart(Bar("一季度", [14, 122, 0]), Bar("上半年", [0, 0, 0]))
    assert drawn(what).get("aria-label") == "2024年各期研判情况。一季度：滞后 14，正常 122；上半年：无"


def test_a_bar_without_a_label_is_said_without_one():
    assert drawn(chart(Bar("", [1, 0, 2]))).get("aria-label") == "2024年各期研判情况。滞后 1，未研判 2"


def test_the_longest_bar_is_as_wide_as_the_page_and_the_parts_follow_each_other():
    """Each part twice: its calm fill, and the texture that paper shows over it."""
    boxes = drawn(chart(Bar("", [1, 3, 0]), Bar("", [0, 2, 0]))).findall("rect")
    places = [(box.get("x"), box.get("width")) for box in boxes]
    assert places[::2] == places[1::2] == [("0.000%", "25.000%"), ("25.000%", "75.000%"), ("0.000%", "50.000%")]
    assert [box.get("class") for box in boxes[:4]] == ["part tone-late", "texture", "part tone-middle", "texture"]


def test_a_number_stands_on_every_part_that_has_room_for_it():
    texts = drawn(chart(Bar("一季度", [1, 98, 1]))).findall("text")
    assert [text.text for text in texts] == ["一季度", "98"]


def test_nothing_to_count_is_a_hairline():
    assert [box.get("height") for box in drawn(chart(Bar("全年", [0, 0, 0]))).findall("rect")] == ["1"]


@pytest.mark.parametrize("parts", [standing.build_standing_chart("", []).parts, years.PARTS, PARTS])
def test_no_two_parts_of_a_bar_share_a_texture_or_a_fill(parts):
    textures = [part.texture for part in parts]
    assert len(set(textures)) == len({part.tone for part in parts}) == len(parts)
    assert {part.tone for part in parts} <= set(TONES)
    assert set(textures) <= set(TEXTURES)


def test_textures_draw_different_things():
    assert len(set(TEXTURES.values())) == len(TEXTURES)


def test_a_sample_shows_the_fill_of_its_part_and_is_not_read_out():
    what = chart(Bar("", [1, 1, 1]))
    sample = ElementTree.fromstring(draw_swatch(what, 1))
    fills = [box.get("fill") for box in sample.findall("rect")]
    assert (sample.get("aria-hidden"), fills) == ("true", ["currentColor", "url(#year-1)"])
    assert [one.get("id") for one in drawn(what).iter("pattern")] == ["year-0", "year-1", "year-2"]


def test_words_cannot_break_out_of_the_drawing():
    text = draw_stacked_chart(chart(Bar("<b>", [1, 0, 0]), title='<script>"'))
    assert ("<script>" in text, "<b>" in text) == (False, False)


def test_nothing_in_it_needs_an_inline_style_or_a_script():
    text = draw_stacked_chart(chart(Bar("一季度", [1, 2, 3])))
    assert re.findall(r"style=|<script|<style", text) == []

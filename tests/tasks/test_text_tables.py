"""Tables in a text: rows with tabs, shown as a table, written out as sentences, read as before."""

import pytest
from django.urls import reverse

from reports.reporting.items import build_item_from_entry
from tasks.assessing.quantities import read_stated_figures
from tasks.text_tables import split_tables, write_out_tables
from tests.acts import submit
from tests.pages import found
from tracker.templatetags.duban import laid_out

TEXT = "①产值增长。\n类别\t1—6月产值（亿元）\t同比\n整车\t121.4\t45%\n合计\t198.6\n②已完工。"


def test_rows_are_filled_up_to_the_longest_and_the_lines_around_stay():
    rows = [["类别", "1—6月产值（亿元）", "同比"], ["整车", "121.4", "45%"], ["合计", "198.6", ""]]
    assert list(split_tables(TEXT)) == ["①产值增长。", rows, "②已完工。"]
    assert list(split_tables("没有表。\n两行。")) == ["没有表。\n两行。"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            TEXT,
            "①产值增长。\n整车：1—6月产值121.4亿元，同比45%。\n合计：1—6月产值198.6亿元。\n②已完工。",
        ),
        ("整车\t121.4\n零部件\t58.9", "整车；121.4。\n零部件；58.9。"),
        ("没有表。\n两行。", "没有表。\n两行。"),
    ],
)
def test_a_table_is_written_out_with_its_heads(text, written):
    assert write_out_tables(text) == written


def test_figures_are_read_from_cells_as_from_words():
    cells, words = (
        [(one.measure, one.value) for one in read_stated_figures(text)] for text in ("产值\t198.6亿元", "产值198.6亿元")
    )
    assert cells == words


def test_a_page_shows_it_as_a_table_with_everything_escaped():
    assert laid_out("<b>\n甲\t<i>乙\n丙") == (
        '&lt;b&gt;<span class="grid" role="table"><span role="row"><span role="cell">甲</span>'
        '<span role="cell">&lt;i&gt;乙</span></span></span>丙'
    )


def test_what_is_pasted_is_kept_shown_and_printed(cast, sign_in):
    submit(cast.key_entry, cast.clerk, "校舍\t面积（平方米）\n小学\t1200")
    page = sign_in(cast.clerk).get(reverse("entry_page", args=[cast.key_entry.pk]))
    assert [words.replace(" ", "") for words in found(page, "span.grid")] == ["校舍面积（平方米）小学1200"]
    cast.key_entry.refresh_from_db()
    assert build_item_from_entry(cast.key_entry).progress == "小学：面积1200平方米。"

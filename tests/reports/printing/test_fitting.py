"""How many lines a text takes."""

import pytest

from reports.printing.fitting import count_lines


@pytest.mark.parametrize(
    ("text", "line_em", "lines"),
    [
        ("", 10, 1),
        ("一二三四五六七八九十", 10, 1),
        ("一二三四五六七八九十一", 10, 2),
        ("一二三\n四五六", 10, 2),
        ("一二三\n\n四五六", 10, 3),
        # a full stop takes its character along to the next line
        ("一二三四五六七八九十。", 10, 2),
        # figures are about half as wide, and a number is not torn
        ("1234567890", 6, 1),
        ("一二三四五123456789", 8, 2),
        # a word wider than the column is broken inside
        ("1234567890" * 4, 5.6, 4),
        ("①②③④⑤", 4, 2),
    ],
)
def test_lines_of_a_text(text, line_em, lines):
    assert count_lines(text, line_em) == lines

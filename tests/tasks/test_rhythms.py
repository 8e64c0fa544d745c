"""The rhythm of a plan's year: any months, any beginning, with labels and codes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.periods import CALENDAR_YEAR, LONGEST_LABEL, Quarter, Rhythm, describe_rhythm_refusal

MONTHLY = Rhythm(1, CALENDAR_YEAR)
SCHOOL = Rhythm(9, (12, 3, 6, 8))
NOVEMBER = Rhythm(1, (6, 11))


@st.composite
def rhythms(draw) -> Rhythm:
    first = draw(st.sampled_from(CALENDAR_YEAR))
    passed = sorted(draw(st.sets(st.sampled_from(CALENDAR_YEAR), min_size=1)))
    return Rhythm(first, tuple((first + each - 2) % 12 + 1 for each in passed))


def list_quarters(rhythm: Rhythm, year: int) -> list[Quarter]:
    return [Quarter(year, number, rhythm) for number in rhythm.numbers]


@given(rhythms(), st.integers(1950, 2198))
def test_the_windows_of_a_year_follow_each_other_from_its_first_day(rhythm, year):
    quarters = list_quarters(rhythm, year)
    starts = [rhythm.compute_year_start(year), *(each.ends_on + timedelta(days=1) for each in quarters[:-1])]
    assert [each.starts_on for each in quarters] == starts
    assert all(each.starts_on <= each.ends_on <= each.year_ends_on for each in quarters)


@given(rhythms(), st.integers(1950, 2198))
def test_the_share_of_the_year_grows_and_ends_at_one_with_the_last_period(rhythm, year):
    shares = [each.share_of_year for each in list_quarters(rhythm, year)]
    assert shares == sorted(set(shares))
    assert shares[-1] == 1


@given(rhythms(), st.integers(1950, 2198))
def test_every_period_is_found_again_by_code_month_and_day(rhythm, year):
    for each in list_quarters(rhythm, year):
        assert rhythm.parse_code(each.code) == rhythm.find_number(each.ends_on.month) == each.number
        assert rhythm.find_year(each.ends_on) == year


@given(rhythms())
def test_no_two_periods_of_a_year_have_the_same_label_or_code(rhythm):
    assert len(set(rhythm.labels)) == len(set(rhythm.codes)) == rhythm.last + 1


@pytest.mark.parametrize(
    ("rhythm", "named"),
    [
        (SCHOOL, [("M12", "9—12月"), ("M03", "9月—次年3月"), ("M06", "9月—次年6月"), ("M08", "全学年")]),
        (NOVEMBER, [("M06", "上半年"), ("M11", "1—11月")]),
        (Rhythm(1, (6, 12)), [("H1", "上半年"), ("FY", "全年")]),
        (Rhythm(4, (9, 3)), [("H1", "4—9月"), ("FY", "全年")]),
        (Rhythm(9, (1, 8), ("第一学期", "")), [("M01", "第一学期"), ("M08", "全学年")]),
    ],
)
def test_periods_are_called_by_quarters_where_they_are_some_and_else_by_months(rhythm, named):
    assert list(zip(rhythm.codes[1:], rhythm.labels[1:], strict=True)) == named


def test_twelve_months_are_called_by_the_months_that_they_tell_of():
    assert (MONTHLY.labels[1], MONTHLY.labels[2], MONTHLY.labels[11], MONTHLY.labels[12]) == (
        "1月",
        "1—2月",
        "1—11月",
        "全年",
    )


@pytest.mark.parametrize(
    ("rhythm", "code", "number"),
    [(MONTHLY, "H1", 6), (MONTHLY, "FY", 12), (SCHOOL, "FY", 4), (NOVEMBER, "FY", 2), (Rhythm(), "M06", 2)],
)
def test_a_period_is_also_found_by_its_month_its_quarter_and_as_the_last(rhythm, code, number):
    assert rhythm.parse_code(code) == number


@pytest.mark.parametrize("code", ["M05", "H2", "", "Q9"])
def test_a_code_of_no_period_is_none_of_the_plan(code):
    assert not Rhythm().has_code(code)


def test_a_school_year_spans_two_calendar_years():
    december, march = Quarter(2024, 1, SCHOOL), Quarter(2024, 2, SCHOOL)
    assert (december.ends_on, march.ends_on, march.year_ends_on) == (
        date(2024, 12, 31),
        date(2025, 3, 31),
        date(2025, 8, 31),
    )
    assert [SCHOOL.find_year(day) for day in (date(2024, 9, 1), date(2025, 3, 5), date(2025, 8, 31))] == [2024] * 3
    assert SCHOOL.format_year(2024) == "2024学年"


def test_an_item_of_a_school_year_is_measured_by_the_months_until_its_own_day():
    march = Quarter(2024, 2, SCHOOL)
    assert [round(march.compute_share_until(due), 2) for due in (None, date(2025, 6, 30), date(2025, 1, 31))] == [
        Decimal("0.58"),
        Decimal("0.70"),
        Decimal(1),
    ]


@pytest.mark.parametrize(
    ("first", "months", "labels", "said"),
    [
        (13, (12,), (), "年度的起始月份应为 1 至 12。"),
        (1, (), (), "一年应有 1 至 12 个填报期。"),
        (1, (0, 3), (), "截止月份应为 1 至 12。"),
        (1, (6, 3), (), "截止月份应从1月起按先后排列，不能重复。"),
        (9, (3, 12), (), "截止月份应从9月起按先后排列，不能重复。"),
        (1, (6, 6), (), "截止月份应从1月起按先后排列，不能重复。"),
        (1, (6, 12), ("上",), "各期名称应有 2 个，现有 1 个。"),
        (1, (6, 12), ("上", "上"), "各期名称不能相同。"),
        (1, (6,), ("长" * 11,), f"期名“{'长' * 10}…”过长，不能超过 {LONGEST_LABEL} 字。"),
        (1, (6,), ("上/下",), '“上/下”不能用作期名，请不要用空格和 / \\ : * ? " < > |。'),
    ],
)
def test_a_rhythm_that_no_year_can_have_is_refused_with_the_reason(first, months, labels, said):
    assert describe_rhythm_refusal(first, months, labels) == said
    with pytest.raises(ValueError, match=r"."):
        Rhythm(first, months, labels)

"""A number or a day is read as the sheet shows it."""

from datetime import date, datetime, time

import pytest

from tasks.importing.number_formats import format_shown_value

DAY = datetime.combine(date(2024, 11, 30), time())


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (25, '0"个"', "25个"),
        (0.8333, "0%", "83%"),
        (4120, '"已新增"#,##0"人"', "已新增4,120人"),
        (23456.7, '#,##0.00"万元"', "23,456.70万元"),
        (12345, '0!.0,"万元"', "1.2万元"),
        (-0.032, "0.0%", "-3.2%"),
        (-5, "0.0;[Red](0.0)", "(5.0)"),
        (0, '0;-0;"—"', "—"),
        (5, ";;;", ""),
        (3, "000", "003"),
        (12000, '0,"千"', "12千"),
        (1234.5, r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (DAY, 'yyyy"年"m"月"', "2024年11月"),
        (DAY, 'm"月底前"', "11月底前"),
        (DAY, "yyyy-mm-dd", "2024-11-30"),
        (DAY, "mm-dd-yy", "2024/11/30"),
        (DAY, "yyyy/m/d h:mm", "2024/11/30 0:00"),
        ("甲", '@"（略）"', "甲（略）"),
        (7.5, "General", None),
        (7, "[DBNum1]0", None),
        (0.5, "# ?/?", None),
        (float("1e300"), "0.00", None),
        (10**400, "0.0", None),
    ],
)
def test_what_a_format_shows(value, number_format, shown):
    assert format_shown_value(value, number_format) == shown

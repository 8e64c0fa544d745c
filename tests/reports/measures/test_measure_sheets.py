"""主要指标表: measures over the years as tables to take out."""

from decimal import Decimal

import pytest
from django.urls import reverse

from reports.measures.measure_sheets import build_measure_sheet, build_measures_sheet
from tasks.measures.series import MeasureHistory
from tasks.models import Event, Measure
from tests.tasks.measures.measures import indicator_of, item_of, link_of, measure_of, outcome_of


@pytest.fixture
def measure(cast) -> Measure:
    measure = measure_of(cast)
    link_of(cast, measure, indicator_of(item_of(cast, 2023), value=Decimal("1500.0000")))
    outcome_of(cast, measure, value=Decimal("1200.5"), rank="全市第3位", quote="新增停车位1200.5个")
    outcome_of(cast, measure, year=2022, value=Decimal(800))
    return measure


def series_of(cast, measure: Measure):
    return MeasureHistory(cast.office, [measure], whole=True).series


def test_the_table_has_target_outcome_and_verdict_of_each_year(cast, measure):
    sheet = build_measures_sheet(series_of(cast, measure), [2022, 2023], is_internal=False)
    assert [column.label for column in sheet.columns[2:]] == [
        "2022年目标", "2022年完成", "2022年情况", "2023年目标", "2023年完成", "2023年情况",
    ]  # fmt: skip
    assert sheet.rows == (
        ("新增公共停车位", "个", "", Decimal(800), "", Decimal(1500), Decimal("1200.5"), "差 299.5，全市第3位"),
    )


def test_one_measure_has_the_source_of_each_value(cast, measure):
    sheet = build_measure_sheet(series_of(cast, measure)[0], is_internal=True)
    assert (sheet.title, sheet.is_internal) == ("新增公共停车位历年情况", True)
    assert sheet.rows == (
        ("2022年", "", "全年", "800个", "核定", "", "", "2024年政府工作报告"),
        (
            "2023年",
            "1500个",
            "全年",
            "1200.5个",
            "核定",
            "差 299.5",
            "全市第3位",
            "2024年政府工作报告：新增停车位1200.5个",
        ),
    )


def test_the_files_go_out_and_leave_an_event(cast, sign_in, measure):
    client = sign_in(cast.head)
    for address in (reverse("measure_list_file"), reverse("measure_file", args=[measure.pk])):
        for query in ("", "?form=docx"):
            assert b"".join(client.get(address + query).streaming_content).startswith(b"PK")
    assert [event.after for event in Event.objects.order_by("pk")] == [
        {"文件": ["主要指标表.xlsx"], "行数": 1},
        {"文件": ["主要指标表.docx"], "行数": 1},
        {"文件": ["新增公共停车位历年情况.xlsx"], "行数": 2},
        {"文件": ["新增公共停车位历年情况.docx"], "行数": 2},
    ]


def test_without_a_measure_or_such_a_form_there_is_no_file(cast, sign_in):
    client = sign_in(cast.office)
    assert client.get(reverse("measure_list_file")).status_code == 404
    measure_of(cast)
    assert client.get(reverse("measure_list_file") + "?form=pdf").status_code == 404

"""离线填报表: what stands in it, what of it is open, and what is only there to read."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.filing.offline import build_offline_sheets, get_figure_cell
from reports.printing.workbook import write_workbook
from tasks.assessing.facts import INDICATORS
from tasks.enums import IndicatorKind, IndicatorState, Outcome
from tasks.filing.offline import FIGURE, KEY, list_asked_fields, parse_offline_key
from tasks.models import Indicator, ProgressEntry, Reading
from tasks.models.entry_fields import FIELDS
from tasks.queries import order_as_printed, prefetch_printed_parts
from tests.acts import accept, give_back, judge, submit
from tests.cast import EntryFactory, PeriodFactory
from tests.tables import column_of, heads_of, named


@pytest.fixture
def indicator(cast) -> Indicator:
    return Indicator.objects.create(
        task=cast.livelihood,
        position=1,
        measure="新增学位",
        comparison=">=",
        value=3000,
        unit="个",
        kind=IndicatorKind.CUMULATIVE,
        state=IndicatorState.CONFIRMED,
    )


def sheets(cast, period=None, *, locked=()):
    period = period or cast.period
    entries = ProgressEntry.objects.filter(period=period, edition__responsibilities__unit=cast.lead_unit)
    whole = prefetch_printed_parts(entries).prefetch_related("readings", INDICATORS)
    held = list(order_as_printed(whole))
    return build_offline_sheets(period, held, {entry.pk for entry in held} - set(locked))


def row_of(sheet, row: int) -> dict:
    return named((column.label for column in sheet.columns), sheet.rows[row])


def told(sheet, row: int) -> dict:
    """What a row says, head → cell, without its key."""
    return {head: cell for head, cell in row_of(sheet, row).items() if cell != "" and head != KEY}


def test_a_row_holds_the_item_and_what_is_asked(cast):
    (sheet,) = sheets(cast)
    assert [column.label for column in sheet.columns] == [
        *("序号", "类别", "任务内容", "截止", "状态", "退回意见", "上期进展"),
        *(
            "进展情况*",
            "存在问题*",
            "下一步措施*",
            "预计完成时间*",
            "需区领导协调*",
            "协调事项*",
            "编号（请勿改动）",
        ),
    ]
    assert told(sheet, 1) == {
        "序号": 1,
        "类别": "民生实事",
        "任务内容": "学位扩容：新增普惠性学位3000个",
        "截止": "2024-04-05",
        "状态": "未填报",
    }
    key = parse_offline_key(row_of(sheet, 1)[KEY])
    assert (key.entry, key.revision, key.indicator) == (cast.livelihood_entry.pk, 0, None)


def test_what_was_written_stands_in_it_and_a_return_is_explained(cast):
    submit(
        cast.key_entry,
        cast.clerk,
        "建成一所。\n　　另一所在建。",
        needs_coordination=True,
        coordination="用地",
    )
    give_back(cast.key_entry, cast.office)
    assert told(sheets(cast)[0], 2) == {
        "序号": 1,
        "类别": "重点工作任务",
        "任务内容": "建成小学两所，投用中学一所",
        "截止": "2024-04-05",
        "状态": "已退回",
        "退回意见": "请写明面积。\n（督查办 陈红）",
        "进展情况": "建成一所。\n　　另一所在建。",
        "需区领导协调": "是",
        "协调事项": "用地",
    }


def test_the_period_before_stands_beside_with_its_judgement(cast):
    accept(submit(cast.key_entry, cast.clerk, "建成一所。"), cast.office)
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "用地未落实")
    half_year = PeriodFactory(plan=cast.plan, number=2, opens_on=date(2024, 6, 20), due_on=date(2024, 7, 5))
    EntryFactory(task=cast.key, period=half_year)
    (sheet,) = sheets(cast, half_year)
    assert len(sheet.rows) == 1
    assert told(sheet, 0)["上期进展"] == "一季度：建成一所。\n研判：推进滞后，用地未落实"


def test_figures_have_a_sheet_of_their_own(cast, indicator):
    Reading.objects.create(entry=cast.livelihood_entry, indicator=indicator, value=Decimal("900.5000"))
    Indicator.objects.create(
        task=cast.key, position=1, measure="小学", comparison=">=", value=2, kind=IndicatorKind.CUMULATIVE
    )
    _, figures = sheets(cast)
    assert [told(figures, at) for at in range(len(figures.rows))] == [
        {
            "序号": 1,
            "类别": "民生实事",
            "任务内容": "学位扩容：新增普惠性学位3000个",
            "指标": "新增学位",
            "全年目标": "不低于 3000 个",
            FIGURE: Decimal("900.5"),
            "单位": "个",
        }
    ]
    key = parse_offline_key(row_of(figures, 0)[KEY])
    assert (key.entry, key.indicator) == (cast.livelihood_entry.pk, indicator.pk)


def open_cells_of(worksheet) -> list[tuple[int, str]]:
    """Row and head of every cell that may be filled in."""
    heads = heads_of(worksheet)
    return [
        (cell.row, heads[cell.column - 1])
        for row in worksheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    ]


def test_in_the_file_only_what_is_asked_is_open_and_the_key_is_out_of_sight(cast, indicator):
    stream = BytesIO()
    write_workbook(sheets(cast, locked=[cast.key_entry.pk]), stream)
    texts, figures = load_workbook(stream).worksheets
    assert [texts.title, figures.title] == ["进展情况", "指标完成值"]
    assert [texts.protection.sheet, texts.protection.password] == [True, None]
    assert open_cells_of(texts) == [
        (row, field.label) for row in (4, 5) for field in list_asked_fields(cast.government)
    ]
    assert open_cells_of(figures) == [(4, FIGURE)]
    hidden = {head: texts.column_dimensions[column_of(texts, head)].hidden for head in (KEY, FIELDS[-1].label)}
    assert hidden == {KEY: True, FIELDS[-1].label: False}
    (choice,) = texts.data_validations.dataValidation
    wish = column_of(texts, "需区领导协调")
    assert (choice.formula1, str(choice.sqref)) == ('"是,否"', f"{wish}4:{wish}6")
    # the item stays in sight, and everything can be filtered
    assert texts.freeze_panes == f"{column_of(texts, '截止')}4"
    assert texts.auto_filter.ref == f"{column_of(texts, '序号')}3:{column_of(texts, KEY)}6"
    assert texts["A1"].value.startswith("带 * 的列可以填写，灰色的只供对照，")


def test_every_item_keeps_one_row_however_long_its_text(cast):
    submit(cast.key_entry, cast.clerk, "建成一所。" * 2000)
    stream = BytesIO()
    write_workbook(sheets(cast), stream)
    (texts,) = load_workbook(stream).worksheets
    assert (texts.max_row, texts.row_dimensions[6].height, texts.row_dimensions[5].height) == (6, 409, 72)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("3000.0000", Decimal(3000)),
        ("0.0000", Decimal(0)),
        ("1234567890123456.7890", "1234567890123456.789"),
    ],
)
def test_a_figure_is_a_number_unless_it_has_more_digits_than_a_spreadsheet_keeps(value, cell):
    assert get_figure_cell(Reading(value=value and Decimal(value))) == cell

"""What people paste becomes readable, or is refused with the reason."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tasks.models import Indicator
from tasks.pages.frame.forms.pasted import (
    HARD_LIMIT,
    FigureField,
    PastedTextField,
    clean_pasted_text,
    parse_number_with_unit,
)


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("一\r\n二\r三\v四\u2028五", "一\n二\n三\n四\n五"),
        ("①\t建成。\r\n②\t在建。", "①建成。\n②在建。"),
        ("1.\t新建道路\n2.\t5公里改造", "1.新建道路\n2. 5公里改造"),
        ("（一）\t新建道路\n（二）\t改造管网", "（一）新建道路\n（二）改造管网"),
        ("    ① 新建道路\n    ② 改造管网", "①新建道路\n②改造管网"),
        ("1. 新建道路", "1. 新建道路"),
        ("\uf0b7\t新建道路\n•\t改造管网\n\uf06c 绿化", "·新建道路\n·改造管网\n·绿化"),
        ("1.\t新建道路\t3公里", "1.　新建道路　3公里"),
        ("3.5\t新建道路", "3.5　新建道路"),
        ("①建成。\n②在建。\n③未启动。", "①建成。\n②在建。\n③未启动。"),
        ("1\t新建道路\t3公里\r\n2\t改造管网\t5公里\r\n", "1　新建道路　3公里\n2　改造管网　5公里"),
        ('1\t"东段\n西段"\t3公里', "1　东段 西段　3公里"),
        ('1\t"实施""三变""改革"\t在建', '1　实施"三变"改革　在建'),
        ('"第一行\n第二行"', "第一行 第二行"),
        ('他说"好"\n就这样', '他说"好"\n就这样'),
        ("完成\x00三\x07项\ufeff", "完成三项"),
        ("　　段首空两格。  \n\n\n", "　　段首空两格。"),
        ("𬭎与䶮", "𬭎与䶮"),
        ("已完成👍🏽", "已完成👍🏽"),
        ("增长\xa05%", "增长 5%"),
        ("", ""),
    ],
)
def test_a_pasted_text_is_read_as_people_read_it(pasted, text):
    assert clean_pasted_text(pasted) == text


def test_a_text_of_nothing_but_spaces_is_empty():
    assert PastedTextField(label="进展情况", rows=3).clean(" 　\n\t") == ""


def test_a_text_at_the_limit_is_taken_and_one_past_it_refused_with_the_count():
    field = PastedTextField(label="进展情况", rows=3)
    assert field.clean("字" * HARD_LIMIT) == "字" * HARD_LIMIT
    with pytest.raises(ValidationError) as refusal:
        field.clean("字" * (HARD_LIMIT + 1))
    assert refusal.value.messages == ["进展情况至多 20,000 字，现有 20,001 字，请精简。"]


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("301", "个", Decimal(301)),
        ("３０１", "个", Decimal(301)),
        ("1,200", "个", Decimal(1200)),
        ("１，２００．５", "个", Decimal("1200.5")),
        (" 1 200 ", "个", Decimal(1200)),
        ("12.5%", "%", Decimal("12.5")),
        ("１２．５％", "%", Decimal("12.5")),
        ("3公里", "公里", Decimal(3)),
        ("-2.6", "%", Decimal("-2.6")),
        ("－２．６", "%", Decimal("-2.6")),
        ("−2.6", "%", Decimal("-2.6")),
        ("0", "个", Decimal(0)),
        ("", "个", None),
        ("　", "个", None),
    ],
)
def test_a_figure_is_read_in_any_width_and_a_blank_is_not_zero(typed, unit, value):
    assert parse_number_with_unit(typed, unit) == value


@pytest.mark.parametrize("typed", ["约300", "300余", "1.2万", "1,2", "1.2.3", "三百", "nan", "1e9", "12个", "--3"])
def test_what_is_not_one_number_is_refused_beside_the_field(typed):
    field = FigureField(Indicator(measure="停车位", unit="座"))
    with pytest.raises(ValidationError) as refusal:
        field.clean(typed)
    assert refusal.value.messages == [f"“{typed}”不是一个数。请只填数字，单位为座；未报请留空。"]


@pytest.mark.parametrize("typed", ["1" * 17, "0.00001"])
def test_a_figure_that_the_table_cannot_hold_is_refused(typed):
    field = FigureField(Indicator(measure="停车位", unit="座"))
    with pytest.raises(ValidationError, match="整数至多 16 位、小数至多 4 位"):
        field.clean(typed)

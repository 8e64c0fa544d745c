"""联系电话: what is a number that can be called, and what is said of what is none."""

import re

import pytest

from tasks.receiving.telephones import FORM, parse_telephone


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13812345678", "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+86 13812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("023-67891234", "023-67891234"),
        ("02367891234", "023-67891234"),
        ("（023）67891234", "023-67891234"),
        ("023 6789-1234", "023-67891234"),
        ("023—67891234", "023-67891234"),
        ("010-67891234转8001", "010-67891234转8001"),
        ("0855-8223344-801", "0855-8223344转801"),
        ("08558223344", "0855-8223344"),
        ("6620", "6620"),
        ("662001", "662001"),
        ("110", "110"),
    ],
)
def test_a_number_is_kept_in_one_way_of_writing(typed, number):
    assert parse_telephone(typed) == number
    assert parse_telephone(number) == number


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("67891234", "“67891234”没有区号。"),
        ("1381234567", "“1381234567”有 10 位，不是手机号。"),
        ("138123456789", "“138123456789”有 12 位，不是手机号。"),
        ("12812345678", "“12812345678”有 11 位，不是手机号。"),
        ("13812345678、6620", "“13812345678、6620”是几个号码，请只填一个。"),
        ("66", "“66”不是电话号码。"),
        ("023-17891234", "“023-17891234”不是电话号码。"),
        ("办公室", "“办公室”不是电话号码。"),
        ("6620<script>", "“6620<script>”不是电话号码。"),
    ],
)
def test_what_nobody_can_call_is_refused_and_why(typed, said):
    with pytest.raises(ValueError, match=f"^{re.escape(said + FORM)}$"):
        parse_telephone(typed)

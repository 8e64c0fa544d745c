"""历年指标: the basis on which a number stands."""

import pytest

from tasks.measures.bases import read_basis, remove_basis
from tests.measure.measure_measures import list_wrong_bases


@pytest.mark.parametrize(
    ("name", "clause", "basis", "plain"),
    [
        ("规上工业总产值", "规上工业总产值达900亿元", "规模以上", "工业总产值"),
        ("一般公共预算收入", "扣除留抵退税因素后一般公共预算收入增长3%", "扣除留抵退税因素", "一般公共预算收入"),
        ("区级税收", "区级税收增长6%", "区级", "税收"),
        ("农村公路", "新建农村公路50公里", "", "农村公路"),
        ("", "", "", ""),
    ],
)
def test_the_basis_is_read_and_taken_out_of_the_name(name, clause, basis, plain):
    assert (read_basis(name, clause), remove_basis(name)) == (basis, plain)


@pytest.mark.parametrize("held_back", [False, True])
def test_the_labelled_bases_are_read(held_back):
    assert list_wrong_bases(held_back=held_back) == []

"""复制上期: figures become gaps, what is no figure stays, and a gap is named by where it stands."""

import pytest

from tasks.filing.gaps import describe_gaps, leave_gaps
from tasks.permissions import Refused
from tests.acts import save, submit


@pytest.mark.parametrize(
    ("text", "with_gaps"),
    [
        ("①1—3月，产值完成94.2亿元，同比增长34%。", "①＿＿月，产值完成＿＿亿元，同比增长＿＿%。"),
        ("完成投资1,200.5万元，新增１２所。", "完成投资＿＿万元，新增＿＿所。"),
        ("1. 改造12公里\n（2）建成3座", "1. 改造＿＿公里\n（2）建成＿＿座"),
        ("2024年6月30日前，第3批", "2024年＿＿月＿＿日前，第3批"),
        ("渝府发〔2024〕5号，2号线、G93高速、5G基站300个", "渝府发〔2024〕5号，2号线、G93高速、5G基站＿＿个"),
        ("已开工。", "已开工。"),
    ],
)
def test_figures_become_gaps_and_what_is_none_stays(text, with_gaps):
    assert leave_gaps(text) == with_gaps


def test_the_first_gap_is_quoted_in_its_line():
    assert describe_gaps("已开工。\n产值完成＿＿亿元，增长＿＿%。") == (
        "还有 2 处“＿＿”没有填，第一处在“产值完成＿＿亿元，增长＿＿%”：请填写数字，或删去不用的字句"
    )
    assert describe_gaps("产值完成94.2亿元。") == ""


def test_a_text_with_a_gap_is_kept_as_a_draft_and_not_filed(cast):
    save(cast.key_entry, cast.clerk, "建成＿＿所。", problem="差＿＿所。")
    with pytest.raises(Refused, match=r"^进展情况还有 1 处.*“建成＿＿所。”.*；存在问题还有 1 处.*，再报送。$"):
        submit(cast.key_entry, cast.clerk, "建成＿＿所。", problem="差＿＿所。")
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.text == "建成＿＿所。"

"""A granted request in one sentence."""

import pytest

from reports.reporting.telling.adjusted import describe_granted_request
from tasks.enums import RequestKind as K


@pytest.mark.parametrize(
    ("kind", "before", "after", "told"),
    [
        (K.EXTEND_FILING, {"报送截止": "2024-04-05"}, {"报送截止": "2024-04-20"}, ""),
        (
            K.EXTEND_DUE,
            {"完成时限": "2024年9月底", "完成时限（日期）": ""},
            {"完成时限": "2024年12月底前", "完成时限（日期）": "2024-12-31"},
            "完成时限经批准由2024年9月底调整为2024年12月底前。",
        ),
        (
            K.EXTEND_DUE,
            {"完成时限": ""},
            {"完成时限": "2024年12月底前"},
            "完成时限经批准定为2024年12月底前。",
        ),
        (K.ADJUST_TEXT, {"任务内容": "建成3000个"}, {"任务内容": "建成2500个"}, "任务内容经批准作了调整。"),
        (
            K.ADJUST_DUTIES,
            {"牵头单位": ["区教委"], "配合单位": ["区财政局"]},
            {"牵头单位": ["区教委", "区住建委"], "配合单位": []},
            "牵头单位经批准由区教委调整为区教委、区住建委。配合单位经批准取消（原为区财政局）。",
        ),
        (
            K.HAND_OVER,
            {"牵头单位": ["区教委"], "配合单位": []},
            {"牵头单位": ["区住建委"], "配合单位": ["区教委"]},
            "牵头单位经批准由区教委调整为区住建委。",
        ),
    ],
)
def test_a_grant_is_told_in_one_sentence_for_each_part_that_changed(kind, before, after, told):
    assert describe_granted_request(kind, before, after) == told

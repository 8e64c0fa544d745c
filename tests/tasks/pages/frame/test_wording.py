"""What changed between two wordings."""

import pytest

from tasks.pages.frame.views.wording import compute_diff, normalize_wording, split_tokens


def told(old, new, joint: str = "") -> str:
    shapes = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    return "".join(shapes[piece.how].format(piece.text) for piece in compute_diff(old, new, joint))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("新增学位900个", "新增学位900个", "新增学位900个"),
        ("新增学位900个", "新增学位1200个", "新增学位[-900-][+1200+]个"),
        ("增长6.5%以上", "增长6%左右", "增长[-6.5%以上-][+6%左右+]"),
        ("", "新增学位900个", "[+新增学位900个+]"),
        ("建成小学两所", "建成小学两所，投用中学一所", "建成小学两所[+，投用中学一所+]"),
        ("甲乙丙丁", "甲子丙丑", "甲[-乙丙丁-][+子丙丑+]"),
    ],
)
def test_a_text_changes_by_whole_numbers_and_without_confetti(old, new, expected):
    assert told(split_tokens(old), split_tokens(new)) == expected


def test_a_list_changes_by_names():
    old, new = ["区教委", "区财政局", "区科技局"], ["区教委", "区住建委", "区科技局", "区商务委"]
    assert told(old, new, "、") == "区教委[-区财政局-][+区住建委+]区科技局[+区商务委+]"


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("新增 ７０００个。", "新增7000个", True),
        ("建成小学；\n投用中学", "建成小学，投用中学。", True),
        ("增长1.5%", "增长15%", False),
        ("区商务委（区招商中心）", "区商务委", False),
    ],
)
def test_what_printing_adds_is_no_difference(one, other, is_same):
    assert (normalize_wording(one) == normalize_wording(other)) is is_same

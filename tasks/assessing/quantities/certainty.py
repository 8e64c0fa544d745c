"""量化指标: why the reading of a number may be wrong, and how far it can be trusted at most."""

from collections.abc import Iterable
from enum import Enum

GRAVE = 0.7


class Doubt(Enum):
    """A reason to look at a number again.

    Attributes:
        words: the reason in Chinese, for the person who checks.
        most: the highest confidence of a reading with this doubt, 0 to 1.
    """

    SPACED = "数字中间有空格，按一个数读", 0.85
    COMMA = "全角逗号按千分位读", 0.85
    RUN_ON = "可能是几个数连在一起", 0.45
    SPOKEN = "是概数", 0.6
    WORDED = "只写了几位数，没有写明数值", 0.6
    SEVERAL_YEARS = "是跨年目标，请核定本年应完成多少", 0.3

    def __init__(self, words: str, most: float) -> None:
        self.words, self.most = words, most

    @property
    def is_grave(self) -> bool:
        """Whether the number is rather not to be used before a person has looked at it."""
        return self.most < GRAVE


def choose_gravest(doubts: Iterable[Doubt | None]) -> Doubt | None:
    """Chooses the doubt that leaves the least confidence; None if there is none."""
    return min((each for each in doubts if each), key=lambda each: each.most, default=None)

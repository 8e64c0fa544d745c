"""密级标志: finds the marks that classified papers bear, and not the ordinary words (工作秘密, 商业秘密, 国家秘密)."""

import re
from collections.abc import Iterable
from functools import cache

STARS = "★☆✩✭✯⭐*＊※"
#: white space inside a mark, bounded so that a long run of it costs nothing
GAP = r"[ \t\u3000]{0,6}"
#: what is said before the level in the words of a paper
LEVEL = rf"(?:文件密级|保密等级|秘密等级|密级|定密){GAP}[为是：:]?{GAP}"
THIS_PAPER = r"(?:本文件|本材料|本文|本件|此件)[为属系]"
PAPER = r"(?:文件|材料|件)"
#: words that make an ordinary word of what follows them
ORDINARY = r"(?<!工作)(?<!商业)(?<!国家)(?<!科技)(?<!技术)"
#: characters of a quoted mark
LONGEST_QUOTE = 20


@cache
def build_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Builds the pattern that finds any of the words as a mark.

    Args:
        words: such as 机密; their characters may be spread (机 密).
    """
    spread = [GAP.join(map(re.escape, word)) for word in words]
    word = rf"{ORDINARY}(?:{'|'.join(spread)})级?"
    marks = (
        rf"{word}{GAP}[{STARS}]{GAP}(?:长期|\d{{1,4}}{GAP}(?:年|个月))?",
        rf"[{STARS}]{GAP}{word}(?![\u4e00-\u9fff])",
        rf"{LEVEL}{word}",
        rf"[【\[（(]{GAP}{word}{GAP}[】\])）]",
        rf"{THIS_PAPER}{word}",
        rf"^[ \t\u3000]*{word}{PAPER}?(?=[ \t\u3000]|$)",
        rf"^[ \t\u3000]*{word}{PAPER}(?=[，,。；;])",
        rf"(?:^|[-_—]){word}{PAPER}?(?=[-_—])",
    )
    return re.compile("|".join(marks), re.MULTILINE)


def find_secrecy_mark(text: str, words: Iterable[str]) -> str:
    """Returns the first mark of secrecy in a text, as it is written there; "" where there is none."""
    words = tuple(words)
    found = build_pattern(words).search(text) if words else None
    return found[0].strip()[:LONGEST_QUOTE] if found else ""

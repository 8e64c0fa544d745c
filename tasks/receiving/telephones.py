"""联系电话: reads a telephone number as people write it, and refuses what nobody can call."""

import re
import unicodedata

LONGEST_TELEPHONE = 30
FORM = "手机号写 11 位数字，座机写区号（如 023-67891234），内网短号写 3 至 6 位数字。"

#: dashes of all kinds, and what people put between the groups of a number
_DASHES = re.compile(r"[‐-―−ー~]")
_MOBILE = re.compile(r"(?:\+?86-?)?(1[3-9]\d{9})")
# area codes of three digits are 010 and 02x; numbers of subscribers never begin with 0 or 1
_LANDLINE = re.compile(r"[(]?(0(?:10|2\d|[3-9]\d\d))[)]?-?([2-9]\d{6,7})(?:(?:转|-|#)(\d{1,6}))?")
_WITHOUT_AREA = re.compile(r"[2-9]\d{6,7}(?:(?:转|-|#)\d{1,6})?")
_SHORT = re.compile(r"\d{3,6}")


def parse_telephone(text: str) -> str:
    """Returns a number in one way of writing: 13812345678, 023-67891234, 0855-8223344转801, 6620.

    Args:
        text: digits of any width, with or without spaces, dashes and brackets.

    Raises:
        ValueError: it is no number that can be called; the message says in Chinese what is wrong.
    """
    bare = _DASHES.sub("-", "".join(unicodedata.normalize("NFKC", text).split()))
    if mobile := _MOBILE.fullmatch(bare.replace("-", "")):
        return mobile[1]
    # the number itself may be written in groups, which an extension after a dash would read as
    if landline := _LANDLINE.fullmatch(bare) or _LANDLINE.fullmatch(bare.replace("-", "")):
        extension = f"转{landline[3]}" if landline[3] else ""
        return f"{landline[1]}-{landline[2]}{extension}"
    if _SHORT.fullmatch(bare):
        return bare
    raise ValueError(f"“{text.strip()[:LONGEST_TELEPHONE]}”{_describe_telephone_fault(bare)}{FORM}")


def _describe_telephone_fault(bare: str) -> str:
    if _WITHOUT_AREA.fullmatch(bare):
        return "没有区号。"
    if re.search(r"[、，,;；/]", bare):
        return "是几个号码，请只填一个。"
    if re.fullmatch(r"1\d+", bare):
        return f"有 {len(bare)} 位，不是手机号。"
    return "不是电话号码。"

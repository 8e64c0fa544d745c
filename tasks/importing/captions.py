"""Reads the lines above a table: the attachment's name and the table's title."""

import re
import unicodedata

from tasks.importing.dates import read_date_line

_PAGE = re.compile(
    r"第\s*\d{1,4}\s*页(?:[，,、/ ]*(?:共|总)\s*\d{1,4}\s*页)?|共\s*\d{1,4}\s*页[，,、 ]*第\s*\d{1,4}\s*页"
)
_SIGNATURE = re.compile(
    r"\s*(?:[（(]\s*(?:盖章|公章|签章|签[字名])\s*[）)]\s*$|(?:填[表报]|审[核批]|制表|经办|分管|主要|单位|部门|科室)*"
    r"(?:负责人|责任人|领导|经办人|审核人|填表人|填报人)?\s*[（(]\s*(?:签[字名章]|盖章|公章|签章)\s*[）)]\s*[:：])"
)
_ATTACHMENT = re.compile(
    r"(附\s*(?:件|表)?\s*(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:\s*[-—－–]\s*[0-9]{1,2})?|附\s*(?:件|表))\s*[:：.、]?\s*(.*)"
)
_ASIDE = re.compile(
    r"(?:[（(]?\s*(?:单位|计量单位|填报单位|填报时间|填表|截至|时间|日期|编制|制表|统计|更新)[^。]{0,30}|[（(]?\s*(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?\s*[）)]?|第?\s*\d+\s*页.*|[（(]续表?[）)]|续表|[-—\s\d]+)"
)
_NUMBER_LINE = re.compile(r"[〔\[［（(﹝]\s*\d{4}\s*[〕\]］）)﹞].*号$")
_LETTERHEAD = re.compile(r"文件$|(?:政府|办公室|委员会|[局委办部院])$|关于.*(?:通知|报告|函)$")
MAX_TITLE = 60


def split_captions(lines: list[str]) -> tuple[list[str], str | None, str | None]:
    """Splits the lines above a table.

    A line ``附件1 …`` opens the attachment; the list of attachments under a letter (``附件：1. …``) does not, since the
    lines after it are no title.

    Args:
        lines: the lines between the table before (or the beginning of the document) and this table.

    Returns:
        The lines that belong to the text before, the attachment's name, the table's title.
    """
    for index in range(len(lines) - 1, -1, -1):
        match = _ATTACHMENT.fullmatch(_normalize_line(lines[index]))
        if not match:
            continue
        if match[2] and any(_is_date_line(line) for line in lines[index + 1 :]):
            # the list of attachments under a letter, followed by the signature: it names the only table
            return lines, None, _clean_title(match[2]) if _may_be_title(match[2]) else None
        titles = [line for line in [match[2], *lines[index + 1 :]] if line.strip() and not is_aside(line)]
        if len(titles) <= 3 and all(_may_be_title(line) for line in titles):
            name = re.sub(r"\s", "", match[1])
            return lines[:index], name, "".join(map(_clean_title, titles)) or None
        break
    kept = [line for line in lines if not is_aside(line)]
    if len(kept) > 1 and _NUMBER_LINE.search(kept[-1].strip()) and not _LETTERHEAD.search(kept[-2].strip()):
        kept = kept[:-1]  # the number stands under the title
    if (
        kept
        and _may_be_title(kept[-1])
        and not re.search(r"[:：,，；;]$|[〕\]］﹞].*号$|\d日$|关于.*(?:通知|报告|函)$", kept[-1].strip())
    ):
        return lines, None, _clean_title(kept[-1])
    return lines, None, None


def _is_date_line(line: str) -> bool:
    return read_date_line(line) != (None, "")


def is_aside(line: str) -> bool:
    """Returns whether a line is a remark such as 单位：万元, 续表 or a page number."""
    return bool(_ASIDE.fullmatch(unicodedata.normalize("NFKC", line).strip()))


def is_note(text: str) -> bool:
    """Returns whether a line under a table is no row: 注：…, 合计, 填表人, a page number."""
    return bool(_PAGE.fullmatch(text.strip())) or bool(
        re.match(r"\s*(?:[备附]?注\s*\d*[:：.、]|说明[:：]|合\s*计|总\s*计|小\s*计|填表|填报|审核人|制表)", text)
    )


def is_signature(text: str) -> bool:
    """Returns whether a line under a table is where people sign or stamp: 单位负责人（签字）：, （盖章）."""
    return bool(_SIGNATURE.match(text))


def is_attachment(text: str) -> bool:
    return bool(_ATTACHMENT.fullmatch(_normalize_line(text)))


def _normalize_line(line: str) -> str:
    return (
        unicodedata.normalize("NFKC", line).strip().replace(":", "：", 1)
        if line.strip().startswith("附")
        else line.strip()
    )


def _may_be_title(line: str) -> bool:
    text = line.strip()
    return 2 <= len(text) <= MAX_TITLE and "。" not in text and "；" not in text


def _clean_title(line: str) -> str:
    return re.sub(r"\s", "", line) if re.search(r"[\u4e00-\u9fff]", line) else line.strip()

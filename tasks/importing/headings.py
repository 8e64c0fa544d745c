"""What the text around the tables says of a document: title, number, date, government, year, period."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from tasks.importing.dates import read_date_line

_ENDING = r"(?:通知|报告|通报|意见|方案|请示|函|公告|通告|清单|批复|情况)(?:[（(][^（）()]{1,12}[）)])?"
_TITLE = re.compile(rf".*关于.+{_ENDING}")
_ORGAN_END = re.compile(r"(人民政府|政府|办公室|委员会|督查办|督查室|督办室|[办委局])$")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,15}[〔\[【(［﹝]\s*(\d{4})\s*[〕\]】)］﹞]\s*第?\s*(\d{1,5})\s*号")
_DAMAGED_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{1,15})[〔\[【(［﹝]?((?:19|20)\d{2})[〕\]】)］﹞]?(\d{1,4})号"
)
_PLACE = r"[\u4e00-\u9fff]{1,20}?[省市区县旗州盟]"
_GOVERNMENT_LINE = re.compile(
    rf"(?:中共.{{2,20}}?(?:委员会)?办公室\s*)?((?:{_PLACE}|[\u4e00-\u9fff]{{1,20}}?[镇乡])人民政府|{_PLACE}政府)"
    r"(?=办公室|督查|政府|关于|\d|工作|目标|重点|$)"
)
#: organs that govern a place without being called 人民政府
_ORGANS = r"(?:管理委员会|管委会|街道办事处|行政公署)"
_COMMITTEE_LINE = re.compile(rf"([\u4e00-\u9fff]{{2,20}}?{_ORGANS})(?=办公室|关于|\d|工作|目标|重点|年|$)")
#: a place at the head of a table's title: 某某市2023年重点工作…, 某某县十件民生实事…; its last resort, so it is strict
_PLACE_LINE = re.compile(
    r"((?![全我本该各区县市镇乡级])[\u4e00-\u9fff]{1,7}?(?<![城园主新发景度片小社校库地灾个])(?:(?:自治)?[市县旗]|区|镇|乡))"
    r"(?=(?:19|20)\d{2}年|十[件大]|[\d一二三四五六七八九十]{1,3}[件项]|民生|重点|年度|前三季度|上半年)"
)
_ZONE = re.compile(r"(?:高新|经开|开发|保税|示范|功能|区县|市县|县市)[区县市]?$")
_YEAR_BEFORE = re.compile(r"^(?:关于)?(?:印发|下达)?[《“]?(?:(?:19|20)\d{2}年度?)?")
_GOVERNMENT_QUOTED = re.compile(rf"[《“\"]({_PLACE}人民政府)")
#: how documents name the four cumulative windows; the first that fits wins
_PERIODS = [
    (3, r"前三季度|三季度|第3季度|3季度|1\s*[-—–－至~～]\s*9\s*月|9月底|9月末"),
    (2, r"(?<![下后每近])半年|年中|二季度|第2季度|2季度|1\s*[-—–－至~～]\s*6\s*月|6月底|6月末|过半"),
    (1, r"一季度|首季|第1季度|1季度|1\s*[-—–－至~～]\s*3\s*月|3月底|3月末"),
    (4, r"全年|四季度|第4季度|下半年|年度完成|年终|年底|1\s*[-—–－至~～]\s*12\s*月|12月底|12月末"),
]
_FINISHED = re.compile(r"完成情况|落实情况的?(报告|通报)|执行情况")


@dataclass
class Heading:
    """What is known of the document as a whole; ``period`` is 1 to 4."""

    title: str | None = None
    document_number: str | None = None
    issued_on: date | None = None
    government: str | None = None
    year: int | None = None
    period: int | None = None
    warnings: list[str] = field(default_factory=list)


def read_heading(lines: list[str], tables: list[str], filename: str) -> Heading:
    """Reads the whole of a document's surroundings.

    Args:
        lines: the lines before the first attachment and after the last table, in order.
        tables: titles and headers of its tables, which often name year and period.
        filename: asked last, without its ending.
    """
    heading = Heading(title=find_document_title(lines))
    heading.document_number, warning = find_document_number(lines)
    dates = [found for found in map(read_date_line, lines) if found != (None, "")]
    heading.issued_on, date_warning = dates[0] if dates else (None, "")
    heading.warnings = [text for text in (warning, date_warning) if text]
    heading.government = find_government_name(heading.title, [*lines, *tables])
    stem = re.sub(r"\.\w+$", "", filename)
    sources = [heading.title or "", *tables, stem]
    heading.year = next(filter(None, map(read_printed_year, sources)), None) or read_filename_year(stem)
    heading.period = next(filter(None, map(read_printed_period, sources)), None)
    if heading.period is None and any(_FINISHED.search(source) for source in sources):
        heading.period = 4
    return heading


def _remove_spaces(line: str) -> str:
    return re.sub(r"\s", "", line)


def find_document_title(lines: list[str]) -> str | None:
    """The document's title, put together where it runs over up to four lines; None where there is none."""
    plain = [_remove_spaces(line) for line in lines]
    for start in range(len(plain)):
        for length in (1, 2, 3, 4):
            joined = "".join(plain[start : start + length])
            if len(joined) > 120 or "。" in joined or joined.startswith(("附件", "附表")):
                break
            if find_document_number([plain[min(start + length, len(plain)) - 1]])[0]:
                break  # the number stands between the letterhead and the title
            if re.fullmatch(_TITLE, joined) and _is_title_start(plain[start]):
                return joined
    return None


def _is_title_start(line: str) -> bool:
    """A title begins with 关于 or with the organ that issues it, not with a salutation or a number."""
    return "关于" in line or bool(_ORGAN_END.search(line))


def find_document_number(lines: list[str]) -> tuple[str | None, str]:
    """The document's own number (a line of its own), and a warning where brackets were lost."""
    for line in lines:
        plain = _remove_spaces(unicodedata.normalize("NFKC", line).split("签发人")[0])
        if match := _NUMBER.fullmatch(plain):
            return _remove_spaces(re.sub(r"[\[【(［﹝]", "〔", re.sub(r"[\]】)］﹞]", "〕", plain))), ""
        if match := _DAMAGED_NUMBER.fullmatch(plain):
            repaired = f"{match[1]}〔{match[2]}〕{match[3]}号"
            return repaired, f"文号“{line.strip()}”括号有缺，按“{repaired}”处理，请核对。"
    return None, ""


def find_government_name(title: str | None, lines: list[str]) -> str | None:
    """The issuing government: from the title's beginning, a signature line, a quoted report's name, or the place
    at the head of a table's title (某某市2023年重点工作…)."""
    candidates = [title or "", *[line.strip() for line in lines]]
    for pattern in (_GOVERNMENT_LINE, _COMMITTEE_LINE):
        for text in candidates:
            match = pattern.match(_remove_year(text))
            if match and not match[1].startswith(("各", "区级", "市级", "县级")) and len(match[1]) > 4:
                return expand_government_name(match[1])
    quoted = _GOVERNMENT_QUOTED.search("\n".join(candidates))
    return quoted[1] if quoted else _find_place(candidates)


def _remove_year(text: str) -> str:
    return _YEAR_BEFORE.sub("", _remove_spaces(text))


def _find_place(lines: list[str]) -> str | None:
    """A development zone has no 人民政府, so that its short name says nothing of who governs it."""
    for text in lines:
        match = _PLACE_LINE.match(_remove_year(text))
        if match and not _ZONE.search(match[1]):
            return expand_government_name(match[1])
    return None


def expand_government_name(name: str) -> str:
    """A government's name written out: 某某区政府 is 某某区人民政府; a zone's 管委会 is 管理委员会 and stays one."""
    if name.endswith("管委会"):
        return name.removesuffix("管委会") + "管理委员会"
    if name.endswith(("人民政府", "委员会", "办事处", "公署")):
        return name
    return name.removesuffix("政府") + "人民政府"


def read_printed_year(text: str) -> int | None:
    """The first year that ``text`` speaks of, written 2024年 or 2024年度."""
    match = re.search(r"(?<!\d)((?:19|20)\d{2})\s*年", unicodedata.normalize("NFKC", text))
    if match:
        return int(match[1])
    return None


def read_filename_year(stem: str) -> int | None:
    """A year in a file name, where 年 is often left out."""
    match = re.search(r"(?<!\d)(20\d{2})(?!\d)", stem)
    return int(match[1]) if match else None


def read_printed_period(text: str) -> int | None:
    """The period (1 to 4) that ``text`` names, None where it names none."""
    plain = unicodedata.normalize("NFKC", text)
    return next((number for number, pattern in _PERIODS if re.search(pattern, plain)), None)

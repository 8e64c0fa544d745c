"""Reads title, number, date, government, year and period of a document from the text around its tables."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from tasks.importing.dates import read_date_line
from tasks.importing.document import ImportedDocument
from tasks.importing.stated_periods import find_stated_period
from tasks.periods import QUARTERLY, Rhythm

_ENDING = r"(?:通知|报告|通报|意见|方案|请示|函|公告|通告|清单|批复|情况)(?:[（(][^（）()]{1,12}[）)])?"
_TITLE = re.compile(rf".*关于.+{_ENDING}")
_ORGAN_END = re.compile(r"(人民政府|政府|办公室|委员会|督查办|督查室|督办室|[办委局])$")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,15}[〔\[【(［﹝]\s*(\d{4})\s*[〕\]】)］﹞]\s*第?\s*(\d{1,5})\s*号")
_DAMAGED_NUMBER = re.compile(r"([\u4e00-\u9fff]{1,15})[〔\[【(［﹝]?((?:19|20)\d{2})[〕\]】)］﹞]?(\d{1,4})号")
_PLACE = r"[\u4e00-\u9fff]{1,20}?[省市区县旗州盟]"
_GOVERNMENT_LINE = re.compile(
    rf"(?:中共.{{2,20}}?(?:委员会)?办公室\s*)?((?:{_PLACE}|[\u4e00-\u9fff]{{1,20}}?[镇乡])人民政府|{_PLACE}政府)"
    r"(?=办公室|督查|政府|关于|\d|工作|目标|重点|$)"
)
#: endings of organs that govern a place and are not called 人民政府
_ORGANS = r"(?:管理委员会|管委会|街道办事处|行政公署)"
_COMMITTEE_LINE = re.compile(rf"([\u4e00-\u9fff]{{2,20}}?{_ORGANS})(?=办公室|关于|\d|工作|目标|重点|年|$)")
#: a place at the beginning of a table's title (某某市2023年重点工作…, 某某县十件民生实事…); strict, since it is tried last
_PLACE_LINE = re.compile(
    r"((?![全我本该各区县市镇乡级])[\u4e00-\u9fff]{1,7}?(?<![城园主新发景度片小社校库地灾个])(?:(?:自治)?[市县旗]|区|镇|乡))"
    r"(?=(?:19|20)\d{2}年|十[件大]|[\d一二三四五六七八九十]{1,3}[件项]|民生|重点|年度|前三季度|上半年)"
)
#: a government without the words 人民政府
_SHORTENED = re.compile(r"(?:政府|[省市区县旗州盟镇乡])$")
_ZONE = re.compile(r"(?:高新|经开|开发|保税|示范|功能|区县|市县|县市)[区县市]?$")
_YEAR_BEFORE = re.compile(
    r"^(?:关于)?(?:印发|下达)?[《“]?(?:(?:19|20)\d{2}年度?)?"
    r"(?:上半年|下半年|半年度?|前?[一二三四]季度|第[一二三四]季度|全年|(?:1[-—–－至~～])?\d{1,2}月份?)?"
)
_GOVERNMENT_QUOTED = re.compile(rf"[《“\"]({_PLACE}人民政府)")
#: how documents name the month with which a cumulative period ends; the first that fits decides
_PERIODS = [
    (9, r"前三季度|三季度|第3季度|3季度|1\s*[-—–－至~～]\s*9\s*月|9月底|9月末"),
    (6, r"(?<![下后每近])半年|年中|二季度|第2季度|2季度|1\s*[-—–－至~～]\s*6\s*月|6月底|6月末|过半"),
    (3, r"一季度|首季|第1季度|1季度|1\s*[-—–－至~～]\s*3\s*月|3月底|3月末"),
    (12, r"全年|四季度|第4季度|下半年|年度完成|年终|年底|1\s*[-—–－至~～]\s*12\s*月|12月底|12月末"),
]
_WHOLE_YEAR = re.compile(r"全学?年|年度完成|年终")
#: 2024学年, 2024—2025学年: the year in which it begins
_SCHOOL_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?:[-—–－至~～]+\s*(?:(?:19|20)\d{2}|\d{2})\s*)?学年")
_FULL_DAY, _UNTIL = re.compile(r"\d\s*月\s*\d{1,2}\s*日"), re.compile(r"截[至止]")
_YEARLY = re.compile(r"年度|年终|年底|年(?:区|县|市|政府|重点|工作|目标|任务)[^（(]*完成情况的?报告")
_FINISHED = re.compile(r"完成情况|落实情况的?(报告|通报)|执行情况")


def read_heading(
    lines: list[str],
    tables: list[str],
    filename: str,
    asides: list[str],
    find_rhythm: Callable[[int | None], Rhythm] = lambda _: QUARTERLY,
) -> ImportedDocument:
    """Builds a document without tables from the text around them; ``period`` is a number even for a plan.

    Args:
        lines: the lines before the first attachment and after the last table, in order.
        tables: titles and headers of the tables, which often name year and period.
        filename: may name year and period too; it is read last, without its ending.
        asides: titles and short lines above the tables, which often say until which day they tell (截至10月31日).
        find_rhythm: returns the periods of the plan of a year.
    """
    document = ImportedDocument(filename, find_document_title(lines))
    document.document_number, warning = find_document_number(lines)
    dates = [found for found in map(read_date_line, lines) if found != (None, "")]
    document.issued_on, date_warning = dates[0] if dates else (None, "")
    document.warnings = [text for text in (warning, date_warning) if text]
    document.government = find_government_name(document.title, [*lines, *tables])
    stem = re.sub(r"\.\w+$", "", filename)
    sources = [document.title or "", *tables, stem]
    document.year = next(filter(None, map(read_printed_year, sources)), None) or read_filename_year(stem)
    _find_year_aside(document, asides)
    document.stated = next(filter(None, map(find_stated_period, [document.title or "", *asides, stem])), None)
    _settle_year(document, sources, find_rhythm)
    rhythm = document.rhythm
    document.period = next(filter(None, (read_printed_period(source, rhythm) for source in sources)), None)
    if document.period is None and document.stated:
        document.period = document.stated.find_number(rhythm)
    elif document.period is None and any(_FINISHED.search(source) for source in sources):
        document.period = rhythm.last
        if not any(_YEARLY.search(source) for source in sources):
            whole = rhythm.get_label(rhythm.last)
            document.warnings.append(f"文件没有写明是哪一期，按“完成情况”读作{whole}，请核对。")
    return document


def _find_year_aside(document: ImportedDocument, asides: list[str]) -> None:
    """Finds the year in a short line above a table, or in the document's number, where no title names one. A day names the
    year of the paper only where the paper reports until it."""
    if document.year is None:
        told = [line for line in asides if not _FULL_DAY.search(line) or _UNTIL.search(line)]
        document.year = next(filter(None, map(read_printed_year, told)), None)
    if document.year is None and document.document_number:
        document.year = int(document.document_number.split("〔")[1][:4])
        document.warnings.append(f"文件没有写明年度，按文号“{document.document_number}”读作{document.year}年，请核对。")


def _settle_year(document: ImportedDocument, sources: list[str], find_rhythm: Callable[[int | None], Rhythm]) -> None:
    """Finds the rhythm of the document's year; a month of a year that begins later belongs to the year before it."""
    school = next(filter(None, map(_SCHOOL_YEAR.search, sources)), None)
    if school:
        document.year = int(school[1])
    document.rhythm = rhythm = find_rhythm(document.year)
    if document.year and document.stated and not school:
        document.year = rhythm.find_year(date(document.year, document.stated.month, 1))
        document.rhythm = find_rhythm(document.year)


def _remove_spaces(line: str) -> str:
    return re.sub(r"\s", "", line)


def find_document_title(lines: list[str]) -> str | None:
    """Returns the document's title, joined from up to four lines, None without a title."""
    plain = [_remove_spaces(line) for line in lines]
    for start in range(len(plain)):
        for length in (1, 2, 3, 4):
            joined = "".join(plain[start : start + length])
            if len(joined) > 120 or "。" in joined or joined.startswith(("附件", "附表")):
                break
            if find_document_number([plain[min(start + length, len(plain)) - 1]])[0]:
                break  # the document number separates the letterhead from the title
            if re.fullmatch(_TITLE, joined) and _is_title_start(plain[start]):
                return joined
    return None


def _is_title_start(line: str) -> bool:
    """Returns whether a title may begin with the line: it contains 关于 or ends with the name of an organ."""
    return "关于" in line or bool(_ORGAN_END.search(line))


def find_document_number(lines: list[str]) -> tuple[str | None, str]:
    """Returns the document number, which is a line of its own, and a warning if brackets were lost, else ""."""
    for line in lines:
        plain = _remove_spaces(unicodedata.normalize("NFKC", line).split("签发人")[0])
        if match := _NUMBER.fullmatch(plain):
            return _remove_spaces(re.sub(r"[\[【(［﹝]", "〔", re.sub(r"[\]】)］﹞]", "〕", plain))), ""
        if match := _DAMAGED_NUMBER.fullmatch(plain):
            repaired = f"{match[1]}〔{match[2]}〕{match[3]}号"
            return repaired, f"文号“{line.strip()}”括号有缺，按“{repaired}”处理，请核对。"
    return None, ""


def find_government_name(title: str | None, lines: list[str]) -> str | None:
    """Returns the issuing government from the beginning of the title, a signature line, the title of a quoted report,
    or the place at the beginning of a table's title (某某市2023年重点工作…)."""
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
    """Returns the government of the first place named; ignores development zones, which have no 人民政府."""
    for text in lines:
        match = _PLACE_LINE.match(_remove_year(text))
        if match and not _ZONE.search(match[1]):
            return expand_government_name(match[1])
    return None


def expand_government_name(name: str) -> str:
    """Returns the full name of a government: 某某区政府 → 某某区人民政府, 管委会 → 管理委员会; a bureau, a company or a
    school keeps its name."""
    if name.endswith("管委会"):
        return name.removesuffix("管委会") + "管理委员会"
    if name.endswith("人民政府") or not _SHORTENED.search(name):
        return name
    return name.removesuffix("政府") + "人民政府"


def read_printed_year(text: str) -> int | None:
    """Returns the first year that ``text`` names, written 2024年 or 2024年度."""
    match = re.search(r"(?<!\d)((?:19|20)\d{2})\s*年", unicodedata.normalize("NFKC", text))
    return int(match[1]) if match else None


def read_filename_year(stem: str) -> int | None:
    """Returns the year in a file name, where 年 is often left out."""
    match = re.search(r"(?<!\d)(20\d{2})(?!\d)", stem)
    return int(match[1]) if match else None


def read_last_month(text: str) -> int | None:
    """Returns the month with which the period ends that a label names: 一季度, 上半年, 1—5月, 5月份; None when it names none."""
    if number := read_printed_period(text):
        return QUARTERLY.end_months[number - 1]
    stated = find_stated_period(text)
    return stated.month if stated else None


def read_printed_period(text: str, rhythm: Rhythm = QUARTERLY) -> int | None:
    """Returns the number of the period that ``text`` names, by its label or by how far it reaches; None when it names none."""
    plain = unicodedata.normalize("NFKC", text)
    if rhythm != QUARTERLY:
        named = [
            number for number in rhythm.numbers if unicodedata.normalize("NFKC", rhythm.get_label(number)) in plain
        ]
        if named:
            return max(named, key=lambda number: len(rhythm.get_label(number)))
        if _WHOLE_YEAR.search(plain):
            return rhythm.last
    month = next((month for month, pattern in _PERIODS if re.search(pattern, plain)), None)
    return rhythm.find_number(month) if month else None

"""Reads from a notice's own text who approved the plan and to whom the notice goes; what it does not say stays empty."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tasks.importing.dates import read_date_line

#: the lengths of the database columns, in characters
MAX_CONGRESS, MAX_MEETING, MAX_RECIPIENTS = 100, 200, 4_000
_NUMBER = r"[一二三四五六七八九十百零〇○\d]{1,5}"
_DAY = r"[\d〇○零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
_DECIDED = r"上?(?:已|并|原则|集体|专题|正式|表决)*(?:审议|审定|审查|审核|研究|讨论|同意|通过|批准)"
#: 区十九届人大四次会议, 区第十九届人民代表大会第四次会议; 人大常委会 is another body
_CONGRESS = re.compile(
    rf"第?{_NUMBER}届(?:人民代表大会|人大)第?{_NUMBER}次(?:全体)?会议(?:第?{_NUMBER}次全体会议)?(?={_DECIDED})"
)
#: where the name of a meeting ends and its decision begins; 审议通过的《…》 tells of another paper
_MEETING_END = re.compile(rf"会议?(?:\({_DAY}\))?(?={_DECIDED}(?!.{{0,4}}的))")
_KIND = re.compile(r"常务会|常委会|党组|党工委|全体(?:\(扩大\)|扩大)?会|全会|办公会|专题会")
#: no name of a meeting contains these: an open place, a day or other words of the sentence
_NO_NAME = re.compile(rf"第次|第届|召开|要求|方案|报告|通知|任务|分解|{_DAY}")
_NAME = re.compile(r"[\u4e00-\u9fff\d()、]{4,}")
#: what stands in a clause before the name of a meeting
_LEADS = re.compile(
    r".*(?:》|经过?(?![济开信贸营过])|报请|提请|提交|(?:已|业|均|并|方案|报告)[由于在]|根据|按照|依据|落实)|^[由在报]"
)
_BEFORE_DAY = re.compile(rf"(?:于|在)?({_DAY})(?:经|在|由)?")
_OTHER_PAPER = re.compile(r"根据|按照|依据|贯彻|落实|精神")
_WIDE_BRACKETS = str.maketrans("()", "（）")
_ISSUING = re.compile(r"印发|下发|发给|转发")
_ORGANS = re.compile(r"人民政府|街道|部门|单位|委|局|办|公司|镇|乡")
_NO_RECIPIENTS = re.compile(r"如下$|现将|[×xX*_]|[○〇]{2}")


@dataclass(frozen=True)
class PlanFacts:
    """What a notice says of its plan; the names are those of ``Plan``, and "" or None is what it does not say.

    Attributes:
        congress: the congress that passed the work report: 区十九届人大四次会议.
        approving_meeting: the meeting, or the meetings, that approved the plan: 区政府十九届第73次常务会议.
        approved_on: the day of that meeting.
        recipients: as printed, without the colon.
    """

    congress: str = ""
    approving_meeting: str = ""
    approved_on: date | None = None
    recipients: str = ""


def read_plan_facts(lines: Sequence[str]) -> PlanFacts:
    """Reads the paragraphs of a notice before its first table."""
    plain = [_normalize_paragraph(line) for line in lines]
    meeting, day = _read_meeting(plain)
    return PlanFacts(_read_congress(plain), meeting, day, _read_recipients(lines))


def _normalize_paragraph(line: str) -> str:
    """Folds width and removes spaces; keeps Chinese marks of punctuation, which end clauses."""
    folded = unicodedata.normalize("NFKC", re.sub(r"\s", "", line))
    return folded.translate(str.maketrans(",;", "，；"))


def _read_congress(lines: Iterable[str]) -> str:
    """Returns the congress that a sentence about the work report names together with its decision."""
    for sentence in (sentence for line in lines if "报告" in line for sentence in line.split("。")):
        match = _CONGRESS.search(sentence)
        if match and "报告" in sentence:
            clause = re.split("[，；]", sentence[: match.end()])[-1]
            name = _remove_lead(clause)[0]
            return name if _is_name(name) and len(name) <= MAX_CONGRESS else ""
    return ""


def _read_meeting(lines: Iterable[str]) -> tuple[str, date | None]:
    """Returns the meetings that a paragraph names before it issues the plan, and the day if there is exactly one."""
    for line in lines:
        issued = list(_ISSUING.finditer(line))
        found = list(_find_meetings(line[: issued[-1].start()])) if issued else []
        meeting = "、".join(dict.fromkeys(name for name, _ in found))
        if meeting and len(meeting) <= MAX_MEETING:
            days = [day for _, day in found]
            return meeting, read_date_line(days[0])[0] if len(days) == 1 else None
    return "", None


def _find_meetings(text: str) -> Iterator[tuple[str, str]]:
    """Yields the name of each meeting that decided, and its day as printed or ""."""
    clauses = re.split("[，；。]", text)
    for place, clause in enumerate(clauses):
        start = 0
        for match in _MEETING_END.finditer(clause):
            head, start = clause[start : match.end()], match.end()
            # what is left of the decision before: 区政府常务会议 审议、区委常委会会议 审定同意
            head = re.sub(
                r"^(?:上|已|并|原则|集体|专题|审议|审定|审查|审核|研究|讨论|同意|通过|批准|[、和后])+", "", head
            )
            name, day = _remove_lead(head)
            if _OTHER_PAPER.search(head) or "人大" in name or "人民代表大会" in name:
                continue
            if _KIND.search(name) and _is_name(name):
                before = _BEFORE_DAY.fullmatch(clauses[place - 1]) if place and not day else None
                yield name.translate(_WIDE_BRACKETS), day or (before[1] if before else "")


def _is_name(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and not _NO_NAME.search(name)


def _remove_lead(clause: str) -> tuple[str, str]:
    """Removes what stands before the name of a meeting, and its day, which is returned too."""
    name = clause
    while (match := _LEADS.match(name)) or (match := re.match(rf"于(?={_DAY})", name)):
        name = name[match.end() :]
    lead = clause[: len(clause) - len(name)]
    days = re.findall(_DAY, name) + re.findall(rf"({_DAY})(?:报?经)?$", lead)
    name = re.sub(rf"\({_DAY}\)", "", name)
    name = re.sub(rf"^{_DAY}(?:召开的|经|在)?", "", name)
    return name, days[0] if len(days) == 1 else ""


def _read_recipients(lines: Sequence[str]) -> str:
    """Returns the line that ends with a colon before the text begins, with the lines that it continues."""
    recipients = ""
    for line in lines:
        stripped = re.sub(r"\s", "", line)
        if "。" in stripped or stripped.startswith(("附件", "附表")):
            return ""
        recipients += stripped
        if stripped.endswith(("：", ":")) and _ORGANS.search(recipients):
            recipients = recipients.rstrip("：:")
            return "" if _NO_RECIPIENTS.search(recipients) or len(recipients) > MAX_RECIPIENTS else recipients
        if not stripped.endswith(("，", "、", "；", ",")):
            recipients = ""
    return ""

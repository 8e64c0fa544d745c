"""校核 while one writes: what the words of one entry alone contradict, as remarks before filing (报送前提示)."""

from tasks.checking.checks import Attachment, CheckedDocument, CheckedItem, Family, FindingSeverity, check_own_entry
from tasks.filing.remarks import Remark
from tasks.models import ProgressEntry
from tasks.visible_words import read_filed

#: so many are told at most: the form is for writing
MOST = 4
#: what contradicts itself by arithmetic has to be confirmed before it is filed; the rest is only shown
CERTAIN = (Family.COUNTS,)
#: in characters; a longer text is not checked at every key, the office's 校核 reads it all
LONGEST = 4000
WORDS = {
    Family.COUNTS: "数字不合",
    Family.CONTRADICTION: "前后不一",
    Family.WORDING: "文字待核",
    Family.FORM: "日期待核",
}


def list_wording_remarks(entry: ProgressEntry, text: str, last_filed: ProgressEntry | None) -> list[Remark]:
    """Lists what the checks find in the text of an entry; form and marks are left to the office.

    Args:
        entry: with its task, edition and period.
        last_filed: what ``find_last_filed_entry`` finds.
    """
    if len(text) > LONGEST:
        return []
    item = CheckedItem(
        kind=entry.task.kind,
        number=entry.number,
        text=entry.edition.text,
        progress=text,
        previous=read_filed(last_filed).text if last_filed else None,
    )
    # only the task's own wording is not the clerk's to mend
    found = check_own_entry(CheckedDocument(entry.period.quarter, (Attachment("", "", (item,)),)))
    told = [one for one in found if one.severity != FindingSeverity.NOTE and one.source != item.text]
    return [
        Remark(WORDS[one.family], one.message.removesuffix("。"), is_certain=one.family in CERTAIN)
        for one in told[:MOST]
    ]

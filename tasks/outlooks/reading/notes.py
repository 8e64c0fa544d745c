"""计划报告: the notes that explain its terms: foot notes of the file, or paragraphs at its end."""

import re
from collections.abc import Sequence

from tasks.outlooks.reading.records import Note

#: 名词解释, 附：名词术语解释, 注释：
_HEADING = re.compile(
    r"(?:附[件录]?\s*\d?\s*[：:]?\s*)?(?:有关|相关|部分|报告)?(?:名词|术语)*(?:名词|术语|注)(?:解释|注释|释义|说明|释)?\s*[：:]?"
)
#: what stands before a note: ①, [1], 注1：, the sign that a lost foot note leaves behind
_MARK = re.compile(
    r"\s*(?:注?\s*[①-⑳㉑-㉟❶-❿]|[\[〔【［]\s*(?:注\s*)?\d{1,2}\s*[\]〕】］]|\ufffd|注\s*\d{1,2}\s*[：:.．、]|[¹²³⁴⁵⁶⁷⁸⁹]+)\s*"
)
#: what may stand there besides under a heading of its own
_NUMBER = re.compile(r"\s*(?:\d{1,2}\s*[.．、)）]|[（(]\d{1,2}[)）]|\d{1,2}\s+(?=\S)|\*)\s*")
#: 1 六大能级：… of a foot note that was pasted as text
_BARE = re.compile(r"\s*\d{1,2}\s+(?=\S)")
_COLON = re.compile(r"(.{1,60}?)\s*(?:[：:]|——|(?=是指))\s*")


def find_notes_start(texts: Sequence[str]) -> tuple[int, int]:
    """Finds the notes at the end of a report.

    Returns:
        The place of their heading, or of the first note where they have none, and of the first note; twice the number of
        texts where there are no notes.
    """
    for place in range(len(texts) - 1, max(len(texts) // 2, 0) - 1, -1):
        if _HEADING.fullmatch(texts[place].strip()):
            return place, place + 1
    start = len(texts)
    while start and (_MARK.match(texts[start - 1]) or _BARE.match(texts[start - 1])):
        start -= 1
    marked = texts[start:]
    is_told = sum(bool(_COLON.match(text)) for text in marked) * 2 >= len(marked)
    return (start, start) if is_told else (len(texts), len(texts))


def join_notes(texts: Sequence[str]) -> list[str]:
    """Joins the paragraphs at the end to notes; what bears no mark goes on with the note before, where any bears one."""
    marks = [_MARK.match(text) or _NUMBER.match(text) for text in texts]
    if not any(marks):
        return [text.strip() for text in texts]
    notes: list[str] = []
    for text, mark in zip(texts, marks, strict=True):
        if mark or not notes:
            notes.append(text[mark.end() if mark else 0 :].strip())
        else:
            notes[-1] += "\n" + text.strip()
    return notes


def read_note(number: int, printed: str, body: str, before: str = "") -> Note:
    """Reads a note.

    Args:
        body: the text of the whole report, in which the term stands where no colon tells where it ends.
        before: the words before the place of the note, "" where nothing shows the place.
    """
    text = printed.strip()
    if mark := _MARK.match(text):
        text = text[mark.end() :]
    if found := _COLON.match(text):
        return Note(number, found[1].strip(), text[found.end() :])
    length = _find_longest_prefix(text, body)
    if length:
        return Note(number, text[:length], text[length:])
    return Note(number, before[-12:].strip("，。；、 "), text)


def _find_longest_prefix(text: str, body: str) -> int:
    """Returns how many characters of a note stand in the report as well; 0 for less than two."""
    length = 0
    while length < min(len(text), 40) and text[: length + 1] in body:
        length += 1
    return length if length > 1 else 0

"""计划报告: the boxes of a report: where one begins and ends, its groups, and the names of its projects."""

import re

from tasks.outlooks.reading.records import Box, ProjectGroup

#: 专栏一：…, 专栏1-2 …, 附表3 …
BOX_TITLE = re.compile(
    r"(?:项目)?(?:专栏|附表|附件|专表)\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?:\s*[-—–－.．]\s*\d{1,2})?)\s*[：:.．、]?\s*\S[^。]{0,60}"
)
#: the longest label of a group, and the longest name that is believed to be one
LONGEST_LABEL, LONGEST_NAME = 40, 80
_OPENING, _CLOSING = "“‘（(《【〔[『「", "”’）)》】〕]』」"
_MORE = re.compile(r"等(?:\s*\d{1,4}\s*[个项])?(?:重点|重大)?(?:项目|工程)?$")
_ENDS = " \t\u3000。；;，,"


def is_box_title(text: str) -> bool:
    """Returns whether a paragraph opens a box by its words."""
    return bool(BOX_TITLE.fullmatch(text.strip()))


def is_telling(text: str) -> bool:
    """Returns whether a paragraph tells rather than lists: outside quotes and brackets it has a comma, or a stop before its end."""
    return bool(re.search("[，,。！？!?]", _leave_out_quoted(text)))


def is_listing(text: str) -> bool:
    """Returns whether a paragraph outside of any frame lists names: it does not tell, and has several or a label."""
    plain = _leave_out_quoted(text)
    return not is_telling(text) and bool(re.search("[、：:]", plain) or _MORE.search(plain))


def _leave_out_quoted(text: str) -> str:
    return "".join(mark for mark, depth in iterate_depths(text) if not depth).rstrip(_ENDS)


def iterate_depths(text: str):
    """Yields each character with the number of quotes and brackets that are open around it.

    Where they do not come out even, all count as closed: a damaged quote must not swallow the rest of the line.
    """
    depths, depth = [], 0
    for mark in text:
        if mark in _OPENING:
            depth += 1
        depths.append(depth)
        if mark in _CLOSING:
            depth = max(depth - 1, 0)
    return zip(text, depths if not depth else [0] * len(text), strict=True)


def split_outside(text: str, marks: str, most: int = -1) -> list[str]:
    """Splits a text at marks that stand outside quotes and brackets, ``most`` times at most."""
    pieces: list[str] = []
    start = 0
    for place, (mark, depth) in enumerate(iterate_depths(text)):
        if not depth and mark in marks and most != len(pieces):
            pieces.append(text[start:place])
            start = place + 1
    return [*pieces, text[start:]]


def read_box(lines: list[str]) -> tuple[Box, list[str]]:
    """Reads a box.

    Args:
        lines: of its frame, the title first; they may be the names alone where the frame has no title.

    Returns:
        The box, and what was not understood of it, in Chinese.
    """
    title = lines[0].strip() if is_box_title(lines[0]) or not is_listing(lines[0]) else ""
    labelled: list[tuple[str | None, list[str]]] = []
    told: list[str] = []
    for line in lines[1:] if title else lines:
        label, names = _split_label(line)
        if is_telling(names):
            told.append(line)
            continue
        if label is not None or not labelled or (labelled[-1][1] and _MORE.search(labelled[-1][1][-1].rstrip(_ENDS))):
            labelled.append((label, []))
        labelled[-1][1].extend([names] * bool(names))
    groups = [_read_group(label, names) for label, names in labelled]
    return Box(title, tuple(groups)), _list_remarks(title or "没有标题的方框", groups, told)


def _split_label(line: str) -> tuple[str | None, str]:
    label, *rest = split_outside(line.strip(), "：:", 1)
    if rest and 0 < len(label.strip()) <= LONGEST_LABEL and "、" not in re.sub(r"^\S{1,3}、", "", label):
        return label.strip(), rest[0].strip()
    return None, line.strip()


def _read_group(label: str | None, lines: list[str]) -> ProjectGroup:
    names: list[str] = []
    more = False
    for line in lines:
        text = line.rstrip(_ENDS)
        if found := _MORE.search(text):
            text, more = text[: found.start()], True
        names += [name.strip(_ENDS) for name in split_outside(text, "、；;")]
    return ProjectGroup(label, tuple(filter(None, names)), more)


def _list_remarks(shown: str, groups: list[ProjectGroup], told: list[str]) -> list[str]:
    if not any(group.projects for group in groups):
        return [f"“{shown}”中没有读出项目，只作文字保留。"]
    remarks = [f"“{shown}”中有一段不像项目名单，只作文字保留：“{line[:30]}…”。" for line in told]
    remarks += [f"“{shown}”的“{group.label}”中没有读出项目。" for group in groups if not group.projects]
    return remarks + [
        f"“{shown}”中有一个名称超过 {LONGEST_NAME} 字，疑为缺顿号：“{name[:30]}…”。"
        for group in groups
        for name in group.projects
        if len(name) > LONGEST_NAME
    ]

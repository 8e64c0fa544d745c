"""Reads the items of a document without a table: numbered paragraphs with their units, or a circular that names the items of
each state."""

import re

from tasks.importing.raw import Grid, GridCell, RawDocument
from tasks.terms import terms

_ITEM = re.compile(r"\s*(?:(\d{1,3})\s*[.．、]|[（(](\d{1,3})[）)]|([①-⑳]))\s*(.+)", re.DOTALL)
_HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]).{2,40}")
#: what a paragraph says of an item, each behind its own word
_FACT = re.compile(
    r"[（(]?\s*((?:牵头|责任|配合|协办|协同|主办|承办|落实|参与|参加)(?:责任)?(?:单位|部门|科室|处室)|(?:责任|分管|牵头)(?:区|县|市)?领导|完成时限|完成时间"
    r"|(?:上半年|[一二三四]季度|全年|目前|当前)?(?:工作)?(?:进展|完成|推进|落实)情况|(?:存在|主要)(?:的)?(?:主要)?(?:问题|困难)|下一?步(?:工作)?(?:打算|计划|措施|安排)?)\s*[：:]"
)
#: a fact that is told in sentences keeps its full stop
_TOLD_FACT = re.compile(r"情况|问题|困难|步")
#: 慢于计划3件，分别是甲、乙、丙
_NAMED = re.compile(
    r"([^，,。；;：:、\d]{2,12}?)的?(?:有)?\s*(\d{1,3})\s*[件项个](?:[（(][^）)]*[）)])?[，,：:]?"
    r"(?:分别|具体|主要|包括|即)*(?:是|为|有)?[：:]?\s*([^，,。；;：:]{2,}?)(?=[，,。；;]|$)"
)
_CHAPTER = re.compile(r"\s*[一二三四五六七八九十]{1,3}、(.{2,60})")
#: （二）牵头单位：市卫健委
_LABELLED = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|[①-⑳])?\s*([\u4e00-\u9fff]{2,8})\s*[：:]\s*(\S.{0,1000})"
)
_UNIT_LABEL, _CONTENT_LABEL = re.compile(r"单位|部门|科室"), re.compile(r"内容|目标|任务")
#: what separated the facts of a line and is left behind them
_BETWEEN_FACTS = re.compile(r"[；;，,、（()）\s]+$")
#: so many numbered paragraphs with units are a list of items
MIN_ITEMS = 2


def take_prose(raw: RawDocument) -> None:
    """Puts a grid of the items into a document that has no table and names items in its text; says so in its warnings."""
    if raw.grids:
        return
    grid = build_item_grid(raw.tail) or build_headed_grid(raw.tail) or build_circular_grid(raw.tail)
    if grid:
        raw.grids, raw.tail = [grid], []
        raw.warnings.append("文件没有表格，各项是从文字中逐条读出的，请逐项核对。")


def build_item_grid(lines: list[str]) -> Grid | None:
    """Builds a grid of numbered paragraphs, each with the units that it or the lines below name."""
    items: list[tuple[int, str, str, dict[str, str]]] = []
    headings: dict[int, str] = {}
    for place, line in enumerate(lines):
        rest, facts = split_facts(line)
        if match := _ITEM.fullmatch(rest):
            number = match[1] or match[2] or str(ord(match[3]) - ord("①") + 1)
            items.append((place, number, match[4].strip(), facts))
        elif facts and items and not rest.strip("。"):
            items[-1][3].update(facts)
        elif _HEADING.fullmatch(line):
            headings[place] = line.strip()
    if len(items) < MIN_ITEMS or sum(bool(facts) for *_, facts in items) * 2 < len(items):
        return None
    labels = list(dict.fromkeys(label for *_, facts in items for label in facts))
    rows = [["序号", "工作任务", *labels]]
    first = min([items[0][0], *headings])
    numbers = [first]
    for place, number, text, facts in items:
        rows += [[heading] * len(rows[0]) for at, heading in headings.items() if numbers[-1] <= at < place]
        numbers += [at + 1 for at in headings if numbers[-1] <= at < place]
        rows.append([number, text, *(facts.get(label, "") for label in labels)])
        numbers.append(place + 1)
    return _build_grid(rows, numbers, lines[:first])


def build_headed_grid(lines: list[str]) -> Grid | None:
    """Builds a grid of headings (一、…) under each of which labelled lines say content, units and time of one item."""
    blocks: list[tuple[int, str, dict[str, str]]] = []
    for place, line in enumerate(lines):
        if heading := _CHAPTER.fullmatch(line):
            blocks.append((place, heading[1].strip(), {}))
        elif blocks and (labelled := _LABELLED.fullmatch(line)):
            blocks[-1][2].setdefault(labelled[1], labelled[2].strip())
    blocks = [block for block in blocks if any(_UNIT_LABEL.search(label) for label in block[2])]
    if len(blocks) < MIN_ITEMS:
        return None
    content = next((label for *_, told in blocks for label in told if _CONTENT_LABEL.search(label)), None)
    labels = [label for label in dict.fromkeys(label for *_, told in blocks for label in told) if label != content]
    rows = [["序号", *(["项目名称"] if content else []), "工作内容", *labels]]
    for number, (_, name, told) in enumerate(blocks, start=1):
        work = [name, told.get(content) or name] if content else [name]
        rows.append([str(number), *work, *(told.get(label, "") for label in labels)])
    first = blocks[0][0]
    return _build_grid(rows, [first, *(place + 1 for place, *_ in blocks)], lines[:first])


def split_facts(line: str) -> tuple[str, dict[str, str]]:
    """Splits a paragraph into the text before its first labelled fact, and the facts by their labels."""
    marks = list(_FACT.finditer(line))
    if not marks:
        return line.strip(), {}
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    facts = {}
    for mark, end in zip(marks, ends, strict=True):
        value = _BETWEEN_FACTS.sub("", line[mark.end() : end]).strip()
        facts[mark[1]] = value if _TOLD_FACT.search(mark[1]) else value.rstrip("。")
    return _BETWEEN_FACTS.sub("", line[: marks[0].start()]).strip(), {key: told for key, told in facts.items() if told}


def build_circular_grid(lines: list[str]) -> Grid | None:
    """Builds a grid of the items that sentences name by their state, where as many are named as are counted."""
    rows = [["序号", "事项", "进展情况", f"{terms.judging}结果"]]
    first = len(lines)
    for place, line in enumerate(lines):
        for state, count, listed in _NAMED.findall(line):
            names = [name.strip() for name in re.split(r"[、]|以及|和(?=[^和]*$)", listed) if name.strip()]
            if len(names) == int(count) > 0:
                first = min(first, place)
                told = next(part for part in re.split(r"(?<=[。；;])", line) if listed in part)
                rows += [[str(len(rows) + at), name, told.strip(), state.strip()] for at, name in enumerate(names)]
    return _build_grid(rows, list(range(len(rows))), lines[:first]) if len(rows) > 1 else None


def _build_grid(rows: list[list[str]], numbers: list[int], captions: list[str]) -> Grid:
    cells = [
        [GridCell(text, (row, 0 if len(set(texts)) == 1 else column)) for column, text in enumerate(texts)]
        for row, texts in enumerate(rows)
    ]
    return Grid(None, cells, numbers, captions)

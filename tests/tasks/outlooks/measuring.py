"""Counts what the reader of plan reports finds of what the labels say, part by part."""

import re
from typing import Any

from tasks.importing import read_raw_document
from tasks.outlooks.reading import Outlook, read_outlook
from tests.tasks.outlooks.papers import MARK, Paper, print_paper


def read_paper(paper: Paper, shape: str) -> Outlook:
    """Prints a paper as a Word file, and reads that."""
    return read_outlook(read_raw_document(print_paper(paper, shape), "计划报告.docx").lines)


def count_found(outlook: Outlook, labels: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    """Returns part → how many of it were labelled, found as labelled, and read besides."""
    return {
        part: _compare(_list_read(outlook, part), _list_labelled(labels, part)) for part in labels if part in _PARTS
    }


def _compare(read: list, labelled: list) -> tuple[int, int, int]:
    rest, found = list(read), 0
    for one in labelled:
        if one in rest:
            rest.remove(one)
            found += 1
    return len(labelled), found, len(rest)


_PARTS = ("sections", "boxes", "notes", "outcomes", "targets")


def squeeze(text: str) -> str:
    """Removes white space."""
    return re.sub(r"\s", "", text)


def _list_read(outlook: Outlook, part: str) -> list:
    if part == "sections":
        return [(one.level, squeeze(one.title), squeeze(one.text)) for one in outlook.sections]
    if part == "boxes":
        return [
            (box.title, [(group.label, list(group.projects), group.more) for group in box.groups])
            for box in outlook.boxes
        ]
    if part == "notes":
        return [(one.number, one.term, squeeze(one.text)) for one in outlook.notes]
    if part == "outcomes":
        return [(one.measure, float(one.value), one.unit) for one in outlook.outcomes]
    return [(_shorten(one.section), one.comparison.value, float(one.value), one.unit) for one in outlook.aims]


def _list_labelled(labels: dict[str, Any], part: str) -> list:
    if part == "sections":
        return [(one["level"], squeeze(one["title"]), squeeze(one["text"])) for one in labels[part]]
    if part == "boxes":
        return [
            (box["title"], [(group["label"], group["projects"], group["more"]) for group in box["groups"]])
            for box in labels[part]
        ]
    if part == "notes":
        return [(one["number"], one["term"], squeeze(one["text"])) for one in labels[part]]
    return [tuple(one) for one in labels[part]]


def list_printed_text(paper: Paper) -> str:
    """Returns everything that a paper prints, without white space and notes."""
    lines = [line for part in paper.parts for line in (part if isinstance(part, list) else [part])]
    return squeeze("".join(lines).replace(MARK, ""))


def _shorten(title: str) -> str:
    """Returns the number of a heading: （三）, 二、."""
    return re.match(r"[（(]?[一二三四五六七八九十]+[）)、]", title)[0]

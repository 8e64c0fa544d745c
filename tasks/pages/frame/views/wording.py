"""事项表述: compares texts and wordings, and ignores differences that no reader would call a change."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from tasks.models import Edition
from tasks.terms import terms

#: fewer equal tokens than this between two changes belong to one change, which is easier to read
LEAST_KEPT = 2
LIST_MARK = "、"
#: punctuation that does not change the meaning; the decimal point, brackets and signs do
UNSPOKEN = str.maketrans("", "", ",，、;；:：。“”\"‘’'·•")


@dataclass(frozen=True)
class DiffPiece:
    """A part of a text; ``how`` is ``same``, ``gone`` (only in the old text) or ``new``."""

    how: str
    text: str


@dataclass(frozen=True)
class PartChange:
    """A part of a wording, such as 牵头单位, with the diff from the old to the new."""

    label: str
    pieces: tuple[DiffPiece, ...]
    #: the separator of the pieces: "" in a text, ``、`` in a list of names
    joint: str = ""


@dataclass(frozen=True)
class Rewording:
    """What the wording from one period on says differently from the wording before it."""

    since: str
    changes: tuple[PartChange, ...]


def normalize_wording(text: str) -> str:
    """Returns the text without spaces, full-width forms and punctuation, in which typists differ."""
    joined = "".join(unicodedata.normalize("NFKC", text).split())
    return joined.translate(UNSPOKEN).rstrip(".")


def compute_diff(old: Sequence[str], new: Sequence[str], joint: str = "") -> tuple[DiffPiece, ...]:
    """Returns the diff from ``old`` to ``new``.

    Args:
        old, new: tokens of a text, or names.
        joint: the separator with which the members are printed.
    """
    least = 1 if joint else LEAST_KEPT
    return tuple(DiffPiece(how, joint.join(part)) for how, part in iterate_diff_steps(old, new, least) if part)


def iterate_diff_steps(old: Sequence[str], new: Sequence[str], least: int) -> Iterator[tuple[str, Sequence[str]]]:
    """Yields runs of ``same``, ``gone`` and ``new``; fewer than ``least`` equal members do not end a change."""
    gone: list[str] = []
    come: list[str] = []
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (how, a, b, c, d) in enumerate(blocks):
        between = 0 < place < len(blocks) - 1
        if how == "equal" and (b - a >= least or not between):
            yield from (("gone", gone), ("new", come))
            gone, come = [], []
            yield "same", old[a:b]
        else:
            gone, come = [*gone, *old[a:b]], [*come, *new[c:d]]
    yield from (("gone", gone), ("new", come))


def split_tokens(text: str) -> list[str]:
    """Splits a text into characters; a number is one token, so that 900 → 1200 is one change."""
    return re.findall(r"\d+(?:\.\d+)?|.", text, re.DOTALL)


def iterate_edition_parts(edition: Edition) -> Iterator[tuple[str, list[str], str]]:
    """Yields label, members and separator of every part that an edition prints."""
    yield "任务板块", split_tokens(edition.section.name if edition.section else ""), ""
    yield "项目名称", split_tokens(edition.name), ""
    yield "工作任务", split_tokens(edition.text), ""
    yield "完成时限", split_tokens(edition.due), ""
    yield f"责任{terms.leader}", [each.name for each in edition.leading_officials], LIST_MARK
    yield terms.lead_unit, [each.label for each in edition.leading], LIST_MARK
    yield terms.cooperating_unit, [each.label for each in edition.cooperating], LIST_MARK


def compare_editions(old: Edition, new: Edition) -> tuple[PartChange, ...]:
    """Returns the parts that differ after ``normalize_wording``."""
    both = zip(iterate_edition_parts(old), iterate_edition_parts(new), strict=True)
    return tuple(
        PartChange(label, compute_diff(before, after, joint), joint)
        for (label, before, joint), (_, after, _) in both
        if normalize_wording(joint.join(before)) != normalize_wording(joint.join(after))
    )


def list_rewordings(editions: Sequence[Edition]) -> list[Rewording]:
    """
    Args:
        editions: those of one task, in the order of the periods from which they hold.
    """
    steps_through = pairwise(editions)
    found = [
        Rewording(new.task.plan.rhythm.get_label(new.since), compare_editions(old, new)) for old, new in steps_through
    ]
    return [each for each in found if each.changes]

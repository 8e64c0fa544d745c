"""What changed between two wordings of an item, and only what a reader would call a change."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from tasks import periods
from tasks.models import Edition

#: fewer equal tokens than this between two changes are part of one change: confetti cannot be read
LEAST_KEPT = 2
LIST_MARK = "、"
#: marks that change no meaning; the decimal point, brackets and signs do
UNSPOKEN = str.maketrans("", "", ",，、;；:：。“”\"‘’'·•")


@dataclass(frozen=True)
class DiffPiece:
    """A stretch of text that stayed (``same``), went (``gone``) or came (``new``)."""

    how: str
    text: str


@dataclass(frozen=True)
class PartChange:
    """One part of a wording with the way from the old to the new."""

    label: str
    pieces: tuple[DiffPiece, ...]
    #: what stands between the pieces: nothing in a text, ``、`` in a list of names
    joint: str = ""


@dataclass(frozen=True)
class Rewording:
    """What the document of one period says differently from the one before it."""

    since: str
    changes: tuple[PartChange, ...]


def normalize_wording(text: str) -> str:
    """The text without what printing adds or a typist varies: spaces, full-width forms, commas and stops."""
    joined = "".join(unicodedata.normalize("NFKC", text).split())
    return joined.translate(UNSPOKEN).rstrip(".")


def compute_diff(old: Sequence[str], new: Sequence[str], joint: str = "") -> tuple[DiffPiece, ...]:
    """The way from ``old`` to ``new``.

    Args:
        old, new: tokens of a text, or names.
        joint: what stands between the members when they are printed.
    """
    least = 1 if joint else LEAST_KEPT
    return tuple(
        DiffPiece(how, joint.join(part)) for how, part in iterate_diff_steps(old, new, least) if part
    )


def iterate_diff_steps(
    old: Sequence[str], new: Sequence[str], least: int
) -> Iterator[tuple[str, Sequence[str]]]:
    """Runs of ``same``, ``gone`` and ``new``; fewer than ``least`` equal members between two changes are part of one."""
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
    """The characters of a text, a number being one: 900 → 1200 is one change, not 9 → 12."""
    return re.findall(r"\d+(?:\.\d+)?|.", text, re.DOTALL)


def iterate_edition_parts(edition: Edition) -> Iterator[tuple[str, list[str], str]]:
    """Label, members and joint of everything an edition prints."""
    yield "任务板块", split_tokens(edition.section.name if edition.section else ""), ""
    yield "项目名称", split_tokens(edition.name), ""
    yield "工作任务", split_tokens(edition.text), ""
    yield "完成时限", split_tokens(edition.due), ""
    yield "责任区领导", [each.official.name for each in edition.leaderships.all()], LIST_MARK
    yield "牵头单位", [each.label for each in edition.leading], LIST_MARK
    yield "配合单位", [each.label for each in edition.cooperating], LIST_MARK


def compare_editions(old: Edition, new: Edition) -> tuple[PartChange, ...]:
    """Part by part, without differences of spacing and width."""
    both = zip(iterate_edition_parts(old), iterate_edition_parts(new), strict=True)
    return tuple(
        PartChange(label, compute_diff(before, after, joint), joint)
        for (label, before, joint), (_, after, _) in both
        if normalize_wording(joint.join(before)) != normalize_wording(joint.join(after))
    )


def list_rewordings(editions: Sequence[Edition]) -> list[Rewording]:
    """
    Args:
        editions: of one task, in the order of the periods from which they hold.
    """
    steps_through = pairwise(editions)
    found = [
        Rewording(periods.get_period_label(new.since), compare_editions(old, new))
        for old, new in steps_through
    ]
    return [each for each in found if each.changes]

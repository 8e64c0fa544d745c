"""Reads drawings back: where their words stand, whether one covers another, whether any leaves the paper."""

from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from reports.charts.marks import measure_text

#: how far words reach over and under their line, in parts of the size of their letters
ABOVE, BELOW = 0.8, 0.2


@dataclass(frozen=True)
class Box:
    """The room that words take."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def read_drawing(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def list_boxes(svg: str, size: float | None = None) -> list[Box]:
    """Lists the room of all words; ``size`` is that of letters which the stylesheet makes larger."""
    return [_measure_box(text, size) for text in read_drawing(svg).iter("text")]


def list_covered(svg: str, size: float | None = None) -> list[tuple[str, str]]:
    """Lists the words of which one covers the other."""
    return [(one.words, other.words) for one, other in combinations(list_boxes(svg, size), 2) if one.covers(other)]


def list_outside(svg: str, size: float | None = None) -> list[str]:
    """Lists the words that leave the paper."""
    _, _, width, height = map(float, read_drawing(svg).get("viewBox").split())
    return [
        box.words
        for box in list_boxes(svg, size)
        if box.left < 0 or box.top < 0 or box.right > width or box.bottom > height
    ]


def _measure_box(text: ElementTree.Element, size: float | None) -> Box:
    letters = size or float(text.get("font-size"))
    width, x, y = measure_text(text.text, letters), float(text.get("x")), float(text.get("y"))
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[text.get("text-anchor")]
    return Box(text.text, left, y - ABOVE * letters, left + width, y + BELOW * letters)

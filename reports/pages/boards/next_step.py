"""首页: the six steps of a quarter, and the one thing that a person does next."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tasks.enums import Choice


class QuarterStep(Choice):
    """The steps of a quarter, in their order."""

    OPENING = "opening", "开启", "none"
    CHASING = "chasing", "催报", "none"
    REVIEW = "review", "审核", "none"
    JUDGING = "judging", "{terms.judging}", "none"
    CHECKING = "checking", "校核", "none"
    ISSUE = "issue", "印发", "none"


@dataclass(frozen=True)
class NextStep:
    """今天先做: one sentence, and the one button that does it or leads to it.

    Attributes:
        title: what is to be done, with the number.
        why: how many, whose, since when.
        act: the words of the button; "" where there is nothing to do.
        url: where the button leads, or what it sends ``sent`` to.
        step: the step of the quarter that it belongs to; None for a person who has no part in the steps.
        sent: names and values that the button sends; without any it is a link.
        more: label and address of what may be looked at first.
    """

    title: str
    why: str = ""
    act: str = ""
    url: str = ""
    step: QuarterStep | None = None
    sent: list[tuple[str, str]] = field(default_factory=list)
    more: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class StepMark:
    """A step of the quarter as the bar shows it.

    Attributes:
        told: how it stands, in a few words.
        url: the page of the step.
        is_past: whether nothing is left to do in it.
        is_now: whether the next step belongs to it.
    """

    step: QuarterStep
    told: str
    url: str
    is_past: bool
    is_now: bool = False


def choose_next_step(candidates: Iterable[NextStep | None]) -> NextStep:
    """Returns the first candidate that is there; the last one always is."""
    return next(filter(None, candidates))

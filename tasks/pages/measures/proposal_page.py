"""历年归入: what the page of the proposals shows."""

from functools import cached_property

from tasks.measures.proposals import MeasureProposal, MeasureProposals
from tasks.models import User

#: so many proposals stand on the page; the others follow when these are decided
MOST_SHOWN = 40


class ProposalPage:
    """What is proposed for a government.

    Attributes:
        error: why the last decision was refused; "" without one.
    """

    def __init__(self, user: User, error: str = ""):
        self.error = error
        self.known = MeasureProposals(user.home)

    @property
    def count(self) -> int:
        return len(self.known.proposals)

    @property
    def shown(self) -> list[MeasureProposal]:
        return self.known.proposals[:MOST_SHOWN]

    @property
    def sure(self) -> list[MeasureProposal]:
        return [one for one in self.shown if one.is_sure]

    @cached_property
    def by_key(self) -> dict[str, MeasureProposal]:
        return {one.key: one for one in self.known.proposals}

    @property
    def left_out(self) -> list[tuple[int, int, str]]:
        """What was left out of all years: the key of the link, the year, and what it is."""
        return self.known.left_out

    @property
    def has_rows(self) -> bool:
        """Whether there is any indicator or reported figure that could be joined."""
        return bool(self.known.rows)

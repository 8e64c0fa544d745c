"""自评: compares a unit's own rating of an item, as it was filed, with what 预警 suggests and what the office judged."""

from dataclasses import dataclass

from tasks.enums import SelfRating, Standing
from tasks.models import ProgressEntry
from tasks.terms import terms
from tasks.visible_words import read_filed

#: the rating that says the same as a standing; UNKNOWN says nothing
SAME = {
    Standing.NORMAL: SelfRating.NORMAL,
    Standing.WATCH: SelfRating.DIFFICULT,
    Standing.LAGGING: SelfRating.LAGGING,
}


@dataclass(frozen=True)
class FiledRating:
    """A unit's own rating, and how it differs.

    Attributes:
        differs_from_standing: whether 预警 suggests another.
        differs_from_judgement: whether the office judged the item behind that the unit calls 正常, or not behind that
            the unit calls 滞后.
    """

    rating: SelfRating
    differs_from_standing: bool
    differs_from_judgement: bool

    @property
    def words(self) -> str:
        """与预警不一致, 与研判不一致, both, or ""."""
        told = [("预警", self.differs_from_standing), (terms.judging, self.differs_from_judgement)]
        named = "、".join(name for name, differs in told if differs)
        return f"与{named}不一致" if named else ""


def read_filed_rating(entry: ProgressEntry) -> FiledRating | None:
    """Returns the rating of an entry's filed version; None where the unit gave none, or nothing is filed."""
    rating = read_filed(entry).self_rating
    if not rating:
        return None
    suggested = SAME.get(entry.standing) if entry.standing else None
    expected = SelfRating.NORMAL if entry.is_behind else SelfRating.LAGGING
    return FiledRating(
        rating=rating,
        differs_from_standing=suggested is not None and suggested != rating,
        differs_from_judgement=entry.judgement is not None and rating == expected,
    )


def is_rated_otherwise(entry: ProgressEntry) -> bool:
    """Returns whether the unit's own rating and 预警 contradict each other."""
    filed = read_filed_rating(entry)
    return filed is not None and filed.differs_from_standing

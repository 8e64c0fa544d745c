"""滞后要说明: what lags says why and what comes next before it is filed; the office needs both for its reason."""

from collections.abc import Mapping
from typing import Any

from tasks.enums import SelfRating, Standing
from tasks.models import ProgressEntry
from tasks.models.entry_fields import BY_NAME
from tasks.permissions import Refused

#: fields that say why an item lags and what comes next
LAG_EXPLAINED_BY = ("problem", "next_step")


class UnexplainedLag(Refused):
    """Refuses to file what lags without its explanation.

    Attributes:
        says: whose word it is that the item lags.
        fields: names of those of ``LAG_EXPLAINED_BY`` that are empty.
    """

    def __init__(self, says: str, fields: list[str]):
        self.says, self.fields = says, fields
        super().__init__(f"{says}：请写明{join_labels(fields)}后再报送。")


def is_rated_lagging(entry: ProgressEntry, rating: str) -> bool:
    """Returns whether a self rating says 滞后, where the government asks for one.

    Args:
        entry: with its period, plan and government.
    """
    return rating == SelfRating.LAGGING and entry.period.plan.government.asks_self_rating


def list_missing_explanations(fields: Mapping[str, Any]) -> list[str]:
    """Lists the names of those of ``LAG_EXPLAINED_BY`` that are empty among name → value."""
    return [name for name in LAG_EXPLAINED_BY if not (fields.get(name) or "").strip()]


def join_labels(names: list[str]) -> str:
    """Joins the labels of fields: 存在问题和下一步措施."""
    return "和".join(BY_NAME[name].label for name in names)


def find_unexplained_lag(entry: ProgressEntry) -> tuple[str, list[str]] | None:
    """Finds what an entry that clearly lags, or that its unit rates as lagging, leaves unsaid.

    Returns:
        Whose word it is that the item lags, and the names of the empty fields; None where nothing is missing.
    """
    missing = list_missing_explanations({name: getattr(entry, name) for name in LAG_EXPLAINED_BY})
    rated = is_rated_lagging(entry, entry.self_rating)
    if not missing or not (rated or entry.standing == Standing.LAGGING):
        return None
    return ("自评为滞后" if rated else "按所报内容，该事项进度滞后"), missing

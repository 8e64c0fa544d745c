"""From plain texts to indicator facts, where nobody has confirmed anything yet."""

from collections.abc import Sequence

from tasks.assessing.lagging.records import IndicatorFacts
from tasks.assessing.quantities import Commitment, Match


def build_proposed_facts(
    commitments: Sequence[Commitment], matches: Sequence[Match | None]
) -> tuple[IndicatorFacts, ...]:
    """Indicator facts of a task's commitments and their matches, in the same order, none of them confirmed.

    Args:
        matches: one per commitment; None where the progress text gives no figure.
    """
    return tuple(
        _build_indicator_facts(promise, match) for promise, match in zip(commitments, matches, strict=True)
    )


def _build_indicator_facts(promise: Commitment, match: Match | None) -> IndicatorFacts:
    return IndicatorFacts(
        measure=promise.measure,
        kind=promise.kind,
        comparison=promise.comparison,
        target=promise.value,
        unit=promise.unit,
        value=match.value if match else None,
        state=match.state if match else None,
        quote=match.quote if match else "",
        confidence=match.confidence if match else 0.0,
        span=(promise.span.start, promise.span.end),
    )

"""预警: builds facts for the tests of the rules: an invented task at half-year, unless a test says otherwise."""

from decimal import Decimal

from tasks.assessing.lagging import Facts, IndicatorFacts, LaggingRules, detect_signals
from tasks.assessing.quantities import match_figures, read_commitments
from tasks.enums import Comparison, FigureState, IndicatorKind, TaskKind
from tasks.periods import Quarter

HALF_YEAR, WHOLE_YEAR = Quarter(2030, 2), Quarter(2030, 4)
DEFAULTS = LaggingRules()


def facts(text="建成东湖公园", progress="东湖公园已完工", quarter=HALF_YEAR, **others) -> Facts:
    return Facts(TaskKind.KEY, text, quarter, progress, **others)


def indicator(target="1500", value=None, kind=IndicatorKind.CUMULATIVE, **others) -> IndicatorFacts:
    """Builds an indicator with target and reported value, both given as text."""
    given = {
        "measure": "新增车位",
        "comparison": Comparison.EQUAL,
        "unit": "个" if kind is IndicatorKind.CUMULATIVE else "%",
        "state": FigureState.ACHIEVED if value is not None else None,
    }
    reported = Decimal(value) if value is not None else None
    return IndicatorFacts(kind=kind, target=Decimal(target), value=reported, **{**given, **others})


def read(text: str, progress: str, **others) -> Facts:
    """Builds facts with the figures that the product reads from the two texts; nobody has confirmed them."""
    promises = read_commitments(text)
    pairs = zip(promises, match_figures(promises, progress), strict=True)
    indicators = [
        IndicatorFacts(one.measure, one.kind, one.comparison, one.value, one.unit, span=one.span)
        if match is None
        else IndicatorFacts(
            one.measure,
            one.kind,
            one.comparison,
            one.value,
            one.unit,
            value=match.value,
            state=match.state,
            quote=match.quote,
            confidence=match.confidence,
            span=one.span,
        )
        for one, match in pairs
    ]
    return facts(text, progress, indicators=tuple(indicators), **others)


def held(*indicators: IndicatorFacts, rules=DEFAULTS, **others) -> list[tuple[str, str, str | None]]:
    """Lists code, severity and arithmetic of the signals for indicators."""
    given = {"text": "推进相关工作", "progress": "已完成", **others}
    return [
        (one.code, one.severity, one.arithmetic) for one in detect_signals(facts(indicators=indicators, **given), rules)
    ]


def found(rules=DEFAULTS, **others) -> list[tuple[str, str, str]]:
    """Lists code, severity and quote of the signals for texts."""
    return [(one.code, one.severity, one.quote) for one in detect_signals(facts(**others), rules)]


def codes(rules=DEFAULTS, **others) -> list[str]:
    return [one.code for one in detect_signals(facts(**others), rules)]

"""计划报告: the headline figures of the year past, and the targets of the next one."""

import re
from bisect import bisect_right

from tasks.assessing.quantities import Figure, Span, read_ranks, read_stated_figures, read_year_commitments
from tasks.enums import IndicatorKind, OutcomeState
from tasks.outlooks.reading.records import ReportSection, StatedAim, StatedOutcome

#: so many figures make a paragraph the one that tells the headline figures
HEADLINE_FIGURES = 3
#: of a real report fewer than twenty and than two hundred; what is beyond is no report
MOST_OUTCOMES, MOST_AIMS = 100, 1000
#: what is larger was read wrong
LARGEST = 10**14
#: so many characters around a number a clause is looked for
REACH = 60
_CLAUSE_MARKS = "，,。；;、：:\n"
_STATES = {
    "预计": OutcomeState.ESTIMATED,
    "有望": OutcomeState.ESTIMATED,
    "核定": OutcomeState.FINAL,
    "核实": OutcomeState.FINAL,
}
_STATE = re.compile("|".join(_STATES))
_SENTENCE_END = re.compile("[。！？!?；;\n]")
_SENTENCE = re.compile("[^。！？!?；;\n]+[。！？!?；;]?")


def read_outcomes(sections: list[ReportSection]) -> list[StatedOutcome]:
    """Reads the headline figures: those of the first paragraph on the year past that tells at least three."""
    for section in sections:
        if section.is_outlook:
            continue
        for paragraph in section.paragraphs:
            found = _read_paragraph(paragraph)
            if len(found) >= HEADLINE_FIGURES:
                return found
    return []


def _read_paragraph(text: str) -> list[StatedOutcome]:
    ranks = read_ranks(text)
    figures = [one for one in read_stated_figures(text) if _is_outcome(one)][:MOST_OUTCOMES]
    found, measure = [], ""
    for place, figure in enumerate(figures):
        end = figures[place + 1].span.start if place + 1 < len(figures) else len(text)
        rank = next((one.quote.removeprefix("居") for one in ranks if figure.span.end <= one.span.start < end), "")
        is_growth = figure.kind is IndicatorKind.GROWTH
        measure = _name_measure(figure.measure, measure)
        state = _read_state(_SENTENCE_END.split(text[max(figure.span.start - 2 * REACH, 0) : figure.span.start])[-1])
        found.append(
            StatedOutcome(measure, figure.value, figure.unit, is_growth, cut_clause(text, figure.span), state, rank)
        )
    return found


def _read_state(before: str) -> OutcomeState:
    """Reads how final a figure is from the words of its sentence before it, the nearest ones first."""
    told = _STATE.findall(before)
    return _STATES[told[-1]] if told else OutcomeState.PRELIMINARY


def _is_outcome(figure: Figure) -> bool:
    return bool(figure.measure and figure.unit) and not figure.is_partial and abs(figure.value) < LARGEST


def _name_measure(measure: str, before: str) -> str:
    """Returns the name without the words of its change; a bare word of change belongs to the measure before it."""
    plain = re.sub(
        "(?:同比|同口径|比上年)*(?:增长|增速|增幅|下降|增加)+$|^(?:预计|核定|全年|实现|完成|全[区县市])+|(?:达到?|完成|突破|实现|为)+$",
        "",
        measure,
    )
    return plain or before or measure


def read_aims(sections: list[ReportSection], year: int | None) -> list[StatedAim]:
    """Reads the targets of the sections on the next year, in order."""
    aims = []
    for section in sections:
        if not section.is_outlook:
            continue
        for paragraph in section.paragraphs:
            sentences = list(_SENTENCE.finditer(paragraph))
            starts = [found.start() for found in sentences]
            for one in read_year_commitments(paragraph, year or 9999):
                at = bisect_right(starts, one.span.start)
                sentence = sentences[at - 1][0] if at else paragraph
                aims.append(StatedAim(section.title, one, sentence.strip(), cut_clause(paragraph, one.span)))
    return aims[:MOST_AIMS]


def cut_clause(text: str, span: Span) -> str:
    """Cuts the words between two marks that stand around a number: 新增停车泊位1500个."""
    start = max(text.rfind(mark, max(span.start - REACH, 0), span.start) for mark in _CLAUSE_MARKS) + 1
    ends = [text.find(mark, span.end, span.end + REACH) for mark in _CLAUSE_MARKS]
    end = min([at for at in ends if at >= 0], default=min(span.end + REACH, len(text)))
    return text[max(start, span.start - REACH, 0) : end].strip()

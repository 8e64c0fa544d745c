"""计划报告: the headline figures of the year past, and the targets of the next one."""

import re

from tasks.assessing.quantities import read_ranks, read_stated_figures, read_year_commitments
from tasks.enums import IndicatorKind, OutcomeState
from tasks.outlooks.reading.records import Section, StatedAim, StatedOutcome

#: so many figures make a paragraph the one that tells the headline figures
HEADLINE_FIGURES = 3
_STATES = ((OutcomeState.ESTIMATED, re.compile("预计|预期|有望")), (OutcomeState.FINAL, re.compile("核定|核实|年报|最终")))
_SENTENCE = re.compile("[^。！？!?；;\n]+[。！？!?；;]?")


def read_outcomes(sections: list[Section]) -> list[StatedOutcome]:
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
    figures = [one for one in read_stated_figures(text) if one.measure and one.unit and not one.is_partial]
    found, measure = [], ""
    for place, figure in enumerate(figures):
        end = figures[place + 1].span.start if place + 1 < len(figures) else len(text)
        rank = next((one.quote for one in ranks if figure.span.end <= one.span.start < end), "")
        is_growth = figure.kind is IndicatorKind.GROWTH
        measure = _name_measure(figure.measure, measure)
        state = next((state for state, words in _STATES if words.search(figure.sentence)), OutcomeState.PRELIMINARY)
        found.append(StatedOutcome(measure, figure.value, figure.unit, is_growth, figure.quote, state, rank))
    return found


def _name_measure(measure: str, before: str) -> str:
    """Returns the name without the words of its change; a bare word of change belongs to the measure before it."""
    plain = re.sub("(?:同比|同口径|比上年)*(?:增长|增速|增幅|下降|增加)+$|^(?:预计|全年|实现|完成|全[区县市])+|(?:达到?|完成|突破|实现|为)+$", "", measure)
    return plain or before or measure


def read_aims(sections: list[Section], year: int | None) -> list[StatedAim]:
    """Reads the targets of the sections on the next year, in order."""
    aims = []
    for section in sections:
        if not section.is_outlook:
            continue
        for paragraph in section.paragraphs:
            sentences = [(found.start(), found[0]) for found in _SENTENCE.finditer(paragraph)]
            for one in read_year_commitments(paragraph, year or 9999):
                sentence = next((said for start, said in reversed(sentences) if start <= one.span.start), paragraph)
                aims.append(StatedAim(section.title, one, sentence.strip()))
    return aims

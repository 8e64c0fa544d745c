"""Cuts a short piece out of a text that shows the words a finding quotes."""

from tasks.checking.checks.finding import Finding

REACH = 36
"""Characters shown on either side of a quotation."""
GAP = " …… "


#: the text to show, and the half-open spans in it to mark
Excerpt = tuple[str, list[tuple[int, int]]]


def build_excerpt(finding: Finding) -> Excerpt:
    """Returns the text to show and the half-open spans in it to mark.

    Quotations far apart are joined by ``GAP``; when no quotation occurs in the source, the quotations alone are shown.
    """
    places = _find_places(finding)
    if not places:
        return GAP.join(finding.quotes), []
    text, spans, end = "", [], 0
    for start, end in _build_windows(places, len(finding.source)):
        text += GAP if text else "…" if start else ""
        offset = len(text) - start
        text += finding.source[start:end]
        spans += [(left + offset, right + offset) for left, right in places if start <= left < end]
    return text + "…" * (end < len(finding.source)), spans


def _find_places(finding: Finding) -> list[tuple[int, int]]:
    if finding.marks:
        return sorted(finding.marks)
    found = {(finding.source.find(quote), len(quote)) for quote in finding.quotes if quote}
    return sorted((start, start + length) for start, length in found if start >= 0)


def _build_windows(places: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    windows: list[tuple[int, int]] = []
    for left, right in places:
        start, end = max(0, left - REACH), min(length, right + REACH)
        if windows and start <= windows[-1][1]:
            start, end = windows[-1][0], max(end, windows[-1][1])
            windows.pop()
        windows.append((start, end))
    return windows

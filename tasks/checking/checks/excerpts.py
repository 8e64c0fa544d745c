"""The words of a finding where they stand: a short piece of the text with the quoted places."""

from tasks.checking.checks.finding import Finding

REACH = 36
"""Characters shown on either side of a quotation."""
GAP = " …… "


def build_excerpt(finding: Finding) -> tuple[str, list[tuple[int, int]]]:
    """The text to show and the half-open spans in it to mark.

    Quotations far from each other are shown apart; words that do not stand in the source are shown alone.
    """
    places = _find_places(finding)
    if not places:
        return GAP.join(finding.quotes), []
    text, spans = "", []
    for start, end in _build_windows(places, len(finding.source)):
        text += GAP if text else "…" if start else ""
        offset = len(text) - start
        text += finding.source[start:end]
        spans += [(left + offset, right + offset) for left, right in places if start <= left < end]
    return (
        text + "…" if _build_windows(places, len(finding.source))[-1][1] < len(finding.source) else text
    ), spans


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

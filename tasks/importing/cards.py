"""Reads papers that give each item a card: labels and what they say side by side, one card below the other or one a table."""

from tasks.importing.columns import AROUND, WORK, Column, read_column
from tasks.importing.raw import Grid, GridCell, RawDocument

#: labels that a card has at least
MIN_LABELS = 4
CARDS = "文件是一项一张卡片，已把各张卡片合成一张表读取，请逐项核对。"


def join_cards(raw: RawDocument) -> None:
    """Puts one table with a row for each card in the place of the cards, and says so; nothing where any grid is no card."""
    cards = [card for grid in raw.grids for card in split_cards(grid)]
    if not cards or any(not is_card(card) for card in cards):
        return
    labels = list(dict.fromkeys(label for card in cards for label in card))
    rows = [labels, *([card.get(label, "") for label in labels] for card in cards)]
    cells = [[GridCell(text, (row, column)) for column, text in enumerate(texts)] for row, texts in enumerate(rows)]
    captions = [grid.captions for grid in raw.grids]
    raw.tail = [*(line for lines in captions[1:] for line in lines), *raw.tail]
    raw.grids = [Grid(None, cells, list(range(len(cells))), captions[0])]
    raw.warnings.append(CARDS)


def split_cards(grid: Grid) -> list[dict[str, str]]:
    """Returns the cards of a grid, each as label → what stands beside it; a label that comes again begins the next card.

    Returns:
        [] for a grid in which something else stands than labels with their values.
    """
    cards: list[dict[str, str]] = [{}]
    for row, line in enumerate(grid.rows):
        own = [cell for cell in dict.fromkeys(line) if cell.text and cell.anchor[0] == row]
        if len({cell.anchor for cell in line}) == 1:
            # a title above a card
            continue
        for label, value in _pair_cells(line, row):
            if label in cards[-1]:
                cards.append({})
            cards[-1][label] = value
        if own and read_column(own[0].text) is None:
            return []
    return [card for card in cards if card]


def _pair_cells(line: list[GridCell], row: int) -> list[tuple[str, str]]:
    """Pairs each label of a line with the cell at its right."""
    cells = list(dict.fromkeys(cell for cell in line if cell.anchor[0] == row))
    pairs, at = [], 0
    while at + 1 < len(cells):
        if read_column(cells[at].text) is None:
            return []
        pairs.append((cells[at].text, cells[at + 1].text))
        at += 2
    return pairs


def is_card(card: dict[str, str]) -> bool:
    """Returns whether labels and values are those of an item: its work, and units, progress or a day."""
    meanings: set[Column | None] = {read_column(label) for label in card}
    values = [value for value in card.values() if value]
    says = any(read_column(value) is None for value in values)
    return len(card) >= MIN_LABELS and bool(meanings & WORK) and bool(meanings & AROUND) and says

"""The cells of the columns of a table below its header, and what they have in common."""

from collections.abc import Callable

from tasks.importing.cell_natures import is_bare_number
from tasks.importing.raw import Grid


class ColumnCells:
    """
    Args:
        body: indexes of the rows below the header.
    """

    def __init__(self, grid: Grid, body: list[int]):
        self.grid, self.body = grid, body

    def tells_words(self, column: int) -> bool:
        return bool(self.list_texts(column)) and not self.has_only(column, is_bare_number)

    def is_only_coloured(self, column: int) -> bool:
        cells = [self.grid.rows[row][column] for row in self.body]
        return any(cell.hue or cell.has_picture for cell in cells) and not any(cell.text for cell in cells)

    def list_texts(self, column: int) -> list[str]:
        return [text for row in self.body if (text := self.get_text(row, column))]

    def list_column(self, group: list[int]) -> list[str]:
        return self.list_texts(group[0])

    def has_only(self, column: int, is_meant: Callable[[str], bool]) -> bool:
        """Returns whether all filled cells of a column are of a nature, and at least one is filled."""
        texts = self.list_texts(column)
        return bool(texts) and all(map(is_meant, texts))

    def has_mostly(self, column: int, is_meant: Callable[[str], bool]) -> bool:
        texts = self.list_texts(column)
        return bool(texts) and sum(map(is_meant, texts)) * 5 >= len(texts) * 4

    def is_always_one_cell(self, indexes: list[int]) -> bool:
        return all(len({self.grid.rows[row][index].anchor for index in indexes}) == 1 for row in self.body)

    def is_grouping_rows(self, group: list[int]) -> bool:
        """Returns whether at least a quarter of the column's cells are merged, repeated or blank."""
        own = [row for row in self.body if self.grid.is_anchor(row, group[0]) and self.get_text(row, group[0])]
        different = {self.get_text(row, group[0]) for row in own}
        return len(self.body) > 1 and len(different) <= len(self.body) * 3 / 4

    def compute_length(self, group: list[int]) -> int:
        return sum(len(self.get_text(row, index)) for row in self.body for index in group)

    def get_text(self, row: int, column: int) -> str:
        return self.grid.rows[row][column].text

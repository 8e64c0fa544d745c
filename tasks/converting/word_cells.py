"""What the table cells of an old Word file say, to see whether a conversion kept them."""

import re
from io import BytesIO

import olefile

#: the mark that ends a cell in the text of a ``WordDocument`` stream, and the one that ends a paragraph
CELL_END, PARAGRAPH_END = "\x07", "\r"
#: Chinese words of some length, which no formatting changes; the stream keeps Chinese text in UTF-16
_WORDS = re.compile(r"[\u4e00-\u9fff]{4,}")
_TAG = re.compile(rb"<[^>]*>")
#: where a cell begins or ends, and what stands behind it up to the next such place
_CELL = re.compile(rb"(?:(<w:tc>|<w:tc [^>]*>)|(</w:tc>))((?:(?!</?w:tc[ >]).)*)", re.DOTALL)


def list_cell_words(content: bytes) -> list[str]:
    """Lists the Chinese words of at least four letters that stand last in each table cell of an old Word file.

    Args:
        content: the whole file.

    Returns:
        A cell without such words gives none; a damaged file gives an empty list.
    """
    try:
        with olefile.OleFileIO(BytesIO(content)) as container, container.openstream("WordDocument") as stream:
            text = stream.read().decode("utf-16-le", "ignore")
    except Exception:  # a damaged container raises whatever its fields lead to
        return []
    cells = (part.rpartition(PARAGRAPH_END)[2] for part in text.split(CELL_END)[:-1])
    return [words[-1] for cell in cells if (words := _WORDS.findall(cell))]


def list_lost_words(content: bytes, body: bytes) -> list[str]:
    """Lists those of the ``list_cell_words`` that stand in no table cell of the document made of the file.

    Args:
        body: ``word/document.xml``.
    """
    kept = _read_cells(body)
    return [words for words in list_cell_words(content) if words not in kept]


def _read_cells(body: bytes) -> str:
    """Returns the text of all table cells, one after another."""
    depth, cells = 0, []
    for opened, closed, text in _CELL.findall(body):
        depth += bool(opened) - bool(closed)
        if depth:
            cells.append(text)
    return _TAG.sub(b"", b"".join(cells)).decode("utf-8", "ignore")

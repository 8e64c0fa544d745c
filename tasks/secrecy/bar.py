"""Bars whatever bears a mark of secrecy: every text that somebody types or pastes, and every file, is asked here."""

from collections.abc import Callable

from django.conf import settings

from tasks.secrecy.marks import find_secrecy_mark

BARRED_TEXT = (
    "{place}中有密级标志“{mark}”，没有保存。涉密信息不得录入本系统，请删去涉密内容，按保密规定另行报送；"
    "确实不涉密的，请改写这几个字。"
)
BARRED_FILE = "“{name}”带有密级标志“{mark}”，未保存。涉密信息不得录入本系统，请按保密规定另行报送；确实不涉密的，去掉该标志后再传。"


def describe_marked_text(place: str, text: str) -> str:
    """Says which mark of secrecy a text bears; "" where it bears none.

    Args:
        place: what the text was written into, as the page calls it.
    """
    mark = find_secrecy_mark(text, settings.DUBAN_CLASSIFIED_WORDS)
    return BARRED_TEXT.format(place=place, mark=mark) if mark else ""


def find_mark_of_file(name: str, read_text: Callable[[], str]) -> str:
    """Returns the first mark of secrecy in the name of a file or else in its text; "" where there is none.

    Args:
        read_text: called only where marks are barred at all and the name bears none.
    """
    words = settings.DUBAN_CLASSIFIED_WORDS
    if not words:
        return ""
    return find_secrecy_mark(name.rpartition(".")[0], words) or find_secrecy_mark(read_text(), words)


def describe_marked_file(name: str, mark: str) -> str:
    """Says that a file bears the mark."""
    return BARRED_FILE.format(name=name, mark=mark)

"""Reads the whole numbers that the XML of a document gives for counts and levels."""

#: no count, level or span of a document that a person wrote is larger
LARGEST = 100_000


def read_xml_number(text: str | None, default: int = 0) -> int:
    """Returns the number, 0 to ``LARGEST``; ``default`` for what is missing or is none, as Word itself does."""
    if text is None or not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))):
        return default
    return min(int(text), LARGEST)

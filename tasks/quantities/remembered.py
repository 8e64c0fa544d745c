"""A text is read once, however many pages and rules ask for it."""

from functools import lru_cache, wraps

REMEMBERED = 4096
"""A period of 150 items asks for some 450 texts: what is promised, what was filed, what was filed before."""
LONGEST = 4000
"""Characters; what is longer is rare, and its thousands of figures would fill the memory."""


def remembered(read):
    """``read`` with its answers for the last texts kept; ``forget()`` drops them.

    Args:
        read: from a text to frozen values; the text alone decides the answer.
    """
    kept = lru_cache(maxsize=REMEMBERED)(read)

    @wraps(read)
    def answer(text: str) -> tuple:
        return kept(text) if len(text) <= LONGEST else read(text)

    answer.forget = kept.cache_clear
    return answer

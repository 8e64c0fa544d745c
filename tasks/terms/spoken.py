"""Which government's words hold where a text is written, and how the text asks for them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import cast

from tasks.terms.vocabulary import DEFAULT, KEYS, KEYS_BY_DEFAULT, OUR_WORDS, Terms

_spoken: ContextVar[Callable[[], Terms]] = ContextVar("terms", default=lambda: DEFAULT)


@contextmanager
def speak(find_terms: Callable[[], Terms]) -> Iterator[None]:
    """Lets every text within the block speak the words that ``find_terms`` finds; it is asked when the first text does."""
    token = _spoken.set(cache(find_terms))
    try:
        yield
    finally:
        _spoken.reset(token)


def speak_on(spoken: Terms) -> None:
    """Lets every text from now on speak these words: a command that speaks of one government, until it ends."""
    _spoken.set(lambda: spoken)


def get_spoken() -> Terms:
    """Returns the words that hold, for what is kept by them."""
    return _spoken.get()()


class _Spoken:
    """Stands for the ``Terms`` that hold where a text is written."""

    def __getattr__(self, key: str) -> str:
        if key not in KEYS:
            raise AttributeError(key)
        return cast(str, getattr(get_spoken(), key))


#: the words that hold where a text is written: ``f"请联系{terms.office}。"``
terms = cast(Terms, _Spoken())


def say(text: str) -> str:
    """Writes out a text of ours that was made before it was known who reads it: ``请联系{terms.office}。``"""
    return text.format(terms=terms) if "{" in text else text


def list_spellings(text: str) -> tuple[str, ...]:
    """Lists how a head may stand in a file that people bring: in the words of a district, and in those of the place."""
    return text.format(terms=DEFAULT), say(text)


def reword(text: str) -> str:
    """Puts the words of the place into a text of ours that is written in those of a district, as layouts and manual are.

    Never for what people have written: their words stay theirs.
    """
    spoken = get_spoken()
    return text if spoken == DEFAULT else OUR_WORDS.sub(lambda word: getattr(spoken, KEYS_BY_DEFAULT[word[0]]), text)

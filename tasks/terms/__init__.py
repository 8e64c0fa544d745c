"""用语: what an office calls the people, units and steps of its work (局领导, 牵头科室), and how every text asks for it.

A government stores only what it calls otherwise. Which government's words hold is known like the language of a page: whoever
answers a request or runs a job begins with ``speak``, and each text within asks ``terms``.
"""

from tasks.terms.spoken import get_spoken, list_spellings, reword, say, speak, speak_on, terms
from tasks.terms.vocabulary import BY_KEY, DEFAULT, OFFICE, OUR_WORDS, TERMS, Term, Terms, read_terms

__all__ = [
    "BY_KEY",
    "DEFAULT",
    "OFFICE",
    "OUR_WORDS",
    "TERMS",
    "Term",
    "Terms",
    "get_spoken",
    "list_spellings",
    "read_terms",
    "reword",
    "say",
    "speak",
    "speak_on",
    "terms",
]

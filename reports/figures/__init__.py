"""The numbers that boards, pages and the report quote: one place counts."""

from .counts import Count, counts_of
from .courses import course_of

__all__ = ["Count", "counts_of", "course_of"]

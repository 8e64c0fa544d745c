"""Pseudo-random choices that are the same in every installation."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

Item = TypeVar("Item")


def compute_chance(*what) -> float:
    """Returns a number from 0 to below 1 that depends on ``what`` alone."""
    digest = sha256("/".join(map(str, what)).encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32


def pick_number(low: float, high: float, *what) -> float:
    return low + (high - low) * compute_chance(*what)


def pick_item(items: Sequence[Item], *what) -> Item:
    return items[int(compute_chance(*what) * len(items))]

"""Measures and summarizes times."""

import statistics
import time
from collections.abc import Callable


def measure_milliseconds(act: Callable[[], object]) -> float:
    """Measures one call of ``act`` in ms."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def summarize_times(times: list[float]) -> dict:
    """Returns ``p50`` and ``p95`` of times in ms."""
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    return {"p50": statistics.median(times), "p95": cuts[-1]}

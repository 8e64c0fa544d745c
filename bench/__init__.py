"""Measures the speed on both databases; ``make bench`` writes docs/performance.md. These are not tests."""

"""How fast it is, on both databases; ``make bench`` writes docs/performance.md. Nothing here is a test."""

"""Asks the product what nobody should ask it: mutated requests and documents; ``make fuzz``. These are not tests.

Every case has a name, and the same seed with the same name makes the same case again:
``python -m bench.fuzz requests --seed 1 --case entry_page:17``.
"""

"""Selects what a report prints of one item, in the words that were filed.

Pure: texts and signals in, texts out. Nothing is invented and no figure is computed; what cannot be narrowed
down is printed in full, for the office to shorten.
"""

"""The acts of the manual: the morning of 8 July in the pages, with a picture of every step worth showing."""

from acts import leading, office, units

ACTS = (*units.ACTS, *office.ACTS, *leading.ACTS)

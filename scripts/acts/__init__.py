"""The scenes of the manual: the morning of 8 July on the pages, with a picture of every important step."""

from acts import leading, office, units

ACTS = (*units.ACTS, *office.ACTS, *leading.ACTS)

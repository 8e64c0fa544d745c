"""Why something cannot be kept or brought back."""


class KeepingRefused(Exception):
    """A Chinese sentence that says why a backup, a restoration or a verification cannot be done, and what to do."""

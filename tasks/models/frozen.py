"""The base of models whose rows are added, never changed or deleted.

Python refuses here, in words; the database refuses by itself whatever comes past (``frozen_triggers.py``).
"""

from django.db import models

from tasks.terms.later import say_later

FROZEN = say_later("留痕、历次版本、{terms.judging}结论和印发件不可修改、不可删除。")


class FrozenRowError(Exception):
    """A frozen row was to be changed or deleted."""


class FrozenQuerySet(models.QuerySet):
    """Rows that cannot be changed or deleted."""

    def update(self, **kwargs):
        raise FrozenRowError(FROZEN)

    def delete(self):
        raise FrozenRowError(FROZEN)


class FrozenRow(models.Model):
    """A row that cannot be changed or deleted; its model needs a manager of ``FrozenQuerySet``."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise FrozenRowError(FROZEN)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise FrozenRowError(FROZEN)

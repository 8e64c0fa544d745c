"""来文格式: how the papers of an office are to be read, as a person has taught it."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.models.organisation import Government

#: characters of a name
FORM_NAME_LENGTH = 60


class PaperForm(models.Model):
    """来文格式: the tables of a kind of paper, known by the labels of their columns, and what was taught of them.

    A paper that has it is read so by itself; the preview says it.
    """

    government = models.ForeignKey(Government, models.CASCADE, related_name="paper_forms", verbose_name="辖区政府")
    name = models.CharField("名称", max_length=FORM_NAME_LENGTH)
    # of the labels of its tables, in hexadecimal digits: one form for the same labels
    fingerprint = models.CharField("表头校验值", max_length=64)
    # as ``tasks.importing.form_fitting.build_form_data`` returns it
    tables = models.JSONField("读法")
    taught_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="教的人")
    taught_at = models.DateTimeField("教的时间")

    class Meta:
        verbose_name = "来文格式"
        ordering = ["name", "pk"]
        constraints = [
            UniqueConstraint(fields=["government", "name"], name="paper_form_once_a_name"),
            UniqueConstraint(fields=["government", "fingerprint"], name="paper_form_once_a_header"),
            CheckConstraint(condition=~Q(name=""), name="paper_form_with_name"),
        ]

    def __str__(self):
        return self.name

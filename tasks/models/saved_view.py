"""视图: how a person looks at the list of items, as he left it or under a name."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tasks.terms.later import say_later

#: characters of a name, of a query and of the keys of all columns
NAME_LENGTH, QUERY_LENGTH, COLUMNS_LENGTH = 20, 1000, 200


class SavedView(models.Model):
    """视图: filters, sort and columns of the list of items.

    The one without a name is the list as its person last left it. It holds no rows: what it shows is asked anew at each
    look, and only among what the one who looks may see.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name="所属人"
    )
    name = models.CharField("名称", max_length=NAME_LENGTH, blank=True)
    # of the list's address, without the period and the page
    query = models.CharField("筛选和排序", max_length=QUERY_LENGTH, blank=True)
    # keys of columns in their order, joined with commas; "" for the usual ones
    columns = models.CharField("列", max_length=COLUMNS_LENGTH, blank=True)
    is_shared = models.BooleanField(say_later("{terms.office}共用"), default=False)

    class Meta:
        verbose_name = "视图"
        ordering = ["name", "pk"]
        constraints = [
            UniqueConstraint(fields=["user", "name"], name="saved_view_once_a_name"),
            CheckConstraint(condition=Q(is_shared=False) | ~Q(name=""), name="saved_view_shared_by_name"),
        ]

    def __str__(self):
        return self.name or "上次的列表"

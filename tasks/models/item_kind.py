"""事项类别: the kinds into which a government sorts its items, each with the words in which it is judged."""

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.signals import post_save
from django.dispatch import receiver

from tasks.enums import TaskKind
from tasks.enums.outcome_words import Vocabulary, read_vocabulary
from tasks.models.organisation import Government

#: characters of a name and of a short name
KIND_NAME_LENGTH, SHORT_NAME_LENGTH = 30, 12


class ItemKind(models.Model):
    """事项类别: a name under which a government lists items, its place in print, and its vocabulary of outcomes.

    ``code`` begins with the nature, a ``TaskKind``, and never changes: the kind of an item holds it, and the database
    derives the nature of the item from there (``Task.kind``). Each government begins with one kind of each nature.
    """

    government = models.ForeignKey(Government, models.CASCADE, related_name="item_kinds", verbose_name="辖区政府")
    code = models.CharField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=KIND_NAME_LENGTH)
    # where there is little room; "" is the name
    short_name = models.CharField("简称", max_length=SHORT_NAME_LENGTH, blank=True, default="")
    place = models.PositiveSmallIntegerField("次序")
    # as ``dump_vocabulary`` returns it; nothing is the standard vocabulary
    words = models.JSONField("结论用词", default=list, blank=True)

    class Meta:
        verbose_name = "事项类别"
        ordering = ["government_id", "place", "pk"]
        constraints = [
            UniqueConstraint(fields=["government", "name"], name="item_kind_name_once"),
            CheckConstraint(condition=~Q(name=""), name="item_kind_with_name"),
            CheckConstraint(
                condition=Q(*(("code__startswith", f"{one.value}-") for one in TaskKind), _connector=Q.OR),
                name="item_kind_of_a_nature",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def nature(self) -> TaskKind:
        return TaskKind(self.code.partition("-")[0])

    @property
    def key(self) -> str:
        """What names it in addresses and files, within its government: ``key``, ``key-2``."""
        return read_kind_key(self.code)

    @property
    def label(self) -> str:
        """How lists and sentences name it."""
        return self.short_name or self.name

    @property
    def vocabulary(self) -> Vocabulary:
        return read_vocabulary(self.words)


def build_kind_code(nature: TaskKind, government: int, number: int = 1) -> str:
    """Builds the code of a government's kind; the first of a nature bears no number."""
    return f"{nature.value}-{government}" + (f"-{number}" if number > 1 else "")


def read_kind_key(code: str) -> str:
    """Returns what a code says besides its government: ``key-1`` is ``key``, ``key-1-2`` is ``key-2``."""
    nature, _, others = code.partition("-")
    return "-".join([nature, *others.split("-")[1:]])


@receiver(post_save, sender=Government)
def add_first_kinds(instance: Government, created: bool, raw: bool, using: str, **_others: Any) -> None:
    """Adds the three kinds with which a new government begins; rows that are loaded come with their own."""
    if created and not raw:
        ItemKind.objects.using(using).bulk_create(
            ItemKind(government=instance, code=build_kind_code(nature, instance.pk), name=nature.label, place=place)
            for place, nature in enumerate(TaskKind, start=1)
        )

"""继任 and 机构调整: the pages that show what a succession would change before anything is done."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from tasks.enums import ResponsibilityRole, SuccessionKind
from tasks.models import User
from tasks.pages.plans.forms.successions import OfficialSuccessionForm, ReorganisationForm
from tasks.plans.successions import AffectedItem
from tasks.terms.later import say_later


@dataclass(frozen=True)
class OfficialSuccessionPage:
    """The form and, once it is valid, the items that go over to the successor.

    Attributes:
        items: None while there is nothing to be confirmed.
    """

    form: OfficialSuccessionForm
    items: list[AffectedItem] | None = None

    title = say_later("{terms.leader}接任")

    @cached_property
    def mark(self) -> str:
        return self.form.compute_fingerprint(self.items or [])

    @cached_property
    def accounts(self) -> list[User]:
        """The accounts of the official who leaves."""
        if not self.form.is_valid():
            return []
        return list(self.form.cleaned_data["official"].users.filter(is_active=True))


@dataclass(frozen=True)
class ReorganisationPage:
    """The form and, once it is valid, what it changes and who takes each item over.

    Attributes:
        items: None while there is nothing to be confirmed.
    """

    form: ReorganisationForm
    items: list[AffectedItem] | None = None

    title = "单位更名、合并、拆分"

    @cached_property
    def mark(self) -> str:
        return self.form.compute_fingerprint(self.items or [])

    @cached_property
    def roles(self) -> Counter[ResponsibilityRole | None]:
        """The number of items in each role."""
        return Counter(item.role for item in self.items or [])

    @cached_property
    def people(self) -> list[User]:
        """The users of the former units."""
        return list(User.objects.filter(unit__in=self.form.cleaned_data["formers"]).order_by("username"))

    @property
    def new(self) -> list[str]:
        """The successors that are not registered yet."""
        return [unit for unit in self.form.cleaned_data["successors"] if isinstance(unit, str)]

    @cached_property
    def successors(self) -> list[tuple[int, str]]:
        """The place and the name of each successor."""
        return list(enumerate(map(str, self.form.cleaned_data["successors"])))

    @property
    def is_split(self) -> bool:
        return self.form.cleaned_data["kind"] == SuccessionKind.SPLIT

    @property
    def rows(self) -> list[tuple[AffectedItem, int]]:
        """Each item with the place of the successor that takes it over."""
        items = self.items or []
        chosen = self.form.map_items_to_successors(items)
        return [(item, chosen.get(item.task.pk, 0)) for item in items]

"""What the figures of boards narrow a list by. No field of the form shows these filters; the page tells them in words."""

import django_filters
from django import forms
from django.db.models import QuerySet

from tasks import clock
from tasks.assessing.streaks import filter_by_outcome_change
from tasks.enums import Choice, CoordinationState, LagChange, ResponsibilityRole
from tasks.filing import coordination
from tasks.models import ProgressEntry, Unit
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.queries import filter_led_by

YES = "yes"


class LinkChoiceFilter(django_filters.ChoiceFilter):
    """A choice that only a link makes."""

    def __init__(self, vocabulary: list[tuple[str, str]], **kwargs):
        super().__init__(choices=vocabulary, widget=forms.HiddenInput, **kwargs)


def select_own_units(request: AuthenticatedRequest) -> QuerySet[Unit]:
    return Unit.objects.filter(government=request.user.government_id)


def list_choices(vocabulary: type[Choice]) -> list[tuple[str, str]]:
    return vocabulary.choices()


class LinkedFilter(django_filters.FilterSet):
    """The entries of a period as the boards count them."""

    part = LinkChoiceFilter(list_choices(ResponsibilityRole), label="本单位", method="with_part")
    filer = django_filters.ModelChoiceFilter(
        label="报送单位", queryset=select_own_units, method="filed_by", widget=forms.HiddenInput
    )
    overdue = LinkChoiceFilter([(YES, "是")], label="逾期未报", method="past_their_day")
    since = django_filters.DateFilter(label="报送不早于", method="filed_since", widget=forms.HiddenInput)
    turn = LinkChoiceFilter(list_choices(LagChange), label="与上期相比", method="turned_since")
    coordination = LinkChoiceFilter(list_choices(CoordinationState), label="需区领导协调", method="asking")
    of = django_filters.CharFilter(label="填报期", method="unchanged", widget=forms.HiddenInput)

    class Meta:
        model = ProgressEntry
        fields: list[str] = []

    @property
    def told(self) -> list[str]:
        """The filters of this kind that hold, in words."""
        given = self.form.cleaned_data if self.form.is_valid() else {}
        names = [name for name in LinkedFilter.base_filters if name != "of" and given.get(name)]
        return [f"{self.filters[name].label}：{self._describe_value(name, given[name])}" for name in names]

    def _describe_value(self, name: str, value) -> str:
        return str(dict(self.filters[name].extra.get("choices", ())).get(value, value))

    def with_part(self, entries, name, role):
        """In which the person's own unit has this part; one that leads does not cooperate as well."""
        led = filter_led_by(self.request.user, entries)
        return led if role == ResponsibilityRole.LEAD else entries.exclude(pk__in=led.values("pk"))

    def filed_by(self, entries, name, unit):
        """Which the unit files: it is the first lead unit."""
        return entries.filed_by([unit])

    def past_their_day(self, entries, name, value):
        return entries.overdue(clock.today())

    def filed_since(self, entries, name, day):
        """Which reached the office on that day or later."""
        return entries.handed_over().filter(submitted_at__date__gte=day)

    def turned_since(self, entries, name, turn):
        period = find_current_period(self.request)
        return filter_by_outcome_change(entries, period, turn) if period else entries

    def asking(self, entries, name, state):
        return coordination.filter_coordination_state(entries, state)

    def unchanged(self, entries, name, value):
        return entries

"""事项: the filters that only the figures of boards link to; the list names them in words instead of showing inputs."""

import django_filters
from django import forms
from django.db.models import QuerySet

from tasks import clock
from tasks.assessing.streaks import filter_by_outcome_change, filter_turned_worse
from tasks.enums import AT_THE_OFFICE, CoordinationState, LagChange, ResponsibilityRole
from tasks.enums import WARNED as WARNED_STANDINGS
from tasks.filing import coordination
from tasks.models import Leadership, ProgressEntry, Unit
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.forms.days import DayFilter
from tasks.plans.due_items import SOON, filter_due_soon, filter_unfinished
from tasks.queries import filter_led_by
from tasks.terms.later import list_later_choices, say_later

YES = "yes"
#: the filters that ask what the machine suggests
FOR_SUGGESTIONS = ("stood", "worse", "warned")
#: value of the filter 滞后情况 → its label
BEHIND, WARNED, OPEN = "behind", "warned", "open"
STOOD = [
    (BEHIND, say_later("滞后（{terms.judging}，或尚未{terms.judging}而预警滞后）")),
    (WARNED, say_later("尚未{terms.judging}，预警滞后")),
    (OPEN, say_later("尚未{terms.judging}，未预警滞后")),
]
#: values of the filter 报送情况 → its label, which says what counts as filed
FILED, UNFILED = "yes", "no"
FILED_AS = [(FILED, "已报送（待审核、已通过）"), (UNFILED, "未报送、退回（未填报、草稿、待单位审核、已退回）")]


class LinkChoiceFilter(django_filters.ChoiceFilter):
    """A choice without an input."""

    def __init__(self, vocabulary: list[tuple[str, str]], **kwargs):
        super().__init__(choices=vocabulary, widget=forms.HiddenInput, **kwargs)


def select_own_units(request: AuthenticatedRequest) -> QuerySet[Unit]:
    return Unit.objects.filter(government=request.user.government_id)


class LinkedFilter(django_filters.FilterSet):
    """Filters the entries of a period as the boards count them."""

    part = LinkChoiceFilter(ResponsibilityRole.choices(), label="本单位", method="with_part")
    filer = django_filters.ModelChoiceFilter(
        label="报送单位", queryset=select_own_units, method="filed_by", widget=forms.HiddenInput
    )
    overdue = LinkChoiceFilter([(YES, "是")], label="逾期未报", method="past_their_day")
    unfinished = LinkChoiceFilter([(YES, "是")], label="逾期未完成", method="past_their_deadline")
    soon = LinkChoiceFilter([(YES, "是")], label=f"{SOON}天内到完成时限", method="due_soon")
    mine = LinkChoiceFilter([(YES, "是")], label="由您负责（含代理）", method="answered_for_by_oneself")
    stood = LinkChoiceFilter(STOOD, label="滞后情况", method="standing_as")
    worse = LinkChoiceFilter([(YES, "是")], label="本期变差（上期未滞后）", method="turned_worse")
    warned = LinkChoiceFilter([(YES, "是")], label=say_later("有预警未{terms.judging}"), method="warned_of")
    filed = LinkChoiceFilter(FILED_AS, label="报送情况", method="filed_or_not")
    since = DayFilter(label="报送不早于", method="filed_since", widget=forms.HiddenInput)
    turn = LinkChoiceFilter(list_later_choices(LagChange), label="与上期相比", method="turned_since")
    coordination = LinkChoiceFilter(
        CoordinationState.choices(), label=say_later("需{terms.leader}协调"), method="asking"
    )
    of = django_filters.CharFilter(label="填报期", method="unchanged", widget=forms.HiddenInput)

    class Meta:
        model = ProgressEntry
        fields: list[str] = []

    @property
    def told(self) -> list[str]:
        """The active filters in words."""
        given = self.form.cleaned_data if self.form.is_valid() else {}
        names = [name for name in LinkedFilter.base_filters if name != "of" and given.get(name)]
        return [f"{self.filters[name].label}：{self._describe_value(name, given[name])}" for name in names]

    def _describe_value(self, name: str, value) -> str:
        return str(dict(self.filters[name].extra.get("choices", ())).get(value, value))

    def with_part(self, entries, name, role):
        """Filters by the role of the person's unit; an item that it leads does not count as cooperating."""
        led = filter_led_by(self.request.user, entries)
        return led if role == ResponsibilityRole.LEAD else entries.exclude(pk__in=led.values("pk"))

    def filed_by(self, entries, name, unit):
        """Filters by the unit that files, the first lead unit."""
        return entries.filed_by([unit])

    def past_their_day(self, entries, name, value):
        period = find_current_period(self.request)
        return entries.overdue(clock.today(), period.plan.government.workdays) if period else entries

    def past_their_deadline(self, entries, name, value):
        """Filters entries of items whose 完成时限 has passed without a report of their completion, as the person may read it."""
        return filter_unfinished(self.request.user, entries)

    def due_soon(self, entries, name, value):
        return filter_due_soon(self.request.user, entries, clock.today())

    def answered_for_by_oneself(self, entries, name, value):
        """Filters entries for which ``is_responsible_leader`` holds."""
        led = Leadership.objects.filter(official__in=self.request.user.official_ids)
        return entries.filter(edition__in=led.values("edition"))

    def standing_as(self, entries, name, stood):
        """Filters by ``stood_behind``; for ``WARNED`` and ``OPEN`` among those without a judgement."""
        if stood == BEHIND:
            return entries.standing_behind()
        warned = entries.filter(judgement=None).standing_behind()
        return warned if stood == WARNED else entries.filter(judgement=None).exclude(pk__in=warned.values("pk"))

    def turned_worse(self, entries, name, value):
        period = find_current_period(self.request)
        return filter_turned_worse(entries, period) if period else entries

    def warned_of(self, entries, name, value):
        """Filters entries with a warning that nobody has judged, as the queue of 研判 counts them."""
        return entries.filter(judgement=None, standing__in=WARNED_STANDINGS)

    def filed_or_not(self, entries, name, value):
        return entries.filter(state__in=AT_THE_OFFICE) if value == FILED else entries.exclude(state__in=AT_THE_OFFICE)

    def filed_since(self, entries, name, day):
        """Filters entries that were handed over on that day or later."""
        return entries.handed_over().filter(submitted_at__date__gte=day)

    def turned_since(self, entries, name, turn):
        period = find_current_period(self.request)
        return filter_by_outcome_change(entries, period, turn) if period else entries

    def asking(self, entries, name, state):
        return coordination.filter_coordination_state(entries, state)

    def unchanged(self, entries, name, value):
        return entries

"""事项: the filters of the list, which also make its counts and its export; and those of 留痕."""

import re
from collections.abc import Iterable
from copy import copy
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import BadRequest
from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.http import QueryDict

from tasks.enums import (
    BEHIND,
    WITH_UNIT,
    DocumentLevel,
    EndingKind,
    EntryState,
    EventKind,
    Outcome,
    ResponsibilityRole,
    Role,
    Standing,
)
from tasks.enums.outcome_words import merge_words
from tasks.models import Edition, Event, ItemKind, Leadership, ProgressEntry, Responsibility
from tasks.models.plan import build_filing_unit_subquery
from tasks.pages.frame.context import NAMED, AuthenticatedRequest, find_current_period
from tasks.pages.frame.forms.days import DayFilter
from tasks.pages.frame.forms.selects import LongSelect, TypedSelect
from tasks.pages.items.narrowing import FOR_SUGGESTIONS, LinkedFilter
from tasks.permissions import Permission, can
from tasks.plans.documents import OWN, OWN_LABEL, build_document_condition, build_level_condition
from tasks.queries import (
    ENTRIES_BY_KIND,
    LEADS,
    build_first_name_subquery,
    filter_led_by,
    prefetch_printed_parts,
    select_visible_entries,
)
from tasks.terms.later import list_later_choices, say_later
from tasks.visible_words import WITHIN_UNIT, build_filed_text_case

#: 第 4 项 as people copy it from a page
SPACED_NUMBER = re.compile(r"\s*第\s*(\d+)\s*项")
#: parameters of the table, not of the filter
PAGING = ("page",)
UNJUDGED = "none"
#: values of the filter 研判 besides the outcomes → label, condition
JUDGED_AS = {
    UNJUDGED: (say_later("尚未{terms.judging}"), Q(judgement=None)),
    "judged": (say_later("已{terms.judging}"), Q(judgement__isnull=False)),
    "settled": (say_later("已报送并{terms.judging}"), Q(judgement__isnull=False) & ~Q(state__in=WITH_UNIT)),
    "behind": ("滞后（含未完成）", Q(judgement__outcome__in=BEHIND)),
    "on_course": (
        "正常（不含已完成）",
        Q(judgement__outcome__in=[one for one in Outcome if one not in (*BEHIND, Outcome.REACHED)]),
    ),
    "going": ("正常（含已完成）", Q(judgement__outcome__in=[one for one in Outcome if one not in BEHIND])),
}
#: kinds of names in ``list_named_parts``, besides the roles of units
SECTION, LEADER, DOCUMENT = "section", "leader", "document"
#: a text input, because a browser's date input uses the browser's language
#: the worst first; what is not judged yet comes between behind and on track
BY_URGENCY = (
    Outcome.NOT_REACHED,
    Outcome.LAGGING,
    UNJUDGED,
    Outcome.WATCH,
    Outcome.CARRIED,
    Outcome.ON_TRACK,
    Outcome.EXPECTED,
    Outcome.AHEAD,
    Outcome.REACHED,
)


def build_rank_case(field: str, order: Iterable[str]) -> Case:
    """Builds the position of the field's value in ``order``."""
    return Case(*(When(**{field: str(value)}, then=place) for place, value in enumerate(order)))


#: sort key → expressions that order the rows, before the printed order
SORTS = {
    "number": (),
    "lead": (build_filing_unit_subquery("edition", value="unit__name"),),
    "leader": (
        build_first_name_subquery(Leadership.objects.all(), "official__rank"),
        build_first_name_subquery(Leadership.objects.all(), "official__name"),
    ),
    "state": (build_rank_case("state", EntryState),),
    "outcome": (Coalesce(build_rank_case("judgement__outcome", BY_URGENCY), BY_URGENCY.index(UNJUDGED)),),
    "standing": (build_rank_case("standing", Standing),),
}
PRINTED = (ENTRIES_BY_KIND, F("number"), F("pk"))


def order_entries(entries: QuerySet[ProgressEntry], sort: str) -> QuerySet[ProgressEntry]:
    """Orders the entries; equal ones stay in printed order.

    Args:
        sort: a key of ``SORTS``; descending with ``-`` before it.
    """
    keys = SORTS[sort.removeprefix("-")] or PRINTED[:2]
    turned = [getattr(key, "desc" if sort.startswith("-") else "asc")(nulls_last=True) for key in keys]
    return entries.order_by(*turned, *PRINTED)


def refuse_unknown(data: QueryDict, known: Iterable[str]) -> None:
    """Refuses unknown parameters, because a mistyped filter must not show a longer list.

    Raises:
        BadRequest: names the unknown parameters.
    """
    unknown = [name for name in data if name not in known]
    if unknown:
        raise BadRequest(f"网址中有不认识的筛选条件：{'、'.join(unknown)}。请回到列表页，用页面上的筛选重新查找。")


class ListChoiceFilter(django_filters.ChoiceFilter):
    """A choice with a ``LongSelect``."""

    def __init__(self, *, widget: type[forms.Select] = LongSelect, **kwargs):
        super().__init__(widget=widget, **kwargs)


class BarChoiceFilter(ListChoiceFilter):
    """A choice of a toolbar: without a value it shows what it is about."""

    def __init__(self, *, label: str, **kwargs):
        super().__init__(label=label, empty_label=label, **kwargs)


class VisibleChoiceFilter(BarChoiceFilter):
    """A choice whose options come from the rows that the person may see."""

    def __init__(self, **kwargs):
        super().__init__(choices=(), widget=TypedSelect, **kwargs)

    def set_choices(self, pairs: Iterable[tuple[Any, str]]) -> None:
        offered = [(str(value), label) for value, label in pairs]
        # a function, because a list would be copied option by option for each form
        self.extra["choices"] = lambda: offered


def list_sorts(user) -> list[tuple[str, str]]:
    """Returns every sort, ascending and descending; that by 预警 only for those who may see it."""
    keys = [key for key in SORTS if key != "standing" or can(user, Permission.SEE_SUGGESTIONS)]
    return [(sign + key, key) for key in keys for sign in ("", "-")]


#: what an edition names, in the order in which ``list_named_parts`` reads it
NAMED_COLUMNS = (
    *(f"responsibilities__{name}" for name in ("role", "unit_id", "unit__name")),
    *(f"leaderships__{name}" for name in ("official_id", "official__name", "official__rank")),
    *("section_id", "section__name", "task__document_id", "task__document__title"),
)
#: kind, id and name of what rows name
NamedParts = list[tuple[str, int, str]]


class EntryFilter(LinkedFilter):
    """
    Args:
        data: the query parameters; an unknown one raises ``BadRequest``.
        queryset: the entries of the period that the person may see; the choices come from it.
    """

    text = django_filters.CharFilter(
        label="查找",
        method="containing",
        max_length=100,
        widget=forms.TextInput({"placeholder": "事项或进展中的文字"}),
    )
    kind = BarChoiceFilter(label="类别", method="of_kind", choices=())
    section = VisibleChoiceFilter(label="任务板块", field_name="edition__section")
    lead = VisibleChoiceFilter(label=say_later("{terms.lead_unit}"), method="led_by")
    unit = VisibleChoiceFilter(label=say_later("牵头或{terms.cooperating_unit}"), method="naming")
    leader = VisibleChoiceFilter(label=say_later("责任{terms.leader}"), method="answered_for_by")
    document = VisibleChoiceFilter(label="来源文件", method="from_document")
    level = BarChoiceFilter(label="级别", choices=DocumentLevel.choices(), method="of_level")
    state = BarChoiceFilter(label="填报状态", choices=EntryState.choices())
    outcome = BarChoiceFilter(
        label=say_later("{terms.judging}"),
        method="judged",
        choices=(),
    )
    ending = BarChoiceFilter(label="办结停办", field_name="task__ending__kind", choices=EndingKind.choices())
    sort = django_filters.ChoiceFilter(label="排序", choices=[], method="unchanged", widget=forms.HiddenInput)

    class Meta:
        model = ProgressEntry
        fields: list[str] = []

    def __init__(self, data: QueryDict | None, queryset: QuerySet[ProgressEntry], request: AuthenticatedRequest):
        super().__init__(data, queryset, request=request)
        if not can(request.user, Permission.SEE_SUGGESTIONS):
            for name in FOR_SUGGESTIONS:
                del self.filters[name]
        refuse_unknown(self.data, [*self.filters, *PAGING])
        kinds = request.user.government.kinds if request.user.government else []
        self.codes = {kind.key: kind.code for kind in kinds}
        self.filters["kind"].extra["choices"] = [(kind.key, kind.name) for kind in kinds]
        self.filters["outcome"].extra["choices"] = list_outcome_choices(kinds)
        self.filters["sort"].extra["choices"] = list_sorts(request.user)
        named = list_named_parts(queryset.order_by().values("edition"))
        self.filters["section"].set_choices(sorted(list_choice_pairs(named, SECTION)))
        self.filters["lead"].set_choices(list_choice_pairs(named, ResponsibilityRole.LEAD))
        self.filters["unit"].set_choices(list_choice_pairs(named, *ResponsibilityRole))
        self.filters["leader"].set_choices(list_choice_pairs(named, LEADER))
        self._offer_documents(list_choice_pairs(named, DOCUMENT))

    def select_by(self, query: str) -> QuerySet[ProgressEntry]:
        """Selects the entries that another query lets through, with the choices of this filter."""
        other = copy(self)
        other.data = QueryDict(query)
        for kept in ("_form", "_qs"):
            other.__dict__.pop(kept, None)
        return other.qs

    def _offer_documents(self, others: list[tuple[int, str]]) -> None:
        """Offers the documents; where all rows come from the plan's own notice, there is nothing to choose."""
        self.filters["document"].set_choices([(OWN, OWN_LABEL), *others])
        if not others:
            for name in ("document", "level"):
                self.filters[name].extra["widget"] = forms.HiddenInput

    @property
    def sorted_by(self) -> str:
        """The chosen sort; without one by outcome for a leader, and the printed order for everybody else."""
        chosen = self.form.cleaned_data.get("sort") if self.form.is_valid() else ""
        return chosen or ("outcome" if self.request.user.role == Role.LEADER else "number")

    @property
    def is_narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.filters if name not in ("sort", NAMED))

    def filter_queryset(self, queryset):
        if not self.form.is_valid():
            return queryset.none()
        return order_entries(super().filter_queryset(queryset), self.sorted_by)

    def containing(self, entries, name, words):
        return entries.alias(filed=build_filed_text_case("text")).filter(
            Q(edition__text__icontains=words)
            | Q(edition__name__icontains=words)
            | Q(filed__icontains=words)
            | Q(text__icontains=words, pk__in=filter_led_by(self.request.user, entries).values("pk"))
            | Q(published_text__icontains=words)
        )

    def from_document(self, entries, name, key):
        return entries.filter(build_document_condition(key, "task__"))

    def of_kind(self, entries, name, key):
        return entries.filter(task__item_kind=self.codes[key])

    def of_level(self, entries, name, level):
        return entries.filter(build_level_condition(DocumentLevel(level), "task__"))

    def led_by(self, entries, name, unit):
        return entries.filter(edition__in=LEADS.filter(unit=unit).values("edition"))

    def naming(self, entries, name, unit):
        """Filters by a unit that the edition names, itself or as a member of a named group."""
        named = Responsibility.objects.filter(Q(unit=unit) | Q(unit__members=unit))
        return entries.filter(edition__in=named.values("edition"))

    def answered_for_by(self, entries, name, official):
        return entries.filter(edition__in=Leadership.objects.filter(official=official).values("edition"))

    def judged(self, entries, name, outcome):
        asked = JUDGED_AS[outcome][1] if outcome in JUDGED_AS else Q(judgement__outcome=outcome)
        return entries.filter(asked)


def list_outcome_choices(kinds: Iterable[ItemKind]) -> list[tuple[str, str]]:
    """Lists the outcomes that the kinds use, each in their words, and what is asked besides them."""
    words = merge_words(one for kind in kinds for one in kind.vocabulary.words)
    return [
        *((outcome.value, words[outcome].label) for outcome in Outcome if outcome in words),
        *((name, label) for name, (label, _) in JUDGED_AS.items()),
    ]


def list_named_parts(editions: QuerySet) -> NamedParts:
    """Returns kind (a unit's role, ``SECTION``, ``LEADER`` or ``DOCUMENT``), id and name of what the editions name, and
    of the lists that they come from, each once and in one query; leaders in their order, the rest by name."""
    rows = Edition.objects.filter(pk__in=editions).order_by().values_list(*NAMED_COLUMNS).distinct()
    named = set()
    for role, unit, unit_name, official, leader_name, rank, section, section_name, document, title in rows:
        named |= {
            (0, unit_name, unit, role),
            (rank, leader_name, official, LEADER),
            (0, section_name, section, SECTION),
            (0, title, document, DOCUMENT),
        }
    return [(kind, pk, name) for _, name, pk, kind in sorted(one for one in named if one[2] is not None)]


def list_choice_pairs(named: Iterable[tuple[str, int, str]], *kinds: str) -> list[tuple[int, str]]:
    """Returns id and name of those of the kinds, each once."""
    return list(dict.fromkeys((pk, name) for kind, pk, name in named if kind in kinds))


def build_entry_filter(request: AuthenticatedRequest) -> EntryFilter:
    """Builds the filter of the request over the entries of the current period that the person may see.

    Raises:
        BadRequest: a parameter is unknown, or names no period.
    """
    period = find_current_period(request)
    if request.GET.get(NAMED) not in (None, "", period and period.key):
        raise BadRequest("没有这个填报期。请回到列表页，在左上角选择填报期。")
    entries = select_visible_entries(request.user).filter(period=period)
    return EntryFilter(request.GET, entries, request)


def select_filtered_entries(request: AuthenticatedRequest) -> QuerySet[ProgressEntry]:
    """Selects all rows of the list page in its order, for its export.

    Raises:
        BadRequest: a parameter is unknown or has a value that is not offered.
    """
    chosen = build_entry_filter(request)
    if not chosen.is_valid():
        wrong = "、".join(str(chosen.filters[name].label or "排序") for name in chosen.errors)
        raise BadRequest(f"筛选条件不在可选范围内：{wrong}。请回到列表页重新选择。")
    return prefetch_printed_parts(chosen.qs)


#: fields whose label stands in them, to keep the bar in one line
WHO, ABOUT = (forms.TextInput({"placeholder": label}) for label in ("操作人或单位", "对象或理由"))


class EventFilter(django_filters.FilterSet):
    """The filters of 留痕."""

    who = django_filters.CharFilter(label="操作人或单位", method="done_by", max_length=100, widget=WHO)
    kind = ListChoiceFilter(label="操作", choices=list_later_choices(EventKind))
    since = DayFilter(label="自", field_name="at", lookup_expr="date__gte")
    until = DayFilter(label="至", field_name="at", lookup_expr="date__lte")
    period = django_filters.CharFilter(label="填报期", lookup_expr="icontains", max_length=40)
    text = django_filters.CharFilter(label="对象或理由", method="containing", max_length=100, widget=ABOUT)
    address = django_filters.CharFilter(label="来源地址", lookup_expr="startswith", max_length=60)
    session = django_filters.CharFilter(label="会话", lookup_expr="startswith", max_length=16)
    outcome = ListChoiceFilter(label="结果", method="ended", choices=(("done", "已办"), ("refused", "拒绝或失败")))

    class Meta:
        model = Event
        fields: list[str] = []

    def __init__(self, data: QueryDict | None, queryset: QuerySet[Event]):
        super().__init__(data, queryset)
        refuse_unknown(self.data, [*self.filters, *PAGING])

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The fields that stand under 更多."""
        return [self.form[name] for name in ("period", "outcome", "address", "session")]

    @property
    def more_count(self) -> int:
        """How many of them narrow the list."""
        return sum(bool(field.value()) for field in self.more_fields)

    def done_by(self, events, name, words):
        return events.filter(Q(actor_name__icontains=words) | Q(actor_place__icontains=words))

    def containing(self, events, name, words):
        named, because = Q(subject__icontains=words), Q(reason__icontains=words)
        # pages write 第 4 项, the log 第4项
        closed = SPACED_NUMBER.sub(r"第\1项", words)
        if closed != words:
            named |= Q(subject__icontains=closed)
        # a reason that is not shown is not found either
        hidden = events.filter(~named, because, WITHIN_UNIT)
        return events.filter(named | because).exclude(pk__in=hidden.order_by().values("pk"))

    def ended(self, events, name, outcome):
        return events.filter(succeeded=outcome == "done")

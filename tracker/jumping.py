"""Where the search box of the head leads at once: items, units, leaders and pages that its words name."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tasks.enums import DocumentLevel, ResponsibilityRole
from tasks.models import Official, Task, Unit, User
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.forms.initials import list_initials
from tasks.pages.items.filters import LEADER, list_choice_pairs, list_named_parts
from tasks.permissions import Permission, can
from tasks.plans.documents import build_level_condition
from tasks.queries import select_visible_entries, select_visible_tasks
from tasks.searching.search import NUMBER
from tasks.terms import terms
from tracker.works import ACTS, WORKS

#: the longest words that are looked for, in characters
LONGEST = 100
#: of each kind at most so many are told
MOST = 6
#: of a long text
SHOWN = 40


@dataclass(frozen=True)
class Jump:
    """One way on: what kind of thing it is, its name, what tells it from others, and its address."""

    kind: str
    label: str
    beside: str
    url: str


def list_jumps(request: AuthenticatedRequest, asked: str) -> list[Jump]:
    """Lists what the words name, items by number first; nothing that the person may not open.

    Args:
        asked: without surrounding space; "" finds nothing.
    """
    if not asked:
        return []
    user = request.user
    found: list[Iterable[Jump]] = [find_places(user, asked)]
    if can(user, Permission.SEE_TASKS):
        found = [find_items(user, asked), find_named(request, asked), *found]
    if can(user, Permission.MANAGE_ORGANISATION):
        found = [find_managed(user, asked), *found]
    if can(user, Permission.MANAGE_USERS):
        found = [find_accounts(user, asked), *found]
    return [jump for each in found for jump in islice(each, MOST)]


def build_item_condition(asked: str) -> Q:
    """Builds the condition for the items that the words name: 33, 第33项, 区级33, or words of the present wording."""
    for level in DocumentLevel:
        number = NUMBER.fullmatch(asked.removeprefix(level.label).strip())
        if asked.startswith(level.label) and number:
            return Q(number=int(number[1])) & build_level_condition(level)
    if number := NUMBER.fullmatch(asked):
        return Q(number=int(number[1]))
    return Q(current__text__icontains=asked) | Q(current__name__icontains=asked)


def find_items(user: User, asked: str) -> Iterator[Jump]:
    """Finds items, the newest year first."""
    tasks = select_visible_tasks(user).filter(build_item_condition(asked), current__isnull=False)
    tasks = tasks.select_related("plan", "current", "document").order_by("-plan__year", "number", "pk")
    for task in tasks.only("number", "kind", "plan__year", "current__text", "current__name", "document__level")[:MOST]:
        yield Jump("事项", describe_item(task), f"{task.plan.year}年", reverse("task_page", args=[task.pk]))


def describe_item(task: Task) -> str:
    """Describes an item by its number and the beginning of its present wording."""
    words = task.current.name or task.current.text if task.current else ""
    return f"{task.number}　{words[:SHOWN]}" if task.number else words[:SHOWN]


def find_named(request: AuthenticatedRequest, asked: str) -> Iterator[Jump]:
    """Finds lead units and leaders of the items of the person's period; each leads to its items."""
    entries = select_visible_entries(request.user).filter(period=find_current_period(request))
    named = list_named_parts(entries.order_by().values("edition"))
    kinds = (("lead", terms.lead_unit, ResponsibilityRole.LEAD), ("leader", terms.leader, LEADER))
    for parameter, kind, part in kinds:
        for pk, name in list_choice_pairs(named, part):
            if is_named(name, asked):
                yield Jump(kind, name, "事项", f"{reverse('task_list')}?{urlencode({parameter: pk})}")


def find_managed(user: User, asked: str) -> Iterator[Jump]:
    """Finds units, also by another name, and leaders; each leads to where the administrator keeps it."""
    for unit in Unit.objects.filter(government=user.government_id).prefetch_related("aliases"):
        if any(is_named(name, asked) for name in (unit.name, *(alias.name for alias in unit.aliases.all()))):
            yield Jump("单位", unit.name, "" if unit.is_active else "已停用", reverse("unit_edit", args=[unit.pk]))
    for official in Official.objects.filter(government=user.government_id):
        if is_named(official.name, asked):
            yield Jump(terms.leader, official.name, official.title, reverse("official_edit", args=[official.pk]))


def find_accounts(user: User, asked: str) -> Iterator[Jump]:
    """Finds accounts by the person's name or the username; those in use first."""
    for each in (
        User.objects.filter(government=user.government_id)
        .select_related("unit", "official")
        .order_by("-is_active", "name", "pk")
    ):
        if is_named(each.name, asked) or asked == each.username:
            beside = " · ".join(filter(None, (each.place, "" if each.is_active else "已停用")))
            yield Jump("用户", each.name, beside, reverse("user_edit", args=[each.pk]))


def is_named(name: str, asked: str) -> bool:
    """Returns whether the words, or 拼音首字母 in a row, stand in a name."""
    if not (asked.isascii() and asked.isalpha()):
        return asked in name
    readings, letters = list_initials(name).split(" "), asked.lower()
    starts = range(len(readings) - len(letters) + 1)
    return any(all(one in readings[start + place] for place, one in enumerate(letters)) for start in starts)


def find_places(user: User, asked: str) -> Iterator[Jump]:
    """Finds pages by their name, or by what one does there; those by name first."""
    offered = [(work.label, place) for work in WORKS for place in work.places] + [("办理", act) for act in ACTS]
    meant = [(beside, place) for beside, place in offered if asked in place.label]
    meant += [(beside, place) for beside, place in offered if asked in place.says]
    seen = set()
    for beside, place in meant:
        if (place.name, place.anchor) not in seen and can(user, place.permission):
            seen.add((place.name, place.anchor))
            anchor = f"#{place.anchor}" if place.anchor else ""
            yield Jump("页面", place.label, beside, reverse(place.name) + anchor)


def describe_findable(user: User) -> str:
    """Says what somebody who sees no items can ask for: 单位、区领导、用户或页面."""
    kinds = [f"单位、{terms.leader}"] if can(user, Permission.MANAGE_ORGANISATION) else []
    kinds += ["用户"] if can(user, Permission.MANAGE_USERS) else []
    return f"{'、'.join(kinds)}或页面" if kinds else "页面"


@never_cache
@require_safe
def jump(request: AuthenticatedRequest) -> HttpResponse:
    """Answers a script with what the words name, as JSON; without a script leads to 查找, or shows the same as a page."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"found": [asdict(each) for each in list_jumps(request, asked)]})
    if can(request.user, Permission.SEE_TASKS):
        return HttpResponseRedirect(f"{reverse('search_page')}?{urlencode({'q': asked})}")
    told = {
        "asked": asked,
        "jumps": list_jumps(request, asked),
        "named": describe_findable(request.user),
        "may_read_issued": can(request.user, Permission.SEE_ISSUES),
    }
    return render(request, "searching/jumps.html", told)

"""Queries across tables. Every list, page, export and download starts from a ``select_visible_…(user)``."""

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from tasks.enums import AT_THE_OFFICE, Audience, EventKind, IssueScope, PeriodState, ResponsibilityRole, Role
from tasks.models import (
    Edition,
    EntryQuerySet,
    Event,
    Evidence,
    Leadership,
    Measure,
    Notice,
    Official,
    Period,
    Plan,
    PlanReport,
    ProgressEntry,
    Publication,
    PublishedFile,
    Receipt,
    Responsibility,
    Scorecard,
    Task,
    Unit,
    User,
)
from tasks.models.entry_queries import PeriodQuerySet
from tasks.models.receipt import ReceiptQuerySet
from tasks.permissions import Permission, can, may_read_issue
from tasks.visible_words import FILED_EVIDENCE, filter_readable_evidence, reads_internal_items


def select_user_units(user: User) -> QuerySet[Unit]:
    """Selects the user's unit, the groups it is a member of, and the former units whose work it has taken over."""
    if user.unit_id is None:
        return Unit.objects.none()
    former = Unit.objects.preceding(user.unit_id).order_by().values("pk")
    return Unit.objects.filter(Q(pk=user.unit_id) | Q(members=user.unit_id) | Q(pk__in=former))


def select_filing_users(units: QuerySet[Unit]) -> QuerySet[User]:
    """Selects the users who file for the units: their own users, and those of a group's members."""
    own = Q(unit__in=units) | Q(unit__groups__in=units)
    filing = User.objects.filter(own, is_active=True, role__in=(Role.CLERK, Role.UNIT_HEAD))
    return filing.distinct().order_by("pk")


def select_visible_tasks(user: User) -> QuerySet[Task]:
    """Selects the items a user may see: who may see all sees those of the government, a unit those that it leads or
    cooperates in, a leader those that name him or whom he deputises; others see none.

    A unit or leader named by an earlier edition only still sees the item, since its filings are part of its history.
    """
    tasks = Task.objects.filter(plan__government=user.government_id)
    if can(user, Permission.SEE_ALL_TASKS):
        return tasks
    if user.role in (Role.CLERK, Role.UNIT_HEAD):
        named = Responsibility.objects.filter(unit__in=select_user_units(user)).values("edition__task")
        return tasks.filter(pk__in=named)
    if user.role == Role.LEADER:
        led = Leadership.objects.filter(official__in=user.official_ids).values("edition__task")
        return tasks.filter(pk__in=led)
    return tasks.none()


def select_visible_entries(user: User) -> EntryQuerySet[ProgressEntry]:
    """Selects the entries of the items a user may see."""
    return _filter_visible(user, ProgressEntry.objects.all())


def select_task_entries(task: Task, user: User) -> EntryQuerySet[ProgressEntry]:
    """Selects the entries of one item, the latest first.

    What was filed before the item was stopped stays as its last word, though it counts no more.

    Args:
        task: one that the person may see.
    """
    counted = Q(pk__in=select_visible_entries(user).filter(task=task).order_by().values("pk"))
    return ProgressEntry.every.filter(counted | Q(state__in=AT_THE_OFFICE), task=task).order_by("-period__number")


def _filter_visible(user: User, entries: EntryQuerySet[ProgressEntry]) -> EntryQuerySet[ProgressEntry]:
    if can(user, Permission.SEE_ALL_TASKS):
        return entries.filter(period__plan__government=user.government_id)
    return entries.filter(task__in=select_visible_tasks(user))


def filter_led_by(user: User, entries: QuerySet[ProgressEntry]) -> QuerySet[ProgressEntry]:
    """Selects the entries in which the user's unit is a lead unit, as ``permissions.is_in_lead_unit`` does."""
    return entries.filter(edition__in=LEADS.filter(unit__in=select_user_units(user)).values("edition"))


def select_visible_evidence(user: User) -> QuerySet[Evidence]:
    """Selects the evidence a user may see: all files of entries that his unit leads, the filed ones of others; also what
    was filed before an item was stopped."""
    entries = _filter_visible(user, ProgressEntry.every.all())
    filed = Evidence.objects.filter(FILED_EVIDENCE | Q(entry__in=filter_led_by(user, entries)), entry__in=entries)
    return filter_readable_evidence(user, filed)


def select_visible_plans(user: User) -> QuerySet[Plan]:
    """Selects every plan of the user's government, for every role."""
    return Plan.objects.filter(government=user.government_id)


def select_visible_periods(user: User) -> PeriodQuerySet[Period]:
    """Selects every period of the user's government, for every role."""
    return Period.objects.filter(plan__government=user.government_id)


def select_visible_publications(user: User) -> QuerySet[Publication]:
    """Selects the publications of the user's government whose 知悉范围 he belongs to; none for administrator and auditor."""
    scopes = [scope for scope in IssueScope if may_read_issue(user, scope)]
    of_period, of_plan = Q(period__plan__government=user.government_id), Q(plan__government=user.government_id)
    return Publication.objects.filter(of_period | of_plan, scope__in=scopes)


def select_imported_reports(user: User) -> PeriodQuerySet[Period]:
    """Selects the periods of the user's government that were issued on paper before it worked here, the newest first: as
    imported from their documents, without an issue of ours. Who reads usual issues reads them; others none."""
    if not may_read_issue(user, IssueScope.USUAL):
        return Period.objects.none()
    imported = select_visible_periods(user).filter(state=PeriodState.ISSUED, publications=None)
    return imported.select_related("plan").order_by("-plan__year", "-number")


#: how the kept rows of an issue mark an internal item, in the text that both databases make of JSON; a quotation mark in
#: somebody's words is escaped there
INTERNAL_ROW = '"is_internal": true'


def mark_internal_content(publications: QuerySet[Publication]) -> QuerySet[Publication]:
    """Adds ``has_internal``: whether what was issued holds an internal item."""
    kept = publications.alias(kept=Cast("data", TextField()))
    return kept.annotate(has_internal=Q(kept__contains=INTERNAL_ROW))


def select_visible_files(user: User) -> QuerySet[PublishedFile]:
    """Selects the files of the publications that the user may see; who does not read internal items gets of an issue with
    some the public version alone."""
    files = PublishedFile.objects.filter(publication__in=select_visible_publications(user))
    if reads_internal_items(user):
        return files
    kept = Publication.objects.annotate(kept=Cast("data", TextField()))
    with_internal = kept.filter(kept__contains=INTERNAL_ROW).order_by().values("pk")
    return files.filter(Q(audience=Audience.PUBLIC) | ~Q(publication__in=with_internal))


def select_public_publications() -> QuerySet[Publication]:
    """Selects the last issue of each period that has a public version, the latest period first; no sign-in is needed.

    The notice of a plan is not among them: the public pages tell what became of its items. A correction issued without a public version takes the earlier public version back.
    """
    later = Publication.objects.filter(period=OuterRef("period"), revision__gt=OuterRef("revision"))
    public = PublishedFile.objects.filter(publication=OuterRef("pk"), audience=Audience.PUBLIC)
    return (
        Publication.objects.filter(Exists(public), ~Exists(later), period__isnull=False)
        .select_related("period__plan__government")
        .order_by("-period__plan__year", "-period__number", "period__plan__government_id")
    )


def select_visible_receipts(user: User) -> ReceiptQuerySet[Receipt]:
    """Selects what units said when they signed, with names and telephones: the office all of its government, a unit its
    own and those of units that it succeeds, a leader those about the items that name him now, or whom he deputises; others none.

    Telephones are personal data, so no other list reads them.
    """
    receipts = Receipt.objects.filter(task__plan__government=user.government_id)
    if can(user, Permission.MANAGE_RECEIPTS):
        return receipts
    if can(user, Permission.SIGN_RECEIPTS):
        return receipts.filter(unit__in=select_user_units(user))
    if user.role == Role.LEADER and can(user, Permission.SEE_TASKS):
        led = Leadership.objects.filter(official__in=user.official_ids).values("edition")
        return receipts.filter(task__current__in=led)
    return receipts.none()


def select_visible_scorecards(user: User) -> QuerySet[Scorecard]:
    """Selects the approved scorecards in force of the user's government; the page shows a unit its own row only.

    Only the office sees a proposal (政府督查工作条例 第二十一条).
    """
    if not can(user, Permission.SEE_SCORECARD):
        return Scorecard.objects.none()
    return Scorecard.objects.in_force().filter(plan__government=user.government_id)


def select_visible_notices(user: User) -> QuerySet[Notice]:
    """Selects the user's own notices; none for administrator and auditor."""
    if not can(user, Permission.READ_NOTICES):
        return Notice.objects.none()
    return Notice.objects.filter(recipient=user.pk, government=user.government_id)


# ordered here, since the default ordering of the relations would join the items and plans of the editions
IN_PRINTED_PLACE = Responsibility.objects.order_by("role", "position")
LEADERS_IN_ORDER = Prefetch("edition__leaderships", Leadership.objects.order_by("position").select_related("official"))


LEADS = Responsibility.objects.filter(role=ResponsibilityRole.LEAD)


def build_first_name_subquery(rows: QuerySet, name: str) -> Subquery:
    """Builds the subquery for ``name`` of the first of ``rows`` in an entry's edition."""
    return Subquery(rows.filter(edition=OuterRef("edition")).order_by("position").values(name)[:1])


def prefetch_duties(entries: QuerySet[ProgressEntry]) -> QuerySet[ProgressEntry]:
    """Fetches what the permissions and ``visible_words`` read: period, plan, item, ending, edition, units, returned revision."""
    return _prefetch_duties_of_period(entries).select_related("period__plan")


def _prefetch_duties_of_period(entries: QuerySet[ProgressEntry]) -> QuerySet[ProgressEntry]:
    """Fetches the same but the period and its plan."""
    return entries.select_related("task__ending", "task__item_kind", "edition", "returned_revision").prefetch_related(
        Prefetch("edition__responsibilities", IN_PRINTED_PLACE.select_related("unit"))
    )


def prefetch_listed_parts(entries: QuerySet[ProgressEntry]) -> QuerySet[ProgressEntry]:
    """Fetches what a row of a list shows, in three queries: all that ``prefetch_printed_parts`` fetches but the period
    and the last saver."""
    return entries.select_related(
        "task__ending", "task__item_kind", "edition__section", "judgement", "returned_revision"
    ).prefetch_related(Prefetch("edition__responsibilities", IN_PRINTED_PLACE.select_related("unit")), LEADERS_IN_ORDER)


def prefetch_printed_parts(entries: QuerySet[ProgressEntry]) -> QuerySet[ProgressEntry]:
    """Fetches everything a printed row needs: ``prefetch_duties``, section, leaders, judgement, last saver, internal mark."""
    return prefetch_listed_parts(entries).select_related("period__plan", "saved_by__unit", "task__internal")


#: the order of the kinds, as their government has put them
KINDS_IN_ORDER = F("item_kind__place")
ENTRIES_BY_KIND = F("task__item_kind__place")


def order_as_printed(entries: QuerySet[ProgressEntry]) -> QuerySet[ProgressEntry]:
    """Orders the entries of a period as the documents print them."""
    return entries.order_by(ENTRIES_BY_KIND, "number")


def list_printed_entries(period: Period, entries: QuerySet[ProgressEntry] | None = None) -> list[ProgressEntry]:
    """Lists the entries of a period in printed order, with what ``prefetch_listed_parts`` fetches.

    Args:
        entries: those to choose from; None for all.
    """
    chosen = ProgressEntry.objects.all() if entries is None else entries
    return _list_in_printed_order(period, prefetch_listed_parts(chosen))


def list_entries_with_duties(period: Period, entries: QuerySet[ProgressEntry]) -> list[ProgressEntry]:
    """Lists entries of a period in printed order with what ``prefetch_duties`` fetches, for those who print no row of them:
    half the cost of ``list_printed_entries``."""
    return _list_in_printed_order(period, _prefetch_duties_of_period(entries))


def _list_in_printed_order(period: Period, entries: QuerySet[ProgressEntry]) -> list[ProgressEntry]:
    """Lists the entries of a period, which all share the one ``period``: for its own copy each row would pay a tenth of the
    time."""
    found = sorted(entries.filter(period=period).order_by(), key=_compute_entry_place)
    for entry in found:
        entry.period = period
    return found


def _compute_entry_place(entry: ProgressEntry) -> tuple[int, int]:
    return entry.task.item_kind.place, entry.number


def list_first_editions(plan: Plan) -> list[tuple[Task, Edition]]:
    """Lists the plan's items in printed order, each with its first edition, which is the wording of the plan."""
    first: dict[int, Edition] = {}
    for edition in Edition.objects.filter(task__plan=plan).select_related("task__item_kind").order_by("since"):
        first.setdefault(edition.task_id, edition)
    return [(edition.task, edition) for edition in sorted(first.values(), key=_compute_printed_place)]


def _compute_printed_place(edition: Edition) -> tuple[int, int]:
    return edition.task.item_kind.place, edition.task.number


def select_government_officials(user: User) -> QuerySet[Official]:
    """Selects the officials of the user's government, former ones included."""
    return Official.objects.filter(government=user.government_id)


def select_visible_events(user: User) -> QuerySet[Event]:
    """Selects the audit log of the user's government for an auditor, with what was run on the server and refused to
    somebody who had not signed in, which may concern all governments; none for other roles."""
    if user.role != Role.AUDITOR:
        return Event.objects.none()
    of_nobody = Q(kind__in=(EventKind.COMMAND_RUN, EventKind.ACCESS_REFUSED, EventKind.ACT_REFUSED), government_id=None)
    return Event.objects.filter(Q(government_id=user.government_id) | of_nobody)


def select_visible_plan_reports(user: User) -> QuerySet[PlanReport]:
    """Selects the plan reports of the government, for the office, which takes them in."""
    if not can(user, Permission.IMPORT_DOCUMENTS):
        return PlanReport.objects.none()
    return PlanReport.objects.filter(government=user.government_id)


def select_visible_measures(user: User) -> QuerySet[Measure]:
    """Selects the measures of the government over the years, headline measures first, for who may see all its items."""
    if not can(user, Permission.SEE_ALL_TASKS):
        return Measure.objects.none()
    return Measure.objects.filter(government=user.government_id).order_by("-is_headline", "pk")

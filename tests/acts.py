"""The round's usual acts in one line each, for tests that speak of what comes after them."""

from datetime import date

from reports.issuing.issue import (
    build_issue_rows,
    build_period_report,
    build_publication_data,
    write_audience_files,
)
from tasks.enums import Audience, Outcome, RequestKind, Role
from tasks.filing import entry_actions
from tasks.issuing import publication_actions
from tasks.judging import judgement_actions, review_actions
from tasks.models import (
    ChangeRequest,
    Event,
    Government,
    Official,
    Period,
    ProgressEntry,
    Publication,
    Unit,
    User,
)
from tasks.models.entry_fields import BLANK
from tasks.requesting import request_actions
from tests.cast import OfficialFactory, UserFactory


def content(text: str = "", *, readings=None, quoted=None, base: int = 0, milestones=None, **fields) -> dict:
    """What a unit's form sends: everything blank but what is given; ticks of milestones only where they are given."""
    return {
        "fields": BLANK | {"text": text} | fields,
        "readings": readings or {},
        "quoted": quoted or {},
        "milestones": milestones,
        "base_revision": base,
    }


def save(entry: ProgressEntry, by: User, text: str, **given) -> ProgressEntry:
    """Saves on the newest revision."""
    return entry_actions.save_draft(entry=entry, **content(text, base=newest(entry), **given), by=by)


def submit(entry: ProgressEntry, by: User, text: str = "建成一所。", **given) -> ProgressEntry:
    """Files on the newest revision."""
    return entry_actions.submit(entry=entry, **content(text, base=newest(entry), **given), by=by)


def accept(entry: ProgressEntry, by: User) -> ProgressEntry:
    return review_actions.accept_entry(entry=entry, revision=newest(entry), by=by)


def give_back(entry: ProgressEntry, by: User, reason: str = "请写明面积。") -> ProgressEntry:
    return review_actions.return_entry(entry=entry, reason=reason, revision=newest(entry), by=by)


def judge(entry: ProgressEntry, by: User, outcome: Outcome = Outcome.ON_TRACK, reason: str = ""):
    entry.refresh_from_db()
    return judgement_actions.judge(entry=entry, outcome=outcome, reason=reason, seen=entry.judgement_id, by=by)


def issue(period: Period, by: User, *, is_public: bool = True, **given) -> Publication:
    """Issues a closed period as it is now, on 1 April 2024; with a public version unless told otherwise."""
    on = date(2024, 4, 1)
    report = build_period_report(period, on)
    files = write_audience_files(report, Audience.INTERNAL)
    if is_public:
        files += write_audience_files(build_period_report(period, on, is_public=True), Audience.PUBLIC)
    data = build_publication_data(report, build_issue_rows(report.entries), on)
    usual = {"title": report.title, "approved_by_name": "王明", "approved_on": on, "data": data}
    return publication_actions.issue(
        period=period,
        files=files,
        seen=period.publications.count(),
        by=by,
        **usual | given,
    )


def deputise(cast, *, first: date = date(2024, 4, 1), last: date = date(2024, 4, 30)) -> User:
    """刘芳, a leader without items of her own, acts for 王明 in these days; returns her account."""
    deputy = OfficialFactory(government=cast.government, name="刘芳", title="副区长")
    Official.objects.filter(pk=cast.official.pk).update(deputy=deputy, deputy_from=first, deputy_until=last)
    return UserFactory(username="liufang", name="刘芳", role=Role.LEADER, government=cast.government, official=deputy)


def demand_sign_off(cast) -> None:
    """The government demands 印发审核 from now on."""
    Government.objects.filter(pk=cast.government.pk).update(requires_sign_off=True)


#: what a unit has to say besides where an item clearly lags
WHY = {"problem": "用地未批。", "next_step": "加快报批。"}


def newest(entry: ProgressEntry) -> int:
    return ProgressEntry.objects.values_list("revision", flat=True).get(pk=entry.pk)


def kinds_of_events() -> list[str]:
    """What was recorded, in order."""
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


#: what a unit asks for, and why, where a test does not say
LATER = {"due_on": "2024-04-20"}
REASON = "用地批复较晚，主体工程顺延。"


def ask(cast, kind=RequestKind.EXTEND_FILING, wanted=None, *, by=None, entry=None) -> ChangeRequest:
    """区教委 asks for something about the key item."""
    given = {"entry": entry or cast.key_entry, "wanted": wanted or LATER, "by": by or cast.clerk}
    return request_actions.file_request(kind=kind, reason=REASON, **given)


def duties(*lead: Unit, cooperating=()) -> dict:
    """Other duties as a request has them."""
    return {
        role: [[unit.pk, unit.name, "\n" if place else ""] for place, unit in enumerate(units)]
        for role, units in (("lead", lead), ("cooperate", cooperating))
    }


def hand_over(cast, *, to=None, stays=True) -> dict:
    """区教委 gives its lead to 区城市管理局, as a request has it."""
    to = to or cast.other_unit
    return {"giver": cast.lead_unit.pk, "receiver": [to.pk, to.name], "stays": stays}

"""Two simultaneous actions: one succeeds, the other is refused with the result of the first, nothing is half done."""

from datetime import date

import pytest

from tasks.enums import EventKind, RequestKind, SuccessionKind
from tasks.models import ChangeRequest, Event, ProgressEntry, UnitSuccession
from tasks.plans.reorganisation_actions import reorganise_units
from tasks.plans.succession_actions import succeed_official
from tasks.requesting.request_actions import decide_request, withdraw_request
from tests.acts import ask, duties
from tests.cast import OfficialFactory, make_cast
from tests.together import refusals_at_one_moment

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = {"text": "建成小学三所，投用中学一所"}


def answer(request: ChangeRequest, by, *, granted: bool) -> None:
    decide_request(request=request, granted=granted, decision="请按期。", basis="", by=by)


def kinds() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_of_two_officers_who_decide_one_is_told_what_the_other_decided():
    cast = make_cast()
    request = ask(cast)
    said = refusals_at_one_moment(
        lambda: answer(request, cast.office, granted=True),
        lambda: answer(request, cast.second_office, granted=False),
    )
    request.refresh_from_db()
    entry = ProgressEntry.objects.get(pk=cast.key_entry.pk)
    if request.state == "granted":
        assert said == ["", "陈红已办理这件申请（同意），没有再办理。"]
        assert entry.due_on == date(2024, 4, 20)
    else:
        assert said == ["何伟已办理这件申请（不同意），没有再办理。", ""]
        assert entry.due_on is None
    assert kinds() == [EventKind.TASK_REQUESTED, EventKind.TASK_REQUEST_DECIDED]


def test_a_unit_that_withdraws_while_the_office_grants_is_either_first_or_told():
    cast = make_cast()
    request = ask(cast, RequestKind.ADJUST_TEXT, TEXT)
    said = refusals_at_one_moment(
        lambda: answer(request, cast.office, granted=True),
        lambda: withdraw_request(request=request, by=cast.clerk),
    )
    request.refresh_from_db()
    granted = request.state == "granted"
    assert said == (
        ["", "陈红已办理这件申请（同意），没有再办理。"] if granted else ["区教委已撤回这件申请，没有再办理。", ""]
    )
    assert cast.key.editions.count() == (2 if granted else 1)


def test_two_grants_for_one_item_are_both_kept():
    cast = make_cast()
    first = ask(cast, RequestKind.ADJUST_TEXT, TEXT)
    second = ask(cast, RequestKind.EXTEND_DUE, {"due": "2024年12月底前", "due_on": ""})
    said = refusals_at_one_moment(
        lambda: answer(first, cast.office, granted=True),
        lambda: answer(second, cast.second_office, granted=True),
    )
    edition = ProgressEntry.objects.select_related("edition").get(pk=cast.key_entry.pk).edition
    assert (said, edition.text, edition.due) == (["", ""], TEXT["text"], "2024年12月底前")
    assert cast.key.editions.count() == 2


def test_a_unit_is_reorganised_once():
    cast = make_cast()

    def rename(name: str, by) -> None:
        reorganise_units(
            formers=[cast.lead_unit],
            successors=[name],
            kind=SuccessionKind.RENAMED,
            since=cast.period,
            on=date(2024, 4, 1),
            basis="",
            by=by,
        )

    said = refusals_at_one_moment(
        lambda: rename("区教育局", cast.administrator), lambda: rename("区教育委", cast.office)
    )
    assert sorted(said) == ["", "“区教委”已停用，可能刚刚已办理机构调整。"]
    assert (UnitSuccession.objects.count(), cast.key.editions.count()) == (1, 2)


def test_a_grant_and_two_successions_do_not_stand_in_each_others_way():
    cast = make_cast()
    request = ask(cast, RequestKind.ADJUST_DUTIES, duties(cast.other_unit, cast.lead_unit))
    successor = OfficialFactory(government=cast.government, name="林涛")
    said = refusals_at_one_moment(
        lambda: answer(request, cast.office, granted=True),
        lambda: succeed_official(
            official=cast.official,
            successor=successor,
            since=cast.period,
            left_on=date(2024, 4, 1),
            by=cast.administrator,
        ),
        lambda: reorganise_units(
            formers=[cast.other_unit],
            successors=["区城市运行局"],
            kind=SuccessionKind.RENAMED,
            since=cast.period,
            on=date(2024, 4, 1),
            basis="",
            by=cast.second_office,
        ),
    )
    edition = cast.key.editions.get(since=1)
    assert said == ["", "", ""]
    assert [each.official for each in edition.leaderships.all()] == [successor]
    assert [each.label for each in edition.leading] == ["区城市运行局", "区教委"]

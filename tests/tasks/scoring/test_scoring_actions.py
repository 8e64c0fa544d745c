"""考核: the formula's settings, and what does not count."""

import pytest

from tasks import clock
from tasks.enums import EventKind
from tasks.models import Event, Exclusion, Government, Scorecard
from tasks.models.changes import ChangedMeanwhile, compute_fingerprint
from tasks.permissions import Refused
from tasks.scoring import scoring_actions
from tasks.scoring.rules import ScoringRulesError

UNTOUCHED = compute_fingerprint({})
REASON, BASIS = "6月洪灾停工", "区政府第12次常务会议纪要"


def change(cast, settings: dict, *, seen: str = UNTOUCHED, by=None) -> bool:
    return scoring_actions.change_scoring_rules(
        government=cast.government, settings=settings, seen=seen, by=by or cast.office
    )


def exclude(cast, **other) -> Exclusion:
    given = {"entry": cast.key_entry, "reason": REASON, "basis": BASIS, "by": cast.office}
    return scoring_actions.exclude_entry(**given | other)


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return str(refused.value)


def approve(cast, period=None) -> Scorecard:
    return Scorecard.objects.create(
        plan=cast.plan,
        period=period,
        approved_by_name="王明",
        approved_on=clock.today(),
        recorded_at=clock.now(),
        recorded_by=cast.office,
    )


def stored(cast) -> dict:
    return Government.objects.get(pk=cast.government.pk).scoring_rules


def test_only_what_differs_is_stored_and_one_event_says_it_in_the_users_words(cast):
    assert change(cast, {"completion": "80", "on_time": "20", "lead": "1"}) is True
    assert stored(cast) == {"completion": "80", "on_time": "20"}
    event = Event.objects.get()
    assert (event.kind, event.before, event.after) == (
        EventKind.SCORING_RULES_CHANGED,
        {},
        {"完成情况（分）": "80", "按时报送（分）": "20"},
    )


def test_the_same_settings_again_are_no_change(cast):
    assert change(cast, {"completion": 70}) is False
    assert not Event.objects.exists()


def test_nonsense_is_refused_and_nothing_is_stored(cast):
    with pytest.raises(ScoringRulesError, match="合计应为 100 分，现为 110 分"):
        change(cast, {"completion": 80})
    assert (stored(cast), Event.objects.exists()) == ({}, False)


def test_a_colleague_s_settings_in_between_are_shown_not_overwritten(cast):
    change(cast, {"lagging": "10"})
    with pytest.raises(ChangedMeanwhile, match="现存内容为——过程滞后最多扣（分）：10。"):
        change(cast, {"lagging": "15"}, by=cast.second_office)
    assert stored(cast) == {"lagging": "10"}
    assert change(cast, {"lagging": "15"}, seen=compute_fingerprint({"过程滞后最多扣（分）": "10"})) is True


@pytest.mark.parametrize("who", ["clerk", "unit_head", "leader", "administrator", "auditor", "stranger"])
def test_only_the_own_office_changes_the_formula_or_what_counts(cast, who):
    by = cast.person(who)
    refusal(change, cast, {"lagging": "10"}, by=by)
    refusal(exclude, cast, by=by)
    assert (stored(cast), Exclusion.objects.exists(), Event.objects.exists()) == ({}, False, False)


def test_an_exclusion_keeps_its_reason_its_basis_and_who_decided(cast):
    exclusion = exclude(cast, reason=f" {REASON} ")
    assert (exclusion.entry, exclusion.reason, exclusion.basis, exclusion.decided_by) == (
        cast.key_entry,
        REASON,
        BASIS,
        cast.office,
    )
    event = Event.objects.get()
    assert (event.kind, event.subject_id, event.period, event.reason, event.after) == (
        EventKind.ENTRY_EXCLUDED,
        cast.key_entry.pk,
        "2024年一季度",
        REASON,
        {"理由": REASON, "依据": BASIS},
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reason": " "}, "请写明不计入考核的理由。"),
        ({"basis": ""}, "请写明依据，如会议、文件或领导批示。"),
        ({"basis": "据" * 201}, "依据不超过 200 个字。"),
    ],
)
def test_an_exclusion_without_reason_or_basis_is_refused(cast, given, said):
    assert refusal(exclude, cast, **given) == said
    assert not Event.objects.exists()


def test_of_two_exclusions_the_second_is_told_of_the_first(cast):
    exclude(cast)
    said = refusal(exclude, cast, by=cast.second_office, reason="别的理由")
    assert said == f"该事项已由陈红定为不计入考核（{BASIS}）。"
    assert Exclusion.objects.get().reason == REASON


def test_an_entry_that_counts_again_leaves_its_trace(cast):
    exclude(cast)
    scoring_actions.include_entry(entry=cast.key_entry, reason="已复工", by=cast.second_office)
    assert not Exclusion.objects.exists()
    event = Event.objects.first()
    assert (event.kind, event.before, event.reason) == (
        EventKind.ENTRY_INCLUDED,
        {"理由": REASON, "依据": BASIS},
        "已复工",
    )


def test_what_counts_anyway_cannot_be_included(cast):
    include = scoring_actions.include_entry
    assert refusal(include, entry=cast.key_entry, reason="已复工", by=cast.office) == (
        "该事项没有定为不计入考核，可能刚刚已被恢复。"
    )
    exclude(cast)
    assert refusal(include, entry=cast.key_entry, reason="", by=cast.office) == "请写明恢复计入考核的理由。"


@pytest.mark.parametrize("of_the_year", [True, False])
def test_once_the_scorecard_is_approved_nothing_of_it_is_excluded_or_included(cast, of_the_year):
    exclude(cast, entry=cast.other_entry)
    approve(cast, None if of_the_year else cast.period)
    name = "2024年" if of_the_year else "2024年一季度"
    said = f"{name}考核结果已经审定，请先撤销审定。"
    assert refusal(exclude, cast) == said
    assert refusal(scoring_actions.include_entry, entry=cast.other_entry, reason="已复工", by=cast.office) == said

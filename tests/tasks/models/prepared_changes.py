"""Rows of prepared changes that the database refuses, by the constraint that each violates."""

from django.db.models import Value

from tasks import clock
from tasks.enums import PreparedKind, PreparedState
from tasks.models import PaperForm, PreparedChange, User


def change_of(cast, **values) -> PreparedChange:
    given = {
        "government": cast.government,
        "kind": PreparedKind.PASSWORD_RESET,
        "user": cast.clerk,
        "prepared_at": clock.now(),
        "prepared_by": cast.administrator,
    }
    return PreparedChange.objects.create(**given | values)


def decided(by: User) -> dict:
    return {"decided_at": clock.now(), "decided_by": by}


def end_twice(cast) -> None:
    for _ in range(2):
        change_of(cast, kind=PreparedKind.SEPARATION_ENDED, user=None)


OF_PREPARED_CHANGES = {
    "preparedchange_kind_known": lambda cast: change_of(cast, kind=Value("whim")),
    "preparedchange_state_known": lambda cast: change_of(cast, state=Value("lost"), **decided(cast.security)),
    "preparedchange_decided_at_and_by": lambda cast: change_of(cast, decided_by=cast.security),
    "preparedchange_waits_undecided": lambda cast: change_of(cast, state=PreparedState.WITHDRAWN),
    "preparedchange_names_its_user": lambda cast: change_of(cast, user=None),
    "preparedchange_confirmed_by_another": lambda cast: change_of(
        cast, state=PreparedState.CONFIRMED, **decided(cast.administrator)
    ),
    "preparedchange_returned_with_reason": lambda cast: change_of(
        cast, state=PreparedState.RETURNED, **decided(cast.security)
    ),
    "one_waiting_change_for_a_user": lambda cast: [change_of(cast), change_of(cast)],
    "one_waiting_end_of_separation": end_twice,
    # 视图 are a person's own as well
    "saved_view_once_a_name": lambda cast: [cast.office.saved_views.create() for _ in range(2)],
    "saved_view_shared_by_name": lambda cast: cast.office.saved_views.create(is_shared=True),
    # what a person has taught of a paper
    "paper_form_once_a_name": lambda cast: [paper_form_of(cast, "台账", digit) for digit in "ab"],
    "paper_form_once_a_header": lambda cast: [paper_form_of(cast, name, "a") for name in ("台账", "周报")],
    "paper_form_with_name": lambda cast: paper_form_of(cast, "", "a"),
}


def paper_form_of(cast, name: str, digit: str) -> PaperForm:
    return PaperForm.objects.create(
        government=cast.government, name=name, fingerprint=digit * 64, tables=[], taught_by=cast.office,
        taught_at=clock.now(),
    )  # fmt: skip

"""Several people at one moment ask, write and take over lines: nothing is doubled, nothing overwritten unseen."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from tasks.enums import Role
from tasks.filing.cooperation_actions import ask_units, save_note, take_over_note
from tasks.models import CooperationNote, Notice
from tasks.permissions import Refused
from tests.acts import content, kinds_of_events, submit
from tests.cast import UserFactory, make_cast
from tests.cooperation import MONEY, ask, mark_of, note, write
from tests.together import answers_at_one_moment, refusals_at_one_moment


def told_apart(act):
    """The act with a newer state turned into a refusal, as ``answers_at_one_moment`` counts them."""
    try:
        return act()
    except ValidationError as newer:
        raise Refused("".join(newer.messages)) from newer


@pytest.mark.django_db(transaction=True)
def test_of_two_colleagues_one_line_is_kept_and_the_other_told():
    cast = make_cast()
    colleague = UserFactory(name="刘洋", role=Role.CLERK, government=cast.government, unit=cast.cooperating_unit)
    texts = {"一号稿。": cast.cooperating_clerk, "二号稿。": colleague}
    seen = CooperationNote().mark
    refusals = refusals_at_one_moment(
        *(
            partial(told_apart, partial(save_note, entry=cast.key_entry, text=text, value=None, seen=seen, by=user))
            for text, user in texts.items()
        )
    )
    kept = CooperationNote.objects.get().text
    assert [kept in why for why in refusals if why] == [True]
    assert kinds_of_events() == ["entry_note_saved"]


@pytest.mark.django_db(transaction=True)
def test_lead_unit_and_office_ask_at_one_moment_and_the_unit_stands_once():
    cast = make_cast()
    answers_at_one_moment(*(partial(ask, cast, by=by) for by in (cast.clerk, cast.office)))
    assert CooperationNote.objects.count() == 1
    assert kinds_of_events() == ["entry_notes_asked"] * 2
    # the same day is told once
    assert Notice.objects.filter(recipient=cast.cooperating_clerk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_line_taken_over_twice_at_one_moment_stands_once_in_the_text():
    cast = make_cast()
    write(cast, MONEY)
    given = {"entry": cast.key_entry, "note": note(cast).pk, "seen": mark_of(note(cast)), "longest": 20_000}
    people = {"一号稿。": cast.clerk, "二号稿。": cast.unit_head}
    refusals = refusals_at_one_moment(
        *(partial(take_over_note, **given, content=content(text), by=by) for text, by in people.items())
    )
    cast.key_entry.refresh_from_db()
    kept, words = cast.key_entry.text.split("\n")
    assert (kept in people, words) == (True, f"区财政局：{MONEY}")
    assert len([why for why in refusals if "保存了新内容" in why]) == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_filed_at_the_moment_of_an_ask_is_asked_before_or_not_at_all():
    cast = make_cast()
    asking = partial(
        ask_units,
        entry=cast.key_entry,
        units=[cast.cooperating_unit],
        due_on=cast.period.due_on,
        measure="",
        unit_of_measure="",
        by=cast.office,
    )
    refusals = refusals_at_one_moment(asking, partial(submit, cast.key_entry, cast.clerk))
    assert refusals[1] == ""
    assert (refusals[0] == "") == CooperationNote.objects.exists()

"""The head of a page that shows one entry names the period of this entry, whichever period the person has chosen."""

import pytest
from django.urls import reverse

from tasks.enums import PeriodState
from tests.acts import submit
from tests.cast import PeriodFactory


@pytest.mark.parametrize(
    ("who", "name"), [("clerk", "entry_page"), ("office", "review_entry"), ("office", "judge_entry")]
)
def test_the_head_speaks_of_the_entry(cast, sign_in, who, name):
    submit(cast.key_entry, cast.clerk)
    other = PeriodFactory(plan=cast.plan, number=2, state=PeriodState.ISSUED)
    client = sign_in(cast.person(who))
    client.post(reverse("switch_period"), {"period": other.pk, "next": "/"})
    page = client.get(reverse(name, args=[cast.key_entry.pk]))
    assert page.context["nav"]["period"] == cast.period
    assert client.get(reverse("task_list"), follow=True).context["nav"]["period"] == other

"""Two who save milestones of one item at the same moment: one is saved, the other is told what stands now."""

from datetime import date

import pytest

from tasks.models import Milestone
from tasks.models.changes import ChangedMeanwhile, compute_fingerprint
from tasks.plans.milestone_actions import save_milestones
from tasks.plans.milestones import PlannedMilestone, build_milestone_state
from tests.cast import make_cast
from tests.together import answers_at_one_moment

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_save_one_is_told_what_the_other_saved():
    cast = make_cast()
    before = compute_fingerprint(build_milestone_state([]))

    def save(who: str) -> str:
        planned = [PlannedMilestone(None, f"{who}的节点", date(2024, 6, 30))]
        try:
            save_milestones(task=cast.key, planned=planned, seen=before, by=cast.person(who))
        except ChangedMeanwhile as refusal:
            return refusal.messages[0]
        return ""

    told = answers_at_one_moment(lambda: save("office"), lambda: save("clerk"))
    kept = Milestone.objects.get()
    source = "督查办，已确认" if kept.text == "office的节点" else "牵头单位，待确认"
    assert sorted(bool(text) for text in told) == [False, True]
    assert f"现存内容为——节点：{kept}（2024年6月30日，{source}）" in "".join(told)

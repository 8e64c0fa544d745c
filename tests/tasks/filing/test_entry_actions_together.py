"""Several users edit one entry: nothing is overwritten."""

from functools import partial

import pytest

from tasks.enums import ResponsibilityRole, Role
from tasks.filing import entry_actions
from tasks.filing.entries import list_contributors
from tasks.filing.entry_guard import Conflict
from tasks.models import Responsibility
from tasks.permissions import Refused
from tests.acts import content, save, submit
from tests.cast import UserFactory, make_cast
from tests.together import answers_at_one_moment


@pytest.fixture
def second_lead(cast):
    """区城市管理局 leads the key task too, after 区教委."""
    return Responsibility.objects.create(
        edition=cast.key.current,
        unit=cast.other_unit,
        role=ResponsibilityRole.LEAD,
        position=2,
        label="区城市管理局",
        before="\n",
    )


def test_a_save_on_an_older_revision_is_refused_and_carries_the_newer_text(cast):
    colleague = UserFactory(name="刘洋", role=Role.CLERK, government=cast.government, unit=cast.lead_unit)
    save(cast.key_entry, cast.clerk, "李静的稿子。")
    with pytest.raises(Conflict, match=r"区教委 李静于 4月2日 .* 保存了新内容") as refusal:
        entry_actions.save_draft(entry=cast.key_entry, **content("刘洋的稿子。", base=0), by=colleague)
    assert (refusal.value.theirs.text, refusal.value.theirs.revision) == ("李静的稿子。", 1)
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.text, cast.key_entry.revision) == ("李静的稿子。", 1)


def test_filing_an_older_revision_is_refused_too(cast):
    save(cast.key_entry, cast.clerk, "李静的稿子。")
    with pytest.raises(Conflict):
        entry_actions.submit(entry=cast.key_entry, **content("旧页面上的稿子。", base=0), by=cast.unit_head)


def test_a_merged_text_is_saved_on_the_revision_that_was_seen(cast):
    save(cast.key_entry, cast.clerk, "李静的稿子。")
    entry_actions.save_draft(entry=cast.key_entry, **content("两人的稿子。", base=1), by=cast.unit_head)
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.text, cast.key_entry.revision) == ("两人的稿子。", 2)
    assert [revision.text for revision in cast.key_entry.revisions.all()] == ["李静的稿子。", "两人的稿子。"]


def test_a_further_lead_unit_adds_to_the_draft_and_is_named(cast, second_lead):
    save(cast.key_entry, cast.clerk, "小学建成一所。")
    save(cast.key_entry, cast.other_clerk, "小学建成一所。周边道路完成绿化。")
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.text == "小学建成一所。周边道路完成绿化。"
    assert list_contributors(cast.key_entry) == ["区教委", "区城市管理局"]


def test_only_the_first_lead_unit_files(cast, second_lead):
    with pytest.raises(Refused, match="该事项由第一牵头单位区教委统一报送，本单位可以补充草稿"):
        submit(cast.key_entry, cast.other_clerk)


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_one_moment_one_is_kept_and_the_other_told():
    cast = make_cast()
    texts = {"一号稿。": cast.clerk, "二号稿。": cast.unit_head}
    answers = answers_at_one_moment(
        *(
            partial(entry_actions.save_draft, entry=cast.key_entry, **content(text, base=0), by=user)
            for text, user in texts.items()
        )
    )
    cast.key_entry.refresh_from_db()
    assert [one.theirs.text for one in answers if isinstance(one, Conflict)] == [cast.key_entry.text]
    assert (cast.key_entry.revision, cast.key_entry.revisions.count()) == (1, 1)
    assert cast.key_entry.text in texts

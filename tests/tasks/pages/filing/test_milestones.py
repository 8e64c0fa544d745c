"""节点: ticked in the form of an entry, part of its filing, kept by its revisions."""

from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from tasks.enums import MilestoneSource
from tasks.models import Milestone, ProgressEntry
from tasks.permissions import Refused
from tests.acts import give_back, newest, save, submit
from tests.cast import EntryFactory, PeriodFactory
from tests.pages import errors, found
from tests.tasks.pages.filing.filled_in import brought_back, confirmed, filled_in, taken_out

MARCH, JUNE, SEPTEMBER = date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30)
TODAY = date(2024, 4, 2)


@pytest.fixture(autouse=True)
def today(settings):
    settings.DUBAN_TODAY = TODAY


@pytest.fixture
def steps(cast) -> list[Milestone]:
    """完成选址 in March, 完成招标 in June, 主体封顶 in September."""
    named = (("完成选址", MARCH), ("完成招标", JUNE), ("主体封顶", SEPTEMBER))
    return [
        Milestone.objects.create(
            task=cast.key, position=place, text=text, due_on=day, source=MilestoneSource.OFFICE, state="confirmed"
        )
        for place, (text, day) in enumerate(named, 1)
    ]


def page_of(entry) -> str:
    return reverse("entry_page", args=[entry.pk])


def asked(answer) -> list[str]:
    """The milestones that the form asks about."""
    page = html.fromstring(answer.content.decode())
    return ["".join(label.itertext()).strip() for label in page.xpath("//table[contains(@class,'ticks')]//label")]


def sent(entry, text="完成选址。", **ticks: str) -> dict:
    return {"base_revision": newest(entry), "text": text, **ticks}


def tick(step: Milestone, on: str = "2024-03-28") -> dict:
    return {f"milestone_{step.pk}": "on", f"milestone_day_{step.pk}": on}


def kept(entry) -> list[tuple[str, str]]:
    entry = ProgressEntry.objects.get(pk=entry.pk)
    return [(one["text"], one["on"]) for one in entry.milestones_done]


def item_of(client, task) -> str:
    return found(client.get(reverse("task_page", args=[task.pk])), "ol.steps")[0]


def test_the_form_asks_about_those_due_and_the_next_one(cast, sign_in, steps):
    assert asked(sign_in(cast.clerk).get(page_of(cast.key_entry))) == ["完成选址", "完成招标"]
    assert asked(sign_in(cast.clerk).get(page_of(cast.target_entry))) == []


def test_a_tick_is_kept_with_the_draft_and_each_revision_has_its_own(cast, sign_in, steps):
    clerk = sign_in(cast.clerk)
    clerk.post(page_of(cast.key_entry), sent(cast.key_entry, **tick(steps[0])))
    clerk.post(
        reverse("entry_submit", args=[cast.key_entry.pk]),
        sent(cast.key_entry, **tick(steps[0], "2024-03-29"), **tick(steps[1], "2024-04-01")),
    )
    assert kept(cast.key_entry) == [("完成选址", "2024-03-29"), ("完成招标", "2024-04-01")]
    assert [len(each.milestones_done) for each in cast.key_entry.revisions.order_by("number")] == [1, 2]
    history = found(clerk.get(reverse("task_page", args=[cast.key.pk])), "p.prose")
    assert [text for text in history if text.startswith("完成节点")][-1] == "完成节点 完成选址（2024年3月28日）"


def test_a_ticked_milestone_is_not_called_missed(cast, sign_in, steps):
    clerk = sign_in(cast.clerk)
    assert found(clerk.get(page_of(cast.key_entry)), "span.late") == ["已过"]
    clerk.post(page_of(cast.key_entry), sent(cast.key_entry, **tick(steps[0])))
    assert found(clerk.get(page_of(cast.key_entry)), "span.late") == []


def test_a_draft_without_the_form_s_ticks_loses_them_only_when_they_are_taken_out(cast, sign_in, steps):
    clerk = sign_in(cast.clerk)
    clerk.post(page_of(cast.key_entry), sent(cast.key_entry, **tick(steps[0])))
    clerk.post(page_of(cast.key_entry), sent(cast.key_entry))
    assert kept(cast.key_entry) == []


def test_a_workbook_leaves_the_ticks_as_they_are(cast, sign_in, steps):
    clerk = sign_in(cast.clerk)
    clerk.post(page_of(cast.key_entry), sent(cast.key_entry, **tick(steps[0])))
    content = filled_in(taken_out(clerk), lambda texts: setattr(texts(1, "存在问题"), "value", "用地未批。"))
    confirmed(clerk, brought_back(clerk, content))
    assert kept(cast.key_entry) == [("完成选址", "2024-03-28")]


@pytest.mark.parametrize(
    ("day", "error"),
    [
        ("2024-04-03", "完成日期不能晚于今天；尚未完成的不要勾选。"),
        ("2022-12-31", "完成日期不能早于 2023 年。"),
        ("2024年2月30日", "没有“2024年2月30日”这一天，请核对。日期应写作 2024-07-15。"),
        ("", "已勾选完成，请填写完成日期。"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_is_filed(cast, sign_in, steps, day, error):
    address = reverse("entry_submit", args=[cast.key_entry.pk])
    answer = sign_in(cast.clerk).post(address, sent(cast.key_entry, **tick(steps[0], day)))
    assert (answer.status_code, errors(answer)[1:]) == (422, [error])
    assert ProgressEntry.objects.get(pk=cast.key_entry.pk).state == "blank"


def test_a_day_without_its_tick_is_asked_about(cast, sign_in, steps):
    ticked = {f"milestone_day_{steps[0].pk}": "2024-03-28"}
    answer = sign_in(cast.clerk).post(page_of(cast.key_entry), sent(cast.key_entry, **ticked))
    assert errors(answer)[1:] == ["已填完成日期，请勾选完成，或将日期清空。"]


def test_a_draft_may_lack_the_day_but_a_filing_by_any_way_may_not(cast, sign_in, steps):
    sign_in(cast.clerk).post(page_of(cast.key_entry), sent(cast.key_entry, **tick(steps[0], "")))
    assert kept(cast.key_entry) == [("完成选址", "")]
    with pytest.raises(Refused, match="节点“完成选址”已勾选完成，请填写完成日期后再报送。"):
        submit(cast.key_entry, cast.clerk)


def test_what_an_earlier_period_has_reported_is_not_asked_again(cast, sign_in, steps, settings):
    clerk = sign_in(cast.clerk)
    clerk.post(reverse("entry_submit", args=[cast.key_entry.pk]), sent(cast.key_entry, **tick(steps[0])))
    settings.DUBAN_TODAY = date(2024, 7, 2)
    later = EntryFactory(task=cast.key, period=PeriodFactory(plan=cast.plan, number=2))
    assert asked(clerk.get(page_of(later))) == ["完成招标", "主体封顶"]


def test_a_tick_in_a_draft_is_the_lead_unit_s_alone(cast, sign_in, steps):
    sign_in(cast.clerk).post(page_of(cast.key_entry), sent(cast.key_entry, **tick(steps[0])))
    for who, words in (("clerk", "2024年3月28日完成"), ("unit_head", "2024年3月28日完成")):
        assert words in item_of(sign_in(cast.person(who)), cast.key)
    for who in ("office", "leader", "cooperating_clerk"):
        assert "2024年3月31日 完成选址 未完成，已过 2 天" in item_of(sign_in(cast.person(who)), cast.key)


def test_after_a_return_others_read_the_ticks_that_were_filed(cast, sign_in, steps):
    clerk = sign_in(cast.clerk)
    clerk.post(reverse("entry_submit", args=[cast.key_entry.pk]), sent(cast.key_entry, **tick(steps[0])))
    give_back(cast.key_entry, cast.office)
    clerk.post(page_of(cast.key_entry), sent(cast.key_entry, "改。", **tick(steps[1], "2024-04-01")))
    for who in ("office", "leader"):
        told = item_of(sign_in(cast.person(who)), cast.key)
        assert ("2024年3月28日完成" in told, "2024年4月1日完成" in told) == (True, False)


def test_a_filed_tick_takes_the_warning_away(cast, sign_in, steps):
    submit(cast.key_entry, cast.clerk, "正在办理用地手续。")
    assert ProgressEntry.objects.get(pk=cast.key_entry.pk).has_signal("milestone_missed")
    give_back(cast.key_entry, cast.office)
    address = reverse("entry_submit", args=[cast.key_entry.pk])
    sign_in(cast.clerk).post(address, sent(cast.key_entry, "正在办理用地手续。", **tick(steps[0])))
    assert not ProgressEntry.objects.get(pk=cast.key_entry.pk).has_signal("milestone_missed")


def test_the_office_reads_the_ticks_beside_the_text(cast, sign_in, steps):
    address = reverse("entry_submit", args=[cast.key_entry.pk])
    sign_in(cast.clerk).post(address, sent(cast.key_entry, **tick(steps[0])))
    office = sign_in(cast.office)
    for name in ("review_entry", "judge_entry"):
        assert "完成选址 2024年3月28日" in found(office.get(reverse(name, args=[cast.key_entry.pk])), "ul.plain")


def test_who_saves_on_an_older_page_sees_the_other_s_ticks(cast, sign_in, steps):
    sign_in(cast.unit_head).post(page_of(cast.key_entry), sent(cast.key_entry, **tick(steps[0])))
    answer = sign_in(cast.clerk).post(page_of(cast.key_entry), {"base_revision": 0, "text": "我的。"})
    assert answer.status_code == 409
    assert "完成选址 2024年3月28日" in "".join(found(answer, "p.theirs"))


def test_a_milestone_that_is_gone_is_no_error(cast, sign_in, steps):
    save(cast.key_entry, cast.clerk, "完成选址。", milestones={steps[0].pk: MARCH, 10**9: MARCH})
    assert kept(cast.key_entry) == [("完成选址", "2024-03-31")]
    steps[0].delete()
    clerk = sign_in(cast.clerk)
    assert asked(clerk.get(page_of(cast.key_entry))) == ["完成招标"]
    clerk.post(page_of(cast.key_entry), sent(cast.key_entry, "改。"))
    assert kept(cast.key_entry) == []

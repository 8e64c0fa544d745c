"""自评: asked where the government wants it, compared with 预警 and 研判 as it was filed."""

import pytest
from django.urls import reverse

from tasks.assessing.rule_actions import ask_self_rating
from tasks.assessing.self_ratings import is_rated_otherwise, read_filed_rating
from tasks.enums import EntryState, EventKind, Outcome, SelfRating, Standing
from tasks.models import Event, Government, ProgressEntry
from tasks.pages.filing.forms.entries import EntryForm
from tasks.permissions import Refused
from tests.acts import give_back, judge, newest, save, submit
from tests.pages import found, options, rows, said

NORMAL, DIFFICULT, LAGGING = SelfRating.NORMAL, SelfRating.DIFFICULT, SelfRating.LAGGING


@pytest.fixture
def asked(cast):
    ask_self_rating(government=cast.government, asks=True, by=cast.office)
    return cast


def fresh(entry) -> ProgressEntry:
    whole = ProgressEntry.objects.select_related("judgement", "returned_revision", "period__plan__government")
    return whole.get(pk=entry.pk)


@pytest.mark.parametrize(
    ("rating", "standing", "differs"),
    [
        (NORMAL, Standing.NORMAL, False),
        (NORMAL, Standing.WATCH, True),
        (NORMAL, Standing.LAGGING, True),
        (DIFFICULT, Standing.NORMAL, True),
        (DIFFICULT, Standing.WATCH, False),
        (DIFFICULT, Standing.LAGGING, True),
        (LAGGING, Standing.NORMAL, True),
        (LAGGING, Standing.WATCH, True),
        (LAGGING, Standing.LAGGING, False),
        (LAGGING, Standing.UNKNOWN, False),
        (NORMAL, "", False),
        ("", Standing.LAGGING, False),
    ],
)
def test_it_is_held_against_the_warning(rating, standing, differs):
    entry = ProgressEntry(state=EntryState.SUBMITTED, self_rating=rating, standing=standing)
    assert is_rated_otherwise(entry) == differs


@pytest.mark.parametrize(
    ("rating", "outcome", "words"),
    [
        (NORMAL, Outcome.LAGGING, "与研判不一致"),
        (NORMAL, Outcome.ON_TRACK, ""),
        (DIFFICULT, Outcome.LAGGING, ""),
        (DIFFICULT, Outcome.ON_TRACK, ""),
        (LAGGING, Outcome.LAGGING, ""),
        (LAGGING, Outcome.ON_TRACK, "与研判不一致"),
    ],
)
def test_it_is_held_against_the_judgement(cast, rating, outcome, words):
    submit(cast.key_entry, cast.clerk, self_rating=rating)
    judge(cast.key_entry, cast.office, outcome, "未达序时。")
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(standing=Standing.UNKNOWN)
    assert read_filed_rating(fresh(cast.key_entry)).words == words


def test_who_rates_himself_as_lagging_says_why_and_what_comes_next(asked):
    with pytest.raises(Refused, match=r"^自评为滞后：请写明存在问题和下一步措施后再报送。$"):
        submit(asked.key_entry, asked.clerk, self_rating=LAGGING)
    assert fresh(asked.key_entry).state == EntryState.BLANK
    filed = submit(asked.key_entry, asked.clerk, self_rating=LAGGING, problem="用地未批。", next_step="加快报批。")
    assert filed.state == EntryState.SUBMITTED


def test_a_draft_rates_nothing_and_after_a_return_the_filed_rating_counts(cast):
    save(cast.key_entry, cast.clerk, "建成一所。", self_rating=LAGGING)
    assert read_filed_rating(fresh(cast.key_entry)) is None
    submit(cast.key_entry, cast.clerk, self_rating=NORMAL)
    give_back(cast.key_entry, cast.office)
    save(cast.key_entry, cast.clerk, "改。", self_rating=LAGGING)
    assert read_filed_rating(fresh(cast.key_entry)).rating == NORMAL


def test_nobody_is_asked_unless_the_government_wants_it(cast, sign_in):
    address = reverse("entry_page", args=[cast.key_entry.pk])
    client = sign_in(cast.clerk)
    assert options(client.get(address), "self_rating") == []
    ask_self_rating(government=cast.government, asks=True, by=cast.office)
    assert options(client.get(address), "self_rating") == ["（不填）", "正常", "有困难", "滞后"]


def test_what_was_given_stays_when_it_is_not_asked_any_more(asked, sign_in):
    save(asked.key_entry, asked.clerk, "建成一所。", self_rating=DIFFICULT)
    ask_self_rating(government=asked.government, asks=False, by=asked.office)
    address = reverse("entry_page", args=[asked.key_entry.pk])
    sent = {"base_revision": newest(asked.key_entry), "text": "改。", "self_rating": "lagging"}
    sign_in(asked.clerk).post(address, sent)
    assert (fresh(asked.key_entry).text, fresh(asked.key_entry).self_rating) == ("改。", DIFFICULT)


def test_another_word_is_refused(asked):
    form = EntryForm({"base_revision": 0, "self_rating": "很好"}, entry=fresh(asked.key_entry), indicators=[])
    assert form.errors == {"self_rating": ["请从“正常、有困难、滞后”中选一个，或留空。"]}


def test_the_office_switches_it_on_and_off_with_a_trace(cast, sign_in):
    office = sign_in(cast.office)
    told = said(office.post(reverse("self_rating_ask"), {"asks": "yes"}, follow=True))
    assert (told, Government.objects.get(pk=cast.government.pk).asks_self_rating) == (["已要求单位填写自评。"], True)
    event = Event.objects.latest("pk")
    assert (event.kind, event.before, event.after) == (
        EventKind.SELF_RATING_SET,
        {"要求单位自评": "否"},
        {"要求单位自评": "是"},
    )
    told = said(office.post(reverse("self_rating_ask"), {"asks": "no"}, follow=True))
    assert told == ["不再要求单位填写自评；已填的保留。"]
    count = Event.objects.count()
    office.post(reverse("self_rating_ask"), {"asks": "no"})
    assert Event.objects.count() == count


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("clerk", "您的角色“填报员”不能进行此项操作。"), ("stranger", "您的角色“督查办”不能进行此项操作。")],
)
def test_nobody_else_switches_it(cast, who, refusal):
    with pytest.raises(Refused, match=refusal):
        ask_self_rating(government=cast.government, asks=True, by=cast.person(who))


def test_the_office_sees_the_difference_where_it_reviews_and_judges(asked, sign_in):
    submit(asked.key_entry, asked.clerk, "尚未启动。", self_rating=NORMAL)
    assert fresh(asked.key_entry).standing == Standing.WATCH
    office = sign_in(asked.office)
    (row,) = [row for row in rows(office.get(reverse("review_queue"), {"tab": "waiting"})) if len(row) > 1]
    assert row[3] == "关注 自评 正常 与预警不一致"
    for name in ("review_entry", "judge_entry"):
        page = office.get(reverse(name, args=[asked.key_entry.pk]))
        assert "自评 正常 与预警不一致" in found(page, "small")
    listed = rows(office.get(reverse("judging_queue"), {"summary": 1, "show": "rated"}))
    assert [row[1] for row in listed] == ["重点工作任务 建成小学两所，投用中学一所"]


def test_nobody_but_the_office_reads_of_a_difference(asked, sign_in):
    submit(asked.key_entry, asked.clerk, "尚未启动。", self_rating=NORMAL)
    for who in ("clerk", "leader", "cooperating_clerk"):
        page = sign_in(asked.person(who)).get(reverse("task_page", args=[asked.key.pk])).content.decode()
        assert ("自评" in page, "不一致" in page) == (True, False)

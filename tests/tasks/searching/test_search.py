"""查找: which items a query finds, in which order, and for whom."""

import pytest

from tasks.enums import EntryState, Outcome, TaskKind
from tasks.models import ProgressEntry
from tasks.searching import search as searching
from tasks.searching.phrases import parse_query
from tasks.searching.search import Rank
from tests.acts import save, submit
from tests.cast import EditionFactory, PlanFactory, TaskFactory, judge


def search(user, query: str, **narrowed) -> list[searching.Hit]:
    return searching.search_items(user, parse_query(query), **narrowed)


def ids(user, query: str, **narrowed) -> list[int]:
    return [hit.task_id for hit in search(user, query, **narrowed)]


def told(hit: searching.Hit) -> list[tuple[str, str]]:
    return [(text.label, piece.text) for text, piece in hit.snippets]


def item(cast, text: str, *, year: int = 2024, number: int = 50, **wording):
    plan = cast.plan if year == 2024 else cast.government.plans.filter(year=year).first()
    plan = plan or PlanFactory(government=cast.government, year=year)
    wording = {"lead": [cast.lead_unit]} | wording
    return TaskFactory(
        plan=plan,
        number=number,
        edition__text=text,
        **{f"edition__{key}": value for key, value in wording.items()},
    )


@pytest.mark.parametrize("query", ["停车位", "停", "新增公共停车位7000个", "７０００"])
def test_the_wording_of_an_item_is_found(cast, query):
    (hit,) = search(cast.office, query)
    assert (hit.task_id, hit.rank, hit.snippets, len(hit.in_wording)) == (
        cast.other_key.pk,
        Rank.PHRASE,
        [],
        1,
    )


def test_everything_filed_and_decided_is_found_with_its_period(cast):
    fields = {
        "problem": "用地未批",
        "next_step": "五月供地",
        "needs_coordination": True,
        "coordination": "征拆资金",
    }
    submit(cast.key_entry, cast.clerk, "小学完成主体。", **fields)
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(published_text="小学主体完工。")
    cast.key_entry.refresh_from_db()
    judge(cast.key_entry, Outcome.LAGGING, "进度不到三成")
    found = {query: told(search(cast.office, query)[0]) for query in ("主体。", "未批", "供地", "征拆", "完工", "三成")}
    assert found == {
        "主体。": [("一季度 进展情况", "小学完成主体。")],
        "未批": [("一季度 存在问题", "用地未批")],
        "供地": [("一季度 下一步措施", "五月供地")],
        "征拆": [("一季度 协调事项", "征拆资金")],
        "完工": [("一季度 报告用语", "小学主体完工。")],
        "三成": [("一季度 研判理由", "进度不到三成")],
    }


def test_units_and_leaders_are_found_as_printed_and_as_called(cast):
    cast.other_key.current.responsibilities.update(label="区城管局")
    assert told(search(cast.office, "城市管理局")[0]) == [("牵头单位", "区城管局（区城市管理局）")]
    assert told(search(cast.office, "王明")[0]) == [("责任区领导", "王明")]


def test_a_former_wording_is_found_unless_the_present_one_says_the_same(cast):
    cast.key.current = EditionFactory(task=cast.key, since=2, text="建成小学两所，投用高中一所")
    cast.key.save()
    former, present = search(cast.office, "中学")[0], search(cast.office, "小学")[0]
    assert (told(former), told(present)) == ([("原表述", "建成小学两所，投用中学一所")], [])


def test_a_report_wording_that_says_the_same_is_not_shown_again(cast):
    submit(cast.key_entry, cast.clerk, "小学完成主体。")
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(published_text="一所小学完成主体。")
    assert told(search(cast.office, "主体")[0]) == [("一季度 进展情况", "小学完成主体。")]


def test_all_words_are_wanted_wherever_in_the_item_they_stand(cast):
    submit(cast.other_entry, cast.other_clerk, "已建成3550个。")
    (hit,) = search(cast.office, "停车位 3550 城市管理局")
    assert (hit.task_id, hit.rank, told(hit)) == (
        cast.other_key.pk,
        Rank.WORDS,
        [("牵头单位", "区城市管理局"), ("一季度 进展情况", "已建成3550个。")],
    )
    assert ids(cast.office, "停车位 3550 学位") == []


def test_the_phrase_comes_first_then_the_words_then_what_is_near_each_the_newest_first(cast):
    near, other_near = item(cast, "新增一批公共停车位", year=2022), item(cast, "新增地下停车位", year=2023)
    words = item(cast, "停车位：主城新增停车场")
    phrase, old_phrase = item(cast, "新增停车位100个", number=51), item(cast, "新增停车位50个", year=2021)
    assert ids(cast.office, "新增停车位") == [
        phrase.pk,
        old_phrase.pk,
        # 新增公共停车位7000个, the cast's own, is of 2024
        cast.other_key.pk,
        words.pk,
        other_near.pk,
        near.pk,
    ]
    assert ids(cast.office, "新增 停车位")[:3] == [phrase.pk, old_phrase.pk, cast.other_key.pk]


def test_within_a_year_as_the_documents_print_them(cast):
    texts = {kind: TaskFactory(plan=cast.plan, kind=kind, number=9, edition__text="修建步道") for kind in TaskKind}
    assert ids(cast.office, "步道") == [texts[kind].pk for kind in TaskKind]


def test_year_and_kind_narrow(cast):
    older = item(cast, "新增公共停车位600个", year=2021)
    assert ids(cast.office, "停车位", year=2021) == [older.pk]
    assert ids(cast.office, "停车位", year=2024) == [cast.other_key.pk]
    assert ids(cast.office, "停车位", kind=TaskKind.LIVELIHOOD) == []


@pytest.mark.parametrize("query", ["标%", "_", "100%", "a_b", "\\", "'", '"'])
def test_signs_of_the_database_mean_themselves(cast, query):
    found = item(cast, f"核定{query}达标")
    assert ids(cast.office, query) == [found.pk]


@pytest.mark.parametrize(
    ("who", "finds"),
    [
        ("office", "停车位学位小学"),
        ("clerk", "学位小学"),
        ("unit_head", "学位小学"),
        ("cooperating_clerk", "学位小学"),
        ("other_clerk", "停车位"),
        ("leader", "学位小学"),
        ("administrator", ""),
        ("auditor", ""),
        ("stranger", ""),
    ],
)
def test_everybody_finds_what_he_sees(cast, who, finds):
    found = [word for word in ("停车位", "学位", "小学") if ids(cast.person(who), word)]
    assert "".join(found) == finds


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        (EntryState.DRAFT, ["clerk", "unit_head"]),
        (EntryState.CONFIRMING, ["clerk", "unit_head"]),
        (EntryState.SUBMITTED, ["clerk", "unit_head", "cooperating_clerk", "office", "leader"]),
        (EntryState.ACCEPTED, ["clerk", "unit_head", "cooperating_clerk", "office", "leader"]),
    ],
)
def test_a_draft_is_found_by_its_lead_units_alone(cast, state, readers):
    save(cast.key_entry, cast.clerk, "内部推敲的说法。", problem="推敲中")
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(state=state)
    people = ("clerk", "unit_head", "cooperating_clerk", "office", "leader", "other_clerk", "stranger")
    assert [who for who in people if ids(cast.person(who), "推敲")] == readers


def test_a_draft_does_not_help_another_word_along(cast):
    """A user cannot even learn whether a hidden text contains a word."""
    save(cast.key_entry, cast.clerk, "推敲。")
    assert (ids(cast.office, "小学 推敲"), ids(cast.clerk, "小学 推敲")) == ([], [cast.key.pk])


def test_the_number_of_queries_is_fixed(cast, count_queries):
    for number in (1, 3, 9):
        item(cast, "新增停车位", number=100 + number)
        with count_queries(5):
            assert search(cast.office, "停车位")


@pytest.mark.parametrize("query", ["97", "第97项", "９７"])
def test_a_plain_number_finds_the_item_of_that_number_first(cast, query):
    land = item(cast, "供应土地297亩", number=3)
    numbered = item(cast, "完成平台建设", number=97)
    found = [(hit.task_id, hit.rank) for hit in search(cast.office, query)]
    assert found[0] == (numbered.pk, Rank.NUMBER)
    assert (land.pk, Rank.PHRASE) in found or query == "第97项"

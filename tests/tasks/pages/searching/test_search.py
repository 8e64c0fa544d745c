"""The page 查找: what it shows of what was found, and what it says when there is nothing."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from lxml import html

from tests.acts import submit
from tests.cast import EntryFactory, TaskFactory
from tests.pages import errors, found, options, words


def page(client, q: str = "", **more):
    return client.get(f"{reverse('search_page')}?{urlencode({'q': q} | more)}")


def marks(answer) -> list[str]:
    return [words(mark) for mark in html.fromstring(answer.content.decode()).xpath("//main//mark")]


def test_before_anything_is_looked_for_it_says_what_can_be(cast, sign_in):
    answer = sign_in(cast.clerk).get(reverse("search_page"))
    assert found(answer, "p.empty")[0].startswith("在您能看到的事项中查找，不限年度：任务内容")
    assert options(answer, "year") == ["全部", "2024 年"]


def test_a_hit_shows_the_item_with_the_text_around_and_leads_to_the_place(cast, sign_in):
    submit(cast.key_entry, cast.clerk, "小学完成主体，中学五月投用。")
    answer = page(sign_in(cast.office), "中学")
    assert found(answer, "p.sub") == ["找到 1 项：完全相符 1 项"]
    assert found(answer, "article") == [
        "2024 年 · 重点工作任务 · 推动教育强区建设 · 第 1 项 · 区教委 建成小学两所，投用 中学 一所"
        " 一季度：关注 上半年：未开启 前三季度：未开启 全年：未开启"
        " 一季度 进展情况 小学完成主体， 中学 五月投用。"
    ]
    assert marks(answer) == ["中学", "中学"]
    task = reverse("task_page", args=[cast.key.pk])
    tree = html.fromstring(answer.content.decode())
    assert tree.xpath("//article//a/@href") == [task, f"{task}#period-1"]
    assert 'id="period-1"' in sign_in(cast.office).get(task).content.decode()


def test_groups_say_how_well_what_follows_answers(cast, sign_in):
    TaskFactory(plan=cast.plan, number=60, edition__text="新增停车位100个", edition__lead=[cast.lead_unit])
    answer = page(sign_in(cast.office), "新增停车位")
    assert found(answer, "p.sub") == ["找到 2 项：完全相符 1 项，文字相近 1 项"]
    assert found(answer, "h2") == ["完全相符", "文字相近"]


def test_what_was_written_is_shown_as_text(cast, sign_in):
    cast.key.current.text = "建成<b>小学</b>两所&一所"
    cast.key.current.save()
    answer = page(sign_in(cast.office), "小学")
    assert "建成&lt;b&gt;<mark>小学</mark>&lt;/b&gt;两所&amp;一所" in answer.content.decode()


@pytest.mark.parametrize(("more", "advice"), [({}, "可以减少几个字"), ({"year": 2024}, "可以把年度和类别放宽")])
def test_nothing_found_says_what_to_try(cast, sign_in, more, advice):
    answer = page(sign_in(cast.office), "轨道交通", **more)
    assert found(answer, "p.empty")[0].startswith(f"没有找到。{advice}")


def test_a_text_too_long_or_a_choice_that_is_none_is_told(cast, sign_in):
    client = sign_in(cast.office)
    long, wrong = page(client, "长" * 101), page(client, "停", year=1999)
    assert [(answer.status_code, len(errors(answer))) for answer in (long, wrong)] == [(422, 1), (422, 1)]
    assert errors(long) == ["查找的文字至多 100 字。"]


def test_an_unknown_parameter_is_refused(cast, sign_in):
    assert page(sign_in(cast.office), "停", sort="x").status_code == 400


def test_twenty_a_page(cast, sign_in):
    for number in range(10, 31):
        TaskFactory(plan=cast.plan, number=number, edition__text="修建步道", edition__lead=[cast.lead_unit])
    client = sign_in(cast.office)
    pages = [page(client, "步道", page=number) for number in (1, 2, 99)]
    assert [len(found(answer, "article")) for answer in pages] == [20, 1, 1]
    assert "第 2 页，共 2 页" in found(pages[1], "nav")[0]
    assert "q=%E6%AD%A5%E9%81%93&page=2" in pages[0].content.decode().replace("&amp;", "&")


def test_the_number_of_queries_does_not_grow_with_the_hits(cast, sign_in, reads_in):
    def add_row():
        task = TaskFactory(plan=cast.plan, edition__text="修建步道", edition__lead=[cast.lead_unit])
        EntryFactory(task=task, period=cast.period, state="accepted", text="步道完工")

    reads_in(14, sign_in(cast.office), f"{reverse('search_page')}?{urlencode({'q': '步道'})}", add_row)


def test_a_page_that_the_words_name_stands_above_the_items(cast, sign_in):
    answer = sign_in(cast.office).get("/search/", {"q": "结转"})
    assert found(answer, "section.panel") == ["页面 结转 办理 页面 接续对照表 办理"]
    assert found(answer, "p.empty") == ["事项中没有，可以减少几个字、换一种说法再查。"]
    assert found(sign_in(cast.leader).get("/search/", {"q": "结转"}), "section.panel") == []

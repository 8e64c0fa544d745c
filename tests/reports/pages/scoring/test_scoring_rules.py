"""计分办法 as a page: the formula on a real unit, other weights tried or kept."""

from tasks.enums import Outcome
from tasks.models import Event, Government
from tests.acts import submit
from tests.cast import judge
from tests.pages import errors, found, rows, said

PAGE = "/scorecard/rules/"


def form_of(client) -> dict:
    return {field.html_name: field.value() for field in client.get(PAGE).context["page"].form}


def stored(cast) -> dict:
    return Government.objects.get(pk=cast.government.pk).scoring_rules


def test_the_formula_is_shown_on_the_unit_with_most_items(cast, sign_in):
    judge(cast.key_entry, Outcome.LAGGING, "用地")
    judge(cast.target_entry, Outcome.ON_TRACK)
    judge(cast.other_entry, Outcome.ON_TRACK)
    client = sign_in(cast.office)
    answer = client.get(PAGE)
    assert "举例：区教委" in found(answer, "h2")
    assert rows(answer)[0] == ["完成情况", "牵头 1 ÷ 2 = 50 % × 100 分 = 50.0 分", "50.0"]
    answer = client.get(PAGE, {"unit": cast.other_unit.pk, "of": "2024-Q1"})
    assert "举例：区城市管理局" in found(answer, "h2")


def test_without_anything_judged_an_invented_unit_stands_in(cast, sign_in):
    answer = sign_in(cast.office).get(PAGE)
    assert "举例：某单位（举例，非真实数据）" in found(answer, "h2")
    assert rows(answer)[-1] == ["合计", "62.1 ＋ 27.0 − 2.6 − 0.5 − 0.5 = 85.5 分", "85.5"]


def test_everybody_who_is_marked_may_read_the_formula_but_no_other_unit_s_figures(cast, sign_in):
    judge(cast.key_entry, Outcome.LAGGING, "用地")
    for who in (cast.clerk, cast.unit_head, cast.leader):
        answer = sign_in(who).get(PAGE)
        assert "举例：某单位（举例，非真实数据）" in found(answer, "h2")
        assert found(answer, "button") == []


def test_the_page_opens_with_what_holds_now_and_saving_it_changes_nothing(cast, sign_in):
    client = sign_in(cast.office)
    assert said(client.post(PAGE, form_of(client), follow=True)) == ["没有改动。"]
    assert stored(cast) == {}


def test_other_weights_are_tried_on_the_unit_without_being_kept(cast, sign_in):
    judge(cast.key_entry, Outcome.LAGGING, "用地")
    judge(cast.target_entry, Outcome.ON_TRACK)
    submit(cast.livelihood_entry, cast.clerk)
    events, client = Event.objects.count(), sign_in(cast.office)
    answer = client.post(PAGE, form_of(client) | {"completion": "80", "on_time": "20", "try": "1"})
    assert "试算（未保存）：区教委" in found(answer, "h2")
    assert rows(answer)[0] == ["完成情况", "牵头 1 ÷ 2 = 50 % × 80 分 = 40.0 分", "40.0"]
    assert (stored(cast), Event.objects.count()) == ({}, events)
    assert answer.context["page"].form["completion"].value() == "80"


def test_other_weights_are_kept(cast, sign_in):
    client = sign_in(cast.office)
    answer = client.post(PAGE, form_of(client) | {"completion": "80", "on_time": "20"}, follow=True)
    assert said(answer) == ["考核规则已保存，建议稿已按新规则计算；已审定的结果不变。"]
    assert stored(cast) == {"completion": "80", "on_time": "20"}


def test_settings_that_cannot_be_used_are_refused_in_words(cast, sign_in):
    client = sign_in(cast.office)
    answer = client.post(PAGE, form_of(client) | {"completion": "80"})
    assert answer.status_code == 422
    assert errors(answer) == ["■ 完成情况（80）和按时报送（30）合计应为 100 分，现为 110 分。"]
    answer = client.post(PAGE, form_of(client) | {"again": "许多"})
    assert errors(answer) == ["输入一个数字。"]


def test_a_colleague_s_settings_are_shown_and_the_next_try_stands_upon_them(cast, sign_in):
    first, second = sign_in(cast.office), sign_in(cast.second_office)
    mine = form_of(second)
    first.post(PAGE, form_of(first) | {"lagging": "10"})
    answer = second.post(PAGE, mine | {"lagging": "15"})
    assert answer.status_code == 409
    assert "现存内容为——过程滞后最多扣（分）：10。" in errors(answer)[0]
    again = {field.html_name: field.value() for field in answer.context["page"].form}
    second.post(PAGE, again)
    assert stored(cast) == {"lagging": "15"}


def test_every_number_says_in_a_sentence_what_it_does(cast, sign_in):
    form = sign_in(cast.office).get(PAGE).context["page"].form
    assert [field.label for field in form.visible_fields() if not field.help_text.endswith("。")] == []

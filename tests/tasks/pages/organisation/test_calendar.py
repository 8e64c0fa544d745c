"""The page of working days."""

from datetime import date

from django.urls import reverse

from tasks.models import Government
from tests.pages import errors, found, rows, said

PAGE, CLEAR = reverse("calendar_page"), reverse("calendar_clear")


def post(client, **given):
    return client.post(PAGE, given, follow=True)


def test_the_coming_year_is_listed_as_published(cast, sign_in):
    shown = rows(sign_in(cast.office).get(PAGE))
    assert shown[:7] == [
        ["2024年"],
        ["4月4日（星期四）至 4月6日（星期六）", "休息", "清明放假", ""],
        ["4月7日（星期日）", "上班", "清明调休", ""],
        ["4月28日（星期日）", "上班", "劳动节调休", ""],
        ["5月1日（星期三）至 5月5日（星期日）", "休息", "劳动节放假", ""],
        ["5月11日（星期六）", "上班", "劳动节调休", ""],
        ["6月10日（星期一）", "休息", "端午放假", ""],
    ]
    assert shown[-1] == ["2月8日（星期六）", "上班", "春节调休", ""]


def test_days_of_the_place_are_set_and_taken_back(cast, sign_in):
    client = sign_in(cast.administrator)
    answer = post(client, first="2024-04-08", last="2024-04-09", works="no")
    assert said(answer) == ["已设置 2 天。截止前的提醒和剩余天数随之改变。"]
    assert [row for row in rows(answer) if row[2:3] == ["本地设置"]] == [
        ["4月8日（星期一）", "休息", "本地设置", "撤销"],
        ["4月9日（星期二）", "休息", "本地设置", "撤销"],
    ]
    answer = client.post(CLEAR, {"day": "2024-04-08"}, follow=True)
    assert said(answer) == ["2024年4月8日恢复按公布的安排。"]
    assert Government.objects.get(pk=cast.government.pk).calendar == {"2024-04-09": False}


def test_what_cannot_be_set_is_said_and_kept_in_the_form(cast, sign_in):
    answer = post(sign_in(cast.office), first="2024-04-06", works="no")
    assert (answer.status_code, errors(answer)) == (422, ["所选日期本来就是休息，无需设置。"])
    assert answer.context["page"].form["first"].value() == "2024-04-06"
    answer = post(sign_in(cast.office), first="4月6日")
    assert errors(answer) == ["日期应写作 2024-07-15。", "请选择休息或上班。"]


def test_a_day_taken_back_by_a_colleague_meanwhile_is_said(cast, sign_in):
    answer = sign_in(cast.office).post(CLEAR, {"day": "2024-04-08"}, follow=True)
    assert said(answer) == ["2024年4月8日没有单独设置，可能刚刚已被撤销。"]


def test_a_year_that_nobody_has_published_is_warned_of(cast, sign_in, settings):
    client = sign_in(cast.office)
    assert found(client.get(PAGE), "p.is-watch") == []
    settings.DUBAN_TODAY = date(2198, 5, 1)
    assert [line.split()[0] for line in found(client.get(PAGE), "p.is-watch")] == [
        "2198年的节假日安排尚未收录",
        "2199年的节假日安排尚未收录",
    ]

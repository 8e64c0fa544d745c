"""位次 and 另一口径 in the form of an entry: shown once the text gives them, corrected in small inputs."""

from decimal import Decimal

import pytest
from django.urls import reverse
from lxml import html

from tasks.assessing.indicator_actions import propose_indicators, settle_indicators
from tasks.enums import IndicatorState, UpperLevel
from tasks.models import QuotedNumbers
from tests.acts import WHY, save, submit
from tests.pages import errors, rows
from tests.tasks.pages.filing.filled_in import brought_back, confirmed, filled_in, taken_out

TEXT = "新增公共停车位350个，总数居全市第3位（并列），剔除路边车位后为300个。"


@pytest.fixture
def indicator(cast):
    """新增公共停车位 7000 个, confirmed, with 市级 5000 个; 区城市管理局 reports it."""
    propose_indicators(plan=cast.plan, by=cast.office)
    indicator = cast.other_key.indicators.get()
    indicator.state = IndicatorState.CONFIRMED
    indicator.upper_level, indicator.upper_value = UpperLevel.CITY, Decimal(5000)
    settle_indicators(task=cast.other_key, decisions=[indicator], by=cast.office)
    return indicator


def address(cast) -> str:
    return reverse("entry_page", args=[cast.other_entry.pk])


def read_form(answer) -> dict[str, str]:
    """What the browser would send back of the form of the entry."""
    form = html.fromstring(answer.content.decode()).xpath("//form[@data-autosave]")[0]
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def stored(cast) -> QuotedNumbers:
    return cast.other_entry.readings.get().quoted


def post(cast, client, **changes):
    """Sends the form of the entry back as it is shown, with changes to the inputs of the indicator."""
    data = read_form(client.get(address(cast)))
    pk = cast.other_key.indicators.get().pk
    data |= {f"{name}_{pk}" if name != "text" else name: value for name, value in changes.items()}
    return client.post(address(cast), {name: value for name, value in data.items() if value is not None})


def is_hidden(answer) -> bool:
    return "hidden" in html.fromstring(answer.content.decode()).xpath("//tr[@data-quoted]")[0].attrib


def test_without_any_script_the_inputs_come_with_the_saved_text(cast, sign_in, indicator):
    client = sign_in(cast.other_clerk)
    assert is_hidden(client.get(address(cast)))
    post(cast, client, text=TEXT, figure="350")
    page = client.get(address(cast))
    sent = {name: value for name, value in read_form(page).items() if name.endswith(f"_{indicator.pk}")}
    assert not is_hidden(page)
    assert sent == {
        f"figure_{indicator.pk}": "350",
        f"quoted_{indicator.pk}": "位次范围=全市/位次=3/并列=True/另一口径值=300/另一口径=剔除路边车位后",
        f"rank_scope_{indicator.pk}": "全市",
        f"rank_place_{indicator.pk}": "3",
        f"rank_shared_{indicator.pk}": "on",
        f"second_basis_{indicator.pk}": "剔除路边车位后",
        f"second_value_{indicator.pk}": "300",
    }
    assert "另读自“居全市第3位（并列）”、“剔除路边车位后为300个”" in page.content.decode()


def test_a_correction_is_kept(cast, sign_in, indicator):
    client = sign_in(cast.other_clerk)
    post(cast, client, text=TEXT, figure="350")
    post(cast, client, rank_place="４", rank_of="38", rank_shared=None, second_value="", second_basis="")
    assert stored(cast) == QuotedNumbers("全市", 4, 38)


def test_inputs_that_nobody_edited_follow_the_text(cast, sign_in, indicator):
    """Also where an automatic save has stored something else since the page was shown."""
    client = sign_in(cast.other_clerk)
    post(cast, client, text=TEXT, figure="350")
    shown = read_form(client.get(address(cast)))
    for place in (5, 6):
        revision = {"base_revision": cast.other_entry.revisions.count()}
        client.post(address(cast), shown | revision | {"text": f"新增公共停车位350个，居全市第{place}位。"})
    assert stored(cast) == QuotedNumbers("全市", 6)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rank_place": ""}, "请填第几位；没有位次请把范围、总数和并列一并清空。"),
        ({"rank_place": "0"}, "位次请填 1 至 9,999 的整数。"),
        ({"rank_place": "三"}, "位次请填 1 至 9,999 的整数。"),
        ({"rank_of": "2"}, "第 3 位不能超过总数 2，请核对。"),
        ({"rank_of": "10000"}, "位次总数请填 1 至 9,999 的整数。"),
        ({"rank_scope": "市" * 31}, "位次范围至多 30 字。"),
        ({"second_basis": ""}, "请写明是什么口径，如“按可比口径”。"),
        ({"second_basis": "口" * 61}, "另一口径至多 60 字。"),
        ({"second_value": ""}, "请填“剔除路边车位后”的数；没有另一口径请把口径清空。"),
        ({"second_value": "约三百"}, "“约三百”不是一个数。请只填数字，单位为个；未报请留空。"),
        ({"second_value": "1" * 17}, "整数至多 16 位、小数至多 4 位。"),
    ],
)
def test_what_does_not_fit_together_is_refused_beside_its_input_and_nothing_is_lost(
    cast, sign_in, indicator, changes, said
):
    client = sign_in(cast.other_clerk)
    post(cast, client, text=TEXT, figure="350")
    refused = post(cast, client, text=f"{TEXT}另加一句。", **changes)
    assert (refused.status_code, errors(refused)) == (
        422,
        ["有 1 处需要修改，见下面标出的地方；内容尚未保存。", said],
    )
    assert not is_hidden(refused)
    assert f"{TEXT}另加一句。" in refused.content.decode()
    assert stored(cast) == QuotedNumbers("全市", 3, None, True, Decimal(300), "剔除路边车位后")


def test_the_script_is_told_what_to_write_into_the_inputs(cast, sign_in, indicator):
    client = sign_in(cast.other_clerk)
    figure = client.post(reverse("entry_read", args=[cast.other_entry.pk]), {"text": TEXT}).json()["figures"][0]
    pk = indicator.pk
    assert figure["beside"] == {
        f"rank_scope_{pk}": "全市",
        f"rank_place_{pk}": "3",
        f"rank_of_{pk}": "",
        f"rank_shared_{pk}": True,
        f"second_value_{pk}": "300",
        f"second_basis_{pk}": "剔除路边车位后",
        f"quoted_{pk}": "位次范围=全市/位次=3/并列=True/另一口径值=300/另一口径=剔除路边车位后",
    }


def test_the_offline_workbook_does_not_wipe_what_was_corrected(cast, sign_in, indicator):
    client = sign_in(cast.other_clerk)
    post(cast, client, text=TEXT, figure="350")
    post(cast, client, rank_place="4")
    book = filled_in(taken_out(client), lambda texts, figures: setattr(texts(2, "下一步措施"), "value", "加快施工。"))
    confirmed(client, brought_back(client, book))
    cast.other_entry.refresh_from_db()
    assert (cast.other_entry.next_step, stored(cast).rank) == ("加快施工。", "全市第4位（并列）")


def test_where_the_figures_are_read_rank_and_second_basis_stand_beside_them(cast, sign_in, indicator):
    submit(cast.other_entry, cast.other_clerk, TEXT, readings={indicator.pk: Decimal(350)}, **WHY)
    office = sign_in(cast.office)
    cells = [
        "新增公共停车位",
        "达到 7000 个 市级5000个",
        "",
        "350 个 全市第3位（并列） 剔除路边车位后 300个",
    ]
    for page in ("review_entry", "judge_entry"):
        shown = rows(office.get(reverse(page, args=[cast.other_entry.pk])))
        assert [row[:4] for row in shown if row[0] == "新增公共停车位"] == [cells]
    item = office.get(reverse("task_page", args=[cast.other_key.pk])).content.decode()
    assert "全市第3位（并列），剔除路边车位后 300个" in item
    assert "新增公共停车位达到7000个，市级5000个" in item


def test_the_numbers_of_somebody_else_are_shown_beside_the_refused_ones(cast, sign_in, indicator):
    client = sign_in(cast.other_clerk)
    shown = read_form(client.get(address(cast)))
    save(cast.other_entry, cast.other_clerk, TEXT, readings={indicator.pk: Decimal(350)})
    refused = client.post(address(cast), shown | {"text": "新增公共停车位360个。"})
    page = " ".join(html.fromstring(refused.content.decode()).text_content().split())
    assert "新增公共停车位 350 个，全市第3位（并列），剔除路边车位后 300个" in page

"""The page of one entry, and what its buttons answer."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from tasks.enums import Comparison, EntryState, IndicatorKind, IndicatorState, PeriodState, RequestState
from tasks.filing.entry_actions import withdraw
from tasks.models import Evidence, Government, Indicator, Notice, Period, Unit
from tests.acts import accept, ask, give_back, save, submit
from tests.pages import found


def sent(text="", base=0, **more) -> dict:
    """What the browser sends of the form."""
    return {"base_revision": base, "text": text, "problem": "", "next_step": "", "coordination": ""} | more


def page_of(entry) -> str:
    return reverse("entry_page", args=[entry.pk])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def clerk(cast, sign_in):
    return sign_in(cast.clerk)


@pytest.fixture
def figure(cast) -> Indicator:
    return Indicator.objects.create(
        task=cast.key,
        position=1,
        measure="小学",
        comparison=Comparison.AT_LEAST,
        value=2,
        unit="所",
        kind=IndicatorKind.CUMULATIVE,
        state=IndicatorState.CONFIRMED,
    )


def test_a_draft_is_kept_and_the_page_comes_back(cast, clerk):
    response = clerk.post(page_of(cast.key_entry), sent("写到一半。"), follow=True)
    cast.key_entry.refresh_from_db()
    assert response.redirect_chain == [(page_of(cast.key_entry), 302)]
    assert (said(response), cast.key_entry.text) == (["已存草稿。"], "写到一半。")


@pytest.mark.parametrize("count", [1, 3])
def test_a_save_takes_as_many_queries_for_three_figures_as_for_one(cast, clerk, figure, count_queries, count):
    for place in range(2, count + 1):
        figure.pk, figure.position = None, place
        figure.save()
    figures = Indicator.objects.values_list("pk", flat=True)
    first, second = ({f"figure_{pk}": value for pk in figures} for value in ("1", "2"))
    clerk.post(page_of(cast.key_entry), sent("小学建成1所。", **first))
    with count_queries(21):
        clerk.post(page_of(cast.key_entry), sent("小学建成2所。", base=1, **second))
    assert [reading.value for reading in cast.key_entry.readings.all()] == [2] * count


def test_the_script_gets_the_new_revision(cast, clerk):
    response = clerk.post(page_of(cast.key_entry), sent("写到一半。"), headers={"Accept": "application/json"})
    cast.key_entry.refresh_from_db()
    saved_at = response.json()["saved_at"]
    assert (response.status_code, response.json()) == (
        200,
        {"revision": 1, "saved_at": saved_at, "state": {"label": "草稿", "token": "none"}},
    )
    assert len(saved_at) == 5


def test_the_script_is_told_of_a_newer_text_and_overwrites_nothing(cast, clerk):
    save(cast.key_entry, cast.unit_head, "周强的稿子。")
    response = clerk.post(page_of(cast.key_entry), sent("李静的稿子。"), headers={"Accept": "application/json"})
    cast.key_entry.refresh_from_db()
    assert (response.status_code, cast.key_entry.text) == (409, "周强的稿子。")
    assert response.json()["message"].startswith("区教委 周强于 4月2日")


def test_both_texts_stand_on_the_page_and_the_merged_one_is_saved(cast, clerk):
    save(cast.key_entry, cast.unit_head, "周强的稿子。")
    response = clerk.post(page_of(cast.key_entry), sent("李静的稿子。"))
    form = response.context["page"].form
    assert (response.status_code, response.context["page"].theirs.text) == (409, "周强的稿子。")
    assert (form["text"].value(), form["base_revision"].value()) == ("李静的稿子。", 1)
    clerk.post(page_of(cast.key_entry), sent("两人的稿子。", base=1))
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.text, cast.key_entry.revision) == ("两人的稿子。", 2)


def test_a_colleagues_figures_stand_beside_the_own_ones(cast, clerk, figure):
    save(cast.key_entry, cast.unit_head, "周强的稿子。", readings={figure.pk: Decimal(2)})
    response = clerk.post(page_of(cast.key_entry), sent("李静的稿子。", **{f"figure_{figure.pk}": "1"}))
    assert [reading.value for reading in response.context["page"].their_figures] == [2]
    assert response.context["page"].form[f"figure_{figure.pk}"].value() == "1"


def test_a_figure_in_any_width_is_kept(cast, clerk, figure):
    clerk.post(page_of(cast.key_entry), sent("在建。", **{f"figure_{figure.pk}": "１，２００"}))
    assert cast.key_entry.readings.get().value == 1200


def test_nonsense_for_a_figure_is_refused_beside_it_and_the_text_stays_on_the_page(cast, clerk, figure):
    name = f"figure_{figure.pk}"
    response = clerk.post(page_of(cast.key_entry), sent("在建。", **{name: "若干"}))
    form = response.context["page"].form
    assert (response.status_code, form["text"].value()) == (422, "在建。")
    assert form.errors == {name: ["“若干”不是一个数。请只填数字，单位为所；未报请留空。"]}


def test_an_entry_of_too_many_characters_is_refused_with_the_count_and_nothing_is_lost(cast, clerk):
    text = "字" * 20_153
    response = clerk.post(page_of(cast.key_entry), sent(text))
    form = response.context["page"].form
    assert (response.status_code, form["text"].value()) == (422, text)
    assert form.errors == {"text": ["进展情况至多 20,000 字，现有 20,153 字，请精简。"]}


def test_an_entry_of_exactly_the_limit_is_kept_with_a_warning(cast, clerk):
    response = clerk.post(page_of(cast.key_entry), sent("字" * 20_000), follow=True)
    cast.key_entry.refresh_from_db()
    assert len(cast.key_entry.text) == 20_000
    assert said(response)[0] == "已存草稿。"
    assert said(response)[1].startswith("进展情况有 20,000 字，超过建议的 2,000 字")


def test_a_pasted_table_and_rare_characters_arrive_readable(cast, clerk):
    clerk.post(page_of(cast.key_entry), sent("①\t𬭎钢项目\t建成\r\n②\t䶮湖路\t在建👍"))
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.text == "①\t𬭎钢项目\t建成\n②\t䶮湖路\t在建👍"


def test_filing_brings_up_the_next_item_and_at_the_end_the_summary(cast, clerk):
    address = {
        entry: reverse("entry_submit", args=[entry.pk])
        for entry in (cast.target_entry, cast.livelihood_entry, cast.key_entry)
    }
    first = clerk.post(address[cast.livelihood_entry], sent("学位新增一千个。"))
    second = clerk.post(address[cast.key_entry], sent("在建。"))
    last = clerk.post(address[cast.target_entry], sent("增长6.1%。"), follow=True)
    assert first.url == page_of(cast.key_entry)
    assert second.url == page_of(cast.target_entry)
    assert last.redirect_chain == [(reverse("my_tasks"), 302)]
    assert said(last)[-1] == "2024年一季度本单位应报的 3 项已全部报送。"


def test_filing_nothing_is_refused_beside_the_field(cast, clerk):
    response = clerk.post(reverse("entry_submit", args=[cast.key_entry.pk]), sent(""))
    assert (response.status_code, response.context["page"].form.errors) == (
        422,
        {"text": ["请填写进展情况后再报送。"]},
    )


@pytest.fixture
def rated(cast) -> None:
    Government.objects.filter(pk=cast.government.pk).update(asks_self_rating=True)


def marked(response) -> list[str]:
    """The inputs that are marked as wrong."""
    return html.fromstring(response.content.decode()).xpath("//*[@aria-invalid='true']/@name")


def test_who_rates_himself_as_lagging_is_told_everything_at_once_and_where(cast, clerk, figure, rated):
    given = {"self_rating": "lagging", f"figure_{figure.pk}": "9000"}
    address = reverse("entry_submit", args=[cast.key_entry.pk])
    response = clerk.post(address, sent("规上企业由120家增加到150家，增长30%。", **given))
    assert (response.status_code, response.context["page"].form.errors) == (
        422,
        {
            "problem": ["自评为滞后，请写明存在问题后再报送。"],
            "next_step": ["自评为滞后，请写明下一步措施后再报送。"],
        },
    )
    assert marked(response) == ["problem", "next_step"]
    assert [one.split("：")[0] for one in response.context["page"].doubts] == ["数字可疑", "数字不合"]
    checked = {"checked": response.context["page"].doubts_mark, "problem": "用地未批。", "next_step": "加快报批。"}
    assert clerk.post(address, sent("规上企业由120家增加到150家，增长30%。", **given, **checked)).status_code == 302


def test_before_sending_it_is_told_what_a_lagging_item_lacks(cast, clerk, rated):
    told = "没有填完：自评为滞后，请写明下一步措施，再报送"
    given = sent("在建。", self_rating="lagging", problem="用地未批。")
    assert told in clerk.post(reverse("entry_read", args=[cast.key_entry.pk]), given).json()["remarks"]
    save(cast.key_entry, cast.clerk, "在建。", self_rating="lagging", problem="用地未批。")
    assert told in [str(one) for one in clerk.get(page_of(cast.key_entry)).context["page"].remarks]


def test_what_lags_by_its_own_words_marks_the_fields_and_says_that_nothing_was_filed(cast, clerk):
    Period.objects.filter(pk=cast.period.pk).update(due_on="2024-04-20")
    response = clerk.post(
        reverse("entry_submit", args=[cast.key_entry.pk]), sent("因资金未到位，项目停工，进度严重滞后。")
    )
    assert response.status_code == 422
    assert response.context["page"].form.errors["problem"] == ["按所报内容，该事项进度滞后，请写明存在问题后再报送。"]
    assert marked(response) == ["problem", "next_step"]
    assert found(response, "p.error")[0] == "有 2 处需要修改，见下面标出的地方；尚未报送。"


def test_what_contradicts_itself_by_arithmetic_is_confirmed_before_it_is_filed(cast, clerk):
    address, text = reverse("entry_submit", args=[cast.key_entry.pk]), "规上企业由120家增加到150家，增长30%。"
    response = clerk.post(address, sent(text))
    assert response.context["page"].doubts == ["数字不合：从 120 到 150 是 25%，文中写 30%"]
    mark = response.context["page"].doubts_mark
    assert clerk.post(reverse("entry_read", args=[cast.key_entry.pk]), sent(text)).json()["mark"] == mark
    assert clerk.post(address, sent(text, checked=mark)).status_code == 302


def test_filing_withdraws_the_request_to_file_later(cast, clerk):
    request = ask(cast)
    assert "申请随之撤回" in clerk.get(page_of(cast.key_entry)).content.decode()
    response = clerk.post(reverse("entry_submit", args=[cast.key_entry.pk]), sent("建成一所。"), follow=True)
    assert "“重点工作任务第1项”的延期报送申请随之撤回，不必再办。" in said(response)
    request.refresh_from_db()
    assert request.state == RequestState.WITHDRAWN


def test_a_request_to_file_later_stands_until_the_units_head_confirms(cast, clerk, sign_in):
    Unit.objects.filter(pk=cast.lead_unit.pk).update(needs_confirmation=True)
    request = ask(cast)
    clerk.post(reverse("entry_submit", args=[cast.key_entry.pk]), sent("建成一所。"))
    request.refresh_from_db()
    assert request.state == RequestState.OPEN
    cast.key_entry.refresh_from_db()
    confirmed = {"revision": cast.key_entry.revision}
    sign_in(cast.unit_head).post(reverse("entry_confirm", args=[cast.key_entry.pk]), confirmed)
    request.refresh_from_db()
    assert request.state == RequestState.WITHDRAWN


def test_a_submission_after_the_period_closed_keeps_the_text_on_the_page(cast, clerk):
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    response = clerk.post(reverse("entry_submit", args=[cast.key_entry.pk]), sent("迟到的稿子。"))
    cast.key_entry.refresh_from_db()
    assert (response.status_code, cast.key_entry.state) == (403, EntryState.BLANK)
    assert response.context["page"].refusal == "一季度填报已截止，如需补报请联系督查办。"
    assert "迟到的稿子。" in response.content.decode()
    assert found(response, "div.why") == [
        "尚未报送：一季度填报已截止，如需补报请联系督查办。 您刚才填写的内容都在下面，可复制留存。"
    ]


def test_the_reason_of_a_return_stands_on_the_clerks_page(cast, clerk):
    submit(cast.key_entry, cast.clerk)
    give_back(cast.key_entry, cast.office, "请写明建成面积。")
    assert "请写明建成面积。" in clerk.get(page_of(cast.key_entry)).content.decode()


def test_a_filed_entry_is_read_only_until_it_is_withdrawn(cast, clerk):
    submit(cast.key_entry, cast.clerk)
    assert clerk.get(page_of(cast.key_entry)).context["page"].lock_reason == "已报送督查办，撤回后可以修改。"
    clerk.post(reverse("entry_withdraw", args=[cast.key_entry.pk]))
    assert clerk.get(page_of(cast.key_entry)).context["page"].lock_reason == ""


def test_an_accepted_entry_cannot_be_withdrawn(cast, clerk):
    submit(cast.key_entry, cast.clerk)
    accept(cast.key_entry, cast.office)
    response = clerk.post(reverse("entry_withdraw", args=[cast.key_entry.pk]))
    assert (response.status_code, "督查办已审核通过，不能撤回" in response.content.decode()) == (409, True)
    assert "没有权限" not in response.content.decode()


@pytest.mark.parametrize("act", ["entry_confirm", "entry_send_back"])
def test_a_head_who_comes_after_his_clerk_took_it_back_is_told_so(cast, sign_in, act):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    filed = submit(cast.key_entry, cast.clerk)
    withdraw(entry=filed, by=cast.clerk)
    answer = sign_in(cast.unit_head).post(reverse(act, args=[filed.pk]), {"revision": 1, "reason": "口径不对。"})
    assert (answer.status_code, found(answer, "h1")) == (409, ["该事项的状态刚刚变化"])
    assert found(answer, "p")[0] == "填报员已撤回该事项，修改后会重新报请审核；您刚才的操作没有生效。"
    assert f'href="{page_of(filed)}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "told"), [("confirmed", "完成时限 6月底前 2024年6月30日，已过 8 天"), ("proposed", "完成时限 6月底前")]
)
def test_the_unit_reads_the_day_of_its_deadline_once_it_is_confirmed(cast, clerk, settings, state, told):
    settings.DUBAN_TODAY = date(2024, 7, 8)
    edition = cast.key_entry.edition
    edition.due, edition.due_on, edition.due_state = "6月底前", date(2024, 6, 30), state
    edition.save()
    assert found(clerk.get(page_of(cast.key_entry)), "dl.duties") == [
        f"{told} 责任区领导 王明 牵头单位 区教委 配合单位 区财政局"
    ]


def test_a_cooperating_unit_reads_what_was_filed_and_writes_nothing(cast, sign_in):
    save(cast.key_entry, cast.clerk, "写到一半。")
    helper = sign_in(cast.cooperating_clerk)
    page = helper.get(page_of(cast.key_entry))
    assert page.context["page"].lock_reason == "本单位不是该事项的牵头单位，只能查看。"
    assert "写到一半。" not in page.content.decode()
    assert helper.post(page_of(cast.key_entry), sent("别人的话。", base=1)).status_code == 403
    submit(cast.key_entry, cast.clerk, "写完了。")
    assert "写完了。" in helper.get(page_of(cast.key_entry)).content.decode()


def test_another_unit_does_not_find_the_entry(cast, sign_in):
    assert sign_in(cast.other_clerk).get(page_of(cast.key_entry)).status_code == 404


def test_the_head_confirms_or_sends_back(cast, sign_in):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    head = sign_in(cast.unit_head)
    submit(cast.key_entry, cast.clerk)
    head.post(reverse("entry_send_back", args=[cast.key_entry.pk]), {"reason": "口径不对。", "revision": 1})
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.state, cast.key_entry.return_reason) == (EntryState.DRAFT, "口径不对。")
    told = [(notice.recipient, notice.subject, "口径" in notice.body) for notice in Notice.objects.filter(read_at=None)]
    assert told == [(cast.clerk, "单位审核退回：2024年一季度 重点工作任务第1项", False)]
    submit(cast.key_entry, cast.clerk, "改过。")
    head.post(reverse("entry_confirm", args=[cast.key_entry.pk]), {"revision": 2})
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.state == EntryState.SUBMITTED


def test_the_head_is_told_what_to_look_at_and_led_to_what_waits_next(cast, sign_in):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    submit(cast.key_entry, cast.clerk, "建成一所。", next_step="3月底前投用。")
    submit(cast.livelihood_entry, cast.clerk, "建成一所。")
    page = sign_in(cast.unit_head).get(page_of(cast.key_entry))
    assert found(page, "ul.remarks") == ["日期已过：下一步措施中的“3月底前”已过"]
    assert found(page, "p.ways")[0].endswith("下一项待审")
    assert sign_in(cast.clerk).get(page_of(cast.key_entry)).content.decode().count("审核前看一眼") == 0


def test_files_go_with_the_draft_and_a_refused_one_is_named(cast, clerk):
    files = [SimpleUploadedFile("验收单.pdf", b"%PDF-1.7"), SimpleUploadedFile("程序.exe", b"MZ")]
    response = clerk.post(page_of(cast.key_entry), sent("在建。", files=files), follow=True)
    assert [one.name for one in Evidence.objects.all()] == ["验收单.pdf"]
    assert said(response)[0].startswith("未上传：“程序.exe”不是可上传的文件")


def test_a_refused_file_holds_the_filing_back_and_keeps_the_draft(cast, clerk):
    address = reverse("entry_submit", args=[cast.key_entry.pk])
    response = clerk.post(address, sent("建成。", files=[SimpleUploadedFile("程序.exe", b"MZ")]), follow=True)
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.state, cast.key_entry.text) == (EntryState.DRAFT, "建成。")
    assert said(response)[-1] == "佐证材料没有全部上传，尚未报送；填写内容已存草稿。"


def test_a_file_goes_along_with_the_filing_and_is_removed_by_its_button(cast, clerk):
    clerk.post(page_of(cast.key_entry), sent("在建。", files=[SimpleUploadedFile("单.pdf", b"%PDF-1.7")]))
    clerk.post(page_of(cast.key_entry), sent("在建。", base=1, remove=str(Evidence.objects.get().key)))
    assert Evidence.objects.count() == 0
    files = [SimpleUploadedFile("验收单.pdf", b"%PDF-1.7 2")]
    clerk.post(reverse("entry_submit", args=[cast.key_entry.pk]), sent("建成。", base=1, files=files))
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.state, cast.key_entry.evidence.get().name) == (EntryState.SUBMITTED, "验收单.pdf")

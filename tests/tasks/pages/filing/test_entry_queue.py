"""The place of an entry among the unit's, the next one, 复制上期 without a script, and files that a script sends."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks.enums import PeriodState
from tasks.models import Evidence
from tests.acts import save, submit
from tests.cast import EntryFactory, PeriodFactory
from tests.pages import found


def page_of(entry) -> str:
    return reverse("entry_page", args=[entry.pk])


def test_the_strip_tells_each_items_state_and_the_button_the_next_one(cast, sign_in):
    save(cast.target_entry, cast.clerk, "增长6.1%。")
    submit(cast.livelihood_entry, cast.clerk, "新增一千个。")
    page = sign_in(cast.clerk).get(page_of(cast.key_entry))
    assert found(page, "p.place") == ["‹ 我的任务 3 / 3"]
    assert found(page, "p.counts") == ["草稿 1，未填 1，已报 1"]
    assert [cell.rpartition("（")[2] for cell in found(page, "a.cell")] == ["草稿）", "待审核）", "未填报）"]
    assert found(page, "div.filing-foot")[0].startswith("报送，填下一项 Ctrl ↵ 直接到督查办 存草稿 ")
    assert found(page, "p.ways") == ["上一项"]


def test_after_a_draft_one_goes_to_the_next_item(cast, sign_in):
    answer = sign_in(cast.clerk).post(
        page_of(cast.livelihood_entry), {"base_revision": 0, "text": "在建。", "go": cast.key_entry.pk}
    )
    assert answer.url == page_of(cast.key_entry)
    forged = sign_in(cast.clerk).post(
        page_of(cast.livelihood_entry), {"base_revision": 1, "text": "在建。", "go": "9" * 30}
    )
    assert forged.url == page_of(cast.livelihood_entry)


def test_an_item_that_another_unit_files_stands_in_no_queue(cast, sign_in):
    page = sign_in(cast.cooperating_clerk).get(page_of(cast.key_entry))
    assert (found(page, "p.place"), found(page, "ol.cells")) == (
        ["‹ 我的任务 重点工作任务第1项"],
        [],
    )


def test_last_time_is_taken_over_with_blanks_and_nothing_is_saved(cast, sign_in):
    submit(cast.key_entry, cast.clerk, "建成2所。", problem="差1所。")
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    half_year = PeriodFactory(plan=cast.plan, number=2, state=PeriodState.OPEN)
    entry = EntryFactory(period=half_year, task=cast.key, edition=cast.key.current)
    clerk = sign_in(cast.clerk)
    shown = clerk.get(page_of(entry)).context["page"].copies
    assert (shown["text"], shown["problem"], shown["next_step"]) == ("建成＿＿所。", "差＿＿所。", "")
    answer = clerk.post(page_of(entry), {"base_revision": 0, "text": "在建。", "copy": "text"})
    entry.refresh_from_db()
    assert (answer.status_code, answer.context["page"].form["text"].value()) == (200, "在建。\n建成＿＿所。")
    assert (entry.text, entry.revision) == ("", 0)
    refused = clerk.post(reverse("entry_submit", args=[entry.pk]), {"base_revision": 0, "text": "建成＿＿所。"})
    assert refused.context["page"].form.errors == {
        "text": ["还有 1 处“＿＿”没有填，第一处在“建成＿＿所。”：请填写数字，或删去不用的字句，再报送。"]
    }


def test_a_file_that_is_dropped_comes_back_in_the_list_or_with_the_reason(cast, sign_in):
    clerk, address = sign_in(cast.clerk), reverse("evidence_add", args=[cast.key_entry.pk])
    taken = clerk.post(address, {"file": SimpleUploadedFile("验收单.pdf", b"%PDF-1.7")})
    assert (taken.status_code, "验收单.pdf" in taken.json()["html"]) == (200, True)
    refused = clerk.post(address, {"file": SimpleUploadedFile("程序.exe", b"MZ")})
    assert refused.status_code == 422
    assert refused.json()["message"].startswith("“程序.exe”不是可上传的文件")
    submit(cast.key_entry, cast.clerk)
    late = clerk.post(address, {"file": SimpleUploadedFile("图.pdf", b"%PDF-1.8")})
    assert (late.status_code, Evidence.objects.count()) == (403, 1)

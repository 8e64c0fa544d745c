"""Several rows are pasted out of a spreadsheet: each finds its item, is shown first, and becomes a draft."""

import pytest
from django.urls import reverse

from tasks.enums import EntryState
from tasks.importing.pasted_entries import read_pasted_entries
from tasks.importing.raw import Unreadable
from tests.acts import save
from tests.pages import found
from tests.pages import rows as read_rows

UPLOAD, PREVIEW = reverse("offline_upload"), reverse("offline_preview")


@pytest.fixture
def clerk(cast, sign_in):
    return sign_in(cast.clerk)


def paste(client, *rows: str):
    return client.post(UPLOAD, {"rows": "\n".join(rows)}, follow=True)


def shown(response) -> dict[str, list[tuple]]:
    """State → place and item, or place and reason, of each row of the preview."""
    return {
        state.label: [(row.place, f"{row.entry.task}" if row.entry else row.why[0]) for row in rows]
        for state, rows in response.context["groups"]
    }


def test_rows_with_heads_find_their_items_and_become_drafts(cast, clerk):
    page = paste(
        clerk,
        "序号\t工作任务\t责任单位\t进展情况\t存在问题",
        f"9\t{cast.key_entry.edition.text}\t区教委\t建成一所。\t用地未批。",
        f'8\t{cast.livelihood_entry.edition.text}\t区教委\t"新增五百个。\n已招生。"\t',
    )
    assert [row.entry for row in page.context["writable"]] == [cast.key_entry, cast.livelihood_entry]
    sent = {
        "token": page.context["token"],
        "seen": [f"{each.pk}:0" for each in (cast.key_entry, cast.livelihood_entry)],
    }
    clerk.post(PREVIEW, sent)
    for entry in (cast.key_entry, cast.livelihood_entry):
        entry.refresh_from_db()
    assert (cast.key_entry.state, cast.key_entry.text, cast.key_entry.problem) == (
        EntryState.DRAFT,
        "建成一所。",
        "用地未批。",
    )
    assert cast.livelihood_entry.text == "新增五百个。\n已招生。"


def test_a_row_with_its_number_may_name_the_item_by_how_it_begins(cast, clerk):
    number = cast.key_entry.number
    page = paste(clerk, "序号\t任务\t进展", f"{number}\t建成小学\t建成一所。", f"{number}\t完全不同的事情\t建成两所。")
    assert [row.entry for row in page.context["writable"]] == [cast.key_entry]


def test_what_was_pasted_is_brought_back_to_be_corrected(cast, clerk):
    rows = ("序号\t任务\t进展", "77\t没有的事情\t建成一所。")
    page = paste(clerk, *rows)
    assert found(page, "h1") == ["核对粘贴的各行"]
    assert "回去改粘贴的内容" in found(page, "a")
    assert [row[1] for row in read_rows(page)] == ["没有的事情 第 2 行"]
    again = clerk.get(f"{UPLOAD}?again")
    assert again.context["pasted"]["rows"].value() == "\n".join(rows)
    assert clerk.get(UPLOAD).context["pasted"]["rows"].value() is None


def test_without_heads_the_item_stands_before_the_progress(cast, clerk):
    page = paste(clerk, f"{cast.key_entry.edition.text}\t建成一所。\t用地未批。\t加快报批。")
    (row,) = page.context["writable"]
    assert {name: cell.text for name, cell in row.filled.cells.items()} == {
        "text": "建成一所。",
        "problem": "用地未批。",
        "next_step": "加快报批。",
    }


def test_a_row_without_a_sure_item_is_named_and_nothing_is_written(cast, clerk):
    save(cast.key_entry, cast.clerk, "建成一所。")
    page = paste(
        clerk,
        "序号\t任务\t进展",
        "1\t\t建成两所。",
        "77\t\t建成两所。",
        f"\t{cast.key_entry.edition.text}\t建成两所。",
        f"\t{cast.key_entry.edition.text}\t建成三所。",
        f"\t{cast.other_entry.edition.text}\t别的单位的。",
    )
    told = shown(page)
    assert [place for place, _ in told["将写入"]] == ["第 4 行"] if "将写入" in told else page.context["writable"]
    reasons = [why for rows in told.values() for _, why in rows]
    assert any("在本单位有" in why for why in reasons)
    assert any(why.startswith("序号 77：本期没有对应的本单位牵头事项") for why in reasons)
    assert any(why.startswith("与第 4 行是同一事项") for why in reasons)
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.text == "建成一所。"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "请先从 Excel 复制各行，粘贴到这里。"),
        (
            "建成一所。\n建成两所。",
            "粘贴的内容没有分列。请在 Excel 中选中“序号或工作任务”和“进展情况”两列以上，复制后粘贴。",
        ),
        ("甲\t乙\n丙\t丁", "看不出各行是哪个事项：请把“序号”或“工作任务”一列也一并复制，放在进展情况之前。"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_box_and_stays_there(cast, clerk, text, told):
    answer = clerk.post(UPLOAD, {"rows": text})
    assert (answer.status_code, answer.context["pasted"].errors) == (422, {"rows": [told]})
    assert answer.context["pasted"]["rows"].value() == text


def test_too_many_rows_are_refused_with_their_number():
    with pytest.raises(Unreadable, match=r"^一次至多粘贴 500 行，现有 501 行"):
        read_pasted_entries("1\t建成。\n" * 501, [])

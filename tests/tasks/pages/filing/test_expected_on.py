"""预计完成时间: a day that a unit may give, typed on the page or in a cell, kept within a few years of the plan."""

from datetime import date

import pytest
from django.urls import reverse

from reports.layouts.layout import get_layout_by_name, load_layouts
from tasks.enums import Outcome
from tasks.models.entry_fields import BY_NAME
from tasks.pages.filing.forms.entries import EntryForm
from tests.acts import judge, save, submit
from tests.pages import found
from tests.reports.printed import read
from tests.tasks.pages.filing.filled_in import brought_back, confirmed, counts, filled_in, forms_in, groups, taken_out

FIELD = BY_NAME["expected_on"]
OUTSIDE = "预计完成时间应在 2024 年至 2029 年之间。"
NO_DAY = "日期应写作 2024-07-15。"


@pytest.mark.parametrize(
    "text",
    ["2024-12-31", "2024/12/31", "2024.12.31", "2024年12月31日", " ２０２４ 年 12 月 31 日 "],
)
def test_a_day_is_understood_however_it_is_written(text):
    assert FIELD.normalise_text(text) == "2024-12-31"


@pytest.mark.parametrize("text", ["", "年底", "2024年12月", "2024-13-01", "2023-02-29", "45657", "12-31"])
def test_what_is_no_day_stays_as_it_is(text):
    assert FIELD.normalise_text(text) == text


@pytest.mark.parametrize(
    ("day", "errors"),
    [
        ("", []),
        ("2023-12-31", [OUTSIDE]),
        ("2024-01-01", []),
        ("2029-12-31", []),
        ("2030-01-01", [OUTSIDE]),
        ("8月31日", []),
        ("2月30日", ["没有“2月30日”这一天，请核对。日期应写作 2024-07-15。"]),
        ("年底", [NO_DAY]),
    ],
)
def test_it_is_optional_and_lies_within_a_few_years_of_the_plan(cast, day, errors):
    form = EntryForm({"base_revision": 0, "expected_on": day}, entry=cast.key_entry, indicators=[])
    assert form.errors.get("expected_on", []) == errors


def test_a_day_without_its_year_lies_in_that_of_the_plan(cast):
    form = EntryForm({"base_revision": 0, "expected_on": "8 月 31 日"}, entry=cast.key_entry, indicators=[])
    assert (form.errors, form.cleaned_data["expected_on"]) == ({}, date(2024, 8, 31))


def test_the_page_asks_for_it_keeps_it_and_files_it(cast, sign_in):
    client, address = sign_in(cast.clerk), reverse("entry_page", args=[cast.key_entry.pk])
    sent = {"base_revision": 0, "text": "建成一所。", "expected_on": "2024-11-30"}
    answer = client.post(address, sent, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["revision"]) == (200, 1)
    assert 'type="date" name="expected_on" value="2024-11-30"' in client.get(address).content.decode()
    client.post(
        reverse("entry_submit", args=[cast.key_entry.pk]),
        sent | {"base_revision": 1, "expected_on": "2024-12-01"},
    )
    assert list(cast.key_entry.revisions.values_list("state", "expected_on")) == [
        ("draft", date(2024, 11, 30)),
        ("submitted", date(2024, 12, 1)),
    ]
    history = found(client.get(reverse("task_page", args=[cast.key.pk])), "p.prose")
    assert [text for text in history if text.startswith("预计完成时间")] == [
        "预计完成时间 2024年 11月30 12月1 日",
        "预计完成时间 2024年11月30日",
    ]


def test_a_draft_that_keeps_itself_is_told_why_a_day_is_refused(cast, sign_in):
    answer = sign_in(cast.clerk).post(
        reverse("entry_page", args=[cast.key_entry.pk]),
        {"base_revision": 0, "text": "建成一所。", "expected_on": "2034-11-30"},
        headers={"Accept": "application/json"},
    )
    assert (answer.status_code, answer.json()["errors"]) == (422, {"expected_on": [OUTSIDE]})


def test_a_workbook_takes_a_day_as_text_or_as_a_date_and_refuses_others_with_their_cell(cast, sign_in):
    client = sign_in(cast.clerk)

    def fill(texts):
        texts(1, "预计完成时间", kind="预期目标").value = "2024年底"
        texts(1, "预计完成时间", kind="民生实事").value = "2034.6.30"
        texts(1, "预计完成时间").value = date(2024, 9, 30)

    content = filled_in(taken_out(client), fill)
    preview = brought_back(client, content)
    assert counts(preview) == {"出错": 2, "将存草稿": 1}
    (texts,) = forms_in(content)
    assert [row["原因"] for row in groups(preview)["出错 2 项"]] == [
        f"{texts.address(1, '预计完成时间', kind='预期目标')} 预计完成时间：{NO_DAY}",
        f"{texts.address(1, '预计完成时间', kind='民生实事')} 预计完成时间：{OUTSIDE}",
    ]
    confirmed(client, preview)
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.expected_on == date(2024, 9, 30)


def test_the_same_day_in_another_notation_is_no_change(cast, sign_in):
    save(cast.key_entry, cast.clerk, "建成一所。", expected_on=date(2024, 9, 30))
    client = sign_in(cast.clerk)
    content = filled_in(taken_out(client), lambda texts: setattr(texts(1, "预计完成时间"), "value", "2024/9/30"))
    assert counts(brought_back(client, content)) == {"未改动": 3}


def test_a_leader_reads_it_beside_what_lags(cast, sign_in):
    submit(cast.key_entry, cast.clerk, next_step="五月供地。", expected_on=date(2024, 9, 30))
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "用地未落实")
    lag = found(sign_in(cast.leader).get(reverse("board")), "article.lag")
    assert [text.partition("滞后原因 ")[2] for text in lag] == [
        "用地未落实 下一步措施 五月供地。 预计完成时间 2024年9月30日"
    ]


def test_the_ledger_prints_it_where_any_item_has_one(cast, sign_in, tmp_path):
    columns = [column.field for column in get_layout_by_name("ledger", load_layouts()).attachments[0].columns]
    assert columns[columns.index("next_step") + 1] == "expected_on"
    client = sign_in(cast.office)

    def heads() -> list[str]:
        path = tmp_path / "ledger.xlsx"
        path.write_bytes(b"".join(client.get(reverse("export_list")).streaming_content))
        (table,) = read(path)
        return [label for label, _ in table.header]

    submit(cast.target_entry, cast.clerk, next_step="五月供地。")
    assert "预计完成时间" not in heads()
    submit(cast.key_entry, cast.clerk, expected_on=date(2024, 9, 30))
    assert "预计完成时间" in heads()

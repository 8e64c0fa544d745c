"""One description of an entry's fields, and every place that asks for them, keeps, shows or counts them follows it.

A field that is added to the description alone makes these tests name each place that does not know it.
"""

import re
from dataclasses import fields, replace
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reports.figures.burden import BurdenFigures, count_written_characters
from reports.filing.offline import build_text_columns
from reports.issuing.changes import FIELD_LABELS, list_changed_fields
from reports.layouts.layout import FIELDS as LAYOUT_FIELDS
from reports.reporting.items import ReportItem
from tasks.enums import EntryState, SelfRating
from tasks.filing.offline import KEY, OPEN_MARK, build_entry_key, parse_offline_key
from tasks.models import Event, ProgressEntry
from tasks.models.entry_fields import ASKED, BESIDE_TEXT, BLANK, BY_NAME, FIELDS, KEPT, TEXTS, FieldKind
from tasks.models.progress import UnitWords
from tasks.pages.filing.forms.entries import EntryForm
from tasks.searching import search
from tests.acts import save, submit
from tests.pages import found
from tests.tasks.pages.filing.filled_in import brought_back, confirmed, filled_in, taken_out

#: columns of an entry that no unit writes
OF_THE_OFFICE = {
    *("id", "period", "task", "edition", "number", "due_on", "state", "revision", "published_text"),
    *("saved_at", "saved_by", "submitted_at", "submitted_by", "reviewed_at", "reviewed_by", "return_reason"),
    *("returned_revision", "judgement", "standing", "signals", "assessed_on"),
    # the ticks of the milestones, which every item has others of
    "milestones_done",
}
#: what a person types into a cell, and what is stored of it
WRITTEN_IN_A_CELL = {
    FieldKind.TEXT: "改过的。",
    FieldKind.TICK: "否",
    FieldKind.DAY: "2024年11月30日",
    FieldKind.CHOICE: "滞后",
}
STORED = {
    FieldKind.TEXT: "改过的。",
    FieldKind.TICK: False,
    FieldKind.DAY: date(2024, 11, 30),
    FieldKind.CHOICE: SelfRating.LAGGING,
}
each_field = pytest.mark.parametrize("field", FIELDS, ids=[field.name for field in FIELDS])


#: an entry in which everything is written
SAMPLES = {
    FieldKind.TEXT: "写在{}里。",
    FieldKind.TICK: True,
    FieldKind.DAY: date(2024, 12, 31),
    FieldKind.CHOICE: SelfRating.DIFFICULT,
}
FULL = {
    field.name: SAMPLES[field.kind].format(field.label) if field.kind == FieldKind.TEXT else SAMPLES[field.kind]
    for field in FIELDS
}


@pytest.fixture(autouse=True)
def government_that_asks_for_everything(cast):
    for field in FIELDS:
        if field.setting:
            setattr(cast.government, field.setting, True)
    cast.government.save()


def written(held, kept=FIELDS) -> dict:
    """The fields as they are stored now."""
    held.refresh_from_db()
    return {field.name: getattr(held, field.name) for field in kept}


def test_every_column_that_a_unit_writes_is_described():
    columns = {column.name: column for column in ProgressEntry._meta.concrete_fields}
    assert columns.keys() - OF_THE_OFFICE == BY_NAME.keys()
    assert {name: columns[name].verbose_name for name in BY_NAME} == {field.name: field.label for field in FIELDS}


def test_entry_and_revision_share_the_columns_that_are_kept():
    assert [column.name for column in UnitWords._meta.fields] == [*(field.name for field in KEPT), "milestones_done"]


def test_a_blank_entry_has_the_blank_values(cast):
    assert written(cast.key_entry) == BLANK


def test_the_form_asks_for_every_field_in_order(cast):
    form = EntryForm(entry=cast.key_entry, indicators=[])
    assert list(form.fields) == ["base_revision", *BY_NAME]


def test_the_workbook_asks_for_every_field_and_reads_it_back(cast):
    assert [column.label for column in build_text_columns(cast.government) if column.is_open] == [
        f"{field.label}{OPEN_MARK}" for field in FIELDS
    ]
    assert list(build_entry_key(cast.key_entry).contents) == list(BY_NAME)


def test_a_printed_row_a_layout_and_a_change_since_the_issue_know_what_stands_beside_the_text():
    names = {field.name for field in BESIDE_TEXT}
    assert names - {each.name for each in fields(ReportItem)} == set()
    assert names - LAYOUT_FIELDS.keys() == set()
    assert {name: FIELD_LABELS[name] for name in names} == {field.name: field.label for field in BESIDE_TEXT}


def test_an_issue_from_before_a_field_existed_differs_only_where_something_is_written():
    row = {"progress": "建成一所。", "problem": ""}
    assert list_changed_fields({"progress": "建成一所。"}, row) == ()
    assert list_changed_fields({"progress": "建成一所。"}, row | {"problem": "用地"}) == ("存在问题",)


def test_words_are_counted_and_searched_in_texts_alone(cast):
    entry = ProgressEntry(state=EntryState.SUBMITTED, **FULL)
    assert count_written_characters(entry) == sum(len(FULL[field.name]) for field in TEXTS)
    assert list(search.WRITTEN) == [field.name for field in TEXTS]


def test_what_every_item_is_asked_for_counts_as_a_field_to_fill_in():
    assert BurdenFigures(items=3, indicators=2).fields == 3 * len(ASKED) + 2


def test_a_revision_keeps_what_was_saved(cast):
    save(cast.key_entry, cast.clerk, **FULL)
    assert written(cast.key_entry) == FULL
    assert written(cast.key_entry.revisions.get(), KEPT) == {field.name: FULL[field.name] for field in KEPT}


def cleared(field) -> dict:
    """What stands in a full entry once a field is emptied; a matter without its tick cannot be."""
    return FULL | {other.name: other.blank for other in FIELDS if field.name in (other.name, other.tick)}


@each_field
def test_a_field_that_is_emptied_is_saved_and_told_in_the_audit_log(cast, field):
    save(cast.key_entry, cast.clerk, **FULL)
    save(cast.key_entry, cast.clerk, **cleared(field))
    assert written(cast.key_entry) == cleared(field)
    assert field.label in Event.objects.latest("pk").after["修改"].split("、")


@each_field
def test_a_workbook_that_changes_one_field_leaves_every_other_as_it_stands(cast, sign_in, field):
    save(cast.key_entry, cast.clerk, **FULL)
    client = sign_in(cast.clerk)

    def fill(texts):
        texts(1, field.label).value = WRITTEN_IN_A_CELL[field.kind]
        for other in FIELDS:
            if other.tick == field.name:
                texts(1, other.label).value = None

    confirmed(client, brought_back(client, filled_in(taken_out(client), fill)))
    assert written(cast.key_entry) == cleared(field) | {field.name: STORED[field.kind]}


def of_an_older_version(texts, field, typed=None) -> None:
    """The workbook as it was taken out before there was the field, and what a person typed in a column of his own."""
    key = texts(1, KEY)
    former = parse_offline_key(key.value)
    contents = {name: hashed for name, hashed in former.contents.items() if name != field.name}
    key.value = replace(former, contents=contents).signed
    texts(1, field.label).value = typed
    if typed is None:
        texts.sheet.delete_cols(texts(1, field.label).column)


@each_field
def test_a_workbook_from_before_a_field_existed_leaves_it_as_it_stands(cast, sign_in, field):
    save(cast.key_entry, cast.clerk, **FULL)
    client = sign_in(cast.clerk)
    other = next(each for each in TEXTS if each != field)

    def fill(texts):
        texts(1, other.label).value = "改过的。"
        of_an_older_version(texts, field)

    confirmed(client, brought_back(client, filled_in(taken_out(client), fill)))
    assert written(cast.key_entry) == FULL | {other.name: "改过的。"}


def test_a_column_added_by_hand_to_an_older_workbook_is_read(cast, sign_in):
    client = sign_in(cast.clerk)
    content = filled_in(taken_out(client), lambda texts: of_an_older_version(texts, BY_NAME["problem"], "用地未批"))
    confirmed(client, brought_back(client, content))
    assert written(cast.key_entry) == BLANK | {"problem": "用地未批"}


@pytest.mark.parametrize("who", ["clerk", "office"])
def test_the_page_of_the_item_and_of_the_entry_show_what_was_filed(cast, sign_in, who):
    submit(cast.key_entry, cast.clerk, **FULL)
    client = sign_in(cast.person(who))
    pages = [reverse("task_page", args=[cast.key.pk])]
    pages.append(reverse("entry_page" if who == "clerk" else "review_entry", args=[cast.key_entry.pk]))
    for page in pages:
        shown = " ".join(found(client.get(page), "*"))
        told = {field.label: field.describe_value(FULL[field.name]) for field in KEPT}
        assert [label for label, text in told.items() if text not in shown] == []


def test_the_history_of_the_item_shows_what_each_revision_changed(cast, sign_in):
    save(cast.key_entry, cast.clerk, "建成一所。", problem="用地未批。")
    save(cast.key_entry, cast.clerk, "建成一所。", next_step="五月供地。")
    history = found(sign_in(cast.clerk).get(reverse("task_page", args=[cast.key.pk])), "details")
    assert [re.sub(r" · 李静 · \S+ \S+", "", text) for text in history if text.startswith("第 ")] == [
        "第 2 版 · 存草稿 建成一所。 存在问题 用地未批。 下一步措施 五月供地。",
        "第 1 版 · 存草稿 建成一所。 存在问题 用地未批。",
    ]


def test_who_saves_on_an_older_page_sees_every_field_of_the_other(cast, sign_in):
    save(cast.key_entry, cast.unit_head, **FULL)
    answer = sign_in(cast.clerk).post(
        reverse("entry_page", args=[cast.key_entry.pk]), {"base_revision": 0, "text": "我的。"}
    )
    told = "".join(found(answer, "div.two"))
    theirs = {field.label: field.describe_value(FULL[field.name]) for field in KEPT}
    assert (answer.status_code, [label for label, text in theirs.items() if text not in told]) == (409, [])


def test_the_exported_list_has_a_column_for_what_every_item_is_asked(cast, sign_in):
    submit(cast.key_entry, cast.clerk, **FULL)
    response = sign_in(cast.office).get(reverse("export_list"))
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    shown = {cell.value for row in sheet for cell in row}
    assert {field.label for field in ASKED} - shown == set()
    assert {field.format_value(FULL[field.name]) for field in ASKED} - shown == set()

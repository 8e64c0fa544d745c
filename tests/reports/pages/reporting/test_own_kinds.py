"""A government with four kinds, one judged by lamps, goes the whole round: filed, judged on the page and in a batch, seen on
boards and lists, exported, and read back from its own file."""

import pytest
from django.urls import reverse

from tasks.enums import EntryState, Outcome
from tasks.importing import parse_document, read_raw_document
from tasks.importing.own_kinds import assign_item_kinds
from tasks.models import ItemKind, ProgressEntry
from tests.acts import accept, submit
from tests.pages import found, options, said
from tests.reports.pages.reporting.test_exports import tables_of
from tests.tasks.organisation.own_kinds import add_lamp_entry, add_lamps


def pick(entry: ProgressEntry) -> str:
    return f"{entry.pk}:{entry.revision}:{entry.judgement_id or 0}"


@pytest.fixture
def lamps(cast) -> list[ProgressEntry]:
    """Two items of 党建重点, filed and accepted."""
    kind = add_lamps(cast)
    entries = [
        add_lamp_entry(cast, kind, number=number, text=text)
        for number, text in enumerate(("建成党群服务中心5个", "开展主题党日12次"), start=1)
    ]
    for entry in entries:
        submit(entry, cast.clerk, "正在推进。")
        accept(ProgressEntry.objects.get(pk=entry.pk), cast.office)
    return list(ProgressEntry.objects.filter(pk__in=[entry.pk for entry in entries]).order_by("number"))


def test_the_whole_round_speaks_in_the_words_of_the_kind(cast, sign_in, lamps, tmp_path):
    first, second = lamps
    office, clerk = sign_in(cast.office), sign_in(cast.clerk)
    page = office.get(reverse("judge_entry", args=[first.pk]))
    assert [word.label for word in page.context["page"].outcomes] == ["绿灯", "黄灯", "红灯", "已完成"]
    office.post(
        reverse("judge_entry", args=[first.pk]),
        {"outcome": Outcome.LAGGING, "reason": "用地未批。", "seen": ""},
        follow=True,
    )
    sent = {"pick": [pick(second)], "outcome": Outcome.WATCH, "reason": ""}
    answer = office.post(f"{reverse('judge_many')}?summary=1", sent, follow=True)
    assert "已研判为“黄灯”" in said(answer)[-1]
    assert [str(entry.judgement) for entry in ProgressEntry.objects.filter(task__item_kind__name="党建重点")] == [
        "红灯",
        "黄灯",
    ]

    listed = office.get(reverse("task_list"), {"kind": "key-2"})
    assert options(listed, "kind")[-1].endswith("党建重点")
    assert [words for words in found(listed, "span.st") if "灯" in words] == ["红灯", "黄灯"]
    assert "党建重点" in clerk.get(reverse("my_tasks")).content.decode()

    file = office.get(f"{reverse('export_list')}?kind=key-2")
    tables = tables_of(file, tmp_path)
    assert [row[1] for row in tables[0].rows if row[1] == "党建重点"] == ["党建重点"] * 2
    path = tmp_path / "download.xlsx"
    document = parse_document(read_raw_document(path, path.name))
    assign_item_kinds(document, cast.government.kinds)
    assert [(row.item_kind[:4], row.item_kind[-2:], row.judgement) for row in document.rows] == [
        ("key-", "-2", "红灯"),
        ("key-", "-2", "黄灯"),
    ]
    assert ItemKind.objects.get(name="党建重点").tasks.count() == 2
    assert second.state == EntryState.ACCEPTED

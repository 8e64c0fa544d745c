"""来源文件 on the pages: the plan lists them, a list has its own page, items show and narrow by them."""

import pytest
from django.urls import reverse

from tasks.enums import DocumentLevel, IndicatorState
from tasks.models import Indicator, PlanDocument, Task
from tests.cast import EntryFactory, TaskFactory
from tests.pages import errors, found, options, rows, said
from tests.tasks.pages.items.test_filters import GROWTH, PARKING, SCHOOL_PLACES, SCHOOLS, texts


@pytest.fixture
def document(cast) -> PlanDocument:
    """市级民生实事: one item of it is filed in the first quarter."""
    made = PlanDocument.objects.create(
        plan=cast.plan, title="市级民生实事", document_number="市府办〔2024〕2号", level=DocumentLevel.MUNICIPAL
    )
    task = TaskFactory(
        plan=cast.plan,
        kind="livelihood",
        number=2,
        document=made,
        edition__text="加装电梯40部",
        edition__lead=[cast.lead_unit],
    )
    EntryFactory(task=task, period=cast.period)
    return made


ELEVATORS = "加装电梯40部"


def test_the_plan_lists_its_documents_with_counts(cast, document, sign_in):
    answer = sign_in(cast.office).get("/plan/")
    assert [row[:6] for row in rows(answer)] == [
        ["2024年目标任务分解方案", "区级", "", "", "", "4 预期目标 1、民生实事 1、重点工作任务 2"],
        ["市级民生实事", "市级", "市府办〔2024〕2号", "", "", "1 民生实事 1"],
    ]


def test_the_number_of_queries_of_the_plan_does_not_grow_with_its_documents(cast, document, sign_in, reads_in):
    def add():
        more = PlanDocument.objects.create(plan=cast.plan, title="另一份")
        TaskFactory(plan=cast.plan, document=more)

    reads_in(12, sign_in(cast.office), "/plan/", add)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("document=own", [GROWTH, SCHOOL_PLACES, SCHOOLS, PARKING]),
        ("document={pk}", [ELEVATORS]),
        ("level=municipal", [ELEVATORS]),
        ("level=district", [GROWTH, SCHOOL_PLACES, SCHOOLS, PARKING]),
        ("level=national", []),
    ],
)
def test_the_list_is_narrowed_by_document_and_level(cast, document, query, expected):
    assert texts(cast.office, query.format(pk=document.pk)) == expected


def test_documents_are_offered_only_where_there_is_more_than_one(cast, sign_in):
    client = sign_in(cast.office)
    assert options(client.get("/tasks/"), "document") == []
    made = PlanDocument.objects.create(plan=cast.plan, title="市级民生实事")
    Task.objects.filter(pk=cast.key.pk).update(document=made)
    assert options(client.get("/tasks/"), "document") == ["来源文件", "年度方案", "市级民生实事"]
    assert options(client.get("/tasks/"), "level") == ["级别", "国家级", "市级", "区级", "单位自定"]


def test_an_item_shows_its_document(cast, document, sign_in):
    client = sign_in(cast.clerk)
    task = document.tasks.get()
    assert "《市级民生实事》（市府办〔2024〕2号） · 市级" in found(client.get(f"/tasks/{task.pk}/"), "dd")
    assert "《2024年目标任务分解方案》 · 区级" in found(client.get(f"/tasks/{cast.key.pk}/"), "dd")


def promise(task, value: int, state=IndicatorState.CONFIRMED) -> None:
    Indicator.objects.create(
        task=task,
        position=1,
        measure="新增学位",
        comparison="=",
        value=value,
        unit="个",
        kind="cumulative",
        state=state,
    )


def test_both_items_say_which_target_holds(cast, document, sign_in):
    task = document.tasks.get()
    Task.objects.filter(pk=task.pk).update(same_as=cast.livelihood)
    promise(task, 3500)
    promise(cast.livelihood, 3000)
    client = sign_in(cast.clerk)
    held = "指标重叠的按高要求执行，以达到3500个为准。"
    assert found(client.get(f"/tasks/{task.pk}/"), "p.why") == [f"新增学位：本项达到3500个，该项达到3000个，{held}"]
    assert found(client.get(f"/tasks/{cast.livelihood.pk}/"), "p.why") == [
        f"新增学位：本项达到3000个，该项达到3500个，{held}"
    ]


def test_a_target_that_nobody_confirmed_is_for_the_office_alone(cast, document, sign_in):
    task = document.tasks.get()
    Task.objects.filter(pk=task.pk).update(same_as=cast.livelihood)
    promise(task, 3500, IndicatorState.PROPOSED)
    promise(cast.livelihood, 3000)
    said_to = [len(found(sign_in(cast.person(who)).get(f"/tasks/{task.pk}/"), "p.why")) for who in ("clerk", "office")]
    assert said_to == [0, 1]


def test_a_unit_that_does_not_see_the_other_item_is_not_shown_it(cast, document, sign_in):
    Task.objects.filter(pk=cast.other_key.pk).update(same_as=document.tasks.get())
    assert "同一事项" not in found(sign_in(cast.other_clerk).get(f"/tasks/{cast.other_key.pk}/"), "h2")
    assert "同一事项" in found(sign_in(cast.office).get(f"/tasks/{cast.other_key.pk}/"), "h2")


def test_the_office_parts_two_items(cast, document, sign_in):
    task = document.tasks.get()
    Task.objects.filter(pk=task.pk).update(same_as=cast.livelihood)
    client, address = sign_in(cast.office), reverse("task_unlink", args=[task.pk])
    assert said(client.post(address, {"other": cast.livelihood.pk}, follow=True)) == ["已解除关联，两个事项各自办理。"]
    assert said(client.post(address, {"other": cast.livelihood.pk}, follow=True)) == [
        "这两个事项没有关联，可能同事刚刚已解除；没有再办理。"
    ]
    assert [client.post(address, {"other": other}).status_code for other in ("x", "９", "9" * 30, "")] == [404] * 4


def test_the_facts_of_a_list_are_mended_on_its_page(cast, document, sign_in):
    client, address = sign_in(cast.office), reverse("plan_document_page", args=[document.pk])
    seen = client.get(address).context["page"].form["seen"].value()
    given = {"title": "2024年市级民生实事", "level": "municipal", "issued_on": "2024-01-10", "seen": seen}
    assert said(client.post(address, given, follow=True)) == ["已保存“2024年市级民生实事”的信息。"]
    answer = client.post(address, given)
    assert (answer.status_code, len(errors(answer))) == (422, 1)
    assert errors(client.post(address, given | {"title": "", "issued_on": "昨天"})) == [
        "这个字段是必填项。",
        "日期应写作 2024-07-15。",
    ]


def test_another_governments_list_is_not_found(cast, document, sign_in):
    assert sign_in(cast.stranger).get(reverse("plan_document_page", args=[document.pk])).status_code == 404


def titles(client, query: str) -> list[str]:
    return [row[1] for row in rows(client.get(f"{reverse('export_page')}?{query}"))]


def test_the_export_of_the_tables_is_narrowed_too(cast, document, sign_in):
    client = sign_in(cast.office)
    assert titles(client, "of=2024-Q1&layout=ledger") == ["2024年一季度事项台账（共5项）"]
    assert titles(client, f"of=2024-Q1&layout=ledger&document={document.pk}") == ["2024年一季度事项台账（共1项）"]
    assert titles(client, "of=2024-Q1&layout=ledger&document=own") == ["2024年一季度事项台账（共4项）"]
    assert titles(client, "of=2024-Q1&layout=ledger&level=municipal") == ["2024年一季度事项台账（共1项）"]
    assert options(client.get(reverse("export_page")), "document") == ["全部", "年度方案", "市级民生实事"]


def test_the_plan_as_issued_holds_the_items_of_its_own_notice(cast, document, sign_in):
    client = sign_in(cast.office)
    counts = [
        len(rows(client.get(f"{reverse('export_page')}?of=2024-PLAN&layout=plan&document={key}")))
        for key in ("", document.pk)
    ]
    assert counts == [3, 1]
    page = client.get(f"{reverse('export_page')}?of=2024-PLAN&layout=plan").context["page"]
    assert page.attachments.row_count == 4


@pytest.mark.parametrize("query", ["document=99999", "document=x", "level=village"])
def test_an_export_of_nothing_known_is_refused(cast, document, sign_in, query):
    client = sign_in(cast.office)
    assert client.get(f"{reverse('export_page')}?{query}").status_code == 400
    assert client.get(f"{reverse('export_attachments', args=[2024, 'Q1', 'xlsx'])}?{query}").status_code == 400

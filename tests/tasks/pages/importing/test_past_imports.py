"""最近的导入: what came in is listed where files are brought, and who brought it takes it back there."""

import pytest
from django.urls import reverse

from tasks.enums import Role
from tasks.models import Plan, Task, User
from tests.cast import GovernmentFactory, UserFactory
from tests.pages import rows, said
from tests.tasks.importing.lists import bring, livelihood, make_begun_plan

PAGE = reverse("import_document")


@pytest.fixture
def office(db, keep_once) -> User:
    keep_once(make_begun_plan).lay_down()
    person = User.objects.get(username="nanshan")
    bring(livelihood(), by=person)
    return person


def past(client) -> list[tuple]:
    return [(one.filename, one.is_taken_back, bool(one.offer)) for one in client.get(PAGE).context["past"]]


def test_the_last_import_is_offered_to_who_brought_it(office, sign_in):
    assert past(sign_in(office)) == [("民生实事.docx", False, True), ("方案.docx", False, False)]
    assert [row[2] for row in rows(sign_in(office).get(PAGE))] == [
        "2023年 南山区人民政府办公室关于印发2023年重点民生实事的通知 民生实事.docx",
        "2023年 南山区人民政府办公室关于印发2023年重点工作分工的通知 方案.docx",
    ]


def test_it_is_taken_back_on_the_page(office, sign_in):
    client = sign_in(office)
    offer = client.get(PAGE).context["past"][0].offer
    answer = client.post(reverse("undo"), {"offer": offer, "next": PAGE}, follow=True)
    assert said(answer) == [
        "已撤销：导入文件“2023年 南山区人民政府办公室关于印发2023年重点民生实……”，恢复为办理前的情况。"
    ]
    assert past(client) == [("民生实事.docx", True, False), ("方案.docx", False, False)]
    assert Task.objects.filter(document__isnull=False).count() == 0


def test_a_colleague_sees_it_and_is_offered_nothing(office, sign_in):
    colleague = UserFactory(username="other", role=Role.OFFICE, government=Plan.objects.get().government)
    assert past(sign_in(colleague)) == [("民生实事.docx", False, False), ("方案.docx", False, False)]


def test_another_government_sees_nothing_of_it(office, sign_in):
    stranger = UserFactory(username="elsewhere", role=Role.OFFICE, government=GovernmentFactory())
    assert past(sign_in(stranger)) == []

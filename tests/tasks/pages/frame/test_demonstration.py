"""A demonstration says so: on every page, printed too, at the sign-in, to the public, and in the names of files."""

import pytest
from django.test import Client
from django.urls import reverse

from tasks.models import Government
from tests.pages import found

SAID = "演示数据：四份文件和年度方案为往年真实文件；2024年的民生实事清单、完成时限、领导职务和各单位的填报为演示编写，并非实际情况。"
#: a page, its files, and a page that is not there
PAGES = ("task_list", "notice_list", "export_page")


@pytest.fixture
def shown(cast):
    """The cast's government as a demonstration."""
    Government.objects.filter(pk=cast.government.pk).update(is_demonstration=True)
    return cast


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_a_demonstration_says_so(shown, sign_in, name):
    assert found(sign_in(shown.office).get(reverse(name)), "p.demonstration") == [SAID]


def test_so_does_a_page_that_is_not_there_and_the_sign_in(shown, sign_in):
    assert found(sign_in(shown.office).get("/nowhere/"), "p.demonstration") == [SAID]
    assert found(Client().get(reverse("sign_in")), "p.demonstration") == [SAID]


def test_another_government_of_the_installation_does_not(shown, sign_in):
    assert found(sign_in(shown.stranger).get(reverse("task_list")), "p.demonstration") == []


@pytest.mark.parametrize("name", ["task_list", "sign_in"])
def test_an_office_at_work_reads_nothing_of_it(cast, sign_in, name):
    person = None if name == "sign_in" else cast.office
    assert found(sign_in(person).get(reverse(name)), "p.demonstration") == []


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_file_of_a_demonstration_says_so_in_its_name(shown, sign_in, form):
    address = reverse("export_attachments", kwargs={"year": 2024, "code": "Q1", "form": form})
    answer = sign_in(shown.office).get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%BC%94%E7%A4%BA%E6%95%B0")


def test_a_file_of_an_office_at_work_keeps_its_name(cast, sign_in):
    address = reverse("export_attachments", kwargs={"year": 2024, "code": "Q1", "form": "xlsx"})
    answer = sign_in(cast.office).get(address)
    assert "%E6%BC%94%E7%A4%BA" not in answer.headers["Content-Disposition"]


def test_the_mark_costs_a_page_no_query(shown, sign_in, count_queries):
    """It comes with the person, whom every page reads."""
    client, address = sign_in(shown.auditor), reverse("event_list")
    Government.objects.update(is_demonstration=False)
    with count_queries(4):
        client.get(address)
    Government.objects.update(is_demonstration=True)
    with count_queries(4):
        client.get(address)

"""用语: the page on which an office chooses its words."""

import pytest
from django.urls import reverse

from tasks.models import Government
from tests.pages import errors, found, said

pytestmark = pytest.mark.django_db
PAGE = reverse("terms_page")


def given(client, address: str = PAGE) -> dict:
    form = client.get(address).context["page"].form
    return {name: form[name].value() or "" for name in form.fields}


def test_the_office_chooses_its_words_and_every_page_uses_them_at_once(cast, sign_in):
    client = sign_in(cast.office)
    answer = client.post(PAGE, given(client) | {"judging": "评定", "lead_unit": "牵头科室"}, follow=True)
    assert said(answer) == ["用语已保存，各页随即使用。"]
    assert Government.objects.get(pk=cast.government.pk).terms == {"judging": "评定", "lead_unit": "牵头科室"}
    assert found(sign_in(cast.office_head).get(reverse("judging_queue"), {"summary": 1}), "h1") == ["评定汇总"]


def test_a_set_is_put_into_the_form_and_saved_only_with_the_button(cast, sign_in):
    client = sign_in(cast.administrator)
    filled = given(client, f"{PAGE}?set=bureau")
    assert (filled["leader"], Government.objects.get(pk=cast.government.pk).terms) == ("局领导", {})
    assert said(client.post(PAGE, filled, follow=True)) == ["用语已保存，各页随即使用。"]
    assert Government.objects.get(pk=cast.government.pk).terms["leader"] == "局领导"


def test_an_unfit_word_is_told_at_its_field_and_what_was_typed_stays(cast, sign_in):
    client = sign_in(cast.office)
    answer = client.post(PAGE, given(client) | {"leader": "局-领导"})
    assert (answer.status_code, errors(answer)) == (
        422,
        ["用语嵌在句子里，只能用汉字，至少两个字，不带标点、空格和字母。"],
    )
    assert answer.context["page"].form["leader"].value() == "局-领导"


def test_the_second_of_two_people_reads_what_the_first_saved_and_may_then_save(cast, sign_in):
    first, second = sign_in(cast.office), sign_in(cast.administrator)
    opened = given(second)
    first.post(PAGE, given(first) | {"leader": "局领导"})
    answer = second.post(PAGE, opened | {"leader": "校领导"})
    assert (answer.status_code, errors(answer)[0][:18]) == (409, "■ 您打开本页之后，其他人已经保存过")
    again = {name: answer.context["page"].form[name].value() or "" for name in answer.context["page"].form.fields}
    assert said(second.post(PAGE, again, follow=True)) == ["用语已保存，各页随即使用。"]
    assert Government.objects.get(pk=cast.government.pk).terms == {"leader": "校领导"}

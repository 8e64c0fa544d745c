"""来文格式: kept once for the same header, each name once, and each act leaves its row."""

import pytest

from tasks.importing import paper_form_actions
from tasks.importing.form_fitting import FormTable
from tasks.importing.paper_form_actions import FORM_GONE, drop_paper_form, keep_paper_form, rename_paper_form
from tasks.importing.teaching import TaughtTable
from tasks.models import Event, PaperForm
from tasks.permissions import Refused
from tests.cast import make_cast
from tests.together import refusals_at_one_moment


def table(label: str = "做什么") -> FormTable:
    return FormTable(("号", label), 2, 1, TaughtTable((0, 1)))


def keep(cast, name: str, label: str = "做什么", by=None) -> PaperForm:
    return keep_paper_form(name=name, tables=[table(label)], by=by or cast.office)


def test_the_same_header_taught_again_replaces_the_form(cast):
    keep(cast, "月报")
    keep(cast, "部门月报", by=cast.second_office)
    form = PaperForm.objects.get()
    assert (form.name, form.taught_by) == ("部门月报", cast.second_office)
    event = Event.objects.latest("pk")
    assert (event.before, event.after["名称"]) == ({"名称": "月报"}, "部门月报")


def test_two_headers_do_not_bear_one_name(cast):
    keep(cast, "月报")
    with pytest.raises(Refused, match="已有名为“月报”的来文格式"):
        keep(cast, "月报", "干什么")
    other = keep(cast, "周报", "干什么")
    with pytest.raises(Refused, match="已有名为“月报”的来文格式"):
        rename_paper_form(form=other, name="月报", by=cast.office)


@pytest.mark.parametrize("name", ["", "　 ", "长" * 61])
def test_a_form_needs_a_name_of_some_length(cast, name):
    with pytest.raises(Refused, match="请给来文格式起一个名称，不超过 60 字。"):
        keep(cast, name)


def test_there_are_only_so_many(cast, monkeypatch):
    monkeypatch.setattr(paper_form_actions, "MOST_FORMS", 1)
    keep(cast, "月报")
    keep(cast, "月报")
    with pytest.raises(Refused, match="最多保存 1 种来文格式"):
        keep(cast, "周报", "干什么")


def test_who_may_not_import_may_not_teach(cast):
    form = keep(cast, "月报")
    for act in (
        lambda: keep(cast, "周报", by=cast.clerk),
        lambda: rename_paper_form(form=form, name="周报", by=cast.clerk),
        lambda: drop_paper_form(form=form, by=cast.clerk),
    ):
        with pytest.raises(Refused):
            act()
    assert PaperForm.objects.get().name == "月报"


def test_a_form_that_is_gone_is_not_renamed_and_deleted_once(cast):
    form = keep(cast, "月报")
    drop_paper_form(form=form, by=cast.office)
    drop_paper_form(form=form, by=cast.second_office)
    with pytest.raises(Refused, match=FORM_GONE):
        rename_paper_form(form=form, name="周报", by=cast.office)
    assert Event.objects.filter(kind="paper_form_dropped").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_one_name_at_one_moment_one_is_told():
    cast = make_cast()
    refusals = refusals_at_one_moment(lambda: keep(cast, "月报"), lambda: keep(cast, "月报", "干什么"))
    assert sorted(map(bool, refusals)) == [False, True]
    assert PaperForm.objects.count() == 1

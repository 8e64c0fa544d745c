"""A plan report from the page: previewed, imported on yes, shown with its notes, completed, taken back."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks.enums import EventKind
from tasks.models import Event, PlanReport, Project
from tests.pages import errors, found, rows, said
from tests.tasks.outlooks.papers import PLAIN
from tests.tasks.outlooks.reports import plan_report_of, project_of, take_in, write_report

UPLOAD, PREVIEW = reverse("import_document"), reverse("import_preview")


def upload(client, content: bytes, **more):
    return client.post(UPLOAD, {"file": SimpleUploadedFile("计划报告.docx", content), **more}, follow=True)


def yes(client):
    token = client.get(PREVIEW).context["page"].form["token"].value()
    return client.post(PREVIEW, {"token": token}, follow=True)


def test_a_preview_tells_what_was_read_and_writes_nothing(cast, sign_in):
    answer = upload(sign_in(cast.office), write_report().getvalue())
    assert answer.redirect_chain == [(PREVIEW, 302)]
    assert found(answer, "dl.facts") == ["文件 计划报告.docx 辖区政府 示范区人民政府 计划年度 2024 类型 计划报告"]
    assert found(answer, "div.tally") == ["3 标题 1 专栏 3 项目 1 名词解释 3 上年完成数 2 目标"]
    assert PlanReport.objects.count() == 0


def test_yes_imports_it_and_the_same_file_again_says_so(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, write_report().getvalue())
    answer = yes(client)
    report = PlanReport.objects.get()
    assert answer.redirect_chain == [(reverse("plan_report_page", args=[report.pk]), 302)]
    assert said(answer) == ["已导入“计划报告.docx”：专栏项目 3 个，目标 2 个。"]
    again = upload(client, write_report(shape=PLAIN).getvalue())
    assert "与已导入的内容完全一致，无须再导入。" in again.text
    assert (PlanReport.objects.count(), Event.objects.count()) == (1, 1)


def test_the_report_of_another_government_is_refused(cast, sign_in):
    client = sign_in(cast.stranger)
    answer = upload(client, write_report().getvalue())
    assert "文件属于“示范区人民政府”" in answer.text
    yes(client)
    assert PlanReport.objects.count() == 0


def test_an_import_is_taken_back_from_the_list_of_imports(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, write_report().getvalue())
    yes(client)
    offer = client.get(UPLOAD).context["past"][0].offer
    client.post(reverse("undo"), {"offer": offer, "next": UPLOAD})
    assert PlanReport.objects.count() == 0
    assert client.get(UPLOAD).context["past"][0].is_taken_back
    assert Event.objects.order_by("pk").last().kind == EventKind.PLAN_REPORT_TAKEN_BACK


def test_the_page_shows_the_text_with_its_notes_beside_it(cast, sign_in):
    take_in(cast.office, write_report(), cast.government)
    client = sign_in(cast.office)
    page = reverse("plan_report_page", args=[PlanReport.objects.get().pk])
    answer = client.get(page)
    assert found(answer, "aside") == ["1 “双百工程” ：一百个站点、一百条线路。"]
    assert found(answer, "sup") == ["1"]
    assert found(answer, "h3") == ["一、2023年国民经济和社会发展计划执行情况", "二、2024年重点工作"]


def test_a_note_at_the_end_of_the_file_stands_beside_its_term_as_well(cast, sign_in):
    take_in(cast.office, write_report(shape=PLAIN), cast.government)
    answer = sign_in(cast.office).get(reverse("plan_report_page", args=[PlanReport.objects.get().pk]))
    assert found(answer, "aside") == ["1 “双百工程” ：一百个站点、一百条线路。"]


def test_how_final_the_figures_are_is_saved_from_the_page(cast, sign_in):
    take_in(cast.office, write_report(), cast.government)
    report = PlanReport.objects.get()
    client, page = sign_in(cast.office), reverse("plan_report_page", args=[report.pk])
    form = client.get(page).context["page"].form
    sent = {name: form[name].value() for name in form.fields}
    first = report.outcomes.first()
    answer = client.post(page, sent | {f"state-{first.pk}": "final", f"rank-{first.pk}": "全市第2位"}, follow=True)
    assert said(answer) == ["已保存上年完成数的口径和位次。"]
    first.refresh_from_db()
    assert (first.state.label, first.rank) == ("核定", "全市第2位")
    stale = client.post(page, sent)
    assert (stale.status_code, len(errors(stale))) == (422, 1)
    wrong = client.post(page, sent | {f"state-{first.pk}": "guessed"})
    assert wrong.status_code == 422


def test_a_project_gets_its_unit_and_items_from_its_page(cast, sign_in):
    project = project_of(plan_report_of(cast))
    client, page = sign_in(cast.office), reverse("project_edit", args=[project.pk])
    form = client.get(page).context["page"].form
    sent = {"seen": form["seen"].value(), "lead_unit": cast.lead_unit.pk, "tasks": [cast.key.pk]}
    answer = client.post(page, sent, follow=True)
    assert said(answer) == ["已保存“城北小学”。"]
    assert rows(answer)[-1] == ["1", "城北小学", "区教委", "重点工作任务第1项"]
    assert list(Project.objects.get().tasks.all()) == [cast.key]


def test_the_list_asks_as_often_for_three_projects_as_for_one(cast, sign_in, reads_in):
    report = plan_report_of(cast)

    def add_row():
        position = report.projects.count() + 1
        project_of(report, position=position, name=f"项目{position}", lead_unit=cast.lead_unit).tasks.add(cast.key)

    reads_in(7, sign_in(cast.office), reverse("project_list", args=[report.pk]), add_row)


def test_the_table_of_projects_goes_out_and_leaves_an_event(cast, sign_in):
    report = plan_report_of(cast)
    project_of(report, lead_unit=cast.lead_unit)
    client = sign_in(cast.office)
    for query in ("", "?form=docx"):
        answer = client.get(reverse("project_list_file", args=[report.pk]) + query)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content).startswith(b"PK")
    assert client.get(reverse("project_list_file", args=[report.pk]) + "?form=pdf").status_code == 404
    assert [event.after for event in Event.objects.order_by("pk")] == [
        {"文件": ["2024年专栏项目表.xlsx"], "行数": 1},
        {"文件": ["2024年专栏项目表.docx"], "行数": 1},
    ]

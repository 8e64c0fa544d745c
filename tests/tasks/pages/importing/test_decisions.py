"""What can hardly be so is shown before the import, and a person says what it is."""

import pytest
from django.urls import reverse

from tasks.models import Event, Plan, ProgressEntry, Task
from tests.pages import found, rows, said
from tests.tasks.importing.papers import docx
from tests.tasks.pages.importing.test_imports import PREVIEW, upload

DECIDE = reverse("import_decisions")
TITLE = "示范区人民政府督查办关于2023年区政府工作报告重点任务上半年推进情况的报告"
HEADER = ["序号", "工作任务", "牵头单位", "责任领导", "进展情况"]
SCHOOLS = ["1", "新建小学两所", "区教委", "王明", "已开工一所。"]
DATED = ["2", "2023年6月底", "区财政局", "王明", "在办。"]


def report(*lines: list[str]) -> bytes:
    return docx(TITLE, "附件1\n2023年重点工作任务1-6月进展情况表", [HEADER, *lines]).getvalue()


def token(client) -> str:
    return client.get(PREVIEW).context["page"].form["token"].value()


def decide(client, **chosen):
    return client.post(DECIDE, {"token": token(client), **chosen}, follow=True)


def test_a_doubtful_place_is_shown_with_its_words_and_stops_the_import(cast, sign_in):
    client = sign_in(cast.office)
    answer = upload(client, report(SCHOOLS, DATED))
    assert rows(answer)[0][:2] == ["附件1 第3行", "任务内容“2023年6月底”是日期。"]
    assert "确认导入" not in found(answer, "button")
    client.post(PREVIEW, {"token": token(client)})
    assert (Plan.objects.filter(year=2023).count(), Event.objects.count()) == (0, 0)


def test_a_row_that_is_none_is_left_out_and_the_log_says_so(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, report(SCHOOLS, DATED))
    answer = decide(client, **{"row:附件1 第3行": "drop"})
    assert found(answer, "li") == ["附件1 第3行：不导入这一行"]
    client.post(PREVIEW, {"token": token(client)})
    assert [task.current.text for task in Task.objects.filter(plan__year=2023)] == ["新建小学两所"]
    assert Event.objects.latest("pk").after["人工认定"] == ["附件1 第3行：不导入这一行"]


def test_a_row_that_is_right_as_it_stands_is_taken(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, report(SCHOOLS, DATED))
    decide(client, **{"row:附件1 第3行": "take"})
    client.post(PREVIEW, {"token": token(client)})
    assert ProgressEntry.objects.filter(period__plan__year=2023).count() == 2


def test_columns_that_stand_under_the_wrong_heads_are_named_by_the_person(cast, sign_in):
    client = sign_in(cast.office)
    swapped = [["1", "新建小学两所", "王明", "区教委", "已开工。"], ["2", "改造食堂", "周强", "区财政局", "完工。"]]
    answer = upload(client, report(*swapped))
    assert [row[0] for row in rows(answer)[:2]] == ["附件1“牵头单位”列", "附件1“责任领导”列"]
    decide(client, **{"column:1:2": "leaders", "column:1:3": "lead"})
    client.post(PREVIEW, {"token": token(client)})
    tasks = Task.objects.filter(plan__year=2023).order_by("number")
    assert [[each.unit.name for each in task.current.leading] for task in tasks] == [["区教委"], ["区财政局"]]


def test_what_was_decided_can_be_taken_back(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, report(SCHOOLS, DATED))
    decide(client, **{"row:附件1 第3行": "drop"})
    answer = decide(client, clear="1")
    assert (rows(answer)[0][0], "确认导入" in found(answer, "button")) == ("附件1 第3行", False)


def test_a_decision_on_an_earlier_file_is_not_one_on_this(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, report(SCHOOLS, DATED))
    earlier = token(client)
    upload(client, report(DATED, SCHOOLS))
    answer = client.post(DECIDE, {"token": earlier, "row:附件1 第2行": "drop"}, follow=True)
    assert said(answer) == ["您在另一个窗口上传了新的文件，这里显示的是新文件的预览，请重新核对。"]
    assert rows(answer)[0][0] == "附件1 第2行"


def test_a_preview_that_was_read_before_a_decision_is_not_agreed_to(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, report(SCHOOLS, DATED))
    decide(client, **{"row:附件1 第3行": "take"})
    form = client.get(PREVIEW).context["page"].form
    sent = {"token": form["token"].value(), "seen": form["seen"].value()}
    decide(client, clear="1")
    decide(client, **{"row:附件1 第3行": "drop"})
    assert client.post(PREVIEW, sent).status_code == 409
    assert Plan.objects.filter(year=2023).count() == 0


@pytest.mark.parametrize("remedy", ["", "xyz", "drop' --"])
def test_what_is_no_remedy_decides_nothing(cast, sign_in, remedy):
    client = sign_in(cast.office)
    upload(client, report(SCHOOLS, DATED))
    assert rows(decide(client, **{"row:附件1 第3行": remedy}))[0][0] == "附件1 第3行"

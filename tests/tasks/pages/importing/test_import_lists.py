"""The preview of another list and of a corrected document: what it shows, what is ticked, what is refused."""

from datetime import date

import pytest
from django.urls import reverse

from tasks.models import PlanDocument, Task
from tests.pages import errors, found, rows, said
from tests.tasks.importing.papers import docx
from tests.tasks.pages.importing.test_imports import PREVIEW, upload, waiting

HEADER = ["序号", "任务板块", "工作任务", "责任领导", "牵头单位", "配合单位"]
SCHOOLS = ["1", "推动教育强区建设", "建成小学两所，投用中学一所", "王明", "区教委", "区财政局"]
PARKING = ["2", "推动教育强区建设", "新增公共停车位7000个", "", "区城市管理局", ""]
LIST_HEADER = ["序号", "工作任务", "牵头单位"]
BASIS = {"basis": "示府办〔2024〕9号", "basis_on": "2024-04-01", "reason": "牵头单位印错。"}


@pytest.fixture(autouse=True)
def _today(settings):
    settings.DUBAN_TODAY = date(2024, 4, 2)


def correction(*changed: list[str]) -> bytes:
    title = "示范区人民政府办公室关于调整2024年重点工作任务分工的通知"
    return docx(title, "附件1", "重点工作任务分解表", [HEADER, *(changed or (SCHOOLS, PARKING))]).getvalue()


def livelihood(*items: list[str]) -> bytes:
    title = "示范区人民政府办公室关于印发2024年重点民生实事的通知"
    blocks = ("示府办〔2024〕7号", title, "2024年3月1日", "附件", "重点民生实事任务分解表")
    return docx(*blocks, [LIST_HEADER, *items]).getvalue()


CARS = ["1", "新增公共停车位8000个", "区城市管理局"]
PARK = ["2", "建成公园一座", "区城市管理局"]


def send(client, address: str = PREVIEW, **more):
    """What the page's own button sends where nobody changes a tick, with ``more``."""
    page = client.get(address).context["page"]
    given = {field.name: field.value() for field in page.form if field.value() is not None}
    given["take"] = [one.difference.key for one in page.differences if one.is_taken]
    given["link"] = [one.pair.key for one in page.pairs if one.is_linked]
    return client.post(address, given | more, follow=True)


def test_another_list_is_recognised_and_its_facts_can_be_mended(cast, sign_in):
    client = sign_in(cast.office)
    answer = upload(client, livelihood(CARS, PARK))
    assert "作为另一份清单导入" in found(answer, "h2")
    form = answer.context["page"].form
    assert [form[name].value() for name in ("title", "document_number", "issued_on", "level", "decided_by")] == [
        "示范区人民政府办公室关于印发2024年重点民生实事的通知",
        "示府办〔2024〕7号",
        date(2024, 3, 1),
        "district",
        "",
    ]
    done = send(client, level="municipal", decided_by="市政府第3次常务会议")
    assert said(done) == ["已作为另一份清单导入“方案.docx”，共 2 项，自一季度起填报。"]
    assert done.redirect_chain == [(f"{reverse('plan_page')}?year=2024", 302)]
    document = PlanDocument.objects.get()
    assert (document.level.label, document.decided_by, document.tasks.count(), waiting()) == (
        "市级",
        "市政府第3次常务会议",
        2,
        0,
    )


def test_near_equal_items_stand_side_by_side_and_are_linked_when_ticked(cast, sign_in):
    client = sign_in(cast.office)
    answer = upload(client, livelihood(CARS, PARK))
    [pair] = answer.context["page"].pairs
    assert (str(pair.pair.task), pair.is_linked) == ("重点工作任务第2项", True)
    assert pair.targets == ["新增公共停车位：本文件达到8000个，已有达到7000个，按本文件的执行"]
    send(client)
    assert Task.objects.get(document__isnull=False, same_as=cast.other_key).edition.text == "新增公共停车位8000个"
    upload(client, livelihood(["1", "整治背街小巷50条", "区城市管理局"]))
    assert "与其他清单相近的事项" not in "".join(found(client.get(PREVIEW), "h2"))


def test_a_pair_that_is_not_ticked_stays_apart(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, livelihood(CARS))
    send(client, link=[])
    assert not Task.objects.filter(same_as__isnull=False).exists()


def test_a_list_without_a_title_is_asked_for_one(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, livelihood(PARK))
    answer = send(client, title="")
    assert (errors(answer), PlanDocument.objects.exists()) == (["请写明清单所出文件的标题。"], False)


def test_a_correction_shows_each_difference_and_writes_what_is_ticked(cast, sign_in):
    client = sign_in(cast.office)
    wrong = [*SCHOOLS[:2], "建成小学三所，投用中学一所", "王明", "区城市管理局", "区财政局"]
    answer = upload(client, correction(wrong, PARKING))
    assert "按更正文件导入" in found(answer, "h2")
    shown = answer.context["page"].differences
    assert [(one.difference.label, one.is_taken, one.is_first) for one in shown] == [
        ("任务内容", True, True),
        ("牵头单位", True, False),
    ]
    done = send(client, take=[shown[1].difference.key], **BASIS)
    assert said(done) == ["已按“方案.docx”更正 1 项、新增 0 项，自一季度起。"]
    cast.key.refresh_from_db()
    assert (cast.key.edition.text, cast.key.edition.filing_unit) == ("建成小学两所，投用中学一所", cast.other_unit)


def test_a_correction_without_a_basis_is_shown_again_with_its_ticks(cast, sign_in):
    client = sign_in(cast.office)
    wrong = [*SCHOOLS[:2], "建成小学三所，投用中学一所", "王明", "区城市管理局", "区财政局"]
    upload(client, correction(wrong, PARKING))
    answer = send(client, take=["0-lead"])
    assert errors(answer) == ["请写明更正的依据：文号或会议。", "请填写日期。", "请写明更正的理由。"]
    assert [one.is_taken for one in answer.context["page"].differences] == [False, True]


def test_a_day_to_come_is_refused_beside_its_field(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, correction([*SCHOOLS[:4], "区城市管理局", "区财政局"], PARKING))
    answer = send(client, **BASIS | {"basis_on": "2024-04-03"})
    assert (answer.status_code, errors(answer)) == (422, ["依据日期不能晚于今天。"])


def test_a_preview_that_a_colleague_has_overtaken_is_shown_anew(cast, sign_in):
    client, colleague = sign_in(cast.office), sign_in(cast.second_office)
    upload(client, correction([*SCHOOLS[:4], "区城市管理局", "区财政局"], PARKING))
    page = client.get(PREVIEW).context["page"]
    kept = {"token": page.form["token"].value(), "seen": page.form["seen"].value(), "take": ["0-lead"]}
    upload(colleague, correction([*SCHOOLS[:4], "区财政局", ""], PARKING))
    assert said(send(colleague, **BASIS)) == ["已按“方案.docx”更正 1 项、新增 0 项，自一季度起。"]
    answer = client.post(PREVIEW, kept | BASIS)
    assert (answer.status_code, errors(answer)) == (
        409,
        ["您核对之后，方案又有了变化，没有导入。下面是与现行内容的比对，请重新核对。"],
    )
    [shown] = answer.context["page"].differences
    assert (shown.difference.before, shown.difference.after, shown.is_taken) == ("区财政局", "区城市管理局", False)
    remark = "现行表述自一季度起，依据“示府办〔2024〕9号”（2024年4月1日）。勾选后以本文件为准。"
    assert remark in found(client.get(PREVIEW), "p.why")
    assert said(send(client, take=["0-lead"], **BASIS)) == ["已按“方案.docx”更正 1 项、新增 0 项，自一季度起。"]


def test_the_person_says_what_the_document_is_and_from_when_it_holds(cast, sign_in):
    client = sign_in(cast.office)
    upload(client, correction())
    address = f"{PREVIEW}?treatment=list&since=2"
    answer = client.get(address)
    assert (answer.context["page"].since_label, "作为另一份清单导入" in found(answer, "h2")) == ("2024年上半年", True)
    send(client, address, link=[])
    assert {task.edition.since for task in Task.objects.filter(document__isnull=False)} == {2}


@pytest.mark.parametrize("query", ["treatment=letter", "since=9", "since=%F0", "treatment=list&since=x"])
def test_an_address_that_means_nothing_is_as_the_file_says(cast, sign_in, query):
    client = sign_in(cast.office)
    upload(client, correction([*SCHOOLS[:4], "区城市管理局", "区财政局"], PARKING))
    assert client.get(f"{PREVIEW}?{query}").status_code == 200


def test_units_of_what_is_not_ticked_need_not_be_registered(cast, sign_in):
    client = sign_in(cast.office)
    changed = [*SCHOOLS[:2], "建成小学三所，投用中学一所", "王明", "区大数据局", "区财政局"]
    upload(client, correction(changed, PARKING))
    assert errors(send(client, **BASIS))[0].startswith("文件点名的单位有的尚未登记。")
    assert said(send(client, take=["0-text"], **BASIS)) == ["已按“方案.docx”更正 1 项、新增 0 项，自一季度起。"]


def test_items_that_the_document_leaves_out_are_listed(cast, sign_in):
    client = sign_in(cast.office)
    answer = upload(client, correction([*SCHOOLS[:4], "区城市管理局", "区财政局"]))
    assert "本文件没有列出的事项 3 项，予以保留" in found(answer, "summary")


@pytest.mark.parametrize("count", [3, 30])
def test_the_number_of_queries_does_not_grow_with_the_list(cast, sign_in, count_queries, count):
    client = sign_in(cast.office)
    upload(client, livelihood(*([str(n), f"办成第{n}件实事", "区教委"] for n in range(1, count + 1))))
    with count_queries(28):
        answer = client.get(PREVIEW)
    assert len(rows(answer)) >= count

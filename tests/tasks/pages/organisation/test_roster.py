"""The pages of the 名册: from the file to the strips with the passwords, which are shown once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tasks.enums import EventKind, Role
from tasks.models import Event, Unit, User
from tasks.organisation.organisation_actions import add_alias
from tests.cast import UserFactory
from tests.pages import errors, found, rows, said
from tests.tasks.organisation.rosters import book

PAGE, PREVIEW, PASTE = reverse("roster_page"), reverse("roster_preview"), reverse("roster_paste")
NEWCOMERS = [
    ["zhouli", "周莉", "填报员", "区教委"],
    ["wumei", "吴梅", "填报员", "区城市管理局"],
    ["dengke", "邓可", "督查办"],
]
ONCE = (
    "没有等待核对的名册：可能已经导入。密码条只显示一次，没有印出的，请在“账号盘点”筛选“从未登录”，勾选后重发初始密码。"
)


def upload(client, **given):
    return client.post(PAGE, {"file": SimpleUploadedFile("名册.xlsx", book(**given).read())}, follow=True)


def confirmed(answer, **more) -> dict:
    form = answer.context["page"].form
    return {"token": form["token"].value(), "seen": form["seen"].value(), "way": "printed"} | more


@pytest.fixture
def client_of_admin(cast, sign_in):
    return sign_in(cast.administrator)


def test_the_preview_shows_every_row_with_what_it_does_before_anything_is_written(cast, client_of_admin):
    answer = upload(
        client_of_admin,
        units=[["区教委", "教委", "", "", "是"], ["区财政局"], ["区审计局", "", "局"]],
        accounts=NEWCOMERS[:1],
    )
    assert rows(answer) == [
        ["“单位”第 4 行", "区审计局", "“类型”应是单位、单位组之一，现为“局”。"],
        ["“账号”第 2 行", "zhouli 周莉", "姓名 周莉 角色 填报员 所在单位 区教委"],
        ["“单位”第 2 行", "区教委", "别名 （空） → 教委 报送前单位审核 否 → 是"],
    ]
    assert found(answer, "summary") == ["单位不变 1 行"]
    assert "确认导入" not in answer.content.decode()
    assert not Event.objects.filter(kind=EventKind.ROSTER_IMPORTED).exists()


def test_the_passwords_stand_on_strips_by_unit_and_work(cast, client_of_admin):
    preview = upload(client_of_admin, accounts=NEWCOMERS)
    answer = client_of_admin.post(PREVIEW, confirmed(preview))
    assert found(answer, "p.sub") == ["已导入：账号新增 3。"]
    assert found(answer, "h2") == ["区城市管理局 1 人", "区教委 1 人", "督查办 1 人"]
    assert found(answer, "dd")[4:7] == ["http://testserver/", "周莉 区教委 填报员", "zhouli"]
    assert "no-store" in answer.headers["Cache-Control"]
    newcomer = Client()
    newcomer.post(reverse("sign_in"), {"username": "zhouli", "password": found(answer, "code.secret")[1]})
    assert newcomer.get(reverse("home")).url == reverse("change_password")


def test_a_refresh_shows_no_password_and_imports_nothing_twice(cast, client_of_admin):
    sent = confirmed(upload(client_of_admin, accounts=NEWCOMERS))
    first = client_of_admin.post(PREVIEW, sent)
    again = client_of_admin.post(PREVIEW, sent, follow=True)
    assert (again.redirect_chain, said(again)) == ([(PAGE, 302)], [ONCE])
    assert not set(found(first, "code.secret")) & set(again.content.decode().split())
    assert User.objects.filter(username="zhouli").count() == 1
    assert found(first, "code.secret")[0] not in str(list(Event.objects.values_list("after", flat=True)))


def test_pasted_rows_go_the_same_way(cast, client_of_admin):
    pasted = {"part": "units", "text": "区审计局\t审计局\n区水务局\t\n"}
    preview = client_of_admin.post(PASTE, pasted, follow=True)
    assert [row[1] for row in rows(preview)] == ["区审计局", "区水务局"]
    answer = client_of_admin.post(PREVIEW, confirmed(preview), follow=True)
    assert said(answer) == ["已导入：单位新增 2。"]
    assert Unit.objects.get(name="区审计局").aliases.get().name == "审计局"


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"part": "accounts", "text": "zhouli 周莉"}, "粘贴的内容没有分列。请在 Excel 中选中各行复制，再粘贴到这里。"),
        ({"part": "accounts", "text": ""}, "请先粘贴要导入的各行。"),
        ({"part": "nothing", "text": "a\tb"}, "选择一个有效的选项。 nothing 不在可用的选项中。"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(client_of_admin, sent, why):
    answer = client_of_admin.post(PASTE, sent)
    assert (answer.status_code, errors(answer)) == (422, [why])


def test_a_file_of_another_kind_is_refused_at_once(client_of_admin):
    answer = client_of_admin.post(PAGE, {"file": SimpleUploadedFile("名册.csv", b"a,b")})
    assert errors(answer) == [
        "文件“名册.csv”是文本（.csv），其中的编码和号码靠不住。请用 Excel 打开、另存为 .xlsx 后上传，或复制各行粘贴。"
    ]


def test_a_change_by_somebody_else_shows_the_comparison_again_and_the_next_yes_holds(cast, client_of_admin):
    preview = upload(client_of_admin, units=[["区教委", "教委"]])
    add_alias(unit=cast.lead_unit, name="区教育局", by=cast.administrator)
    answer = client_of_admin.post(PREVIEW, confirmed(preview))
    assert (answer.status_code, found(answer, "p.why")) == (
        409,
        ["没有导入 您核对之后，其他人改动过单位、领导或账号，没有导入任何一行。下面是现在的对照，请重新核对。"],
    )
    assert rows(answer) == [["“单位”第 2 行", "区教委", "别名 区教育局 → 教委"]]
    assert said(client_of_admin.post(PREVIEW, confirmed(answer), follow=True)) == ["已导入：单位变更 1。"]


def test_another_file_in_another_window_is_not_imported_unseen(cast, client_of_admin):
    first = upload(client_of_admin, units=[["区审计局"]])
    upload(client_of_admin, units=[["区水务局"]])
    answer = client_of_admin.post(PREVIEW, confirmed(first))
    assert said(answer) == ["您在另一个窗口上传了新的文件，这里显示的是新文件的预览，请重新核对。"]
    assert not Unit.objects.filter(name__in=["区审计局", "区水务局"]).exists()


def test_more_accounts_than_one_request_can_hash_are_refused_before(cast, client_of_admin):
    many = [[f"u{number}", f"张{number}", "查阅"] for number in range(401)]
    preview = upload(client_of_admin, accounts=many)
    limit = "一次至多新建 400 个账号，本名册有 401 个，请分几次导入。"
    assert found(preview, "p.why") == [f"不能导入 {limit}"]
    answer = client_of_admin.post(PREVIEW, confirmed(preview))
    assert (answer.status_code, found(answer, "p.why")) == (422, [f"没有导入 {limit}"])


def test_nothing_can_be_done_with_a_preview_that_holds_a_wrong_row(cast, client_of_admin):
    preview = upload(client_of_admin, accounts=[["zhouli", "周莉", "填报员"]])
    answer = client_of_admin.post(PREVIEW, confirmed(preview))
    assert (answer.status_code, found(answer, "p.why")) == (
        422,
        ["没有导入 还有 1 行有误，没有导入任何一行。请在文件中改正后重新上传。"],
    )


def test_links_go_out_by_mail_and_who_has_no_address_gets_a_strip(cast, client_of_admin, settings, mailoutbox):
    settings.DUBAN_CHANNELS = settings.DUBAN_CHANNELS | {"email": "mail.example.org"}
    with_mail = [*NEWCOMERS[0], "", "", "zhouli@example.org"]
    preview = upload(client_of_admin, accounts=[with_mail, NEWCOMERS[1]])
    answer = client_of_admin.post(PREVIEW, confirmed(preview, way="mailed"))
    assert found(answer, "h2") == ["区城市管理局 1 人"]
    assert "已向 1 人发出激活邮件，三天内有效。" in answer.content.decode()
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["zhouli@example.org"], "督办台账：激活您的账号")
    assert "http://testserver/activate/" in letter.body


def test_without_a_mail_server_no_link_can_be_asked_for(cast, client_of_admin):
    preview = upload(client_of_admin, accounts=NEWCOMERS)
    answer = client_of_admin.post(PREVIEW, confirmed(preview, way="mailed"))
    assert answer.status_code == 200
    assert not User.objects.filter(username="zhouli").exists()


@pytest.mark.parametrize("count", [1, 20])
def test_the_preview_reads_as_often_for_many_rows_as_for_one(cast, client_of_admin, count_queries, count):
    upload(client_of_admin, units=[[f"区第{number}局"] for number in range(count)])
    with count_queries(9):
        client_of_admin.get(PREVIEW)


def test_the_waiting_file_of_one_administrator_is_not_anothers(cast, client_of_admin, sign_in):
    upload(client_of_admin, units=[["区审计局"]])
    other = sign_in(UserFactory(government=cast.government, role=Role.ADMINISTRATOR))
    assert said(other.get(PREVIEW, follow=True)) == [ONCE]

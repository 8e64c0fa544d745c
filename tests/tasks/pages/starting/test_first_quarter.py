"""From nothing to the first quarter, page by page: a bureau starts with the plan of the government above it."""

import pytest
from django.test import Client
from django.urls import reverse

from tasks.models import EntryRevision, Period, Plan, ProgressEntry, Unit
from tasks.starting.setup_actions import renew_setup_key
from tests.pages import found, rows, said
from tests.tasks.pages.importing.test_imports import PREVIEW, paper, upload, yes

pytestmark = pytest.mark.django_db
PASSWORD = "启用-2026-口令"
LIST = reverse("start_list")
REFORM = ["1", "深化学前教育改革", "王明", "基础教育科", ""]


def come_in(username: str, password: str) -> Client:
    """Somebody signs in; who has a password of somebody else's changes it first."""
    client = Client()
    answer = client.post(reverse("sign_in"), {"username": username, "password": password}, follow=True)
    if answer.redirect_chain[-1][0] == reverse("change_password"):
        fields = {"old_password": password, "new_password1": PASSWORD, "new_password2": PASSWORD}
        client.post(reverse("change_password"), fields)
    return client


def add_account(keeper: Client, username: str, role: str, **place) -> Client:
    filled = {"username": username, "name": "陈红", "role": role, "is_active": "on"} | place
    return come_in(username, keeper.post(reverse("user_add"), filled).context["password"])


def done(client: Client) -> list[str]:
    return [row[1] for row in rows(client.get(LIST)) if row[2] == "已完成"]


def test_a_bureau_gets_from_the_key_to_its_first_filing():
    names = {"name": "示范区教育局", "short_name": "", "office_name": "督查办", "ready_set": "district"}
    account = {"username": "guanli", "person": "吴敏", "password": PASSWORD, "again": PASSWORD}
    Client().post(reverse("setup_page"), names | account | {"key": renew_setup_key(by=None)})
    keeper = come_in("guanli", PASSWORD)
    assert done(keeper) == []

    office = add_account(keeper, "ducha", "office")
    assert found(office.get("/", follow=True), "p.empty") == [
        "还没有填报期。督查办导入年度方案、开启填报后，这里显示本期进度、待办和研判结论。 还缺什么，见 启用清单 。"
    ]
    upload(office, paper([REFORM], year=2024))
    assert "按本辖区“示范区教育局”导入，请核对是不是本单位的文件。" in office.get(PREVIEW).content.decode()
    assert said(yes(office, create_units="on")) == ["已导入“方案.docx”，共 1 项。"]
    assert done(keeper) == ["单位", "区领导", "本年度方案", "量化指标"]

    unit = Unit.objects.get()
    clerk = add_account(keeper, "jijiaoke", "clerk", unit=unit.pk)
    office.post(reverse("periods_create", args=[Plan.objects.get().pk]))
    assert done(keeper) == ["单位", "区领导", "账号", "本年度方案", "量化指标", "填报期"]

    quarter = Period.objects.get(number=1)
    office.post(reverse("period_open", args=[quarter.pk]), {"due_on": "2024-04-12", "is_confirmed": "on"})
    assert found(keeper.get(LIST), "p.sub") == ["示范区教育局 · 各步都已完成。"]
    assert keeper.get("/").url == reverse("desk")

    entry = ProgressEntry.objects.get()
    form = clerk.get(reverse("entry_page", args=[entry.pk])).context["page"].form
    told = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    clerk.post(reverse("entry_submit", args=[entry.pk]), told | {"text": "改革方案已印发。"})
    assert [revision.text for revision in EntryRevision.objects.all()] == ["改革方案已印发。"]

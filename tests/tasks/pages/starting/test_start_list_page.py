"""启用清单 as a page: who does which step, and how it stays until all is done."""

import pytest
from django.urls import reverse

from tasks.enums import Role
from tests.cast import GovernmentFactory, UserFactory
from tests.pages import found, rows

pytestmark = pytest.mark.django_db
PAGE = reverse("start_list")


@pytest.fixture
def government(db):
    return GovernmentFactory(name="示范区教育局")


def links(answer) -> list[str]:
    return [each.removeprefix("去办理").strip() for each in found(answer, "a")]


def test_the_administrator_sees_each_step_with_what_is_missing(government, sign_in):
    keeper = UserFactory(government=government, role=Role.ADMINISTRATOR)
    answer = sign_in(keeper).get(PAGE)
    assert found(answer, "p.sub") == [
        "示范区教育局 · 共 7 步，已完成 0 步。各步随时可以回头修改，完成与否按实际数据计算。"
    ]
    assert [(row[1], row[2], row[5].split()[0]) for row in rows(answer)] == [
        ("单位", "待办理", "系统管理员"),
        ("区领导", "待办理", "系统管理员"),
        ("账号", "待办理", "系统管理员"),
        ("本年度方案", "待办理", "督查办"),
        ("量化指标", "待办理", "督查办"),
        ("填报期", "待办理", "督查办"),
        ("首次开启填报", "待办理", "督查办"),
    ]
    # what he may not open is no link
    assert links(answer) == ["单位", "区领导", "账号", "填报期", "首次开启填报", "账号确认"]


def test_the_office_is_led_to_its_own_steps(government, sign_in):
    answer = sign_in(UserFactory(government=government)).get(PAGE)
    assert links(answer) == ["本年度方案", "量化指标", "填报期", "首次开启填报"]


def test_the_administrator_s_home_leads_to_it_until_all_is_done(cast, sign_in):
    homes = [sign_in(who).get("/", follow=True) for who in (cast.administrator, cast.outside_administrator)]
    assert ["看启用清单" in found(home, "a") for home in homes] == [False, True]


def test_once_done_it_says_so(cast, sign_in):
    answer = sign_in(cast.administrator).get(PAGE)
    assert found(answer, "p.sub") == ["示范区人民政府 · 各步都已完成。"]
    assert {row[2] for row in rows(answer)} == {"已完成"}

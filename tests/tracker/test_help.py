"""帮助: the manuals inside the product, and which section speaks of which page."""

import pytest
from django.urls import reverse

from tests.answers import ANSWERS
from tests.pages import found
from tracker.help_topics import QUESTIONS, TOPICS
from tracker.manual import BOOKS, list_sections

HELP = reverse("help_index")


def keys(book: str) -> list[str]:
    return [section.key for section in list_sections(book)]


@pytest.mark.parametrize("book", BOOKS)
def test_every_section_of_a_manual_has_an_address_of_its_own(book):
    assert len(keys(book)) == len(set(keys(book))) > 10


def test_every_topic_and_question_has_its_section():
    meant = {*TOPICS.values(), *(key for _, key, _ in QUESTIONS)}
    assert meant - set(keys("manual")) == set()


def test_every_topic_is_a_page():
    assert set(TOPICS) - set(ANSWERS) == set()


def test_the_help_of_a_page_is_its_section(cast, sign_in):
    client = sign_in(cast.office)
    assert found(client.get(HELP, {"from": "review_queue"}, follow=True), "h1") == ["6. 填报审核"]
    assert found(client.get(HELP, {"from": "no_such_page"}), "h1") == ["帮助"]


def test_pictures_and_links_of_a_section_lead_into_the_product(cast, sign_in):
    client = sign_in(cast.clerk)
    page = client.get(reverse("help_section", args=["manual", "看要做什么"])).content.decode()
    picture = reverse("help_picture", args=["clerk-board.png"])
    assert f'src="{picture}"' in page
    assert client.get(picture).headers["Content-Type"] == "image/png"
    assert client.get(reverse("help_picture", args=["no.png"])).status_code == 404


def test_the_search_finds_the_sections_with_all_words_and_quotes_them(cast, sign_in):
    answer = sign_in(cast.clerk).get(HELP, {"q": "恢复码 手机"})
    assert "登录" in found(answer, "section.manual")[0]
    for words in ("添加账号", "增加账号", "同事账号", "新同事", "迟报", "晚报", "超过截止日"):
        assert "常见问题" in found(sign_in(cast.clerk).get(HELP, {"q": words}), "section.manual")[0]
    assert "没有找到" in found(sign_in(cast.clerk).get(HELP, {"q": "无此词语也"}), "section.manual")[0]


def test_what_no_section_says_is_told_so(cast, sign_in):
    page = sign_in(cast.auditor).get("/help/", {"q": "没有这个词"})
    assert found(page, "h2")[0] == "手册里没有找到“没有这个词”"


def test_questions_are_those_of_the_role(cast, sign_in):
    asked = {who: found(sign_in(cast.person(who)).get(HELP), "ul.plain")[0] for who in ("clerk", "auditor")}
    assert asked == {
        "clerk": "怎样填报一项 被退回了怎样改 怎样签收任务 没有网络怎样填 怎样申请延期、调整、移交"
        " 对研判结论有异议怎么办 晚了怎么办，谁能开账号 忘记密码、账号锁定、没有保存怎么办",
        "auditor": "怎样看留痕 忘记密码、账号锁定、没有保存怎么办",
    }


def test_the_book_on_the_server_is_for_who_sees_its_status(cast, sign_in):
    address = reverse("help_section", args=["operation", "备份"])
    answers = [sign_in(cast.person(who)).get(address).status_code for who in ("administrator", "office", "clerk")]
    assert answers == [200, 404, 404]


def test_a_section_that_is_not_there_is_not_found(cast, sign_in):
    for book, key in (("manual", "没有这一节"), ("no", "备份")):
        assert sign_in(cast.office).get(reverse("help_section", args=[book, key])).status_code == 404

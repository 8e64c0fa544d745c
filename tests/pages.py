"""Reading an answer as a person reads a page: its rows, its errors, its messages."""

from copy import copy

from django.template import RequestContext
from django.test import client
from django.test.utils import ContextList
from lxml import html

#: what the page of the report says first, since no worker of jobs runs beside the tests
NO_WORKER = "后台进程没有运行，现在提交的 PDF 要等它启动以后才生成，请告知系统管理员；急用请下载 Word 文档。"


def keep_contexts_of_pages() -> None:
    """Lets an answer keep the context of its page alone; Django's client copies one for each part and each input."""

    def store(kept: dict, signal, sender, template, context, **kwargs) -> None:
        if "context" not in kept and isinstance(context, RequestContext):
            kept["context"] = ContextList([copy(context)])

    client.store_rendered_templates = store


def words(node) -> str:
    """All text below a node, with single spaces; what stands on lines of its own is kept apart."""
    return " ".join(" ".join(node.itertext()).split())


def found(answer, selector: str) -> list[str]:
    """The text of everything on the page itself that a class or tag names: ``"p.error"``, ``"h1"``, ``"li"``.

    The tabs of the work, which stand beside the title, are the frame's.
    """
    tag, _, name = selector.partition(".")
    path = f"//main//{tag or '*'}" + (f"[contains(concat(' ', @class, ' '), ' {name} ')]" if name else "")
    page = html.fromstring(answer.content.decode())
    for tabs in page.xpath("//nav[@class='places']"):
        tabs.drop_tree()
    return [words(node) for node in page.xpath(path)]


def rows(answer) -> list[list[str]]:
    """The cells of every row of the tables' bodies; a section row has one."""
    page = html.fromstring(answer.content.decode())
    return [[words(cell) for cell in row.xpath("./td|./th")] for row in page.xpath("//main//tbody/tr")]


def options(answer, field: str) -> list[str]:
    """What a select offers, in its order."""
    page = html.fromstring(answer.content.decode())
    return [words(option) for option in page.xpath(f"//select[@name='{field}']/option")]


def boxes(answer, field: str, *, ticked: bool = False) -> list[str]:
    """The values of the checkboxes of that name, all or only those that are ticked."""
    page = html.fromstring(answer.content.decode())
    return page.xpath(f"//input[@type='checkbox'][@name='{field}']{'[@checked]' if ticked else ''}/@value")


def tally(answer) -> list[str]:
    """The numbers at the top: 3 待填报."""
    page = html.fromstring(answer.content.decode())
    return [words(one) for one in page.xpath("(//main//*[@class='tally'])[1]/*")]


def three(answer) -> list[str]:
    """The numbers beside the next step of a home: 3 待填报."""
    page = html.fromstring(answer.content.decode())
    return [words(one) for one in page.xpath("//main//div[@class='three']/*")]


def also(answer) -> list[str]:
    """What else waits, in the line below the next step: 协调待答复 1."""
    return [words(one) for one in html.fromstring(answer.content.decode()).xpath("//main//p[@class='also']/a")]


def next_step(answer) -> tuple[str, str, str]:
    """What a home says to do next: the sentence, the reason, and the words of its one dark button; "" for none."""
    page = html.fromstring(answer.content.decode())
    (hero,) = page.xpath("//main//div[@class='hero']")
    parts = (
        "h2",
        "*[@class='why-now' or @class='lead']",
        "a[contains(@class, 'btn') and not(contains(@class, 'ghost'))]|.//button[not(contains(@class, 'ghost'))]",
    )
    return tuple(" ".join(words(one) for one in hero.xpath(f".//{part}")) for part in parts)


def errors(answer) -> list[str]:
    return found(answer, "p.error")


def said(answer) -> list[str]:
    """The new messages at the top of the page, without the buttons that undo what they say."""
    items = html.fromstring(answer.content.decode()).xpath(
        "//ul[@class='messages']/li[not(contains(@class, 'earlier'))]"
    )
    return [" ".join(" ".join(item.xpath("./text()|./a//text()")).split()) for item in items]


def undo_offers(answer) -> list[str]:
    """What the undo buttons of the messages send, the oldest message first."""
    return html.fromstring(answer.content.decode()).xpath("//ul[@class='messages']//button[@name='offer']/@value")

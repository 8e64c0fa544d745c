"""Reads the manuals of ``docs/`` as sections, for 帮助: each section is a page with the manual's own words and pictures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tasks.terms import reword

FOLDER: Path = settings.BASE_DIR / "docs"
PICTURES = FOLDER / "pictures"
#: key of a book → its file and its title
BOOKS = {"manual": ("使用手册.md", "使用手册"), "operation": ("运维.md", "运维手册")}
#: 四、 and 3. before a title
NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\d+\.\s*)")
#: of the text around what was sought, in characters
AROUND = 40


@dataclass(frozen=True)
class Section:
    """A section of a book.

    Attributes:
        key: its title without numbering, unique in the book; a part of its address.
        level: 2 for a chapter, 3 for a section in it.
        html: without its title.
        text: what it says, for the search.
    """

    book: str
    key: str
    title: str
    level: int
    html: SafeString
    text: str

    @property
    def url(self) -> str:
        return reverse("help_section", args=[self.book, self.key])


def build_anchor(title: str) -> str:
    """Builds what a link of the manual calls a title: its letters and digits alone."""
    return re.sub(r"[^\w-]", "", title.lower().replace(" ", "-"))


def list_sections(book: str) -> list[Section]:
    """Lists the sections of a book in their order; none where the installation has no manual.

    Args:
        book: a key of ``BOOKS``.
    """
    return [reword_section(section) for section in _read_sections(book, get_script_prefix())]


def reword_section(section: Section) -> Section:
    """Puts the words of the place into the manual's own; the address of a section stays."""
    # a word of the place is letters alone
    html = mark_safe(reword(section.html))  # noqa: S308
    return replace(section, title=reword(section.title), html=html, text=reword(section.text))


@cache
def _read_sections(book: str, prefix: str) -> list[Section]:
    path = FOLDER / BOOKS[book][0]
    if not path.exists():
        return []
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(path.read_text(encoding="utf-8"))
    titles = {build_anchor(title): NUMBERING.sub("", title) for title, _, _ in split_at_headings(tokens)}
    sections = []
    for title, level, content in split_at_headings(tokens):
        adapt_tokens(content, {anchor: reverse("help_section", args=[book, key]) for anchor, key in titles.items()})
        html = markdown.renderer.render(content, markdown.options, {})
        text = " ".join(token.content for token in content if token.type == "inline")
        # the manual is ours, and HTML in it is shown as text
        sections.append(Section(book, NUMBERING.sub("", title), title, level, mark_safe(html), text))  # noqa: S308
    return sections


def split_at_headings(tokens: Sequence[Token]) -> Iterator[tuple[str, int, list[Token]]]:
    """Yields title, level and content of each section; what stands before the first is left out."""
    starts = [place for place, token in enumerate(tokens) if token.type == "heading_open" and token.tag in ("h2", "h3")]
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        yield tokens[start + 1].content, int(tokens[start].tag[1]), list(tokens[start + 3 : end])


def adapt_tokens(tokens: Sequence[Token], addresses: dict[str, str]) -> None:
    """Adapts what stands in a section to its page: pictures and links get addresses of the product, titles their level.

    Args:
        addresses: anchor of a section → its address; any other link is left as its words.
    """
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h2"
        for child in token.children or []:
            if child.type == "image":
                name = Path(str(child.attrs["src"])).name
                child.attrs.update({"src": reverse("help_picture", args=[name]), "loading": "lazy"})
        token.children = list(keep_known_links(token.children or [], addresses)) if token.children else token.children


def keep_known_links(tokens: Sequence[Token], addresses: dict[str, str]) -> Iterator[Token]:
    """Yields the tokens without the links that lead out of the book."""
    is_known = False
    for token in tokens:
        if token.type == "link_open":
            address = addresses.get(str(token.attrs["href"]).removeprefix("#"))
            is_known = address is not None
            token.attrs["href"] = address or ""
        if token.type not in ("link_open", "link_close") or is_known:
            yield token


def find_section(book: str, key: str) -> Section | None:
    """Finds a section of a book; None for none."""
    return next((section for section in list_sections(book) if section.key == key), None)


def search_sections(books: Sequence[str], asked: str) -> list[tuple[Section, str]]:
    """Searches the sections that hold every word, those with it in the title first, each with the words around it.

    Args:
        asked: words with spaces between them; "" finds nothing.
    """
    words = asked.lower().split()
    found = [
        (section, quote_around(section.text, words[0]))
        for book in books
        for section in list_sections(book)
        if words and all(word in f"{section.title} {section.text}".lower() for word in words)
    ]
    return sorted(found, key=lambda pair: not any(word in pair[0].title.lower() for word in words))


def quote_around(text: str, word: str) -> str:
    """Quotes the text around a word; its beginning where the word is not in it."""
    plain = re.sub(r"[*`]|!?\[|\]\([^)]*\)", "", text)
    at = max(0, plain.lower().find(word) - AROUND // 2)
    return f"{'……' if at else ''}{plain[at : at + 2 * AROUND]}……"

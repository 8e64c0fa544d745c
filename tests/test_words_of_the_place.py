"""A bureau with its own words: none of ours stands on a page, in a file or in a message of it."""

import io
import re
import zipfile

import pytest
from django.db import transaction
from django.urls import reverse

from tasks.models import Government
from tasks.organisation.ready_sets import load_ready_sets
from tasks.terms import OUR_WORDS
from tests.answers import ANSWERS, WHO
from tests.cast import GovernmentFactory
from tests.test_every_address import PARTS

#: those of another government, and who has not said yet of which of the two he is
ELSEWHERE = ("anonymous", "stranger", "outside_administrator")
PEOPLE = [who for who in WHO if who not in ELSEWHERE]
#: what shows our words beside those of the place: the page on which they are chosen
OF_OURS = ("terms_page",)
#: what shows a layout that was kept when the place still spoke our words: what people have written stays theirs
KEPT = ("layout_edit", "layout_text")


@pytest.fixture
def bureau(visitors):
    """The cast's government as a bureau."""
    cast, clients = visitors
    chosen = load_ready_sets()["bureau"]
    Government.objects.filter(pk=cast.government.pk).update(terms=chosen.terms, office_name=chosen.office_name)
    cast.government.refresh_from_db()
    return cast, clients


def read_file(content: bytes) -> str:
    """All text of a Word or Excel file, or of an archive of them; a picture and a PDF have none to read."""
    if not content.startswith(b"PK"):
        return "" if content.startswith((b"%PDF", b"\x89PNG")) else content.decode(errors="ignore")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return " ".join(
        name + (read_file(part) if part.startswith(b"PK") else re.sub(r"<[^>]+>", "", part.decode(errors="ignore")))
        for name, part in parts.items()
    )


def ours_in(client, method: str, address: str) -> set[str]:
    with transaction.atomic():
        answer = client.generic(method, address, content_type="application/x-www-form-urlencoded")
        content = b"".join(answer)
        transaction.set_rollback(True)
    return set(OUR_WORDS.findall(read_file(content) + answer.headers.get("Content-Disposition", "")))


@pytest.mark.parametrize("name", [name for name in ANSWERS if name not in (*OF_OURS, *KEPT)])
def test_none_of_our_words_stands_on_a_page_or_in_a_file(bureau, name):
    cast, clients = bureau
    address = reverse(name, kwargs=PARTS[name](cast) if name in PARTS else {})
    found = {(who, method): ours_in(clients[who], method, address) for who in PEOPLE for method in ("GET", "POST")}
    assert {key: words for key, words in found.items() if words} == {}


@pytest.mark.django_db
def test_before_the_sign_in_the_only_government_speaks(client):
    GovernmentFactory(office_name="办公室", terms={"place": "学校"})
    assert "忘记密码请联系本学校系统管理员重置。" in client.get(reverse("sign_in")).content.decode()
    GovernmentFactory()
    assert "忘记密码请联系本辖区系统管理员重置。" in client.get(reverse("sign_in")).content.decode()

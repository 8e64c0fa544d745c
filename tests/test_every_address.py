"""Every address × every role × both methods: what the server answers, written out. A new address fails until it stands here.

The posts are empty, so what a role may do shows as an error in the form or a redirect, and what it may not as a
refusal. Answers:

    L  led to the sign-in page          2  the page (or the form again)      3  done, led on to another page
    F  403, the role may not            N  404, not this person's to see     M  405, not asked in this way
    B  400, the answer says what is wrong
"""

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse

#: the columns of the table
WHO = (
    "anonymous",
    "clerk",
    "unit_head",
    "other_clerk",
    "cooperating_clerk",
    "office",
    "leader",
    "administrator",
    "auditor",
    "stranger",
)

#: address → what GET answers, what POST answers, each in the order of WHO
ANSWERS = {
    "home": ("L333333333", "L333333333"),
}

#: address → the parts of it, where it has any; all speak of the cast's own papers
PARTS = {}


def names(patterns, prefix: str = "") -> list[str]:
    """The full name of every address below ``patterns``, in their order."""
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            found.append(f"{prefix}{pattern.name}")
        else:
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found += names(pattern.url_patterns, inner)
    return found


def letter(answer) -> str:
    """The answer in one letter, as the table writes it."""
    if answer.status_code == 302:
        return "L" if answer.url.startswith(reverse("sign_in")) else "3"
    return {200: "2", 400: "B", 403: "F", 404: "N", 405: "M"}.get(answer.status_code, str(answer.status_code))


def answer_of(client, method: str, address: str) -> str:
    """One request, and nothing of it left behind."""
    with transaction.atomic():
        answer = client.generic(method, address, content_type="application/x-www-form-urlencoded")
        for _ in answer.streaming_content if answer.streaming else ():
            pass
        transaction.set_rollback(True)
    return letter(answer)


def test_every_address_has_its_line():
    assert sorted(names(get_resolver().url_patterns)) == sorted(ANSWERS)


def test_every_line_has_all_columns():
    assert {
        name: row for name, row in ANSWERS.items() if {len(answers) for answers in row} != {len(WHO)}
    } == {}


@pytest.mark.parametrize("name", ANSWERS)
def test_the_server_answers_each_role(cast, sign_in, name):
    address = reverse(name, kwargs=PARTS[name](cast) if name in PARTS else {})
    given = tuple(
        "".join(answer_of(sign_in(cast.person(who)), method, address) for who in WHO)
        for method in ("GET", "POST")
    )
    assert given == ANSWERS[name]

"""Values that no form expects, and parts of a request that no browser sends."""

from random import Random

LONG_DIGITS = "9" * 5000
VALUES = (
    "",
    " ",
    "\0",
    "教育\0委员会",
    "\ud800",
    "督\udfff办",
    "0",
    "-1",
    "1",
    str(2**31),
    str(2**63),
    "9" * 19,
    LONG_DIGITS,
    f"-{LONG_DIGITS}",
    "1e400",
    "1E-400",
    "0." + "3" * 400,
    "NaN",
    "Infinity",
    "-0",
    "+5",
    "1_000",
    "0x10",
    "²",
    "٣",
    "１２",
    "三",
    "0001-01-01",
    "0000-00-00",
    "2024-02-30",
    "9999-12-31",
    "10000-01-01",
    "2024年2月30日",
    "2024-06-30T25:61",
    "a" * 300,
    "督" * 2000,
    "督" * 200_000,
    "[]",
    "{}",
    "null",
    "true",
    "on",
    "<script>alert(1)</script>",
    "{{ user }}{% load x %}",
    "' OR 1=1 --",
    "../../../../etc/passwd",
    "%00%0a",
    "\r\nSet-Cookie: a=b",
    "\n" * 3000,
    "\t",
    "\u202e倒",
    "\ufeff",
    "\u3000",
    "\x1b[31m",
    "😀" * 80,
    "=1+1",
    "2024-Q1",
    "2024-Q9",
    "9" * 30 + "-Q1",
    "-name",
    "--",
    "x" * 40,
)
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"HTTP_ACCEPT": "application/json"},
    {"HTTP_ACCEPT": "\x7f;;q=a,*/*"},
    {"HTTP_IF_NONE_MATCH": '"abc", W/"'},
    {"HTTP_IF_MODIFIED_SINCE": "Fri, 99 Foo 99999 99:99:99 GMT"},
    {"HTTP_RANGE": "bytes=5-1,-,99999999999999999999-"},
    {"HTTP_RANGE": "bytes=0-0"},
    {"HTTP_X_FORWARDED_FOR": "999.1.1.1, ::::, 督办"},
    {"HTTP_X_FORWARDED_FOR": "1.2.3.4" + ",5.6.7.8" * 500},
    {"HTTP_X_FORWARDED_PROTO": "gopher"},
    {"HTTP_REFERER": "http://[::1"},
    {"HTTP_REFERER": "//%00evil"},
    {"HTTP_ACCEPT_LANGUAGE": "en-US,en;q=0.9"},
    {"HTTP_ACCEPT_LANGUAGE": "x" * 600},
    {"HTTP_USER_AGENT": "\x00" + "督" * 400},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
)
METHODS = ("GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW")
CONTENT_TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=klingon",
    "multipart/form-data; boundary=none",
    "multipart/form-data",
    "application/json",
    "督办",
)
#: what the addresses of pages read, and a word that none reads
PARAMETERS = (
    "page", "sort", "q", "of", "period", "year", "unit", "state", "kind", "role", "since", "treatment", "by", "on",
    "from", "until", "next", "form", "layout", "action", "document", "action_kind", "outcome", "nothing",
)  # fmt: skip


def choose_value(random: Random, known: str = "") -> str:
    """Returns one of the values, or what was there before in another shape."""
    if known and random.random() < 0.2:
        return random.choice([known * 2, known[:-1], known[::-1], known.upper(), f"{known}\0", f" {known} "])
    return random.choice(VALUES)

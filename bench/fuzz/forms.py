"""The forms that a page holds, as a browser would send them, and their mutation."""

from dataclasses import dataclass
from random import Random
from urllib.parse import quote

from lxml import html

from bench.fuzz.values import LONG_DIGITS, choose_value

#: name, value; a file is its name and its bytes
Field = tuple[str, str | tuple[str, bytes]]
BOUNDARY = "fuzz"


@dataclass(frozen=True)
class PageForm:
    """A form of a page: where it goes, how, and what it sends untouched."""

    action: str
    method: str
    is_multipart: bool
    fields: list[Field]


def read_forms(page: str, address: str) -> list[PageForm]:
    """Returns the forms of a page but for those that sign out."""
    tree = html.fromstring(page)
    forms = [build_form(form, address) for form in tree.forms]
    return [form for form in forms if form.fields and "sign-out" not in form.action]


def build_form(form: html.FormElement, address: str) -> PageForm:
    """Reads a form with what it holds, all buttons included, since each is a choice."""
    fields: list[Field] = [(name, value) for name, value in form.form_values() if name != "csrfmiddlewaretoken"]
    for node in form.xpath(".//button[@name]|.//input[@type='submit'][@name]"):
        fields.append((node.get("name"), node.get("value", "")))
    fields += [(node.get("name"), ("", b"")) for node in form.xpath(".//input[@type='file'][@name]")]
    for node in form.xpath(".//input[@type='checkbox'][@name][not(@checked)]"):
        fields.append((node.get("name"), node.get("value", "on")))
    action = (form.get("action") or address).partition("#")[0] or address
    method = (form.get("method") or "GET").upper()
    return PageForm(action, method, "multipart" in (form.get("enctype") or ""), fields)


def mutate_fields(fields: list[Field], random: Random, files: list[tuple[str, bytes]]) -> list[Field]:
    """Changes, drops or doubles one field, or sends another file in its place."""
    changed = [(name, random.choice(files) if isinstance(value, tuple) else value) for name, value in fields]
    at = random.randrange(len(changed))
    name, value = changed[at]
    if isinstance(value, tuple):
        others: list[str | tuple[str, bytes]] = [random.choice(files), ("空.docx", b""), ("", b""), "督办"]
        changed[at] = (name, random.choice(others))
        return changed
    kind = random.random()
    if kind < 0.06:
        # names hold ids: seen-12
        changed[at] = (name + random.choice(["9", LONG_DIGITS, "²", "\0"]), value)
    elif kind < 0.1:
        del changed[at]
    elif kind < 0.2:
        changed.insert(at, (name, choose_value(random, value)))
    elif kind < 0.25:
        changed = [(each, choose_value(random)) if isinstance(sent, str) else (each, sent) for each, sent in changed]
    elif kind < 0.28:
        changed[at] = (name, ("督办.xlsx", b"\0" * 40))
    else:
        changed[at] = (name, choose_value(random, value))
    return changed


def encode_text(value: str) -> bytes:
    """Encodes a text as no browser would where it holds half a character."""
    return value.encode("utf-8", "surrogatepass")


def encode_fields(fields: list[Field]) -> str:
    """Returns the fields as a query, without files."""
    return "&".join(
        f"{quote(encode_text(name))}={quote(encode_text(value))}" for name, value in fields if isinstance(value, str)
    )


def encode_multipart(fields: list[Field]) -> bytes:
    """Returns the fields as parts, files included."""
    parts = []
    for name, value in fields:
        filename = f'; filename="{value[0]}"' if isinstance(value, tuple) else ""
        content = value[1] if isinstance(value, tuple) else encode_text(value)
        kind = "\r\nContent-Type: application/octet-stream" if filename else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{filename}{kind}\r\n\r\n'
        parts.append(encode_text(head) + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()

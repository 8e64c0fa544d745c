"""Mutations of an Office file: its bytes, its parts, the relations between them, the XML inside."""

import zipfile
from io import BytesIO
from random import Random

from lxml import etree

#: what attributes and texts are replaced by
RUBBISH = (
    "", "-1", "0", "1", "99999", "1048577", "9" * 30, "9" * 5000, "1e400", "NaN", "1.5", "督办", "督" * 3000, "true", "²", "٣",
    "A1:XFD1048576", "ZZZZ99999999", "A0", "C:C", "rId999", "../../x", "#REF!", "2024-13-45", "0001-01-01", "99991231",
    "9999年12月31日", "２０２４年第9季度", "\u2028", "\u200b", "\n" * 300, "1" * 400 + "%", "１．２．３", "restart", "continue",
)  # fmt: skip
DEEP = 3000
#: the parts that readers look into, which are mutated more often
TELLING = ("document.xml", "sheet", "sharedStrings", "styles", "workbook.xml", ".rels", "numbering", "[Content_Types]")


def mutate_archive(content: bytes, random: Random) -> tuple[bytes, str]:
    """Returns the mutated file, and in words what was done to it."""
    kind = random.random()
    if kind < 0.08:
        return flip_bytes(content, random), "bytes flipped"
    if kind < 0.1:
        return content[: random.randrange(len(content))], "cut off"
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    done = [mutate_parts(parts, random) for _ in range(random.choice([1, 1, 1, 2, 4]))]
    return write_archive(parts), "; ".join(done)


def write_archive(parts: list[tuple[str, bytes]]) -> bytes:
    """Writes the parts as they are, two of one name included."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts:
            # without the time of now, so that a case is the same on each day
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, part)
    return target.getvalue()


def flip_bytes(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice([1, 2, 8, 64])):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def mutate_parts(parts: list[tuple[str, bytes]], random: Random) -> str:
    """Changes the parts in place, and says what was done."""
    at, kind = choose_part(parts, random), random.random()
    name, part = parts[at]
    if kind < 0.05:
        del parts[at]
        parts.append(("left.xml", b"<a/>"))
        return f"{name} removed"
    if kind < 0.08:
        parts.append((name, flip_bytes(part or b"0", random)))
        return f"{name} doubled"
    if kind < 0.12:
        other = random.randrange(len(parts))
        parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], part)
        return f"{name} exchanged with {parts[other][0]}"
    if kind < 0.18:
        parts[at] = (name, flip_bytes(part or b"0", random))
        return f"bytes of {name} flipped"
    try:
        tree = etree.fromstring(part)
    except (etree.XMLSyntaxError, ValueError):
        parts[at] = (name, b"")
        return f"{name} emptied"
    said = mutate_tree(tree, random)
    parts[at] = (name, etree.tostring(tree))
    return f"{name}: {said}"


def choose_part(parts: list[tuple[str, bytes]], random: Random) -> int:
    telling = [at for at, (name, _) in enumerate(parts) if any(word in name for word in TELLING)]
    return random.choice(telling) if telling and random.random() < 0.85 else random.randrange(len(parts))


def mutate_tree(root: etree._Element, random: Random) -> str:
    """Changes some elements of a part, and says which."""
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    tags = sorted({str(node.tag) for node in nodes})
    rare = random.choice(tags)
    node, kind = random.choice([each for each in nodes if each.tag == rare]), random.random()
    tag = etree.QName(node).localname
    parent = node.getparent()
    if kind < 0.45:
        return f"{tag} {mutate_attribute(node, nodes, random)}"
    if kind < 0.6:
        texts = [each for each in nodes if each.text] or nodes
        for each in random.sample(texts, k=min(len(texts), random.choice([1, 5, 40]))):
            each.text = clean(random.choice(RUBBISH))
        return "texts replaced"
    if kind < 0.7 and parent is not None:
        parent.remove(node)
        return f"{tag} removed"
    if kind < 0.8 and parent is not None:
        for _ in range(random.choice([1, 3, 200])):
            parent.append(etree.fromstring(etree.tostring(node)))
        return f"{tag} repeated"
    if kind < 0.88:
        other = random.choice(nodes)
        other.append(etree.fromstring(etree.tostring(node)))
        return f"{tag} put into {etree.QName(other).localname}"
    if kind < 0.95:
        node.tag = random.choice(nodes).tag
        return f"{tag} renamed {etree.QName(node).localname}"
    for _ in range(random.choice([20, 200, DEEP])):
        inner = etree.SubElement(node, node.tag)
        node = inner
    return f"{tag} nested"


def mutate_attribute(node: etree._Element, nodes: list[etree._Element], random: Random) -> str:
    """Replaces or removes an attribute, of one element or of all that have it."""
    having = [each for each in nodes if each.attrib]
    if not having:
        node.set("r", "1")
        return "r=1"
    chosen = node if node.attrib else random.choice(having)
    key, value = random.choice(list(chosen.attrib)), clean(random.choice(RUBBISH))
    alike = [each for each in having if each.tag == chosen.tag and key in each.attrib]
    for each in alike if random.random() < 0.3 else [chosen]:
        if random.random() < 0.1:
            del each.attrib[key]
        else:
            each.set(key, value)
    return f"{etree.QName(chosen).localname}@{etree.QName(key).localname}={value[:20]!r}"


def clean(value: str) -> str:
    """Returns a text that XML can hold."""
    return "".join(each for each in value if each >= " " or each in "\n\t")

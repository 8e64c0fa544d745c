"""Splits a cell of responsible units into units, and a cell of leaders into names.

Joined in order, ``before + label`` of all parts gives the printed cell again, except for padding inside names.
"""

import re
from dataclasses import replace
from itertools import pairwise

from tasks.importing.cell_natures import is_person
from tasks.plans.edition_content import PrintedUnit

#: what stands between units and people in one cell
_APART, _BRACKETED = re.compile(r"(\s+|[、，,；;/])"), re.compile(r"[（(]([^（()）]{2,12})[）)]")
_TELEPHONE = re.compile(r"(?:\+?86-?)?\d[\d-]{6,13}")

#: endings of the names of units, before a parenthetical
_ENDING = re.compile(
    r"(?:局|委|办|部|院|会|所|站|队|处|社|馆|校|厅|署|室|科|库|台|联|协|团|学|行|厂|场|镇|乡|街|村|区|园|城|县|市|州|旗|"
    r"公司|街道|中心|集团|企业|单位|部门|机关|专班|小组|组|平台|基地|电网|电信|移动|联通|邮政|铁塔|供电|党组|党工委|政府|"
    r"部队|海关|运营商|园区|地区|县区|区县|社区|银行|机构|大学|学校|高校|医院|基金|驻地|军|各方|各级|等)$"
)
#: beginnings of the names of units; a line that begins so does not continue the line above
_BEGINNING = re.compile(
    r"(?:区|县|市|省|州|旗|镇|乡|国家|中央|各|相关|有关|其他|其它|涉|驻|国网|团[区县市省]|全[区县市])"
)
#: words that only end a name; alone they belong to the text before them
_BARE = re.compile(
    r"(?:管理)?(?:管委会|委员会|街道|镇街?|乡镇|街|园区|开发区|部门|单位|企业|公司|集团|分局|支局|支队|大队|中队|总队|"
    r"局|委|办|部|会|办公室|办事处|中心|机关|分公司|有限公司|有限责任公司|集团公司|领导小组|成员单位|功能区|平台公司)等?"
)
#: words that a line break may cut in two
_WHOLE_WORDS = (
    "委员会", "管委会", "办公室", "办事处", "管理局", "管理委员会", "有限公司", "有限责任公司", "集团", "集团公司", "公司", "中心",
    "街道", "分局", "支队", "大队", "指挥部", "领导小组", "成员单位", "开发区", "服务中心", "事务中心", "监管局", "自然资源局",
    "社会保障局", "监督管理局", "事务局", "检察院", "法院", "工商联", "招商中心",
)  # fmt: skip
#: the only names of units with two characters
_SHORT = frozenset(
    {"团委", "妇联", "残联", "文联", "科协", "工会", "侨联", "法院", "台办", "外办", "编办", "社联", "红会"}
)
_SEPARATORS = re.compile(r"[\n、，,；;/|]|[ \t\u3000]{2,}|\u3000|(?<=[\u4e00-\u9fff）)])[ \t](?=[\u4e00-\u9fff])")
_LEAD_MARK = re.compile(r"^[\s]*(牵头|主责|责任|主办|第一责任)(?:责任)?(?:单位|部门)?[：:]")
_HELP = r"(?:[\n；;，,。、 \u3000]|^)\s*(?:{words})(?:责任)?(?:单位|部门)?[：:]"
_HELP_MARK = re.compile(_HELP.format(words="配合|协同|协办|参与|协助|会办|参加"))
#: after 牵头单位：… a plain 责任单位：… names the cooperating units
#: units at the end of a text, in brackets or on a line of their own
_INLINE = re.compile(
    r"[（(]((?:牵头|主责|责任|主办)(?:责任)?(?:单位|部门|科室)[：:][^（）()]{2,})[）)][。]?\s*$"
    r"|\n\s*((?:牵头|主责|责任|主办)(?:责任)?(?:单位|部门|科室)[：:][^。]{2,})\s*$"
)
_REST_MARK = re.compile(_HELP.format(words="责任|其他|相关"))
#: （牵头） after a name
_MARKED_LEAD = re.compile(r"[（(](?:牵头|主责|主办|总牵头|第一责任)(?:单位|部门)?[）)]$")
_MARKED_HELP = re.compile(r"[（(](?:配合|协同|协办|参与|协助)(?:单位|部门)?[）)]$")
#: numbers in a list: 1.区教委, （2）区财政局, ③区民政局
_ITEM = re.compile(r"(?:\d{1,2}[.．)）](?!\d)|[（(]\d{1,2}[)）]|[①-⑳])\s*")
_ITEM_ALONE = re.compile(r"[（(]?\d{1,2}[.．)）]?|[①-⑳]")
#: 区教委牵头，区财政局、各街道配合
_SPOKEN = re.compile(r"([^：:]+?)(?:牵头|负责)[，,；;\n]\s*([^：:]+?)(?:配合|参与|协助|协同)[。]?", re.DOTALL)
#: the longest text that is looked at for names without separators, in characters
RUN_TOGETHER = 120
#: posts, which may stand beside a name
_POST = re.compile(
    r"(?:[区县市旗州]?[委府]?(?:常委|常务)?副?(?:书记|[区县市旗州]长|主任|主席|部长)|党组成员|常委|同志)"
)


def is_unit(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Returns whether ``text`` looks like the complete name of a unit."""
    name = PrintedUnit(None, text).name
    if name in known:
        return True
    return len(name) >= 2 and not _BARE.fullmatch(name) and bool(_ENDING.search(name))


def split_roles(cell: str) -> tuple[str, str | None]:
    """Splits a cell with both roles (``牵头单位：…配合单位：…``) into lead and cooperating units; the second is None if the
    cell has one role."""
    lead = _LEAD_MARK.match(cell)
    mark = _HELP_MARK.search(cell)
    if mark is None and lead and lead[1] != "责任":
        mark = _REST_MARK.search(cell, lead.end())
    if spoken := _SPOKEN.fullmatch(cell.strip()):
        return spoken[1], spoken[2]
    if not mark:
        return _LEAD_MARK.sub("", cell), None
    return _LEAD_MARK.sub("", cell[: mark.start()]).strip(), cell[mark.end() :].strip().rstrip("。")


def remove_persons(cell: str) -> str:
    """Removes the names and telephones of people from a cell of units (区数据局 李晨 13900000000); a cell that would be
    blank without them stays as it is."""
    plain = _BRACKETED.sub(lambda match: "" if _is_somebody(match[1]) else match[0], cell)
    pieces = _APART.split(plain)
    kept = "".join(
        f"{before}{piece}"
        for before, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True)
        if not _is_somebody(piece)
    )
    return kept.strip(" \n、，,；;/") or cell


def _is_somebody(word: str) -> bool:
    return bool(_TELEPHONE.fullmatch(word)) or (is_person(word) and not is_unit(word))


def split_inline_units(text: str) -> tuple[str, str, str | None] | None:
    """Splits a text that names its units at its end: 新建大桥（牵头单位：区交通局；配合单位：各镇街）.

    Returns:
        The text without them, lead and cooperating units as in ``split_roles``; None for a text without units.
    """
    match = _INLINE.search(text)
    return (text[: match.start()].rstrip(), *split_roles(match[1] or match[2])) if match else None


def split_marked(parts: list[PrintedUnit]) -> tuple[list[PrintedUnit], list[PrintedUnit]] | None:
    """Splits units by marks after their names (区教委（牵头）、各街道) into lead and cooperating ones and removes the marks.

    Names before the first mark have the same role: 区发改局、区财政局（牵头）.

    Returns:
        None when no name has a mark.
    """
    leading = [index for index, part in enumerate(parts) if _MARKED_LEAD.search(part.label)]
    helping = [index for index, part in enumerate(parts) if _MARKED_HELP.search(part.label)]
    if not leading and not helping:
        return None
    first = leading[0] if leading else helping[0] - 1
    leads = [index for index in range(len(parts)) if index <= first or index in leading]
    bare = [replace(part, label=_MARKED_LEAD.sub("", _MARKED_HELP.sub("", part.label))) for part in parts]
    return [bare[index] for index in leads], [part for at, part in enumerate(bare) if at not in leads]


def split_units(cell: str, known: frozenset[str] = frozenset()) -> tuple[list[PrintedUnit], list[str]]:
    """Splits a cell into its units, in order, and warnings about doubtful names.

    Args:
        cell: as printed, with ``\\n`` between lines.
        known: names that are certainly units, which tell a wrapped name from two units.
    """
    pieces = _split_pieces(cell.strip())
    parts: list[PrintedUnit] = []
    for before, label in pieces:
        if parts and _is_continuation(parts[-1].label, before, label, known):
            parts[-1] = replace(parts[-1], label=_join_pieces(parts[-1].label, before, label))
        else:
            parts.append(PrintedUnit(None, label, before))
    unsure = [f"“{part.text}”不像一个单位的全称，请核对。" for part in parts if not is_unit(part.label, known)]
    split: list[PrintedUnit] = []
    for part in parts:
        names = split_run_together(part.label, known)
        if len(names) > 1:
            unsure.append(f"“{part.label}”几个单位连写，按{'、'.join(names)}读取，请核对。")
            split += [replace(part, label=name, before=part.before if at == 0 else "") for at, name in enumerate(names)]
        else:
            split.append(part)
    return split, unsure


def split_run_together(label: str, known: frozenset[str]) -> list[str]:
    """Splits names that stand without a separator, if the whole consists of names that are certain by themselves."""
    if label in known or len(label) > RUN_TOGETHER:
        return [label]
    ends: dict[int, list[str]] = {0: []}
    for start in range(len(label)):
        if start not in ends:
            continue
        for end in range(start + 2, len(label) + 1):
            if label[start:end] in known and len(label[start:end]) > 2:
                ends.setdefault(end, [*ends[start], label[start:end]])
    return ends.get(len(label), [label])


def _split_pieces(cell: str) -> list[tuple[str, str]]:
    """Returns pairs of separator and text, cut at every separator outside parentheses."""
    pieces, depth, start, before = [], 0, 0, ""
    cuts = {match.start(): match.end() for match in _SEPARATORS.finditer(cell)}
    index = 0
    while index < len(cell):
        depth += (cell[index] in "（(") - (cell[index] in "）)")
        if depth <= 0 and index in cuts:
            pieces.append((before, cell[start:index]))
            before, start = cell[index : cuts[index]], cuts[index]
            index = start
        else:
            index += 1
    pieces.append((before, cell[start:]))
    return _drop_gaps(pieces)


def _drop_gaps(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    kept: list[tuple[str, str]] = []
    carried = ""
    for before, text in pieces:
        number = _ITEM.match(text.strip())
        name = text.strip()[number.end() :] if number else text.strip()
        if name and not _ITEM_ALONE.fullmatch(name):
            sign = carried + before + (number[0] if number else "")
            kept.append((sign[:10] if kept or number else "", name))
            carried = ""
        else:
            carried += before + text.strip()
    return kept


def _is_continuation(former: str, before: str, label: str, known: frozenset[str]) -> bool:
    """Returns whether ``label`` continues the name before it."""
    if label.startswith(("（", "(")):
        return True
    if former.count("（") + former.count("(") > former.count("）") + former.count(")"):
        return True
    whole = PrintedUnit(None, former + label).text
    if "\n" in before and whole in known and not re.search(r"[\d①-⑳]", before):
        return True
    if label in known or re.search(r"[\d①-⑳]", before):
        return False
    if whole in known:
        return True
    if "\n" in before:
        return _is_wrapped(former, label, whole, known)
    if before.strip():
        return bool(_BARE.fullmatch(label)) and not former.endswith(("）", ")"))
    return not (is_unit(former, known) and is_unit(label, known))


def _is_wrapped(former: str, label: str, whole: str, known: frozenset[str]) -> bool:
    if any(_is_cut_word(word, former, label) for word in _WHOLE_WORDS):
        return True
    if _BARE.fullmatch(label) or (len(label) <= 2 and label not in _SHORT):
        return True
    return not is_unit(former, known) and not _BEGINNING.match(label) and is_unit(whole)


def _is_cut_word(word: str, former: str, label: str) -> bool:
    return any(former.endswith(word[:cut]) and label.startswith(word[cut:]) for cut in range(1, len(word)))


def _join_pieces(former: str, before: str, label: str) -> str:
    if label.startswith(("（", "(")) or before.strip(" \t\u3000\n"):
        return former + before.strip(" \t\u3000") + label
    return former + label


def split_leaders(cell: str) -> list[str]:
    """Returns the names in a cell without padding (``陈  英`` → 陈英) and without posts (``陈英 副区长`` → 陈英)."""
    names: list[str] = []
    for piece in re.split(r"[\n、，,；;/]", cell):
        names += _join_padded_names([token for token in piece.split() if not _POST.fullmatch(token)] or piece.split())
    return list(dict.fromkeys(name for name in names if name))


def _join_padded_names(tokens: list[str]) -> list[str]:
    """Joins single characters, which are parts of a padded name; longer tokens are names."""
    if all(len(token) > 1 for token in tokens):
        return tokens
    names: list[str] = []
    open_name = ""
    for token in tokens:
        if len(token) > 1 or len(open_name) >= 2:
            names, open_name = ([*names, open_name] if open_name else names), ""
        if len(token) > 1:
            names.append(token)
        else:
            open_name += token
    if len(open_name) == 1 and names:
        return [*names[:-1], names[-1] + open_name]
    return [*names, open_name] if open_name else names


def find_certain_names(cells: list[str]) -> frozenset[str]:
    """Returns names that are certainly units, because they are alone in a cell or begin and end like a unit.

    In other cells they tell a name wrapped over two lines from two units.
    """
    split = [_split_pieces(cell.strip()) for cell in cells]
    alone = {PrintedUnit(None, pieces[0][1]).name for pieces in split if len(pieces) == 1 and is_unit(pieces[0][1])}
    certain = set(alone)
    for pieces in split:
        # a line may cut a name in two, each of which looks like one: 区住房城 and 乡建委
        cut = {
            label
            for (_, former), (before, label) in pairwise(pieces)
            if "\n" in before and former + label in alone
            for label in (former, label)
        }
        for _, label in pieces:
            if label not in cut and _BEGINNING.match(label) and is_unit(label):
                certain.add(PrintedUnit(None, label).name)
    return frozenset(name for name in certain if len(split_run_together(name, frozenset(certain - {name}))) == 1)

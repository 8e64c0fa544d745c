"""How many planted mistakes the checker finds: one at a time, in the published reports, at places drawn by lot.

``python -m tests.measure.measure_planted`` prints planted and found by kind. A mistake counts as found when a finding
of the expected code appears that was not there before.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from tasks.checking import checks
from tasks.checking.checks import CheckedDocument, CheckedItem
from tasks.enums import ResponsibilityRole, TaskKind
from tests.measure.measure_checks import document_of, indicators_of

ROUNDS = 25
HAN = "一-鿿"
Plant = Callable[[CheckedDocument, random.Random], CheckedDocument | None]


def with_item(document: CheckedDocument, item: CheckedItem, changed: CheckedItem) -> CheckedDocument:
    tables = tuple(
        replace(table, items=tuple(changed if one is item else one for one in table.items))
        for table in document.attachments
    )
    return replace(document, attachments=tables)


def in_progress(pattern: str, change: Callable[[re.Match, random.Random], str], field: str = "progress") -> Plant:
    """Changes one match of a pattern in one text."""

    def plant(document: CheckedDocument, lot: random.Random) -> CheckedDocument | None:
        places = [(item, found) for item in document.items for found in re.finditer(pattern, getattr(item, field))]
        if not places:
            return None
        item, found = lot.choice(places)
        text = getattr(item, field)
        new = text[: found.start()] + change(found, lot) + text[found.end() :]
        return with_item(document, item, replace(item, **{field: new}))

    return plant


def one_more(found: re.Match, lot: random.Random) -> str:
    return found[0].replace(found[1], str(int(found[1]) + 1), 1)


def in_titles(document: CheckedDocument, lot: random.Random) -> CheckedDocument | None:
    tables = [table for table in document.attachments if re.search(r"(\d+)项", table.title)]
    if not tables:
        return None
    table = lot.choice(tables)
    title = re.sub(r"(\d+)项", lambda found: one_more(found, lot), table.title)
    return replace(
        document,
        attachments=tuple(replace(one, title=title) if one is table else one for one in document.attachments),
    )


def in_narrative(pattern: str) -> Plant:
    def plant(document: CheckedDocument, lot: random.Random) -> CheckedDocument | None:
        paragraphs = list(document.paragraphs)
        places = [(at, found) for at, text in enumerate(paragraphs) for found in re.finditer(pattern, text)]
        if not places:
            return None
        at, found = lot.choice(places)
        text = paragraphs[at]
        paragraphs[at] = text[: found.start()] + one_more(found, lot) + text[found.end() :]
        return replace(document, narrative=tuple(paragraphs))

    return plant


def without_listed(document: CheckedDocument, lot: random.Random) -> CheckedDocument | None:
    listed = [
        at for at, text in enumerate(document.paragraphs) if re.match(r"\d+[.、]", text) and "表" not in text[-2:]
    ]
    if not listed:
        return None
    gone = lot.choice(listed)
    return replace(document, narrative=tuple(text for at, text in enumerate(document.paragraphs) if at != gone))


def twice(document: CheckedDocument, lot: random.Random) -> CheckedDocument:
    item = lot.choice(document.items)
    table = lot.choice(document.attachments)
    again = replace(table, items=(*table.items, replace(item, attachment=table.name)))
    return replace(document, attachments=tuple(again if one is table else one for one in document.attachments))


def without_lead(document: CheckedDocument, lot: random.Random) -> CheckedDocument:
    item = lot.choice(document.items)
    units = tuple(unit for unit in item.units if unit.role != ResponsibilityRole.LEAD)
    return with_item(document, item, replace(item, units=units))


def both_roles(document: CheckedDocument, lot: random.Random) -> CheckedDocument:
    item = lot.choice([one for one in document.items if one.units])
    again = replace(item.units[0], role=ResponsibilityRole.COOPERATE)
    return with_item(document, item, replace(item, units=(*item.units, again)))


def blank(document: CheckedDocument, lot: random.Random) -> CheckedDocument:
    item = lot.choice([one for one in document.items if one.is_fine and one.progress])
    return with_item(document, item, replace(item, progress=""))


def copied(document: CheckedDocument, lot: random.Random) -> CheckedDocument:
    item, other = lot.sample([one for one in document.items if len(one.progress) > 60], 2)
    return with_item(document, item, replace(item, progress=other.progress))


def a_fifth(document: CheckedDocument, lot: random.Random) -> CheckedDocument | None:
    """Writes a tenth of the target into the words a cumulative figure is read from."""
    known = [
        (item, one)
        for item in document.items
        for one in item.indicators
        if item.is_fine and one.is_accumulated and one.value and one.confidence >= 0.75 and one.target >= 50
        and f"{one.value.normalize():f}" in item.progress and len(item.indicators) == 1
    ]  # fmt: skip
    if not known:
        return None
    item, one = lot.choice(known)
    little = f"{(one.target / 10).normalize():f}"
    progress = item.progress.replace(f"{one.value.normalize():f}", little)
    changed = replace(item, progress=progress, indicators=indicators_of(item.text, progress, None))
    return with_item(document, item, changed)


def overstated(document: CheckedDocument, lot: random.Random) -> CheckedDocument | None:
    """The office drops the unit's 预计, 正在 or 计划."""
    hedged = [one for one in document.items if re.search(r"预计完成|正在进行|正在开展|正在实施", one.progress)]
    if not hedged:
        return None
    item = lot.choice(hedged)
    published = re.sub(r"预计完成|正在进行|正在开展|正在实施", "已完成", item.progress)
    return with_item(document, item, replace(item, published=published))


KINDS: dict[str, tuple[set[str], Plant]] = {
    "标题项数多一": ({"count_title"}, in_titles),
    "正文总数多一": ({"count_narrative", "count_parts", "count_listed", "title_differs"}, in_narrative(r"(\d+)项(?:区级|重点|任务(?:正常|推进|滞后))")),
    "正文滞后事项漏列": ({"not_listed", "count_listed", "numbering"}, without_listed),
    "正文滞后事项数字改动": ({"two_values"}, in_narrative(r"(?<=[\u4e00-\u9fff])(\d{2,4})(?=[家户个万]|\.\d+%)")),
    "一项列两处": ({"in_two_attachments"}, twice),
    "缺牵头单位": ({"no_lead"}, without_lead),
    "既牵头又配合": ({"lead_and_cooperate"}, both_roles),
    "进展清空": ({"fine_but_empty"}, blank),
    "进展抄自他项": ({"copied"}, copied),
    "完成数改为目标十分之一": ({"fine_but_short"}, a_fifth),
    "预计改为已完成": ({"overstated"}, overstated),
    "词语重复": ({"doubled"}, in_progress(rf"[{HAN}]{{2,4}}", lambda found, lot: found[0] * 2)),
    "句末缺句号": ({"no_stop"}, in_progress(r"[。.]$", lambda found, lot: "")),
    "日期缺月": ({"lost_word"}, in_progress(r"(?<=\d)月(?=\d{1,2}日)", lambda found, lot: "")),
    "任务缺单位": ({"lost_unit"}, in_progress(rf"(?<=\d)[{HAN}]{{1,4}}$", lambda found, lot: "", "text")),
    "缺右括号": ({"brackets"}, in_progress(r"[）”》]", lambda found, lot: "")),
    "百分号后缺标点": ({"lost_mark"}, in_progress(r"(?<=%)[，；](?=\S{2,16}\d+(?:\.\d+)?%)", lambda found, lot: "")),
    "比率改动": ({"ratio"}, in_progress(r"(?<=率)(\d+)(?=\.\d+%)", lambda found, lot: str(int(found[1]) - 4))),
    "标点重复": ({"punctuation"}, in_progress(r"，", lambda found, lot: "，，")),
    "序号跳号": ({"order"}, in_progress(r"②", lambda found, lot: "③")),
    "无此日期": ({"date"}, in_progress(r"(\d+)月(\d+)日", lambda found, lot: f"{found[1]}月32日")),
    "发文字号用方括号": ({"document_number"}, in_progress(r"〔(20\d\d)〕", lambda found, lot: f"[{found[1]}]")),
}  # fmt: skip


def keys_of(document: CheckedDocument, codes: set[str]) -> set[str]:
    return {one.key for one in checks.check_document(document) if one.code in codes}


def tried(documents: list[CheckedDocument], codes: set[str], plant: Plant) -> Iterator[bool]:
    lot = random.Random(7)
    before = {id(document): keys_of(document, codes) for document in documents}
    for _ in range(ROUNDS):
        document = lot.choice(documents)
        planted = plant(document, lot)
        if planted is not None:
            yield bool(keys_of(planted, codes) - before[id(document)])


def main() -> None:
    documents = [document_of(source) for source in ("2021H1", "2022H1", "2022FY")]
    assert all(any(item.kind is TaskKind.KEY for item in document.items) for document in documents)
    for name, (codes, plant) in KINDS.items():
        results = list(tried(documents, codes, plant))
        print(f"| {name} | {len(results)} | {sum(results)} |")


if __name__ == "__main__":
    main()

"""Reads the tables of a layout file key by key, and collects the mistakes with their places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from tasks import periods

#: placeholder in a title or label → its meaning
PLACEHOLDERS = {
    "year": "年度",
    "period": "填报期名称，如上半年",
    "months": "累计月份，如1-6月",
    "count": "表中行数",
    "order": "附件序号",
}
PERIOD = periods.CODE_LABELS


class LayoutError(Exception):
    """A layout that cannot be used; ``str()`` is the whole message in Chinese."""

    def __init__(self, key: str, errors: list[str]):
        super().__init__(f"版式 {key}：" + "；".join(errors))
        self.errors = errors


@dataclass
class TomlTable:
    """One TOML table with its place in the file; each ``read_…`` returns a usable value even after an error.

    ``errors`` is shared by all tables of a file.
    """

    raw: Any
    place: str
    errors: list[str]
    seen: set[str] = field(default_factory=set)

    def __post_init__(self):
        if not isinstance(self.raw, dict):
            self.add_error("应为一组键值")
            self.raw = {}

    def add_error(self, message: str) -> None:
        self.errors.append(f"{self.place} {message}".strip())

    def take_value(self, key: str, default: Any = None) -> Any:
        """Returns the value of ``key``; adds an error if it is missing and has no default."""
        self.seen.add(key)
        if key not in self.raw and default is None:
            self.add_error(f"缺少 {key}")
        return self.raw.get(key, default)

    def check_unknown_keys(self) -> None:
        """Adds an error for every key that was not read, so that a mistyped key is not ignored."""
        for key in self.raw:
            if key not in self.seen:
                self.add_error(f"不认识的键 {key}")

    def read_text(self, key: str, default: str | None = None) -> str:
        value = self.take_value(key, default)
        if value is None or isinstance(value, str):
            return value or ""
        self.add_error(f"{key} 应为文字")
        return ""

    def read_template(self, key: str, default: str | None = None) -> str:
        """Reads a text whose braces may hold only ``PLACEHOLDERS``."""
        value = self.read_text(key, default)
        try:
            fields = [parsed[1:] for parsed in Formatter().parse(value) if parsed[1] is not None]
        except ValueError:
            self.add_error(f"{key} 的花括号不成对：{value}")
            return ""
        for name, form, conversion in fields:
            if name not in PLACEHOLDERS or form or conversion:
                self.add_error(f"{key} 中不认识 {{{name}}}，可用：{'、'.join(PLACEHOLDERS)}")
        return value

    def read_whole_number(self, key: str, least: int, most: int, default: int | None = None) -> int:
        value = self.take_value(key, default)
        if value is None:
            return least
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.add_error(f"{key} 应为 {least} 至 {most} 的整数")
            return least
        return value

    def read_size(self, key: str) -> float:
        value = self.take_value(key)
        if value is None:
            return 1.0
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1000:
            self.add_error(f"{key} 应为大于 0 的数")
            return 1.0
        return float(value)

    def read_flag(self, key: str, default: bool) -> bool:
        value = self.take_value(key, default)
        if isinstance(value, bool):
            return value
        self.add_error(f"{key} 应为 true 或 false")
        return default

    def read_member(self, key: str, vocabulary: Mapping[str, str]) -> str:
        """Reads one value of a vocabulary (value → Chinese meaning)."""
        value = self.take_value(key)
        if isinstance(value, str) and value in vocabulary:
            return value
        if value is not None:
            self.add_error(f"{key} 不认识 {value}，可用：{'、'.join(vocabulary)}")
        return next(iter(vocabulary))

    def read_members(self, key: str, vocabulary: Mapping[str, str], required: bool = True) -> list[str]:
        values = self.read_list(key, required)
        known = [value for value in values if isinstance(value, str) and value in vocabulary]
        for value in values:
            if value not in known:
                self.add_error(f"{key} 不认识 {value}，可用：{'、'.join(vocabulary)}")
        return known

    def read_words(self, key: str, vocabulary: Mapping[str, str]) -> dict[str, str]:
        """Reads the printed words by value of a vocabulary."""
        part = TomlTable(self.take_value(key, {}), self.format_place_below(key), self.errors)
        for value in part.raw:
            if value not in vocabulary:
                part.add_error(f"不认识 {value}，可用：{'、'.join(vocabulary)}")
        return {value: part.read_text(value) for value in part.raw if value in vocabulary}

    def read_tables(self, key: str, required: bool = True) -> list["TomlTable"]:
        """Reads the tables of an array, each with its place."""
        return [
            TomlTable(raw, self.format_place_below(f"{key} 第{order}项"), self.errors)
            for order, raw in enumerate(self.read_list(key, required), start=1)
        ]

    def read_list(self, key: str, required: bool) -> list:
        values = self.take_value(key, None if required else [])
        if values is None:
            return []
        if not isinstance(values, list):
            self.add_error(f"{key} 应为列表")
            return []
        if required and not values:
            self.add_error(f"{key} 不能为空")
        return values

    def format_place_below(self, name: str) -> str:
        return f"{self.place} {name}".strip()

"""报告模板: renders the templates that offices write, in a safe engine, and explains mistakes in Chinese with
their line.

Templates have only a few tags and filters and read-only values; they cannot read files, load modules or read
the clock.
"""

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Self

from django.template import Context, Engine, TemplateSyntaxError
from django.template.base import Lexer, TokenType

from reports.reporting.manuscript_tags import FILTERS, TAGS

#: words of the template language that are not names
GRAMMAR = frozenset("in is not and or with as by reversed True False None forloop empty".split())
MISSING = "\ue000"
#: around the name of a value that a template prints and that is empty; ``strip_unfilled`` takes it out again
UNFILLED = "\ue001"


class PlainEngine(Engine):
    """Django's engine with only the tags and filters of ``reports.reporting.manuscript_tags``."""

    default_builtins = ["reports.reporting.manuscript_tags"]


ENGINE = PlainEngine(loaders=[], autoescape=False, string_if_invalid=f"{MISSING}%s{MISSING}")


class ManuscriptError(Exception):
    """A template that cannot be used; ``line`` counts from 1 and is None if no line is to blame."""

    def __init__(self, message: str, line: int | None = None):
        super().__init__(f"第{line}行：{message}" if line else message)
        self.line = line


class EmptyValue(str):
    """An empty text that leaves a mark with its name where a template prints it.

    In a condition, with ``default`` and with ``length`` it is as empty as any.
    """

    _name: str

    def __new__(cls, name: str) -> Self:
        value = super().__new__(cls, "")
        value._name = name
        return value

    def __str__(self) -> str:
        return f"{UNFILLED}{self._name}{UNFILLED}"


def freeze_value(value: Any, name: str = "", may_be_empty: Collection[str] = ()) -> Any:
    """Makes dictionaries and lists read-only, so that no template can change them, and empty texts tell where they are
    printed.

    Args:
        name: of the value.
        may_be_empty: names of values that may be printed though they are empty, with all that is below them.
    """
    if name in may_be_empty:
        return freeze_value(value)
    if isinstance(value, Mapping):
        return MappingProxyType({key: freeze_value(each, name and key, may_be_empty) for key, each in value.items()})
    if isinstance(value, list | tuple):
        return tuple(freeze_value(each, name, may_be_empty) for each in value)
    return EmptyValue(name) if value == "" and name else value


def strip_unfilled(text: str) -> tuple[str, tuple[str, ...]]:
    """Returns the text without the marks of empty values, and the names of these values."""
    names = re.findall(f"{UNFILLED}(.*?){UNFILLED}", text)
    return re.sub(f"{UNFILLED}.*?{UNFILLED}", "", text), tuple(dict.fromkeys(names))


def render_narrative(source: str, values: Mapping[str, Any], may_be_empty: Collection[str] = ()) -> str:
    """Renders a template. Where it prints an empty text stands a mark, which ``strip_unfilled`` reads.

    Args:
        values: name → text, number, or lists and dictionaries of them.
        may_be_empty: names of values without such a mark.

    Raises:
        ManuscriptError: a mistake in the template.
    """
    require_known_names(source, values)
    try:
        template = ENGINE.from_string(source)
        frozen = {name: freeze_value(value, name, may_be_empty) for name, value in values.items()}
        text = template.render(Context(frozen, autoescape=False))
    except TemplateSyntaxError as error:
        token = getattr(error, "token", None)
        raise ManuscriptError(describe_template_error(error, token), getattr(token, "lineno", None)) from error
    except (TypeError, ValueError, ArithmeticError) as error:
        raise ManuscriptError("有算不出来的内容，请检查过滤器和比较。") from error
    missing = re.search(f"{MISSING}(.*?){MISSING}", text)
    if missing:
        raise ManuscriptError(f"不认识“{missing[1]}”。", find_line_number(source, missing[1]))
    return text


def require_known_names(source: str, values: Mapping[str, Any]) -> None:
    """Checks the names in a template, because a mistyped name in a condition or loop would silently count as
    empty.

    Raises:
        ManuscriptError: the first unknown name.
    """
    known = set(values) | GRAMMAR
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.VAR:
            names = parse_root_names(token.contents)
        elif token.token_type == TokenType.BLOCK:
            tag, _, rest = token.contents.partition(" ")
            known |= parse_bound_names(tag, rest)
            names = parse_root_names(rest) if tag in ("for", "if", "elif", "with", "firstof", "ifchanged") else []
        else:
            continue
        for name in names:
            if name not in known:
                raise ManuscriptError(f"不认识“{name}”，可用：{'、'.join(values)}。", token.lineno)


def parse_bound_names(tag: str, rest: str) -> set[str]:
    """Parses the names that a tag defines: ``{% for 项 in 滞后 %}``, ``{% with 数=重点任务.总数 %}``."""
    if tag == "for":
        return set(re.findall(r"\w+", rest.partition(" in ")[0]))
    return set(re.findall(r"(\w+)=", rest)) if tag == "with" else set()


def parse_root_names(expression: str) -> list[str]:
    """Parses the names in an expression, without attributes, filters, texts and numbers."""
    bare = re.sub(r'"[^"]*"|\'[^\']*\'', " ", expression)
    bare = re.sub(r"\|\s*\w+|\.\s*\w+", "", bare)
    return [name for name in re.findall(r"\w+", bare) if not name[0].isdigit()]


def find_line_number(source: str, name: str) -> int | None:
    at = source.find(name)
    return source.count("\n", 0, at) + 1 if at >= 0 else None


def format_token(token: Any) -> str:
    """Formats the tag or value of a message as the template has it."""
    if token is None:
        return ""
    return f"{{{{ {token.contents} }}}}" if token.token_type == TokenType.VAR else f"{{% {token.contents} %}}"


def describe_template_error(error: TemplateSyntaxError, token: Any) -> str:
    """Describes Django's usual error messages in Chinese; any other one in general terms."""
    said, where = str(error), format_token(token)
    quoted = re.search(r"'([^']*)'", said)
    name = quoted[1] if quoted else ""
    if said.startswith("Unclosed tag"):
        return f"{where}没有结束，缺少 {{% end{name} %}}。"
    if "Invalid block tag" in said:
        return f"不能使用“{name.split()[0] if name else where}”，可用的标签：{'、'.join(TAGS)}。"
    if said.startswith("Invalid filter"):
        return f"不能使用过滤器“{name}”，可用：{'、'.join(FILTERS)}。"
    return f"写法有误：{where or '请检查花括号和标签'}。"

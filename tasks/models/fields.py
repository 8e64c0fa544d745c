"""Model fields: a text column for the members of a ``Choice``."""

from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, overload

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from tasks.enums import Choice

Member = TypeVar("Member", bound=Choice)
Set = TypeVar("Set", contravariant=True)
Get = TypeVar("Get", covariant=True)


class _MemberAttribute(DeferredAttribute):
    """The attribute of a model instance; it turns an assigned plain value into the member."""

    field: "EnumField[Any, Any]"

    def __set__(self, instance: models.Model, value: object) -> None:
        # members come from the database: asking for the exact type first is the cheapest way to let them pass
        instance.__dict__[self.field.attname] = self.field.to_member(value) if type(value) is str else value


if TYPE_CHECKING:
    Column = models.CharField
else:
    # the stubs make this class generic, Django itself does not
    class Column(models.CharField):
        __class_getitem__ = classmethod(lambda cls, _types: cls)


class EnumField(Column[Set, Get]):
    """A column of ``Choice`` values.

    Instances, ``values()`` and ``values_list()`` return members. Assignment and lookups take members or plain
    values. In a column with ``blank=True`` the empty text means no value and stays an empty text. Migrations see a
    plain ``CharField``.
    """

    descriptor_class = _MemberAttribute

    @overload
    def __init__(
        self: "EnumField[Member, Member]",
        vocabulary: type[Member],
        verbose_name: str,
        *,
        max_length: int = ...,
        default: Member = ...,
        db_index: bool = ...,
    ) -> None: ...

    @overload
    def __init__(
        self: "EnumField[Member | Literal[''], Member | Literal['']]",
        vocabulary: type[Member],
        verbose_name: str,
        *,
        max_length: int = ...,
        default: Literal[""] = ...,
        db_index: bool = ...,
        blank: Literal[True],
    ) -> None: ...

    def __init__(self, vocabulary: type[Choice], verbose_name: str, *, max_length: int = 20, **options: Any) -> None:
        self.vocabulary = vocabulary
        self._members: dict[str | None, Choice] = {member.value: member for member in vocabulary}
        super().__init__(verbose_name, max_length=max_length, choices=vocabulary.choices, **options)

    def to_member(self, value: object) -> object:
        """Returns the member for a plain value; anything else (a member, ``""``, None, an expression) unchanged.

        Raises:
            ValueError: the text is no value of the vocabulary.
        """
        if isinstance(value, str) and value and not isinstance(value, self.vocabulary):
            return self.vocabulary(value)
        return value

    def from_db_value(self, value: str | None, expression: object, connection: object) -> object:
        return self._members[value] if value in self._members else self.to_member(value)

    def to_python(self, value: Any) -> Any:
        try:
            return self.to_member(value)
        except ValueError as unknown:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            ) from unknown

    def get_prep_value(self, value: Any) -> str | None:
        # lookups such as ``contains`` pass texts that are not members
        return None if value is None else str(value)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", list(arguments), dict(options)

    def clone(self) -> Self:
        _, _, _, options = self.deconstruct()
        del options["choices"]
        copied: Any = EnumField(self.vocabulary, **options)
        return copied

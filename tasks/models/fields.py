"""A text column that holds values of one closed vocabulary and gives them back as its members."""

from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, overload

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.files import FieldFile
from django.db.models.query_utils import DeferredAttribute

from tasks.enums import Choice

Member = TypeVar("Member", bound=Choice)
Set = TypeVar("Set", contravariant=True)
Get = TypeVar("Get", covariant=True)


def is_stored(file: FieldFile) -> bool:
    """Whether the content of a file column lies in the storage."""
    return file.name is not None and file.storage.exists(file.name)


class _MemberAttribute(DeferredAttribute):
    """The attribute of a model instance; a plain value that is assigned to it becomes the member."""

    field: "EnumField[Any, Any]"

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = self.field.to_member(value)


if TYPE_CHECKING:
    Column = models.CharField
else:
    # the stubs know this class by what it takes and gives, Django itself does not
    class Column(models.CharField):
        __class_getitem__ = classmethod(lambda cls, _types: cls)


class EnumField(Column[Set, Get]):
    """A column of ``Choice`` values.

    An instance, ``values()`` and ``values_list()`` give members. Assignment and lookups take members or their
    plain values. In a column with ``blank=True`` the empty text means that there is no value, and stays an
    empty text. For migrations the column is a plain ``CharField``.
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

    def __init__(
        self, vocabulary: type[Choice], verbose_name: str, *, max_length: int = 20, **options: Any
    ) -> None:
        self.vocabulary = vocabulary
        super().__init__(verbose_name, max_length=max_length, choices=vocabulary.choices, **options)

    def to_member(self, value: object) -> object:
        """The member for a plain value; everything else (a member, ``""``, None, an expression) as it is.

        Raises:
            ValueError: the text is no value of the vocabulary.
        """
        if isinstance(value, str) and value and not isinstance(value, self.vocabulary):
            return self.vocabulary(value)
        return value

    def from_db_value(self, value: str | None, expression: object, connection: object) -> object:
        return self.to_member(value)

    def to_python(self, value: Any) -> Any:
        try:
            return self.to_member(value)
        except ValueError as unknown:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            ) from unknown

    def get_prep_value(self, value: Any) -> str | None:
        # lookups such as ``contains`` pass texts that are no member
        return None if value is None else str(value)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", list(arguments), dict(options)

    def clone(self) -> Self:
        _, _, _, options = self.deconstruct()
        del options["choices"]
        copied: Any = EnumField(self.vocabulary, **options)
        return copied

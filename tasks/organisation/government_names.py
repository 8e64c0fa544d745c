"""What a government is called: which names are refused."""

from typing import Any

from django.core.exceptions import ValidationError

from tasks.models import Government
from tasks.terms import terms

#: field → its label, the greatest number of characters
NAMES = {"name": ("名称", 100), "short_name": ("简称", 30), "office_name": ("督办机构", 30)}
NAME_FIELDS = tuple(NAMES)


def remove_edge_spaces(name: str) -> str:
    """Removes white space at both ends and doubled inside; a company's name may hold single ones."""
    return " ".join(name.split())


def refuse_unfit_names(values: dict[str, Any], government: Government | None = None) -> None:
    """
    Raises:
        ValidationError: a name is missing or too long, or another government has it, or the demonstration would lose its own; by
            the name of the field.
    """
    if government and government.is_demonstration and values.get("name", government.name) != government.name:
        raise ValidationError({"name": "演示数据的名称不能修改。"})
    others = Government.objects.exclude(pk=government.pk) if government else Government.objects.all()
    if "name" in values and others.filter(name=values["name"]).exists():
        raise ValidationError({"name": f"已有名为“{values['name']}”的{terms.government}，不能重复。"})
    for field, (label, longest) in NAMES.items():
        if field in values and not values[field] and field != "short_name":
            raise ValidationError({field: f"请填写{label}。"})
        if len(values.get(field, "")) > longest:
            raise ValidationError({field: f"{label}不超过 {longest} 字。"})

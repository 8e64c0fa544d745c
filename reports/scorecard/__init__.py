"""考核结果 as data: the same whether it is a proposal made this moment or was approved and frozen; and as sheets."""

from .data import changed_units, data_of, row_of
from .scope import Scope

__all__ = ["Scope", "changed_units", "data_of", "row_of"]

"""Functions that plugins give as Python, called for a batch of rows at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.columns.normal import normal, stored
from forecourt.core.engines.columns.sql import BOOLEAN, DAY, MOMENT, TEXT, WHOLE, column_type
from forecourt.core.plan.failures import FunctionFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from forecourt.core.values.types import Type


@dataclass(frozen=True, slots=True)
class Called:
    """A function that a plan calls, with the types of its arguments and of its value."""

    name: str
    parameters: tuple[Type, ...]
    returns: Type


def vectorised(
    function: Callable[..., Any], called: Called, failed: list[FunctionFailed] | None = None
) -> Callable[..., Any]:
    """Return a function of Arrow arrays that calls one of values in normal form, row by row.

    Where an argument is null its value is null, without calling. What it raises, which databases
    only tell as text, is noted in `failed`, too, if that is given.
    """
    noted = [] if failed is None else failed
    import pyarrow as pa  # noqa: PLC0415 - only who runs queries needs it

    def value(row: tuple[Any, ...]) -> Any:
        if any(one is None for one in row):
            return None
        given = (normal(one, of) for one, of in zip(row, called.parameters, strict=True))
        try:
            return stored(function(*given))
        except Exception as error:  # a plugin may raise anything
            noted.append(FunctionFailed(called.name, error))
            raise

    def of_arrays(*arrays: Any) -> Any:
        rows = zip(*(array.to_pylist() for array in arrays), strict=True)
        return pa.array(list(map(value, rows)), arrow_type(column_type(called.returns)))

    return of_arrays


def arrow_type(kind: str) -> pa.DataType:
    """Return the Arrow type of a column type."""
    import pyarrow as pa  # noqa: PLC0415 - only who runs queries needs it

    if kind.endswith("[]"):
        return pa.list_(arrow_type(kind[:-2]))
    types = {
        BOOLEAN: pa.bool_(),
        WHOLE: pa.int64(),
        TEXT: pa.string(),
        DAY: pa.date32(),
        MOMENT: pa.timestamp("us"),
    }
    return types[kind]

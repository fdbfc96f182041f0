"""The words for customers, vehicles and the store: records, shared values and units."""

from collections.abc import Sequence

from forecourt.core.hooks import Extension, Unit, hookimpl
from forecourt.core.records.models import Record
from forecourt.core.values.types import Symbol
from forecourt.plugins.lifecycle.records import RECORDS
from forecourt.plugins.lifecycle.symbols import SYMBOLS
from forecourt.plugins.lifecycle.units import UNITS


@hookimpl
def provide_records() -> Sequence[type[Record] | Extension]:
    """Return the models of the customer and the store."""
    return RECORDS


@hookimpl
def provide_symbols() -> Sequence[Symbol]:
    """Return the levels, stages and choices that all packs share."""
    return SYMBOLS


@hookimpl
def provide_units() -> Sequence[Unit]:
    """Return the units of distance, speed and temperature."""
    return UNITS

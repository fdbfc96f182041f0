"""The words for the sale: its records."""

from collections.abc import Sequence

from forecourt.core.hooks import Extension, hookimpl
from forecourt.core.records.models import Record
from forecourt.plugins.sales.records import RECORDS


@hookimpl
def provide_records() -> Sequence[type[Record] | Extension]:
    """Return the models of the sale."""
    return RECORDS

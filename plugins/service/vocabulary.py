"""The words for service: its records."""

from collections.abc import Sequence

from forecourt.core.hooks import Extension, hookimpl
from forecourt.core.records.models import Record
from forecourt.plugins.service.records import RECORDS


@hookimpl
def provide_records() -> Sequence[type[Record] | Extension]:
    """Return the models of service."""
    return RECORDS

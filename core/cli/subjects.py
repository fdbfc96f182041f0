"""Records of a store as commands name them: `order:O7`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.cli.output import COMMAND_LINE, refuse
from forecourt.core.diagnostics.checking import UnknownSubject
from forecourt.core.diagnostics.diagnostic import nearest
from forecourt.core.diagnostics.usage import RecordUnknown, SubjectUnfit

if TYPE_CHECKING:
    from forecourt.core.records.tables import TableSchema
    from forecourt.core.store import Store


@dataclass(frozen=True, slots=True)
class Subject:
    """A record, and the root record under which it stands."""

    name: str
    root: str
    record: Any


def find_subject(store: Store, named: str) -> Subject:
    """Return the record of a store that is named; refused if there is none."""
    model, colon, id_ = named.partition(":")
    if not colon or not model or not id_:
        refuse(SubjectUnfit(COMMAND_LINE, named))
    models = store.records.schema.models
    if model not in models:
        refuse(UnknownSubject(COMMAND_LINE, model, tuple(models)))
    table = next(one for one in store.records.tables() if one.model == model)
    root_id = _root_id(store, table, id_)
    record = None if root_id is None else store.get(table.root, root_id)
    if record is None:
        refuse(RecordUnknown(COMMAND_LINE, model, id_, _near(store, table, id_)))
    return Subject(named, table.root, record)


def _root_id(store: Store, table: TableSchema, id_: str) -> str | None:
    """Return the id of the root record that a record stands under; of several the first."""
    rows = store.database.table(table.name).rows_where(
        "id = ?", (id_,), select=f'"{table.primary_key[0]}" AS root_id', order_by="root_id", limit=1
    )
    return next((str(row["root_id"]) for row in rows), None)


def _near(store: Store, table: TableSchema, id_: str) -> tuple[str, ...]:
    """Return the id most like one that there isn't, to be suggested."""
    rows = store.database.table(table.name).rows_where(select="DISTINCT id", order_by="id")
    near = nearest(id_, (str(row["id"]) for row in rows))
    return () if near is None else (near,)

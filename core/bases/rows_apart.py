"""Queries over the rows of a model that say which of them cannot be used, and which are left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from forecourt.core.bases.checks import Check, Reason
from forecourt.core.bases.layout import is_part, keys
from forecourt.core.bases.reading import quoted, text_in_sql

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from forecourt.core.bases.databases import Source
    from forecourt.core.records.schema import Schema

REJECTS = "rows set apart"
"""The table of what is wrong with rows: model, ids from the root's on, column, reason."""
COLUMNS = {"model": "VARCHAR", "ids": "VARCHAR[]", "column": "VARCHAR", "reason": "VARCHAR"}


class Apart(NamedTuple):
    """Rows that are set apart: for which check, and what comes after `FROM` to find them."""

    check: Check
    rows: str


@dataclass(frozen=True)
class Rows:
    """The rows of a model; `renamed` are the columns that do not hold normal forms as they are."""

    model: str
    schema: Schema
    source: Source
    renamed: Collection[str] = ()

    @property
    def naming(self) -> list[str]:
        """The columns that no two rows have alike; of a part there is one to an owner."""
        found = [quoted(key) for key in keys(self.model, self.schema)]
        return found[:-1] if is_part(self.model, self.schema) else found

    @property
    def ids(self) -> str:
        """The list of a row's ids; that of a part without its own ends with its owner's."""
        there = [key for key in keys(self.model, self.schema) if key in self.source.columns]
        return "[" + ", ".join(f"CAST(r.{quoted(key)} AS VARCHAR)" for key in there) + "]"

    @property
    def doubled(self) -> str:
        """The name of the table with the ids that more than one row has."""
        return f"doubled {self.model}"

    def those_where(self, bad: str) -> str:
        """Return the rows for which a condition is true."""
        return f"{self.source.relation} AS r WHERE {bad}"

    def doubled_ids(self) -> str:
        """Return the query that gives the ids that more than one row has."""
        naming = ", ".join(self.naming)
        return f"SELECT {naming} FROM {self.source.relation} GROUP BY {naming} HAVING count(*) > 1"

    def those_doubled(self) -> str:
        """Return all rows whose ids are there twice: which of them is right, nobody knows."""
        return f"{self.source.relation} AS r {self._of_doubled('SEMI')}"

    def those_without_owner(self, owners: str) -> str:
        """Return the rows whose owner is not among those of a relation; there must be an owner."""
        there = f"WHERE r.{quoted(keys(self.model, self.schema)[-2])} IS NOT NULL"
        return f"{self._with_owner_ids()} {self._of_owner('ANTI', owners)} {there}"

    def without_owner(self) -> Check:
        """Return what is wrong with a row whose owner is not there."""
        return Check(keys(self.model, self.schema)[-2], Reason.NO_OWNER, "")

    def left(self, failed: Iterable[Check], *, some_doubled: bool) -> str:
        """Return the rows with which nothing is wrong."""
        right = " AND ".join(["true", *(f"({check.bad}) IS NOT TRUE" for check in failed)])
        doubled = self._of_doubled("ANTI") if some_doubled else ""
        owner = self.schema.models[self.model].owner
        owned = self._of_owner("SEMI", quoted(owner)) if owner else ""
        return f"{self._with_owner_ids()} {owned} {doubled} WHERE {right}"

    def _of_doubled(self, join: str) -> str:
        on = " AND ".join(f"r.{one} = d.{one}" for one in self.naming)
        return f"{join} JOIN {quoted(self.doubled)} AS d ON {on}"

    def _of_owner(self, join: str, owners: str) -> str:
        on = " AND ".join(
            f"r.{quoted(_of_owner(place))} = o.{quoted(theirs)}"
            for place, theirs in enumerate(self._owner_keys().values())
        )
        return f"{join} JOIN {owners} AS o ON {on}"

    def _with_owner_ids(self) -> str:
        """Return the rows with the ids above them in normal form besides."""
        ours = self._owner_keys()
        further = "".join(
            f", {self._id(one)} AS {quoted(_of_owner(place))}" for place, one in enumerate(ours)
        )
        return f"(SELECT *{further} FROM {self.source.relation}) AS r"

    def _owner_keys(self) -> Mapping[str, str]:
        """Return by column the one of the owner's that it names."""
        *above, own = (*keys(self.model, self.schema)[:-1],) or ("",)
        return {**{one: one for one in above}, own: "id"} if own else {}

    def _id(self, column: str) -> str:
        value = f"CAST({quoted(column)} AS VARCHAR)"
        return f"nfc_normalize({value})" if column in self.renamed else value


def _of_owner(place: int) -> str:
    return f"of owner {place}"


def rejects(rows: Rows, found: Iterable[Apart]) -> str:
    """Return the query with a row for each thing wrong with a row of a model."""
    return " UNION ALL ".join(
        f'SELECT {text_in_sql(rows.model)} AS "model", {rows.ids} AS "ids",'
        f' {text_in_sql(apart.check.column)} AS "column",'
        f' {text_in_sql(apart.check.reason)} AS "reason" FROM {apart.rows}'
        for apart in found
    )


def no_rejects() -> str:
    """Return the query that gives no row, with the columns of those set apart."""
    nothing = ", ".join(f"CAST(NULL AS {of}) AS {quoted(name)}" for name, of in COLUMNS.items())
    return f"SELECT {nothing} WHERE false"

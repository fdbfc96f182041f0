"""Files of rows: what a file holds, cell by cell, before anybody asks what it means."""

from forecourt.core.records.files.opening import open_table, unreadable
from forecourt.core.records.files.table import Cell, Layout, Objects, Row, Table

__all__ = ["Cell", "Layout", "Objects", "Row", "Table", "open_table", "unreadable"]

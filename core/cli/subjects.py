"""Records of a store as commands name them: `order:O7`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.output import refuse, tell
from forecourt.core.cli.workspace import installed
from forecourt.core.diagnostics.checking import UnknownSubject
from forecourt.core.diagnostics.diagnostic import suggestions
from forecourt.core.diagnostics.usage import RecordUnknown, StatementNamed, SubjectUnfit
from forecourt.core.policy.resolve import FIXED_KINDS

if TYPE_CHECKING:
    from forecourt.core.store import Store

IDS_NAMED = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """A record, and the root record under which it stands."""

    name: str
    root: str
    record: Any


def find_subject(store: Store, named: str) -> Subject:
    """Return the record of a store that is named; refused if there is none.

    Of several with one id it is the first; where the others stand is said as a message.
    """
    model, colon, id_ = named.partition(":")
    if not colon or not model or not id_:
        refuse(SubjectUnfit(COMMAND_LINE, named))
    models = store.records.schema.models
    if model not in models and model in (*FIXED_KINDS, *installed().vocabulary.kinds):
        refuse(StatementNamed(COMMAND_LINE, named, id_))
    if model not in models:
        refuse(UnknownSubject(COMMAND_LINE, model, tuple(models)))
    root = store.records.schema.root_of(model)
    above = store.roots_with(model, id_)
    record = store.get(root, above[0]) if above else None
    if record is None:
        ids = store.ids_of(model)
        known = suggestions(id_, ids) or tuple(ids[:IDS_NAMED])
        refuse(RecordUnknown(COMMAND_LINE, model, id_, known))
    if len(above) > 1:
        others = ", ".join(f"`{root}:{one}`" for one in above[1:])
        tell(f"`{named}` is that under `{root}:{above[0]}`; others stand under {others}")
    return Subject(named, root, record)

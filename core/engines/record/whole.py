"""The functions for a whole file: they run those of its segments in order, for all records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.record.below import collector
from forecourt.core.engines.record.grouping import grouped
from forecourt.core.engines.record.names import attribute
from forecourt.core.engines.record.records import is_part
from forecourt.core.engines.record.scope import Function, Given, Reading, Scope, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecourt.core.engines.record.source import Source
    from forecourt.core.engines.record.stages import Segment


def write_whole(source: Source, written: Sequence[tuple[Segment, Function]]) -> str:
    """Write the function that runs the segments in order and returns their rows."""
    scope = Scope(source, Reading.PLAIN)
    root, store = _begin(scope)
    rows = [_write_run(scope, segment, function) for segment, function in written]
    return _finish(scope, "decide", f"{root}, {store}=None", rows)


def write_whole_ahead(source: Source, written: Sequence[tuple[Segment, Function | None]]) -> str:
    """Write the function that is also given what the first one returned, and goes on from there.

    Segments without function have empty rows.
    """
    scope = Scope(source, Reading.PLAIN)
    root, store = _begin(scope)
    result = scope.fresh("result")
    aheads = [_write_ahead(scope, segment, function, result) for segment, function in written]
    return _finish(scope, "foresee", f"{root}, {store}, {result}", aheads)


def _begin(scope: Scope) -> tuple[str, str]:
    """Write that a store that isn't given is an empty one; return the names of root and store."""
    root, store = scope.fresh(scope.source.root), scope.fresh("store")
    scope.provide(("root",), root)
    empty = scope.source.arrangement.empty_store
    if empty is not None:
        kept = scope.source.keep_once("empty store", "nothing_known", empty)
        with scope.block(f"if {store} is None:"):
            scope.write(f"{store} = {kept}")
    scope.provide(("store",), store)
    return root, store


def _finish(scope: Scope, like: str, parameters: str, rows: Sequence[str]) -> str:
    """Write the return of the rows, and add the function to its source; return its name."""
    name = scope.source.names.whole(like)
    scope.write(f"return ({''.join(f'{each}, ' for each in rows).rstrip()})")
    head = f"    def {name}({parameters}):"
    scope.source.functions.append("\n".join([head, *("    " + line for line in scope.lines)]))
    return name


def _write_run(scope: Scope, segment: Segment, function: Function) -> str:
    """Write the call of a segment's function for all its records; return the rows' name."""
    for request in function.requests:
        if isinstance(request, tuple):
            _provide(scope, request)
    rows = scope.fresh(f"rows_of_{segment.model}")
    model, schema = segment.model, scope.source.plan.schema
    above = _root_code(scope, model)
    if schema.models[model].owner is None:
        records = f"({above},)"
        scope.write(f"{rows} = ({scope.call(function, above)},)")
    elif is_part(model, schema):
        pairs, record, identity = (scope.fresh(like) for like in ("pairs", model, "identity"))
        scope.write(f"{pairs} = {_collected(scope, model, above)}")
        scope.provide(("identity",), identity)
        records = f"[each for each, _ in {pairs}]"
        call = scope.call(function, record)
        scope.write(f"{rows} = [{call} for {record}, {identity} in {pairs}]")
    else:
        record, records = scope.fresh(model), _records(scope, model, above)
        scope.write(f"{rows} = [{scope.call(function, record)} for {record} in {records}]")
    scope.provide(("list of rows", segment.index), rows)
    scope.provide(("list of records", segment.index), records)
    return rows


def _write_ahead(scope: Scope, segment: Segment, function: Function | None, result: str) -> str:
    """Write the call of a function for all records of a segment, each with its row."""
    rows, record, row = (scope.fresh(like) for like in ("rows", segment.model, "row"))
    scope.write(f"{rows} = {result}[{segment.index}]")
    scope.provide(("list of rows", segment.index), rows)
    above = _root_code(scope, segment.model)
    owner = scope.source.plan.schema.models[segment.model].owner
    records = f"({above},)" if owner is None else _records(scope, segment.model, above)
    scope.provide(("list of records", segment.index), records)
    aheads = scope.fresh(f"aheads_of_{segment.model}")
    for request in function.requests if function else ():
        if isinstance(request, tuple):
            _provide(scope, request)
    if function is None:
        scope.write(f"{aheads} = [()] * len({rows})")
    elif owner is None:
        scope.write(f"{aheads} = ({scope.call(function, above, f'{rows}[0]')},)")
    else:
        call, pairs = scope.call(function, record, row), f"zip({records}, {rows}, strict=True)"
        scope.write(f"{aheads} = [{call} for {record}, {row} in {pairs}]")
    scope.provide(("list of aheads", segment.index), aheads)
    return aheads


def _root_code(scope: Scope, model: str) -> str:
    root = scope.source.plan.schema.root_of(model)
    return scope.given(("root",) if root == scope.source.root else ("store",))


def _records(scope: Scope, model: str, above: str) -> str:
    """Return the code for the records of a model."""
    schema = scope.source.plan.schema
    owner = schema.models[model].owner
    lists = [e for e in schema.models[str(owner)].lists.values() if e.model == model]
    if owner in schema.roots and len(lists) == 1:
        return attribute(above, lists[0].name)
    records = scope.fresh("records")
    scope.write(f"{records} = [each for each, _ in {_collected(scope, model, above)}]")
    return records


def _collected(scope: Scope, model: str, above: str) -> str:
    """Return the code for the records of a model, wherever they are, with their ids."""
    collect = collector(scope.source.plan.schema, model)
    name = scope.source.keep_once(("collect", model), f"all_of_{model}", collect)
    return f"{name}({above})"


def _provide(scope: Scope, given: Given) -> None:
    """Write what is given to a segment's function, if it isn't there yet."""
    if scope.has(given):
        return
    match given:
        case ("index", str(model)):
            name = scope.fresh(f"{model}_by_id")
            scope.write(f"{name} = {_index(scope, model)}")
            scope.provide(given, name)
        case ("groups", str(model), *_):
            name = scope.fresh(name_of(given))
            scope.write(f"{name} = {_groups(scope, model, given)}")
            scope.provide(given, name)
        case ("rows", int(index)):
            rows = scope.given(("list of rows", index))
            records = scope.given(("list of records", index))
            name = scope.fresh(f"{rows}_by_record")
            scope.write(f"{name} = rows_by_record({records}, {rows})")
            scope.provide(given, name)
        case ("aheads", int(index)):
            aheads = scope.given(("list of aheads", index))
            records = scope.given(("list of records", index))
            name = scope.fresh(f"{aheads}_by_record")
            scope.write(f"{name} = rows_by_record({records}, {aheads})")
            scope.provide(given, name)
        case ("doubtful", int(index)):
            rows = scope.given(("list of rows", index))
            name = scope.fresh(f"{rows}_doubtful")
            scope.write(f"{name} = any([row[3] for row in {rows}])")
            scope.provide(given, name)


def _index(scope: Scope, model: str) -> str:
    schema = scope.source.plan.schema
    above = _root_code(scope, model)
    if model in schema.roots:
        return f"{{{above}.id: {above}}}"
    kept = schema.list_in_root(model)
    if kept is None:
        return "{}"
    _, entry = kept
    records = attribute(above, entry.name)
    if schema.root_of(model) == scope.source.root:
        return f"by_id({records})"
    remembered = scope.source.hoist_code(f"{model}_index", "Remembered(by_id)", sure=True)
    return f"{remembered}({records})"


def _groups(scope: Scope, model: str, given: Given) -> str:
    """Return the code for the groups of a list of a root's record."""
    own = model == scope.source.root
    records = attribute(scope.given(("root",) if own else ("store",)), given[2])
    if own:
        return f"{grouped(scope, given, records)} if {records} else NO_GROUPS"
    made = f"Remembered(lambda records: {grouped(scope, given, 'records')})"
    return f"{scope.source.hoist_code(name_of(given), made, sure=True)}({records})"

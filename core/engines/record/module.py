"""The whole source for the files of one root, and its compilation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record import runtime
from forecourt.core.engines.record.analysis import Analysis
from forecourt.core.engines.record.below import collector, empty_record
from forecourt.core.engines.record.dates import DATES
from forecourt.core.engines.record.grouping import grouped
from forecourt.core.engines.record.late import with_late
from forecourt.core.engines.record.loops import (
    AGGREGATE_TRUTHS,
    AGGREGATE_VALUES,
    open_count,
)
from forecourt.core.engines.record.names import attribute
from forecourt.core.engines.record.outcomes import contents_of
from forecourt.core.engines.record.records import is_part
from forecourt.core.engines.record.scope import Function, Given, Reading, Scope, name_of
from forecourt.core.engines.record.segments import write_segment
from forecourt.core.engines.record.source import Source, Writers
from forecourt.core.engines.record.stages import Arrangement, arrange
from forecourt.core.engines.record.truths import TRUTHS
from forecourt.core.engines.record.values import VALUES
from forecourt.core.syntax.collection import collection_paused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from forecourt.core.engines.record.outcomes import Contents
    from forecourt.core.engines.record.stages import Segment
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.values.calendar import WorkingDays

WRITERS = Writers(
    {**VALUES, **DATES, **AGGREGATE_VALUES}, {**TRUTHS, **AGGREGATE_TRUTHS}, open_count
)


@dataclass(frozen=True, slots=True)
class Module:
    """The code for one root.

    `bind(now, calendar)` gives the function that decides a record; None where the code trusts
    something to be known that isn't at that moment.
    """

    arrangement: Arrangement
    contents: Contents
    source: str
    bind: Callable[..., Any]


def make_module(
    plan: Plan, root: str, functions: Mapping[str, Callable[..., Any]], *, trusting: bool
) -> Module:
    """Write and compile the code of a plan for the files of a root."""
    with collection_paused():
        return _make_module(plan, root, functions, trusting=trusting)


def _make_module(
    plan: Plan, root: str, functions: Mapping[str, Callable[..., Any]], *, trusting: bool
) -> Module:
    analysis = Analysis(plan, trusting=trusting)
    arrangement = with_late(arrange(plan, root))
    pieces = []
    written = []
    for segment in arrangement.segments:
        source = Source(analysis, arrangement, WRITERS, functions)
        function = write_segment(source, segment)
        written.append((segment, function))
        pieces.append(_piece(source, (), function.name))
    whole = Source(analysis, arrangement, WRITERS, functions)
    names = [whole.names.whole(function.name) for _, function in written]
    calls = [
        (segment, Function(name, function.requests))
        for name, (segment, function) in zip(names, written, strict=True)
    ]
    last = _piece(whole, names, _write_whole(whole, calls))
    of_records = frozenset(key for key, fact in analysis.decisions.items() if fact.is_record)
    text = "\n\n".join(piece.text for piece in (*pieces, last))
    contents = contents_of(plan, arrangement, of_records)
    return Module(arrangement, contents, text, _binder(pieces, last))


@dataclass(frozen=True, slots=True)
class _Piece:
    """The code of one segment, or of the whole: its `bind` gives a function, or None."""

    text: str
    bind: Callable[..., Any]


def _piece(source: Source, given: Sequence[str], result: str) -> _Piece:
    lines = [f"def bind({', '.join(('now', 'calendar', *given))}):", "    today = now.date()"]
    lines += source.bind.lines
    if source.hoisted:
        trusted = "".join(f"{name}, " for name in source.hoisted)
        lines += [f"    if not all_known(({trusted.rstrip()})):", "        return None"]
    for function in source.functions:
        lines += ["", function]
    text = "\n".join([*lines, "", f"    return {result}", ""])
    namespace: dict[str, Any] = {**runtime.PROVIDED, **source.constants}
    name = f"<decisions for {source.root!r}>"
    exec(compile(text, name, "exec"), namespace)  # noqa: S102 - the text was made above
    return _Piece(text, namespace["bind"])


def _binder(pieces: Sequence[_Piece], last: _Piece) -> Callable[..., Any]:
    """Return the function that binds all pieces to a moment, None if one can't be."""

    def bind(now: datetime, calendar: WorkingDays | None) -> Any:
        functions = [piece.bind(now, calendar) for piece in pieces]
        return None if None in functions else last.bind(now, calendar, *functions)

    return bind


# The function for a whole file -----------------------------------------------------------------


def _write_whole(source: Source, written: Sequence[tuple[Segment, Function]]) -> str:
    """Write the function that runs the segments in order and returns their rows."""
    name = source.names.whole("decide")
    scope = Scope(source, Reading.PLAIN)
    root, store = scope.fresh(source.root), scope.fresh("store")
    scope.provide(("root",), root)
    empty = _empty_store(source)
    if empty is not None:
        with scope.block(f"if {store} is None:"):
            scope.write(f"{store} = {empty}")
    scope.provide(("store",), store)
    rows = [_write_run(scope, segment, function) for segment, function in written]
    scope.write(f"return ({''.join(f'{name}, ' for name in rows).rstrip()})")
    head = f"    def {name}({root}, {store}=None):"
    source.functions.append("\n".join([head, *("    " + line for line in scope.lines)]))
    return name


def _empty_store(source: Source) -> str | None:
    """Return the name of the record that stands for a store that isn't given."""
    others = [root for root in source.plan.schema.roots if root != source.root]
    if not others:
        return None
    record = empty_record(source.plan.schema.models[others[0]])
    return source.keep_once("empty store", "nothing_known", record)


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

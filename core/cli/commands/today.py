"""`forecourt today`: the worklist of a store."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from forecourt.core.cli.documents import write_json
from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.moments import read_moment, right_now, shown
from forecourt.core.cli.options import AsOfOption, JsonFlag, StoreOption, whole_number
from forecourt.core.cli.output import refuse, tell, write
from forecourt.core.cli.runs import StoreRun, run_of
from forecourt.core.cli.worklists import TO_DO, Task, Wanted, Worklist, worklist, write_worklist
from forecourt.core.cli.workspace import STORE_ROOT, folder, opened, policy_of, registry_for
from forecourt.core.diagnostics.usage import WordUnknown

if TYPE_CHECKING:
    from forecourt.core.registry import Registry

EXAMPLES = (
    "forecourt today",
    "forecourt today --as-of 2026-11-02T09:00 --status overdue --status critical",
    "forecourt today --role ROLE --limit 0",
    "forecourt today --staff PERSON --json",
)


def today(
    role: Annotated[
        str | None, typer.Option("--role", metavar="ROLE", help="Only what falls to a role.")
    ] = None,
    staff: Annotated[
        str | None,
        typer.Option("--staff", metavar="PERSON", help="Only what falls to a person, by id."),
    ] = None,
    as_of: AsOfOption = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="Only tasks of a status; may be given several times. Without it: "
            + ", ".join(TO_DO)
            + ".",
        ),
    ] = None,
    limit: Annotated[
        int,
        typer.Option(
            "--limit",
            metavar="NUMBER",
            parser=whole_number(0),
            help="Tasks shown for each; 0 shows all.",
        ),
    ] = 20,
    store: StoreOption = None,
    *,
    as_document: JsonFlag = False,
) -> None:
    """Show what is to be done, by whom and by when.

    Records whose outcome can be another one since it was made are evaluated first, and each
    decision is logged: `forecourt explain` with a record, and `--json`, say under which number.
    Without `--as-of` the moment is now. What has gone up to managers stands at the end.
    """
    place = folder(store)
    registry = registry_for(place)
    with opened(place, registry) as kept:
        now = read_moment(as_of, kept.zone) if as_of else right_now(kept.zone)
        run = run_of(kept, *policy_of(place, kept, registry), registry, now)
        wanted = _wanted(role, staff, tuple(status or ()), run, registry)
        found = evaluated(run, wanted)
        made = len(found.made)
        tell(f"evaluated {made}, {max(run.count() - made, 0)} were up to date")
        if kept.read_only:
            tell("the store may only be read: nothing was kept or logged")
        if as_document:
            write_json(as_json(found, run))
            return
        write_head(run, place.path)
        write_worklist(found.worklist, limit)


@dataclass(slots=True)
class Evaluation:
    """A worklist, and what was done for it."""

    worklist: Worklist = field(default_factory=Worklist)
    made: dict[str, int | None] = field(default_factory=dict)
    """The records that were evaluated, each with its number in the log."""


def evaluated(run: StoreRun, wanted: Wanted) -> Evaluation:
    """Return the worklist of a store, evaluated as far as outcomes are not to be relied upon."""
    found = Evaluation()

    def tasks() -> Iterator[Task]:
        seen = set()
        for one in run.evaluate():
            seen.add(one.key)
            if one.is_new:
                found.made[one.subject] = one.log
            yield from one.tasks()
        yield from run.standing(seen)

    found.worklist = worklist(tasks(), wanted)
    return found


def as_json(found: Evaluation, run: StoreRun) -> dict[str, object]:
    """Return an evaluation as a JSON value."""
    pack, listed = run.decider.plan.pack, found.worklist
    return {
        "pack": {"name": pack.name, "version": pack.version, "digest": pack.digest},
        "as_of": run.as_of,
        "tasks": [task for tasks in listed.groups.values() for task in tasks],
        "escalations": [task for tasks in listed.escalations.values() for task in tasks],
        "totals": dict(sorted(listed.totals.items())),
        "logged": {
            subject: number
            for subject, number in (run.logged() | found.made).items()
            if number is not None
        },
    }


def write_head(run: StoreRun, path: Path) -> None:
    """Write of which store, policy and moment a worklist is."""
    pack = run.decider.plan.pack
    moment = shown(run.decider.now, run.store.zone)
    write(f"{path}: {pack.name} {pack.version} at {moment}")
    write()


def _wanted(
    role: str | None,
    person: str | None,
    statuses: tuple[str, ...],
    run: StoreRun,
    registry: "Registry",
) -> Wanted:
    """Return what is asked for; a name that does not exist is refused."""
    _check("role", (role,), tuple(registry.roles))
    own = run.store.only_id(STORE_ROOT)
    record = None if own is None else run.store.get(STORE_ROOT, own)
    persons = tuple(one.id for one in getattr(record, "staff", ()))
    _check("person", (person,), persons)
    known = registry.vocabulary.symbols.get("task_status")
    _check("status", statuses, known.values if known else TO_DO)
    return Wanted(role, person, statuses or TO_DO)


def _check(what: str, words: tuple[str | None, ...], known: tuple[str, ...]) -> None:
    for word in words:
        if word is not None and word not in known:
            refuse(WordUnknown(COMMAND_LINE, what, word, known))

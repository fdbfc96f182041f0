"""`forecourt today`: the worklist of a store."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from forecourt.core.cli.moments import read_moment, right_now, shown
from forecourt.core.cli.options import AsOfOption, JsonFlag, StoreOption
from forecourt.core.cli.output import COMMAND_LINE, refuse, results, tell, write_json
from forecourt.core.cli.runs import StoreRun, run_of
from forecourt.core.cli.worklists import TO_DO, Wanted, Worklist, worklist, write_worklist
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
        typer.Option("--limit", metavar="NUMBER", min=0, help="Tasks shown for each; 0 shows all."),
    ] = 20,
    store: StoreOption = None,
    *,
    as_document: JsonFlag = False,
) -> None:
    """Show what is to be done, by whom and by when.

    What has not been evaluated yet for the moment is, and each decision is logged. Without
    `--as-of` the moment is now. What has gone up to managers stands at the end.
    """
    place = folder(store)
    registry = registry_for(place)
    with opened(place, registry) as kept:
        now = read_moment(as_of, kept.zone) if as_of else right_now(kept.zone)
        run = run_of(kept, *policy_of(place, kept, registry), registry, now)
        wanted = _wanted(role, staff, tuple(status or ()), run, registry)
        done = run.evaluate()
        tell(f"evaluated {done.made}, {done.kept} were up to date")
        found = worklist(kept.tasks(), wanted)
        if as_document:
            write_json(as_json(found, run))
            return
        write_head(run, place.path)
        write_worklist(found, limit)


def write_head(run: StoreRun, path: Path) -> None:
    """Write of which store, policy and moment a worklist is."""
    pack = run.decider.plan.pack
    moment = shown(run.decider.now, run.store.zone)
    results().print(f"{path}: {pack.name} {pack.version} at {moment}", soft_wrap=True)
    results().print()


def as_json(found: Worklist, run: StoreRun) -> dict[str, object]:
    """Return a worklist as a JSON value."""
    pack = run.decider.plan.pack
    return {
        "pack": {"name": pack.name, "version": pack.version, "digest": pack.digest},
        "as_of": run.as_of,
        "tasks": [task for tasks in found.groups.values() for task in tasks],
        "escalations": [task for tasks in found.escalations.values() for task in tasks],
        "totals": dict(sorted(found.totals.items())),
    }


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

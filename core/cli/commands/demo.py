"""`forecourt demo`: a made-up store, to see what there is."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from forecourt.core.cli.commands.explain import explained
from forecourt.core.cli.commands.today import as_json, evaluated, write_head
from forecourt.core.cli.demo_stores import Recipe, make_demo, write_record
from forecourt.core.cli.documents import write_json
from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.moments import read_moment
from forecourt.core.cli.options import JsonFlag, whole_number
from forecourt.core.cli.output import refuse, tell, write
from forecourt.core.cli.reason_texts import write_reasons
from forecourt.core.cli.runs import StoreRun, run_of
from forecourt.core.cli.subjects import Subject, find_subject
from forecourt.core.cli.worklists import Task, Wanted, Worklist, write_worklist
from forecourt.core.cli.workspace import (
    StoreFolder,
    installed,
    opened,
    policy_of,
    record_root,
    registry_for,
)
from forecourt.core.diagnostics.usage import WordUnknown
from forecourt.core.hooks import Example
from forecourt.core.policy.resolve import Policy
from forecourt.core.registry import Registry

EXAMPLES = (
    "forecourt demo",
    "forecourt demo my_demo --records 200 --seed 7",
)

SHOWN = 3
"""How many tasks are shown for each person."""


def _words_for_number() -> tuple[str, str]:
    """Return the options for how many records are made: also by what the records are."""
    return "--records", f"--{record_root(installed().vocabulary.schema)}s"


def demo(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", readable=False, help="The folder to make it in.")
    ] = Path("demo"),
    number: Annotated[
        int,
        typer.Option(
            *_words_for_number(),
            metavar="NUMBER",
            parser=whole_number(1),
            help="How many are made up.",
        ),
    ] = 2000,
    seed: Annotated[
        int,
        typer.Option(
            "--seed",
            metavar="NUMBER",
            parser=whole_number(),
            help="Another seed makes up others.",
        ),
    ] = 1,
    *,
    as_document: JsonFlag = False,
) -> None:
    """Make a store of made-up records and look at its worklist.

    Nothing in it is real. A folder that holds something else is refused; a demo store that was
    made there before is used again.
    """
    registry = registry_for(None)
    example = _example(registry)
    place = StoreFolder(directory)
    recipe = Recipe(example, seed, number)
    if recipe.is_made_in(place):
        tell(f"the demo store in {directory} is used again")
    else:
        make_demo(place, recipe, registry)
    with opened(place, registry) as store:
        policy, plan = policy_of(place, store, registry)
        run = run_of(store, policy, plan, registry, read_moment(example.as_of, store.zone))
        found = evaluated(run, Wanted())
        if as_document:
            write_json({"store": str(directory), **as_json(found, run)})
            return
        _write(place, example, run, found.worklist)
        pressing = _most_pressing(found.worklist)
        if pressing is not None:
            subject = find_subject(store, pressing["subject"])
            _explain(run, subject, policy, pressing["name"])
            file = write_record(place, store, subject.root, subject.record.id)
            _write_next(place, example, pressing, file)


def _example(registry: Registry) -> Example:
    for example in registry.examples.values():
        return example
    refuse(WordUnknown(COMMAND_LINE, "example", "demo", ()))


def _write(place: StoreFolder, example: Example, run: StoreRun, found: Worklist) -> None:
    write(f"made up: {example.doc}", "bold")
    write_head(run, place.path)
    write_worklist(found, SHOWN)


def _most_pressing(found: Worklist) -> Task | None:
    """Return a task that has gone up if there is one, else one that somebody has to do."""
    groups = (*found.escalations.values(), *found.groups.values())
    return next((tasks[0] for tasks in groups if tasks), None)


def _explain(run: StoreRun, subject: Subject, policy: Policy, name: str) -> None:
    write()
    write(f"why {name} for {subject.name}:", "bold")
    entries = explained(run.decider, subject, policy, None)
    shown = [one for one in entries if one["kind"] == "decision" or one["name"] == name]
    write_reasons(shown)


def _write_next(place: StoreFolder, example: Example, task: Task, file: str) -> None:
    """Write commands to try, which work as they stand."""
    folder = shlex.quote(str(place.path))
    record = shlex.quote(str(place.path / file))
    store = shlex.quote(str(place.path / "store.json"))
    at = f"--as-of {example.as_of}"
    who = task.get("role")
    lines = [
        f"forecourt today --store {folder} {at}" + (f" --role {who}" if who else ""),
        f"forecourt explain {task['subject']} --store {folder}",
        f"forecourt decide {record} --store {store} --pack {example.pack} {at} --explain",
        f"forecourt check --store {folder}",
    ]
    write()
    write("try next:", "bold")
    for line in lines:
        write(f"  {line}")
